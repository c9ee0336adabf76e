import type { Application } from '../../src/application';
import { crashAt, FaultPoints, SimulatedCrash } from '../../src/event-store/memory/faults';
import type { Script } from '../commands/crash';
import { act, clerk, done, dossier, logical, openRound, OFFICER, putForward, register, schoolName, select, send, settle } from '../commands/town';
import { describeMongo } from '../servers/mongodb/database';
import { ClusterTown } from './cluster-town';
import { configured, drawn, random, SEED } from './seeds';

/** Issue 4: 200 seeded points over nomination, conferral of 50 and import. */
const POINTS = configured('CHAOS_CLUSTER_POINTS', 200);
const CONFERRED = 50;
const IMPORTED = 16;

async function untilCrash(app: Application, script: Script): Promise<boolean> {
  try {
    await script(app);
    await app.reactor.rest();
    return false;
  } catch (error) {
    if (error instanceof SimulatedCrash) return true;
    throw error;
  }
}

/** What is wrong after a crash at this edge; undefined: all is as if nothing had happened. */
async function crashOnce(town: ClusterTown, script: Script, edge: number, reactorFirst: boolean, start: number, expected: readonly string[]): Promise<{ readonly crashed: boolean; readonly wrong: string | undefined }> {
  const struck = await town.copy();
  try {
    const crashed = await untilCrash(await struck.boot(new FaultPoints(crashAt(edge))), script);
    const app = await struck.boot();
    await app.reactor.start();
    // Whoever comes first: the reactor, or the caller who never had his answer.
    if (reactorFirst) await app.reactor.rest();
    await script(app);
    await app.reactor.rest();
    const facts = logical({ events: await struck.events() }, start);
    const missing = expected.filter((fact) => !facts.includes(fact));
    const surplus = [...facts];
    for (const fact of expected) if (surplus.includes(fact)) surplus.splice(surplus.indexOf(fact), 1);
    const left = app.reactor.open.filter((work) => work.kind !== 'window');
    const wrong = missing.length + surplus.length + left.length === 0 ? undefined : JSON.stringify({ missing: missing.slice(0, 3), surplus: surplus.slice(0, 3), left });
    return { crashed, wrong };
  } finally {
    await struck.remove();
  }
}

/** Crashes at `count` seeded edges of the script's port calls. */
async function crashes(name: string, town: ClusterTown, script: Script, count: number): Promise<void> {
  // given the run that nothing interrupts
  const start = (await town.events()).length;
  const calm = await town.copy();
  const counted = new FaultPoints(() => undefined);
  await untilCrash(await calm.boot(counted), script);
  const expected = logical({ events: await calm.events() }, start);
  await calm.remove();
  expect(expected.length).toBeGreaterThan(0);
  // when a process dies at each of the drawn edges and another starts on what it left
  const failures: string[] = [];
  let died = 0;
  const started = Date.now();
  for (const [turn, edge] of drawn(random(SEED), count, counted.count).entries()) {
    const { crashed, wrong } = await crashOnce(town, script, edge, turn % 2 === 0, start, expected);
    if (crashed) died += 1;
    if (wrong !== undefined) failures.push(`CHAOS_SEED=${SEED} edge ${edge} of ${counted.count}: ${wrong}`);
  }
  console.info(`${name}: ${count} points of ${counted.count} edges, seed ${SEED}, ${died} crashes, ${failures.length} failures, ${Math.round((Date.now() - started) / 1000)} s`);
  // then everything is as if nothing had happened
  expect(failures).toEqual([]);
  // Calls run side by side, so a run may end before it reaches one of the last edges: those points crash nothing.
  expect(died).toBeGreaterThanOrEqual(Math.floor(count * 0.9));
}

describeMongo('a crash at seeded port calls on EventStoreDB and MongoDB', () => {
  let town: ClusterTown;
  let app: Application;
  beforeEach(async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    town = await ClusterTown.make();
    app = await town.boot();
  });
  afterEach(async () => {
    await town.remove();
    jest.restoreAllMocks();
  });

  it('of two nominations and recommendations for one place leaves the state of the uninterrupted run', async () => {
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teachers = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    await crashes('nomination', town, async (process) => {
      for (const teacher of teachers) {
        await done(process, teacher, 'GiveConsent', { round }, {}, 'consent');
        await done(process, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, `nominate ${teacher}`);
        const outcome = await send(process, clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() }, `recommend ${teacher}`);
        expect(outcome.kind).toBe(teacher === teachers[0] ? 'accepted' : 'refused');
      }
    }, Math.ceil(POINTS * 0.3));
  }, 600_000);

  it(`of an import of ${IMPORTED} leaves ${IMPORTED} dossiers and one closed batch`, async () => {
    await settle(app, 2);
    const rows = Array.from({ length: IMPORTED }, (_, n) => dossier(n, schoolName((n % 2) + 1)));
    await crashes('import', town, async (process) => {
      await send(process, OFFICER, 'RegisterTeachers', {}, { rows }, 'import');
    }, Math.floor(POINTS * 0.35));
  }, 600_000);

  it(`of the conferral of ${CONFERRED} leaves ${CONFERRED} titles, each under one seat, and a concluded round`, async () => {
    await settle(app, 4);
    const round = await openRound(app, { 'school-1': 13, 'school-2': 13, 'school-3': 13, 'school-4': 13 }, CONFERRED);
    const teachers: string[] = [];
    for (let n = 0; n < CONFERRED + 2; n += 1) {
      const unit = schoolName((n % 4) + 1);
      const teacher = await register(app, n, unit);
      await putForward(app, round, teacher, unit);
      teachers.push(teacher);
    }
    await select(town.clock, app, round, teachers);
    await crashes('conferral', town, async (process) => {
      const outcome = await send(process, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' }, 'confer');
      expect(['accepted', 'pending']).toContain(outcome.kind);
    }, POINTS - Math.ceil(POINTS * 0.3) - Math.floor(POINTS * 0.35));
  }, 600_000);
});
