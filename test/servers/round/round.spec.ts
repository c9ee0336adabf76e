import { difference, faultsOf, playCourse, type Finished } from '../../chaos/built/course';
import type { Answer, Client } from '../../chaos/built/client';
import { AWARDED, FULL, TOO_OLD, type Course } from '../../chaos/built/script';
import { buildServer } from '../../chaos/built/server-process';
import { World } from '../../chaos/built/world';
import { act, clerk, OFFICER, PROGRAMME, schoolName } from '../../commands/town';
import { describeMongo, MONGODB_URL } from '../mongodb/database';
import { realEventStore, type EventStoreServer } from './event-store-server';

const SECOND_CLERK = 'second-clerk-of-school-1';

/** The same request to both servers at the same moment. */
const both = (client: Client, path: string, asked: readonly [{ as: string; body: unknown; key: string }, { as: string; body: unknown; key: string }]): Promise<readonly (Answer | undefined)[]> =>
  Promise.all(asked.map(({ as, body, key }) => client.ask('POST', path, { as, body, headers: { 'idempotency-key': key } })));

/** After the course, which gave out the number of its tier: a round of another tier with one place, two clerks, and two servers that decide at once. */
async function race(client: Client, { teachers, candidates }: Course): Promise<void> {
  const school = schoolName(1);
  await client.done(OFFICER, '/appointments', { person: SECOND_CLERK, post: 'SchoolAdmin', org: school, from: '2019-01-01', to: null }, 'second-clerk');
  const parameters = {
    bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-06-10', nominationsTo: '2019-07-31',
    recommendationSeats: [{ unit: school, seats: 1 }], awardSeats: 1, requiredAttachments: [],
  };
  const { round } = await client.done(OFFICER, '/rounds', { names: { zh: '2019年骨干教师', en: 'Backbone Teachers 2019' }, programme: PROGRAMME, tier: 'BACKBONE', track: 'TEACHER', parameters, demonstration: true }, 'race');
  const rivals = teachers.filter((teacher, n) => n >= TOO_OLD && n % 4 === 0 && !candidates.includes(teacher)).slice(0, 2);
  expect(rivals).toHaveLength(2);
  const [first = '', second = ''] = rivals;
  for (const teacher of rivals) await client.done(teacher, `/rounds/${String(round)}/consents`, {}, 'race-consent');

  // One command, at both servers at once: it is done once, and both answer with the same events.
  const nominated = await both(client, `/rounds/${String(round)}/nominations`, [{ as: clerk(school), body: { teacher: first }, key: 'race-first' }, { as: clerk(school), body: { teacher: first }, key: 'race-first' }]);
  expect(nominated.map((answer) => answer?.status)).toEqual([200, 200]);
  expect(nominated[0]?.body['events']).toEqual(nominated[1]?.body['events']);
  expect(nominated.map((answer) => answer?.body['repeated']).sort()).toEqual([false, true]);
  await client.done(SECOND_CLERK, `/rounds/${String(round)}/nominations`, { teacher: second }, 'race-second');

  // Two clerks for the last place, each at another server: one has it.
  const recommended = await both(client, `/rounds/${String(round)}/recommendations`, [{ as: clerk(school), body: { teacher: first, act: act() }, key: 'race-1' }, { as: SECOND_CLERK, body: { teacher: second, act: act() }, key: 'race-2' }]);
  expect(recommended.map((answer) => answer?.status).sort()).toEqual([200, 409]);
  expect(recommended.find((answer) => answer?.status === 409)?.body).toMatchObject({ rule: 'noSeatLeft' });
}

describe('the Rising Star round on the built server', () => {
  let embedded: Finished;
  let eventStore: EventStoreServer | undefined;
  const worlds: World[] = [];
  beforeAll(async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    buildServer();
    const world = await World.embedded();
    worlds.push(world);
    await world.settle();
    embedded = await playCourse(world, { size: FULL });
  }, 600_000);
  afterAll(async () => {
    for (const world of worlds) await world.remove();
    await eventStore?.end();
    jest.restoreAllMocks();
  }, 120_000);

  const check = ({ course, events, acknowledged }: Finished): void => {
    expect(faultsOf(events, acknowledged, FULL)).toEqual([]);
    expect(course.candidates).toHaveLength(80);
    // Born one day before the bound; and the nine who came when their school's places were taken.
    expect(course.refused.filter((rule) => rule === 'bornOnOrAfter')).toHaveLength(TOO_OLD);
    expect(course.refused.filter((rule) => rule === 'noSeatLeft')).toHaveLength(FULL.teachers - TOO_OLD - 80);
    // The last of all to be put forward ranks third and is conferred.
    const last = course.candidates.at(-1) ?? '';
    const decided = events.find(({ envelope }) => envelope.type === 'ConferralDecided')?.envelope.data['conferrals'] as readonly { readonly teacher: string; readonly rank: number }[];
    expect(decided).toHaveLength(AWARDED);
    expect(decided.find(({ teacher }) => teacher === last)?.rank).toBe(3);
    expect(events.some(({ envelope }) => envelope.type === 'TitleConferred' && envelope.stream === `teacher-${last}`)).toBe(true);
  };

  it('on the embedded profile', () => check(embedded));

  describeMongo('on the cluster profile', () => {
    it('by two servers on one log and one database, with the views of the embedded profile, and races that one of them wins', async () => {
      eventStore = await realEventStore();
      const world = await World.cluster(undefined, eventStore);
      worlds.push(world);
      console.info(`EventStoreDB: ${eventStore?.name ?? 'the stand-in as a process'}; MongoDB: ${MONGODB_URL}`);
      await world.settle();
      const cluster = await playCourse(world, { size: FULL, processes: 2, expected: embedded.facts }, race);
      check(cluster);
      expect(difference(embedded.facts, cluster.facts)).toBeUndefined();
      expect(cluster.views).toEqual(embedded.views);
      const places = (await world.events()).filter(({ envelope }) => envelope.type === 'SeatReserved').length;
      expect(places).toBe(80 + 1);
    }, 600_000);
  });
});
