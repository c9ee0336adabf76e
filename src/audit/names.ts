import type { PersonId } from '../domain/facts';
import { decodeAll } from '../event-store/codec';
import type { StoredEnvelope } from '../event-store/event-store';
import type { HistorySources } from './history';
import type { HistoryEntry } from './replay';

/** Everybody who acted, for whom, or who entered what another did. */
export function actorsIn(entries: readonly Pick<HistoryEntry, 'actor' | 'onBehalfOf' | 'enteredBy'>[]): readonly PersonId[] {
  return [...new Set(entries.flatMap(({ actor, onBehalfOf, enteredBy }) => [actor, onBehalfOf, enteredBy].filter((person) => person !== null)))];
}

/** Names of those who are registered as persons, from the log itself; who was erased is absent. Errors: StoreUnavailableError, TamperedPartError. */
export async function namesOf(sources: HistorySources, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  const wanted = new Set(persons);
  const registered: StoredEnvelope[] = [];
  for await (const page of sources.events.readStream('people')) {
    for (const { envelope } of page) if (envelope.type === 'PersonRegistered' && wanted.has(String(envelope.data['person']))) registered.push(envelope);
  }
  const facts = await decodeAll(registered, sources.keys);
  return new Map(facts.flatMap(({ data, private: parts }) => {
    const person = String(data['person']);
    const name = parts[person]?.['name'];
    return typeof name === 'string' ? [[person, name] as const] : [];
  }));
}
