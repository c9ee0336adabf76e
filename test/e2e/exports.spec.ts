import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { useCases } from '../../src/commands/use-cases';
import { auditColumns, rankingColumns, rosterColumns } from '../../src/http/export-columns';
import type { AuditLine } from '../../src/queries/audit-trail';
import type { RosterEntry } from '../../src/queries/roster';
import { signLocalToken } from '../../src/http/local-tokens';
import { readTableFile } from '../../src/tables/read-file';
import { textOf } from '../../src/tables/table';
import { dossier, OFFICER, openRound, settle } from '../commands/town';
import { eventually, Served, type Asked } from './served';

describe('exports over HTTP', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 2);
    // A subject that a spreadsheet would calculate, typed by somebody or other.
    for (const n of [1, 2, 3]) await served.done('/teachers', `clerk-of-school-${n === 3 ? 2 : 1}`, { ...dossier(n, n === 3 ? 'school-2' : 'school-1'), subject: n === 1 ? '=HYPERLINK("http://x")' : '语文' });
    await eventually(() => served.ask('GET', '/roster', { as: OFFICER }), ({ body }) => (body['rows'] as readonly object[]).length === 3);
  }, 30_000);
  afterAll(() => served.stop());

  const get = async (url: string, { as = OFFICER, headers = {} }: Asked = {}) => {
    const answer = await served.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${await signLocalToken(served.data, as, 60, Date.now())}`, ...headers } });
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
  };
  const cells = async (bytes: Buffer): Promise<readonly (readonly string[])[]> => ((await readTableFile(bytes)).sheets[0]?.rows ?? []).map((row) => row.map(textOf));

  it.each(['csv', 'xlsx'])('E44 the roster as %s has the rows that are seen, and nothing in it is a formula', async (format) => {
    const shown = (await served.ask('GET', '/roster', { as: OFFICER })).body['rows'] as readonly { readonly teacher: string; readonly name: string }[];
    const file = await get(`/roster?format=${format}`);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toContain(`filename="roster.${format}"; filename*=UTF-8''${encodeURIComponent('花名册')}.${format}`);
    const [headers, ...rows] = await cells(file.bytes);
    expect(headers?.slice(0, 4)).toEqual(['教师标识', '姓名', '单位', '单位标识']);
    expect(rows.map(([id, name]) => [id, name])).toEqual(shown.map(({ teacher, name }) => [teacher, name]));
    expect(rows.flat().filter((text) => text.includes('HYPERLINK'))).toEqual([format === 'csv' ? '\'=HYPERLINK("http://x")' : '=HYPERLINK("http://x")']);
    if (format === 'csv') expect([...file.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    // In xlsx it is text by its type: no cell of the sheet holds a formula.
    else expect([...((await readXlsx(file.bytes)).sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  });

  it('headers are in the language asked for; filters and pages are those of the question', async () => {
    const file = await get('/roster?format=csv&unit=school-1&sort=-subject&limit=1', { headers: { 'accept-language': 'en' } });
    const [headers, ...rows] = await cells(file.bytes);
    expect(headers?.slice(0, 3)).toEqual(['Teacher id', 'Name', 'Unit']);
    expect(rows.map((row) => row[3])).toEqual(['school-1']);
    expect(rows[0]?.[2]).toBe('Primary School 1');
  });

  it('who sees less exports less, and who sees nothing nothing; each is in the access log', async () => {
    const [, ...rows] = await cells((await get('/roster?format=csv', { as: 'clerk-of-school-2' })).bytes);
    expect(rows).toHaveLength(1);
    expect((await get('/roster?format=csv', { as: 'expert-1' })).status).toBe(403);
    expect((await get('/audit-trail?format=xlsx', { as: 'clerk-of-school-2' })).status).toBe(403);
    const log = await eventually(() => readFile(join(served.data, 'access.log'), 'utf8').catch(() => ''), (text) => text.includes('"reader":"clerk-of-school-2"'));
    expect(log.split('\n').filter((line) => line.includes('"question":"roster"') && line.includes('"reader":"clerk-of-school-2"'))).toHaveLength(1);
  });

  it('stage, tier, track and status are words in the language asked for', () => {
    const row: RosterEntry = {
      teacher: 't-1', holder: 'PERSON', name: '王芳', erased: false, unit: 'school-1', unitName: { zh: '第1小学', en: 'Primary School 1' }, stage: 'JUNIOR', subject: '语文', onEstablishment: true, inPost: true,
      title: 'ti-1', programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEACHER', tierNames: { zh: '教坛新秀', en: 'Rising Star' }, certificate: 'c-1', conferredOn: '2019-07-01', until: '2022-06-30', round: 'r-1', status: 'ACTIVE', operation: null, underReview: false, from: '2019-07-01', to: null,
    };
    const shown = (one: RosterEntry) => Object.fromEntries(rosterColumns.map(({ zh, value }) => [zh, value(one, 'zh')]));
    // The programme has no name for the track any more.
    expect(shown(row)).toMatchObject({ 教师标识: 't-1', 学段: { zh: '初中', en: 'junior secondary' }, 层级: { zh: '教坛新秀', en: 'Rising Star' }, 类别: 'TEACHER', 状态: { zh: '有效', en: 'in force' } });
    expect(shown({ ...row, title: null, tier: null, track: null, status: 'NONE' })).toMatchObject({ 状态: { zh: '无称号', en: 'no title' } });
  });

  it('of every use case that has an address, and every step of the house\'s own, the audit trail has a word', () => {
    const useCaseOf = auditColumns.find(({ en }) => en === 'Use case')?.value;
    const said = [...Object.keys(useCases), 'QueueNotice', 'DeliverNotice', 'EndPublicityWindow', 'LapseReturn', 'EndTerm'].map((useCase) => useCaseOf?.({ entry: { useCase } } as AuditLine, 'zh'));
    for (const one of said) expect(one).toMatchObject({ zh: expect.stringMatching(/^[\u4e00-\u9fff、，（）]+$/u) as string, en: expect.stringMatching(/^[A-Z][^\u4e00-\u9fff]+$/u) as string });
  });

  it('a ranking has every number that its reader sees, and no more', () => {
    const line = { nomination: 'n-1', teacher: 't-1', name: '王芳', unit: 'school-1', unitName: { zh: '第1小学', en: 'Primary School 1' }, group: null, rank: 1, proposed: true, apartBy: null, tieSays: null, shown: 'OPENED' as const };
    const row = (working: { readonly [key: string]: number } | null) => rankingColumns.map(({ value }) => value({ ...line, working }, 'zh'));
    expect(row({ total: 91.5 })).toEqual([1, '王芳', 't-1', { zh: '第1小学', en: 'Primary School 1' }, 91.5, true, null, '{"total":91.5}', 'n-1']);
    expect(row(null).slice(4, 8)).toEqual([null, true, null, null]);
  });

  it('the audit trail and the seat ledger', async () => {
    const round = await openRound(served.house.application, { 'school-1': 2, 'school-2': 1 }, 1);
    await eventually(() => served.ask('GET', `/rounds/${round}`, { as: OFFICER }), ({ status }) => status === 200);
    const [, ...ledger] = await cells((await get(`/rounds/${round}?format=csv`)).bytes);
    expect(ledger).toEqual([['第1小学', 'school-1', '学校', '2', '0', '0', '0', '2'], ['第2小学', 'school-2', '学校', '1', '0', '0', '0', '1'], ['推荐名额合计', '', '', '3', '0', '0', '0', '3'], ['授予名额', '', '', '1', '0', '0', '0', '1']]);
    const [headers, ...lines] = await cells((await get('/audit-trail?format=xlsx&type=TeacherRegistered')).bytes);
    expect(headers?.slice(2, 4)).toEqual(['事项', '事件类型']);
    expect(lines.map((line) => line[3])).toEqual(['TeacherRegistered', 'TeacherRegistered', 'TeacherRegistered']);
    expect(lines.map((line) => [line[4], line[6]])).toEqual(Array.from({ length: 3 }, () => ['教师建档', '学校管理员']));
    const [, opened] = await cells((await get('/audit-trail?format=csv&type=RoundOpened', { headers: { 'accept-language': 'en' } })).bytes);
    expect([opened?.[4], opened?.[6]]).toEqual(['Open a round', 'bureau officer']);
    expect((await get(`/rounds/${round}?format=xlsx`, { as: 'expert-1' })).status).toBe(403);
    expect((await get(`/rounds/${round}/ranking?format=xlsx`)).status).toBe(404);
    expect((await get('/roster?format=pdf')).status).toBe(422);
  });
});
