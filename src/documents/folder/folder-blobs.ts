import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailableError } from '../../event-store/event-store';
import type { Blob, BlobStore } from '../blob-store';

const MAGIC = 'echelon-file 1';
/** Magic, then one line of JSON: owner and time. */
const HEADER_BYTES = 1_024;
const HASH = /^[0-9a-f]{64}$/;

/**
 * One file per hash, in 256 folders. Written aside, synced, renamed, and the folder synced, so that after a power cut it
 * is there whole or not at all. One process writes (the embedded profile); any may read beside it.
 */
export class FolderBlobs implements BlobStore {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly aside: string;

  /** Errors: StoreUnavailableError. */
  constructor(
    private readonly root: string,
    private readonly options: { readonly readOnly?: boolean } = {},
  ) {
    this.aside = join(root, 'incoming');
    if (options.readOnly === true) return;
    try {
      mkdirSync(this.aside, { recursive: true, mode: 0o700 });
      // Only this process writes, so what lies here was cut short by the end of an earlier one.
      for (const name of readdirSync(this.aside)) rmSync(join(this.aside, name));
    } catch (error) {
      throw this.unavailable(error);
    }
  }

  put(blob: Blob, bytes: Buffer): Promise<void> {
    return this.alone(blob.hash, async () => {
      const earlier = (await this.read(blob.hash, HEADER_BYTES))?.blob.uploadedAt ?? '';
      await this.replace({ ...blob, uploadedAt: earlier > blob.uploadedAt ? earlier : blob.uploadedAt }, bytes);
    });
  }

  async get(hash: string): Promise<{ blob: Blob; bytes: Buffer } | undefined> {
    if (!HASH.test(hash)) return undefined;
    return this.guarded(async () => {
      const found = await this.read(hash, undefined);
      return found === undefined ? undefined : { blob: found.blob, bytes: found.bytes.subarray(found.headerBytes) };
    });
  }

  async *list(owner?: string): AsyncIterable<Blob> {
    const folders = await this.guarded(async () => (await readdir(this.root)).filter((name) => /^[0-9a-f]{2}$/.test(name)));
    for (const folder of folders) {
      const hashes = await this.guarded(async () => (await readdir(join(this.root, folder))).filter((name) => HASH.test(name)));
      for (const hash of hashes) {
        const found = await this.guarded(() => this.read(hash, HEADER_BYTES));
        if (found !== undefined && (owner === undefined || found.blob.owner === owner)) yield found.blob;
      }
    }
  }

  remove(blob: Blob): Promise<boolean> {
    return this.alone(blob.hash, async () => {
      const there = await this.read(blob.hash, HEADER_BYTES);
      if (there?.blob.uploadedAt !== blob.uploadedAt) return false;
      await rm(join(this.folderOf(blob.hash), blob.hash));
      await synced(this.folderOf(blob.hash));
      return true;
    });
  }

  clear(hash: string): Promise<boolean> {
    return this.alone(hash, async () => {
      const there = await this.read(hash, undefined);
      if (there === undefined || there.bytes.length === there.headerBytes) return false;
      await this.replace(there.blob, Buffer.alloc(0));
      return true;
    });
  }

  /** Nothing to do: what an interrupted upload leaves is cleared at the next start. */
  sweep(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await Promise.all(this.busy.values());
  }

  private async replace({ hash, owner, uploadedAt }: Blob, bytes: Buffer): Promise<void> {
    const folder = this.folderOf(hash);
    const header = `${MAGIC}\n${JSON.stringify({ owner, uploadedAt })}\n`;
    if (Buffer.byteLength(header) > HEADER_BYTES) throw new Error(`the owner of ${hash} has too long a name`);
    const incoming = join(this.aside, randomUUID());
    const file = await open(incoming, 'wx', 0o600);
    try {
      await file.writeFile(Buffer.concat([Buffer.from(header), bytes]));
      await file.sync();
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await synced(this.root);
    await rename(incoming, join(folder, hash));
    await synced(folder);
  }

  private folderOf(hash: string): string {
    return join(this.root, hash.slice(0, 2));
  }

  private async read(hash: string, most: number | undefined): Promise<{ blob: Blob; bytes: Buffer; headerBytes: number } | undefined> {
    const file = await open(join(this.folderOf(hash), hash), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (file === undefined) return undefined;
    try {
      const bytes = most === undefined ? await file.readFile() : (await file.read(Buffer.alloc(most), 0, most, 0)).buffer;
      const first = bytes.indexOf('\n');
      const headerBytes = bytes.indexOf('\n', first + 1) + 1;
      if (bytes.toString('utf8', 0, first) !== MAGIC || headerBytes === 0) throw new Error(`${hash} is not a file of this store`);
      const { owner, uploadedAt } = JSON.parse(bytes.toString('utf8', first + 1, headerBytes)) as Omit<Blob, 'hash'>;
      return { blob: { hash, owner, uploadedAt }, bytes, headerBytes };
    } finally {
      await file.close();
    }
  }

  /** Puts and removals of one hash, one after the other: a removal must not take what was put again meanwhile. */
  private alone<T>(hash: string, work: () => Promise<T>): Promise<T> {
    if (this.options.readOnly === true || !HASH.test(hash)) return Promise.reject(this.unavailable(new Error(`${hash} cannot be written`)));
    const before = this.busy.get(hash) ?? Promise.resolve();
    const result = before.then(() => this.guarded(work));
    const ended = result.then(() => undefined, () => undefined).then(() => {
      if (this.busy.get(hash) === ended) this.busy.delete(hash);
    });
    this.busy.set(hash, ended);
    return result;
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.unavailable(error);
    }
  }

  private unavailable(error: unknown): StoreUnavailableError {
    const detail = error instanceof Error ? error.message : String(error);
    return new StoreUnavailableError(
      {
        en: `The document folder ${this.root} cannot be used: ${detail}. Check disk, space and permissions, then try again.`,
        zh: `文件目录 ${this.root} 无法使用：${detail}。请检查磁盘、剩余空间和权限后重试。`,
      },
      { cause: error },
    );
  }
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
