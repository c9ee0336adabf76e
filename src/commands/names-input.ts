import { Text } from './input';

export class NamesInput {
  @Text(120, { means: { zh: '中文名称', en: 'In Chinese' } }) readonly zh: string;
  @Text(240, { means: { zh: '英文名称', en: 'In English' } }) readonly en: string;
}
