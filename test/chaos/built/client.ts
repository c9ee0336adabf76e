import { signLocalToken } from '../../../src/http/local-tokens';

export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

const PATIENCE_MS = 120_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Somebody at a desk who presses the button again, under the same key, until the answer comes. */
export class Client {
  /** Every event that an answer has named. */
  readonly acknowledged: StoredEvent[] = [];
  /** Requests sent, those whose answer never came, and those answered 503. */
  sent = 0;
  lost = 0;
  unavailable = 0;
  position = '';
  private readonly tokens = new Map<string, Promise<string>>();
  private turn = 0;

  /** @param urls one server, or several that share their stores: requests go to each in turn. */
  constructor(private readonly urls: readonly string[], private readonly data: string) {}

  /** The first answer that is final: done, or refused. 202 is asked again until all is done. */
  async say(as: string, path: string, body: unknown, key: string): Promise<Answer> {
    const until = Date.now() + PATIENCE_MS;
    let last = 'nothing';
    while (Date.now() < until) {
      const answer = await this.ask('POST', path, { as, body, headers: { 'idempotency-key': key } });
      if (answer === undefined) last = 'no connection';
      else {
        last = `${answer.status} ${JSON.stringify(answer.body)}`;
        const { events, position } = answer.body as { readonly events?: readonly StoredEvent[]; readonly position?: string };
        if (answer.status < 300) {
          this.acknowledged.push(...(events ?? []));
          if (position !== undefined && position > this.position) this.position = position;
        }
        if (answer.status >= 500 && answer.status !== 503) throw new Error(`${path} as ${as}: ${last}`);
        if (answer.status === 503) {
          this.unavailable += 1;
          if (answer.headers.get('retry-after') === null) throw new Error(`${path}: 503 without Retry-After: ${last}`);
        } else if (answer.status !== 202) return answer;
      }
      await pause(20);
    }
    throw new Error(`${path} as ${as} was never answered for good; the last was ${last}`);
  }

  /** As `say`, for what has to succeed. */
  async done(as: string, path: string, body: unknown, key: string): Promise<Record<string, unknown>> {
    const { status, body: answer } = await this.say(as, path, body, key);
    if (status >= 300) throw new Error(`${path} as ${as}: ${status} ${JSON.stringify(answer)}`);
    return answer['result'] as Record<string, unknown>;
  }

  /** The answer once it reflects the `echelon-position` that is asked for: a projector that was killed holds its lease for ten seconds. */
  async get(as: string, path: string, headers: { readonly [name: string]: string } = {}): Promise<Record<string, unknown>> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.ask('GET', path, { as, headers });
      if (answer?.status === 200 && answer.headers.get('echelon-reflected') !== 'false') return answer.body;
      if (Date.now() > until || (answer !== undefined && answer.status !== 200 && answer.status !== 503)) throw new Error(`${path} as ${as}: ${answer?.status} ${JSON.stringify(answer?.body)}`);
      await pause(50);
    }
  }

  /** One attempt; undefined where no answer came. */
  async ask(method: 'GET' | 'POST', path: string, { as, body, headers = {} }: { readonly as: string; readonly body?: unknown; readonly headers?: { readonly [name: string]: string } }): Promise<Answer | undefined> {
    const url = `${this.urls[(this.turn += 1) % this.urls.length] ?? ''}${path}`;
    const authorization = `Bearer ${await this.tokenOf(as)}`;
    this.sent += 1;
    try {
      const response = await fetch(url, { method, headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }), signal: AbortSignal.timeout(30_000) });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
    } catch (error) {
      if (error instanceof SyntaxError) throw error;
      this.lost += 1;
      return undefined;
    }
  }

  private tokenOf(person: string): Promise<string> {
    const known = this.tokens.get(person) ?? signLocalToken(this.data, person, 3_600, Date.now());
    this.tokens.set(person, known);
    return known;
  }
}
