import type { EventId } from '../facts';
import type { LifeFactOf, Standing } from './view';

export type OvertakenRule = 'decidedAfterRetirement' | 'decidedAfterDeath' | 'decidedWhileSuspended';
const OVERTAKEN: readonly string[] = ['decidedAfterRetirement', 'decidedAfterDeath', 'decidedWhileSuspended'] satisfies readonly OvertakenRule[];

/**
 * Of a review of what was decided without knowing of a retirement or a suspension: one of the facts that it names was voided,
 * so that nothing stands against the decision, or the decision itself is gone. Of a title that a merger made two of: the second
 * one was voided, or went back with its dossier. Other reviews ask about what their void means.
 */
export function hasLostItsGround({ data: { rule, facts } }: LifeFactOf<'ReviewRequired'>, resolved: readonly Standing[]): boolean {
  const gone = (event: EventId | undefined): boolean => !resolved.some(({ wordings }) => event !== undefined && wordings.includes(event));
  return (OVERTAKEN.includes(rule) && facts.some(gone)) || (rule === 'titleHeldTwice' && gone(facts.at(-1)));
}
