import type { BusinessDate } from './dates';
import { refused, type Refused } from './decision';
import type { OfficialAct, OrgId } from './facts';
import { absence, answersFor, carriedOnBy, isWithin, type OrgsState } from './orgs';

export interface CitedUnder {
  /** What is written down may have been decided by any unit. */
  readonly isDecidedElsewhere: boolean;
  readonly orgs: OrgsState;
  /** Of entry: late paper is taken by an act that comes after it was signed. */
  readonly today: BusinessDate;
  /** Where the post is under which the act is cited; null of who acts under none. */
  readonly unit: OrgId | null;
  /** The bureaux that published the programmes that it is done under. */
  readonly publishers: readonly OrgId[];
  /** Type of the fact that is corrected or voided; null where none is. */
  readonly undoes: string | null;
}

/** What is written down of her as somebody else decided it is put right on the paper of whoever decided it, too. */
const WRITTEN_DOWN: ReadonlySet<string> = new Set(['SanctionRecorded', 'SanctionReleased', 'CompletedTraining', 'TrainingHoursVoided', 'Transferred', 'Departed', 'Reemployed']);

/**
 * What keeps an act from being cited, whatever is decided by it: it was not passed yet, or its body is a unit of the tree
 * that was not there on its day, or that neither stands above or below who cites it nor has to do with the programme. A body
 * that is no unit (a government, a court) is a name, and is taken as it is written.
 */
export function citedActFault({ body, date }: Pick<OfficialAct, 'body' | 'date'>, { isDecidedElsewhere, orgs, today, unit, publishers, undoes }: CitedUnder): Refused | null {
  if (date > today) return refused('inTheFuture', { field: 'act.date', day: date, today });
  if (!orgs.orgs.has(body)) return null;
  const absent = absence(orgs, body, date);
  if (absent) return absent;
  if (unit === null || isDecidedElsewhere || (undoes !== null && WRITTEN_DOWN.has(undoes))) return null;
  const lines = [unit, ...publishers].flatMap((one) => [...new Set([one, ...carriedOnBy(orgs, one, today)])]);
  // A unit that was moved since is of either place.
  const isNear = lines.some((one) => [date, today].some((day) => answersFor(orgs, one, body, day) || isWithin(orgs, one, body, day)));
  return isNear ? null : refused('actOfUnrelatedBody', { body, unit });
}
