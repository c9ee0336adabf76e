import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { readConfig } from '../../src/config';
import { openHouse, stampDemonstration, type House } from '../../src/house';
import { signLocalToken } from '../../src/http/local-tokens';
import { createServer } from '../../src/main';
import { OFFICER } from '../commands/town';

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | number | string[] | undefined };
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Asked {
  readonly as?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: { readonly [name: string]: string };
}

/** The whole server on a folder of its own, asked without a socket. */
export class Served {
  private constructor(readonly data: string, readonly house: House, readonly app: NestFastifyApplication, readonly logged: readonly string[]) {}

  static async start(given?: string): Promise<Served> {
    const data = given ?? (await mkdtemp(join(tmpdir(), 'echelon-e2e-')));
    const config = readConfig({ ECHELON_DATA: data, ECHELON_FIRST_OFFICER: OFFICER, ECHELON_PORT: '0' }, { empty: true });
    // A demonstration stands at its own day, which tests of dates need.
    if (given === undefined) await stampDemonstration(config, '2019-05-10T01:00:00.000Z');
    const house = await openHouse(config);
    await house.start();
    const logged: string[] = [];
    const sink = new Writable({ write: (chunk, _encoding, done) => { logged.push(String(chunk)); done(); } });
    return new Served(data, house, await createServer(house, pino({ level: 'debug' }, sink)), logged);
  }

  async post(url: string, asked: Asked = {}): Promise<Answer> {
    return this.ask('POST', url, asked);
  }

  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, { as, token, body, raw, headers = {} }: Asked = {}): Promise<Answer> {
    const bearer = token ?? (as === undefined ? undefined : await signLocalToken(this.data, as, 60, Date.now()));
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await this.app.inject({
      method, url,
      headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    const type = String(response.headers['content-type'] ?? '');
    return { status: response.statusCode, headers: response.headers, text: response.payload, body: type.includes('json') ? (JSON.parse(response.payload) as Record<string, unknown>) : {} };
  }

  /** As `post`, for a step that the test takes for granted. */
  async done(url: string, as: string, body: unknown = {}): Promise<Record<string, unknown>> {
    const answer = await this.post(url, { as, body });
    if (answer.status >= 300) throw new Error(`${url}: ${answer.text}`);
    return answer.body['result'] as Record<string, unknown>;
  }

  async stop(keep = false): Promise<void> {
    await this.app.close();
    await this.house.close();
    if (!keep) await rm(this.data, { recursive: true, force: true });
  }
}

/** Looks until it is so, for at most two seconds; answers with what was seen last. */
export async function eventually<T>(look: () => T | Promise<T>, enough: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  for (let times = 0; times < 200 && !enough(seen); times += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    seen = await look();
  }
  return seen;
}

export const BUREAU = { org: 'edz', names: { zh: '经区教体处', en: 'EDZ education office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' };
