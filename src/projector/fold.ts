import type { LoggedEvent, Position } from '../event-store/event-store';
import type { DocumentStore } from '../read-models/document-store';
import { DocumentTooLargeError } from '../read-models/document-store';
import type { ProjectedEvent } from '../../projections/projection';
import type { Laid } from './deltas';
import { checkDelta, lay } from './deltas';
import type { Entry } from './documents';
import { Documents, writeOf } from './documents';
import type { Pace } from './pace';
import type { Plan, PlannedCollection, PlannedProjection } from './plan';
import { projected } from './projected-event';

interface Work {
  readonly event: ProjectedEvent;
  readonly planned: PlannedProjection;
  readonly keys: readonly string[];
  /** `keys` itself failed: the event is parked under its stream's name. */
  readonly failed?: unknown;
}

const DEFAULT_CACHE = 40_000;
const REASON_LENGTH = 300;

/**
 * Folds batches of the log into documents and writes each touched document once (design, section 11).
 *
 * An event at or before a document's `at` is in it already and is passed over, one by one; so are deltas, whose event
 * borders make the same cells wherever batches end. A guard per batch, or deltas taken over a whole batch, lose or
 * double some after a crash: `test/projector/schedules.spec.ts` shows it.
 */
export class Fold {
  /** Longest time in ms that a call into the document store kept the thread, since last asked. */
  private longest = 0;
  private readonly documents: Documents;
  /** Entries to write, by collection; derived ones apart, because they go first. */
  private readonly derived = new Map<string, Set<Entry>>();
  private readonly sources = new Map<string, Set<Entry>>();
  /** Events that made a document too large, with its collection. */
  private readonly tooLarge = new Set<string>();
  /** The last batch missed: what was taken to be absent is read this time. */
  private missed = false;

  constructor(private readonly plan: Plan, private readonly store: DocumentStore, private readonly checkpoint: { readonly name: string; readonly log: string }, private readonly pace: Pace, cache = DEFAULT_CACHE) {
    this.documents = new Documents(store, cache);
  }

  /**
   * `upTo`: where the checkpoint goes, at or after the last event; nothing in between is taken by a projection.
   * 'stale': somebody else wrote; nothing is known any more, and the caller reads the checkpoint again. Throws what the
   * store throws; then too everything is forgotten.
   */
  async advance(events: readonly LoggedEvent[], upTo = events.at(-1)?.position): Promise<'written' | 'stale'> {
    if (upTo === undefined) return 'written';
    try {
      return await this.attempt(events, upTo);
    } catch (error) {
      this.forget();
      if (!(error instanceof DocumentTooLargeError)) throw error;
      return this.oneByOne(events, upTo, error);
    }
  }

  forget(): void {
    this.documents.forget();
    this.derived.clear();
    this.sources.clear();
    this.missed = true;
  }

  takeLongestBlock(): number {
    const longest = this.longest;
    this.longest = 0;
    return longest;
  }

  /** The guard: is this event, or are its deltas, in the document already? */
  protected holds(entry: Entry, position: Position): boolean {
    return position <= entry.at;
  }

  private async attempt(events: readonly LoggedEvent[], upTo: Position): Promise<'written' | 'stale'> {
    this.documents.age();
    const work = await this.prepare(events);
    const laid = await this.foldSources(work);
    await this.layAll(laid);
    const outcome = await this.timed(() =>
      this.store.write({
        derived: writes(this.derived),
        sources: writes(this.sources),
        checkpoint: { name: this.checkpoint.name, value: { position: upTo, log: this.checkpoint.log } },
      }),
    );
    if (outcome === 'stale') {
      this.forget();
      return 'stale';
    }
    for (const entries of this.derived.values()) this.documents.written(entries);
    for (const entries of this.sources.values()) this.documents.written(entries);
    for (const { planned } of work) if (planned.projection.once === true) this.documents.forgetCollection(planned.source.name);
    this.derived.clear();
    this.sources.clear();
    this.missed = false;
    return 'written';
  }

  /** Reads the documents that the events touch. */
  private async prepare(events: readonly LoggedEvent[]): Promise<readonly Work[]> {
    const work: Work[] = [];
    const wanted = new Map<PlannedProjection, Set<string>>();
    for (const logged of events) {
      const takers = this.plan.takers(logged.envelope.type as ProjectedEvent['type']);
      if (takers === undefined) continue;
      const event = projected(logged);
      for (const planned of takers) {
        const piece = keysOf(planned, event);
        work.push(piece);
        let ids = wanted.get(planned);
        if (ids === undefined) wanted.set(planned, (ids = new Set()));
        for (const key of piece.keys) ids.add(key);
      }
      if (this.pace.due()) await this.pace.breathe();
    }
    for (const [planned, ids] of wanted) {
      const absent = planned.projection.once === true && !this.missed;
      await this.timed(() => this.documents.load(planned.source.name, ids, absent));
    }
    return work;
  }

  private async foldSources(work: readonly Work[]): Promise<readonly Laid[]> {
    const laid: Laid[] = [];
    for (const piece of work) {
      for (const key of piece.keys) this.foldOne(piece, key, laid);
      if (this.pace.due()) await this.pace.breathe();
    }
    return laid;
  }

