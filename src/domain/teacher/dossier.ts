import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { PersonId } from '../facts';
import { notInService } from './place';
import { view, type LifeFact } from './view';

/** What somebody's own stream says; null where she has no dossier. */
export type DossierOf = (person: PersonId) => readonly LifeFact[] | null;

/** Whoever is taken into something, a team, a studio, a pair, has a dossier, had it on the day, and was in service then. */
export function takenInFault(person: PersonId, dossierOf: DossierOf, day: BusinessDate): Refused | null {
  const facts = dossierOf(person);
  if (facts === null) return refused('unknownTeacher', { teacher: person });
  const now = view(facts, day);
  if (now.erased) return refused('erased', { teacher: person });
  return now.unit === null ? refused('notYetRegistered', { teacher: person, day }) : notInService(now);
}
