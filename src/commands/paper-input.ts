import { Text } from './input';

/** A paper that shows something: its name, its number, and the file where it was filed. */
export class PaperInput {
  @Text(200) readonly name: string;
  @Text(80, { nullable: true }) readonly number: string | null;
  /** Salted SHA-256 (hex) of the document, as the upload answered. */
  @Text(80, { nullable: true }) readonly file: string | null;
}
