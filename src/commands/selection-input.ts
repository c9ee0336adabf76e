import type { BusinessDate } from '../domain/dates';
import type { Selection } from '../domain/studio/host';
import { Day, Text } from './input';
import { PaperInput } from './paper-input';

/** Her selection by a body above, of which only this paper is here: `name` is that of the title or the selection. */
export class SelectionInput extends PaperInput {
  @Text(120, { means: { zh: '作出选定的机构', en: 'The body that selected her' } }) readonly issuer: string;
  @Day({ means: 'paperDay' }) readonly on: BusinessDate;
}

export function selectionOf({ name, issuer, number, file, on }: SelectionInput): Selection {
  return { name, issuer, number, file, on };
}
