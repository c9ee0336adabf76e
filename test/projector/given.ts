import { catalogue, type EventType } from '../../src/domain/catalogue';
import type { JsonObject, Meta } from '../../src/domain/facts';
import type { LoggedEvent, SealedPart } from '../../src/event-store/event-store';
import type { Document } from '../../src/read-models/document-store';
import { MemoryDisk } from '../../src/read-models/memory/memory-disk';
import { MemoryDocumentStore } from '../../src/read-models/memory/memory-document-store';
import { Fold } from '../../src/projector/fold';
import { unpaced } from '../../src/projector/pace';
import { Plan } from '../../src/projector/plan';
import type { Projection } from '../../projections/projection';
import { spread } from '../spread';

export interface GivenEvent {
  readonly type: EventType;
  readonly stream: string;
  readonly data: JsonObject;
  /** Business day on which it holds. */
  readonly on: string;
  readonly id?: string;
  readonly recordedAt?: string;
  readonly private?: { readonly [person: string]: SealedPart };
  readonly meta?: Partial<Meta>;
  /** Schema version that was written; today's where it is not said. */
  readonly version?: number;
}

/** Puts events into a log: positions, revisions and ids follow from their order. */
export function logOf(given: readonly GivenEvent[]): readonly LoggedEvent[] {
  const revisions = new Map<string, number>();
  return given.map(({ type, stream, data, on, id, recordedAt, private: parts, meta, version }, i) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    return {
      position: String(i + 1).padStart(16, '0'),
      envelope: {
        id: id ?? `e${i + 1}`, type, version: version ?? catalogue[type].version, stream, revision, recordedAt: recordedAt ?? `${on}T01:00:00.000Z`, data, private: parts ?? {},
        meta: { commandId: `c${i + 1}`, useCase: 'Test', request: 'r', actor: 'officer-1', appointment: 'ap-1', capacity: { post: 'BureauOfficer', org: 'edz' }, effectiveOn: on, context: { today: on }, cause: `c${i + 1}`, correlation: `c${i + 1}`, class: 'internal', ...meta },
      },
    };
  });
}

export interface Folded {
  /** Body of a living document; undefined: none, or a tombstone. */
  body(collection: string, id: string): JsonObject | undefined;
  bodies(collection: string): readonly JsonObject[];
  /** Everything at rest but the write counters: what two ways of folding are compared by. */
  all(): readonly (Document & { readonly collection: string })[];
}

/** Runs batches of a log through the engine on the memory store, each with a cache of its own when `cold`. */
export async function foldBatches(projections: readonly Projection[], batches: readonly (readonly LoggedEvent[])[], cold = false): Promise<Folded> {
  const disk = new MemoryDisk();
  const store = new MemoryDocumentStore(disk);
  const plan = new Plan(projections, projections.map(({ name, version }) => ({ projection: name, version, generation: 1 })), []);
  await store.prepare(plan.specs);
  const fresh = () => new Fold(plan, store, { name: 'given_g1', log: 'given' }, unpaced);
  let fold = fresh();
  for (const batch of batches) {
    if (cold) fold = fresh();
    for (let tries = 0; (await fold.advance(freeze(batch))) === 'stale'; tries++) if (tries > 1) throw new Error('stale without anybody else');
  }
  const collection = (name: string) => [...disk.collection(`${name}_g1`).documents.values()];
  return {
    body: (name, id) => collection(name).find((document) => document.id === id && document.gone !== true)?.body,
    bodies: (name) => collection(name).filter(({ gone }) => gone !== true).map(({ body }) => body),
    all: () =>
      plan.specs.flatMap(({ name }) => [...disk.collection(name).documents.values()].map((document) => ({ collection: name, ...document, rev: 0 }))).sort((a, b) => (`${a.collection}/${a.id}` < `${b.collection}/${b.id}` ? -1 : 1)),
  };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

export interface ProjectionCase {
  readonly name: string;
  readonly given: readonly GivenEvent[];
  readonly then: (folded: Folded) => void;
}

/**
 * Given events, then documents. Every case is also folded twice, split at every batch border, and event by event with
 * nothing kept in memory: the same bytes at rest each time (design, section 14).
 */
export function describeProjection(projections: readonly Projection[], cases: readonly ProjectionCase[]): void {
  describe.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, then }) => {
    const events = logOf(given);

    it('gives the documents', async () => {
      const folded = await foldBatches(projections, [events]);
      const parked = projections.flatMap(({ name, version }) => folded.bodies(`${name.replaceAll('-', '_')}_v${version}_parked`));
      expect(parked).toEqual([]);
      then(folded);
    });

    it('folded twice is folded once', async () => {
      const once = await foldBatches(projections, [events]);
      expect((await foldBatches(projections, [events, events], true)).all()).toEqual(once.all());
    });

    it('gives the same wherever a batch ends', async () => {
      const once = (await foldBatches(projections, [events])).all();
      // A short log at every border; of a long one an everyday run takes a spread.
      for (const border of spread(events.slice(1).map((_event, index) => index + 1), events.length > 40 ? 5 : 1)) {
        expect((await foldBatches(projections, [events.slice(0, border), events.slice(border)])).all()).toEqual(once);
      }
      expect((await foldBatches(projections, events.map((event) => [event]), true)).all()).toEqual(once);
    });
  });
}
