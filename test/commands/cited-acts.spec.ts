import type { Application } from '../../src/application';
import { refusalNotice } from '../../src/http/sentences';
import type { Town } from './town';
import { act, clerk, done, OFFICER, openRound, PROGRAMME, putForward, register, select, send, settledTown } from './town';

const parameters = { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: 'school-1', seats: 1 }], awardSeats: 1, requiredAttachments: [] };
const round = (by: object) => ({ names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true, act: { ...act(), ...by } });

describe('acts that a request cites', () => {
  let town: Town;
  let app: Application;

  beforeEach(async () => {
    town = await settledTown(1);
    app = town.boot();
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'next-district', names: { zh: '邻区教体局', en: 'Next District' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2010-01-01' });
  });

  it.each([
    ['passed tomorrow', { date: '2019-05-11' }, 'inTheFuture'],
    ['of a body of another tree', { body: 'next-district' }, 'actOfUnrelatedBody'],
    ['of a body that was not there yet', { date: '1901-01-01' }, 'orgNotYet'],
  ])('one %s is refused whatever it is cited for, in both languages, and nothing is stored', async (_title, by, rule) => {
    const before = town.log.events.length;

    const refused = await send(app, OFFICER, 'OpenRound', {}, round(by));

    expect(refused).toMatchObject({ kind: 'refused', refusal: { rule } });
    expect(town.log.events).toHaveLength(before);
    if (refused.kind === 'refused') expect(refusalNotice(refused.refusal)).toMatchObject({ zh: expect.stringMatching(/请/u) as string, en: expect.stringMatching(/correct|record/u) as string });
  });

  it('who lacks authority is told that, and a body that is no unit is a name', async () => {
    expect(await send(app, 'clerk-of-school-1', 'OpenRound', {}, round({ date: '2019-05-11' }))).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await send(app, OFFICER, 'OpenRound', {}, round({ body: 'district-government' }))).toMatchObject({ kind: 'accepted' });
  });

  it('changes of the tree are written down by the act of whichever unit decided them', async () => {
    const changed = await send(app, OFFICER, 'ChangeOrgTraits', { org: 'school-1' }, { stages: ['PRIMARY'], rural: true, weak: false, on: '2019-05-10', act: { ...act(), body: 'next-district' } });
    expect(changed).toMatchObject({ kind: 'accepted' });
  });

  it('what another bureau decided of her and was written down is undone by an act of that bureau; what it decided nothing of is not', async () => {
    const teacher = await register(app, 1, 'school-1');
    const elsewhere = { ...act('邻教发〔2019〕3号'), body: 'next-district' };
    await done(app, OFFICER, 'RecordSanction', { teacher }, { kind: 'DISCIPLINARY', scopes: ['ALL'], from: '2019-05-01', to: '2020-06-30', releaseBy: 'AUTOMATIC', barMonths: 0, measure: '警告', basis: '第六条', reason: '有偿补课', act: elsewhere });
    const factOf = (type: string) => town.log.events.find(({ envelope }) => envelope.type === type && envelope.stream === `teacher-${teacher}`)?.envelope.id;
    const undo = (type: string) => send(app, OFFICER, 'VoidFact', { teacher }, { event: factOf(type), reasonCode: 'WRONG_PERSON', reason: '系他人处分', act: elsewhere });

    expect(await undo('TeacherRegistered')).toMatchObject({ kind: 'refused', refusal: { rule: 'actOfUnrelatedBody' } });
    expect(await undo('SanctionRecorded')).toMatchObject({ kind: 'accepted' });
  });

  it('the line of who published the programme of her title counts where she retires, though retiring is of no programme', async () => {
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'school-2', names: { zh: '第2小学', en: 'Primary School 2' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: '2017-01-01' });
    const [titled, other] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    const opened = await openRound(app, { 'school-1': 1 }, 1);
    await putForward(app, opened, titled, 'school-1');
    await select(town.clock, app, opened, [titled]);
    await done(app, OFFICER, 'ConferTitles', { round: opened }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
    const retire = (teacher: string) => send(app, clerk('school-1'), 'RecordRetirement', { teacher }, { on: '2019-07-01', act: { ...act(), body: 'school-2' } });
    town.clock.set('2019-07-02');

    expect(await retire(other)).toMatchObject({ kind: 'refused', refusal: { rule: 'actOfUnrelatedBody' } });
    expect(await retire(titled)).toMatchObject({ kind: 'accepted' });
  });
});
