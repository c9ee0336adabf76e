import { readFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { checkCharacter } from '../../src/domain/identity-number';
import { dossier, OFFICER, PROGRAMME, settle, openRound as openDemonstrationRound } from '../commands/town';
import { eventually, Served, type Answer, type Asked } from './served';

const shipped = readFileSync(join(__dirname, '../../programmes', PROGRAMME, 'programme.yaml'), 'utf8');

/** What every refusal must be, whatever it is about (RFC 9457). */
function problem(answer: Answer, status: number, rule: string): Answer {
  expect({ status: answer.status, rule: answer.body['rule'], text: answer.status === status ? '' : answer.text }).toEqual({ status, rule, text: '' });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const { sentences } = answer.body as { sentences: { zh: string; en: string } };
  expect(sentences.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(sentences.en).toMatch(/[a-z]/);
  for (const text of [sentences.zh, sentences.en]) expect(text).not.toMatch(/\{\w+\}|undefined|〔无〕|\[none\]|\[object/);
  expect(answer.body).toMatchObject({ type: `urn:echelon:problem:${rule}`, status, detail: sentences.zh, title: expect.any(String) as string });
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|\.js:\d| {4}at /);
  return answer;
}

/** As curl sends an address that its user did not encode. */
async function rawly(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(request));
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

describe('bad input', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 2);
  }, 30_000);
  afterAll(() => served.stop());

  const org = { org: 'school-9', names: { zh: '第九小学', en: 'Primary School 9' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false };
  const register = (body: unknown, more: Asked = {}) => served.post('/orgs', { as: OFFICER, body, ...more });
  const paths = (answer: Answer) => (answer.body['errors'] as { path: string }[]).map(({ path }) => path);

  it('unknown, missing and malformed fields are named one by one, and nothing is stored', async () => {
    const before = await served.house.events.head();
    expect(paths(problem(await register({ ...org, level: 'VILLAGE', rural: 'yes', extra: 1 }), 422, 'fieldsWrong')).sort()).toEqual(['extra', 'level', 'rural']);
    expect(paths(problem(await register({ ...org, names: undefined }), 422, 'fieldsWrong'))).toEqual(['names']);
    for (const body of [null, [], 'text', 7]) problem(await register(body), 422, 'fieldsWrong');
    expect(await served.house.events.head()).toBe(before);
  });

  it.each([
    ['a body that is no JSON', '{"org": oops}', 'malformedJson'],
    ['a number beyond 2^53', JSON.stringify(org).replace('"rural":false', '"rural":9007199254740993'), 'unsafeNumber'],
    ['a lone surrogate', JSON.stringify(org).replace('第九小学', '\\ud800'), 'loneSurrogate'],
    ['a prototype key', JSON.stringify(org).replace('{', '{"__proto__":{"admin":true},'), 'forbiddenKey'],
    ['a field given twice', JSON.stringify(org).replace('{', '{"org":"school-8",'), 'repeatedKey'],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('{"org":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]), 'notUtf8'],
  ])('%s is 400', async (_name, raw, rule) => {
    problem(await served.post('/orgs', { as: OFFICER, raw }), 400, rule);
  });

  it('a body of 10 MB is 413, except for a batch, whose limit is 16 MB', async () => {
    const raw = JSON.stringify({ pad: 'x'.repeat(10 * 1024 * 1024) });
    problem(await served.post('/orgs', { as: OFFICER, raw }), 413, 'tooLarge');
    problem(await served.post('/teachers/batches', { as: OFFICER, raw }), 422, 'fieldsWrong');
  });

  it('an address that is none is 404, a method that is none of its own 405 with Allow, another content type 415', async () => {
    problem(await served.ask('GET', '/nothing/here', { as: OFFICER }), 404, 'noSuchAddress');
    problem(await served.ask('GET', '/%zz', { as: OFFICER }), 400, 'badRequest');
    const wrong = problem(await served.ask('DELETE', '/orgs/edz/names', { as: OFFICER }), 405, 'methodNotAllowed');
    expect(wrong.headers.allow).toBe('POST');
    problem(await served.post('/orgs', { as: OFFICER, raw: '<org/>', headers: { 'content-type': 'application/xml' } }), 415, 'mediaType');
    problem(await served.post('/rounds/%20/nominations/close', { as: OFFICER }), 404, 'notFound');
    problem(await served.post('/rounds/r-none/nominations/close', { as: OFFICER }), 404, 'notFound');
  });

  it('what Node gives up on before it is a request is told alike: an address that is not encoded, headers too long', async () => {
    await served.app.listen(0, '127.0.0.1');
    const { port } = served.app.getHttpServer().address() as AddressInfo;
    for (const [path, status, rule, says] of [['/roster?subject=语文', 400, 'badCharacters', '%E8%AF%AD'], [`/roster?subject=${'a'.repeat(20_000)}`, 431, 'headersTooLarge', '过长']] as const) {
      const [head = '', text = ''] = (await rawly(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).split('\r\n\r\n');
      const body = JSON.parse(text) as Answer['body'];
      const headers = Object.fromEntries(head.split('\r\n').slice(1).map((line) => line.split(': ', 2).map((part, n) => (n === 0 ? part.toLowerCase() : part)) as [string, string]));
      expect(head.split('\r\n', 1)[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect([headers['content-language'], headers['content-length']]).toEqual(['zh', String(Buffer.byteLength(text))]);
      expect(problem({ status, headers, body, text } as Answer, status, rule).body['detail']).toContain(says);
    }
  });

  it('headers that mean nothing are 400', async () => {
    problem(await register(org, { headers: { 'idempotency-key': 'two words' } }), 400, 'keyMalformed');
    problem(await register(org, { headers: { 'if-match': '12' } }), 400, 'ifMatchMalformed');
    problem(await register(org, { headers: { 'echelon-acting-as': 'a, b' } }), 400, 'actingAsMalformed');
  });

  it('answers in the language that is asked for and always gives both', async () => {
    const en = await register({ ...org, level: 'VILLAGE' }, { headers: { 'accept-language': 'fr, en-GB;q=0.8, zh;q=0.5' } });
    expect(en.headers['content-language']).toBe('en');
    expect(en.body).toMatchObject({ title: 'Refused by the rules', detail: (en.body as { sentences: { en: string } }).sentences.en });
    expect((await register({ ...org, level: 'VILLAGE' })).headers['content-language']).toBe('zh');
  });

  it('a date that is none, a wrong check digit; a lower-case x and full-width digits are put right', async () => {
    const clerk = 'clerk-of-school-1';
    const add = (body: unknown) => served.post('/teachers', { as: clerk, body });
    const good = dossier(1, 'school-1');
    expect(paths(problem(await add({ ...good, enteredOn: '2019-02-30' }), 422, 'fieldsWrong'))).toEqual(['enteredOn']);
    const { identityNumber } = good.personal;
    const wrong = `${identityNumber.slice(0, 17)}${identityNumber.endsWith('1') ? '2' : '1'}`;
    expect(paths(problem(await add({ ...good, personal: { ...good.personal, identityNumber: wrong } }), 422, 'fieldsWrong'))).toEqual(['personal.identityNumber']);

    const withX = Array.from({ length: 60 }, (_, n) => dossier(10 + n, 'school-1')).find(({ personal }) => personal.identityNumber.endsWith('X'));
    if (withX === undefined) throw new Error('no number ends in X');
    const fullWidth = withX.personal.identityNumber.toLowerCase().replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect(checkCharacter(withX.personal.identityNumber.slice(0, 17))).toBe('X');
    expect(await add({ ...withX, personal: { ...withX.personal, identityNumber: fullWidth } })).toMatchObject({ status: 201 });
    // The same person under the number as it is: the claim is found, so both spellings were one number.
    problem(await add(withX), 409, 'identityTaken');
  });

  it.each([
    ['a tab', 'format: 1\n\tid: x\n'],
    ['an unknown key', 'format: 1\nid: weihai-edz-2017\ncolour: red\n'],
    ['a tier that is nowhere defined', shipped.replace('tier: { value: RISING_STAR', 'tier: { value: RISING_SUN')],
  ])('a rule file with %s is refused with the lines', async (_fault, text) => {
    expect(text === shipped).toBe(false);
    const before = await served.house.events.head();
    const answer = problem(await served.post('/programmes/weihai-edz-2017/versions', { as: OFFICER, body: { text } }), 422, 'programmeFaults');
    const errors = answer.body['errors'] as { line: number | null; sentences: { zh: string; en: string } }[];
    expect(errors.length).toBeGreaterThan(0);
    for (const { line, sentences } of errors) {
      expect(line).toBeGreaterThan(0);
      expect(sentences.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(sentences.en).toMatch(/[a-z]/);
    }
    if (text.includes('RISING_SUN')) {
      // Whoever published it from a form has no file to look into: the sentence names the clause.
      const at = text.split('\n').findIndex((row) => row.includes('RISING_SUN')) + 1;
      expect(errors.find(({ line }) => line === at)?.sentences.en).toMatch(/RISING_SUN.*\(clause W\d+\)$/);
    }
    expect(await served.house.events.head()).toBe(before);
  });

  it('somebody without the appointment is 403 and noted; a score by someone not on the panel is 403', async () => {
    problem(await register(org, { as: 'stranger' }), 403, 'postMayNot');
    const round = await openDemonstrationRound(served.house.application, { 'school-1': 2 }, 1);
    problem(await served.post(`/rounds/${round}/nominations/close`, { as: 'stranger' }), 403, 'postMayNot');
    const score = { teacher: 't-1', components: { LESSON: 90 } };
    problem(await served.post(`/rounds/${round}/panels/1/scores`, { as: 'clerk-of-school-1', body: score }), 403, 'postMayNot');
    problem(await served.post(`/rounds/${round}/panels/1/scores`, { as: 'expert-1', body: score }), 404, 'unknownPanel');
    const noted = await eventually(() => readFileSync(join(served.data, 'access.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>), (lines) => lines.length === 3);
    expect(noted.map(({ subject, useCase, rule }) => [subject, useCase, rule])).toEqual([['stranger', 'RegisterOrg', 'postMayNot'], ['stranger', 'CloseNominations', 'postMayNot'], ['clerk-of-school-1', 'SubmitScore', 'postMayNot']]);
  });

  it('a teacher born one day before the bound is refused with clause, bound and her own date', async () => {
    const round = await openDemonstrationRound(served.house.application, { 'school-2': 2 }, 1);
    const { teacher } = await served.done('/teachers', 'clerk-of-school-2', dossier(200, 'school-2', '1983-12-31'));
    await served.done(`/rounds/${round}/consents`, String(teacher));
    const refused = problem(await served.post(`/rounds/${round}/nominations`, { as: 'clerk-of-school-2', body: { teacher } }), 422, 'bornOnOrAfter');
    const { sentences, clause } = refused.body as { sentences: { zh: string; en: string }; clause: string };
    for (const text of [sentences.zh, sentences.en]) {
      expect(text).toContain('1983-12-31');
      expect(text).toContain('1984-01-01');
      expect(text).toContain(clause);
    }
    expect(refused.headers['echelon-position']).toMatch(/./);
  });
});
