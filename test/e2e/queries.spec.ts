import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../src/domain/facts';
import { OPERATIONS } from '../../projections/operations/operations';
import { act, clerk, done, dossier, OFFICER, register, schoolName } from '../commands/town';
import { at, AUDITOR, readTown, SUBSCRIBER, type ReadTown } from './read-town';
import { eventually, Served, type Answer } from './served';

interface Row {
  readonly teacher: string;
  readonly name: string | null;
  readonly erased: boolean;
  readonly status: string;
  readonly unit: string;
  readonly tier: string | null;
  readonly operation: string | null;
}

const rowsOf = (answer: Answer): readonly Row[] => answer.body['rows'] as readonly Row[];

describe('what is read, over HTTP', () => {
  let served: Served;
  let town: ReadTown;
  const get = (url: string, as: string, headers: { readonly [name: string]: string } = {}): Promise<Answer> => served.ask('GET', url, { as, headers });
  /** With every view up to what the log holds. */
  const fresh = async (url: string, as: string): Promise<Answer> => get(url, as, { 'echelon-position': (await served.house.events.head()) ?? '' });

  beforeAll(async () => {
    served = await Served.start();
    town = await readTown(served.house);
  }, 60_000);
  afterAll(() => served.stop());

  describe('roster', () => {
    it('shows titles from their day on, and before it teachers without one', async () => {
      const after = await fresh('/roster?asOf=2019-06-21&sort=-status,teacher', AUDITOR);
      const before = await get('/roster?asOf=2019-06-20', AUDITOR);

      expect(after.status).toBe(200);
      expect(rowsOf(after).filter(({ status }) => status === 'ACTIVE').map(({ teacher }) => teacher).sort()).toEqual([...town.teachers.slice(0, 2)].sort());
      expect(rowsOf(after).find(({ teacher }) => teacher === town.teachers[0])).toMatchObject({ name: '王乙子', tier: 'RISING_STAR', unitName: { zh: '第1小学', en: 'Primary School 1' }, erased: false, operation: null });
      expect(rowsOf(before).map(({ status }) => status)).toEqual(['NONE', 'NONE', 'NONE']);
    });

    it('has a calendar of terms, of the titles that the reader sees', async () => {
      const all = await fresh('/terms?asOf=2019-06-21&programme=weihai-edz-2017&counts=true', AUDITOR);
      expect(all.body).toMatchObject({ asOf: '2019-06-21', counts: { status: { ACTIVE: 2 }, asks: {}, vacancies: 0 }, next: null });
      expect((all.body['lines'] as readonly { readonly tierNames: unknown; readonly name: unknown; readonly to: unknown }[])[0]).toMatchObject({ tierNames: { zh: '教坛新秀' }, term: 1, to: null, asks: null, says: null });
      expect((await get('/terms?asOf=2019-06-20', AUDITOR)).body).toMatchObject({ lines: [], counts: null });
      const first = await get('/terms?asOf=2019-06-21&limit=1', AUDITOR);
      const second = await get(`/terms?asOf=2019-06-21&limit=1&after=${encodeURIComponent(String(first.body['next']))}`, AUDITOR);
      expect([first, second].flatMap(({ body }) => body['lines'])).toEqual(all.body['lines']);
      expect(second.body['next']).toBeNull();
      // A page of another question would leave lines out unseen.
      expect((await get(`/terms?asOf=2019-06-21&limit=1&status=ACTIVE&after=${encodeURIComponent(String(first.body['next']))}`, AUDITOR)).status).toBe(400);
      expect((await get('/terms?asOf=2019-06-21&asks=RENEW&counts=true', AUDITOR)).body).toMatchObject({ lines: [], counts: { status: {} }, next: null });
      expect((await get('/terms?endsBy=2030-01-01', AUDITOR)).body['lines']).toEqual([]);
      expect((await get('/terms?status=HELD', AUDITOR)).status).toBe(422);
    });

    it('pages by cursor without leaving out or repeating a row', async () => {
      const first = await fresh('/roster?sort=teacher&limit=2', AUDITOR);
      const second = await get(`/roster?sort=teacher&limit=2&after=${encodeURIComponent(String(first.body['next']))}`, AUDITOR);

      expect(rowsOf(first)).toHaveLength(2);
      expect(second.body['next']).toBeNull();
      expect([...rowsOf(first), ...rowsOf(second)].map(({ teacher }) => teacher)).toEqual([...town.teachers].sort());
    });

    it('finds names by a part of them, typed at any width', async () => {
      const found = await eventually(() => fresh(`/roster?name=${encodeURIComponent('王乙')}`, AUDITOR), ({ status }) => status === 200);
      expect(rowsOf(found).map(({ name }) => name)).toEqual(['王乙子']);
      expect(rowsOf(await fresh('/roster?name=nobody', AUDITOR))).toEqual([]);
    });

    it('shows a school its own teachers only', async () => {
      const rows = rowsOf(await fresh('/roster', clerk(schoolName(2))));
      expect(rows.map(({ teacher }) => teacher)).toEqual([town.teachers[2]]);
    });

    it.each(['/roster', '/pyramid', '/terms', '/training', '/legacy-titles', '/programmes/weihai-edz-2017/funnel', '/programmes/weihai-edz-2017/targets', '/programmes/weihai-edz-2017/mentors'])('is refused by %s of a unit of which the asker reads nothing, since nothing found would read as nothing there', async (path) => {
      expect(await fresh(`${path}?unit=${schoolName(1)}`, clerk(schoolName(2)))).toMatchObject({ status: 403, body: { rule: 'mayNotRead' } });
      for (const unit of [schoolName(2), 'edz']) expect((await fresh(`${path}?unit=${unit}`, clerk(schoolName(2)))).status).toBe(200);
    });

    it('refuses what it does not know, and all of it at once', async () => {
      const answer = await get('/roster?asOf=2019-02-30&colour=red&limit=0&sort=name', AUDITOR);
      expect(answer.status).toBe(422);
      expect((answer.body['errors'] as readonly { readonly path: string }[]).map(({ path }) => path).sort()).toEqual(['asOf', 'colour', 'limit', 'sort']);
      expect((await get('/roster?after=!!', AUDITOR)).status).toBe(400);
    });

    it.each(['/roster', '/pyramid', '/terms', '/rounds', '/training', '/assessments'])('is not answered as empty by %s where a filter names a programme that nobody published', async (path) => {
      expect((await fresh(`${path}?programme=weihai-edz-2017`, AUDITOR)).status).toBe(200);
      const mistyped = await fresh(`${path}?programme=weihai-edz-2071`, AUDITOR);
      expect([mistyped.status, mistyped.body['sentences']]).toEqual([404, { zh: '没有找到方案 weihai-edz-2071。请检查标识。', en: 'There is no programme weihai-edz-2071. Check the id.' }]);
      // Who may not read is told that, and what is no parameter is told first.
      // Of assessments anybody may ask for her own.
      expect((await fresh(`${path}?programme=weihai-edz-2071`, SUBSCRIBER)).status).toBe(path === '/assessments' ? 404 : 403);
      expect((await fresh(`${path}?programme=weihai-edz-2071&colour=red`, AUDITOR)).status).toBe(422);
    });

    it.each(['/roster', '/pyramid', '/terms', '/training', '/assessments', '/due', '/reviews', '/corrections', '/legacy-titles', '/programmes/weihai-edz-2017/funnel'])('nor by %s where it names a unit that nobody registered', async (path) => {
      expect((await fresh(`${path}?unit=${schoolName(1)}`, AUDITOR)).status).toBe(200);
      const mistyped = await fresh(`${path}?unit=school-typo`, AUDITOR);
      expect([mistyped.status, mistyped.body['sentences']]).toEqual([404, { zh: '没有找到单位 school-typo。请检查标识。', en: 'There is no unit school-typo. Check the id.' }]);
    });

    it.each(['/roster', '/pyramid', '/terms', '/rounds', '/programmes/weihai-edz-2017/funnel'])('nor by %s where it names a tier that no version has', async (path) => {
      expect((await fresh(`${path}?tier=BACKBONE`, AUDITOR)).status).toBe(200);
      const mistyped = await fresh(`${path}?tier=BACKBONES`, AUDITOR);
      expect([mistyped.status, mistyped.body['sentences']]).toEqual([404, { zh: '没有找到层级 BACKBONES。请检查标识。', en: 'There is no tier BACKBONES. Check the id.' }]);
    });

    it.each([
      ['/roster', 'stage', 'PRIMARY', 'PRIMRY', ['学段', 'stage']], ['/pyramid', 'stage', 'PRIMARY', 'PRIMRY', ['学段', 'stage']],
      ['/roster', 'track', 'TEACHER', 'TEACHERS', ['类别', 'track']], ['/rounds', 'track', 'TEACHER', 'TEACHERS', ['类别', 'track']], ['/pyramid', 'track', 'TEACHER', 'TEACHERS', ['类别', 'track']],
      ['/training', 'requirement', 'CLASS_TEACHER_WORK', 'SCHOOL_PLAN', ['要求', 'requirement']], ['/programmes/weihai-edz-2017/compliance', 'requirement', 'SCHOOL_PLAN', 'CLASS_TEACHER_WORK', ['要求', 'requirement']],
      ['/programmes/weihai-edz-2017/studios', 'kind', 'MASTER_STUDIO', 'MASTER', ['工作室类型', 'studio kind']], ['/programmes/weihai-edz-2017/funds', 'fund', null, 'NO_SUCH', ['经费', 'fund']], ['/programmes/weihai-edz-2017/funnel', 'stageGroup', 'GROWTH', 'PRIMARY', ['阶段组', 'stage group']], ['/assessments', 'cohort', null, 'no-such', ['考核', 'assessment']],
      ['/programmes/weihai-edz-2017/mentors', 'purpose', 'SUPPORT', 'NOPE', ['指导类别', 'kind of mentoring']], ['/programmes/weihai-edz-2017/mentors', 'mentor', OFFICER, 'no-such', ['人员', 'person']], ['/legacy-titles', 'programme', 'weihai-edz-2017', 'nope', ['方案', 'programme']],
      ['/appointments', 'person', 'me', 'no-such', ['人员', 'person']], ['/due', 'person', OFFICER, 'no-such', ['人员', 'person']], ['/notices', 'to', OFFICER, 'no-such', ['人员', 'person']], ['/appointments', 'org', schoolName(1), 'no-such', ['单位', 'unit']],
      ['/audit-trail', 'clause', 'W12', 'W99', ['条款', 'clause']], ['/corrections', 'holder', null, 'no-such', ['教师或团队', 'holder']], ['/assessments', 'teacher', null, 'no-such', ['教师', 'teacher']], ['/training', 'teacher', null, 'no-such', ['教师', 'teacher']], ['/reviews', 'teacher', null, 'no-such', ['教师或团队', 'holder']],
    ] as const)('nor by %s where its %s is none', async (path, parameter, right, wrong, [zh, en]) => {
      if (right !== null) expect((await fresh(`${path}?${parameter}=${right}`, AUDITOR)).status).toBe(200);
      expect((await fresh(`${path}?${parameter}=${wrong}`, AUDITOR)).body).toMatchObject({ status: 404, sentences: { zh: `没有找到${zh} ${wrong}。请检查标识。`, en: `There is no ${en} ${wrong}. Check the id.` } });
    });

    it.each(['/roster', '/audit-trail', '/reviews', '/due'])('nor by %s where its round is none', async (path) => {
      expect((await fresh(`${path}?round=${town.round}`, AUDITOR)).status).toBe(200);
      expect((await fresh(`${path}?round=no-such`, AUDITOR)).body['sentences']).toEqual({ zh: '没有找到届次 no-such。请检查标识。', en: 'There is no round no-such. Check the id.' });
    });

    it('nor by the audit trail where a type is none; several go with commas', async () => {
      const types = async (query: string) => ((await fresh(`/audit-trail?${query}&limit=500`, AUDITOR)).body['lines'] as readonly { readonly entry: { readonly type: string } }[]).map(({ entry: { type } }) => type);
      expect(new Set(await types('type=Nominated,TitleConferred'))).toEqual(new Set(['Nominated', 'TitleConferred']));
      expect(await types('type=Nominated&type=TitleConferred')).toEqual(await types('type=Nominated,TitleConferred'));
      for (const query of ['type=TitleConfered', 'type=Nominated,TitleConfered']) expect((await fresh(`/audit-trail?${query}`, AUDITOR)).body).toMatchObject({ status: 422, errors: [{ path: 'type' }] });
    });

    it('nor as a file; those without a title are asked for by their own word', async () => {
      const file = await fresh('/roster?tier=BACKBONES&format=csv', AUDITOR);
      expect([file.status, file.headers['content-type'], file.headers['content-disposition']]).toEqual([404, 'application/problem+json', undefined]);
      expect((await fresh('/roster?tier=none', AUDITOR)).status).toBe(200);
    });

    it('shows the members of an unfinished conferral as pending, by either filter', async () => {
      const { documents, projector } = served.house;
      const position = (await served.house.events.head()) ?? '';
      await projector.whenReflected(position, 2_000);
      const collection = projector.views.collection(OPERATIONS);
      const write = (rev: number, state: string) => documents.write({
        derived: [], sources: [{ collection, expected: rev, document: { id: 'b-unfinished', rev, at: position, body: { batch: 'b-unfinished', state, useCase: 'ConferTitles', round: town.round, targets: 3, done: 2, declined: 0, declines: [], openedAt: null, completedAt: null, actor: OFFICER } } }],
      });

      await write(0, 'OPEN');
      const pending = await get('/roster?status=PENDING', AUDITOR);
      const active = await get('/roster?status=ACTIVE', AUDITOR);
      const pyramid = await get('/pyramid', AUDITOR);
      await write(1, 'COMPLETED');

      expect(rowsOf(pending).map(({ status, operation }) => [status, operation])).toEqual([['PENDING', 'b-unfinished'], ['PENDING', 'b-unfinished']]);
      expect(rowsOf(active)).toEqual([]);
      expect(pyramid.body['pending']).toBe(2);
      expect(rowsOf(await get('/roster?status=ACTIVE', AUDITOR))).toHaveLength(2);
    });
  });

  it('pyramid: counts by what is asked for, as of any day', async () => {
    const now = await fresh('/pyramid?by=tier', AUDITOR);
    const before = await get('/pyramid?by=tier&asOf=2019-06-20', AUDITOR);
    expect(now.body['cells']).toEqual(expect.arrayContaining([{ tier: 'RISING_STAR', size: 2 }, { tier: null, size: 1 }]));
    expect(before.body).toMatchObject({ cells: [{ tier: null, size: 3 }], total: 3 });
  });

  it.each([['', AUDITOR, 3], ['by=unit', AUDITOR, 3], ['by=tier,unit', OFFICER, 3], ['by=tier,stage', AUDITOR, 3], ['unit=edz&by=unit', OFFICER, 3], ['asOf=2019-06-20&by=stage,unit', AUDITOR, 3]])('pyramid?%s comes in pages, which end within a unit too, and counts all of it on each', async (query, who, total) => {
    const whole = (await fresh(`/pyramid?${query}`, who)).body;
    const cells: unknown[] = [];
    let next: unknown = null;
    do {
      const page = (await get(`/pyramid?${query}&limit=1${typeof next === 'string' ? `&after=${next}` : ''}`, who)).body;
      expect(page).toMatchObject({ total, pending: 0 });
      cells.push(...(page['cells'] as readonly unknown[]));
      next = page['next'];
    } while (next !== null && cells.length < 20);
    expect(whole).toMatchObject({ next: null, total });
    expect(cells.length).toBeGreaterThan(0);
    expect(cells).toEqual(whole['cells']);
    expect((whole['cells'] as readonly { size: number }[]).reduce((sum, { size }) => sum + size, 0)).toBe(total);
  });

  it('pyramid: a cursor of another grouping, or a damaged one, is refused', async () => {
    const { next } = (await fresh('/pyramid?limit=1', AUDITOR)).body;
    expect(typeof next).toBe('string');
    expect(await get(`/pyramid?by=unit,tier&after=${String(next)}`, AUDITOR)).toMatchObject({ status: 400, body: { sentences: { zh: expect.stringContaining('该分页游标属于另一查询') } } });
    expect((await get('/pyramid?after=%7B', AUDITOR)).status).toBe(400);
    // Nor of the same grouping over other cells, where it would skip some unseen.
    for (const other of ['stage=PRIMARY', 'asOf=2019-06-20', 'by=unit,programme,tier,track,stage']) expect(await get(`/pyramid?${other}&after=${String(next)}`, AUDITOR)).toMatchObject({ status: 400, body: { sentences: { en: expect.stringContaining('belongs to another query') } } });
  });

  describe('who may read', () => {
    it.each(['/roster', '/pyramid', '/audit-trail', '/rounds', '/orgs', '/programmes', '/operations/b-1'])('a subscriber reads the feed and not %s', async (url) => {
      const answer = await get(url, SUBSCRIBER);
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ rule: 'mayNotRead', sentences: { zh: expect.stringContaining('订阅方'), en: expect.stringContaining('subscriber') } });
      // Whom to ask is named.
      expect(answer.body['sentences']).toMatchObject({ zh: expect.stringMatching(/可以查阅的任职：.*主管部门工作人员/u), en: expect.stringMatching(/Posts that may.*bureau officer/u) });
    });

    it('a teacher reads herself and nobody else; a clerk her own school', async () => {
      const [first, , third] = town.teachers;
      await fresh('/rounds', OFFICER);
      expect((await get(`/teachers/${first}`, first)).status).toBe(200);
      expect((await get(`/teachers/${first}`, third)).status).toBe(403);
      expect((await get('/roster', first)).status).toBe(403);
      expect((await get(`/teachers/${first}`, clerk(schoolName(1)))).status).toBe(200);
      expect((await get(`/teachers/${first}/history`, clerk(schoolName(2)))).status).toBe(403);
      expect((await get('/audit-trail', clerk(schoolName(1)))).status).toBe(403);
    });

    it('an appointment counts on its days only', async () => {
      const { application } = served.house;
      await done(application, OFFICER, 'RecordAppointment', {}, { person: 'auditor-late', post: 'Auditor', org: 'edz', from: '2019-07-01', to: null });
      expect((await get('/roster', 'auditor-late')).status).toBe(403);
    });

    it('notes who was shown whose data, without a name in it', async () => {
      await fresh(`/teachers/${town.teachers[0]}`, AUDITOR);
      const log = await eventually(() => readFile(join(served.data, 'access.log'), 'utf8').catch(() => ''), (text) => text.includes(AUDITOR));
      expect(log).toContain(JSON.stringify(town.teachers[0]));
      expect(log).not.toContain('王');
    });
  });

  describe('Echelon-Position', () => {
    it('a query given the position of a command sees it', async () => {
      const answer = await served.post('/orgs', { as: OFFICER, body: { names: { zh: '新校', en: 'New School' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false } });
      const position = String(answer.headers['echelon-position']);

      const orgs = await get('/orgs', AUDITOR, { 'echelon-position': position });

      expect(orgs.headers['echelon-reflected']).toBe('true');
      expect(String(orgs.headers['echelon-position']) >= position).toBe(true);
      expect(JSON.stringify(orgs.body['orgs'])).toContain('新校');
    });

    it('answers with what there is, and says so, when the views do not get there', async () => {
      const orgs = await get('/orgs', AUDITOR, { 'echelon-position': 'zzzz' });
      expect(orgs.status).toBe(200);
      expect(orgs.headers['echelon-reflected']).toBe('false');
      expect(orgs.body['note']).toMatchObject({ zh: expect.stringContaining('视图'), en: expect.stringContaining('views') });
    });
  });

  describe('rounds', () => {
    it('shows gates and both ledgers as of a day', async () => {
      const end = await fresh(`/rounds/${town.round}`, AUDITOR);
      const start = await get(`/rounds/${town.round}?asOf=2019-05-10`, AUDITOR);

      expect(end.body).toMatchObject({ stage: 'RoundConcluded', ledgers: { recommendationTotal: { seats: 3, confirmed: 3, free: 0 }, award: { seats: 2, confirmed: 2, free: 0 } } });
      expect(start.body).toMatchObject({ stage: 'RoundOpened', ledgers: { recommendationTotal: { seats: 3, confirmed: 3 }, award: { confirmed: 0, free: 2 } } });
      expect((await get('/rounds?asOf=2019-05-09', AUDITOR)).body['rounds']).toEqual([]);
      expect((await get('/rounds/none', AUDITOR)).status).toBe(404);
    });

    it('shows a candidate the gates, and a school its own line', async () => {
      expect((await fresh(`/rounds/${town.round}`, town.teachers[0])).body).toMatchObject({ stage: 'RoundConcluded', scope: null, ledgers: null, counts: null });
      const school = (await get(`/rounds/${town.round}`, clerk(schoolName(2)))).body['ledgers'] as { readonly recommendation: readonly { readonly unit: string }[] };
      expect(school.recommendation.map(({ unit }) => unit)).toEqual([schoolName(2)]);
    });

    it('shows the seats of a unit with those below it, and their sums', async () => {
      const school = schoolName(2);
      const one = (await fresh(`/rounds/${town.round}?unit=${school}`, AUDITOR)).body['ledgers'] as { readonly recommendation: readonly { readonly unit: string; readonly seats: number }[]; readonly recommendationTotal: { readonly seats: number } };
      expect(one.recommendation.map(({ unit }) => unit)).toEqual([school]);
      expect(one.recommendationTotal.seats).toBe(one.recommendation[0]?.seats);
      const all = (await get(`/rounds/${town.round}`, AUDITOR)).body['ledgers'] as typeof one;
      // What else is told is the whole round's, and says so.
      const scope = async (query: string, as: string) => (await get(`/rounds/${town.round}${query}`, as)).body['scope'];
      const rest = { award: 'ROUND', limits: 'ROUND', counts: 'ROUND' };
      expect(await scope(`?unit=${school}`, AUDITOR)).toEqual({ ...rest, recommendation: 'UNITS', recommendationTotal: 'UNITS' });
      expect(await scope('', AUDITOR)).toEqual({ ...rest, recommendation: 'ROUND', recommendationTotal: 'ROUND' });
      expect(await scope('', clerk(school))).toEqual({ ...rest, recommendation: 'UNITS', recommendationTotal: 'ROUND' });
      expect(all.recommendationTotal.seats).toBeGreaterThan(one.recommendationTotal.seats);
      expect((await get(`/rounds/${town.round}?unit=${school}&format=csv`, AUDITOR)).text).toContain(school);
      const mistyped = await get(`/rounds/${town.round}?unit=nowhere`, AUDITOR);
      expect(mistyped.status).toBe(404);
      expect(mistyped.body['sentences']).toMatchObject({ zh: expect.stringContaining('没有找到单位 nowhere') });
    });

    it('what stands on a fact: of the unit she was in when it was decided, with those below it', async () => {
      const [teacher] = town.teachers;
      const history = (await fresh(`/teachers/${teacher}/history`, AUDITOR)).text;
      const registration = /"event":"([^"]+)"[^{}]*"type":"TeacherRegistered"|"type":"TeacherRegistered"[^{}]*"event":"([^"]+)"/u.exec(history);
      const impact = (query = '') => get(`/teachers/${teacher}/facts/${registration?.[1] ?? registration?.[2]}/impact${query}`, AUDITOR);
      const whole = (await impact()).body['outcomes'] as readonly { readonly type: string }[];
      expect(whole.map(({ type }) => type)).toContain('Nominated');
      expect((await impact('?unit=' + schoolName(1))).body['outcomes']).toEqual(whole);
      expect((await impact('?unit=' + schoolName(2))).body['outcomes']).toEqual([]);
    });

    it('a day asked about lies within what the calendar can count on from', async () => {
      for (const day of ['2200-01-01', '1899-12-31', '2019-02-29']) {
        const refused = await get(`/rounds?asOf=${day}`, AUDITOR);
        expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('1900-01-01')]);
      }
      expect((await get('/rounds?asOf=2199-12-31', AUDITOR)).status).toBe(200);
    });

    it('ranking: every number for who runs it, her own for a candidate, ranks for her school, nothing for an expert', async () => {
      const url = `/rounds/${town.round}/ranking`;
      const lines = (answer: Answer) => answer.body['lines'] as readonly { readonly teacher: string; readonly rank: number; readonly shown: string; readonly working: { readonly total: string; readonly sheets: readonly unknown[] } | null }[];

      const bureau = lines(await fresh(url, OFFICER));
      expect(bureau.map(({ rank, shown }) => [rank, shown])).toEqual([[1, 'OPENED'], [2, 'OPENED'], [3, 'OPENED']]);
      expect(bureau[0]?.working?.sheets).toHaveLength(5);
      expect(lines(await get(url, town.teachers[1])).map(({ teacher }) => teacher)).toEqual([town.teachers[1]]);
      expect(lines(await get(url, clerk(schoolName(2)))).map(({ shown, working }) => [shown, working])).toEqual([['WITHHELD', null]]);
      expect((await get(url, 'expert-1')).status).toBe(403);
    });

    it('does not tell a candidate which expert gave which mark', async () => {
      const [first] = town.teachers;
      for (const url of [`/rounds/${town.round}/ranking`, `/teachers/${first}/history`]) {
        expect((await fresh(url, first)).text).not.toContain('expert-1');
        expect((await get(url, OFFICER)).text).toContain('expert-1');
      }
    });

    it('shows an expert her panel and what she handed in', async () => {
      const mine = await fresh(`/rounds/${town.round}/panels/1`, 'expert-2');
      expect(mine.body).toMatchObject({ experts: ['expert-2'], closed: true, opened: true });
      expect((mine.body['candidates'] as readonly { readonly sheets: number }[]).map(({ sheets }) => sheets)).toEqual([1, 1, 1]);
      expect((await get(`/rounds/${town.round}/panels/1`, town.teachers[0])).status).toBe(403);
    });

    it('E41 shows who runs the round what stands between experts and candidates, and nobody else', async () => {
      await done(served.house.application, OFFICER, 'RecordRelation', {}, { kind: 'MENTOR', a: 'expert-2', b: town.teachers[1], from: '2018-09-01', to: null });
      const answer = await fresh(`/rounds/${town.round}/panels/1/conflicts`, OFFICER);
      expect(answer.body).toMatchObject({ n: 1, unrecused: 1, conflicts: [{ expert: 'expert-2', teacher: town.teachers[1], kind: 'MENTOR', effect: null, declared: false, recused: false }] });
      expect((await get(`/rounds/${town.round}/panels/1/conflicts`, 'expert-2')).status).toBe(403);
      expect((await get(`/rounds/${town.round}/panels/9/conflicts`, OFFICER)).status).toBe(404);
    });

    it('tells that a panel of named experts was drawn by no lot', async () => {
      expect((await get(`/rounds/${town.round}/draws/1`, OFFICER)).status).toBe(404);
      expect((await get(`/rounds/${town.round}/draws/1`, 'expert-2')).status).toBe(403);
    });
  });

  it('audit trail: who, as whom, when, under which clause; nothing sealed', async () => {
    const answer = await fresh(`/audit-trail?round=${town.round}&limit=500`, AUDITOR);
    const lines = answer.body['lines'] as readonly { readonly entry: { readonly type: string; readonly post: string | null; readonly clause: string | null }; readonly word: { readonly zh: string } }[];
    expect(lines.map(({ entry }) => entry.type)).not.toContain('ScoreSubmitted');
    expect(lines.find(({ entry }) => entry.type === 'RoundOpened')).toMatchObject({ word: { zh: '届次启动' }, entry: { post: 'BureauOfficer' }, orgName: { zh: '经区教体处' } });
    expect(lines.find(({ entry }) => entry.type === 'CandidatesRanked')?.entry.clause).toMatch(/^W12/u);
  });

  it('registry: programmes with what is open, units, operations', async () => {
    expect((await fresh('/programmes', town.teachers[0])).body['programmes']).toMatchObject([{ programme: 'weihai-edz-2017', version: 1 }]);
    expect((await get('/programmes/weihai-edz-2017', AUDITOR)).body).toMatchObject({ effective: { demonstrationOnly: true }, version: 1 });
    const operation = String(town.conferral['operation'] ?? town.conferral['batch']);
    expect((await get(`/operations/${operation}`, OFFICER)).body).toMatchObject({ state: 'COMPLETED', targets: 3 });
    expect((await get(`/operations/${operation}`, clerk(schoolName(1)))).status).toBe(403);
  });

  it('rules in force on a day, and what two versions or two days differ in, in words', async () => {
    const address = '/programmes/weihai-edz-2017';
    const shipped = await readFile(join(__dirname, '../../programmes/weihai-edz-2017/programme.yaml'), 'utf8');
    const text = shipped.replace('version: 1', 'version: 2').replace('seats: { value: 50, stated: W12, quote: “50名”教坛新秀 }', 'seats: { value: 60, stated: W12, quote: “50名”教坛新秀 }');
    const before = (await fresh(`${address}/rules`, AUDITOR)).body;
    expect(before).toMatchObject({ version: 1, valid: true, effective: { tiers: expect.arrayContaining([expect.objectContaining({ code: 'RISING_STAR', seats: { value: 50, clause: 'W12' } })]) } });
    const published = String(before['publishedOn']);
    await served.post(`${address}/versions`, { as: OFFICER, body: { text } });
    expect((await fresh(`${address}/rules`, AUDITOR)).body).toMatchObject({ version: 2 });
    // A version left open what the one before had adopted: those are differences too.
    const { differences } = (await get(`${address}/differences?from=1&to=2`, AUDITOR)).body as { readonly differences: readonly { readonly path: string }[] };
    expect(differences.find(({ path }) => path === 'tiers.RISING_STAR.seats')).toMatchObject({ kind: 'VALUE', words: { zh: expect.stringMatching(/授予名额：由 50（W12） 改为 60（W12）$/u) } });
    expect((await get(`${address}/differences?from=1&to=1`, town.teachers[0] ?? '')).body).toMatchObject({ differences: [], from: { version: 1, publishedOn: published } });
    expect((await get(`${address}/rules?asOf=2001-01-01`, AUDITOR)).status).toBe(404);
    expect((await get(`${address}/differences?from=1&to=9`, AUDITOR)).status).toBe(404);
    expect((await get(`${address}/differences?from=1`, AUDITOR)).status).toBe(422);
    expect((await get(`${address}/rules`, SUBSCRIBER)).status).toBe(403);
  });

  describe('a teacher', () => {
    it('her case says what she holds, on what grounds, and its revision for If-Match', async () => {
      const [first] = town.teachers;
      const answer = await fresh(`/teachers/${first}`, clerk(schoolName(1)));
      expect(answer.headers['etag']).toMatch(/^"\d+"$/u);
      expect(answer.body).toMatchObject({ titles: [{ tier: 'RISING_STAR', status: 'ACTIVE' }], nominations: [{ status: 'CONFERRED', working: expect.arrayContaining([expect.objectContaining({ holds: true, clause: expect.stringMatching(/^W12/u) })]) }], asked: [] });
      expect((answer.body['personal'] as { readonly identityNumber: string }).identityNumber).toMatch(/^3710\*{12}..$/u);
      expect(((await get(`/teachers/${first}`, first)).body['personal'] as { readonly identityNumber: string }).identityNumber).toMatch(/^371002/u);
      const before = (await get(`/teachers/${first}?asOf=2019-06-01`, AUDITOR)).body;
      expect(before).toMatchObject({ titles: [], asked: [{ what: 'SELECTION' }] });
    });

    it('her identity number is masked to her school in her history as in her record, and whole for herself and the bureau', async () => {
      const [first] = town.teachers;
      const whole = String(((await fresh(`/teachers/${first}`, first)).body['personal'] as JsonObject)['identityNumber']);
      for (const as of [first, OFFICER, AUDITOR]) expect((await get(`/teachers/${first}/history`, as)).text).toContain(whole);
      const seen = (await get(`/teachers/${first}/history`, clerk(schoolName(1)))).text;
      expect(seen).not.toContain(whole);
      expect(seen).toContain(`${whole.slice(0, 4)}************${whole.slice(-2)}`);
    });

    it('a correction is told before and after as far as who reads may see either', async () => {
      const { application } = served.house;
      const teacher = await register(application, 77, schoolName(1));
      const { personal } = dossier(77, schoolName(1));
      const event = async () => String(((await fresh(`/teachers/${teacher}/history`, OFFICER)).body['entries'] as readonly JsonObject[]).findLast(({ type }) => type === 'TeacherRegistered')?.['event']);
      for (const phone of ['13800000000', '13811110000']) await done(application, OFFICER, 'CorrectFact', { teacher }, { event: await event(), personal: { ...personal, phone } });
      const identityNumber = dossier(78, schoolName(1)).personal.identityNumber;
      await done(application, OFFICER, 'CorrectIdentity', { teacher }, { personal: { ...personal, phone: '13811110000', identityNumber }, reason: '录错一位', act: act() });
      const read = async (as: string, lang = 'zh') => (await fresh(`/teachers/${teacher}/history?format=text&lang=${lang}`, as)).text.split('\n').flatMap((line) => /(?:更正前后：|Before → after: )(.*)$/u.exec(line)?.[1] ?? []);
      const masks = (number: string): string => `${number.slice(0, 4)}************${number.slice(-2)}`;
      for (const as of [OFFICER, AUDITOR, teacher]) expect(await read(as)).toEqual(['联系电话：无 → 13800000000', '联系电话：13800000000 → 13811110000', ...Array<string>(2).fill(`证件号码：${personal.identityNumber} → ${identityNumber}`)]);
      // Under the mask the two phones are one.
      const seen = `证件号码：${masks(personal.identityNumber)} → ${masks(identityNumber)}`;
      expect(await read(clerk(schoolName(1)))).toEqual(['联系电话：无 → 138******00', '所改内容在此不予显示', seen, seen]);
      expect((await read(clerk(schoolName(1)), 'en'))[1]).toBe('what was changed is not shown here');
      // The ledger and the audit trail tell the same where they are asked to.
      const whole = [['联系电话：无 → 13800000000'], ['联系电话：13800000000 → 13811110000'], ...Array<string[]>(2).fill([`证件号码：${personal.identityNumber} → ${identityNumber}`])];
      const saidIn = async (url: string): Promise<unknown> => ((await fresh(url, AUDITOR)).body['lines'] as readonly { readonly changes?: readonly { readonly sentences: { readonly zh: string } }[] }[]).flatMap(({ changes }) => (changes === undefined ? [null] : changes.length === 0 ? [] : [changes.map(({ sentences }) => sentences.zh)]));
      expect(await saidIn(`/audit-trail?subject=${teacher}&changes=true`)).toEqual(whole);
      expect((await fresh(`/audit-trail?subject=${teacher}&changes=true&format=csv`, AUDITOR)).text).toContain('联系电话：13800000000 → 13811110000');
      expect(await saidIn(`/corrections?holder=${teacher}&changes=true`)).toEqual([...whole].reverse());
      expect(await saidIn(`/corrections?holder=${teacher}`)).toEqual([null, null, null, null]);
    });

    it('her history as of a day, and as known at an instant', async () => {
      const [first] = town.teachers;
      const types = async (query: string) => ((await fresh(`/teachers/${first}/history${query}`, AUDITOR)).body['entries'] as readonly { readonly type: string }[]).map(({ type }) => type);
      expect(await types('')).toContain('TitleConferred');
      expect(await types('?asOf=2019-06-20')).not.toContain('TitleConferred');
      expect(await types('?asKnown=2019-06-20')).not.toContain('TitleConferred');
      expect(await types('?asKnown=2019-06-20')).toContain('PublicityClosed');
      expect(await types('?asKnown=2019-05-01')).toEqual([]);
    });

    it('reads as a timeline in either language', async () => {
      const [first] = town.teachers;
      const zh = await fresh(`/teachers/${first}/history?format=text&lang=zh`, AUDITOR);
      const en = await get(`/teachers/${first}/history?format=text`, AUDITOR, { 'accept-language': 'en' });
      expect(zh.headers['content-type']).toContain('text/plain');
      expect(zh.text).toContain('授予称号');
      expect(en.text).toContain('Title conferred');
      expect((await get(`/teachers/${first}/history?format=xml`, AUDITOR)).status).toBe(422);
    });
  });

  it('erasure: every view says so, counts stay, and her name finds nobody', async () => {
    const { application } = served.house;
    at(served.house, '2019-07-01');
    const teacher = await register(application, 34, schoolName(1));
    const size = (await fresh('/pyramid', AUDITOR)).body['total'];
    const name = encodeURIComponent(String(rowsOf(await fresh('/roster?limit=500', AUDITOR)).find((row) => row.teacher === teacher)?.name));
    const found = await eventually(() => get(`/roster?name=${name}`, AUDITOR), (answer) => rowsOf(answer).length === 1);
    expect(rowsOf(found).map((row) => row.teacher)).toEqual([teacher]);

    await done(application, OFFICER, 'ErasePersonalData', { person: teacher }, { basis: 'CONSENT_WITHDRAWN' });

    expect(rowsOf(await fresh('/roster?limit=500', AUDITOR)).find((row) => row.teacher === teacher)).toMatchObject({ name: null, erased: true });
    expect(rowsOf(await get(`/roster?name=${name}`, AUDITOR))).toEqual([]);
    expect((await get(`/teachers/${teacher}`, AUDITOR)).body).toMatchObject({ erased: true, personal: null });
    expect((await get(`/teachers/${teacher}/history?format=text&lang=zh`, AUDITOR)).text).toContain('已删除');
    expect((await fresh('/pyramid', AUDITOR)).body['total']).toBe(size);
  });

  it('a line of the calendar that was told before is told anew once anything is recorded about its holder', async () => {
    at(served.house, '2019-09-01');
    const [, holder] = town.teachers;
    const lines = async (day = '2019-09-01') => (await fresh(`/terms?asOf=${day}`, OFFICER)).body['lines'] as readonly { readonly teacher: string; readonly title: string; readonly status: string }[];
    const before = await lines();
    expect((await lines())).toEqual(before);
    const title = String(before.find(({ teacher }) => teacher === holder)?.title);

    await done(served.house.application, OFFICER, 'RevokeTitle', { teacher: holder, title }, { ground: 'ETHICS', authority: 'edz', certificateRecovered: false, reason: '有偿补课', act: { body: 'edz', kind: '决定', number: '威经教发〔2019〕30号', date: '2019-09-01', file: null } });

    const statuses = (of: typeof before) => of.map(({ teacher, status }) => [teacher, status]);
    expect(statuses(await lines())).toEqual(statuses(before).map(([teacher, status]) => [teacher, teacher === holder ? 'REVOKED' : status]));
    expect(statuses(before).every(([, status]) => status === 'ACTIVE')).toBe(true);
    expect(statuses(await lines('2019-08-31'))).toEqual(statuses(before));
  });
});
