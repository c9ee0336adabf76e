import { COUNTY, countyRound, settleCity } from '../commands/city';
import { dossier, OFFICER } from '../commands/town';
import { PDF } from '../contract/sample-files';
import { Served, type Answer } from './served';

describe('applications over HTTP', () => {
  let served: Served;
  let round: string;
  const teachers: string[] = [];
  beforeAll(async () => {
    served = await Served.start();
    served.house.clock.set(new Date('2019-05-10T09:00:00+08:00').toISOString());
    await settleCity(served.house.application);
    round = await countyRound(served.house.application);
    for (const n of [1, 2, 3]) teachers.push(String((await served.done('/teachers', 'clerk-1', dossier(n, 'school-1')))['teacher']));
  }, 30_000);
  afterAll(() => served.stop());

  const file = async (owner: string, raw: Buffer): Promise<string> =>
    String((await served.post(`/documents?owner=${owner}&kind=${encodeURIComponent('证明材料')}`, { as: 'clerk-1', raw, headers: { 'content-type': 'application/pdf' } })).body['hash']);

  const fresh = async (url: string, as: string): Promise<Answer> => served.ask('GET', url, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });

  it('E43 a paper that two candidates hand in is reported with both, and to nobody but those who run rounds', async () => {
    const own = Buffer.concat([PDF, Buffer.from('% of the third alone\n')]);
    for (const [index, teacher] of teachers.entries()) {
      await served.done(`/rounds/${round}/consents`, teacher, {});
      const hash = await file(teacher, index < 2 ? PDF : own);
      await served.done(`/rounds/${round}/nominations`, 'clerk-1', { teacher, attachments: [{ kind: '证明材料', file: hash }] });
    }

    const answer = await fresh(`/rounds/${round}/shared-files`, OFFICER);

    expect(answer.body).toMatchObject({ round, next: null, files: [{ candidates: 2, uses: [{ teacher: teachers[0], kind: '证明材料', name: expect.any(String) }, { teacher: teachers[1] }] }] });
    expect((await served.ask('GET', `/rounds/${round}/shared-files`, { as: 'clerk-1' })).status).toBe(403);
    // The document of another is not hers to hand in.
    const foreign = await file(teachers[0] ?? '', PDF);
    expect(await served.post(`/rounds/${round}/completions`, { as: 'clerk-1', body: { teacher: teachers[2], attachments: [{ kind: '证明材料', file: foreign }] } })).toMatchObject({ body: { rule: 'attachmentNotHers' } });
  });

  it('a draft is read by herself and by nobody else; what is asked of her says until when', async () => {
    const [teacher = ''] = teachers;
    await served.done(`/rounds/${round}/drafts`, teacher, { content: { story: '我的教学' } });
    await served.done(`/rounds/${round}/recommendations`, 'clerk-1', { teacher, act: { body: 'school-1', kind: '会议纪要', number: null, date: '2019-05-10', file: null } });
    await served.done(`/rounds/${round}/returns`, COUNTY, { teacher, items: ['事迹'], words: '缺盖章页', due: '2019-05-24T17:00' });

    const hers = await fresh(`/teachers/${teacher}`, teacher);

    expect(hers.body).toMatchObject({ drafts: [{ round, content: { story: '我的教学' } }], asked: [{ what: 'COMPLETION', by: '2019-05-24T17:00' }], nominations: [{ status: 'RETURNED', returns: [{ items: ['事迹'], ended: null }] }] });
    for (const as of ['clerk-1', COUNTY, OFFICER]) {
      const seen = await served.ask('GET', `/teachers/${teacher}`, { as });
      expect(seen.body).toMatchObject({ drafts: [] });
      // The revision is that of her stream all the same, for If-Match.
      expect(seen.headers['etag']).toBe(hers.headers['etag']);
      expect((await served.ask('GET', `/teachers/${teacher}/history`, { as })).text).not.toContain('我的教学');
    }
  });
});
