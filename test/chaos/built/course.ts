import type { LoggedEvent } from '../../../src/event-store/event-store';
import { logical, OFFICER } from '../../commands/town';
import { Client, type StoredEvent } from './client';
import { AWARDED, chapters, SCHOOLS, type Course, type Size } from './script';
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
  /** Waited for instead of a drawn time. */
  readonly when?: () => Promise<void>;
  /** Told after each kill. */
  readonly struck?: () => Promise<void>;
}

/** How a course is played. */
export interface Played {
  readonly size: Size;
  /** Servers side by side on the same stores; one where nothing is said. */
  readonly processes?: number;
  readonly draw?: () => number;
  readonly fire?: readonly Fire[];
  /** Facts of the uninterrupted run, which the log is waited for to say. */
  readonly expected?: readonly string[];
}

export interface Finished {
  readonly course: Course;
  readonly facts: readonly string[];
  readonly views: object;
  readonly events: readonly LoggedEvent[];
  readonly client: Client;
  /** Every event that an answer named until then. */
  readonly acknowledged: readonly StoredEvent[];
  readonly kills: number;
  /** Of each start, ms until it answered. */
  readonly starts: readonly number[];
}

/**
 * Plays the course on servers that are killed as `fire` says, and lets it come to rest: until the log says what it said in
 * the uninterrupted run, or, where that is this run, until the round is concluded. `then` goes on where they still run.
 */
export async function playCourse(world: World, { size, processes = 1, draw = () => 0, fire = [], expected }: Played, then: (client: Client, course: Course) => Promise<void> = async () => undefined): Promise<Finished> {
  const before = (await world.events()).length;
  const servers = await Promise.all(Array.from({ length: processes }, () => world.server()));
  const client = new Client(servers.map(({ url }) => url), world.data);
  const course: Course = { teachers: [], round: '', candidates: [], refused: [] };
  const startAll = async (): Promise<void> => {
    for (const server of servers) await server.start();
  };
  try {
    for (const { name, on, play } of chapters) {
      world.stand(on);
      await startAll();
      await underFire(servers, play(client, course, size), draw, fire.find(({ chapter }) => chapter === name));
      // The next chapter is on another day, which a server is told when it starts.
      for (const server of servers) await (fire.length > 0 ? server.kill() : server.stop());
    }
    await startAll();
    const events = await atRest(world, before, expected);
    const views = await viewsOf(client, course, events.at(-1)?.position ?? '');
    const finished = { course, facts: factsOf(events, before), views, events, client, acknowledged: [...client.acknowledged], kills: servers.reduce((sum, { kills }) => sum + kills, 0), starts: servers.flatMap(({ starts }) => starts) };
    await then(client, course);
    return finished;
  } catch (error) {
    throw new Error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nthe servers' last words: ${servers.map(({ lastWords }) => lastWords).join('\n')}`, { cause: error });
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Kills and starts until the work is done or the kills are spent; one in six comes while the server still starts. */
async function underFire(servers: readonly ServerProcess[], playing: Promise<void>, draw: () => number, fire: Fire | undefined): Promise<void> {
  let over = false;
  const work = playing.finally(() => {
    over = true;
  });
  work.catch(() => undefined);
  for (let kill = 0; kill < (fire?.kills ?? 0); kill += 1) {
    const server = servers[Math.floor(draw() * servers.length)];
    await Promise.race([work, fire?.when?.() ?? pause(draw() * (fire?.within ?? 0))]);
    if (over || server === undefined) break;
    await server.kill();
    await fire?.struck?.();
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
 * Without ids of events and instants of recording, with fields in order and lists as sets: some stand in the order in which
 * the schools came, and four schools at once come in another order each time.
 */
function settled(value: unknown): unknown {
  if (typeof value === 'string') return EVENT_ID.test(value) ? 'event' : INSTANT.test(value) ? 'instant' : value;
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(settled(one))).sort();
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, UNSTABLE.has(key) ? null : settled(inner)]));
  return value;
}

function factsOf(events: readonly LoggedEvent[], before: number): readonly string[] {
  // Each installation has its own key for identities, and so its own names of their streams.
  return logical({ events }, before).map((fact) => fact.replaceAll(/identity-[0-9a-f]{64}/g, 'identity')).map((fact) => (fact.startsWith('[') ? JSON.stringify((JSON.parse(fact) as unknown[]).map(settled)) : fact)).sort();
}

/** What a person sees of it at the end: the same in every run, however it went. */
async function viewsOf(client: Client, course: Course, last: string): Promise<object> {
  const position = { 'echelon-position': last };
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
export function faultsOf(events: readonly LoggedEvent[], acknowledged: readonly StoredEvent[], { places }: Size): readonly string[] {
  const putForward = SCHOOLS * places;
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
      if ((taken.get(unit) ?? 0) > places) faults.push(`${unit} had ${taken.get(unit)} of ${places} places at ${stream}`);
    }
    if (type === 'SeatReleased' && data['ledger'] === 'RECOMMENDATION') {
      const unit = unitOf.get(String(data['reservation'])) ?? '';
      taken.set(unit, (taken.get(unit) ?? 0) - 1);
    }
  }
  const count = (type: string): readonly string[] => events.filter(({ envelope }) => envelope.type === type).map(({ envelope }) => envelope.stream);
  for (const [type, wanted] of [['TitleConferred', AWARDED], ['SchoolRecommended', putForward], ['NotSelected', putForward - AWARDED], ['RoundConcluded', 1], ['ConferralDecided', 1], ['BatchCompleted', 2]] as const) {
    const streams = count(type);
    if (streams.length !== wanted) faults.push(`${streams.length} ${type} and not ${wanted}`);
    if (new Set(streams).size !== streams.length) faults.push(`${type} twice in one stream`);
  }
  return faults;
}
