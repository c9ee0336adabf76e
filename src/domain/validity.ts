import type { BusinessDate } from './dates';
import type { EffectiveProgramme } from './programme-rules';

/** Whether a day lies while a programme is in force (E51): told with the days, and no bar. */
export interface Validity {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Of the day that it lies before, or else of the last one. */
  readonly clause: string;
  readonly within: boolean;
}

/** Null where the programme's days are open. */
export function validityOn({ validity }: Pick<EffectiveProgramme, 'validity'>, day: BusinessDate): Validity | null {
  if (validity === undefined) return null;
  const { from, to, clause, fromClause } = validity;
  return { from, to, clause: day < from ? fromClause : clause, within: from <= day && day <= to };
}

/** The warning to whoever opens a round on a day outside. */
export function openedOutside({ from, to, clause }: Validity, openedOn: BusinessDate): { readonly zh: string; readonly en: string } {
  return {
    zh: `方案有效期为 ${from} 至 ${to}（依据${clause}条），本届于 ${openedOn} 启动，不在其内；届次已启动，请核对所依据的方案。`,
    en: `The programme is in force from ${from} to ${to} (clause ${clause}), and the round opened on ${openedOn}, outside it; the round is open, so check which programme it is meant to stand on.`,
  };
}
