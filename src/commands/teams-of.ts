import { holderOfStream, type PersonId, type StreamName } from '../domain/facts';
import type { EventStore, StoredEnvelope } from '../event-store/event-store';

const COMING: ReadonlySet<string> = new Set(['TeamRegistered', 'MemberJoined']);

/**
 * The teams that somebody is or was in, by their streams. Only a team's own facts know its members, and teams are few, so it
 * is one pass over how they came to be, for an act that a clerk enters from paper.
 */
export async function teamsOf(store: Pick<EventStore, 'readTypes' | 'readAll'>, person: PersonId): Promise<readonly StreamName[]> {
  const teams = new Set<StreamName>();
  const take = ({ type, stream, data }: StoredEnvelope): void => {
    if (!COMING.has(type) || holderOfStream(stream)?.kind !== 'TEAM') return;
    const came: readonly unknown[] = Array.isArray(data['members']) ? data['members'].map((one) => (typeof one === 'object' && one !== null ? Reflect.get(one, 'person') : null)) : [data['member']];
    if (came.includes(person)) teams.add(stream);
  };
  if (store.readTypes !== undefined) {
    for await (const { events } of store.readTypes(null, COMING)) for (const { envelope } of events) take(envelope);
  } else {
    for await (const page of store.readAll(null)) for (const { envelope } of page) take(envelope);
  }
  return [...teams];
}
