import { createHash, randomBytes } from 'node:crypto';
import { ManualClock } from '../../src/clock';
import type { BlobStore } from '../../src/documents/blob-store';
import { DamagedFileError, DocumentFiles, FileRefusedError } from '../../src/documents/document-files';
import { ErasedError } from '../../src/keys/key-store';
import { MemoryKeys, MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import { DOCX, JPG, OFD, PDF, PNG, XLSX } from './sample-files';

export interface OpenedBlobStore {
  readonly blobs: BlobStore;
  /** The same files opened by another process, or by this one after a restart. */
  again(): Promise<BlobStore>;
  /** Every byte at rest, to look for what must not be there. */
  bytes(): Promise<Buffer>;
  remove(): Promise<void>;
}

const DAY = 24 * 3_600_000;

/** What files by hash hold on every adapter. */
export function describeDocumentFiles(name: string, open: () => Promise<OpenedBlobStore>): void {
  describe(`${name}: files by hash`, () => {
    let opened: OpenedBlobStore;
    let clock: ManualClock;
    let keys: MemoryKeyStore;
    let files: DocumentFiles;
    const filesOn = (blobs: BlobStore): DocumentFiles => new DocumentFiles({ blobs, keys, clock, randomBytes, maxBytes: 3 * 1024 * 1024 });

    beforeEach(async () => {
      opened = await open();
      clock = new ManualClock('2019-05-10T01:00:00.000Z');
      keys = new MemoryKeyStore(new MemoryKeys(), randomBytes);
      files = filesOn(opened.blobs);
    });
    afterEach(() => opened.remove());

    it('gives back what was filed, in this process and another, and the salt that proves the hash', async () => {
      const filed = await files.put('t-1', PDF);

      const read = await filesOn(await opened.again()).get(filed.hash);

      expect(filed).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), type: 'pdf', size: PDF.length });
      expect(read).toMatchObject({ ...filed, owner: 't-1', content: PDF });
      const salt = Buffer.from(read?.salt ?? '', 'hex');
      expect(createHash('sha256').update(salt).update(PDF).digest('hex')).toBe(filed.hash);
      expect(filed.hash).not.toBe(createHash('sha256').update(PDF).digest('hex'));
    });

    it('keeps what was said of it when it was first filed', async () => {
      const filing = { kind: '会议纪要', by: 'clerk-1', org: 'school-1' } as const;
      const { hash } = await files.put('t-1', PDF, 'pdf', filing);
      await files.put('t-1', PDF, 'pdf', { kind: '其他', by: 'clerk-2', org: null });

      expect(await files.get(hash)).toMatchObject({ filing, content: PDF });
      expect((await files.get((await files.put('t-1', PNG)).hash))?.filing).toBeNull();
    });

    it('puts what is filed again in the place of what was damaged', async () => {
      const { hash } = await files.put('t-1', PDF);
      const { blob, bytes } = (await opened.blobs.get(hash)) ?? { blob: { hash, owner: 't-1', uploadedAt: '' }, bytes: Buffer.alloc(0) };
      await opened.blobs.remove(blob);
      await opened.blobs.put(blob, bytes.fill(0, 50));
      await expect(files.get(hash)).rejects.toBeInstanceOf(DamagedFileError);

      await files.put('t-1', PDF);

      expect((await files.get(hash))?.content).toEqual(PDF);
    });

    it('holds a file that is about to expire, so that it is there when the event that names it is', async () => {
      const { hash } = await files.put('t-1', PDF);
      clock.advance(6 * DAY);

      expect(await files.hold(hash)).toBe(true);
      expect(await files.hold('0'.repeat(64))).toBe(false);
      clock.advance(6 * DAY);
      expect([await files.overdue(clock.now()), await files.expire(new Set(), clock.now())]).toEqual([[], []]);
      clock.advance(2 * DAY);
      expect(await files.overdue(clock.now())).toEqual([hash]);
      expect(await files.expire(new Set(), clock.now())).toEqual([hash]);
    });

    it('tells the kind by content', async () => {
      for (const [type, content] of Object.entries({ pdf: PDF, jpg: JPG, png: PNG, ofd: OFD, docx: DOCX, xlsx: XLSX })) {
        expect((await files.put('t-1', content)).type).toBe(type);
      }
    });

    it('files the same content once for one owner, and not recognisably for two', async () => {
      const [first, second, other] = [await files.put('t-1', PDF), await files.put('t-1', PDF), await files.put('programme:weihai', PDF)];

      expect(second).toEqual(first);
      expect(other.hash).not.toBe(first.hash);
      expect((await listed(files)).sort()).toEqual([first.hash, other.hash].sort());
    });

    it('lets 8 file the same at once', async () => {
      const filed = await Promise.all(Array.from({ length: 8 }, () => files.put('t-1', PDF)));

      expect(new Set(filed.map(({ hash }) => hash)).size).toBe(1);
      expect((await files.get(filed[0]?.hash ?? ''))?.content).toEqual(PDF);
      expect(await listed(files)).toHaveLength(1);
    });

    it('files what takes many chunks', async () => {
      const large = Buffer.concat([PDF, randomBytes(2 * 1024 * 1024 + 17)]);

      const { hash } = await files.put('t-1', large);

      expect((await files.get(hash))?.content.equals(large)).toBe(true);
    });

    it('refuses what is empty, too large, unknown or not what it is said to be, and stores nothing', async () => {
      const refused = async (content: Buffer, declared?: 'pdf'): Promise<unknown> => {
        const error: unknown = await files.put('t-1', content, declared).catch((thrown: unknown) => thrown);
        return error instanceof FileRefusedError ? error.reason : error;
      };

      expect(await refused(Buffer.alloc(0))).toBe('empty');
      expect(await refused(Buffer.concat([PDF, Buffer.alloc(3 * 1024 * 1024)]))).toBe('tooLarge');
      expect(await refused(Buffer.from('MZ\u0090'))).toBe('unknownType');
      expect(await refused(PNG, 'pdf')).toBe('notAsDeclared');
      expect(await listed(files)).toEqual([]);
    });

    it('keeps nothing readable at rest', async () => {
      const content = Buffer.concat([PDF, Buffer.from('王小明 370601198501011234')]);
      await files.put('t-1', content);

      const bytes = await opened.bytes();

      expect(bytes.length).toBeGreaterThan(content.length);
      for (const secret of ['王小明', '370601198501011234', '%PDF-']) expect(bytes.includes(Buffer.from(secret))).toBe(false);
    });

    it('knows no file that was never filed', async () => {
      expect(await files.get('0'.repeat(64))).toBeUndefined();
      expect(await files.get('../../etc/passwd')).toBeUndefined();
    });

    it('says erased once the key is destroyed, takes no more, and gives up the bytes', async () => {
      const [mine, other] = [await files.put('t-1', PDF), await files.put('t-2', PDF)];
      await keys.destroy('t-1');

      await expect(files.get(mine.hash)).rejects.toBeInstanceOf(ErasedError);
      await expect(files.put('t-1', PNG)).rejects.toBeInstanceOf(ErasedError);
      expect([await files.removeOf('t-1'), await files.removeOf('t-1')]).toEqual([1, 0]);
      expect((await opened.blobs.get(mine.hash))?.bytes.length).toBe(0);
      await expect(files.get(mine.hash)).rejects.toBeInstanceOf(ErasedError);
      expect(await files.hold(mine.hash)).toBe(false);
      expect(await opened.blobs.clear('0'.repeat(64))).toBe(false);
      expect((await files.get(other.hash))?.content).toEqual(PDF);
    });

    it('is told erased at every moment of an erasure that two carry out at once', async () => {
      const { hash } = await files.put('t-1', PDF);
      await keys.destroy('t-1');
      const erasing = Promise.all([files.removeOf('t-1'), files.removeOf('t-1'), files.removeOf('t-1')]);
      for (let times = 0; times < 10; times += 1) await expect(files.get(hash)).rejects.toBeInstanceOf(ErasedError);

      expect((await erasing).reduce((sum, count) => sum + count)).toBe(1);
      expect((await opened.bytes()).length).toBeLessThan(2_000);
    });

    it('notices a file that was put in the place of another, or whose key is lost', async () => {
      const { hash } = await files.put('t-1', PDF);
      const { bytes } = (await opened.blobs.get(hash)) ?? { bytes: Buffer.alloc(0) };
      const forged = '1'.repeat(64);
      await opened.blobs.put({ hash: forged, owner: 't-1', uploadedAt: clock.now() }, bytes);
      await expect(files.get(forged)).rejects.toBeInstanceOf(DamagedFileError);

      keys = new MemoryKeyStore(new MemoryKeys(), randomBytes);
      await expect(filesOn(opened.blobs).get(hash)).rejects.toBeInstanceOf(DamagedFileError);
    });

    it('expires uploads that no event names after their time, and no others', async () => {
      const [named, forgotten] = [await files.put('t-1', PDF), await files.put('t-1', PNG)];
      clock.advance(6 * DAY);
      expect(await files.expire(new Set([named.hash]), clock.now())).toEqual([]);
      const late = await files.put('t-1', JPG);
      clock.advance(2 * DAY);

      expect(await files.expire(new Set([named.hash]), clock.now())).toEqual([forgotten.hash]);
      expect((await listed(files)).sort()).toEqual([named.hash, late.hash].sort());
      expect(await files.get(forgotten.hash)).toBeUndefined();
    });

    it('keeps an upload that was filed again, also when it is removed at that moment', async () => {
      const { hash } = await files.put('t-1', PDF);
      const [before] = await all(opened.blobs.list());
      clock.advance(8 * DAY);
      await files.put('t-1', PDF);

      expect(before === undefined || (await opened.blobs.remove(before))).toBe(false);
      expect(await files.expire(new Set(), clock.now())).toEqual([]);
      expect((await files.get(hash))?.content).toEqual(PDF);
    });
  });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function listed(files: DocumentFiles): Promise<string[]> {
  return (await all(files.list())).map(({ hash }) => hash);
}
