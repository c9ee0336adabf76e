import { act, clerk, done, OFFICER, openRound, register, schoolName, send, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n', 'latin1');

interface Seen {
  readonly status: string;
  readonly statusName: { readonly zh: string };
  readonly says: { readonly zh: string; readonly en: string };
  readonly verdicts: readonly { readonly clause: string; readonly holds: boolean; readonly sentences: { readonly zh: string } }[];
  readonly steps: readonly { readonly word: { readonly zh: string }; readonly clause: string | null }[];
  readonly held: readonly { readonly kind: string }[];
  readonly result: { readonly rank: number; readonly proposed: boolean; readonly working: { readonly total: string } | null; readonly publicity: { readonly lastDay: string } | null } | null;
}

describe('a teacher sees her own case', () => {
  let served: Served;
  let round: string;
  let first: string;
  let last: string;
  let idle: string;
  const [school, experts] = [schoolName(1), [1, 2, 3, 4, 5].map((n) => `expert-${n}`)];
  const get = async (url: string, as: string): Promise<Answer> => served.ask('GET', url, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  const own = async (teacher: string, query = ''): Promise<Answer> => get(`/teachers/me/case${query}`, teacher);
  const seen = async (teacher: string): Promise<Seen> => {
    const [nomination] = (await own(teacher)).body['nominations'] as readonly Seen[];
    if (nomination === undefined) throw new Error('she has no nomination');
    return nomination;
  };
  const put = (useCase: 'CloseNominations' | 'ClosePanel' | 'OpenScores' | 'RankCandidates' | 'OpenPublicity' | 'ClosePublicity' | 'ConferTitles', body: object, panel?: number) => done(served.house.application, OFFICER, useCase, panel === undefined ? { round } : { round, panel }, body);

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 2);
    [first, last, idle] = [await register(app, 1, school), await register(app, 12, school), await register(app, 23, school)];
    round = await openRound(app, { [school]: 2 }, 1);
  }, 60_000);
  afterAll(() => served.stop());

  it('every page of hers is asked for as me, and of whoever has no dossier there is none', async () => {
    for (const page of ['', '/case', '/history']) expect([page, (await get(`/teachers/me${page}`, first)).body]).toEqual([page, (await get(`/teachers/${first}${page}`, first)).body]);
    expect((await get('/teachers/me/history?format=text&lang=zh', first)).text).toContain(`教师档案：王乙子（${first}）`);
    expect((await get('/assessments?teacher=me', first)).body).toEqual((await get(`/assessments?teacher=${first}`, first)).body);
    for (const page of ['', '/case']) expect((await get(`/teachers/me${page}`, clerk(school))).status).toBe(404);
    expect((await get('/assessments?teacher=me', clerk(school))).body).toMatchObject({ status: 404, sentences: { zh: `没有找到教师 ${clerk(school)}。请检查标识。` } });
  });

  it('is asked for her consent where a nomination was refused for want of it, and sees the refusal at once', async () => {
    const app = served.house.application;
    await send(app, clerk(school), 'SubmitNomination', { round }, { teacher: first });

    const before = (await own(first)).body;
    expect(before['asked']).toMatchObject([{ what: 'CONSENT', round, by: '2019-05-31', sentences: { zh: expect.stringContaining('尚缺本人同意') } }]);
    expect(before['refusals']).toMatchObject([{ rule: 'consented', roundNames: { zh: '2019年教坛新秀' }, working: expect.arrayContaining([expect.objectContaining({ holds: false })]) }]);
    expect(before['nominations']).toEqual([]);

    await done(app, first, 'GiveConsent', { round }, {});
    expect((await own(first)).body['asked']).toEqual([]);
  });

  it('reads how her nomination stands, each condition with clause and working, and what is waited for', async () => {
    const app = served.house.application;
    await done(app, clerk(school), 'SubmitNomination', { round }, { teacher: first });
    for (const teacher of [last, idle]) {
      await done(app, teacher, 'GiveConsent', { round }, {});
      await done(app, clerk(school), 'SubmitNomination', { round }, { teacher });
    }
    const open = await seen(first);
    expect(open).toMatchObject({ status: 'OPEN', statusName: { zh: '已提交' }, says: { zh: expect.stringContaining('2019-05-31') }, result: null });
    expect(open.verdicts.length).toBeGreaterThan(3);
    expect(open.verdicts.every(({ clause, holds, sentences }) => clause.startsWith('W') && holds && sentences.zh !== '')).toBe(true);

    for (const teacher of [first, last]) await done(app, clerk(school), 'RecommendAtSchool', { round }, { teacher, act: act() });
    expect(await seen(first)).toMatchObject({ status: 'RECOMMENDED', result: null });
    at(served.house, '2019-06-03');
    await put('CloseNominations', {});
    expect(await seen(idle)).toMatchObject({ status: 'NOT_RECOMMENDED', says: { en: expect.stringContaining('Not recommended') } });
    // Whoever reads her dossier reads the same, and as of a day before it was still open.
    expect((await get(`/teachers/${idle}`, OFFICER)).body).toMatchObject({ nominations: [{ status: 'NOT_RECOMMENDED' }], asked: [] });
    expect((await get(`/teachers/${idle}?asOf=2019-06-02`, OFFICER)).body).toMatchObject({ nominations: [{ status: 'OPEN' }] });
  });

  it('sees rank and numbers once the publicity has opened, and by no other way before', async () => {
    const app = served.house.application;
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [first, last] });
    for (const [teacher, mark] of [[first, 95], [last, 88]] as const) for (const expert of experts) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: mark, DESIGN: mark, PORTFOLIO: mark } });
    await put('ClosePanel', {}, 1);
    await put('OpenScores', { act: act() });
    await put('RankCandidates', {});

    expect(await seen(first)).toMatchObject({ status: 'RECOMMENDED', result: null });
    const types = async (): Promise<readonly string[]> => ((await get(`/teachers/${first}/history`, first)).body['entries'] as readonly { readonly type: string }[]).map(({ type }) => type);
    expect(await types()).toEqual(expect.not.arrayContaining(['CandidatesRanked', 'ScoresOpened']));
    expect((await get(`/rounds/${round}/ranking`, first)).status).toBe(403);
    expect((await get(`/rounds/${round}/ranking`, OFFICER)).status).toBe(200);

    at(served.house, '2019-06-10');
    await put('OpenPublicity', { places: ['区教体处网站'] });
    expect(await seen(first)).toMatchObject({ status: 'PROPOSED', result: { rank: 1, proposed: true, publicity: { lastDay: '2019-06-17' }, working: { total: expect.any(String) } } });
    expect(await seen(last)).toMatchObject({ status: 'NOT_PROPOSED', result: { rank: 2, proposed: false, publicity: { lastDay: '2019-06-17' } } });
    expect(JSON.stringify((await own(first)).body)).not.toContain('expert-1');
    expect(await types()).toEqual(expect.arrayContaining(['CandidatesRanked', 'ScoresOpened']));
    expect((await get(`/rounds/${round}/ranking`, first)).status).toBe(200);
    expect((await own(first, '?asOf=2019-06-09')).body['nominations']).toMatchObject([{ status: 'RECOMMENDED', result: null }]);
  });

  it('sees that it is held, by what kind and what comes next, and not who objected; then that it goes on', async () => {
    const app = served.house.application;
    at(served.house, '2019-06-12');
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'handler-1', post: 'BureauOfficer', org: 'edz', from: '2019-01-01', to: null });
    const nomination = String(((await own(first)).body['nominations'] as readonly { readonly nomination: string }[])[0]?.nomination);
    const objection = String((await done(app, OFFICER, 'FileObjection', { round }, { about: { kind: 'NOMINATION', nomination }, type: 'EVIDENCE', receivedAt: '2019-06-12T09:00', objector: { name: '钱实名', contact: '0631-5555555' }, text: '论文存疑' }))['objection']);

    expect(await seen(first)).toMatchObject({ status: 'HELD', statusName: { zh: '暂缓' }, held: [{ kind: 'OBJECTION', by: null, sentences: { zh: expect.stringContaining('正在核查') } }], result: { rank: 1 } });
    expect(await seen(last)).toMatchObject({ status: 'NOT_PROPOSED', held: [] });
    for (const secret of ['钱实名', '0631-5555555', '论文存疑', objection]) expect(JSON.stringify((await own(first)).body)).not.toContain(secret);
    expect((await own(first, '?asOf=2019-06-11')).body['nominations']).toMatchObject([{ status: 'PROPOSED', held: [] }]);

    await done(app, OFFICER, 'AssignObjection', { objection }, { handler: 'handler-1' });
    await done(app, 'handler-1', 'DecideObjection', { objection }, { outcome: 'MAINTAINED', effect: 'PERSON', reasons: '查无实据', act: act('威经教函〔2019〕3号', '2019-06-12') });
    expect(await seen(first)).toMatchObject({ status: 'PROPOSED', held: [] });
  });

  it('ends with the title for one and 未入选 for the other, each step with its clause', async () => {
    at(served.house, '2019-06-20');
    await served.house.application.reactor.rest();
    await put('ClosePublicity', { proofs: [{ place: '区教体处网站', file: null }], objections: 1 });
    at(served.house, '2019-06-21');
    await put('ConferTitles', { act: act('威经教发〔2019〕9号', '2019-06-21'), effectiveOn: '2019-06-21' });

    expect((await own(first)).body).toMatchObject({ titles: [{ status: 'ACTIVE', tierNames: { zh: '教坛新秀' } }], nominations: [{ status: 'CONFERRED', result: { rank: 1 } }] });
    const lost = await seen(last);
    expect(lost).toMatchObject({ status: 'NOT_SELECTED', statusName: { zh: '未入选' }, result: { rank: 2 } });
    expect(lost.steps.map(({ word }) => word.zh)).toEqual(expect.arrayContaining(['本人同意', '申报已提交', '学校推荐', '排名', '未入选']));
    expect(lost.steps.some(({ clause }) => clause?.startsWith('W') === true)).toBe(true);
  });

  it('lists her files, and is for herself alone', async () => {
    const filed = await served.post(`/documents?owner=${first}&kind=${encodeURIComponent('申报表')}`, { as: first, raw: PDF, headers: { 'content-type': 'application/pdf' } });
    await served.post(`/documents?owner=${first}&kind=${encodeURIComponent('其他')}`, { as: clerk(school), raw: Buffer.concat([PDF, Buffer.from('%\n')]), headers: { 'content-type': 'application/pdf' } });

    const files = (await own(first)).body['files'] as readonly { readonly hash: string; readonly kind: string; readonly filedBy: { readonly zh: string } | null }[];
    expect(files).toHaveLength(2);
    expect(files.find(({ hash }) => hash === filed.body['hash'])).toMatchObject({ kind: '申报表', filedBy: null });
    expect(files.find(({ hash }) => hash !== filed.body['hash'])).toMatchObject({ filedBy: { zh: '第1小学' } });

    expect((await get(`/teachers/${first}/case`, first)).headers['etag']).toMatch(/^"\d+"$/u);
    for (const other of [last, clerk(school), OFFICER]) expect((await get(`/teachers/${first}/case`, other)).status).toBe(403);
    expect((await own(OFFICER)).status).toBe(404);
  });
});
