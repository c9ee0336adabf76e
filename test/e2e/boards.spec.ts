import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import { teacher } from '../../src/domain/teacher/teacher';
import { parkedCollection } from '../../src/projector/plan';
import { honours } from '../../projections/honours/honours';
import { roster } from '../../projections/roster/roster';
import { clerk, done, OFFICER, readSampled, register, schoolName } from '../commands/town';
import { at, AUDITOR, readTown, SUBSCRIBER, type ReadTown } from './read-town';
import { Served, type Answer } from './served';

describe('boards of a programme, over HTTP', () => {
  let served: Served;
  let town: ReadTown;
  const fresh = async (url: string, as: string): Promise<Answer> => served.ask('GET', url, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });

  beforeAll(async () => {
    served = await Served.start();
    town = await readTown(served.house);
    const [first, , third] = town.teachers;
    const rows = [
      { teacher: first, name: '市级骨干教师', level: 'CITY', conferredOn: '2015', number: null, programme: null, row: 2 },
      { teacher: first, name: '市级骨干教师', level: 'CITY', conferredOn: '2018', number: null, programme: 'county-2018', row: 3 },
      { teacher: third, name: '县级优秀教师', level: 'COUNTY', conferredOn: '2016-09', number: '8', programme: null, row: 4 },
    ];
    expect((await served.post('/teachers/legacy-titles/batches', { as: OFFICER, body: { file: 'list-1', rows } })).status).toBe(201);
  }, 60_000);
  afterAll(() => served.stop());

  it('figures: what the text states with its clause, for who reads rosters', async () => {
    const answer = await fresh('/programmes/weihai-edz-2017/figures?asOf=2019-06-21', AUDITOR);
    expect(answer.status).toBe(200);
    expect(answer.body['figures']).toEqual(expect.arrayContaining([{ code: 'ISSUED_ON', names: { zh: '印发日期', en: 'Day of issue' }, clause: 'W1', quote: '2017年11月1日', says: '2017-11-01', word: null, percent: null, counted: null, outcome: null }]));
    expect((await fresh('/programmes/no-such/figures', AUDITOR)).status).toBe(404);
    expect((await fresh('/programmes/weihai-edz-2017/figures', SUBSCRIBER)).status).toBe(403);
  });

  it('targets: what a notice sets and what is recorded to it, for who reads rosters', async () => {
    const act = { body: 'edz', kind: '通知', number: '5号', date: '2019-06-01', file: null };
    const set = { target: 'LESSONS', names: { zh: '公开课', en: 'Open lessons' }, number: 10, word: 'NEARLY', percent: 10, from: '2019-01-01', due: '2019-12-31', tiers: null, unit: null, act };
    expect((await served.post('/programmes/weihai-edz-2017/targets', { as: OFFICER, body: set })).body).toMatchObject({ result: { target: 'LESSONS' }, events: [{ type: 'TargetSet' }] });
    const made = { target: 'LESSONS', unit: schoolName(1), quantity: 4, on: '2019-06-01', proof: { name: '目录', number: null, file: null } };
    expect((await served.post('/programmes/weihai-edz-2017/outputs', { as: OFFICER, body: made })).status).toBe(200);
    expect((await served.post('/programmes/weihai-edz-2017/outputs', { as: OFFICER, body: { ...made, target: 'NO_SUCH' } })).body).toMatchObject({ rule: 'targetUnknown' });
    const answer = await fresh('/programmes/weihai-edz-2017/targets?asOf=2019-06-21', AUDITOR);
    expect(answer.body['targets']).toEqual([expect.objectContaining({ code: 'LESSONS', counted: 4, status: 'RUNNING', clause: null, period: { from: '2019-01-01', to: '2019-12-31' } })]);
    expect((await fresh(`/programmes/weihai-edz-2017/targets?asOf=2019-06-21&unit=${schoolName(2)}`, AUDITOR)).body['targets']).toEqual([expect.objectContaining({ counted: 0, status: null })]);
    expect((await fresh('/programmes/weihai-edz-2017/targets', SUBSCRIBER)).status).toBe(403);
  });

  it('compliance: what units have to bring, who has and who has not', async () => {
    const paper = { requirement: 'SCHOOL_PLAN', unit: schoolName(1), period: '2019-01-01', on: '2019-03-01', document: { name: '行动计划', number: null, file: null } };
    expect((await served.post('/programmes/weihai-edz-2017/compliance', { as: clerk(schoolName(1)), body: paper })).status).toBe(200);
    expect((await served.post('/programmes/weihai-edz-2017/compliance', { as: clerk(schoolName(1)), body: { ...paper, childProgramme: 'no-such' } })).status).toBe(404);
    const answer = await fresh('/programmes/weihai-edz-2017/compliance?asOf=2019-06-21&requirement=SCHOOL_PLAN', AUDITOR);
    expect(answer.body['lines']).toEqual(expect.arrayContaining([expect.objectContaining({ unit: schoolName(1), status: 'DONE', clause: 'W32' }), expect.objectContaining({ unit: schoolName(2), status: 'DUE' })]));
    expect(new Set((answer.body['counts'] as readonly JsonObject[]).map(({ requirement }) => requirement))).toEqual(new Set(['SCHOOL_PLAN']));
    expect((await fresh('/programmes/weihai-edz-2017/compliance?asOf=2019-06-21&status=DONE', clerk(schoolName(2)))).body['lines']).toEqual([]);
    expect((await fresh('/programmes/weihai-edz-2017/compliance?asOf=2019-06-21&status=OVERDUE&period=2018-01-01', AUDITOR)).body['lines']).toEqual(expect.arrayContaining([expect.objectContaining({ requirement: 'SCHOOL_PLAN', unit: schoolName(1) })]));
    expect((await fresh('/programmes/weihai-edz-2017/compliance?status=LOST', AUDITOR)).status).toBe(422);
  });

  it('funds: a school\'s five percent, in fen', async () => {
    const of = { fund: 'SCHOOL_TRAINING', unit: schoolName(1), year: 2019, on: '2019-03-01' };
    const act = { body: schoolName(1), kind: '预算', number: null, date: '2019-03-01', file: null };
    expect((await served.post('/programmes/weihai-edz-2017/funds/budgets', { as: clerk(schoolName(1)), body: { ...of, base: 1_000_000, act } })).status).toBe(200);
    expect((await served.post('/programmes/weihai-edz-2017/funds/allocations', { as: clerk(schoolName(1)), body: { ...of, amount: 40_000, act } })).status).toBe(200);
    const spending = { ...of, amount: 40_001, purpose: 'TEACHER_TRAINING', document: { name: '发票', number: null, file: null } };
    expect((await served.post('/programmes/weihai-edz-2017/funds/spendings', { as: clerk(schoolName(1)), body: spending })).body).toMatchObject({ rule: 'fundShort', clause: 'W24' });
    expect((await served.post('/programmes/weihai-edz-2017/funds/spendings', { as: clerk(schoolName(1)), body: { ...spending, amount: 0.5 } })).status).toBe(422);
    const answer = await fresh('/programmes/weihai-edz-2017/funds?asOf=2019-06-21&fund=SCHOOL_TRAINING', AUDITOR);
    expect(answer.body['lines']).toEqual(expect.arrayContaining([expect.objectContaining({ unit: schoolName(1), of: { zh: '学校年度公用经费预算总额', en: '"学校年度公用经费预算总额" (as the text has it)' }, required: 50_000, allocated: 40_000, spent: 0, status: 'SHORT' })]));
    expect((await fresh('/programmes/weihai-edz-2017/funds?asOf=2019-06-21', clerk(schoolName(2)))).body['lines']).toEqual([expect.objectContaining({ unit: schoolName(2), status: 'NONE' })]);
    expect((await fresh('/programmes/weihai-edz-2017/funds?year=2018', AUDITOR)).body['lines']).toEqual([]);
    // Totals are of what was asked: of the fund, of the year, of the day's own year where none is named.
    expect((await served.post('/programmes/weihai-edz-2017/funds/allocations', { as: OFFICER, body: { fund: 'DISTRICT_FUND', unit: 'edz', year: 2018, amount: 30_000, on: '2019-03-01', act: { ...act, body: 'edz' } } })).status).toBe(200);
    const totals = async (query: string) => ((await fresh(`/programmes/weihai-edz-2017/funds?asOf=2019-06-21${query}`, AUDITOR)).body['totals'] as readonly JsonObject[]).map(({ fund, year, allocated }) => [fund, year, allocated]);
    expect(await totals('')).toEqual([['DISTRICT_FUND', 2019, 0], ['SCHOOL_TRAINING', 2019, 40_000]]);
    expect(await totals('&fund=SCHOOL_TRAINING')).toEqual([['SCHOOL_TRAINING', 2019, 40_000]]);
    expect(await totals('&year=2018')).toEqual([['DISTRICT_FUND', 2018, 30_000]]);
    expect(await totals('&year=2018&fund=SCHOOL_TRAINING')).toEqual([]);
    expect(answer.body['totals']).toEqual([expect.objectContaining({ units: 2, met: 0, warned: 0, over: 0, short: 1, running: 0, none: 1, open: 0, required: 50_000, allocated: 40_000, spent: 0 })]);
  });

  it('funnel: told apart by unit with what the units are called, and of one stage group alone', async () => {
    const funnel = async (query: string) => (await fresh(`/programmes/weihai-edz-2017/funnel?asOf=2019-06-21${query}`, AUDITOR)).body as { readonly tiers: readonly JsonObject[]; readonly groups: readonly JsonObject[]; readonly units: object };
    const [one, two] = [schoolName(1), schoolName(2)];
    const conferred = (groups: readonly JsonObject[]) => groups.map(({ counts, ...group }) => [group, (counts as JsonObject)['CONFERRED']]);
    const byUnit = await funnel('&by=unit');
    expect(conferred(byUnit.groups)).toEqual([[{ tier: 'RISING_STAR', unit: one }, 2], [{ tier: 'RISING_STAR', unit: two }, 0]]);
    expect(byUnit.units).toEqual({ [one]: { zh: '第1小学', en: 'Primary School 1' }, [two]: { zh: '第2小学', en: 'Primary School 2' } });
    expect((await funnel(`&by=unit&unit=${two}`)).units).toEqual({ [two]: { zh: '第2小学', en: 'Primary School 2' } });
    for (const query of ['', '&by=track']) expect([query, (await funnel(query)).units]).toEqual([query, {}]);
    expect(conferred((await funnel('&by=stageGroup')).groups)).toEqual([[{ tier: 'RISING_STAR', stageGroup: 'GROWTH' }, 2]]);
    // RISING_STAR is of growth alone.
    const narrowed = async (query: string) => { const { tiers, groups } = await funnel(`&by=unit${query}`); return [tiers.map(({ tier }) => tier), groups.length]; };
    expect(await narrowed('&stageGroup=GROWTH')).toEqual([['RISING_STAR'], 2]);
    const [others] = await narrowed('&stageGroup=RENOWN');
    expect([others, (await funnel('')).tiers.filter(({ stageGroup }) => (stageGroup as JsonObject)['code'] === 'RENOWN').map(({ tier }) => tier)]).toEqual([others, others]);
    expect([(others as readonly string[]).length > 0, (await narrowed('&stageGroup=RENOWN'))[1]]).toEqual([true, 0]);
    expect(await narrowed('&stageGroup=RENOWN&tier=RISING_STAR')).toEqual([[], 0]);
    expect(await narrowed('&stageGroup=GROWTH&tier=RISING_STAR')).toEqual([['RISING_STAR'], 2]);
  });

  it('legacy ledger: counted by title and level, by person, as of a day, of a unit, in pages between teachers', async () => {
    const all = await fresh('/legacy-titles', AUDITOR);
    expect(all.body).toMatchObject({ persons: 2, next: null, counts: [{ name: '县级优秀教师', level: 'COUNTY', titles: 1, persons: 1 }, { name: '市级骨干教师', level: 'CITY', titles: 2, persons: 1 }] });
    expect((await fresh('/legacy-titles?asOf=2016-12-31', AUDITOR)).body['persons']).toBe(2);
    expect((await fresh('/legacy-titles?asOf=2015-12-31', AUDITOR)).body).toMatchObject({ persons: 1, rows: [{ conferredOn: '2015', verified: false }] });
    expect((await fresh(`/legacy-titles?unit=${schoolName(2)}`, AUDITOR)).body).toMatchObject({ persons: 1, rows: [{ name: '县级优秀教师', conferredOn: '2016-09', number: '8' }] });
    expect((await fresh('/legacy-titles', clerk(schoolName(2)))).body).toMatchObject({ persons: 1 });
    // A list names programmes that nobody published here.
    expect((await fresh('/legacy-titles?programme=county-2018', AUDITOR)).body).toMatchObject({ persons: 1, rows: [{ conferredOn: '2018' }] });
    const first = await fresh('/legacy-titles?limit=1', AUDITOR);
    const second = await fresh(`/legacy-titles?limit=1&after=${String(first.body['next'])}`, AUDITOR);
    expect([first, second].flatMap(({ body }) => body['rows'] as readonly object[])).toHaveLength(3);
    expect(second.body['next']).toBeNull();
    expect((await fresh(`/legacy-titles?level=CITY&after=${String(first.body['next'])}`, AUDITOR)).status).toBe(400);
    expect((await fresh('/legacy-titles?colour=red', AUDITOR)).status).toBe(422);
    expect((await fresh('/legacy-titles', SUBSCRIBER)).status).toBe(403);
  });

  it('earlier titles, targets and figures say how many keys wait for a repair where they read the roster or what is counted of honours', async () => {
    const { documents, projector } = served.house;
    const parked = [roster, honours].map((view) => ({ collection: projector.views.collection(parkedCollection(view).name), expected: 0, document: { id: 'somebody', rev: 1, at: '1', body: { projection: view.name, version: view.version, key: 'somebody', since: '1', event: 'e-1', type: 'TitleRenewed', reason: 'Error: poison' } } }));
    const told = async () => Promise.all(['/legacy-titles', '/programmes/weihai-edz-2017/figures', `/programmes/weihai-edz-2017/figures?unit=${schoolName(1)}`, '/programmes/weihai-edz-2017/targets', `/programmes/weihai-edz-2017/targets?unit=${schoolName(1)}`].map(async (url) => (await fresh(url, AUDITOR)).body['parked']));
    expect(await told()).toEqual([0, 0, 0, 0, 0]);
    await documents.write({ derived: [], sources: parked });
    expect(await told()).toEqual([1, 1, 2, 1, 2]);
  });

  it('E40 studios and mentors: who hosts, who joined, what asks for a decision, and on whose list it waits', async () => {
    const [host, member, other] = town.teachers;
    const opened = { studio: 's-1', kind: 'SUBJECT_RESEARCH', level: 'DISTRICT', names: { zh: '语文研究工作室', en: 'Chinese studio' }, org: schoolName(1), host, members: [member], from: '2019-03-01' };
    expect((await served.post('/programmes/weihai-edz-2017/studios', { as: clerk(schoolName(1)), body: opened })).status).toBe(403);
    expect((await served.post('/programmes/weihai-edz-2017/studios', { as: OFFICER, body: opened })).body).toMatchObject({ result: { studio: 's-1' } });
    expect((await served.post('/programmes/weihai-edz-2017/studios/s-9/members', { as: OFFICER, body: { member: other, on: '2019-03-02' } })).status).toBe(404);
    expect((await served.post('/programmes/weihai-edz-2017/mentors', { as: OFFICER, body: { pair: 'p-1', purpose: 'SUPPORT', mentor: host, mentee: member, from: '2019-03-01' } })).status).toBe(200);
    const answer = await fresh('/programmes/weihai-edz-2017/studios?asOf=2019-06-21&kind=SUBJECT_RESEARCH', AUDITOR);
    expect(answer.body['studios']).toEqual([expect.objectContaining({ studio: 's-1', clause: 'W21', host, members: [member], status: 'RUNNING', asks: null })]);
    expect(Object.keys(answer.body['names'] as object)).toHaveLength(2);
    expect((await fresh('/programmes/weihai-edz-2017/studios?asOf=2019-02-28', AUDITOR)).body['studios']).toEqual([]);
    expect((await fresh('/programmes/weihai-edz-2017/studios', clerk(schoolName(2)))).body['studios']).toEqual([]);
    expect((await fresh('/programmes/weihai-edz-2017/mentors?asOf=2019-06-21', AUDITOR)).body['mentors']).toEqual([expect.objectContaining({ mentor: host, purpose: 'SUPPORT', mentees: [{ pair: 'p-1', mentee: member, from: '2019-03-01', asks: null }], guided: 1, asks: null })]);
    expect((await served.post('/programmes/weihai-edz-2017/studios/s-1/host/release', { as: OFFICER, body: { reason: 'RETIRED', on: '2019-06-01' } })).status).toBe(200);
    expect((await served.post('/programmes/weihai-edz-2017/studios/s-1/members', { as: OFFICER, body: { member: other, on: '2019-06-02' } })).body).toMatchObject({ rule: 'studioHostLost' });
    expect((await fresh('/programmes/weihai-edz-2017/studios?asOf=2019-06-21&status=ASKING', AUDITOR)).body['studios']).toEqual([expect.objectContaining({ studio: 's-1', host: null, asks: { reason: 'RETIRED', host, since: '2019-06-01', decide: null, clause: null } })]);
    expect((await fresh('/due?kind=DECIDE_STUDIO', OFFICER)).body['tasks']).toEqual([expect.objectContaining({ task: 'DECIDE_STUDIO/weihai-edz-2017/s-1', unit: schoolName(1), since: '2019-06-01' })]);
    expect((await fresh('/programmes/weihai-edz-2017/studios', SUBSCRIBER)).status).toBe(403);
  });

  it('a studio that is given a host between two pages of those that ask: the next page goes on after its place, and does not begin again', async () => {
    const [host = ''] = town.teachers;
    const opened = { kind: 'SUBJECT_RESEARCH', level: 'DISTRICT', names: { zh: '语文研究工作室', en: 'Chinese studio' }, org: schoolName(1), host, members: [] };
    for (const [studio, from, on] of [['s-2', '2019-06-02', '2019-06-04'], ['s-3', '2019-06-05', '2019-06-07']] as const) {
      await served.done('/programmes/weihai-edz-2017/studios', OFFICER, { ...opened, studio, from });
      await served.done(`/programmes/weihai-edz-2017/studios/${studio}/host/release`, OFFICER, { reason: 'OWN_WISH', on });
    }
    const asking = '/programmes/weihai-edz-2017/studios?status=ASKING&limit=1';
    const page = async (after: unknown) => (await fresh(`${asking}&after=${String(after)}`, AUDITOR)).body as { readonly studios: readonly JsonObject[]; readonly next: unknown };
    const first = (await fresh(asking, AUDITOR)).body as Awaited<ReturnType<typeof page>>;
    const second = await page(first.next);
    await served.done('/programmes/weihai-edz-2017/studios/s-2/host', OFFICER, { host, on: '2019-06-21' });
    const third = await page(second.next);
    expect([first, second, third].map(({ studios }) => studios.map(({ studio }) => studio))).toEqual([['s-1'], ['s-2'], ['s-3']]);
    expect(third).toMatchObject({ kinds: [], next: null });
    expect((await fresh(`${asking}&after=no-such`, AUDITOR)).status).toBe(400);
    expect(await fresh(`/programmes/weihai-edz-2017/studios?limit=1&after=${String(first.next)}`, AUDITOR)).toMatchObject({ status: 400, body: { sentences: { en: expect.stringContaining('belongs to another query') as string } } });
  });

  it('E6 the correction ledger tells who merged what, when and with which effect; the absorbed dossier points to the other', async () => {
    const [first = '', second = ''] = town.teachers;
    const act = { body: 'edz', kind: '决定', number: '7号', date: '2019-06-20', file: null };
    expect((await fresh('/corrections', AUDITOR)).body).toMatchObject({ counts: {}, lines: [] });
    const merged = await served.post(`/teachers/${second}/merges`, { as: OFFICER, body: { absorbed: first, reason: '重复建档', act } });
    expect([merged.status, merged.body]).toMatchObject([200, { events: [{ type: 'IdentitiesMerged' }, { type: 'IdentitiesMerged' }, { type: 'ReviewRequired' }] }]);
    expect((await served.post(`/teachers/${first}/subjects`, { as: OFFICER, body: { on: '2019-06-20', subject: '科学' } })).body).toMatchObject({ rule: 'dossierMerged' });
    expect((await fresh('/legacy-titles', AUDITOR)).body).toMatchObject({ persons: 2, rows: expect.arrayContaining([expect.objectContaining({ teacher: second, name: '市级骨干教师' })]) as object });
    expect((await fresh(`/teachers/${second}`, AUDITOR)).body).toMatchObject({ legacyTitles: [{}, {}], mergers: [{ from: first, into: second, undone: null, decided: [] }] });
    expect((await fresh(`/teachers/${first}`, AUDITOR)).body).toMatchObject({ mergers: [{ into: second, undone: null }] });
    const parted = await served.post(`/teachers/${second}/merges/${first}/undoing`, { as: OFFICER, body: { reason: '系两人', act } });
    expect([parted.status, parted.body]).toMatchObject([200, { result: { reviews: [] } }]);
    expect((await fresh(`/teachers/${second}`, AUDITOR)).body).toMatchObject({ legacyTitles: [], mergers: [{ undone: { on: expect.any(String) as string } }] });
    const ledger = await fresh('/corrections', AUDITOR);
    expect(ledger.body).toMatchObject({ counts: { MERGED: 1, PARTED: 1 }, next: null, lines: [{ correction: { kind: 'PARTED', holder: second, other: first, actor: OFFICER, act: { number: '7号' } } }, { correction: { kind: 'MERGED', holder: first, other: second } }] });
    expect((await fresh('/corrections?kind=MERGED&limit=1', AUDITOR)).body['lines']).toHaveLength(1);
    expect((await fresh(`/corrections?unit=${schoolName(3)}`, AUDITOR)).status).toBe(404);
    expect((await fresh('/corrections', SUBSCRIBER)).status).toBe(403);
  });

  it('E6 what somebody did is asked for under every id of hers, and told under the one that she acted with', async () => {
    const app = served.house.application;
    const [given, stands, other] = [await register(app, 89, schoolName(1)), await register(app, 90, schoolName(1)), await register(app, 91, schoolName(1))];
    await done(app, OFFICER, 'RecordAppointment', {}, { person: given, post: 'BureauOfficer', org: 'edz', from: '2018-01-01', to: null });
    await done(app, given, 'ChangeSubject', { teacher: other }, { on: '2019-06-21', subject: '数学' });
    const did = async (person: string) => ((await fresh(`/audit-trail?actor=${person}`, AUDITOR)).body['lines'] as readonly { readonly entry: JsonObject }[]).map(({ entry }) => [entry['type'], entry['actor']]);
    expect([await did(given), await did(stands)]).toEqual([[['SubjectChanged', given]], []]);
    const act = { body: 'edz', kind: '决定', number: '8号', date: '2019-06-21', file: null };
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act });
    expect([await did(given), await did(stands)]).toEqual([[['SubjectChanged', given]], [['SubjectChanged', given]]]);
    await done(app, OFFICER, 'UndoMerge', { teacher: stands, absorbed: given }, { reason: '系两人', act });
    expect(await did(stands)).toEqual([]);
  });

  it('compliance and what is due leave out the units of other bureaux, for either of them', async () => {
    const app = served.house.application;
    const [chief, school] = ['chief-west', 'school-west'];
    const unit = { names: { zh: '西区教体局', en: 'West office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' };
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'west', ...unit });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: chief, post: 'BureauOfficer', org: 'west', from: '2017-01-01', to: null });
    await done(app, chief, 'RegisterOrg', {}, { org: school, ...unit, names: { zh: '西区小学', en: 'West primary' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'west', stages: ['PRIMARY'] });
    // Each bureau publishes one: what the text asks of schools is asked of its own.
    await done(app, chief, 'PublishProgrammeVersion', { programme: 'west-2019' }, { text: readSampled().text.replaceAll('weihai-edz-2017', 'west-2019') });
    const units = async (url: string, list: string, as: string): Promise<readonly string[]> => {
      const answer = await fresh(url, as);
      expect(answer.status).toBe(200);
      return [...new Set((answer.body[list] as readonly { readonly unit: string }[]).map((one) => one.unit))].sort();
    };
    const [own, other] = [['edz', schoolName(1), schoolName(2)], [school, 'west']];
    expect(await units('/programmes/weihai-edz-2017/compliance?asOf=2019-06-21', 'lines', AUDITOR)).toEqual(own);
    expect(await units('/programmes/west-2019/compliance?asOf=2019-06-21', 'lines', chief)).toEqual(other);
    // Another bureau's is not told in zeroes, as if nothing were done under it.
    for (const board of ['figures', 'targets', 'compliance', 'funds', 'funnel', 'equity', 'parties', 'studios', 'mentors', 'backdated']) {
      for (const [programme, as, mine] of [['weihai-edz-2017', chief, 'west-2019'], ['west-2019', AUDITOR, 'weihai-edz-2017']] as const) {
        const refused = await fresh(`/programmes/${programme}/${board}`, as);
        expect([board, refused.status, refused.body['rule']]).toEqual([board, 403, 'mayNotRead']);
        expect([board, (await fresh(`/programmes/${mine}/${board}`, as)).status]).toEqual([board, 200]);
      }
    }
    expect(await units('/due?kind=BRING_PAPER&limit=500', 'tasks', AUDITOR)).toEqual(own);
    expect(await units('/due?kind=BRING_PAPER&limit=500', 'tasks', chief)).toEqual(other);
    // A bureau that put nobody forward has a line for every tier all the same.
    const tiers = async (programme: string, as: string) => [...new Set(((await fresh(`/programmes/${programme}/equity?asOf=2019-06-21`, as)).body['lines'] as readonly { readonly tier: string | null }[]).map(({ tier }) => tier))];
    expect([await tiers('west-2019', chief), (await tiers('west-2019', chief)).length]).toEqual([await tiers('weihai-edz-2017', AUDITOR), 6]);
  });

  it('a child programme is the unit\'s own: neither the programme itself nor one of another tree; those below are listed with who carries out what by them', async () => {
    const text = readSampled().text.replaceAll('weihai-edz-2017', 'edz-own');
    await done(served.house.application, OFFICER, 'PublishProgrammeVersion', { programme: 'edz-own' }, { text });
    const brought = async (childProgramme: string) => served.post('/programmes/weihai-edz-2017/compliance', { as: OFFICER, body: { requirement: 'STUDIO_POLICY', unit: 'edz', period: null, on: '2019-03-01', document: { name: '激励政策', number: '3号', file: null }, childProgramme } });
    expect((await brought('weihai-edz-2017')).body).toMatchObject({ rule: 'childIsItself', clause: 'W6b', working: { inputs: { programme: 'weihai-edz-2017' } } });
    expect((await brought('west-2019')).body).toMatchObject({ rule: 'childOfAnother', clause: 'W6b', working: { inputs: { programme: 'west-2019', publisher: 'west', unit: 'edz' } } });
    expect((await brought('edz-own')).status).toBe(200);
    const children = async (query: string, as: string) => (await fresh(`/programmes/weihai-edz-2017/compliance?asOf=2019-06-21${query}`, as)).body['children'];
    const own = { programme: 'edz-own', version: 1, unit: 'edz', requirement: 'STUDIO_POLICY', on: '2019-03-01', names: { zh: expect.any(String) as string, en: expect.any(String) as string } };
    // Whatever the lines show, of the units asked about.
    for (const [query, as, is] of [['', AUDITOR, [own]], ['&status=OVERDUE', AUDITOR, [own]], ['&requirement=SCHOOL_PLAN', AUDITOR, []], [`&unit=${schoolName(1)}`, AUDITOR, []]] as const) {
      expect([query, as, await children(query, as)]).toEqual([query, as, is.map((one) => expect.objectContaining(one) as object)]);
    }
    // The paper of March named it before it was published.
    expect((await fresh('/programmes/weihai-edz-2017/compliance?asOf=2019-03-02', AUDITOR)).body['children']).toMatchObject([{ programme: 'edz-own', version: null, on: '2019-03-01' }]);
  });

  it('funnel, figures and targets: beside another tree, the numbers of the whole are judged for who reads all that the publisher stands over', async () => {
    const chief = 'chief-west';
    const ways = readFileSync(join(__dirname, '../programmes/ways-practice/programme.yaml'), 'utf8').replaceAll('ways-practice', 'west-ways');
    await done(served.house.application, chief, 'PublishProgrammeVersion', { programme: 'west-ways' }, { text: ways });
    const judged = async (url: string, as: string) => {
      const lines = (await fresh(url, as)).body['tiers'] as readonly JsonObject[];
      return Object.fromEntries(['selected', 'confirmed', 'posts', 'vacated'].map((field) => [field, lines.filter((line) => line[field] !== null).map(({ tier }) => tier)]));
    };
    const [none, all] = [{ selected: [], confirmed: [], posts: [], vacated: [] }, { selected: ['STAR'], confirmed: ['STAR'], posts: ['HEAD_TEACHER'], vacated: ['HEAD_TEACHER'] }];
    for (const [query, as, is] of [['', chief, all], ['&unit=west', chief, all], ['&unit=school-west', chief, none]] as const) {
      expect([query, as, await judged(`/programmes/west-ways/funnel?asOf=2019-06-21${query}`, as)]).toEqual([query, as, is]);
    }
    const outcomes = async (url: string, list: string, field: string, as: string) => ((await fresh(url, as)).body[list] as readonly JsonObject[]).filter((line) => line['counted'] !== null).map((line) => line[field]);
    for (const [query, as, is] of [['', AUDITOR, 'RUNNING'], ['&unit=edz', AUDITOR, 'RUNNING'], [`&unit=${schoolName(1)}`, AUDITOR, null]] as const) {
      expect([query, as, await outcomes(`/programmes/weihai-edz-2017/targets?asOf=2019-06-21${query}`, 'targets', 'status', as)]).toEqual([query, as, [is]]);
    }
  });

  it('targets of one unit: what it made counts, and where a record is restated, what the last wording says', async () => {
    const act = { body: 'edz', kind: '通知', number: '6号', date: '2019-06-01', file: null };
    const set = { target: 'LESSONS_OF_ONE', names: { zh: '本校公开课', en: 'Open lessons of the school' }, number: 4, word: null, percent: null, from: '2019-01-01', due: '2019-12-31', tiers: null, unit: schoolName(1), act };
    expect((await served.post('/programmes/weihai-edz-2017/targets', { as: OFFICER, body: set })).status).toBe(200);
    const record = (body: JsonObject) => served.post('/programmes/weihai-edz-2017/outputs', { as: OFFICER, body: { target: 'LESSONS_OF_ONE', on: '2019-06-01', proof: { name: '目录', number: null, file: null }, ...body } });
    const counted = async (query: string) => ((await fresh(`/programmes/weihai-edz-2017/targets?asOf=2019-06-21${query}`, AUDITOR)).body['targets'] as readonly JsonObject[]).filter(({ code }) => code === 'LESSONS_OF_ONE').map((line) => [line['counted'], line['status']]);
    const [{ id: first } = { id: '' }] = (await record({ unit: schoolName(1), quantity: 4 })).body['events'] as readonly { readonly id: string }[];
    await record({ unit: schoolName(2), quantity: 7 });
    for (const query of ['', '&unit=edz', `&unit=${schoolName(1)}`]) expect([query, await counted(query)]).toEqual([query, [[4, 'REACHED']]]);
    expect(await counted(`&unit=${schoolName(2)}`)).toEqual([]);
    expect((await record({ unit: schoolName(2), quantity: 4, corrects: first })).status).toBe(200);
    expect(await counted('')).toEqual([[0, 'RUNNING']]);
  });

  it('a void is told with the type of the fact; whoever retired is read by her bureau still', async () => {
    const [, , third = ''] = town.teachers;
    const retired = await served.post(`/teachers/${third}/retirement`, { as: OFFICER, body: { on: '2019-06-20' } });
    expect(retired.status).toBe(200);
    const page = await fresh(`/teachers/${third}`, AUDITOR);
    expect([page.status, page.body]).toMatchObject([200, { retiredOn: '2019-06-20', inPost: false, mergers: [] }]);
    const event = String((retired.body['result'] as { readonly event: string }).event);
    expect((await served.post(`/teachers/${third}/voids`, { as: OFFICER, body: { event, reasonCode: 'WRONG_PERSON', reason: '同名' } })).status).toBe(200);
    expect((await fresh(`/corrections?holder=${third}`, AUDITOR)).body['lines']).toMatchObject([{ correction: { kind: 'VOIDED', fact: event }, type: 'Retired', word: { zh: '退休' } }]);
    expect((await fresh(`/teachers/${third}`, AUDITOR)).body).toMatchObject({ retiredOn: null, inPost: true });
  });

  it('E6 a review raised before a merger is told and concluded on the dossier that goes on, and goes back with its ending', async () => {
    const [first = '', second = '', third = ''] = town.teachers;
    const act = { body: 'edz', kind: '决定', number: '8号', date: '2019-06-21', file: null };
    const raised = async (query: string) => (await fresh(`/reviews${query}`, AUDITOR)).body['reviews'] as readonly JsonObject[];
    const told = async (query: string) => (await raised(query)).filter(({ rule }) => rule !== 'titleHeldTwice').map(({ teacher, unit, open }) => [teacher, unit, open]);
    const { state } = await served.house.application.desk.streams.load(teacher, `teacher-${first}`);
    const registered = state.facts.find(({ type }) => type === 'TeacherRegistered');
    await served.done(`/teachers/${first}/corrections`, OFFICER, { event: registered?.id, data: { ...registered?.data, subject: '科学' } });
    expect(await told(`?teacher=${first}`)).toEqual([[first, schoolName(1), true]]);
    await served.done(`/teachers/${third}/merges`, OFFICER, { absorbed: first, reason: '重复建档', act });
    // Whichever of the two is asked about.
    for (const query of ['', '?state=OPEN', `?teacher=${third}`, `?teacher=${first}`, `?unit=${schoolName(2)}`]) expect([query, await told(query)]).toEqual([query, [[third, schoolName(2), true]]]);
    // Two titles were together while the first two dossiers were one.
    expect((await raised('')).filter(({ rule }) => rule === 'titleHeldTwice').map(({ teacher, open }) => [teacher, open])).toEqual([[second, false]]);
    const review = (await raised('?state=OPEN')).find(({ rule }) => rule !== 'titleHeldTwice');
    await served.done(`/teachers/${third}/reviews/${String(review?.['review'])}/conclusion`, OFFICER, { reason: '不影响', act });
    expect([await told('?state=OPEN'), await told(`?teacher=${third}&state=ENDED`)]).toEqual([[], [[third, schoolName(2), false]]]);
    // A correction of what came with the other is in the ledger of both while they are one, and then in that one's.
    const listed = state.facts.find(({ type }) => type === 'LegacyTitleImported');
    const corrected = async (holder: string) => ((await fresh(`/corrections?kind=CORRECTED&holder=${holder}`, AUDITOR)).body['lines'] as readonly JsonObject[]).map(({ type, unit }) => [type, unit]).sort();
    await served.done(`/teachers/${third}/corrections`, OFFICER, { event: listed?.id, data: { ...listed?.data, number: '9' } });
    expect([await corrected(third), await corrected(first)]).toEqual([[['LegacyTitleImported', schoolName(2)], ['TeacherRegistered', schoolName(2)]], [['LegacyTitleImported', schoolName(2)], ['TeacherRegistered', schoolName(2)]]]);
    const trail = async (subject: string) => ((await fresh(`/audit-trail?subject=${subject}&type=LegacyTitleImported&type=ReviewConcluded`, AUDITOR)).body['lines'] as readonly JsonObject[]).length;
    const before = [await trail(third), await trail(first)];
    await served.done(`/teachers/${third}/merges/${first}/undoing`, OFFICER, { reason: '系两人', act });
    expect([before, await trail(third), await trail(first)]).toEqual([[5, 4], 1, 4]);
    expect([await corrected(third), await corrected(first)]).toEqual([[], [['LegacyTitleImported', schoolName(1)], ['TeacherRegistered', schoolName(1)]]]);
    expect(await told(`?teacher=${first}&state=ENDED`)).toEqual([[first, schoolName(1), false]]);
    // The parting has the correction that was recorded on the other dossier looked at: on hers.
    expect(await told(`?teacher=${first}&state=OPEN`)).toEqual([[first, schoolName(1), true]]);
    expect(await told(`?teacher=${third}`)).toEqual([]);
    for (const state of ['', '&state=OPEN', '&state=ENDED']) {
      const whole = (await fresh(`/reviews?limit=50${state}`, AUDITOR)).body['reviews'] as readonly JsonObject[];
      const paged: unknown[] = [];
      for (let after = '', pages = 0; pages < 20; pages += 1) {
        const { body } = await fresh(`/reviews?limit=1${state}${after}`, AUDITOR);
        paged.push(...(body['reviews'] as readonly JsonObject[]));
        if (body['next'] === null) break;
        after = `&after=${encodeURIComponent(String(body['next']))}`;
      }
      expect([whole.length, paged]).toEqual([state === '' ? 3 : state === '&state=OPEN' ? 1 : 2, whole]);
    }
  });

  it('reviews, and what stands on a fact, as of a day are read by those whose she is today; a unit has them who was hers on the day', async () => {
    const [first = ''] = town.teachers;
    const [from, to] = [schoolName(1), schoolName(2)];
    const known = served.house.clock.today();
    for (const [person, org] of [['auditor-of-1', from], ['auditor-of-2', to]]) await served.done('/appointments', OFFICER, { person, post: 'Auditor', org, from: known, to: null });
    const later = addDays(known, 2);
    at(served.house, later);
    await served.done(`/teachers/${first}/transfers`, OFFICER, { to, stage: 'PRIMARY', subject: '语文' });
    const told = async (query: string, as: string): Promise<readonly unknown[]> => ((await fresh(`/reviews?teacher=${first}&state=OPEN&${query}`, as)).body['reviews'] as readonly JsonObject[]).map(({ unit }) => unit);
    for (const [asOf, unit, other] of [[known, from, to], [later, to, from]] as const) {
      expect([await told(`asOf=${asOf}`, 'auditor-of-1'), await told(`asOf=${asOf}`, 'auditor-of-2')]).toEqual([[], [unit]]);
      expect([await told(`asOf=${asOf}&unit=${unit}`, AUDITOR), await told(`asOf=${asOf}&unit=${other}`, AUDITOR)]).toEqual([[unit], []]);
    }
    const { state } = await served.house.application.desk.streams.load(teacher, `teacher-${first}`);
    const impact = async (as: string): Promise<number> => (await fresh(`/teachers/${first}/facts/${state.facts[0]?.id}/impact?asOf=${known}`, as)).status;
    expect([await impact('auditor-of-1'), await impact('auditor-of-2')]).toEqual([403, 200]);
  });

  it('the correction ledger is paged by its index and counted by a tally: page by page it is what it is whole, and what its parts are', async () => {
    const whole = (await fresh('/corrections', AUDITOR)).body as { counts: { [kind: string]: number }; lines: { correction: JsonObject }[]; next: unknown };
    const events = whole.lines.map(({ correction }) => correction['event']);
    expect([events.length >= 7, whole.next]).toEqual([true, null]);
    const tallied: { [kind: string]: number } = {};
    for (const { correction } of whole.lines) tallied[String(correction['kind'])] = (tallied[String(correction['kind'])] ?? 0) + 1;
    expect(whole.counts).toEqual(tallied);
    const times = whole.lines.map(({ correction }) => String(correction['recordedAt']));
    expect(times).toEqual([...times].sort().reverse());
    // Of everything by the index; of a unit by where everybody is.
    for (const query of ['', `&unit=${String((whole.lines[0] as JsonObject | undefined)?.['unit'])}`]) {
      const expected = query === '' ? events : whole.lines.filter((line) => (line as JsonObject)['unit'] === (whole.lines[0] as JsonObject)['unit']).map(({ correction }) => correction['event']);
      const paged: unknown[] = [];
      for (let after: string | null = '', pages = 0; after !== null && pages < 20; pages += 1) {
        const { body } = await fresh(`/corrections?limit=2${query}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`, AUDITOR);
        paged.push(...(body['lines'] as { correction: JsonObject }[]).map(({ correction }) => correction['event']));
        if (query === '') expect(body['counts']).toEqual(whole.counts);
        after = body['next'] as string | null;
      }
      expect(paged).toEqual(expected);
    }
    // A cursor of none of them, or of one for another, begins nothing again.
    const { holder, unit } = { holder: String(whole.lines[0]?.correction['holder']), unit: String((whole.lines[0] as JsonObject | undefined)?.['unit']) };
    const next = async (query: string) => (await fresh(`/corrections?limit=1${query}`, AUDITOR)).body['next'];
    const cursors = ['no-such', await next(''), await next(`&unit=${unit}`), await next(`&holder=${holder}`)].map(String);
    const status = async (query: string, after: string): Promise<number> => (await fresh(`/corrections?limit=1${query}&after=${encodeURIComponent(after)}`, AUDITOR)).status;
    for (const [index, query] of ['', `&unit=${unit}`, `&holder=${holder}`].entries()) {
      expect([query, await Promise.all(cursors.map((after) => status(query, after)))]).toEqual([query, cursors.map((_, place) => (place === index + 1 ? 200 : 400))]);
    }
    expect((await fresh('/corrections?kind=MERGED', AUDITOR)).body['counts']).toEqual({ MERGED: whole.counts['MERGED'] });
    expect((await fresh('/corrections?asOf=2018-12-31', AUDITOR)).body).toMatchObject({ counts: {}, lines: [], next: null });
  });

  it('the ledger of a unit as of a day is of whoever was hers on the day, wherever she went since', async () => {
    const [line] = (await fresh('/corrections?kind=VOIDED', AUDITOR)).body['lines'] as readonly { readonly unit: string; readonly correction: { readonly holder: string } }[];
    const { unit: from = '', correction: { holder = '' } = {} } = line ?? {};
    const to = [schoolName(1), schoolName(2)].find((school) => school !== from) ?? '';
    const known = served.house.clock.today();
    const later = addDays(known, 3);
    served.house.clock.set(`${later}T01:00:00.000Z`);
    await served.done(`/teachers/${holder}/transfers`, OFFICER, { to, stage: 'PRIMARY', subject: '语文' });
    const holders = async (asOf: string, unit: string) => ((await fresh(`/corrections?asOf=${asOf}&unit=${unit}&kind=VOIDED`, AUDITOR)).body['lines'] as readonly { readonly correction: { readonly holder: string } }[]).map((one) => one.correction.holder);
    for (const [asOf, had, not] of [[known, from, to], [later, to, from]] as const) expect([(await holders(asOf, had)).includes(holder), (await holders(asOf, not)).includes(holder)]).toEqual([true, false]);
  });

  it('E32 what is on record of a school that was merged stays on the whole boards, and is on those of the school that carries it on', async () => {
    const [ended, heir] = [schoolName(1), schoolName(2)];
    const on = served.house.clock.today();
    const before = addDays(on, -1);
    const programme = '/programmes/weihai-edz-2017';
    const read = async (board: string, asOf: string, unit?: string) => (await fresh(`${programme}/${board}asOf=${asOf}${unit === undefined ? '' : `&unit=${unit}`}`, AUDITOR)).body;
    const money = async (asOf: string, unit?: string) => ((await read('funds?fund=SCHOOL_TRAINING&', asOf, unit))['totals'] as readonly JsonObject[]).filter((total) => total['fund'] === 'SCHOOL_TRAINING' && total['year'] === 2019).map((total) => [total['units'], total['allocated']]);
    const plans = async (asOf: string, unit?: string) => ((await read('compliance?requirement=SCHOOL_PLAN&', asOf, unit))['counts'] as readonly { readonly period: { readonly from: string }; readonly done: number; readonly overdue: number }[]).filter(({ period }) => period.from >= '2018').map(({ done: come, overdue }) => [come, overdue]);
    const lessons = async (asOf: string, unit: string) => ((await read('targets?', asOf, unit))['targets'] as readonly JsonObject[]).filter(({ code }) => code === 'LESSONS' || code === 'LESSONS_OF_ONE').map(({ code, counted }) => [code, counted]);
    const units = async (url: string) => ((await fresh(url, AUDITOR)).body['tasks'] as readonly JsonObject[]).map(({ unit }) => unit);
    const was = { money: await money(before), plans: await plans(before), ofHeir: [await money(before, heir), await plans(before, heir)] };
    expect(was).toEqual({ money: [[2, 40_000]], plans: [[0, 2], [1, 0]], ofHeir: [[[1, 0]], [[0, 1], [0, 0]]] });
    expect(await units(`/due?kind=BRING_PAPER&limit=500&unit=${ended}`)).toContain(ended);
    await served.done('/orgs/mergers', OFFICER, { into: heir, from: [ended], on, act: { body: 'edz', kind: '批复', number: '7号', date: on, file: null } });
    expect([await money(on), await plans(on)]).toEqual([was.money, was.plans]);
    expect([await money(on, heir), await plans(on, heir)]).toEqual([was.money, was.plans]);
    expect([await money(before), await plans(before), [await money(before, heir), await plans(before, heir)]]).toEqual([was.money, was.plans, was.ofHeir]);
    expect([await lessons(before, heir), await lessons(on, heir)]).toEqual([[['LESSONS', 0]], [['LESSONS', 4], ['LESSONS_OF_ONE', 0]]]);
    // What it left waits for the other school's unit too; a plan of what is no more is asked of nobody.
    expect([await units(`/due?kind=TRANSFER_TEACHERS&unit=${heir}`), await units('/due?kind=BRING_PAPER&limit=500')]).toEqual([[ended], expect.not.arrayContaining([ended])]);
  });
});
