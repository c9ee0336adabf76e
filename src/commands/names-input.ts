import { Text } from './input';

export class NamesInput {
  @Text(120) readonly zh: string;
  @Text(240) readonly en: string;
}
