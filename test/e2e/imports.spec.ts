import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellValue } from 'hucre/xlsx';
import { checkCharacter } from '../../src/domain/identity-number';
import { expertPool } from '../../src/domain/panel/pool';
import { OFFICER, settle } from '../commands/town';
import { HEADERS, numberOf, teacher, xlsx } from './import-files';
import { eventually, Served, type Answer } from './served';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Problem = { readonly severity: string; readonly code: string; readonly sheet: string; readonly row: number; readonly column: string | null; readonly zh: string; readonly en: string };

describe('imports over HTTP', () => {
  let served: Served;
  beforeEach(async () => {
    served = await Served.start();
    await settle(served.house.application, 2);
  }, 30_000);
  afterEach(() => served.stop());

  const send = (query: string, raw: Buffer, as = OFFICER, type = XLSX): Promise<Answer> => served.post(`/imports?${query}`, { as, raw, headers: { 'content-type': type } });
  const head = () => served.house.events.head();
  const reportOf = (answer: Answer) => (answer.body['report'] ?? answer.body) as { readonly counts: object; readonly sheets: readonly { readonly columns: readonly { readonly header: string; readonly field: string | null; readonly values: object; readonly months: string | null }[]; readonly confirmed: boolean }[]; readonly problems: readonly Problem[]; readonly unit: string };
  const problems = (answer: Answer): readonly string[] => reportOf(answer).problems.map(({ severity, code, row, column }) => `${severity} ${code} ${column ?? '-'}${row}`);
  /** As the officer would: the proposal of the dry run, confirmed. */
  const confirm = async (kind: string, dry: Answer, more: { readonly values?: { readonly [field: string]: object }; readonly constants?: object } = {}): Promise<void> => {
    const { sheets, unit } = reportOf(dry);
    const columns = (sheets[0]?.columns ?? []).map(({ header, field, values, months }) => ({ header, field, values: more.values?.[field ?? ''] ?? values, months }));
    await served.done('/import-mappings', OFFICER, { unit, kind, columns, ...(more.constants === undefined ? {} : { constants: more.constants }) });
  };
  const teachers = async (): Promise<readonly Record<string, unknown>[]> => (await eventually(() => served.ask('GET', '/roster?limit=500', { as: OFFICER }), ({ body }) => (body['rows'] as readonly object[]).length > 0)).body['rows'] as readonly Record<string, unknown>[];

  it('E44 a roster as a bureau keeps it: matched once, tried out, imported, and again without effect', async () => {
    const file = await xlsx([['经区2019年在职教师名册', ...HEADERS.slice(1).map(() => null)], [...HEADERS], teacher(1), teacher(2, { 性别: null, 参加工作时间: new Date(Date.UTC(2011, 7, 25)) }), ['合计', '2人'], ['填表人：', '张三']], { merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: HEADERS.length - 1 }] }, [{ name: '底稿', rows: [['x']], hidden: true }]);
    const before = await head();
    const dry = await send('kind=teachers&dryRun=true', file);
    expect(dry).toMatchObject({ status: 200, body: { counts: { rows: 2, new: 2, there: 0, wrong: 0, questions: 0 }, hiddenSheets: ['底稿'], sheets: [{ confirmed: false, firstRow: 3, passedOver: [5, 6], missing: [] }] } });
    expect(reportOf(dry).sheets[0]?.columns.map(({ field }) => field)).toEqual([null, 'name', 'sex', 'identityNumber', 'unit', 'stage', 'subject', 'enteredOn', 'onEstablishment', 'inPost', 'phone', null]);
    expect(await send('kind=teachers', file)).toMatchObject({ status: 409, body: { rule: 'mappingNotConfirmed' } });
    expect(await head()).toBe(before);

    await confirm('teachers', dry);
    const done = await send('kind=teachers', file);
    expect(done).toMatchObject({ status: 200, body: { sheets: [{ confirmed: true }], outcomes: [{ useCase: 'RegisterTeachers', rows: 2, declined: 0 }] } });
    const [{ operation }] = done.body['outcomes'] as readonly { readonly operation: string }[] as [{ readonly operation: string }];
    expect(await eventually(() => served.ask('GET', `/operations/${operation}`, { as: OFFICER }), ({ body }) => body['state'] === 'COMPLETED')).toMatchObject({ body: { useCase: 'RegisterTeachers', done: 2 } });
    const rows = (await eventually(teachers, (found) => found.length === 2));
    expect(rows).toHaveLength(2);
    const dossiers = await Promise.all(rows.map(async ({ teacher: id }) => (await served.ask('GET', `/teachers/${String(id)}`, { as: OFFICER })).body));
    expect(dossiers.map((one) => one['enteredOn']).sort()).toEqual(['2011-08-25', '2012-08-01']);
    expect(JSON.stringify(dossiers)).toContain('13800000000');

    const after = await head();
    const again = await send('kind=teachers', file);
    expect(again).toMatchObject({ status: 200, body: { counts: { new: 0, there: 2 }, outcomes: [] } });
    expect(await head()).toBe(after);
    // Another file of the same layout needs no matching any more.
    expect(await send('kind=teachers', await xlsx([[...HEADERS], teacher(1), teacher(3)]))).toMatchObject({ status: 200, body: { counts: { new: 1, there: 1 } } });
  });

  it('every cell that is wrong is told at once with its place, and nothing is stored; corrected, only the corrected rows are added', async () => {
    const broken: readonly (readonly [Parameters<typeof teacher>[1], string])[] = [
      [{ 身份證號碼: numberOf(2).replace(/.$/u, (last) => (last === '1' ? '2' : '1')) }, 'ERROR field D3'],
      [{ 身份證號碼: '379900900102001' }, 'ERROR field D4'],
      [{ 身份證號碼: 3799e14 }, 'ERROR lostDigits D5'],
      [{ 學校: '第9小学' }, 'ERROR unknownUnit E6'],
      [{ 學段: '中学' }, 'ERROR unknownWord F7'],
      [{ 参加工作时间: '2012年13月' }, 'ERROR notADay H8'],
      [{ '姓 名': '王1' }, 'ERROR field B9'],
      [{ 任教學科: null }, 'ERROR required G10'],
      [{ 编制情况: '备案制' }, 'ERROR unknownWord I11'],
      [{ 學段: '初中' }, 'ERROR refusal F12'],
    ];
    const rows = (fixed: boolean): readonly (readonly CellValue[])[] => [[...HEADERS], teacher(1), ...broken.map(([cells], index) => teacher(index + 2, fixed ? {} : cells))];
    const file = await xlsx(rows(false));
    const dry = await send('kind=teachers&dryRun=true', file);
    expect(problems(dry)).toEqual(broken.map(([, expected]) => expected));
    for (const { zh, en } of reportOf(dry).problems) expect([zh, en]).toEqual([expect.stringMatching(/请|可用|可选|只能/u), expect.stringMatching(/[.:;,] ?\w/u)]);
    await confirm('teachers', dry);
    const before = await head();
    expect(await send('kind=teachers', file)).toMatchObject({ status: 422, body: { rule: 'rowsWrong', report: { counts: { rows: 11, new: 1, wrong: 10 } } } });
    expect(await head()).toBe(before);

    expect(await send('kind=teachers&rows=passing', file)).toMatchObject({ status: 200, body: { outcomes: [{ rows: 1 }] } });
    expect(await send('kind=teachers', await xlsx(rows(true)))).toMatchObject({ status: 200, body: { counts: { rows: 11, new: 10, there: 1 }, outcomes: [{ rows: 10, declined: 0 }] } });
    expect(await eventually(teachers, (found) => found.length === 11)).toHaveLength(11);
  });

  it('the bureau\'s own words are matched once and saved', async () => {
    const file = await xlsx([[...HEADERS], teacher(1, { 编制情况: '备案制' })]);
    const dry = await send('kind=teachers&dryRun=true', file);
    expect(problems(dry)).toEqual(['ERROR unknownWord I2']);
    await confirm('teachers', dry, { values: { onEstablishment: { 备案制: '是' } } });
    expect(await send('kind=teachers', file)).toMatchObject({ status: 200, body: { counts: { new: 1, wrong: 0 } } });
  });

  it('a field that no column has is stated once for the whole file', async () => {
    const file = await xlsx([['姓名', '身份证号', '学校', '学科', '编制'], ['王芳', numberOf(1), '第1小学', '语文', '在编']]);
    const dry = await send('kind=teachers&dryRun=true', file);
    expect(problems(dry)).toEqual(['ERROR required -2', 'ERROR required -2']);
    const { sheets, unit } = reportOf(dry);
    const columns = (sheets[0]?.columns ?? []).map(({ header, field }) => ({ header, field }));
    expect(await served.post('/import-mappings', { as: OFFICER, body: { unit, kind: 'teachers', columns } })).toMatchObject({ status: 422, body: { rule: 'mappingFieldsMissing', working: { inputs: { fields: ['stage', 'inPost'] } } } });
    await confirm('teachers', dry, { constants: { stage: '小学', inPost: '是' } });
    expect(await send('kind=teachers', file)).toMatchObject({ status: 200, body: { counts: { new: 1, wrong: 0 } } });
  });

  it('E1 the same name at the same school is asked about and never taken for the same person', async () => {
    const first = await xlsx([[...HEADERS], teacher(1, { '姓 名': '王 芳' })]);
    await confirm('teachers', await send('kind=teachers&dryRun=true', first));
    await send('kind=teachers', first);
    const [known] = await eventually(teachers, (found) => found.length === 1);
    const second = await xlsx([[...HEADERS], teacher(2, { '姓 名': '王芳' }), teacher(3, { '姓 名': '李雷' }), teacher(4, { '姓 名': '李雷' }), teacher(5, { '姓 名': '王芳', 學校: '第2小学' })]);
    const stopped = await eventually(() => send('kind=teachers', second), ({ status }) => status === 409);
    expect(stopped).toMatchObject({ status: 409, body: { rule: 'questionsOpen' } });
    expect(problems(stopped)).toEqual(['QUESTION namesake B2', 'QUESTION namesake B4']);
    expect(reportOf(stopped).problems[0]?.en).toContain(String(known?.['teacher']));
    expect(reportOf(stopped).problems[1]?.en).toContain('#3');
    expect(await send('kind=teachers&namesakes=distinct', second)).toMatchObject({ status: 200, body: { counts: { new: 4, questions: 0 } } });
    expect(await eventually(teachers, (found) => found.length === 5)).toHaveLength(5);
  });

  it('E2 an identity number is read however it was typed', async () => {
    const number = numberOf(7);
    const withX = Array.from({ length: 40 }, (_, n) => numberOf(n)).find((one) => one.endsWith('X')) ?? '';
    const wide = [...number].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
    const file = await xlsx([[...HEADERS], teacher(1, { 身份證號碼: ` ${wide}\u3000` }), teacher(2, { 身份證號碼: withX.toLowerCase() }), teacher(3, { 身份證號碼: `'${numberOf(8)}` }), teacher(4, { 身份證號碼: `${numberOf(9).slice(0, 6)} ${numberOf(9).slice(6)}` }), teacher(5, { 身份證號碼: number })]);
    expect(problems(await send('kind=teachers&dryRun=true', file))).toEqual(['ERROR rowTwice D6']);
  });

  it('E2 a number of another person is not taken for hers', async () => {
    const first = await xlsx([[...HEADERS], teacher(1)]);
    await confirm('teachers', await send('kind=teachers&dryRun=true', first));
    await send('kind=teachers', first);
    expect(problems(await send('kind=teachers&dryRun=true', await xlsx([[...HEADERS], teacher(1, { '姓 名': '赵六' })])))).toEqual(['ERROR otherName D2']);
  });

  it('E3 a region that is none today is a note and no error; E4 other documents by their type; E53 rare characters', async () => {
    const headers = [...HEADERS, '出生日期', '证件类型'];
    const row = (n: number, more: Parameters<typeof teacher>[1], birth: CellValue, type: CellValue): readonly CellValue[] => [...teacher(n, more), birth, type];
    const old = '64222219800101002';
    const strange = `99${old.slice(2)}`;
    const file = await xlsx([headers,
      row(1, { 身份證號碼: `16${old.slice(2)}${checkCharacter(`16${old.slice(2)}`)}` }, '1980.1', null),
      row(2, { 身份證號碼: 'H12345678', '姓 名': '陈𠮷' }, '1985/3/4', '港澳居民来往内地通行证'),
      row(3, { 身份證號碼: '12345678', '姓 名': 'Anna  Müller' }, '1985-3-5', '台胞证'),
      row(4, { 身份證號碼: 'E12345678', '姓 名': '热依汗•艾力' }, null, '护照'),
      row(5, { 身份證號碼: `${strange}${checkCharacter(strange)}` }, '1980-01-01', null),
    ]);
    const dry = await send('kind=teachers&dryRun=true', file);
    expect(problems(dry)).toEqual(['NOTE unknownRegion D2', 'ERROR birthDateNeeded M5']);
    await confirm('teachers', dry);
    await send('kind=teachers&rows=passing', file);
    const rows = await eventually(teachers, (found) => found.length === 4);
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['陈𠮷', 'Anna Müller']));
  });

  it('E5 a number that was corrected in a dossier\'s stead is another number: the row is another person to be asked about', async () => {
    const first = await xlsx([[...HEADERS], teacher(1)]);
    await confirm('teachers', await send('kind=teachers&dryRun=true', first));
    await send('kind=teachers', first);
    await eventually(teachers, (found) => found.length === 1);
    // Same name, same school, another number: nothing is registered until the officer has looked.
    const corrected = await xlsx([[...HEADERS], teacher(1, { 身份證號碼: numberOf(1, '1990-01-03') })]);
    const answer = await eventually(() => send('kind=teachers', corrected), ({ status }) => status === 409);
    expect(answer).toMatchObject({ status: 409, body: { rule: 'questionsOpen' } });
  });

  it('units: a tree in any order, by names, once', async () => {
    const file = Buffer.from('\ufeff单位名称,上级单位,单位代码,学段,是否农村\n第七小学,南区教育局,3137000007,小学,是\n南区教育局,,371099,,\n南区教研中心,南区教育局,,,\n', 'utf8');
    const dry = await send('kind=units&dryRun=true', file, OFFICER, 'text/csv');
    expect(dry).toMatchObject({ status: 200, body: { counts: { rows: 3, new: 3, wrong: 0 }, format: 'csv' } });
    await confirm('units', dry);
    expect(await send('kind=units', file, OFFICER, 'text/csv')).toMatchObject({ status: 200, body: { outcomes: [{ useCase: 'RegisterOrgs', rows: 3 }] } });
    const { orgs } = (await eventually(() => served.ask('GET', '/orgs', { as: OFFICER }), ({ body }) => (body['orgs'] as readonly object[]).length === 6)).body as { readonly orgs: readonly Record<string, unknown>[] };
    const named = (zh: string) => orgs.find(({ name }) => (name as { readonly zh: string }).zh === zh);
    expect(named('第七小学')).toMatchObject({ parent: named('南区教育局')?.['org'], level: 'SCHOOL', kind: 'SCHOOL', stages: ['PRIMARY'], rural: true, code: '3137000007' });
    expect(named('南区教育局')).toMatchObject({ parent: 'edz', level: 'DISTRICT', kind: 'BUREAU' });
    expect(named('南区教研中心')).toMatchObject({ level: 'DISTRICT', kind: 'RESEARCH_CENTRE' });
    const after = await head();
    expect(await send('kind=units', file, OFFICER, 'text/csv')).toMatchObject({ status: 200, body: { counts: { there: 3, new: 0 }, outcomes: [] } });
    expect(await head()).toBe(after);
  });

  it('a seat table becomes recommendationSeats, with its sum and what does not fit', async () => {
    const file = await xlsx([['单位', '推荐名额'], ['第1小学', 3], ['第２小学', '2个'], ['第九小学', 1], ['合计', 7]]);
    const before = await head();
    const answer = await send('kind=seats', file);
    expect(answer).toMatchObject({ status: 200, body: { recommendationSeats: [{ unit: 'school-1', seats: 3 }, { unit: 'school-2', seats: 2 }], total: 5 } });
    expect(problems(answer)).toEqual(['ERROR totalDiffers B5', 'ERROR unknownUnit A4']);
    expect(await head()).toBe(before);
  });

  it('an expert pool becomes persons with appointments, once, and knows a teacher by her number', async () => {
    const roster = await xlsx([[...HEADERS], teacher(1)]);
    await confirm('teachers', await send('kind=teachers&dryRun=true', roster));
    await send('kind=teachers', roster);
    const [known] = await eventually(teachers, (found) => found.length === 1);
    const name = String(known?.['name']);
    const file = await xlsx([['专家姓名', '身份证号码', '工作单位', '聘任日期'], [name, numberOf(1), '第1小学', '2019.3'], ['钱七', numberOf(50), '经区教体处', '2019-03-01'], ['孙八', null, '经区教体处', '2019-03-01']]);
    const dry = await send('kind=experts&dryRun=true', file);
    expect(problems(dry)).toEqual(['ERROR dayIncomplete D2', 'ERROR required B4']);
    const { sheets, unit } = reportOf(dry);
    await served.done('/import-mappings', OFFICER, { unit, kind: 'experts', columns: (sheets[0]?.columns ?? []).map(({ header, field }) => ({ header, field, months: field === 'from' ? 'FIRST_DAY' : null })) });
    expect(await send('kind=experts&rows=passing', file)).toMatchObject({ status: 200, body: { counts: { new: 2, wrong: 1 }, outcomes: [{ useCase: 'RegisterExperts', rows: 2 }] } });
    const { people } = await served.house.application.desk.world();
    const experts = [...people.state.appointments.values()].filter(({ from }) => from === '2019-03-01');
    expect(experts.map(({ post, org }) => `${post} ${org}`).sort()).toEqual(['Expert edz', 'Expert school-1']);
    expect(experts.some(({ person }) => person === known?.['teacher'])).toBe(true);
    const after = await head();
    expect(await send('kind=experts&rows=passing', file)).toMatchObject({ body: { counts: { there: 2, new: 0 } } });
    expect(await head()).toBe(after);
    // The same people in a file that says from which pool they may be drawn, and for what.
    const pooled = await xlsx([['专家姓名', '身份证号码', '工作单位', '专家库', '评审学科'], [name, numberOf(1), '第1小学', 'city', '语文、数学'], ['钱七', numberOf(50), '经区教体处', 'city', null]]);
    await confirm('experts', await send('kind=experts&dryRun=true', pooled));
    expect(await send('kind=experts', pooled)).toMatchObject({ status: 200, body: { counts: { new: 2 } } });
    const { state: { listed } } = await served.house.application.desk.streams.load(expertPool, 'experts-city');
    expect([...listed.values()].map(({ unit: at, subjects }) => [at, subjects]).sort()).toEqual([['edz', null], ['school-1', ['语文', '数学']]]);
    const listedAt = await head();
    expect(await send('kind=experts', pooled)).toMatchObject({ body: { counts: { there: 2, new: 0 } } });
    expect(await head()).toBe(listedAt);
  });

  it('earlier titles come to the dossiers that their numbers name, unverified, once', async () => {
    const roster = await xlsx([[...HEADERS], teacher(1), teacher(2)]);
    await confirm('teachers', await send('kind=teachers&dryRun=true', roster));
    await send('kind=teachers', roster);
    const rows = await eventually(teachers, (found) => found.length === 2);
    const names = rows.map(({ name }) => String(name));
    const file = await xlsx([['姓名', '学校', '证件号码', '荣誉称号', '级别', '授予时间', '证书号'], [null, null, numberOf(1), '市级骨干教师', '市级', '2015.6', '威教2015-8'], [null, null, numberOf(1), '县级优秀教师', '县级', '2012', null], [names[0] ?? '', '第1小学', null, '教坛新秀', '区级', '2016-09-10', null], [null, null, numberOf(77), '学科带头人', '省级', '2014.12', null], [null, null, numberOf(2), '名师', '省级', '2029-01-01', null]]);
    const dry = await eventually(() => send('kind=titles&dryRun=true', file), (answer) => answer.text.includes(String(rows[0]?.['teacher'])));
    expect(problems(dry)).toEqual(['ERROR whoIsMeant C4', 'ERROR unknownPerson C5', 'ERROR refusal F6']);
    await confirm('titles', dry);
    expect(await send('kind=titles&rows=passing', file)).toMatchObject({ status: 200, body: { outcomes: [{ useCase: 'ImportLegacyTitles', rows: 2, declined: 0 }] } });
    const cases = await Promise.all(rows.map(async ({ teacher: id }) => (await served.ask('GET', `/teachers/${String(id)}`, { as: OFFICER })).body['legacyTitles'] as readonly Record<string, unknown>[]));
    expect(cases.flat()).toMatchObject([{ name: '县级优秀教师', level: 'COUNTY', conferredOn: '2012', number: null, verified: false, on: '2012-01-01' }, { name: '市级骨干教师', level: 'CITY', conferredOn: '2015-06', number: '威教2015-8', verified: false, on: '2015-06-01' }]);
    const after = await head();
    expect(await send('kind=titles&rows=passing', file)).toMatchObject({ body: { counts: { there: 2, new: 0 } } });
    expect(await head()).toBe(after);
  });

  it('only who keeps the registers may import, and a try is noted', async () => {
    const file = await xlsx([[...HEADERS], teacher(1)]);
    for (const as of ['clerk-of-school-1', 'expert-1', 'stranger']) expect(await send('kind=teachers&dryRun=true', file, as)).toMatchObject({ status: 403, body: { rule: 'postMayNot' } });
    expect(await eventually(() => readFile(join(served.data, 'access.log'), 'utf8').catch(() => ''), (log) => log.includes('ImportFile'))).toContain('"useCase":"ImportFile"');
  });

  it('what is no table, of another type or kind is refused with what to do', async () => {
    const pdf = Buffer.from('%PDF-1.7\u0000');
    expect(await send('kind=teachers', pdf)).toMatchObject({ status: 422, body: { rule: 'fileUnreadable', detail: expect.stringContaining('请') } });
    expect(await send('kind=teachers', await xlsx([['a', 'b'], ['1', '2']]))).toMatchObject({ status: 422, body: { rule: 'fileUnreadable' } });
    expect(await send('kind=horses', pdf)).toMatchObject({ status: 422 });
    expect(await send('', pdf)).toMatchObject({ status: 422 });
    expect(await served.post('/imports?kind=teachers', { as: OFFICER, body: {} })).toMatchObject({ status: 415 });
    expect(await served.post('/rounds', { as: OFFICER, raw: pdf, headers: { 'content-type': 'text/csv' } })).toMatchObject({ status: 415 });
  });
});
