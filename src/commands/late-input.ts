import type { BusinessMinute } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import type { LatePaper } from '../domain/round/facts';
import { ActInput, actOf } from './act-input';
import { Id, Minute, Part, Text } from './input';

/** Paper that was received before a deadline and is entered after it (E23). */
export class LateInput {
  /** Stamped on the paper by the office that took it. */
  @Minute() readonly receivedAt: BusinessMinute;
  /** Number in the office's register of incoming papers. */
  @Text(80) readonly receipt: string;
  /** Who let it in; not the clerk who enters it. */
  @Id() readonly approver: PersonId;
  @Part(() => ActInput) readonly act: ActInput;
}

/** As it is recorded; nothing where nothing is late. */
export function lateOf(late: LateInput | undefined): { readonly late?: LatePaper } {
  if (late === undefined) return {};
  const { receivedAt, receipt, approver, act } = late;
  return { late: { receivedAt, receipt, approver, act: { ...actOf(act) } } };
}
