import type { BusinessMinute } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import type { LatePaper } from '../domain/round/facts';
import { ActInput, actOf } from './act-input';
import { Id, Minute, Part, Text } from './input';

/** Paper that was received before a deadline and is entered after it (E23). */
export class LateInput {
  @Minute({ means: { zh: '收件时间，以收件单位在纸面上所盖为准（北京时间）', en: 'When it came in, as the office that took it stamped on the paper (Asia/Shanghai)' } }) readonly receivedAt: BusinessMinute;
  @Text(80, { means: { zh: '收文登记号', en: 'Number in the office\'s register of incoming papers' } }) readonly receipt: string;
  @Id({ means: { zh: '批准补录的人，须有启动届次的职权，不得是录入人', en: 'Who let it in, by person id: somebody who may open rounds, and not the clerk who enters it' } }) readonly approver: PersonId;
  @Part(() => ActInput) readonly act: ActInput;
}

/** As it is recorded; nothing where nothing is late. */
export function lateOf(late: LateInput | undefined): { readonly late?: LatePaper } {
  if (late === undefined) return {};
  const { receivedAt, receipt, approver, act } = late;
  return { late: { receivedAt, receipt, approver, act: { ...actOf(act) } } };
}
