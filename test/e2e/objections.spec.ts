import { act, clerk, done, OFFICER, openRound, putForward, register, schoolName, select, settle } from '../commands/town';
import { Served } from './served';
import { readHistory } from '../../src/audit/history';

const OBJECTOR = '举报人某';
const WORDS = '她的论文系他人所作';
const REASONS = '经查属实';

describe('objections, holds and what was back-dated, over HTTP', () => {
  let served: Served;
  let round: string;
  let teachers: readonly string[];
  let objector: string;
  let objection: string;

  beforeAll(async () => {
    served = await Served.start();
    const { application: app, clock } = served.house;
    const on = { set: (day: string) => clock.set(`${day}T01:00:00.000Z`) };
    await settle(app, 1);
    const school = schoolName(1);
    for (const [person, post] of [['handler-1', 'BureauOfficer'], ['auditor-1', 'Auditor'], ['subscriber-1', 'Subscriber']]) await done(app, OFFICER, 'RecordAppointment', {}, { person, post, org: 'edz', from: '2017-01-01', to: null });
    round = await openRound(app, { [school]: 3 }, 2);
    teachers = [await register(app, 1, school), await register(app, 2, school), await register(app, 3, school)];
    objector = await register(app, 4, school);
    for (const teacher of teachers) await putForward(app, round, teacher, school);
    await select(on as Parameters<typeof select>[0], app, round, teachers);
    const { body } = await served.ask('GET', `/rounds/${round}/holds`, { as: OFFICER });
    const nomination = (body['list'] as readonly { readonly nomination: string }[])[0]?.nomination;
    objection = String((await served.done(`/rounds/${round}/objections`, OFFICER, { about: { kind: 'NOMINATION', nomination }, type: 'EVIDENCE', receivedAt: '2019-06-17T16:30', objector: { person: objector, name: OBJECTOR, contact: '信箱' }, text: WORDS }))['objection']);
    await served.done(`/objections/${objection}/assignment`, OFFICER, { handler: 'handler-1' });
  }, 60_000);
  afterAll(() => served.stop());

  it('the desk says how many, by whom, in time or not, to what effect, and never who objected', async () => {
    const { status, body } = await served.ask('GET', `/rounds/${round}/objections`, { as: 'auditor-1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      counts: { registered: 1, undecided: 1, overdue: 0 },
      objections: [{ objection, teacher: teachers[0], handler: 'handler-1', timing: 'IN_WINDOW', inTime: true, holds: true, outcome: null, realName: true }],
    });
    for (const secret of [OBJECTOR, WORDS, objector]) expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('the list shows her held and the others waiting', async () => {
    const { body } = await served.ask('GET', `/rounds/${round}/holds`, { as: OFFICER });
    expect(body).toMatchObject({ list: [{ teacher: teachers[0], status: 'HELD', publicised: true, holds: [{ kind: 'OBJECTION', objection }] }, { teacher: teachers[1], status: 'WAITING', holds: [] }], vetting: [], struck: [] });
  });

  it('what was written is for those who run the round; not for a clerk, an expert, the objector or the one objected to', async () => {
    const opened = await served.ask('GET', `/objections/${objection}`, { as: 'handler-1' });
    expect(opened).toMatchObject({ status: 200, body: { particulars: { objector: { name: OBJECTOR }, text: WORDS } } });
    for (const person of [clerk(schoolName(1)), 'expert-1', objector, teachers[0] ?? '', 'subscriber-1']) {
      for (const address of [`/objections/${objection}`, `/rounds/${round}/objections`, `/rounds/${round}/holds`]) expect((await served.ask('GET', address, { as: person })).status).toBe(403);
    }
  });

  it('neither her dossier nor the objector\'s holds anything of it, nor the audit trail who objected', async () => {
    const { store, keys } = served.house.application.desk.ports;
    for (const person of [teachers[0] ?? '', objector]) {
      const { own, acts } = await readHistory({ events: store, keys }, person);
      const told = JSON.stringify([...own, ...acts].map(({ fact }) => fact));
      for (const secret of [OBJECTOR, WORDS, objection]) expect(told).not.toContain(secret);
    }
    const trail = await served.ask('GET', `/audit-trail?round=${round}&limit=500`, { as: 'auditor-1' });
    for (const secret of [OBJECTOR, WORDS]) expect(JSON.stringify(trail.body)).not.toContain(secret);
  });

  it('decided and answered, the desk and the list follow; the round goes on without her', async () => {
    await served.done(`/objections/${objection}/decision`, 'handler-1', { outcome: 'CANCELLED', effect: 'PERSON', reasons: REASONS, act: act() });
    await served.done(`/objections/${objection}/answer`, OFFICER, { channel: 'LETTER', sentOn: '2019-06-20' });
    const desk = await served.ask('GET', `/rounds/${round}/objections`, { as: OFFICER });
    expect(desk.body).toMatchObject({ counts: { undecided: 0, cancelled: 1 }, objections: [{ outcome: 'CANCELLED', effect: 'PERSON', inTime: true, holds: false, answered: true }] });
    expect((await served.ask('GET', `/objections/${objection}`, { as: OFFICER })).body).toMatchObject({ reasons: REASONS, act: { number: '威经教发〔2019〕1号' } });
    expect((await served.ask('GET', `/rounds/${round}/holds`, { as: OFFICER })).body).toMatchObject({ list: [{ teacher: teachers[1] }], struck: [{}] });
  });

  it('nobody was conferred without a completed gate, and paper entered long after its day is listed', async () => {
    await served.done(`/rounds/${round}/conferral`, OFFICER, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-06-21' });
    served.house.clock.set('2019-09-20T01:00:00.000Z');
    await served.done(`/rounds/${round}/objections`, OFFICER, { about: { kind: 'ROUND' }, type: 'OTHER', receivedAt: '2019-06-25T10:00', text: '信访转来' });
    const last = await served.post(`/rounds/${round}/objections`, { as: OFFICER, body: { about: { kind: 'ROUND' }, type: 'OTHER', receivedAt: '2019-09-20T08:00', text: '信访转来' } });
    const { status, body } = await served.ask('GET', `/rounds/${round}/backdated`, { as: 'auditor-1', headers: { 'echelon-position': String(last.headers['echelon-position']) } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ days: 30, withoutGate: [] });
    const records = body['records'] as readonly { readonly type: string; readonly effectiveOn: string; readonly recordedOn: string }[];
    expect(records.filter(({ type }) => type === 'ObjectionRegistered')).toMatchObject([{ effectiveOn: '2019-06-25', recordedOn: '2019-09-20' }]);
  });
});
