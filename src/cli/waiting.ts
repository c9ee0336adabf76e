import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config';
import type { StoreUnavailableError } from '../event-store/event-store';
import { problemOf } from '../http/problems';
import { languageOf } from '../http/sentences';
import { addressOf, listening } from './listening';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** Milliseconds before the next attempt to open the stores, after `attempts` that failed. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_MS);
}

/**
 * What answers on the server's address while a store is out of reach at the start: it lives, it is not ready, and
 * everything else is 503 with Retry-After.
 */
export class WaitingServer {
  private constructor(private readonly server: Server, private readonly profile: Config['profile'], private missing: StoreUnavailableError) {}

  /** Errors: ConfigError for an address that cannot be had. */
  static async open(config: Config, missing: StoreUnavailableError): Promise<WaitingServer> {
    const server = createServer();
    const waiting = new WaitingServer(server, config.profile, missing);
    server.on('request', (request, response) => waiting.answer(request, response));
    await listening(config, () => new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.bind, () => {
        server.off('error', reject);
        resolve();
      });
    }));
    return waiting;
  }

  get address(): string {
    return addressOf(this.server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Which store is out of reach now. */
  because(missing: StoreUnavailableError): void {
    this.missing = missing;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const [instance = '/'] = (request.url ?? '/').split('?', 1);
    // Nobody reads the body of what cannot be done, so the connection is not kept for more.
    const closing = { Connection: 'close' };
    if (instance === '/health/live') return send(response, 200, { ...closing, 'Content-Type': 'application/json' }, { status: 'live' });
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    const { status, headers, body } = problemOf(this.missing, { language: languageOf(request.headers['accept-language']), instance, incident: '', writes });
    if (instance === '/health/ready') return send(response, status, { ...closing, ...headers, 'Content-Type': 'application/json' }, { status: 'notReady', profile: this.profile, reason: body.sentences });
    send(response, status, { ...closing, ...headers, 'Content-Type': 'application/problem+json' }, body);
  }
}

function send(response: ServerResponse, status: number, headers: { readonly [name: string]: string }, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length }).end(bytes);
}