  private foldOne({ event, planned, failed }: Work, key: string, laid: Laid[]): void {
    const entry = this.documents.of(planned.source.name, key);
    if (entry.stuck !== undefined || this.holds(entry, event.position) || planned.skips(event.position, key)) return;
    const { projection } = planned;
    const before = entry.body;
    try {
      if (failed !== undefined) throw failed;
      this.refuseTooLarge(planned, event.position);
      const after = projection.fold(before, event, key, (other) => this.bodyOf(planned, other));
      if (after === before) return;
      if (after === undefined) throw new Error(`the fold lost the document`);
      planned.source.fields.check(key, after);
      const deltas = projection.derive?.(before, after, key) ?? [];
      const places = deltas.map((delta) => checkDelta(planned, delta));
      deltas.forEach((delta, i) => {
        const collection = places[i];
        if (collection !== undefined) laid.push({ position: event.position, collection, delta });
      });
      entry.body = after;
      entry.at = event.position;
    } catch (error) {
      this.park(planned, entry, event, error, laid);
    }
    touch(this.sources, planned.source, entry);
  }

  /** Of another document that the same event touches. */
  private bodyOf(planned: PlannedProjection, key: string): Entry['body'] {
    const { body, stuck } = this.documents.of(planned.source.name, key);
    if (stuck !== undefined) throw new Error(`${key} waits for a person`);
    return body;
  }

  /** The key waits for a person; its rows say so, and it is listed. Other keys go on. */
  private park(planned: PlannedProjection, entry: Entry, event: ProjectedEvent, error: unknown, laid: Laid[]): void {
    const reason = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, REASON_LENGTH);
    const stuck = { since: event.position, reason };
    entry.stuck = stuck;
    const { projection } = planned;
    const { position } = event;
    if (entry.body !== undefined) {
      for (const delta of rowsOf(planned, entry)) laid.push({ position, collection: delta.collection, delta: { kind: 'mark', id: delta.id, stuck } });
    }
    laid.push({
      position,
      collection: planned.parked,
      delta: { kind: 'put', collection: planned.parked.name, id: entry.id, body: { projection: projection.name, version: projection.version, key: entry.id, since: position, event: event.id, type: event.type, reason } },
    });
  }

  private async layAll(laid: readonly Laid[]): Promise<void> {
    const wanted = new Map<PlannedCollection, Set<string>>();
    for (const { collection, delta } of laid) {
      let ids = wanted.get(collection);
      if (ids === undefined) wanted.set(collection, (ids = new Set()));
      ids.add(delta.id);
    }
    for (const [collection, ids] of wanted) await this.timed(() => this.documents.load(collection.name, ids));
    for (const one of laid) {
      const entry = this.documents.of(one.collection.name, one.delta.id);
      if (lay(entry, one, this.holds(entry, one.position))) touch(this.derived, one.collection, entry);
      if (this.pace.due()) await this.pace.breathe();
    }
  }

  /** Which event outgrew its document is only seen when they go in one by one; its key is parked like any other. */
  private async oneByOne(events: readonly LoggedEvent[], upTo: Position, first: DocumentTooLargeError): Promise<'written' | 'stale'> {
    if (events.length === 1 && events[0] !== undefined) {
      const mark = `${first.collection}\n${events[0].position}`;
      if (this.tooLarge.has(mark)) throw first;
      this.tooLarge.add(mark);
    }
    for (const event of events) {
      if ((await this.advance([event])) === 'stale') return 'stale';
    }
    return this.advance([], upTo);
  }

  private refuseTooLarge(planned: PlannedProjection, position: Position): void {
    if (this.tooLarge.size === 0) return;
    for (const { name } of [planned.source, ...planned.derived.values()]) {
      if (this.tooLarge.has(`${name}\n${position}`)) throw new Error(`a document of ${name} would exceed the largest size`);
    }
  }

  /** An adapter on SQLite works before its promise is returned: that part is what others wait for. */
  private timed<T>(call: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const promise = call();
    const blocked = performance.now() - start;
    if (blocked > this.longest) this.longest = blocked;
    return promise;
  }
}

function keysOf(planned: PlannedProjection, event: ProjectedEvent): Work {
  try {
    return { event, planned, keys: planned.projection.keys(event) };
  } catch (failed) {
    return { event, planned, keys: [event.stream], failed };
  }
}

/** The rows that a document owns, as its derivation lays them from nothing. */
function rowsOf(planned: PlannedProjection, entry: Entry): { readonly collection: PlannedCollection; readonly id: string }[] {
  if (planned.projection.derive === undefined || entry.body === undefined) return [];
  const rows: { readonly collection: PlannedCollection; readonly id: string }[] = [];
  for (const delta of planned.projection.derive(undefined, entry.body, entry.id)) {
    const collection = planned.derived.get(delta.collection);
    if (delta.kind === 'put' && delta.body !== null && collection !== undefined) rows.push({ collection, id: delta.id });
  }
  return rows;
}

function touch(into: Map<string, Set<Entry>>, collection: PlannedCollection, entry: Entry): void {
  let entries = into.get(collection.name);
  if (entries === undefined) into.set(collection.name, (entries = new Set()));
  entries.add(entry);
}

function writes(touched: ReadonlyMap<string, ReadonlySet<Entry>>) {
  const list = [];
  for (const [collection, entries] of touched) for (const entry of entries) list.push(writeOf(collection, entry));
  return list;
}
