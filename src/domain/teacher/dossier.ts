import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { PersonId } from '../facts';
import { givenUpFault } from './merge';
import { notInService } from './place';
import { holderView, type LifeFact } from './view';

/** What somebody's dossier says, by an id of hers; null where she has none. */
export type DossierOf = (person: PersonId) => readonly LifeFact[] | null;

/** Whoever is taken into something, a team, a studio, a pair, has a dossier, had it on the day, and was in service then. */
export function takenInFault(person: PersonId, dossierOf: DossierOf, day: BusinessDate): Refused | null {
  const facts = dossierOf(person);
  if (facts === null) return refused('unknownTeacher', { teacher: person });
  const givenUp = givenUpFault(person, facts);
  if (givenUp) return givenUp;
  const now = holderView(facts, day);
  if (now.erased) return refused('erased', { teacher: person });
  return now.unit === null ? refused('notYetRegistered', { teacher: person, day }) : notInService(now);
}
