import type { JsonObject } from '../../src/domain/facts';
import { clerk, OFFICER, PROGRAMME, schoolName } from '../commands/town';
import { at, AUDITOR, readTown, SUBSCRIBER, type ReadTown } from './read-town';
import { Served, type Answer } from './served';

describe('what was entered long after it took effect, of the titles of a programme and of their holders, over HTTP', () => {
  let served: Served;
  let town: ReadTown;
  const asked = async (query: string, as = AUDITOR): Promise<Answer> => served.ask('GET', `/programmes/${PROGRAMME}/backdated${query}`, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  const listed = async (query: string, as = AUDITOR): Promise<readonly (readonly unknown[])[]> => {
    const { status, body } = await asked(query, as);
    expect(status).toBe(200);
    return (body['records'] as readonly { readonly record: JsonObject; readonly unit: string }[]).map(({ record, unit }) => [record['type'], record['holder'], record['days'], unit]);
  };

  beforeAll(async () => {
    served = await Served.start();
    town = await readTown(served.house);
    const [first, second, third] = town.teachers;
    at(served.house, '2019-08-01');
    const roster = await served.ask('GET', `/roster?asOf=2019-08-01`, { as: AUDITOR, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
    const title = (roster.body['rows'] as readonly JsonObject[]).find(({ teacher }) => teacher === first)?.['title'];
    const act = { body: 'edz', kind: '决定', number: '12号', date: '2019-06-24', file: null };
    await served.done(`/teachers/${first}/titles/${String(title)}/suspensions`, OFFICER, { reason: '核查', act, effectiveOn: '2019-06-24' });
    for (const [teacher, school, on] of [[second, 1, '2019-06-25'], [third, 2, '2019-06-25'], [second, 1, '2019-08-01']] as const) await served.done(`/teachers/${teacher}/subjects`, clerk(schoolName(school)), { on, subject: on === '2019-08-01' ? '语文' : '数学' });
  }, 60_000);
  afterAll(() => served.stop());

  it('the newest first, with the act; nothing of who never held one, nothing entered in time', async () => {
    const [first, second] = town.teachers;
    expect(await listed('')).toEqual([['SubjectChanged', second, 37, schoolName(1)], ['TitleSuspended', first, 38, schoolName(1)]]);
    expect((await asked('')).body).toMatchObject({ programme: PROGRAMME, days: 30, asOf: '2019-08-01', next: null, records: [{ record: { effectiveOn: '2019-06-25', recordedOn: '2019-08-01' } }, { word: { zh: '暂停称号' }, record: { act: { number: '12号' }, actor: OFFICER } }] });
  });

  it('by days, unit, day and page', async () => {
    const [first, second] = town.teachers;
    expect(await listed('?days=37')).toEqual([['TitleSuspended', first, 38, schoolName(1)]]);
    expect(await listed(`?unit=${schoolName(2)}`)).toEqual([]);
    expect(await listed('?asOf=2019-07-31')).toEqual([]);
    const page = await asked('?limit=1');
    expect(page.body['records']).toHaveLength(1);
    expect(await listed(`?limit=1&after=${encodeURIComponent(String(page.body['next']))}`)).toEqual([['TitleSuspended', first, 38, schoolName(1)]]);
    expect(second).not.toBe(first);
  });

  it('for who oversees a unit, of a programme that there is', async () => {
    expect((await asked('', SUBSCRIBER)).status).toBe(403);
    expect((await asked(`?unit=no-such`)).status).toBe(404);
    expect((await served.ask('GET', '/programmes/no-such/backdated', { as: AUDITOR })).status).toBe(404);
  });

  it('of a unit as of a day are of whoever was hers on the day, read by those whose she is today', async () => {
    const [first = ''] = town.teachers;
    const [from, to] = [schoolName(1), schoolName(2)];
    for (const [person, org] of [['auditor-of-1', from], ['auditor-of-2', to]]) await served.done('/appointments', OFFICER, { person, post: 'Auditor', org, from: '2019-08-01', to: null });
    at(served.house, '2019-08-02');
    await served.done(`/teachers/${first}/transfers`, OFFICER, { to, stage: 'PRIMARY', subject: '语文' });
    const hers = async (query: string, as = AUDITOR): Promise<readonly unknown[]> => (await listed(query, as)).filter(([, holder]) => holder === first).map(([, , , unit]) => unit);
    expect([await hers(`?unit=${from}&asOf=2019-08-01`), await hers(`?unit=${to}&asOf=2019-08-01`), await hers(`?unit=${from}`), await hers(`?unit=${to}`)]).toEqual([[from], [], [], [to]]);
    expect([await hers('?asOf=2019-08-01', 'auditor-of-1'), await hers('?asOf=2019-08-01', 'auditor-of-2')]).toEqual([[], [from]]);
  });

  it('E6 of a dossier that was given up is of the holder that it was merged into', async () => {
    const [, second, third] = town.teachers;
    await served.done(`/teachers/${third}/merges`, OFFICER, { absorbed: second, reason: '重复建档', act: { body: 'edz', kind: '决定', number: '13号', date: '2019-08-02', file: null } });
    const lives = (await listed('')).filter(([type]) => type === 'SubjectChanged');
    expect(lives).toEqual([third, second].map((holder) => ['SubjectChanged', holder, 37, schoolName(2)]));
  });

  it('says in words who entered it and as what', async () => {
    const { person } = (await served.done('/people', OFFICER, { name: '欧阳文渊' })) as { person: string };
    await served.done('/appointments', OFFICER, { person, post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null });
    const { body } = await served.ask('GET', '/roster?asOf=2019-08-01', { as: AUDITOR });
    const title = (body['rows'] as readonly JsonObject[]).find(({ teacher, title: held }) => teacher === town.teachers[0] && held !== null)?.['title'];
    await served.done(`/teachers/${town.teachers[0]}/titles/${String(title)}/reinstatement`, person, { reason: '核查完毕', act: { body: 'edz', kind: '决定', number: '13号', date: '2019-06-30', file: null }, effectiveOn: '2019-06-30' });
    expect((await asked('?limit=1')).body['records']).toMatchObject([{ record: { type: 'TitleReinstated', actor: person, post: 'BureauOfficer' }, actorName: '欧阳文渊', postName: { zh: '教育行政部门经办人', en: 'bureau officer' }, orgName: { en: 'EDZ education office' } }]);
  });
});
