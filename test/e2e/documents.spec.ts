import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyFiles } from '../../src/audit/verify-files';
import { PDF, PNG } from '../contract/sample-files';
import { dossier, OFFICER, settle } from '../commands/town';
import { eventually, Served, type Answer } from './served';

const variant = (name: string): Buffer => Buffer.concat([PDF, Buffer.from(`% ${name}\n`)]);

describe('documents over HTTP', () => {
  let served: Served;
  let teacher = '';
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 2);
    teacher = String((await served.done('/teachers', 'clerk-of-school-1', dossier(1, 'school-1')))['teacher']);
  }, 30_000);
  afterAll(() => served.stop());

  const file = (owner: string, raw: Buffer, as: string, type = 'application/pdf', kind = '其他'): Promise<Answer> => served.post(`/documents?owner=${owner}&kind=${encodeURIComponent(kind)}`, { as, raw, headers: { 'content-type': type } });

  it('a filed act is read back as it was, and its hash can be checked without a key', async () => {
    const filed = await file('programme:weihai-edz-2017', PDF, OFFICER);
    expect(filed).toMatchObject({ status: 201, body: { type: 'pdf', size: PDF.length } });
    expect(filed.headers.location).toBe(`/documents/${String(filed.body['hash'])}`);

    const again = await file('programme:weihai-edz-2017', PDF, OFFICER);
    expect(again).toMatchObject({ status: 201, body: filed.body });

    const read = await served.ask('GET', String(filed.headers.location), { as: OFFICER });
    expect(read.status).toBe(200);
    expect(read.headers['x-content-type-options']).toBe('nosniff');
    expect(read.headers['content-type']).toBe('application/pdf');
    expect(read.headers['content-disposition']).toMatch(/^attachment/u);
    expect(read.text).toBe(PDF.toString('latin1'));
    const salt = Buffer.from(String(read.headers['echelon-salt']), 'hex');
    expect(createHash('sha256').update(salt).update(PDF).digest('hex')).toBe(filed.body['hash']);
  });

  it('what is about a person is for herself, her school and who stands above it', async () => {
    const filed = await file(teacher, PNG, 'clerk-of-school-1', 'image/png');
    const address = String(filed.headers.location);
    expect(filed.status).toBe(201);
    for (const as of [teacher, 'clerk-of-school-1', OFFICER]) expect((await served.ask('GET', address, { as })).status).toBe(200);
    for (const as of ['clerk-of-school-2', 'expert-1', 'stranger']) expect(await served.ask('GET', address, { as })).toMatchObject({ status: 403, body: { rule: 'mayNotRead' } });
    expect(await file(teacher, PNG, 'clerk-of-school-2', 'image/png')).toMatchObject({ status: 403, body: { rule: 'outsideJurisdiction' } });
    for (const as of ['stranger', 'expert-1']) expect(await file('programme:weihai-edz-2017', PDF, as)).toMatchObject({ status: 403, body: { rule: 'postMayNot' } });
    const noted = async () => (await readFile(join(served.data, 'access.log'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(await eventually(noted, (lines) => lines.some(({ useCase }) => useCase === 'FileDocument') && lines.filter(({ question }) => question === 'document').length >= 5)).toEqual(expect.arrayContaining([
      expect.objectContaining({ question: 'document', reader: 'clerk-of-school-2', outcome: 'REFUSED', people: [teacher] }),
      expect.objectContaining({ question: 'document', reader: OFFICER, outcome: 'SHOWN', people: [teacher] }),
      expect.objectContaining({ useCase: 'FileDocument', subject: 'clerk-of-school-2', rule: 'outsideJurisdiction' }),
    ]));
  });

  it('she files what is hers, which her school reads; what a body files about her, it does not', async () => {
    const own = await file(teacher, variant('own'), teacher, 'application/pdf', '申报表');
    const reasons = await file(teacher, variant('reasons'), OFFICER, 'application/pdf', '红头文件');
    const reads = async (filed: Answer, as: string): Promise<number> => (await served.ask('GET', String(filed.headers.location), { as })).status;
    expect([await reads(own, teacher), await reads(own, 'clerk-of-school-1'), await reads(own, OFFICER)]).toEqual([200, 200, 200]);
    const may = async (filed: Answer, as: string): Promise<string> => String(((await served.ask('GET', String(filed.headers.location), { as })).body['sentences'] as Record<string, string> | undefined)?.['zh']);
    // Whom to ask is named: of what a body filed, not her school.
    expect(await may(own, 'clerk-of-school-2')).toMatch(/可以查阅的任职：.*主管部门工作人员.*学校/u);
    expect(await may(reasons, 'clerk-of-school-1')).toMatch(/可以查阅的任职：(?!.*学校).*主管部门工作人员/u);
    expect([await reads(reasons, teacher), await reads(reasons, 'clerk-of-school-1'), await reads(reasons, OFFICER)]).toEqual([200, 403, 200]);
    const { headers } = await served.ask('GET', String(own.headers.location), { as: teacher });
    expect(String(headers['content-disposition'])).toContain(`filename*=UTF-8''${encodeURIComponent('申报表')}-`);
  });

  it('minutes of a school are for it and for whoever runs the round, not for the next school', async () => {
    const minutes = await file('programme:weihai-edz-2017', variant('minutes'), 'clerk-of-school-1', 'application/pdf', '会议纪要');
    const status = async (as: string): Promise<number> => (await served.ask('GET', String(minutes.headers.location), { as })).status;
    expect([await status('clerk-of-school-1'), await status(OFFICER), await status('clerk-of-school-2'), await status(teacher)]).toEqual([200, 200, 403, 403]);
  });

  it('nothing is filed for nobody: an id that is nobody\'s, a programme that there is not', async () => {
    expect(await file('nobody-1', PDF, OFFICER)).toMatchObject({ status: 404, body: { rule: 'notFound' } });
    expect(await file('nobody-1', PDF, 'nobody-1')).toMatchObject({ status: 403 });
    expect(await file('programme:none', PDF, OFFICER)).toMatchObject({ status: 404, body: { rule: 'notFound' } });
    expect((await served.house.keys.get(['nobody-1', 'programme:none'])).size).toBe(0);
  });

  it('a decision cites a filed document, and none that is not filed; what nothing cites expires', async () => {
    const act = { body: 'edz', kind: '通知', number: '威经教发〔2019〕3号', date: '2019-05-10' };
    const adopt = (hash: string): Promise<Answer> => served.post('/programmes/weihai-edz-2017/adoptions', { as: OFFICER, body: { version: 1, path: 'tiers.RISING_STAR.publicity.workingDays', value: 7, sample: true, act: { ...act, file: hash } } });
    const [cited, idle] = [await file('programme:weihai-edz-2017', variant('cited'), OFFICER), await file('programme:weihai-edz-2017', variant('idle'), OFFICER)];
    const head = await served.house.events.head();
    const refused = await adopt('f'.repeat(64));
    expect(refused).toMatchObject({ status: 422, body: { rule: 'fileNotFiled', working: { inputs: { file: 'f'.repeat(64) } } } });
    expect(await served.house.events.head()).toBe(head);
    expect(await adopt(String(cited.body['hash']))).toMatchObject({ status: 200 });

    const now = served.house.clock.now();
    served.house.clock.set(new Date(Date.parse(now) + 8 * 86_400_000).toISOString());
    expect(await served.house.uploads.expire()).toContain(idle.body['hash']);
    served.house.clock.set(now);

    expect((await served.ask('GET', String(cited.headers.location), { as: OFFICER })).status).toBe(200);
    expect(await served.ask('GET', String(idle.headers.location), { as: OFFICER })).toMatchObject({ status: 404, body: { rule: 'notFound' } });
    expect(await adopt(String(idle.body['hash']))).toMatchObject({ status: 422, body: { rule: 'fileNotFiled' } });
    expect(await verifyFiles(served.house)).toEqual({ intact: 1, erased: 0, findings: [], more: 0 });
  });

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['a type that it is not', () => file(teacher, PNG, OFFICER, 'application/pdf'), 415, 'file.notAsDeclared'],
    ['what no office takes', () => file(teacher, Buffer.from('MZ not a document'), OFFICER, 'application/octet-stream'), 415, 'file.unknownType'],
    ['an empty file', () => file(teacher, Buffer.alloc(0), OFFICER, 'application/octet-stream'), 422, 'file.empty'],
    ['more than 20 MB', () => file(teacher, Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)]), OFFICER), 413, 'tooLarge'],
    ['a kind that there is not', () => file(teacher, PDF, OFFICER, 'application/pdf', '随便'), 422, 'fieldsWrong'],
    ['a body that is no file', () => served.post(`/documents?owner=${teacher}`, { as: OFFICER, body: {} }), 415, 'mediaType'],
    ['nobody it is about', () => served.post('/documents', { as: OFFICER, raw: PDF, headers: { 'content-type': 'application/pdf' } }), 422, 'fieldsWrong'],
    ['a file where a command is wanted', () => served.post('/orgs', { as: OFFICER, raw: PDF, headers: { 'content-type': 'application/pdf' } }), 415, 'mediaType'],
    ['a hash that is not there', () => served.ask('GET', `/documents/${'0'.repeat(64)}`, { as: OFFICER }), 404, 'notFound'],
  ])('refuses %s', async (_what, ask, status, rule) => {
    const answer = await ask();
    expect(answer).toMatchObject({ status, body: { rule, sentences: { zh: expect.stringMatching(/[\u4e00-\u9fff]/u) as string, en: expect.any(String) as string } } });
  });

  it('after an erasure it cannot be read any more', async () => {
    const filed = await file(teacher, PDF, 'clerk-of-school-1');
    expect(await served.post(`/people/${teacher}/erasure`, { as: OFFICER, body: { basis: 'CONSENT_WITHDRAWN' } })).toMatchObject({ status: 200 });
    expect((await served.ask('GET', String(filed.headers.location), { as: OFFICER })).status).toBe(410);
    expect(await file(teacher, PDF, OFFICER)).toMatchObject({ status: 410, body: { rule: 'erased' } });
  });
});
