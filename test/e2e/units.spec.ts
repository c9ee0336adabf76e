import { act, clerk, done, OFFICER, register, schoolName, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

/** Two schools of a district are merged into the second while teachers are registered at both. */
describe('units over time, over HTTP', () => {
  let served: Served;
  let teachers: readonly string[];
  const [one, two, three] = [schoolName(1), schoolName(2), schoolName(3)];
  const get = async (path: string, as = OFFICER): Promise<Answer> => served.ask('GET', path, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  const roster = async (query: string, as = OFFICER): Promise<readonly string[]> => ((await get(`/roster?${query}`, as)).body['rows'] as readonly { readonly teacher: string }[]).map(({ teacher }) => teacher).sort();
  const counted = async (query: string): Promise<unknown> => (await get(`/pyramid?${query}`)).body['total'];
  const orgs = async (query: string): Promise<readonly Record<string, unknown>[]> => (await get(`/orgs?${query}`)).body['orgs'] as readonly Record<string, unknown>[];
  const tasks = async (as = OFFICER): Promise<readonly string[]> => ((await get('/due', as)).body['tasks'] as readonly { readonly kind: string; readonly unit: string }[]).filter(({ kind }) => kind !== 'BRING_PAPER').map(({ kind, unit }) => `${kind} ${unit}`);

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 3);
    teachers = [await register(app, 1, one), await register(app, 12, one), await register(app, 23, two)];
    at(served.house, '2019-09-02');
    expect(await served.post('/orgs/mergers', { as: OFFICER, body: { into: two, from: [one], on: '2019-09-01', act: act('威经编〔2019〕3号', '2019-08-20') } })).toMatchObject({ body: { result: { org: two, moved: [] } } });
  }, 60_000);
  afterAll(() => served.stop());

  it('E32 the tree is that of the day asked for, with predecessors and successors', async () => {
    expect((await orgs('asOf=2019-08-31')).map(({ org, ended }) => [org, ended])).toEqual([['edz', null], [one, null], [two, null], [three, null]]);
    expect((await orgs('')).map(({ org }) => org)).toEqual(['edz', two, three]);
    expect((await orgs('closed=true')).find(({ org }) => org === one)).toMatchObject({ parent: 'edz', ended: { on: '2019-09-01', how: 'MERGED' }, successors: [{ org: two }] });
    expect((await orgs('')).find(({ org }) => org === two)).toMatchObject({ predecessors: [{ org: one, on: '2019-09-01', how: 'MERGED' }] });
    expect((await get('/orgs?closed=maybe')).status).toBe(422);
  });

  it('E32 a unit has its history, each change with its act; who recorded it is for the bureau to see', async () => {
    const history = async (query: string, as = OFFICER) => ((await get(`/orgs/${one}/history${query}`, as)).body['entries'] as readonly Record<string, unknown>[]);
    expect((await history('')).map(({ type, late }) => [type, late])).toEqual([['OrgRegistered', true], ['OrgsMerged', true]]);
    expect((await history(''))[1]).toMatchObject({ word: { zh: '单位合并' }, says: { zh: '第1小学并入第2小学' }, effectiveOn: '2019-09-01', act: { number: '威经编〔2019〕3号' }, actor: OFFICER });
    expect((await history('', clerk(three)))[1]).toMatchObject({ actor: null });
    expect((await history('?asOf=2019-08-31')).map(({ type }) => type)).toEqual(['OrgRegistered']);
    expect((await get('/orgs/nowhere/history')).status).toBe(404);
  });

  it('E32 the roster and the pyramid by the unit of the day, and by what carries it on', async () => {
    const [first = '', second = '', third = ''] = teachers;
    expect(await roster(`unit=${two}&asOf=2019-05-10`)).toEqual([third]);
    expect(await roster(`unit=${two}&asOf=2019-05-10&lineage=asAtTime`)).toEqual([third]);
    expect(await roster(`unit=${two}&asOf=2019-05-10&lineage=successor`)).toEqual([first, second, third].sort());
    // Whoever asks for the school that is no more is answered by the one that carries it on.
    expect(await roster(`unit=${one}&asOf=2019-05-10&lineage=successor`)).toEqual([first, second, third].sort());
    expect([await counted(`unit=${two}&asOf=2019-05-10`), await counted(`unit=${two}&asOf=2019-05-10&lineage=successor`)]).toEqual([1, 3]);
    // Who is still at the school that is no more is under the one that carries it on, from the day of the merger on.
    const training = async (asOf: string) => ((await get(`/training?unit=${two}&asOf=${asOf}`)).body['rows'] as readonly { readonly teacher: string }[]).map(({ teacher }) => teacher);
    for (const [asOf, is] of [['2019-08-31', [third]], ['2019-09-01', [...teachers].sort()]] as const) expect([asOf, await roster(`unit=${two}&asOf=${asOf}`), [...new Set(await training(asOf))].sort()]).toEqual([asOf, is, is]);
    // Its clerk reads what she answers for since the merger; the other school's clerk does not.
    expect(await roster('asOf=2019-05-10', clerk(two))).toEqual([first, second, third].sort());
    expect(await roster('asOf=2019-05-10', clerk(three))).toEqual([]);
    expect((await get('/roster', clerk(one))).status).toBe(403);
    expect((await get(`/roster?unit=${two}&lineage=both`)).status).toBe(422);
  });

  it('E32 what the unit leaves waits for the bureau till it is settled', async () => {
    expect(await tasks()).toEqual([`TRANSFER_TEACHERS ${one}`, `SETTLE_POSTS ${one}`]);
    expect(((await get(`/appointments?org=${one}`)).body['appointments'] as readonly { readonly holds: boolean }[]).map(({ holds }) => holds)).toEqual([false]);
    const body = { from: one, to: two, teachers: teachers.slice(0, 2), on: '2019-09-01', act: act('威经编〔2019〕3号', '2019-08-20') };
    expect(await served.post('/teachers/transfers/batches', { as: OFFICER, body: { ...body, dryRun: true } })).toMatchObject({ body: { result: { dryRun: true, persons: [{ passes: true }, { passes: true }] } } });
    expect(await served.post('/teachers/transfers/batches', { as: OFFICER, body: { ...body, teachers } })).toMatchObject({ status: 422, body: { rule: 'targetsRefused' } });
    expect(await served.post('/teachers/transfers/batches', { as: OFFICER, body })).toMatchObject({ body: { result: { done: 2, declined: 0 } } });
    expect(await tasks()).toEqual([`SETTLE_POSTS ${one}`]);
    const { people } = await served.house.application.desk.world();
    const appointment = [...people.state.appointments.values()].find(({ org }) => org === one)?.appointment;
    await done(served.house.application, OFFICER, 'EndAppointment', { appointment }, { to: '2019-08-31' });
    expect(await tasks()).toEqual([]);
    expect(await roster(`unit=${two}`)).toEqual([...teachers].sort());
  });

  it('E32 a merger recorded by mistake is voided: the unit stands again, and its history tells both', async () => {
    const history = async () => (await get(`/orgs/${one}/history`)).body['entries'] as readonly { readonly event: string; readonly type: string; readonly says: { readonly zh: string } }[];
    const merger = (await history()).find(({ type }) => type === 'OrgsMerged')?.event ?? '';
    const voiding = (change: string, as = OFFICER) => served.post(`/orgs/changes/${change}/void`, { as, body: { reasonCode: 'WRONG_UNIT', act: act('威经编〔2019〕4号', '2019-08-21') } });
    expect(await voiding('none')).toMatchObject({ status: 404, body: { rule: 'unknownChange' } });
    expect(await voiding(merger, clerk(two))).toMatchObject({ status: 403, body: { rule: 'postMayNot' } });
    expect(await voiding(merger)).toMatchObject({ body: { result: { change: merger, units: [one, two] } } });
    expect(await voiding(merger)).toMatchObject({ status: 409, body: { rule: 'alreadyVoided' } });
    expect(((await get('/orgs')).body['orgs'] as readonly { readonly org: string; readonly ended: unknown }[]).find(({ org }) => org === one)).toMatchObject({ ended: null });
    expect((await history()).at(-1)).toMatchObject({ type: 'OrgChangeVoided', says: { zh: expect.stringMatching(/^作废单位合并（.+、.+）$/u) } });
  });
});
