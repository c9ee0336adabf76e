import type { PersonId } from '../domain/facts';
import type { ExceptedRole } from '../domain/people';

/** Facts by which somebody has a part in a round that no other part goes with. */
const PART: ReadonlyMap<string, ExceptedRole> = new Map<string, ExceptedRole>([
  ['SchoolRecommended', 'RECOMMENDER'], ['LevelRecommended', 'RECOMMENDER'], ['MarksEntered', 'SCORER'],
  ['ListApproved', 'DECIDER'], ['CandidateSubstituted', 'DECIDER'], ['ConferralDecided', 'DECIDER'], ['ObjectionDecided', 'OBJECTION_HANDLER'],
]);

export interface OneHand {
  readonly enteredBy: PersonId;
  /** Whose separate parts she entered. */
  readonly parts: readonly ExceptedRole[];
}

/**
 * Clerks from whose hand separate parts of one round came. Who acted in each were different persons, as the decisions saw to;
 * that they were so rests on the papers, which an auditor asks for first where one person typed them all.
 */
export function oneHandIn(entries: readonly { readonly type: string; readonly enteredBy: PersonId | null }[]): readonly OneHand[] {
  const entered = new Map<PersonId, Set<ExceptedRole>>();
  for (const { type, enteredBy } of entries) {
    const part = PART.get(type);
    if (enteredBy !== null && part !== undefined) entered.set(enteredBy, (entered.get(enteredBy) ?? new Set()).add(part));
  }
  return [...entered].filter(([, parts]) => parts.size > 1).map(([enteredBy, parts]) => ({ enteredBy, parts: [...parts] }));
}
