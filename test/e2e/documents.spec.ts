import { createHash } from 'node:crypto';
import { PDF, PNG } from '../contract/sample-files';
import { dossier, OFFICER, settle } from '../commands/town';
import { Served, type Answer } from './served';

describe('documents over HTTP', () => {
  let served: Served;
  let teacher = '';
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 2);
    teacher = String((await served.done('/teachers', 'clerk-of-school-1', dossier(1, 'school-1')))['teacher']);
  }, 30_000);
  afterAll(() => served.stop());

  const file = (owner: string, raw: Buffer, as: string, type = 'application/pdf'): Promise<Answer> => served.post(`/documents?owner=${owner}`, { as, raw, headers: { 'content-type': type } });

  it('a filed act is read back as it was, and its hash can be checked without a key', async () => {
    const filed = await file('programme:weihai-edz-2017', PDF, OFFICER);
    expect(filed).toMatchObject({ status: 201, body: { type: 'pdf', size: PDF.length } });
    expect(filed.headers.location).toBe(`/documents/${String(filed.body['hash'])}`);

    const read = await served.ask('GET', String(filed.headers.location), { as: 'clerk-of-school-1' });
    expect(read.status).toBe(200);
    expect(read.headers['content-type']).toBe('application/pdf');
    expect(read.headers['content-disposition']).toMatch(/^attachment/u);
    expect(read.text).toBe(PDF.toString('latin1'));
    const salt = Buffer.from(String(read.headers['echelon-salt']), 'hex');
    expect(createHash('sha256').update(salt).update(PDF).digest('hex')).toBe(filed.body['hash']);
  });

  it('what is about a person is for herself, her school and who stands above it', async () => {
    const filed = await file(teacher, PNG, 'clerk-of-school-1', 'image/png');
    const address = String(filed.headers.location);
    for (const as of [teacher, 'clerk-of-school-1', OFFICER]) expect((await served.ask('GET', address, { as })).status).toBe(200);
    for (const as of ['clerk-of-school-2', 'expert-1', 'stranger']) expect(await served.ask('GET', address, { as })).toMatchObject({ status: 403, body: { rule: 'mayNotRead' } });
    expect(await file(teacher, PNG, 'clerk-of-school-2', 'image/png')).toMatchObject({ status: 403, body: { rule: 'mayNotRead' } });
    expect(await file('programme:weihai-edz-2017', PDF, 'stranger')).toMatchObject({ status: 403 });
  });

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['a type that it is not', () => file(teacher, PNG, OFFICER, 'application/pdf'), 415, 'file.notAsDeclared'],
    ['what no office takes', () => file(teacher, Buffer.from('MZ not a document'), OFFICER, 'application/octet-stream'), 415, 'file.unknownType'],
    ['an empty file', () => file(teacher, Buffer.alloc(0), OFFICER, 'application/octet-stream'), 422, 'file.empty'],
    ['more than 20 MB', () => file(teacher, Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)]), OFFICER), 413, 'tooLarge'],
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
