import { addDays, addMonths, addYears, type BusinessDate } from '../dates';
import type { SanctionView } from '../teacher/career-view';
import { integerArgument, isOpen, stillOpen, textArgument, textsArgument } from './arguments';
import type { RuleWord } from './rule';

/** Stands for a day that nobody knows: the sanction waits for the decision that releases it. */
export const UNTIL_RELEASED = 'UNTIL_RELEASED';

/**
 * No sanction of the kinds (both, where none is named) bars what `scope` names on the day (reading 8). A sanction bars while
 * it is in force, for the months after its release that its own basis or the notice adds, and, with `lookBackYears`, for
 * so many years after it was last in force. One that waits for the decision to release it (期满待解除) still holds.
 * In clear stands until when; measure, days and basis are hers alone.
 */
export const noSanction1: RuleWord = {
  name: 'noSanction',
  version: 1,
  scope: 'TEACHER',
  arguments: {
    scope: { type: 'sanctionScope', required: true }, kinds: { type: 'sanctionKinds', required: false },
    lookBackYears: { type: 'integer', required: false }, barMonths: { type: 'integer', required: false },
  },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'scope', 'kinds', 'lookBackYears', 'barMonths')) return stillOpen({ on });
    const scope = textArgument(spec, 'scope');
    const kinds = spec.arguments['kinds'] === undefined ? null : textsArgument(spec, 'kinds');
    const lookBackYears = spec.arguments['lookBackYears'] === undefined ? 0 : integerArgument(spec, 'lookBackYears');
    const barMonths = spec.arguments['barMonths'] === undefined ? 0 : integerArgument(spec, 'barMonths');
    const touching = candidate.career.sanctions.filter((one) => one.status !== 'QUASHED' && touches(one, scope) && (kinds === null || kinds.includes(one.kind)) && one.from <= on);
    const found = touching.map((sanction) => ({ sanction, until: barsUntil(sanction, { barMonths, lookBackYears }) }));
    const barring = found.filter(({ until }) => until === null || until >= on);
    return {
      verdict: barring.length === 0 ? 'holds' : 'fails',
      bound: { scope, ...(kinds === null ? {} : { kinds }), lookBackYears, barMonths, on, ...(barring.length === 0 ? {} : { until: latest(barring.map(({ until }) => until)) }) },
      inputs: { sanctions: found.map(({ sanction: { kind, from, to, status, personal }, until }) => ({ kind, from, to, status, until: until ?? UNTIL_RELEASED, measure: personal?.['measure'] ?? null, basis: personal?.['basis'] ?? null })) },
      standsOn: touching.flatMap(({ stated, reviews }) => [stated, ...reviews]),
    };
  },
};

export function touches({ scopes }: Pick<SanctionView, 'scopes'>, scope: string): boolean {
  return scopes.some((own) => own === 'ALL' || own === scope);
}

/** Last day on which it bars; null while nobody can know it. */
export function barsUntil(sanction: Pick<SanctionView, 'freeFrom' | 'barMonths'>, more: { readonly barMonths: number; readonly lookBackYears: number }): BusinessDate | null {
  const { freeFrom } = sanction;
  if (freeFrom === null) return null;
  const months = addMonths(freeFrom, Math.max(sanction.barMonths, more.barMonths));
  const years = addYears(freeFrom, more.lookBackYears);
  return addDays(years > months ? years : months, -1);
}

/** Whether it bars on the day by its own basis alone. */
export function barsOn(sanction: Pick<SanctionView, 'freeFrom' | 'barMonths' | 'from'>, day: BusinessDate): boolean {
  const until = barsUntil(sanction, { barMonths: 0, lookBackYears: 0 });
  return sanction.from <= day && (until === null || day <= until);
}

function latest(days: readonly (BusinessDate | null)[]): string {
  return days.reduce<string>((last, day) => (day === null || last === UNTIL_RELEASED ? UNTIL_RELEASED : day > last ? day : last), '');
}
