import { holderOfStream, type PersonId, type StreamName } from '../domain/facts';
import { readOnce, type Log } from './read-on';

/** Who ever came into which team: nobody is ever taken out of it. */
const memberships: (log: Log) => Promise<ReadonlyMap<PersonId, ReadonlySet<StreamName>>> = readOnce(new Set(['TeamRegistered', 'MemberJoined']), () => new Map<PersonId, Set<StreamName>>(), (known, { stream, data }) => {
  if (holderOfStream(stream)?.kind !== 'TEAM') return;
  const members: readonly unknown[] = Array.isArray(data['members']) ? data['members'].map((one) => (typeof one === 'object' && one !== null ? Reflect.get(one, 'person') : null)) : [data['member']];
  for (const member of members) {
    if (typeof member !== 'string') continue;
    const teams = known.get(member) ?? new Set();
    known.set(member, teams.add(stream));
  }
});

/**
 * The teams that somebody is or was in, by their streams. Only a team's own facts know its members, and a view may lag
 * behind them.
 */
export async function teamsOf(log: Log, person: PersonId): Promise<readonly StreamName[]> {
  return [...((await memberships(log)).get(person) ?? [])];
}
