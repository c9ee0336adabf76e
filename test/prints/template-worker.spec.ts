import { join } from 'node:path';
import { defaultTemplate } from '../../src/prints/default-template';
import { readTableFile } from '../../src/tables/read-file';
import { TableError, textOf } from '../../src/tables/table';
import { readTemplate } from '../../src/tables/template';
import { inWorker } from '../../src/tables/template-file';

const WORKER = join(__dirname, 'template-worker.cjs');

describe('templates on a thread of their own', () => {
  it('are read and filled as on this one', async () => {
    const bytes = await defaultTemplate('conferral');
    expect(await inWorker(WORKER, { kind: 'read', bytes })).toEqual({ kind: 'read', reading: await readTemplate(bytes) });
    const filled = await inWorker(WORKER, { kind: 'fill', bytes, fields: { 'print.code': '7K3M-0QX9-Z2AB' }, rows: [{ 'rows.name': '王一' }, { 'rows.name': '王二' }] });
    if (filled.kind !== 'filled') throw new Error(filled.kind);
    const rows = (await readTableFile(Buffer.from(filled.bytes))).sheets[0]?.rows ?? [];
    expect(rows.slice(3, 5).map((row) => textOf(row[1]))).toEqual(['王一', '王二']);
  }, 60_000);

  it('what is no workbook is refused there as here', async () => {
    await expect(inWorker(WORKER, { kind: 'read', bytes: Buffer.from('no workbook') })).rejects.toBeInstanceOf(TableError);
  }, 60_000);
});
