import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { OFFICER } from '../../commands/town';

const ROOT = resolve(__dirname, '../../..');
/** ECHELON_MAIN: a server that was built elsewhere. */
const MAIN = process.env['ECHELON_MAIN'] ?? join(ROOT, 'dist/src/cli/main.js');
const START_MS = 30_000;

/** Builds what the tests kill, unless this very tree was built before. */
export function buildServer(): void {
  if (process.env['ECHELON_MAIN'] === undefined) execFileSync(process.execPath, [join(ROOT, 'scripts/build.js')], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The built server as a process of its own, on one folder and one port, killed and started as often as a test likes. */
export class ServerProcess {
  /** SIGKILLs sent, and how long each start took until it answered, ms. */
  kills = 0;
  readonly starts: number[] = [];
  private child: ChildProcess | undefined;
  private said = '';

  constructor(
    readonly data: string,
    readonly port: number,
    private readonly env: { readonly [name: string]: string } = {},
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get running(): boolean {
    return this.child !== undefined;
  }

  /** The last that the process wrote, for whoever has to find out why. */
  get lastWords(): string {
    return this.said.slice(-2_000);
  }

  launch(): void {
    const child = spawn(process.execPath, [MAIN, 'serve', '--empty'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', ECHELON_DATA: this.data, ECHELON_PORT: String(this.port), ECHELON_FIRST_OFFICER: OFFICER, ...this.env },
    });
    const hear = (chunk: Buffer): void => {
      this.said = (this.said + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    this.child = child;
  }

  /** Starts and waits until it answers. */
  async start(): Promise<void> {
    const from = performance.now();
    this.launch();
    const late = Date.now() + START_MS;
    while (!(await this.answers())) {
      if (this.child?.exitCode !== null || Date.now() > late) throw new Error(`the server did not start: ${this.lastWords}`);
      await new Promise((again) => setTimeout(again, 10));
    }
    this.starts.push(performance.now() - from);
  }

  async kill(): Promise<void> {
    this.kills += 1;
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  private async answers(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}
