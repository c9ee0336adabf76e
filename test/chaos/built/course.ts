import type { LoggedEvent } from '../../../src/event-store/event-store';
import { logical, OFFICER } from '../../commands/town';
import { Client, type StoredEvent } from './client';
import { AWARDED, chapters, PLACES, PUT_FORWARD, type Course } from './script';
import type { ServerProcess } from './server-process';
import type { World } from './world';

const REST_MS = 60_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How often and how soon the server is killed while a chapter is played. */
export interface Fire {
  readonly chapter: string;
  readonly kills: number;
  /** Longest time between an answering server and the next kill, ms. */
  readonly within: number;
}

export interface Finished {
  readonly facts: readonly string[];
  readonly views: object;
  readonly events: readonly LoggedEvent[];
  readonly client: Client;
  readonly server: Pick<ServerProcess, 'kills' | 'starts'>;
}

/**
 * Plays the course on a server that is killed as `fire` says, and lets it come to rest: until the log says what it said
 * in the uninterrupted run, or, where that is this run, until the round is concluded.
 */
export async function playCourse(world: World, draw: () => number, fire: readonly Fire[], expected?: readonly string[]): Promise<Finished> {
  const before = (await world.events()).length;
  const server = await world.server();
  const client = new Client([server.url], world.data);
  const course: Course = { teachers: [], round: '', candidates: [] };
  try {
    for (const { name, on, play } of chapters) {
      server.stand(on);
      await server.start();
      await underFire(server, play(client, course), draw, fire.find(({ chapter }) => chapter === name));
      // The next chapter is on another day, which a server is told when it starts.
      if (fire.length > 0) await server.kill();
      else await server.stop();
    }
    await server.start();
    const events = await atRest(world, before, expected);
    const views = await viewsOf(client, course);
    return { facts: factsOf(events, before), views, events, client, server };
  } catch (error) {
    throw new Error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nthe server's last words: ${server.lastWords}`, { cause: error });
  } finally {
    await server.stop();
  }
}

/** Kills and starts until the work is done or the kills are spent; one in six comes while the server still starts. */
async function underFire(server: ServerProcess, playing: Promise<void>, draw: () => number, fire: Fire | undefined): Promise<void> {
  let over = false;
  const work = playing.finally(() => {
    over = true;
  });
  work.catch(() => undefined);
  for (let kill = 0; kill < (fire?.kills ?? 0); kill += 1) {
    await Promise.race([work, pause(draw() * (fire?.within ?? 0))]);
    if (over) break;
    await server.kill();
    if (draw() < 1 / 6) {
      server.launch();
      await pause(draw() * (server.starts.at(-1) ?? 500));
      await server.kill();
    }
    await server.start();
  }
  await work;
}

async function atRest(world: World, before: number, expected: readonly string[] | undefined): Promise<readonly LoggedEvent[]> {
  const until = Date.now() + REST_MS;
  for (;;) {
    const events = await world.events();
    const types = events.map(({ envelope }) => envelope.type);
    const concluded = types.includes('RoundConcluded') && types.includes('PublicityWindowEnded') && types.filter((type) => type === 'BatchOpened').length === types.filter((type) => type === 'BatchCompleted').length;
    if (concluded && (expected === undefined || difference(expected, factsOf(events, before)) === undefined)) return events;
    if (Date.now() > until) return events;
    await pause(200);
  }
}

/** Differ from run to run: salts and what is hashed with them, and how far a stream was that a refusal names as read. */
const UNSTABLE = new Set(['listHash', 'hash', 'salt', 'read']);
const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * Without ids of events and instants of recording, and with lists as sets: some stand in the order in which the schools
 * came, and four schools at once come in another order each time.
 */
function settled(value: unknown): unknown {
  if (typeof value === 'string') return EVENT_ID.test(value) ? 'event' : INSTANT.test(value) ? 'instant' : value;
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(settled(one))).sort();
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, UNSTABLE.has(key) ? null : settled(inner)]));
  return value;
}

function factsOf(events: readonly LoggedEvent[], before: number): readonly string[] {
  return logical({ events }, before).map((fact) => (fact.startsWith('[') ? JSON.stringify((JSON.parse(fact) as unknown[]).map(settled)) : fact)).sort();
}

/** What a person sees of it at the end: the same in every run, however it went. */
async function viewsOf(client: Client, course: Course): Promise<object> {
  const position = { 'echelon-position': client.position };
  const asOf = 'asOf=2019-07-02';
  const roster = await client.get(OFFICER, `/roster?${asOf}&tier=RISING_STAR&limit=200`, position);
  const everybody = await client.get(OFFICER, `/roster?${asOf}&limit=200`, position);
  const pyramid = await client.get(OFFICER, `/pyramid?${asOf}`, position);
  const round = await client.get(OFFICER, `/rounds/${course.round}?${asOf}`, position);
  return { roster: settled(roster), everybody: settled(everybody), pyramid: settled(pyramid), round: settled(round) };
}

/** What is in one list and not in the other, each as often as it is there; undefined where they are the same. */
export function difference(expected: readonly string[], facts: readonly string[]): { readonly missing: readonly string[]; readonly surplus: readonly string[] } | undefined {
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  for (const fact of expected) counts.set(fact, (counts.get(fact) ?? 0) - 1);
  const missing = [...counts].filter(([, count]) => count < 0).map(([fact]) => fact);
  const surplus = [...counts].filter(([, count]) => count > 0).map(([fact]) => fact);
  return missing.length + surplus.length === 0 ? undefined : { missing, surplus };
}

/** What must hold of any log of the course, whoever died when. */
export function faultsOf(events: readonly LoggedEvent[], acknowledged: readonly StoredEvent[]): readonly string[] {
  const faults: string[] = [];
  const stored = new Map(events.map(({ envelope }) => [envelope.id, `${envelope.stream} ${envelope.revision} ${envelope.type}`]));
  for (const { id, stream, revision, type } of acknowledged) if (stored.get(id) !== `${stream} ${revision} ${type}`) faults.push(`acknowledged and missing: ${type} at ${stream} ${revision}`);
  const taken = new Map<string, number>();
  const unitOf = new Map<string, string>();
  for (const { envelope: { id, type, data, stream } } of events) {
    if (type === 'SeatReserved') {
      const unit = String(data['unit']);
      unitOf.set(id, unit);
      taken.set(unit, (taken.get(unit) ?? 0) + 1);
      if ((taken.get(unit) ?? 0) > PLACES) faults.push(`${unit} had ${taken.get(unit)} of ${PLACES} places at ${stream}`);
    }
    if (type === 'SeatReleased' && data['ledger'] === 'RECOMMENDATION') {
      const unit = unitOf.get(String(data['reservation'])) ?? '';
      taken.set(unit, (taken.get(unit) ?? 0) - 1);
    }
  }
  const count = (type: string): readonly string[] => events.filter(({ envelope }) => envelope.type === type).map(({ envelope }) => envelope.stream);
  for (const [type, wanted] of [['TitleConferred', AWARDED], ['SchoolRecommended', PUT_FORWARD], ['NotSelected', PUT_FORWARD - AWARDED], ['RoundConcluded', 1], ['ConferralDecided', 1], ['BatchCompleted', 2]] as const) {
    const streams = count(type);
    if (streams.length !== wanted) faults.push(`${streams.length} ${type} and not ${wanted}`);
    if (new Set(streams).size !== streams.length) faults.push(`${type} twice in one stream`);
  }
  return faults;
}
