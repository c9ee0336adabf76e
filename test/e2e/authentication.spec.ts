import { createServer as createHttpServer, type Server } from 'node:http';
import { statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { localKey, signLocalToken } from '../../src/http/local-tokens';
import { Tokens } from '../../src/http/tokens';
import { EdgeError } from '../../src/http/edge-error';
import { localToken } from '../../src/cli/token';
import { OFFICER } from '../commands/town';
import { BUREAU, Served } from './served';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

describe('tokens of the data folder', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
  });
  afterAll(() => served.stop());

  const now = () => Math.floor(Date.now() / 1000);
  async function forged(key: Parameters<SignJWT['sign']>[0], claims: { iss?: string; aud?: string; exp?: number; sub?: string } = {}): Promise<string> {
    return new SignJWT({ iss: 'urn:echelon:local', aud: 'echelon', sub: OFFICER, exp: now() + 60, ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
  }

  it('each way of not being somebody has its own sentence, and WWW-Authenticate', async () => {
    const stranger = await generateKeyPair('EdDSA');
    const good = await signLocalToken(served.data, OFFICER, 60, Date.now());
    const [header = '', payload = ''] = good.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const cases: readonly (readonly [string, string | undefined, string])[] = [
      ['none', undefined, 'noToken'],
      ['not a JWT', 'abc', 'tokenMalformed'],
      ['expired by the wall clock', await signLocalToken(served.data, OFFICER, 60, Date.now() - 3_600_000), 'tokenExpired'],
      ['signed by someone else', await forged(stranger.privateKey), 'tokenSignature'],
      ['another payload under the signature', `${header}.${Buffer.from(JSON.stringify({ iss: 'urn:echelon:local', aud: 'echelon', sub: 'mayor', exp: now() + 60 })).toString('base64url')}.${good.split('.')[2] ?? ''}`, 'tokenSignature'],
      ['not signed at all', unsigned, 'tokenSignature'],
      ['made for another system', await forged(localKey(served.data).privateKey, { aud: 'payroll' }), 'tokenAudience'],
      ['no person', await signLocalToken(served.data, 'two words', 60, Date.now()), 'tokenSubject'],
    ];
    const sentences = new Set<string>();
    for (const [name, token, rule] of cases) {
      const answer = await served.post('/orgs', { ...(token === undefined ? {} : { token }), body: BUREAU });
      expect([name, answer.status, answer.body['rule']]).toEqual([name, 401, rule]);
      expect(answer.headers['www-authenticate']).toMatch(rule === 'noToken' ? /^Bearer realm="echelon"$/ : /error="invalid_token"/);
      sentences.add((answer.body as { sentences: { zh: string } }).sentences.zh);
    }
    expect(sentences.size).toBe(6);
    expect(await served.house.events.head()).toBeNull();
  });

  it('the right token is taken; health, metrics and docs need none', async () => {
    expect(await served.post('/orgs', { as: OFFICER, body: BUREAU })).toMatchObject({ status: 200 });
    for (const open of ['/health/live', '/health/ready', '/metrics', '/docs', '/docs/openapi.json', '/docs/swagger-ui-bundle.js']) expect([open, (await served.ask('GET', open)).status]).toEqual([open, 200]);
  });

  it('the key is the folder\'s own, readable by its owner only, and `echelon token` signs with it', async () => {
    expect(statSync(join(served.data, 'token.key')).mode & 0o777).toBe(0o600);
    const token = await localToken({ ECHELON_DATA: served.data }, OFFICER, 1);
    expect(await served.post('/orgs', { token, body: { ...BUREAU, org: 'edz-2', names: { zh: '二', en: '2' } } })).toMatchObject({ status: 200 });
    await expect(localToken({ ECHELON_DATA: join(served.data, 'nowhere') }, OFFICER, 1)).rejects.toThrow(/Start the server first/);
    await expect(localToken({ ECHELON_DATA: served.data, ECHELON_ISSUER: 'https://id.example' }, OFFICER, 1)).rejects.toThrow(/tokens come from/);
  });

  it('/docs shows nothing from elsewhere', async () => {
    const { text } = await served.ask('GET', '/docs');
    expect([...text.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]).filter((url) => !url?.startsWith('./'))).toEqual([]);
  });
});

describe('tokens of an issuer', () => {
  let server: Server;
  let issuer: string;
  let key: Pair;
  let discovery: 'stated' | 'absent' | 'down' = 'stated';
  beforeAll(async () => {
    key = await generateKeyPair('ES256');
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'ES256' }] });
    server = createHttpServer((request, response) => {
      const url = request.url ?? '';
      if (discovery === 'down') response.writeHead(503).end();
      else if (url === '/.well-known/openid-configuration' && discovery === 'stated') response.end(JSON.stringify({ jwks_uri: `${issuer}/keys` }));
      else if (url === (discovery === 'stated' ? '/keys' : '/.well-known/jwks.json')) response.end(jwks);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  }));

  const tokens = () => new Tokens({ issuer, data: '/nonexistent', clock: { wall: () => Date.now() } });
  const sign = (claims: object = {}, pair = key) => new SignJWT({ iss: issuer, aud: 'echelon', sub: 'p-1', exp: Math.floor(Date.now() / 1000) + 60, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(pair.privateKey);
  const refused = async (token: string): Promise<string> => {
    try {
      await tokens().verify(token);
    } catch (error) {
      if (error instanceof EdgeError) return `${error.status} ${error.rule}`;
    }
    return 'taken';
  };

  it.each(['stated', 'absent'] as const)('finds the keys with discovery %s', async (how) => {
    discovery = how;
    expect(await tokens().verify(await sign())).toEqual({ issuer, person: 'p-1' });
    expect(await refused(await sign({ aud: 'payroll' }))).toBe('401 tokenAudience');
    expect(await refused(await sign({ iss: 'https://other.example' }))).toBe('401 tokenIssuer');
    expect(await refused(await sign({ nbf: Math.floor(Date.now() / 1000) + 600 }))).toBe('401 tokenNotYet');
    expect(await refused(await sign({}, await generateKeyPair('ES256')))).toBe('401 tokenSignature');
    expect(await refused(await sign({ exp: undefined }))).toBe('401 tokenClaim');
  });

  it('an issuer that does not answer is 503, and heals', async () => {
    discovery = 'down';
    const checking = tokens();
    const token = await sign();
    await expect(checking.verify(token)).rejects.toMatchObject({ status: 503, rule: 'issuerUnreachable' });
    discovery = 'stated';
    expect(await checking.verify(token)).toEqual({ issuer, person: 'p-1' });
  });
});
