import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { jsonEvent, type AllStreamSubscription, type EventStoreDBClient, type JSONEventData, type StreamSubscription } from '@eventstore/db-client';
import type { StandIn } from '../stand-in';

/** A server that the rows are played against: the stand-in, or a real one that nobody may kill. */
export interface Host {
  readonly url: string;
  readonly client: EventStoreDBClient;
  /** Absent for a real server. */
  readonly standIn?: { current(): StandIn; restart(): Promise<void> };
}

/** One row of what a real server was seen to do (docs/decisions/eventstoredb.md): what is done with the bare client, and what the document says comes of it. */
export interface Row {
  /** The row's own words. */
  readonly label: string;
  readonly expected: unknown;
  /** bigints of what it returns are compared as text, `2n`. */
  readonly run?: (host: Host) => Promise<unknown>;
  /** Why it is not played: everywhere, or on a real server. */
  readonly skipped?: string;
  readonly skippedOnReal?: string;
  readonly timeout?: number;
}

export const KILLS_THE_SERVER = 'kills or restarts the server, which a test must not do to a server that it was given';

export function newStream(): string {
  return `naive-${randomUUID()}`;
}

export function event(id: string = randomUUID(), type = 'Naive', data: Record<string, unknown> = { n: 1 }): JSONEventData {
  return jsonEvent({ id, type, data });
}

export function events(count: number): JSONEventData[] {
  return Array.from({ length: count }, () => event());
}

/** The fields that the document speaks of. */
export async function errorOf(doing: Promise<unknown> | (() => Promise<unknown>)): Promise<unknown> {
  try {
    const result = await (typeof doing === 'function' ? doing() : doing);
    return { unexpected: result };
  } catch (error) {
    return seen(error);
  }
}

export function seen(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: String(error) };
  const fields: Record<string, unknown> = { class: error.constructor.name, ...error };
  delete fields['_raw'];
  delete fields['streamName'];
  delete fields['metadata'];
  return { ...fields, message: error.message };
}

/** bigints as `2n`, so that they can be compared, printed and sent between processes. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) {
    return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

export async function revisionsOf(host: Host, stream: string): Promise<readonly string[]> {
  const revisions: string[] = [];
  for await (const resolved of host.client.readStream(stream)) revisions.push(`${resolved.event?.revision}n`);
  return revisions;
}

/** Records what a subscription emits, in order. */
export class Watch {
  readonly log: string[] = [];
  readonly data: string[] = [];
  error: Error | undefined;

  constructor(readonly subscription: AllStreamSubscription | StreamSubscription) {
    subscription.on('confirmation', () => this.log.push('confirmation'));
    subscription.on('caughtUp', () => this.log.push('caughtUp'));
    subscription.on('data', (resolved: { readonly event?: { readonly id: string } }) => {
      this.log.push('data');
      this.data.push(resolved.event?.id ?? '');
    });
    subscription.on('error', (error: Error) => {
      this.error = error;
      this.log.push('error');
    });
    for (const name of ['end', 'finish', 'close']) subscription.on(name, () => this.log.push(name));
  }

  async until(holds: () => boolean, ms = 10_000): Promise<this> {
    const late = Date.now() + ms;
    while (!holds()) {
      if (Date.now() > late) throw new Error(`waited in vain; so far ${this.log.slice(-20).join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return this;
  }

  saw(what: string): Promise<this> {
    return this.until(() => this.log.includes(what));
  }

  async end(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

/** Runs a script on the bare client in a Node process with default handlers; `client`, `e` (the package) and `url` are defined. */
export async function inDefaultProcess(host: Host, script: string): Promise<{ readonly exit: number | null; readonly out: readonly string[] }> {
  const code = `const e = require('@eventstore/db-client'); const url = process.argv[1]; const client = e.EventStoreDBClient.connectionString(url);
    (async () => { ${script} })();`;
  const child = spawn(process.execPath, ['-e', code, host.url], { cwd: path.resolve(__dirname, '../../../..'), stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  let trouble = '';
  child.stderr.on('data', (chunk: Buffer) => {
    trouble += chunk.toString('utf8');
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [exit]: (number | null)[] = await once(child, 'exit');
  clearTimeout(timer);
  const type = /^(\w*Error)[: ]/m.exec(trouble)?.[1];
  return { exit: exit ?? null, out: [...out.split('\n').filter((line) => line !== ''), ...(type === undefined ? [] : [`died of ${type}`])] };
}
