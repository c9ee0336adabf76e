import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import type { OutsideAsked } from './due-outside';
import type { Waiting } from './due-task';
import { RosterPlaces } from './places';
import type { Reading } from './reading';

interface UnderReview {
  readonly teacher: PersonId;
  /** Where she is on the day. */
  readonly unit: OrgId;
}

/** Which outcomes wait for a review is the roster's to say: it knows what became of each, and where she is. */
export async function reviewTasks(reading: Reading, { asOf, kind, units }: Pick<OutsideAsked, 'asOf' | 'kind' | 'units'>): Promise<readonly Waiting[]> {
  if (units?.size === 0 || (kind !== undefined && kind !== 'REVIEW')) return [];
  return (await underReview(reading, asOf, units)).map(({ teacher, unit }): Waiting => ({
    task: `REVIEW/${teacher}`, kind: 'REVIEW', unit, post: 'BureauOfficer', person: null, teacher, due: null, overdue: false, tell: () => ({ since: null }),
  }));
}

/** @param units where those are, today, of whom it is told; null: wherever. */
async function underReview(reading: Reading, asOf: BusinessDate, units: ReadonlySet<OrgId> | null): Promise<readonly UnderReview[]> {
  // Only of today the rows say where she is today.
  const now = units === null || asOf === reading.today() ? null : new RosterPlaces(reading);
  const under = new Map<PersonId, OrgId>();
  for await (const { body } of reading.all(ROSTER_ROWS, rosterWhere({ asOf, underReview: true, ...(units === null || now !== null ? {} : { units: [...units] }) }))) {
    const { teacher, unit } = body as RosterRow;
    if (!under.has(teacher)) under.set(teacher, unit);
  }
  await now?.learn([...under.keys()]);
  return [...under].flatMap(([teacher, unit]) => (now === null || units?.has(now.unitOf(teacher) ?? '') === true ? [{ teacher, unit }] : []));
}
