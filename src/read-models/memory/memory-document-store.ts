import type { JsonObject } from '../../domain/facts';
import { cursorAfter, placeAfter } from '../cursor';
import type { Checkpoint, CollectionSpec, Comparison, Document, DocumentStore, Page, Query, Write } from '../document-store';
import { DocumentTooLargeError, ForeignCheckpointError, MAX_DOCUMENT_BYTES } from '../document-store';
import { IndexedFields } from '../indexed-fields';
import type { Interrupt, Step } from './faults';
import { Crash } from './faults';
import { compareText, MemoryDisk } from './memory-disk';

const SCAN_PAGE = 500;

/**
 * Read models in memory, with MongoDB's guarantees and no more: each document is replaced atomically, a batch is not.
 * A miss does not keep the rest of its step from being stored, as in an unordered bulk.
 */
export class MemoryDocumentStore implements DocumentStore {
  private crashed = false;

  constructor(
    readonly disk: MemoryDisk = new MemoryDisk(),
    private readonly interrupt?: Interrupt,
  ) {}

  prepare(specs: readonly CollectionSpec[]): Promise<void> {
    return this.call('prepare', specs.map(({ name }) => name).join(' '), () => {
      for (const spec of specs) this.disk.prepare(new IndexedFields(spec));
    });
  }

  get(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    return this.call('get', collection, () => {
      const { documents } = this.disk.collection(collection);
      const found = new Map<string, Document>();
      for (const id of ids) {
        const document = documents.get(id);
        if (document !== undefined) found.set(id, document);
      }
      return found;
    });
  }

  write(batch: Parameters<DocumentStore['write']>[0]): Promise<'written' | 'stale'> {
    const { derived, sources, checkpoint } = batch;
    return this.call('write', checkpoint?.name ?? '', async () => {
      for (const { collection, document } of [...derived, ...sources]) this.check(collection, document);
      if (!(await this.replaceAll('derived', derived))) return 'stale';
      if (!(await this.replaceAll('source', sources))) return 'stale';
      if (checkpoint !== undefined) {
        await this.step({ call: 'write', part: 'checkpoint', moment: 'before', target: checkpoint.name });
        this.advance(checkpoint.name, checkpoint.value);
        await this.step({ call: 'write', part: 'checkpoint', moment: 'after', target: checkpoint.name });
      }
      return 'written';
    });
  }

  checkpoint(name: string): Promise<Checkpoint | undefined> {
    return this.call('checkpoint', name, () => this.disk.checkpoints.get(name));
  }

  find(collection: string, query: Query): Promise<Page> {
    return this.call('find', collection, () => {
      const { fields } = this.disk.collection(collection);
      fields.checkQuery(query);
      const sorted = this.disk.sorted(collection, query, placeAfter(fields, query));
      const documents = sorted.slice(0, query.limit);
      const last = documents.at(-1);
      return last === undefined || sorted.length <= query.limit ? { documents } : { documents, next: cursorAfter(fields, query, last) };
    });
  }

  count(collection: string, where: readonly Comparison[]): Promise<number> {
    return this.call('count', collection, () => {
      this.disk.collection(collection).fields.checkWhere(where);
      return this.disk.matching(collection, where).length;
    });
  }

  async *scan(collection: string): AsyncIterable<readonly Document[]> {
    const ids = await this.call('scan', collection, () => [...this.disk.collection(collection).documents.keys()].sort(compareText));
    for (let i = 0; i < ids.length; i += SCAN_PAGE) {
      yield [...(await this.get(collection, ids.slice(i, i + SCAN_PAGE))).values()];
    }
  }

  setting(name: string): Promise<JsonObject | undefined> {
    return this.call('setting', name, () => this.disk.setting(name));
  }

  setSetting(name: string, expected: JsonObject | undefined, value: JsonObject): Promise<boolean> {
    return this.call('setSetting', name, () => this.disk.setSetting(name, expected, value));
  }

  drop(collection: string): Promise<void> {
    return this.call('drop', collection, () => this.disk.drop(collection));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private check(collection: string, document: Document): void {
    this.disk.collection(collection).fields.check(document.id, document.body);
    const text = JSON.stringify(document.body);
    const bytes = text.length * 3 > MAX_DOCUMENT_BYTES ? Buffer.byteLength(text) : 0;
    if (bytes > MAX_DOCUMENT_BYTES) throw new DocumentTooLargeError(collection, document.id, bytes);
  }

  private async replaceAll(part: 'derived' | 'source', writes: readonly Write[]): Promise<boolean> {
    let all = true;
    for (const { collection, expected, document } of writes) {
      const target = `${collection}/${document.id}`;
      await this.step({ call: 'write', part, moment: 'before', target });
      all = this.disk.replace(collection, expected, document) && all;
      await this.step({ call: 'write', part, moment: 'after', target });
    }
    return all;
  }

  private advance(name: string, value: Checkpoint): void {
    const stored = this.disk.checkpoints.get(name);
    if (stored !== undefined && stored.log !== value.log) throw new ForeignCheckpointError(name, value.log, stored.log);
    if (stored === undefined || stored.position < value.position) this.disk.checkpoints.set(name, { position: value.position, log: value.log });
  }

  private async call<T>(call: Step['call'], target: string, work: () => T | Promise<T>): Promise<T> {
    await this.step({ call, part: 'call', moment: 'before', target });
    const result = await work();
    await this.step({ call, part: 'call', moment: 'after', target });
    return result;
  }

  private async step(step: Step): Promise<void> {
    this.refuseAfterCrash();
    if (this.interrupt === undefined) return;
    try {
      await this.interrupt(step);
    } catch (error) {
      if (error instanceof Crash) this.crashed = true;
      throw error;
    }
    this.refuseAfterCrash();
  }

  /** Checked again after a step was held up: what a dead process had under way must not be stored by its ghost. */
  private refuseAfterCrash(): void {
    if (this.crashed) throw new Crash();
  }
}
