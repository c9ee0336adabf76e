import { randomBytes } from 'node:crypto';
import type { TitleConferred } from '../../src/domain/teacher/facts';
import { teacher } from '../../src/domain/teacher/teacher';
import { encode, stamp } from '../../src/event-store/codec';
import { newEventId } from '../../src/ids';
import { done, OFFICER, register } from '../commands/town';
import { at, readTown, type ReadTown } from './read-town';
import { Served, type Answer } from './served';

/** Nobody logs in to check a paper: every question here goes without a token. */
describe('public verification of a title', () => {
  let served: Served;
  let town: ReadTown;
  const verify = async (certificate: string, accept = 'application/json'): Promise<Answer> => served.ask('GET', `/public/certificates/${certificate}`, { headers: { accept, 'echelon-position': (await served.house.events.head()) ?? '' } });
  const reflected = async (): Promise<void> => void (await served.ask('GET', '/roster?limit=1', { as: OFFICER, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } }));
  let certificate: string;

  beforeAll(async () => {
    served = await Served.start();
    town = await readTown(served.house);
    await reflected();
    const roster = await served.ask('GET', `/roster?status=ACTIVE`, { as: OFFICER });
    certificate = String((roster.body['rows'] as readonly { readonly teacher: string; readonly certificate: string }[]).find(({ teacher }) => teacher === town.teachers[0])?.certificate);
  }, 60_000);
  afterAll(() => served.stop());

  it('says the least there is to know, and that the title is valid', async () => {
    const answer = await verify(certificate);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ certificate, status: 'VALID', holder: '王＊＊', tier: { zh: '教坛新秀' }, unit: { zh: '第1小学' }, conferredOn: '2019-06-21', until: null, number: '威经教发〔2019〕9号' });
    expect(answer.headers['cache-control']).toBe('no-store');
    // Neither her id nor anything else that could be joined with another list.
    expect(answer.text).not.toContain(town.teachers[0]);
    expect(Object.keys(answer.body).sort()).toEqual(['asOf', 'certificate', 'conferredBy', 'conferredOn', 'holder', 'number', 'programme', 'since', 'status', 'tier', 'unit', 'until']);
  });

  it('a title that begins later has its certificate already, which is not valid yet', async () => {
    at(served.house, '2019-06-20');
    expect((await verify(certificate)).body).toMatchObject({ status: 'NOT_YET_VALID', conferredOn: '2019-06-21' });
    at(served.house, '2019-06-21');
  });

  it('E26 a renewed title keeps the day of its conferral, in the answer and on the page; what it runs to is the new term\'s', async () => {
    const [, holder] = town.teachers;
    const { desk } = served.house.application;
    const { state, revision } = await desk.streams.load(teacher, `teacher-${holder}`);
    const conferred = state.facts.find(({ type }) => type === 'TitleConferred')?.data as TitleConferred['data'];
    // As a programme with terms records it: this one's titles have none.
    const { version, class: kind } = stamp('TitleRenewed');
    const renewed = encode({
      id: newEventId(), type: 'TitleRenewed', version, stream: `teacher-${holder}`, revision: revision + 1, recordedAt: '2022-06-21T01:00:00.000Z',
      data: { title: conferred.title, programme: conferred.programme, tier: conferred.tier, way: 'AWARD', term: { number: 2, from: '2022-06-21', to: '2025-06-20' } }, private: {},
      meta: { commandId: 'renewed', useCase: 'RenewTitle', request: 'r', actor: OFFICER, appointment: 'ap', capacity: { post: 'BureauOfficer', org: 'edz' }, effectiveOn: '2022-06-21', context: { today: '2022-06-21' }, cause: 'c', correlation: 'c', class: kind },
    }, new Map(), randomBytes);
    await served.house.events.append(`teacher-${holder}`, revision, [renewed]);
    desk.streams.forget();
    at(served.house, '2022-06-21');
    const answer = await verify(conferred.certificate);
    expect(answer.body).toMatchObject({ status: 'VALID', since: null, conferredOn: '2019-06-21', until: '2025-06-20' });
    expect((await verify(conferred.certificate, 'text/html')).text).toMatch(/2019-06-21.*2025-06-20/u);
    at(served.house, '2019-06-21');
  });

  it('is a page for a browser, in the language asked for', async () => {
    const page = await verify(certificate, 'text/html');
    expect(String(page.headers['content-type'])).toContain('text/html');
    expect(page.text).toContain('<td>有效</td>');
  });

  it('a number that was never given out is not there, and the answer says what to do', async () => {
    const answer = await verify('RISING_STAR-2019-none-001');
    expect(answer.status).toBe(404);
    expect(answer.body['sentences']).toMatchObject({ zh: expect.stringContaining('请检查') as string });
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const zh = await served.ask('GET', '/public/certificates/NOPE-1', { headers: browser });
    expect([zh.status, zh.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(zh.text).toMatch(/lang="zh-CN".*<p>没有找到证书 NOPE-1。请检查标识。<\/p>/u);
    const en = await served.ask('GET', '/public/certificates/NOPE-1', { headers: { ...browser, 'accept-language': 'en' } });
    expect(en.text).toMatch(/lang="en".*<p>There is no certificate NOPE-1\. Check the id\.<\/p>/u);
  });

  it('E31 a reissued certificate voids the old one, and a revocation shows at once', async () => {
    const [holder] = town.teachers;
    const title = String((await served.ask('GET', `/teachers/${holder}`, { as: OFFICER })).text.match(/"title":"([^"]+)"/)?.[1]);
    const app = served.house.application;
    at(served.house, '2019-07-01');
    const reissued = await done(app, OFFICER, 'ReissueCertificate', { teacher: holder, title }, { reasonCode: 'LOST', reason: '遗失' });
    await reflected();
    const again = String(reissued['certificate']);
    expect((await verify(certificate)).body).toMatchObject({ status: 'REPLACED', since: '2019-07-01' });
    expect((await verify(again)).body).toMatchObject({ status: 'VALID' });
    at(served.house, '2019-09-01');
    await done(app, OFFICER, 'RevokeTitle', { teacher: holder, title }, { ground: 'ETHICS', authority: 'edz', certificateRecovered: false, reason: '有偿补课', act: { body: 'edz', kind: '决定', number: '威经教发〔2019〕30号', date: '2019-09-01', file: null } });
    expect((await verify(again)).body).toMatchObject({ status: 'REVOKED', since: '2019-09-01' });
  });

  it('E6 a paper of a dossier that was given up follows what is decided on the one that stands for it', async () => {
    const [, given] = town.teachers;
    const app = served.house.application;
    at(served.house, '2019-09-02');
    const act = { body: 'edz', kind: '决定', number: '威经教发〔2019〕31号', date: '2019-09-02', file: null };
    const { title, certificate: paper } = ((await served.ask('GET', `/teachers/${given}`, { as: OFFICER })).body['titles'] as readonly { readonly title: string; readonly certificate: string }[])[0] ?? { title: '', certificate: '' };
    const stands = await register(app, 56, 'school-1');
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act });
    expect((await verify(paper)).body).toMatchObject({ status: 'VALID', holder: '王＊＊' });
    await done(app, OFFICER, 'RevokeTitle', { teacher: stands, title }, { ground: 'ETHICS', authority: 'edz', certificateRecovered: false, reason: '有偿补课', act });
    expect((await verify(paper)).body).toMatchObject({ status: 'REVOKED', since: '2019-09-02' });
  });
});
