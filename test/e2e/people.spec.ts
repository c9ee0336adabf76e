import { DeliveryError } from '../../src/notices/notice-channel';
import { Outbox } from '../../src/reactors/outbox';
import { act, clerk, done, OFFICER, openRound, register, schoolName, send, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

describe('who acts for whom, over HTTP', () => {
  let served: Served;
  let round: string;
  let teacher: string;
  const school = schoolName(1);
  const [head, deputy] = [clerk(school), 'deputy-1'];
  const get = async (url: string, as: string): Promise<Answer> => served.ask('GET', url, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  const appointmentOf = async (person: string): Promise<string> => String(((await get(`/appointments?person=${person}`, OFFICER)).body['appointments'] as readonly { readonly appointment: string }[])[0]?.appointment);
  // What the office owes in trainings stands beside a round and is no part of it.
  const kinds = async (query: string, as: string): Promise<readonly unknown[]> => ((await get(`/due${query}`, as)).body['tasks'] as readonly { readonly kind: string; readonly person: string | null; readonly handedOverBy: string | null }[]).filter(({ kind }) => kind !== 'HOLD_TRAINING' && kind !== 'BRING_PAPER').map(({ kind, person, handedOverBy }) => [kind, person, handedOverBy]);

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 2);
    await done(app, OFFICER, 'RecordAppointment', {}, { person: deputy, post: 'Expert', org: 'edz', from: '2017-01-01', to: null });
    teacher = await register(app, 1, school);
    round = await openRound(app, { [school]: 1 }, 1);
    await done(app, teacher, 'GiveConsent', { round }, {});
    await done(app, head, 'SubmitNomination', { round }, { teacher });
  }, 60_000);
  afterAll(() => served.stop());

  it('a delegate sees and does what was delegated; the record says who, for whom, as whom', async () => {
    const app = served.house.application;
    expect(await kinds('', deputy)).toEqual([]);
    const recorded = await served.post('/delegations', { as: head, body: { appointment: await appointmentOf(head), delegate: deputy, matters: ['RecommendAtSchool'], from: '2019-05-10', to: '2019-05-31' } });
    expect(recorded.status).toBe(200);
    expect(await kinds('?kind=RECOMMEND&person=me', deputy)).toEqual([['RECOMMEND', null, null]]);
    expect((await get(`/teachers/${teacher}`, deputy)).status).toBe(200);

    await done(app, deputy, 'RecommendAtSchool', { round }, { teacher, act: act() });
    const trail = (await get(`/audit-trail?actor=${deputy}`, OFFICER)).body['lines'] as readonly { readonly entry: object }[];
    expect(trail.map(({ entry }) => entry)).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'SchoolRecommended', actor: deputy, onBehalfOf: head, post: 'SchoolAdmin', org: school })]));
    expect((await get(`/teachers/${teacher}/history?format=text&lang=zh`, OFFICER)).text).toContain(`办理：${deputy}，受 ${head} 委托，第1小学学校管理员`);
    expect((await get(`/teachers/${teacher}/history?format=text&lang=en`, OFFICER)).text).toContain(`on behalf of ${head}`);

    const own = (await get('/appointments?person=me', head)).body['appointments'];
    expect(own).toMatchObject([{ post: 'SchoolAdmin', holds: true, delegations: [{ delegate: deputy, matters: ['RecommendAtSchool'], holds: true }], handedOverTo: null }]);
    expect(((await get('/appointments', deputy)).body['appointments'] as readonly { readonly person: string }[]).map(({ person }) => person).sort()).toEqual([head, deputy].sort());
    expect((await get('/appointments?post=Auditor', teacher)).body['appointments']).toEqual([]);
  });

  it('is refused in both languages what was not delegated, and after the last day', async () => {
    const refused = await served.ask('POST', `/rounds/${round}/nominations`, { as: deputy, body: { teacher } });
    expect(refused).toMatchObject({ status: 403, body: { rule: 'matterNotDelegated', sentences: { zh: expect.stringContaining('另行委托'), en: expect.stringContaining('covers RecommendAtSchool') } } });
    at(served.house, '2019-06-01');
    expect(await send(served.house.application, deputy, 'RecommendAtSchool', { round }, { teacher, act: act() })).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect((await get(`/teachers/${teacher}`, deputy)).status).toBe(403);
  });

  it('a handover moves what is open from its day on, and no past act', async () => {
    const app = served.house.application;
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'officer-2', post: 'BureauOfficer', org: 'edz', from: '2019-06-01', to: null });
    expect(await kinds('', OFFICER)).toEqual([['FORM_PANELS', OFFICER, null]]);
    await done(app, OFFICER, 'RecordHandover', {}, { appointment: await appointmentOf(OFFICER), successor: await appointmentOf('officer-2'), from: '2019-06-10' });

    expect(await kinds('?asOf=2019-06-09&person=me', OFFICER)).toEqual([['FORM_PANELS', OFFICER, null]]);
    expect(await kinds('?asOf=2019-06-10&person=me', OFFICER)).toEqual([]);
    expect(await kinds('?asOf=2019-06-10&person=me', 'officer-2')).toEqual([['FORM_PANELS', 'officer-2', OFFICER]]);
    const closed = (await get(`/audit-trail?round=${round}&type=NominationsClosed`, OFFICER)).body['lines'] as readonly { readonly entry: { readonly actor: string } }[];
    expect(closed.map(({ entry }) => entry.actor)).toEqual([OFFICER]);
  });

  it('pages of appointments: each once, in the order recorded; a cursor of another question begins nothing again', async () => {
    const page = async (query: string): Promise<Answer> => get(`/appointments?limit=2${query}`, OFFICER);
    const idsIn = ({ body }: Answer): readonly string[] => (body['appointments'] as readonly { readonly appointment: string }[]).map(({ appointment }) => appointment);
    const whole = await get('/appointments?limit=500', OFFICER);
    const paged: string[] = [];
    for (let after: unknown = '', pages = 0; after !== null && pages < 20; pages += 1) {
      const one = await page(after === '' ? '' : `&after=${String(after)}`);
      paged.push(...idsIn(one));
      after = one.body['next'];
    }
    expect([whole.body['next'], paged.length > 4, paged]).toEqual([null, true, idsIn(whole)]);
    const { next } = (await page('')).body;
    for (const query of ['&after=no-such', `&post=Expert&after=${String(next)}`]) expect([query, (await page(query)).status]).toEqual([query, 400]);
  });

  it('notices: her own for everybody, all of them for who oversees the whole tree', async () => {
    const outbox = new Outbox(served.house.application.desk, { deliver: ({ to }) => (to === teacher ? Promise.resolve() : Promise.reject(new DeliveryError('REFUSED'))) });
    await outbox.rest();
    const all = await get('/notices', OFFICER);
    expect(all.body).toMatchObject({ notices: [{ to: teacher, kind: 'RECOMMENDED', state: 'DELIVERED', attempts: 1, link: '/teachers/me/case' }], parked: 0 });
    expect((await get('/notices?to=me', teacher)).body['notices']).toEqual(all.body['notices']);
    expect((await get('/notices?state=FAILED', OFFICER)).body['notices']).toEqual([]);
    for (const other of [head, teacher]) expect(await get('/notices', other)).toMatchObject({ status: 403, body: { sentences: { zh: expect.stringMatching(/可以查阅的任职：.*系统管理员/u), en: expect.stringMatching(/Posts that may.*system operator/u) } } });
  });

  it('an exception shows in the round', async () => {
    const app = served.house.application;
    await done(app, OFFICER, 'RecordAppointment', {}, { person: head, post: 'SchoolAdmin', org: schoolName(2), from: '2019-06-01', to: null });
    await done(app, OFFICER, 'ExceptSeparation', { round }, { person: head, roles: ['RECOMMENDER', 'SCORER'], act: act() });
    expect((await get(`/rounds/${round}`, OFFICER)).body).toMatchObject({ stage: 'NominationsClosed', lead: null, exceptions: [{ person: head, roles: ['RECOMMENDER', 'SCORER'], body: 'edz', number: '威经教发〔2019〕1号', on: '2019-06-01' }] });
    expect((await get(`/rounds/${round}`, teacher)).body).toMatchObject({ exceptions: [] });
  });
});
