import type { PersonId, StreamName } from '../domain/facts';
import { mentors } from '../domain/mentoring/mentors';
import { tiesOf } from '../domain/panel/ties';
import type { PeopleState } from '../domain/people';
import type { Relations } from '../domain/relations';
import { studios } from '../domain/studio/studios';
import type { Desk } from './desk';
import { readOnce, type Log } from './read-on';
import type { Read } from './world';

/** Programmes that have studios or pairs of mentors, by the streams where these began. */
const beginnings: (log: Log) => Promise<ReadonlySet<StreamName>> = readOnce(new Set(['StudioOpened', 'MentorPaired']), () => new Set<StreamName>(), (known, { stream }) => void known.add(stream));

/**
 * What ties experts to others by every programme's studios and mentors. Which programmes have any, only their own facts
 * know, and a view may lag behind them.
 */
export async function readTies({ streams: of, store }: { readonly streams: Pick<Desk['streams'], 'load'>; readonly store: Log }, people: PeopleState, experts: readonly PersonId[]): Promise<{ readonly relations: Relations; readonly read: readonly Read[] }> {
  const streams = await beginnings(store);
  const [ofStudios, ofMentors] = [[...streams].filter((stream) => stream.startsWith('studios-')), [...streams].filter((stream) => stream.startsWith('mentors-'))];
  const inStudios = await Promise.all(ofStudios.map(async (stream) => ({ stream, loaded: await of.load(studios, stream) })));
  const guided = await Promise.all(ofMentors.map(async (stream) => ({ stream, loaded: await of.load(mentors, stream) })));
  return { relations: tiesOf(people.relations, experts, inStudios.map(({ loaded }) => loaded.state), guided.map(({ loaded }) => loaded.state)), read: [...inStudios, ...guided] };
}
