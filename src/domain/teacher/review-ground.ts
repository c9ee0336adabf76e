import type { LifeFactOf, Standing } from './view';

export type OvertakenRule = 'decidedAfterRetirement' | 'decidedAfterDeath' | 'decidedWhileSuspended';
const OVERTAKEN: readonly string[] = ['decidedAfterRetirement', 'decidedAfterDeath', 'decidedWhileSuspended'] satisfies readonly OvertakenRule[];

/**
 * Of a review of what was decided without knowing of a retirement or a suspension: one of the facts that it names was voided,
 * so that nothing stands against the decision, or the decision itself is gone. Other reviews ask about what their void means.
 */
export function hasLostItsGround({ data: { rule, facts } }: LifeFactOf<'ReviewRequired'>, resolved: readonly Standing[]): boolean {
  return OVERTAKEN.includes(rule) && facts.some((event) => !resolved.some(({ wordings }) => wordings.includes(event)));
}
