import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPersonas } from '../../src/cli/personas';
import { signLocalToken } from '../../src/http/local-tokens';
import { inCI } from '../spread';
import { Process } from './process';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'echelon-interrupted-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The pyramid of the demonstration's day by school, as its officer reads it from a server that this starts and stops. */
async function pyramidOf(data: string): Promise<{ readonly cells: readonly object[]; readonly total: number; readonly pending: number }> {
  const server = Process.run({ ECHELON_DATA: data }, 'serve');
  try {
    const address = await server.until(/http:\/\/127\.0\.0\.1:\d+/, 240_000);
    const officer = readPersonas(data)?.['bureau']?.person ?? '';
    const authorization = `Bearer ${await signLocalToken(data, officer, 600, Date.now())}`;
    for (let times = 0; times < 3_000; times += 1) {
      const health = (await (await fetch(`${address}/health/ready`)).json()) as { readonly projector: { readonly state: string; readonly lagEvents: number } };
      if (health.projector.lagEvents === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const answer = await fetch(`${address}/pyramid?by=tier,stage&asOf=2019-11-18`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    const { cells, total, pending } = (await answer.json()) as { readonly cells: readonly object[]; readonly total: number; readonly pending: number };
    return { cells, total, pending };
  } finally {
    server.signal('SIGINT');
    await server.ended;
  }
}

// It plays three bureaux to their end, twice: everyday runs interrupt the play without a process (src/demo/play.spec.ts).
inCI('a demonstration that Ctrl-C interrupts says so, ends with 0, and the next start goes on to the same pyramid', async () => {
  const data = newFolder();
  const first = Process.run({ ECHELON_DATA: data }, 'serve');
  try {
    await first.until(/Importing teachers/);
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);
  } finally {
    first.signal('SIGKILL');
    await first.ended;
  }
  expect(first.said).toMatch(/下次启动从中断处继续.*the next start goes on from here/);
  expect(first.said).not.toMatch(/Ctrl-C stops| {4}at |✗/);
  expect(readPersonas(data)).toBeUndefined();

  const [resumed, whole] = await Promise.all([data, newFolder()].map(pyramidOf));
  expect(resumed).toEqual(whole);
  expect(resumed).toMatchObject({ total: 1_500, pending: 0 });
  expect(resumed?.cells.length).toBeGreaterThan(2);
}, 300_000);
