import type { LoggedEvent, Position } from '../../src/event-store/event-store';
import type { Document, DocumentStore } from '../../src/read-models/document-store';
import { MemoryDisk } from '../../src/read-models/memory/memory-disk';
import { MemoryDocumentStore } from '../../src/read-models/memory/memory-document-store';
import type { Entry } from '../../src/projector/documents';
import { Fold } from '../../src/projector/fold';
import type { House } from './simulation';
import { real } from './simulation';

type Batch = Parameters<DocumentStore['write']>[0];

/** A batch is in a document when its last event is; else all of it is folded. */
class GuardPerBatch extends Fold {
  private last: Position = '';
  private readonly atStart = new Map<Entry, Position>();

  override advance(events: readonly LoggedEvent[]): Promise<'written' | 'stale'> {
    this.last = events.at(-1)?.position ?? '';
    this.atStart.clear();
    return super.advance(events);
  }

  protected override holds(entry: Entry): boolean {
    const before = this.atStart.get(entry) ?? entry.at;
    this.atStart.set(entry, before);
    return this.last <= before;
  }
}

/** Replaces where the document at rest is older, whoever wrote it. */
class NewerWins extends MemoryDisk {
  override replace(collection: string, _expected: number, document: Document): boolean {
    const stored = this.collection(collection).documents.get(document.id);
    return super.replace(collection, stored?.rev ?? 0, stored !== undefined && stored.at > document.at ? stored : document);
  }
}

/** An emptied cell is deleted, and with it what it knew of its past. */
class DeletesEmptyCells extends MemoryDisk {
  override replace(collection: string, expected: number, document: Document): boolean {
    const won = super.replace(collection, expected, document);
    if (won && document.gone === true) this.collection(collection).documents.delete(document.id);
    return won;
  }
}

class CheckpointFirst extends MemoryDocumentStore {
  override async write({ derived, sources, checkpoint }: Batch): Promise<'written' | 'stale'> {
    if (checkpoint !== undefined) await super.write({ derived: [], sources: [], checkpoint });
    return super.write({ derived, sources });
  }
}

class SourcesFirst extends MemoryDocumentStore {
  override async write({ derived, sources, checkpoint }: Batch): Promise<'written' | 'stale'> {
    if ((await super.write({ derived: [], sources })) === 'stale') return 'stale';
    return super.write({ derived, sources: [], ...(checkpoint === undefined ? {} : { checkpoint }) });
  }
}

/** Weaker rules that look reasonable. Each must be caught. */
export const planted: { readonly [name: string]: House } = {
  'guard per batch': { ...real, fold: (...ports) => new GuardPerBatch(...ports) },
  'replaced only by a newer one': { ...real, disk: () => new NewerWins() },
  'empty cells deleted': { ...real, disk: () => new DeletesEmptyCells() },
  'checkpoint before documents': { ...real, store: (disk, interrupt) => new CheckpointFirst(disk, interrupt) },
  'sources before derived': { ...real, store: (disk, interrupt) => new SourcesFirst(disk, interrupt) },
};
