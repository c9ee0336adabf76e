import { act, clerk, OFFICER, openRound, putForward, register, schoolName, settle } from '../commands/town';
import { Served } from './served';

const PLACE = '区教体处网站';

describe('a posted list over HTTP', () => {
  let served: Served;
  let round: string;
  let page: string;
  let teachers: readonly string[];
  const on = (day: string) => served.house.clock.set(`${day}T01:00:00.000Z`);

  beforeAll(async () => {
    served = await Served.start();
    const { application: app } = served.house;
    await settle(app, 1);
    const school = schoolName(1);
    round = await openRound(app, { [school]: 2 }, 2);
    const made: string[] = [];
    for (const n of [1, 2]) {
      const teacher = await register(app, n, school);
      await putForward(app, round, teacher, school);
      made.push(teacher);
    }
    teachers = made;
    on('2019-06-03');
    await served.done(`/rounds/${round}/nominations/close`, OFFICER);
    const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
    await served.done(`/rounds/${round}/panels`, OFFICER, { panel: 1, group: '语文', experts, candidates: teachers });
    for (const expert of experts) for (const [place, teacher] of teachers.entries()) await served.done(`/rounds/${round}/panels/1/scores`, expert, { teacher, components: { LESSON: 95 - place, DESIGN: 95, PORTFOLIO: 95 } });
    await served.done(`/rounds/${round}/panels/1/close`, OFFICER);
    await served.done(`/rounds/${round}/scores/open`, OFFICER, { act: act() });
    await served.done(`/rounds/${round}/ranking`, OFFICER);
    on('2019-06-10');
    const posted = await served.post(`/rounds/${round}/publicity`, { as: OFFICER, body: { places: [PLACE], contact: { office: '人事科<b>', phone: '0631-5980000' } } });
    page = `/public/publicity/${String((posted.body['result'] as { publicity: string }).publicity)}`;
    await served.ask('GET', `/rounds/${round}/publicities`, { as: OFFICER, headers: { 'echelon-position': String(posted.headers['echelon-position']) } });
  }, 60_000);
  afterAll(() => served.stop());

  it('is a page for anybody, in Chinese first, with the usual columns and nothing private', async () => {
    const shown = await served.ask('GET', page);
    expect(shown.status).toBe(200);
    expect(shown.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=60, must-revalidate', 'x-robots-tag': 'noindex, noarchive', vary: 'Accept, Accept-Language' });
    expect(String(shown.headers['content-security-policy'])).toContain("default-src 'none'");
    expect(shown.text).toContain('<html lang="zh-CN">');
    for (const told of ['公示期：2019-06-11 至 2019-06-17，共 5 个工作日', '王乙子', '王丙子', '第1小学', '语文', '教坛新秀', '0631-5980000', '经区教体处', '<th scope="col">序号</th>']) expect(shown.text).toContain(told);
    // Whoever wrote the notice writes text and no markup.
    expect(shown.text).toContain('人事科&#60;b&#62;');
    for (const secret of ['371002', '1990-01-02', '19900102', ...teachers]) expect(shown.text).not.toContain(secret);
    expect((await served.ask('GET', page, { headers: { 'accept-language': 'en' } })).text).toContain('Period of public notice: 2019-06-11 to 2019-06-17');
  });

  it('is JSON where that is asked for, and unchanged where nothing changed', async () => {
    const shown = await served.ask('GET', page, { headers: { accept: 'application/json' } });
    expect(shown.body).toMatchObject({ state: 'POSTED', level: null, lastDay: '2019-06-17', contact: { phone: '0631-5980000' }, columns: ['no', 'name', 'unit', 'subject', 'title'], rows: [{ no: 1, name: '王乙子', unit: '第1小学', subject: '语文', title: '教坛新秀' }, { no: 2, name: '王丙子' }] });
    expect(shown.text).not.toContain('371002');
    expect((await served.ask('GET', page, { headers: { accept: 'application/json', 'if-none-match': String(shown.headers['etag']) } })).status).toBe(304);
    expect((await served.ask('GET', page, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })).headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('another address of that kind is 404 and says nothing', async () => {
    const none = '/public/publicity/0198f0f0-0000-7000-8000-000000000000';
    expect(await served.ask('GET', none)).toMatchObject({ status: 404 });
    expect(await served.ask('GET', none, { headers: { accept: 'application/json' } })).toMatchObject({ status: 404, body: { rule: 'notFound' } });
    const missed = await served.ask('GET', none, { headers: { accept: 'text/html', 'accept-language': 'en' } });
    expect([missed.status, missed.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(missed.text).toContain('There is no publicity 0198f0f0');
  });

  it('question 8 is answered by one query: window, list, places, what is due', async () => {
    const asked = await served.ask('GET', `/rounds/${round}/publicities`, { as: OFFICER });
    expect(asked).toMatchObject({ status: 200, body: { publicities: [{ level: null, standing: 'RUNNING', window: { workingDays: 5, countFirstDay: false, firstDay: '2019-06-11', lastDay: '2019-06-17', provisional: false }, list: { rows: 2, edition: 1 }, places: [{ place: PLACE, proof: null, takenDownOn: null }], page, due: [] }] } });
    expect(await served.ask('GET', `/rounds/${round}/publicities?asOf=2019-06-09`, { as: OFFICER })).toMatchObject({ body: { publicities: [] } });
    expect((await served.ask('GET', `/rounds/${round}/publicities`)).status).toBe(401);
  });

  it('shows an empty row, and every number as it was, once somebody was erased', async () => {
    const before = (await served.ask('GET', page, { headers: { accept: 'application/json' } })).body['rows'] as readonly unknown[];
    await served.done(`/people/${teachers[1] ?? ''}/erasure`, OFFICER, { basis: 'PURPOSE_ENDED' });
    const shown = await served.ask('GET', page, { headers: { accept: 'application/json' } });
    expect(shown.body['rows']).toEqual([before[0], null]);
    expect((await served.ask('GET', page)).text).not.toContain('王丙子');
  });

  it('without its names while its clock stands still, if it was said to come down, and with the reason for nobody', async () => {
    const asked = await served.ask('GET', `/rounds/${round}/ranking`, { as: OFFICER });
    const [line] = asked.body['lines'] as readonly { nomination: string }[];
    on('2019-06-12');
    await served.done(`/rounds/${round}/publicity/suspend`, OFFICER, { nomination: line?.nomination, reason: '实名举报', staysPosted: false, act: act() });
    const shown = await served.ask('GET', page);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('计时现已中止');
    expect(shown.text).not.toContain('王乙子');
    expect(shown.text).not.toContain('举报');
    await served.done(`/rounds/${round}/publicity/resume`, OFFICER, {});
    expect((await served.ask('GET', page)).text).toContain('王乙子');
  });

  it('is gone after its last day, with no names, before anybody has taken it down by hand', async () => {
    on('2019-06-18');
    expect((await served.ask('GET', page)).text).toContain('王乙子');
    on('2019-06-20');
    const gone = await served.ask('GET', page);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('名单已撤下');
    expect(gone.text).not.toContain('王乙子');
    expect(await served.ask('GET', page, { headers: { accept: 'application/json' } })).toMatchObject({ status: 410, body: { state: 'TAKEN_DOWN', rows: [] } });
    expect(await served.post(`/rounds/${round}/publicity/take-down`, { as: clerk('school-1'), body: {} })).toMatchObject({ status: 403 });
    await served.done(`/rounds/${round}/publicity/take-down`, OFFICER, {});
  });
});
