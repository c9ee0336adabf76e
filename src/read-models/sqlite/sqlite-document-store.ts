import canonicalize from 'canonicalize';
import type { JsonObject } from '../../domain/facts';
import { NoticeError } from '../../event-store/notice';
import type { SqlDatabase, SqlStatement } from '../../sqlite/database';
import { closeDatabase, CommitFailed, inTransaction, openDatabase, sqliteCode, unavailable } from '../../sqlite/database';
import { cursorAfter, placeAfter } from '../cursor';
import type { Checkpoint, CollectionSpec, Comparison, Document, DocumentStore, Page, PrepareOptions, Query, Write } from '../document-store';
import { DocumentTooLargeError, ForeignCheckpointError, MAX_DOCUMENT_BYTES } from '../document-store';
import { IndexedFields, unknownCollection } from '../indexed-fields';
import { rangesAfter } from '../keyset';
import type { Sql } from './view-sql';
import { COLUMNS, counting, creation, documentOf, indexing, insertion, paging, replacement, rowOf, table } from './view-sql';

const SCAN_PAGE = 500;
/** Every shape of query is one statement; `in` lists of many lengths are what makes them many. */
const KEPT_STATEMENTS = 300;

const BUILDING = 'PRAGMA cache_size = -65536;';
const AT_REST = 'PRAGMA cache_size = -16384; PRAGMA wal_checkpoint(PASSIVE);';
const OWN_TABLES = `
  CREATE TABLE IF NOT EXISTS collections (name TEXT NOT NULL PRIMARY KEY, spec TEXT NOT NULL, signature TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoints (name TEXT NOT NULL PRIMARY KEY, position TEXT NOT NULL, log TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;`;

interface Prepared {
  readonly expected: number;
  readonly fields: IndexedFields;
  readonly values: ReturnType<typeof rowOf>;
}

/** Thrown inside the transaction, so that a miss rolls the batch back whole. */
class Missed extends Error {}

/**
 * Read models in one SQLite file, `views.db`. A batch and its checkpoint are one transaction, so the checkpoint is never
 * ahead of the documents. `synchronous=NORMAL`: a power cut may take the last batches with their checkpoint, and the
 * projector folds them again from the log.
 */
export class SqliteDocumentStore implements DocumentStore {
  private database: SqlDatabase;
  private closed = false;
  private building = false;
  private readonly statements = new Map<string, SqlStatement>();
  /** Two for each collection, found without making their text for every document. */
  private writing = new WeakMap<IndexedFields, { readonly insert: SqlStatement; readonly replace: SqlStatement }>();
  private readonly collections = new Map<string, IndexedFields>();

  /** Errors: StoreUnavailableError (folder missing, not writable, damaged), in zh and en. */
  constructor(
    private readonly path: string,
    private readonly options: { readonly readOnly?: boolean; readonly busyMs?: number } = {},
  ) {
    this.database = this.open();
  }

  prepare(specs: readonly CollectionSpec[], { unread = false }: PrepareOptions = {}): Promise<void> {
    return this.answer(() => {
      if (unread && !this.building) {
        // A build writes all over the file: more of it in memory.
        this.building = true;
        this.database.exec(BUILDING);
      }
      for (const fields of specs.map((spec) => new IndexedFields(spec))) {
        const known = this.stored(fields.spec.name);
        if (known !== undefined) fields.refuseOther(known.signature());
        else this.create(fields, unread);
        this.collections.set(fields.spec.name, fields);
      }
    });
  }

  complete(collections: readonly string[]): Promise<void> {
    return this.answer(() => {
      for (const name of collections) {
        const fields = this.collections.get(name) ?? this.stored(name);
        for (const sql of fields === undefined ? [] : indexing(fields)) this.database.exec(sql);
      }
      if (this.building) this.database.exec(AT_REST);
      this.building = false;
    });
  }

