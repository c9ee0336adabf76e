import { teacherStream } from '../commands/desk';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { personsBehind, teacher } from '../domain/teacher/teacher';
import { MEMBERSHIPS, type MembershipRow } from '../../projections/memberships/memberships';
import type { Reading } from './reading';

/** A membership as a day knows it, with whether she leads the team on that day. */
export interface MembershipOnDay extends Pick<MembershipRow, 'team' | 'names' | 'role' | 'from' | 'leftOn' | 'reason'> {
  readonly leads: boolean;
}

/** In which teams somebody was or is by the day, under any id that is hers (E6), each with its days; a team's titles are the team's and none of hers. */
export async function membershipsOf(reading: Reading, person: PersonId, asOf: BusinessDate): Promise<readonly MembershipOnDay[]> {
  const { state } = await reading.sources.application.desk.streams.load(teacher, teacherStream(person));
  const found: MembershipOnDay[] = [];
  for await (const { body } of reading.all(MEMBERSHIPS, [{ field: 'person', in: personsBehind(state) }, { field: 'from', lte: asOf }], [{ field: 'from' }])) {
    const { team, names, role, led, from, leftOn, reason } = body as MembershipRow;
    // What ends later has not ended on the day.
    const left = leftOn !== null && leftOn <= asOf;
    found.push({ team, names, role, leads: !left && led.some((spell) => spell.from <= asOf && (spell.to === null || asOf < spell.to)), from, leftOn: left ? leftOn : null, reason: left ? reason : null });
  }
  return found;
}
