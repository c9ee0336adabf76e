import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformSync } from '@swc/core';

export const ROOT = path.join(__dirname, '../..');
const READY_WITHIN_MS = 90_000;

/** A checkout as a new user has it, compiled by swc (as Jest does) instead of by the build: tsc alone would take longer than the tour. */
export class Checkout {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'echelon-tour-'));
  private readonly children: ChildProcess[] = [];

  private constructor(readonly port: number) {}

  static async make(): Promise<Checkout> {
    const checkout = new Checkout(await freePort());
    const { folder } = checkout;
    for (const sources of ['src', 'projections']) compile(path.join(ROOT, sources), path.join(folder, 'dist', sources));
    for (const name of ['node_modules', 'programmes', 'package.json']) symlinkSync(path.join(ROOT, name), path.join(folder, name));
    mkdirSync(path.join(folder, 'bin'));
    // What package.json says of `start` and `echelon`, without npm and the build before it.
    writeFileSync(path.join(folder, 'bin/npm'), '#!/bin/bash\nif [ "$1" = start ]; then shift; exec node dist/src/cli/main.js serve "$@"; fi\nshift 4\nexec node dist/src/cli/main.js "$@"\n', { mode: 0o755 });
    return checkout;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    const server = this.spawn(['npm', 'start']);
    let said = '';
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
    const until = Date.now() + READY_WITHIN_MS;
    while (Date.now() < until && server.exitCode === null) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (answer?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server did not get ready: ${said}`);
  }

  /** All that the script printed, both channels in their order. */
  async bash(script: string): Promise<string> {
    const file = path.join(this.folder, 'tour.sh');
    writeFileSync(file, `exec 2>&1\n${script}`);
    const shell = this.spawn(['bash', file]);
    const printed: Buffer[] = [];
    shell.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
    // Not `close`: the server that the tour leaves in the background may hold the pipe.
    await once(shell, 'exit');
    await new Promise((resolve) => setImmediate(resolve));
    return Buffer.concat(printed).toString('utf8');
  }

  async remove(): Promise<void> {
    for (const child of this.children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    const pid = this.writer();
    if (pid !== null) endProcess(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The server that has the folder, which the tour has exchanged for another one. */
  private writer(): number | null {
    try {
      return (JSON.parse(readFileSync(path.join(this.folder, 'data/writer.json'), 'utf8')) as { readonly pid: number }).pid;
    } catch {
      return null;
    }
  }

  private spawn([command = '', ...args]: readonly string[]): ChildProcess {
    const env = { PATH: `${path.join(this.folder, 'bin')}:${process.env.PATH ?? ''}`, HOME: this.folder, LANG: 'C.UTF-8', ECHELON_PORT: String(this.port) };
    const child = spawn(command, args, { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.children.push(child);
    return child;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function compile(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) compile(source, target);
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts')) {
      const { code } = transformSync(readFileSync(source, 'utf8'), {
        filename: source, swcrc: false,
        jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false }, target: 'es2022', keepClassNames: true },
        module: { type: 'commonjs' },
      });
      writeFileSync(target.replace(/\.ts$/u, '.js'), code);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A few lines to paste, and what a reader is told that they print. */
export interface Step {
  readonly line: number;
  readonly commands: string;
  /** Parts of the output, in their order. */
  readonly expected: readonly string[];
}

/** The bash blocks of one chapter; `# → a … b` ends a step that prints a and, later, b. */
export function stepsOf(markdown: string, chapter: string): readonly Step[] {
  const steps: Step[] = [];
  let [inChapter, inBlock] = [false, false];
  let commands: string[] = [];
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!inBlock && line.startsWith('## ')) inChapter = line === `## ${chapter}`;
    else if (inChapter && !inBlock && line === '```bash') inBlock = true;
    else if (inBlock && line === '```') inBlock = false;
    else if (inBlock && line.startsWith('# → ')) {
      steps.push({ line: index + 1, commands: commands.join('\n'), expected: line.slice('# → '.length).split(' … ') });
      commands = [];
    } else if (inBlock) commands.push(line);
  }
  if (commands.join('').trim() !== '') throw new Error(`the tour ends without saying what ${commands.join('; ')} prints`);
  return steps;
}

const mark = (step: Step): string => `@@${step.line}@@`;

/** All steps in one shell, each followed by its mark. */
export function scriptOf(steps: readonly Step[]): string {
  return steps.map((step) => `${step.commands}\necho '${mark(step)}'\n`).join('');
}

export function printedBy(steps: readonly Step[], output: string): ReadonlyMap<Step, string> {
  const printed = new Map<Step, string>();
  let rest = output;
  for (const step of steps) {
    const end = rest.indexOf(mark(step));
    printed.set(step, end === -1 ? rest : rest.slice(0, end));
    rest = end === -1 ? '' : rest.slice(end + mark(step).length);
  }
  return printed;
}
