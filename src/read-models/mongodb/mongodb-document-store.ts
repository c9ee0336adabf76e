import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { BSON } from 'mongodb';
import type { JsonObject } from '../../domain/facts';
import { StoreUnavailableError } from '../../event-store/event-store';
import type { MongoOptions } from '../../mongodb/connection';
import { MongoConnection } from '../../mongodb/connection';
import { classifyWrite, mongoError } from '../../mongodb/outcome';
import { cursorAfter, placeAfter } from '../cursor';
import type { Checkpoint, CollectionSpec, Comparison, Document, DocumentStore, Page, Query, Write } from '../document-store';
import { DocumentTooLargeError, ForeignCheckpointError, MAX_DOCUMENT_BYTES } from '../document-store';
import { IndexedFields, unknownCollection } from '../indexed-fields';
import { bodyOf, bytesAtMost, storedBody } from './stored-body';
import type { StoredDocument } from './view-query';
import { filterOf, indexesOf, pageFilter, sortOf } from './view-query';

const SCAN_PAGE = 500;
/** Documents in one call: with the deadline around each, a slow server (600 replaces/s) still answers in time. */
const BULK = 1_000;
/** How often an unknown outcome is settled before the store counts as out of reach. */
const ATTEMPTS = 3;

interface Encoded {
  readonly collection: string;
  readonly expected: number;
  readonly stored: StoredDocument;
}
interface StoredCollection {
  readonly _id: string;
  readonly signature: string;
  readonly spec: CollectionSpec;
}
interface StoredCheckpoint {
  readonly _id: string;
  readonly position: string;
  readonly log: string;
}
interface StoredSetting {
  readonly _id: string;
  readonly text: string;
}

/**
 * Read models in MongoDB without transactions, on a standalone node, a replica set or a sharded cluster (design, section
 * 11). Relied on is one thing only: the atomic replace by `{_id, rev}`. Names that begin with _ are the store's own; no
 * view can be called so.
 */
export class MongoDocumentStore implements DocumentStore {
  private readonly fieldsByName = new Map<string, IndexedFields>();
  private readonly process = randomBytes(9).toString('base64url');
  private writes = 0;

  private constructor(private readonly connection: MongoConnection) {}

