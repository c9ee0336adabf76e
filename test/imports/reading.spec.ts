import { join } from 'node:path';
import { readImport, readInWorker } from '../../src/imports/read-file';
import type { ReadingContext } from '../../src/imports/reading';
import { TableError } from '../../src/tables/table';
import { HEADERS, teacher, xlsx } from '../e2e/import-files';

const WORKER = join(__dirname, 'read-worker.cjs');
const context: ReadingContext = { kind: 'teachers', file: '6f1d2a52-8f0a-5b57-9a86-3c5e1f0f7b11', acting: 'edz', units: [{ org: 'school-1', code: null, parent: 'edz', names: ['第1小学', 'Primary School 1'] }], mappings: [] };

describe('reading a file on a thread of its own', () => {
  it('comes to what reading it here comes to, problems and all', async () => {
    const file = await xlsx([['名册'], [...HEADERS], teacher(1), teacher(2, { 學校: '不存在的学校', 参加工作时间: '很久以前' }), ['合计', '2']]);
    const read = await readInWorker(WORKER, file, context);
    expect(read).toEqual(await readImport(file, context));
    expect(read.sheets[0]?.rows.map(({ body }) => body === null)).toEqual([false, true]);
  });

  it('a file that is no table is refused in the same words', async () => {
    const refused = readInWorker(WORKER, Buffer.from('%PDF-1.7\u0000'), context);
    await expect(refused).rejects.toBeInstanceOf(TableError);
    await expect(refused).rejects.toMatchObject({ reason: 'notATable', notice: { zh: expect.stringContaining('请导入') } });
  });

  it('E44 10^4 rows are all read, and this thread goes on meanwhile', async () => {
    const [row = []] = [teacher(1)];
    // One number for all: reading tells ten thousand rows apart by their places.
    const lines = Array.from({ length: 10_000 }, (_, n) => [n + 1, ...row.slice(1)].join(','));
    const csv = Buffer.from(`${HEADERS.join(',')}\n${lines.join('\n')}\n`);
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 5);
    const read = await readInWorker(WORKER, csv, context);
    clearInterval(counting);
    expect(read.sheets[0]?.rows).toHaveLength(10_000);
    expect(read.sheets[0]?.rows.filter(({ problems }) => problems.some(({ code }) => code === 'rowTwice'))).toHaveLength(9_999);
    expect(turns).toBeGreaterThan(20);
  });
});
