import type { Application } from '../../src/application';
import { round as rounds } from '../../src/domain/round/round';
import { crashEverywhere, MemoryTown, SqliteTown, type CrashTown } from './crash';
import { amount } from '../spread';
import { COUNTY, countyRound, nominate, settleCity } from './city';
import { act, clerk, done, dossier, openRound, OFFICER, putForward, register, schoolName, select, send, settle } from './town';

/** CI goes through every point of a whole district's conferral (.ci/run); everyday runs take a spread of a smaller one. */
const CONFERRED = process.env['ECHELON_CRASH_POINTS'] === 'all' ? 50 : 10;

/** In rank order. */
async function nominationsOf(app: Application, id: string): Promise<readonly string[]> {
  const { state } = await app.desk.streams.load(rounds, `round-${id}`);
  return (state.ranking?.lines ?? []).map(({ nomination }) => nomination);
}

describe.each([
  ['memory', () => new MemoryTown(), amount(4, 10)],
  ['sqlite', () => new SqliteTown(), amount(2, 4)],
] as const)('a crash around every port call, %s', (_name, make, sample) => {
  let town: CrashTown;
  let app: Application;
  beforeEach(async () => {
    town = make();
    app = await town.boot();
  });
  afterEach(() => town.remove());

  it('of a nomination and its recommendation leaves the state of the uninterrupted run', async () => {
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await crashEverywhere(town, async (process) => {
      await done(process, teacher, 'GiveConsent', { round }, {}, 'consent');
      await done(process, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'nominate');
      await done(process, clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() }, 'recommend');
    }, sample);
  }, 600_000);

  it('of a recommendation by the county leaves the state of the uninterrupted run', async () => {
    await settleCity(app);
    const round = await countyRound(app);
    const teacher = await nominate(app, round, 1);
    await crashEverywhere(town, async (process) => {
      await done(process, COUNTY, 'RecommendAtLevel', { round }, { teacher, level: 'DISTRICT', act: act() }, 'recommend');
    }, sample);
  }, 600_000);

  it('of a return, its completion and a withdrawal gives back every seat once', async () => {
    await settleCity(app);
    const round = await countyRound(app);
    const teacher = await nominate(app, round, 1);
    await crashEverywhere(town, async (process) => {
      await done(process, COUNTY, 'ReturnNomination', { round }, { teacher, items: ['事迹'], words: '缺盖章页', due: '2019-05-24T17:00' }, 'return');
      await done(process, 'clerk-1', 'CompleteNomination', { round }, { teacher, attachments: ['事迹'] }, 'complete');
      await done(process, COUNTY, 'RecommendAtLevel', { round }, { teacher, level: 'DISTRICT', act: act() }, 'recommend');
      await done(process, teacher, 'WithdrawNomination', { round }, { reason: '本人原因' }, 'withdraw');
    }, sample);
  }, 600_000);

  it('E23 of a completion entered late counts it once and gives her seat back once', async () => {
    await settleCity(app);
    const round = await countyRound(app);
    const teacher = await nominate(app, round, 1);
    await done(app, COUNTY, 'ReturnNomination', { round }, { teacher, items: ['事迹'], due: '2019-05-24T17:00' });
    town.clock.set('2019-05-25');
    await app.reactor.rest();
    await crashEverywhere(town, async (process) => {
      await done(process, 'clerk-1', 'CompleteNomination', { round }, { teacher, attachments: ['事迹'], late: { receivedAt: '2019-05-24T16:00', receipt: '88', approver: OFFICER, act: act() } }, 'late');
    }, sample);
  }, 600_000);

  it('E49 of a supplement that makes two ineligible has each reviewed once', async () => {
    await settleCity(app);
    const round = await countyRound(app);
    await nominate(app, round, 1);
    await nominate(app, round, 2);
    await crashEverywhere(town, async (process) => {
      await done(process, OFFICER, 'SupplementNotice', { round }, { changes: { bornOnOrAfter: '2000-01-01' }, act: act() }, 'supplement');
    }, sample);
  }, 600_000);

  it('of a withdrawal of somebody who was returned ends the return too', async () => {
    await settleCity(app);
    const round = await countyRound(app);
    const teacher = await nominate(app, round, 1);
    await done(app, COUNTY, 'ReturnNomination', { round }, { teacher, items: ['事迹'], due: '2019-05-24T17:00' });
    await crashEverywhere(town, async (process) => {
      await done(process, teacher, 'WithdrawNomination', { round }, {}, 'withdraw');
    }, sample);
  }, 600_000);

  it('of a recommendation of three by one act reserves all or none, settles each once and ends in one batch', async () => {
    await settleCity(app);
    const round = await countyRound(app, { school: 4, county: 3 });
    const teachers = [await nominate(app, round, 1), await nominate(app, round, 2), await nominate(app, round, 3), await nominate(app, round, 4)];
    await crashEverywhere(town, async (process) => {
      await done(process, COUNTY, 'RecommendMany', { round }, { level: 'DISTRICT', teachers, mode: 'PASSING', act: act() }, 'recommend');
    }, sample);
  }, 600_000);

  it('of a list of nominations, a return of two and a rejection of two leaves every fact once and closed batches', async () => {
    await settleCity(app);
    const round = await countyRound(app, { school: 4, county: 3 });
    const teachers: string[] = [];
    for (let n = 1; n <= 4; n += 1) {
      teachers.push(String((await done(app, 'clerk-1', 'RegisterTeacher', {}, dossier(n, 'school-1'))).teacher));
      if (n < 4) await done(app, teachers.at(-1) ?? '', 'GiveConsent', { round }, {});
    }
    const [first = '', second = '', third = ''] = teachers;
    await crashEverywhere(town, async (process) => {
      await done(process, 'clerk-1', 'SubmitNominations', { round }, { rows: teachers.map((teacher) => ({ teacher })), mode: 'PASSING', recordRefusals: true }, 'list');
      await done(process, 'clerk-1', 'ReturnMany', { round }, { teachers: [first, second], items: ['事迹'], words: '缺盖章页', due: '2019-05-24T17:00', mode: 'ALL' }, 'return');
      await done(process, 'clerk-1', 'CompleteNomination', { round }, { teacher: first, attachments: ['事迹'] }, 'complete');
      await done(process, 'clerk-1', 'CompleteNomination', { round }, { teacher: second, attachments: ['事迹'] }, 'complete too');
      await done(process, 'clerk-1', 'RejectMany', { round }, { teachers: [first, third], reason: '未承担教学任务', mode: 'ALL', act: act() }, 'reject');
    }, sample);
  }, 600_000);

  it('of a refused nomination records the refusal once', async () => {
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1', '1983-12-31');
    await done(app, teacher, 'GiveConsent', { round }, {});
    await crashEverywhere(town, async (process) => {
      const outcome = await send(process, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'nominate');
      expect(outcome).toMatchObject({ kind: 'refused', refusal: { rule: 'bornOnOrAfter', clause: 'W12' } });
    }, sample);
  }, 600_000);

  it('of the registration of one teacher leaves one dossier', async () => {
    await settle(app, 1);
    await crashEverywhere(town, async (process) => {
      await done(process, clerk('school-1'), 'RegisterTeacher', {}, dossier(7, 'school-1'), 'register');
    }, sample);
  }, 600_000);

  it('of an import of twelve leaves twelve dossiers and one closed batch', async () => {
    await settle(app, 2);
    const rows = Array.from({ length: 12 }, (_, n) => dossier(n, schoolName((n % 2) + 1)));
    await crashEverywhere(town, async (process) => {
      await send(process, OFFICER, 'RegisterTeachers', {}, { rows }, 'import');
    }, sample);
  }, 600_000);

  it('of forming, scoring, closing, opening and ranking a panel leaves the state of the uninterrupted run', async () => {
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
    }, sample);
  }, 600_000);

  it('of an objection, a first conferral without her, its decision and the end of the round leaves the state of the uninterrupted run', async () => {
    await settle(app, 1);
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'handler-1', post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null });
    const round = await openRound(app, { 'school-1': 3 }, 3);
    const teachers: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const teacher = await register(app, n, 'school-1');
      await putForward(app, round, teacher, 'school-1');
      teachers.push(teacher);
    }
    await select(town.clock, app, round, teachers);
    const [first = '', second = ''] = await nominationsOf(app, round);
    await crashEverywhere(town, async (process) => {
      const filed = (nomination: string, key: string) =>
        done(process, OFFICER, 'FileObjection', { round }, { about: { kind: 'NOMINATION', nomination }, type: 'EVIDENCE', receivedAt: '2019-06-14T10:00', text: '材料不实', objector: { name: '某人', contact: '信箱' } }, key);
      const [struck, kept] = [String((await filed(first, 'file-1'))['objection']), String((await filed(second, 'file-2'))['objection'])];
      for (const objection of [struck, kept]) await done(process, OFFICER, 'AssignObjection', { objection }, { handler: 'handler-1' }, `assign ${objection}`);
      await send(process, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' }, 'confer');
      await process.reactor.rest();
      const decided = (objection: string, outcome: string) => done(process, 'handler-1', 'DecideObjection', { objection }, { outcome, effect: 'PERSON', reasons: '经查', act: act() }, `decide ${objection}`);
      await decided(kept, 'MAINTAINED');
      await send(process, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-02' }, 'confer again');
      await process.reactor.rest();
      await decided(struck, 'CANCELLED');
    }, sample);
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
    await crashEverywhere(town, async (process) => {
      // 202 where the machine is slow: the rest of the batch then follows by itself
      const outcome = await send(process, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' }, 'confer');
      expect(['accepted', 'pending']).toContain(outcome.kind);
    }, sample);
  }, 600_000);
});