  /** Errors: as `MongoConnection.open`. */
  static async open(url: string, options?: MongoOptions): Promise<MongoDocumentStore> {
    return new MongoDocumentStore(await MongoConnection.open(url, options));
  }

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    for (const fields of specs.map((spec) => new IndexedFields(spec))) {
      const { name } = fields.spec;
      const known = await this.connection.call('prepare', () =>
        this.collections().findOneAndUpdate(
          { _id: name },
          { $setOnInsert: { signature: fields.signature(), spec: fields.spec } },
          { upsert: true, returnDocument: 'after' },
        ),
      );
      if (known !== null) fields.refuseOther(known.signature);
      await this.connection.call('index', () => this.documents(name).createIndexes(indexesOf(fields)));
      this.fieldsByName.set(name, fields);
    }
  }

  async get(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    await this.fields(collection);
    const found = new Map<string, Document>();
    for (let i = 0; i < ids.length; i += BULK) {
      const some = ids.slice(i, i + BULK);
      const stored = await this.connection.call('get', () => this.documents(collection).find({ _id: { $in: some } }).toArray());
      for (const document of stored) found.set(document._id, documentOf(document));
    }
    return found;
  }

  async write({ derived, sources, checkpoint }: Parameters<DocumentStore['write']>[0]): Promise<'written' | 'stale'> {
    const by = `${this.process}.${(this.writes += 1)}`;
    const steps = [await this.encode(derived, by), await this.encode(sources, by)];
    for (const step of steps) {
      if ((await this.replaceAll(step)) === 'stale') return 'stale';
    }
    if (checkpoint !== undefined) await this.advance(checkpoint.name, checkpoint.value);
    return 'written';
  }

  async checkpoint(name: string): Promise<Checkpoint | undefined> {
    const stored = await this.connection.call('checkpoint', () => this.checkpoints().findOne({ _id: name }));
    return stored === null ? undefined : { position: stored.position, log: stored.log };
  }

  async find(collection: string, query: Query): Promise<Page> {
    const fields = await this.fields(collection);
    fields.checkQuery(query);
    const filter = pageFilter(query, placeAfter(fields, query));
    const stored = await this.connection.call('find', () =>
      this.documents(collection)
        .find(filter, { sort: sortOf(query), limit: query.limit + 1, projection: { by: 0 } })
        .toArray(),
    );
    const documents = stored.slice(0, query.limit).map(documentOf);
    const last = documents.at(-1);
    return last === undefined || stored.length <= query.limit ? { documents } : { documents, next: cursorAfter(fields, query, last) };
  }

  async count(collection: string, where: readonly Comparison[]): Promise<number> {
    (await this.fields(collection)).checkWhere(where);
    return this.connection.call('count', () => this.documents(collection).countDocuments(filterOf(where)));
  }

  async *scan(collection: string): AsyncIterable<readonly Document[]> {
    await this.fields(collection);
    let after: string | undefined;
    for (;;) {
      const filter = after === undefined ? {} : { _id: { $gt: after } };
      const page = await this.connection.call('scan', () => this.documents(collection).find(filter, { sort: { _id: 1 }, limit: SCAN_PAGE }).toArray());
      const last = page.at(-1);
      if (last === undefined) return;
      yield page.map(documentOf);
      after = last._id;
    }
  }

  async setting(name: string): Promise<JsonObject | undefined> {
    const stored = await this.connection.call('setting', () => this.settings().findOne({ _id: name }));
    return stored === null ? undefined : (JSON.parse(stored.text) as JsonObject);
  }

  async setSetting(name: string, expected: JsonObject | undefined, value: JsonObject): Promise<boolean> {
    const text = canonicalize(value) ?? '';
    const settings = this.settings();
    return this.connection.call('setting', async () => {
      if (expected !== undefined) {
        return (await settings.replaceOne({ _id: name, text: canonicalize(expected) ?? '' }, { text })).matchedCount === 1;
      }
      try {
        await settings.insertOne({ _id: name, text });
        return true;
      } catch (error) {
        if (classifyWrite(error) === 'duplicate') return false;
        throw error;
      }
    });
  }

  async drop(collection: string): Promise<void> {
    await this.connection.call('drop', () => this.documents(collection).drop());
    // The entry goes last: a drop that was cut short is found by the next one.
    await this.connection.call('drop', () => this.collections().deleteOne({ _id: collection }));
    this.fieldsByName.delete(collection);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private documents(name: string): Collection<StoredDocument> {
    return this.connection.db.collection<StoredDocument>(name);
  }
  private collections(): Collection<StoredCollection> {
    return this.connection.db.collection<StoredCollection>('_collections');
  }
  private checkpoints(): Collection<StoredCheckpoint> {
    return this.connection.db.collection<StoredCheckpoint>('_checkpoints');
  }
  private settings(): Collection<StoredSetting> {
    return this.connection.db.collection<StoredSetting>('_settings');
  }

  private async fields(collection: string): Promise<IndexedFields> {
    const known = this.fieldsByName.get(collection);
    if (known !== undefined) return known;
    const stored = await this.connection.call('collection', () => this.collections().findOne({ _id: collection }));
    if (stored === null) throw unknownCollection(collection);
    const fields = new IndexedFields(stored.spec);
    this.fieldsByName.set(collection, fields);
    return fields;
  }

  private async encode(writes: readonly Write[], by: string): Promise<Encoded[]> {
    const encoded: Encoded[] = [];
    for (const { collection, expected, document } of writes) {
      const { id, at, gone = false, stuck } = document;
      (await this.fields(collection)).check(id, document.body);
      const body = storedBody(document.body);
      const stored = { _id: id, rev: expected + 1, at, gone, ...(stuck === undefined ? {} : { stuck }), by, body };
      // The driver itself fails with a RangeError that names no document; only the few that come near are measured.
      const bytes = bytesAtMost(body) > MAX_DOCUMENT_BYTES / 2 ? BSON.calculateObjectSize(stored, { ignoreUndefined: true }) : 0;
      if (bytes > MAX_DOCUMENT_BYTES) throw new DocumentTooLargeError(collection, id, bytes);
      encoded.push({ collection, expected, stored });
    }
    return encoded;
  }

  /** One step of a batch: everything in it is acknowledged by the majority before it answers 'written'. */
  private async replaceAll(writes: readonly Encoded[]): Promise<'written' | 'stale'> {
    const collections = new Set(writes.map(({ collection }) => collection));
    for (const collection of collections) {
      const those = writes.filter((write) => write.collection === collection);
      for (let i = 0; i < those.length; i += BULK) {
        if ((await this.replaceSome(collection, those.slice(i, i + BULK))) === 'stale') return 'stale';
      }
    }
    return 'written';
  }

  private async replaceSome(collection: string, writes: readonly Encoded[]): Promise<'written' | 'stale'> {
    let open = writes;
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const outcome = await this.bulk(collection, open);
      if (outcome === 'written' || outcome === 'stale') return outcome;
      failure = outcome.unknown;
      const left = await this.settle(collection, open);
      if (left === 'stale') return 'stale';
      if (left.length === 0) return 'written';
      open = left;
    }
    throw mongoError(this.connection.where, failure);
  }

  private async bulk(collection: string, writes: readonly Encoded[]): Promise<'written' | 'stale' | { unknown: unknown }> {
    const operations = writes.map(
      ({ expected, stored }): AnyBulkWriteOperation<StoredDocument> =>
        expected === 0 ? { insertOne: { document: stored } } : { replaceOne: { filter: { _id: stored._id, rev: expected }, replacement: stored } },
    );
    try {
      const { insertedCount, matchedCount } = await this.connection.withDeadline('write', () => this.documents(collection).bulkWrite(operations, { ordered: false }));
      return insertedCount + matchedCount === writes.length ? 'written' : 'stale';
    } catch (error) {
      const failure = classifyWrite(error);
      if (failure === 'duplicate') return 'stale';
      if (failure === 'unknown') return { unknown: error };
      throw mongoError(this.connection.where, error);
    }
  }

  /** After an unknown outcome: which writes are still to be made, told by `rev` and by whose write it was. */
  private async settle(collection: string, writes: readonly Encoded[]): Promise<readonly Encoded[] | 'stale'> {
    const ids = writes.map(({ stored }) => stored._id);
    const read = await this.connection.call('settle', () => this.documents(collection).find({ _id: { $in: ids } }, { projection: { rev: 1, by: 1 } }).toArray());
    const there = new Map(read.map((document) => [document._id, document]));
    const left: Encoded[] = [];
    for (const write of writes) {
      const found = there.get(write.stored._id);
      if (found?.rev === write.stored.rev && found.by === write.stored.by) continue;
      if ((found?.rev ?? 0) !== write.expected) return 'stale';
      left.push(write);
    }
    return left;
  }

  /** Never back: an older position matches nothing, and the upsert then meets the one that is there. */
  private async advance(name: string, { position, log }: Checkpoint): Promise<void> {
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        await this.connection.withDeadline('checkpoint', () =>
          this.checkpoints().updateOne({ _id: name, log, position: { $lt: position } }, { $set: { position, log } }, { upsert: true }),
        );
        return;
      } catch (error) {
        failure = error;
      }
      const outcome = classifyWrite(failure);
      if (outcome === 'failed') break;
      const stored = await this.checkpoint(name);
      if (stored !== undefined && stored.log !== log) throw new ForeignCheckpointError(name, log, stored.log);
      if (stored !== undefined && stored.position >= position) return;
    }
    throw mongoError(this.connection.where, failure ?? new StoreUnavailableError());
  }
}

function documentOf({ _id, rev, at, gone, stuck, body }: StoredDocument): Document {
  return { id: _id, rev, at, ...(gone ? { gone } : {}), ...(stuck === undefined ? {} : { stuck }), body: bodyOf(body) };
}
