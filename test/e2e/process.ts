import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** The command line as a process of its own, from the sources. */
export class Process {
  private output = '';
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    // Not `exit`: what it said last may still be on its way then.
    this.ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  static run(env: NodeJS.ProcessEnv, ...argv: readonly string[]): Process {
    return new Process(spawn(process.execPath, ['-r', join(root, 'test/chaos/run-ts.cjs'), join(root, 'src/cli/main.ts'), ...argv], { cwd: root, env: { ...process.env, ECHELON_PORT: '0', ...env } }));
  }

  /** Everything on stdout and stderr so far. */
  get said(): string {
    return this.output;
  }

  async until(pattern: RegExp, patienceMs = 30_000): Promise<string> {
    for (let times = 0; times < patienceMs / 20; times += 1) {
      const found = pattern.exec(this.output);
      if (found !== null) return found[0];
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`it never said ${String(pattern)}: ${this.output}`);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}
