import type { Collection } from 'mongodb';
import { GridFSBucket, ObjectId } from 'mongodb';
import type { Instant } from '../../domain/dates';
import { StoreUnavailableError } from '../../event-store/event-store';
import type { MongoOptions } from '../../mongodb/connection';
import { MongoConnection } from '../../mongodb/connection';
import { classifyWrite } from '../../mongodb/outcome';
import type { Blob, BlobStore } from '../blob-store';

const BUCKET = '_files';
/** A file may be put again and the old one removed between looking it up and reading it. */
const ATTEMPTS = 3;

interface StoredBlob {
  readonly _id: string;
  readonly owner: string;
  readonly uploadedAt: Instant;
  readonly file: ObjectId;
}
/** A GridFS file that is being made or removed: what a crash leaves of it is found by this. */
interface Unsettled {
  readonly _id: ObjectId;
  readonly since: Instant;
}

/**
 * Sealed files in GridFS. Its own ids are random: an upload that was cut short leaves chunks, and under the hash they
 * would be in the way of the next one for ever. What counts is the entry under the hash, written after the chunks.
 */
export class GridFsBlobs implements BlobStore {
  private readonly bucket: GridFSBucket;

  private constructor(private readonly connection: MongoConnection) {
    this.bucket = new GridFSBucket(connection.db, { bucketName: BUCKET });
  }

  /** Errors: as `MongoConnection.open`. */
  static async open(url: string, options?: MongoOptions): Promise<GridFsBlobs> {
    const store = new GridFsBlobs(await MongoConnection.open(url, options));
    await store.connection.call('index', () => store.blobs().createIndexes([{ key: { owner: 1 } }, { key: { file: 1 } }]));
    return store;
  }

  async put({ hash, owner, uploadedAt }: Blob, bytes: Buffer): Promise<void> {
    if (await this.touch(hash, uploadedAt)) return;
    const file = new ObjectId();
    await this.connection.call('file', () => this.unsettled().insertOne({ _id: file, since: uploadedAt }));
    await this.connection.call('file', () => this.upload(file, hash, bytes));
    const made = await this.connection.call('file', async () => {
      try {
        await this.blobs().insertOne({ _id: hash, owner, uploadedAt, file });
        return true;
      } catch (error) {
        if (classifyWrite(error) === 'duplicate') return false;
        throw error;
      }
    });
    if (made) {
      await this.connection.call('file', () => this.unsettled().deleteOne({ _id: file }));
      return;
    }
    // Another put of the same file was first; it may as well be this one's own, whose answer was lost.
    await this.touch(hash, uploadedAt);
    await this.discard(file);
  }

  async get(hash: string): Promise<{ blob: Blob; bytes: Buffer } | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stored = await this.connection.call('file', () => this.blobs().findOne({ _id: hash }));
      if (stored === null) return undefined;
      const bytes = await this.connection.call('file', () => this.download(stored.file));
      if (bytes !== undefined) return { blob: blobOf(stored), bytes };
    }
    throw new StoreUnavailableError({
      en: `File ${hash} is listed in MongoDB at ${this.connection.where} and its content is not there. Put it back from the latest backup.`,
      zh: `文件 ${hash} 在 MongoDB（${this.connection.where}）中有登记但没有内容。请从最近的备份恢复。`,
    });
  }

  async *list(owner?: string): AsyncIterable<Blob> {
    let after = '';
    for (;;) {
      const filter = { _id: { $gt: after }, ...(owner === undefined ? {} : { owner }) };
      const page = await this.connection.call('files', () => this.blobs().find(filter, { sort: { _id: 1 }, limit: 500 }).toArray());
      const last = page.at(-1);
      if (last === undefined) return;
      yield* page.map(blobOf);
      after = last._id;
    }
  }

  async remove({ hash, uploadedAt }: Blob): Promise<boolean> {
    const stored = await this.connection.call('file', () => this.blobs().findOne({ _id: hash, uploadedAt }));
    if (stored === null) return false;
    const { file } = stored;
    await this.connection.call('file', () => this.unsettled().updateOne({ _id: file }, { $setOnInsert: { since: uploadedAt } }, { upsert: true }));
    const { deletedCount } = await this.connection.call('file', () => this.blobs().deleteOne({ _id: hash, uploadedAt, file }));
    await this.discard(file);
    return deletedCount === 1;
  }

  async clear(hash: string): Promise<boolean> {
    const stored = await this.connection.call('file', () => this.blobs().findOne({ _id: hash }));
    if (stored === null) return false;
    const { file: full, uploadedAt: since } = stored;
    const length: unknown = (await this.connection.call('file', () => this.connection.db.collection(`${BUCKET}.files`).findOne({ _id: full })))?.['length'];
    if (length === 0) return false;
    const empty = new ObjectId();
    await this.connection.call('file', () => this.unsettled().updateOne({ _id: full }, { $setOnInsert: { since } }, { upsert: true }));
    await this.connection.call('file', () => this.unsettled().insertOne({ _id: empty, since }));
    await this.connection.call('file', () => this.upload(empty, hash, Buffer.alloc(0)));
    const { matchedCount } = await this.connection.call('file', () => this.blobs().updateOne({ _id: hash, file: full }, { $set: { file: empty } }));
    // Whichever of the two is named stays.
    await this.discard(full);
    await this.discard(empty);
    return matchedCount === 1;
  }

  async sweep(before: Instant): Promise<void> {
    const left = await this.connection.call('files', () => this.unsettled().find({ since: { $lt: before } }).toArray());
    for (const { _id } of left) await this.discard(_id);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private blobs(): Collection<StoredBlob> {
    return this.connection.db.collection<StoredBlob>('_file_index');
  }
  private unsettled(): Collection<Unsettled> {
    return this.connection.db.collection<Unsettled>('_files_unsettled');
  }

  private async touch(hash: string, uploadedAt: Instant): Promise<boolean> {
    return (await this.connection.call('file', () => this.blobs().updateOne({ _id: hash }, { $max: { uploadedAt } }))).matchedCount === 1;
  }

  /** Removes content that no entry names; content that one does is only no longer unsettled. */
  private async discard(file: ObjectId): Promise<void> {
    const named = await this.connection.call('file', () => this.blobs().findOne({ file }));
    if (named === null) {
      await this.connection.call('file', () => this.connection.db.collection(`${BUCKET}.files`).deleteOne({ _id: file }));
      await this.connection.call('file', () => this.connection.db.collection(`${BUCKET}.chunks`).deleteMany({ files_id: file }));
    }
    await this.connection.call('file', () => this.unsettled().deleteOne({ _id: file }));
  }

  private upload(file: ObjectId, hash: string, bytes: Buffer): Promise<void> {
    return new Promise((stored, failed) => {
      this.bucket.openUploadStreamWithId(file, hash).once('error', failed).once('finish', () => stored()).end(bytes);
    });
  }

  /** Undefined where it is not there, or is removed while it is read. */
  private async download(file: ObjectId): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    try {
      for await (const part of this.bucket.openDownloadStream(file)) parts.push(Buffer.from(part));
    } catch (error) {
      if ((await this.connection.db.collection(`${BUCKET}.files`).findOne({ _id: file })) === null) return undefined;
      throw error;
    }
    return Buffer.concat(parts);
  }
}

function blobOf({ _id, owner, uploadedAt }: StoredBlob): Blob {
  return { hash: _id, owner, uploadedAt };
}
