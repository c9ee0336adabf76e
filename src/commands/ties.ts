import type { PersonId, StreamName } from '../domain/facts';
import { mentors } from '../domain/mentoring/mentors';
import { tiesOf } from '../domain/panel/ties';
import type { PeopleState } from '../domain/people';
import type { Relations } from '../domain/relations';
import { studios } from '../domain/studio/studios';
import type { EventStore, StoredEnvelope } from '../event-store/event-store';
import type { Desk } from './desk';
import type { Read } from './world';

const BEGINNINGS: ReadonlySet<string> = new Set(['StudioOpened', 'MentorPaired']);

/**
 * What ties experts to others by every programme's studios and mentors. Which programmes have any, only their own facts
 * know: one pass over how these began, when a panel is made up and never per candidate.
 */
export async function readTies({ streams: of, store }: { readonly streams: Pick<Desk['streams'], 'load'>; readonly store: Pick<EventStore, 'readTypes' | 'readAll'> }, people: PeopleState, experts: readonly PersonId[]): Promise<{ readonly relations: Relations; readonly read: readonly Read[] }> {
  const streams = new Set<StreamName>();
  const take = ({ type, stream }: StoredEnvelope): void => void (BEGINNINGS.has(type) && streams.add(stream));
  if (store.readTypes !== undefined) {
    for await (const { events } of store.readTypes(null, BEGINNINGS)) for (const { envelope } of events) take(envelope);
  } else {
    for await (const page of store.readAll(null)) for (const { envelope } of page) take(envelope);
  }
  const [ofStudios, ofMentors] = [[...streams].filter((stream) => stream.startsWith('studios-')), [...streams].filter((stream) => stream.startsWith('mentors-'))];
  const inStudios = await Promise.all(ofStudios.map(async (stream) => ({ stream, loaded: await of.load(studios, stream) })));
  const guided = await Promise.all(ofMentors.map(async (stream) => ({ stream, loaded: await of.load(mentors, stream) })));
  return { relations: tiesOf(people.relations, experts, inStudios.map(({ loaded }) => loaded.state), guided.map(({ loaded }) => loaded.state)), read: [...inStudios, ...guided] };
}
