import type { Application } from '../../src/application';
import { crashAt, FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { keysWithFaults } from '../../src/keys/memory/memory-key-store';
import { act, clerk, done, dossier, logical, openRound, OFFICER, putForward, register, schoolName, select, settle, Town } from './town';

/** All points are tried with ECHELON_CRASH_POINTS=all; else about so many of each run, spread over it and always the same. */
const SAMPLE = process.env['ECHELON_CRASH_POINTS'] === 'all' ? Number.POSITIVE_INFINITY : 60;

/** Commands under fixed keys: said again after a crash, they are repetitions. */
type Script = (app: Application) => Promise<void>;

async function untilCrash(app: Application, script: Script): Promise<boolean> {
  try {
    await script(app);
    return false;
  } catch (error) {
    if (error instanceof SimulatedCrash) return true;
    throw error;
  }
}

function faulty(town: Town, points: FaultPoints): Application {
  return town.boot({ streams: { checkReadOnly: false }, store: (store) => withFaults(store, points), keys: (keys) => keysWithFaults(keys, points) });
}

async function crashEverywhere(town: Town, script: Script): Promise<void> {
  // given the run that nothing interrupts
  const start = town.log.events.length;
  const calm = town.copy();
  const counted = new FaultPoints(() => undefined);
  const undisturbed = faulty(calm, counted);
  await script(undisturbed);
  await undisturbed.reactor.rest();
  const expected = logical(calm.log, start);
  expect(expected.length).toBeGreaterThan(0);
  const stride = Math.max(1, Math.ceil(counted.count / SAMPLE));
  let crashes = 0;
  for (let edge = 1; edge <= counted.count; edge += stride) {
    // when the process dies at this edge and another starts on what it left
    const struck = town.copy();
    const dying = faulty(struck, new FaultPoints(crashAt(edge)));
    if (await untilCrash(dying, async (process) => { await script(process); await process.reactor.rest(); })) crashes += 1;
    const app = struck.boot({ streams: { checkReadOnly: false } });
    await app.reactor.start();
    // whoever asks first: the caller who never had his answer, or the reactor
    if (((edge - 1) / stride) % 2 === 0) await app.reactor.rest();
    await script(app);
    await app.reactor.rest();
    // then everything is as if nothing had happened, and nothing is left over
    expect({ edge, facts: logical(struck.log, start) }).toEqual({ edge, facts: expected });
    expect(app.reactor.open.filter((work) => work.kind !== 'window')).toEqual([]);
  }
  expect(crashes).toBeGreaterThan(0);
}

describe('a crash around every port call', () => {
  it('of a nomination and its recommendation leaves the state of the uninterrupted run', async () => {
    const town = new Town();
    const app = town.boot();
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await crashEverywhere(town, async (process) => {
      await done(process, teacher, 'GiveConsent', { round }, {}, 'consent');
      await done(process, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'nominate');
      await done(process, clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() }, 'recommend');
    });
  }, 60_000);

  it('of a refused nomination records the refusal once', async () => {
    const town = new Town();
    const app = town.boot();
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1', '1983-12-31');
    await done(app, teacher, 'GiveConsent', { round }, {});
    await crashEverywhere(town, async (process) => {
      await process.send('SubmitNomination', { issuer: 'test', subject: clerk('school-1'), idempotencyKey: 'nominate', actingAs: null, ifMatch: null }, { round }, { teacher });
    });
  }, 60_000);

  it('of the registration of one teacher leaves one dossier', async () => {
    const town = new Town();
    await settle(town.boot(), 1);
    await crashEverywhere(town, async (process) => {
      await done(process, clerk('school-1'), 'RegisterTeacher', {}, dossier(7, 'school-1'), 'register');
    });
  }, 60_000);

  it('of an import of twelve leaves twelve dossiers and one closed batch', async () => {
    const town = new Town();
    await settle(town.boot(), 2);
    const rows = Array.from({ length: 12 }, (_, n) => dossier(n, schoolName((n % 2) + 1)));
    await crashEverywhere(town, async (process) => {
      await done(process, OFFICER, 'RegisterTeachers', {}, { rows }, 'import');
    });
  }, 120_000);

  it('of forming, scoring, closing, opening and ranking a panel leaves the state of the uninterrupted run', async () => {
    const town = new Town();
    const app = town.boot();
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    town.clock.set('2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
    await crashEverywhere(town, async (process) => {
      await done(process, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [teacher] }, 'panel');
      for (const expert of experts) await done(process, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: 90, DESIGN: 80, PORTFOLIO: 70 } }, 'score');
      await done(process, OFFICER, 'ClosePanel', { round, panel: 1 }, {}, 'close');
      await done(process, OFFICER, 'OpenScores', { round }, { act: act() }, 'open');
      await done(process, OFFICER, 'RankCandidates', { round }, {}, 'rank');
    });
  }, 120_000);

  it('of the conferral of 50 leaves 50 titles, each under one seat, and a concluded round', async () => {
    const town = new Town();
    const app = town.boot({ streams: { checkReadOnly: false } });
    await settle(app, 4);
    const round = await openRound(app, { 'school-1': 13, 'school-2': 13, 'school-3': 13, 'school-4': 13 }, 50);
    const teachers: string[] = [];
    for (let n = 0; n < 52; n += 1) {
      const unit = schoolName((n % 4) + 1);
      const teacher = await register(app, n, unit);
      await putForward(app, round, teacher, unit);
      teachers.push(teacher);
    }
    await select(town, app, round, teachers);
    await crashEverywhere(town, async (process) => {
      await done(process, OFFICER, 'ConferTitles', { round }, { act: act(), effectiveOn: '2019-07-01' }, 'confer');
    });
  }, 600_000);
});
