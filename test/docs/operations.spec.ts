import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OFFICER, register, schoolName, settle } from '../commands/town';
import { eventually, Served } from '../e2e/served';
import { ROOT } from './tour';

const MINUTE_MS = 60_000;
const OPERATIONS = readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8');

/** The rows of "What lies in the data folder": file names, and what a backup does with them. */
const table = [...OPERATIONS.matchAll(/^\| (`[^|]+`) \| [^|]+ \| ([^|]+) \|$/gmu)].flatMap(([, names = '', kept = '']) => [...names.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => ({ name: name.replace(/\/$/u, ''), kept: kept.trim() })));

describe('docs/operations.md', () => {
  let served: Served;
  let teacher = '';
  const restored = mkdtempSync(path.join(tmpdir(), 'echelon-restored-'));

  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 1);
    teacher = await register(served.house.application, 1, schoolName(1));
    await served.ask('GET', `/teachers/${teacher}`, { as: OFFICER });
    await served.stop(true);
  }, MINUTE_MS);

  afterAll(() => {
    for (const folder of [served.data, restored]) rmSync(folder, { recursive: true, force: true });
  });

  it('names every file of the data folder', () => {
    const known = new Set(table.map(({ name }) => name));
    expect(readdirSync(served.data).filter((name) => !known.has(name.replace(/-(?:wal|shm|journal)$/u, '')))).toEqual([]);
  });

  it('what it says to copy is enough: the views are made again, and her name can be read', async () => {
    const copied = table.filter(({ name, kept }) => (kept === 'yes' || kept.startsWith('apart')) && existsSync(path.join(served.data, name)));
    expect(copied.map(({ name }) => name)).toEqual(expect.arrayContaining(['events.db', 'keys.db', 'identity.key', 'master.key']));
    for (const { name } of copied) for (const suffix of ['', '-wal']) if (existsSync(path.join(served.data, name + suffix))) cpSync(path.join(served.data, name + suffix), path.join(restored, name + suffix), { recursive: true });

    const again = await Served.start(restored);
    try {
      const answer = await eventually(() => again.ask('GET', '/roster', { as: OFFICER }), ({ status, body }) => status === 200 && (body['rows'] as unknown[]).length > 0);
      expect(answer.body['rows']).toEqual([expect.objectContaining({ teacher, name: expect.stringMatching(/\p{Script=Han}/u) as string })]);
    } finally {
      await again.stop(true);
    }
  }, MINUTE_MS);

  it('a log without its keys is not started', async () => {
    const bare = mkdtempSync(path.join(tmpdir(), 'echelon-bare-'));
    for (const name of ['events.db', 'events.db-wal']) if (existsSync(path.join(restored, name))) cpSync(path.join(restored, name), path.join(bare, name));
    try {
      await expect(Served.start(bare)).rejects.toMatchObject({ notice: { en: expect.stringContaining('keys.db') as string } });
    } finally {
      rmSync(bare, { recursive: true, force: true });
    }
  }, MINUTE_MS);

  it('names metrics that there are', () => {
    const program = readFileSync(path.join(ROOT, 'src/http/metrics.ts'), 'utf8');
    const named = [...OPERATIONS.matchAll(/`(echelon_\w+)`/gu)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !program.includes(`'${name}'`))).toEqual([]);
  });
});
