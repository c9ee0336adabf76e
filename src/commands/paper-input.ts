import { Text } from './input';

/** A paper that shows something: its name, its number, and the file where it was filed. */
export class PaperInput {
  @Text(200, { means: { zh: '材料名称', en: 'What the paper is called' } }) readonly name: string;
  @Text(80, { nullable: true, means: { zh: '文号或编号；没有的写 null', en: 'Number of the document; null where it has none' } }) readonly number: string | null;
  @Text(80, { nullable: true }) readonly file: string | null;
}
