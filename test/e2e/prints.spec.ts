import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openXlsx, saveXlsx } from 'hucre';
import { MEDIA_TYPES } from '../../src/documents/file-type';
import { round as roundAggregate } from '../../src/domain/round/round';
import { teacher as teacherAggregate } from '../../src/domain/teacher/teacher';
import { signLocalToken } from '../../src/http/local-tokens';
import { readTableFile } from '../../src/tables/read-file';
import { textOf } from '../../src/tables/table';
import { act, clerk, done, OFFICER, openRound, PROGRAMME, register, schoolName, settle } from '../commands/town';
import { readTown, select, type ReadTown } from './read-town';
import { eventually, Served } from './served';

const SCHOOL = schoolName(1);

const fileOf = async (served: Served, url: string, as = OFFICER) => {
  const answer = await served.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${await signLocalToken(served.data, as, 60, Date.now())}` } });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
};
const cells = async (bytes: Buffer): Promise<readonly (readonly string[])[]> => ((await readTableFile(bytes)).sheets[0]?.rows ?? []).map((row) => row.map(textOf));
const printed = (served: Served, round: string, body: object, as = OFFICER) => served.done(`/rounds/${round}/prints`, as, body);

/** Restates her dossier with another name. */
async function rename(served: Served, teacher: string, name: string): Promise<void> {
  const { state } = await served.house.application.desk.streams.load(teacherAggregate, `teacher-${teacher}`);
  const fact = state.facts.findLast(({ type }) => type === 'TeacherRegistered');
  if (fact === undefined) throw new Error('she is not registered');
  await served.done(`/teachers/${teacher}/corrections`, OFFICER, { event: fact.id, data: fact.data, personal: { ...fact.private[teacher], name } });
}

describe('a list that goes to a meeting before the school recommends', () => {
  let served: Served;
  let round = '';
  let teachers: readonly string[] = [];
  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 2);
    teachers = [await register(app, 1, SCHOOL), await register(app, 12, SCHOOL), await register(app, 23, SCHOOL)];
    round = await openRound(app, { [SCHOOL]: 2, [schoolName(2)]: 1 }, 2);
    for (const teacher of teachers.slice(0, 2)) {
      await done(app, teacher, 'GiveConsent', { round }, {});
      await done(app, clerk(SCHOOL), 'SubmitNomination', { round }, { teacher });
    }
    await eventually(() => served.ask('GET', `/rounds/${round}`, { as: OFFICER }), ({ status }) => status === 200);
  }, 60_000);
  afterAll(() => served.stop());

  const recommend = (teacher: string | undefined, code: unknown) => served.post(`/rounds/${round}/recommendations`, { as: clerk(SCHOOL), body: { teacher, act: { ...act(), body: SCHOOL }, printed: code } });

  it('the same content has the same code, and the file carries it', async () => {
    const first = await printed(served, round, { kind: 'recommendations', unit: SCHOOL, teachers: teachers.slice(0, 2) }, clerk(SCHOOL));
    expect(first).toMatchObject({ edition: 1, count: 2, code: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/u) });
    expect(await printed(served, round, { kind: 'recommendations', unit: SCHOOL, teachers: teachers.slice(0, 2) }, clerk(SCHOOL))).toEqual(first);
    const file = await fileOf(served, `/rounds/${round}/prints/recommendations?unit=${SCHOOL}&code=${String(first['code'])}&format=xlsx`, clerk(SCHOOL));
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('推荐汇总表'));
    const sheet = await cells(file.bytes);
    expect(sheet[0]?.[0]).toBe('2019年教坛新秀推荐汇总表');
    expect(sheet[1]?.[0]).toContain('第1小学');
    expect(sheet.slice(2, 5)).toEqual([
      ['序号', '姓名', '性别', '出生年月', '单位', '学段', '学科', '申报版本'],
      ['1', '王乙子', '女', '1990.01', '第1小学', '小学', '语文', '1'],
      ['2', '王丙丑', '女', '1990.01', '第1小学', '小学', '语文', '1'],
    ]);
    expect(sheet.flat().join()).toContain(`编印件\u3000校验码：${String(first['code'])}\u3000第 1 版\u30002019-05-10`);
  });

  it('a scan of the version before she changed her name is refused, and it is nothing against her', async () => {
    const { code } = await printed(served, round, { kind: 'recommendations', unit: SCHOOL, teachers: teachers.slice(0, 2) }, clerk(SCHOOL));
    expect(await recommend(teachers[0], code)).toMatchObject({ status: 200 });
    // The first recommendation changes nothing that was signed.
    await rename(served, teachers[1] ?? '', '王新名');
    const refused = await recommend(teachers[1], code);
    expect(refused).toMatchObject({ status: 422, body: { rule: 'printedListOutdated', working: { inputs: { code, edition: 1, current: null } } } });
    expect(refused.body['detail']).toContain('POST /rounds/');
    const now = await printed(served, round, { kind: 'recommendations', unit: SCHOOL, teachers: teachers.slice(0, 2) }, clerk(SCHOOL));
    expect(now).toMatchObject({ edition: 2 });
    expect((await recommend(teachers[1], code)).body).toMatchObject({ rule: 'printedListOutdated', working: { inputs: { current: now['code'], currentEdition: 2 } } });
    const answer = await recommend(teachers[1], now['code']);
    expect(answer.status).toBe(200);
    const { state } = await served.house.application.desk.streams.load(teacherAggregate, `teacher-${String(teachers[1])}`);
    expect(state.facts.filter(({ type }) => type === 'RecommendationRefused')).toEqual([]);
  });

  it('a mistyped code, a code of nothing, another list, and somebody who is not on it are refused by name', async () => {
    const { code } = await printed(served, round, { kind: 'recommendations', unit: SCHOOL }, clerk(SCHOOL));
    const [a = '', b = ''] = [...String(code)].slice(0, 2);
    const swapped = a === b ? `Z${String(code).slice(1)}` : `${b}${a}${String(code).slice(2)}`;
    expect((await recommend(teachers[1], swapped)).body).toMatchObject({ rule: 'unknownPrint', working: { inputs: { mistyped: true } } });
    expect((await recommend(teachers[1], '0000-0000-0000')).body).toMatchObject({ rule: 'unknownPrint', working: { inputs: { mistyped: false } } });
    await done(served.house.application, String(teachers[2]), 'GiveConsent', { round }, {});
    await done(served.house.application, clerk(SCHOOL), 'SubmitNomination', { round }, { teacher: teachers[2] });
    expect((await recommend(teachers[2], code)).body).toMatchObject({ rule: 'notOnPrintedList' });
    expect((await served.post(`/rounds/${round}/conferral`, { as: OFFICER, body: { act: act(), effectiveOn: '2019-06-21', printed: code } })).body).toMatchObject({ rule: 'printOfAnotherList', working: { inputs: { kind: 'recommendations', needs: 'conferral' } } });
  });

  it('who may print, and what may be printed', async () => {
    const ask = (body: object, as = clerk(SCHOOL)) => served.post(`/rounds/${round}/prints`, { as, body });
    expect(await ask({ kind: 'recommendations', unit: SCHOOL }, clerk(schoolName(2)))).toMatchObject({ status: 403 });
    expect(await ask({ kind: 'conferral' })).toMatchObject({ status: 403 });
    expect((await ask({ kind: 'recommendations', unit: schoolName(2) }, clerk(schoolName(2)))).body).toMatchObject({ rule: 'nothingToPrint' });
    expect((await ask({ kind: 'conferral', unit: SCHOOL }, OFFICER)).body).toMatchObject({ rule: 'printOfWholeRound' });
    expect((await ask({ kind: 'conferral', teachers: teachers.slice(0, 1) }, OFFICER)).body).toMatchObject({ rule: 'printOfWholeRound' });
    expect((await ask({ kind: 'recommendations' }, OFFICER)).body).toMatchObject({ rule: 'printNeedsUnit' });
    expect((await ask({ kind: 'recommendations', unit: schoolName(2), teachers: teachers.slice(0, 1) }, OFFICER)).body).toMatchObject({ rule: 'notToBePrinted' });
    expect((await fileOf(served, `/rounds/${round}/prints/recommendations?unit=${SCHOOL}&format=xlsx`, clerk(schoolName(2)))).status).toBe(403);
    expect((await fileOf(served, `/rounds/${round}/prints/recommendations?unit=${SCHOOL}&format=xlsx`, 'expert-1')).status).toBe(403);
    expect((await fileOf(served, `/rounds/${round}/prints/recommendations`)).status).toBe(422);
    expect((await fileOf(served, `/rounds/${round}/prints/nothing`)).status).toBe(404);
  });
});

describe('a list of the whole round', () => {
  let served: Served;
  let town: ReadTown;
  beforeAll(async () => {
    served = await Served.start();
    town = await readTown(served.house);
    await eventually(() => served.ask('GET', `/rounds/${town.round}`, { as: OFFICER }), ({ body }) => body['stage'] === 'RoundConcluded');
  }, 60_000);
  afterAll(() => served.stop());

  it('the code tells whether the paper is current, without a name, and the reading is in the access log', async () => {
    const { code } = await printed(served, town.round, { kind: 'conferral' });
    const ask = async (typed: string, as = OFFICER) => served.ask('GET', `/prints/${typed}`, { as });
    const seen = await eventually(() => ask(String(code).toLowerCase().replaceAll('-', '')), ({ status }) => status === 200);
    expect(seen.body).toMatchObject({ code, round: town.round, kind: 'conferral', edition: 1, count: 2, current: true, currentCode: code });
    expect(seen.text).not.toContain('王');
    await rename(served, town.teachers[0], '王改名');
    expect((await ask(String(code))).body).toMatchObject({ current: false, currentCode: null });
    const now = await printed(served, town.round, { kind: 'conferral' });
    expect((await ask(String(code))).body).toMatchObject({ current: false, currentCode: now['code'], currentEdition: 2 });
    expect((await ask('0000-0000-0000')).status).toBe(404);
    expect((await ask(String(code), 'expert-1')).status).toBe(403);
    expect((await served.ask('GET', `/prints/${String(code)}`)).status).toBe(401);
    // A change that is undone: the first paper says again what the list says.
    await rename(served, town.teachers[0], '王乙子');
    expect(await printed(served, town.round, { kind: 'conferral' })).toMatchObject({ code, edition: 1 });
    expect((await ask(String(now['code']))).body).toMatchObject({ current: false, currentCode: code });
    await rename(served, town.teachers[0], '王改名');
    const file = await cells((await fileOf(served, `/rounds/${town.round}/prints/conferral?format=xlsx`)).bytes);
    expect(file.slice(3, 5).map((row) => row[1])).toEqual(['王改名', expect.any(String)]);
    expect(file[3]?.[6]).toMatch(/^RISING_STAR-2019-.*-001$/u);
    const log = await eventually(() => readFile(join(served.data, 'access.log'), 'utf8').catch(() => ''), (text) => text.includes('"question":"print"'));
    expect(log).toContain('"question":"print"');
  });

  it('the list as posted shows what was posted and nothing else; the list of certificates each number with its day', async () => {
    const posted = await served.ask('GET', `/rounds/${town.round}/prints/publicity`, { as: OFFICER });
    const rows = posted.body['rows'] as readonly { readonly values: { readonly [column: string]: unknown } }[];
    expect(posted.body).toMatchObject({ kindName: { zh: '公示名单' }, count: 2 });
    for (const { values } of rows) expect(Object.keys(values).sort()).toEqual(['name', 'no', 'subject', 'title', 'unit']);
    // She has another name by now; the posted list has the one that was posted.
    expect(rows[0]?.values).toMatchObject({ no: 1, name: '王乙子', title: '教坛新秀' });
    const papers = await cells((await fileOf(served, `/rounds/${town.round}/prints/certificates?format=xlsx`)).bytes);
    expect(papers[2]).toEqual(['序号', '证书编号', '姓名', '单位', '学段', '学科', '称号', '授予日期', '备注', '领取人签字']);
    expect(papers[3]).toEqual(['1', expect.stringMatching(/^RISING_STAR-2019-.*-001$/u), '王改名', '第1小学', '小学', '语文', '教坛新秀', '2019-06-21', '', '']);
    expect((await served.post(`/rounds/${town.round}/prints`, { as: clerk(SCHOOL), body: { kind: 'certificates' } })).status).toBe(403);
  });

  it('the ranking has every number for who runs the round, and is a draft without a code before it is printed', async () => {
    const draft = await cells((await fileOf(served, `/rounds/${town.round}/prints/ranking?format=xlsx`)).bytes);
    expect(draft.flat().join()).toContain('草稿（未编印，不作签批依据）');
    const { code } = await printed(served, town.round, { kind: 'ranking' });
    const sheet = await cells((await fileOf(served, `/rounds/${town.round}/prints/ranking?format=xlsx`)).bytes);
    expect(sheet.flat().join()).toContain(String(code));
    const [headers, first] = sheet.slice(2, 4);
    expect(headers).toEqual(['组别', '名次', '姓名', '单位', '学段', '学科', '各项均分', '各评委评分（去掉的注明）', '总分', '同分区分依据', '列入拟授予名单']);
    const ranking = (await served.ask('GET', `/rounds/${town.round}/ranking`, { as: OFFICER })).body['lines'] as readonly { readonly name: string; readonly working: { readonly total: string } }[];
    expect([first?.[2], first?.[8]]).toEqual([ranking[0]?.name, String(ranking[0]?.working.total)]);
    expect(first?.[6]).toMatch(/现场课 99/u);
    // Her school sees ranks of its own and no number, so that what it gets is no paper to sign.
    const ofSchool = await cells((await fileOf(served, `/rounds/${town.round}/prints/ranking?format=xlsx`, clerk(SCHOOL))).bytes);
    expect(ofSchool.flat().join()).toContain('草稿');
    expect(ofSchool[3]?.slice(6, 9)).toEqual(['', '', '']);
    const csv = await cells((await fileOf(served, `/rounds/${town.round}/prints/ranking?format=csv`)).bytes);
    expect(csv[1]?.[2]).toBe(ranking[0]?.name);
  });

  it('a template is downloaded, edited, filed and set; what is unknown in it is told by cell', async () => {
    const bytes = (await fileOf(served, `/programmes/${PROGRAMME}/print-templates/conferral`)).bytes;
    const edited = async (change: (rows: unknown[][]) => void): Promise<string> => {
      const workbook = await openXlsx(bytes, { readStyles: true });
      const [sheet] = workbook.sheets;
      if (sheet === undefined) throw new Error('no sheet');
      change(sheet.rows);
      for (const [place, cell] of sheet.cells ?? []) {
        const [y = 0, x = 0] = place.split(',').map(Number);
        cell.value = sheet.rows[y]?.[x] ?? null;
      }
      return filed(served, Buffer.from(await saveXlsx(workbook)));
    };
    const set = (file: string | null, as = OFFICER) => served.post(`/programmes/${PROGRAMME}/print-templates`, { as, body: { kind: 'conferral', file } });
    const row = (rows: unknown[][], y: number): unknown[] => rows[y] ?? [];
    expect((await set(await edited((rows) => { row(rows, 3)[1] = '{{rows.phone}}'; }))).body).toMatchObject({ rule: 'placeholdersUnknown', working: { inputs: { cells: ['B4 {{rows.phone}}'] } } });
    expect((await set(await edited((rows) => { row(rows, 3).fill('王'); }))).body).toMatchObject({ rule: 'templateRowsWrong' });
    expect((await set('0'.repeat(64))).body).toMatchObject({ rule: 'fileNotFiled' });
    const good = await edited((rows) => {
      row(rows, 0)[0] = '威海经区{{tier.zh}}名单';
      [row(rows, 3)[1], row(rows, 3)[2]] = ['{{rows.unit}}', '{{rows.name}}老师'];
    });
    expect(await set(good, clerk(SCHOOL))).toMatchObject({ status: 403 });
    expect(await set(good)).toMatchObject({ status: 200 });
    const sheet = await cells((await fileOf(served, `/rounds/${town.round}/prints/conferral?format=xlsx`)).bytes);
    expect(sheet[0]?.[0]).toBe('威海经区教坛新秀名单');
    expect(sheet[3]?.slice(1, 3)).toEqual(['第1小学', expect.stringMatching(/^王.*老师$/u)]);
    expect(await set(null)).toMatchObject({ status: 200 });
    expect((await cells((await fileOf(served, `/rounds/${town.round}/prints/conferral?format=xlsx`)).bytes))[0]?.[0]).toBe('2019年教坛新秀授予名单');
  });
});

describe('a conferral on a signed scan', () => {
  it('the older version is refused, the new print is accepted and named by the decision', async () => {
    const served = await Served.start();
    try {
      const app = served.house.application;
      await settle(app, 2);
      const teachers = [await register(app, 1, SCHOOL), await register(app, 12, SCHOOL)];
      const round = await openRound(app, { [SCHOOL]: 2 }, 2);
      for (const teacher of teachers) {
        await done(app, teacher, 'GiveConsent', { round }, {});
        await done(app, clerk(SCHOOL), 'SubmitNomination', { round }, { teacher });
        await done(app, clerk(SCHOOL), 'RecommendAtSchool', { round }, { teacher, act: act() });
      }
      await select(served.house, app, round, teachers);
      const { code } = await printed(served, round, { kind: 'conferral' });
      expect((await cells((await fileOf(served, `/rounds/${round}/prints/conferral?format=xlsx`)).bytes))[0]?.[0]).toBe('2019年教坛新秀拟授予名单');
      await rename(served, teachers[0] ?? '', '王改名');
      const confer = (typed: unknown) => served.post(`/rounds/${round}/conferral`, { as: OFFICER, body: { act: act('威经教发〔2019〕9号', '2019-06-21'), effectiveOn: '2019-06-21', printed: typed } });
      expect((await confer(code)).body).toMatchObject({ rule: 'printedListOutdated', working: { inputs: { code, currentEdition: null } } });
      const now = await printed(served, round, { kind: 'conferral' });
      expect((await confer(now['code'])).status).toBe(201);
      const { state } = await app.desk.streams.load(roundAggregate, `round-${round}`);
      expect([...state.conferrals.values()].map((decision) => decision.printed)).toEqual([String(now['code']).replaceAll('-', '')]);
    } finally {
      await served.stop();
    }
  }, 60_000);
});

async function filed(served: Served, bytes: Buffer): Promise<string> {
  const answer = await served.app.inject({ method: 'POST', url: `/documents?owner=programme:${PROGRAMME}&kind=${encodeURIComponent('其他')}`, headers: { authorization: `Bearer ${await signLocalToken(served.data, OFFICER, 60, Date.now())}`, 'content-type': MEDIA_TYPES.xlsx }, payload: bytes });
  if (answer.statusCode !== 201) throw new Error(answer.payload);
  return (JSON.parse(answer.payload) as { readonly hash: string }).hash;
}
