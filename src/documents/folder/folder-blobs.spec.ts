import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDocumentFiles } from '../../../test/contract/document-files.contract';
import { StoreUnavailableError } from '../../event-store/event-store';
import { FolderBlobs } from './folder-blobs';

function everyFile(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? everyFile(join(folder, entry.name)) : [join(folder, entry.name)]));
}

describeDocumentFiles('folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'echelon-files-'));
  return Promise.resolve({
    blobs: new FolderBlobs(root),
    again: () => Promise.resolve(new FolderBlobs(root, { readOnly: true })),
    bytes: () => Promise.resolve(Buffer.concat(everyFile(root).map((path) => readFileSync(path)))),
    remove: () => Promise.resolve(rmSync(root, { recursive: true })),
  });
});

describe('folder of files', () => {
  let root: string;
  const blob = { hash: 'ab'.repeat(32), owner: 't-1', uploadedAt: '2019-05-10T01:00:00.000Z' };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'echelon-files-'));
  });
  afterEach(() => {
    chmodSync(root, 0o700);
    rmSync(root, { recursive: true });
  });

  it('keeps files for its own user only, and clears what an upload that was cut short left', async () => {
    const store = new FolderBlobs(root);
    await store.put(blob, randomBytes(100));
    writeFileSync(join(root, 'incoming', 'half'), 'half');

    const again = new FolderBlobs(root);

    expect(everyFile(root)).toEqual([join(root, 'ab', blob.hash)]);
    expect(statSync(join(root, 'ab', blob.hash)).mode & 0o777).toBe(0o600);
    expect((await again.get(blob.hash))?.bytes).toHaveLength(100);
  });

  it('writes nothing when it was opened to read', async () => {
    await new FolderBlobs(root).put(blob, Buffer.from('x'));
    const reader = new FolderBlobs(root, { readOnly: true });

    await expect(reader.put(blob, Buffer.from('y'))).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(reader.remove(blob)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect((await reader.get(blob.hash))?.bytes).toEqual(Buffer.from('x'));
  });

  it('says what to do when its place is taken by a file', () => {
    writeFileSync(join(root, 'taken'), '');

    expect(() => new FolderBlobs(join(root, 'taken'))).toThrow(/Check disk, space and permissions.*请检查磁盘/s);
  });
});