  get(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    return this.answer(() => {
      this.fields(collection);
      // One statement whatever their number: SQLite allows 32,766 parameters, and a batch may ask for more.
      const rows = this.statement(`SELECT ${COLUMNS} FROM ${table(collection)} WHERE id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids));
      return new Map(rows.map((row) => [String(row['id']), documentOf(row)]));
    });
  }

  write(batch: Parameters<DocumentStore['write']>[0]): Promise<'written' | 'stale'> {
    return this.answer(() => {
      const { checkpoint } = batch;
      const prepared = [...batch.derived, ...batch.sources].map((write) => this.encode(write));
      try {
        inTransaction(this.database, () => {
          for (const write of prepared) this.replace(write);
          if (checkpoint !== undefined) this.advance(checkpoint.name, checkpoint.value);
        });
      } catch (error) {
        if (error instanceof Missed) return 'stale';
        throw error;
      }
      return 'written';
    });
  }

  checkpoint(name: string): Promise<Checkpoint | undefined> {
    return this.answer(() => {
      const row = this.statement('SELECT position, log FROM checkpoints WHERE name = ?').get(name);
      return row === undefined ? undefined : { position: String(row['position']), log: String(row['log']) };
    });
  }

  find(collection: string, query: Query): Promise<Page> {
    return this.answer(() => {
      const fields = this.fields(collection);
      fields.checkQuery(query);
      const place = placeAfter(fields, query);
      const found: Document[] = [];
      for (const range of place === undefined ? [[]] : rangesAfter(query.sort, place)) {
        const wanted = query.limit + 1 - found.length;
        if (wanted === 0) break;
        for (const row of this.rows(paging(fields, query, range, wanted))) found.push(documentOf(row));
      }
      const documents = found.slice(0, query.limit);
      const last = documents.at(-1);
      return last === undefined || found.length <= query.limit ? { documents } : { documents, next: cursorAfter(fields, query, last) };
    });
  }

  count(collection: string, where: readonly Comparison[]): Promise<number> {
    return this.answer(() => {
      const fields = this.fields(collection);
      fields.checkWhere(where);
      return Number(this.rows(counting(fields, where))[0]?.['n']);
    });
  }

  async *scan(collection: string): AsyncIterable<readonly Document[]> {
    let after = '';
    for (;;) {
      const page = await this.answer(() => {
        this.fields(collection);
        return this.statement(`SELECT ${COLUMNS} FROM ${table(collection)} WHERE id > ? ORDER BY id LIMIT ${SCAN_PAGE}`).all(after).map(documentOf);
      });
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      after = last.id;
    }
  }

  setting(name: string): Promise<JsonObject | undefined> {
    return this.answer(() => {
      const row = this.statement('SELECT value FROM settings WHERE name = ?').get(name);
      return row === undefined ? undefined : (JSON.parse(String(row['value'])) as JsonObject);
    });
  }

  setSetting(name: string, expected: JsonObject | undefined, value: JsonObject): Promise<boolean> {
    return this.answer(() => {
      const text = canonicalize(value) ?? '';
      const { changes } =
        expected === undefined
          ? this.statement('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING').run(name, text)
          : this.statement('UPDATE settings SET value = ? WHERE name = ? AND value = ?').run(text, name, canonicalize(expected) ?? '');
      return Number(changes) === 1;
    });
  }

  drop(collection: string): Promise<void> {
    return this.answer(() => {
      if (this.stored(collection) === undefined) return;
      // A statement that is still prepared would keep the table locked.
      this.forgetStatements();
      inTransaction(this.database, () => {
        this.database.exec(`DROP TABLE ${table(collection)}`);
        this.database.prepare('DELETE FROM collections WHERE name = ?').run(collection);
      });
      this.collections.delete(collection);
    });
  }

  close(): Promise<void> {
    this.closed = true;
    return this.answer(() => {
      this.forgetStatements();
      closeDatabase(this.database);
    });
  }

  private open(): SqlDatabase {
    const database = openDatabase(this.path, this.options);
    if (this.options.readOnly === true) return database;
    try {
      // An event touches some ten pages of the views, so the log's default of 1,000 pages is too few here: docs/decisions/read-models-at-rest.md.
      database.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; ${OWN_TABLES}`);
      return database;
    } catch (error) {
      closeDatabase(database);
      throw unavailable(this.path, error);
    }
  }

  private create(fields: IndexedFields, unread: boolean): void {
    inTransaction(this.database, () => {
      // One index after another over documents in place costs a third of keeping all of them up document by document.
      for (const sql of [creation(fields), ...(unread ? [] : indexing(fields))]) this.database.exec(sql);
      this.database
        .prepare('INSERT INTO collections (name, spec, signature) VALUES (?, ?, ?)')
        .run(fields.spec.name, JSON.stringify(fields.spec), fields.signature());
    });
  }

  private stored(collection: string): IndexedFields | undefined {
    const row = this.statement('SELECT spec FROM collections WHERE name = ?').get(collection);
    return row === undefined ? undefined : new IndexedFields(JSON.parse(String(row['spec'])) as CollectionSpec);
  }

  private fields(collection: string): IndexedFields {
    const fields = this.collections.get(collection) ?? this.stored(collection);
    if (fields === undefined) throw unknownCollection(collection);
    this.collections.set(collection, fields);
    return fields;
  }

  private encode({ collection, expected, document }: Write): Prepared {
    const fields = this.fields(collection);
    const text = JSON.stringify(document.body);
    // Up to 3 bytes a character: only the few that may be too large are measured.
    const bytes = text.length * 3 > MAX_DOCUMENT_BYTES ? Buffer.byteLength(text) : 0;
    if (bytes > MAX_DOCUMENT_BYTES) throw new DocumentTooLargeError(collection, document.id, bytes);
    return { expected, fields, values: rowOf(fields, expected + 1, document, text) };
  }

  private replace({ expected, fields, values }: Prepared): void {
    let writing = this.writing.get(fields);
    if (writing === undefined) this.writing.set(fields, (writing = { insert: this.database.prepare(insertion(fields)), replace: this.database.prepare(replacement(fields)) }));
    const { changes } = expected === 0 ? writing.insert.run(...values) : writing.replace.run(...values, expected);
    if (Number(changes) !== 1) throw new Missed();
  }

  private advance(name: string, { position, log }: Checkpoint): void {
    const stored = this.statement('SELECT log FROM checkpoints WHERE name = ?').get(name)?.['log'];
    if (stored !== undefined && stored !== log) throw new ForeignCheckpointError(name, log, String(stored));
    this.statement(
      'INSERT INTO checkpoints (name, position, log) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE position < excluded.position',
    ).run(name, position, log);
  }

  private rows({ text, values }: Sql): ReturnType<SqlStatement['all']> {
    return this.statement(text).all(...values);
  }

  private statement(text: string): SqlStatement {
    let statement = this.statements.get(text);
    if (statement === undefined) {
      if (this.statements.size >= KEPT_STATEMENTS) this.statements.clear();
      statement = this.database.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  private forgetStatements(): void {
    this.statements.clear();
    this.writing = new WeakMap();
  }

  private answer<T>(work: () => T): Promise<T> {
    try {
      if (!this.database.isOpen && !this.closed) {
        this.database = this.open();
        this.building = false;
      }
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(this.translated(error));
    }
  }

  private translated(error: unknown): unknown {
    if (error instanceof NoticeError) return error;
    if (error instanceof CommitFailed) {
      // What is on the disk is unknown: the next call opens the file anew and reads what is there.
      this.forgetStatements();
      closeDatabase(this.database);
      return unavailable(this.path, error.cause);
    }
    const dropped = error instanceof Error ? /no such table: view_(\w+)/.exec(error.message)?.[1] : undefined;
    if (dropped !== undefined) return unknownCollection(dropped);
    return sqliteCode(error) === undefined ? error : unavailable(this.path, error);
  }
}
