import canonicalize from 'canonicalize';
import type { Document, DocumentStore } from '../read-models/document-store';

/** One collection of the old generation beside the new. */
export interface Comparison {
  readonly collection: string;
  readonly documents: number;
  /** The same last event, but other bytes: up to 100 ids. */
  readonly differing: readonly string[];
  /** Folded up to different events while it was looked at: says nothing yet. */
  readonly moving: readonly string[];
}

const SHOWN = 100;
/** A document that changes under our eyes is looked at again this often, with a breath in between. */
const LOOKS = 5;

/**
 * Compares without holding either up: a document says by `at` how far it is folded, so two of the same `at` must be the
 * same bytes (RFC 8785), and the others are looked at again when the slower one has moved on. `common` answers the
 * checkpoint where both stand, or null.
 */
export async function compareCollections(store: DocumentStore, label: string, before: string, after: string, ports: { readonly breathe: () => Promise<void>; readonly common: () => Promise<string | null> }): Promise<Comparison> {
  const { breathe, common } = ports;
  let documents = 0;
  let suspects: string[] = [];
  for await (const [id, left, right] of pairs(store.scan(before), store.scan(after))) {
    documents++;
    if (verdict(left, right) !== 'same') suspects.push(id);
    if (documents % 500 === 0) await breathe();
  }
  const differing: string[] = [];
  for (let look = 0; look < LOOKS && suspects.length > 0; look++) {
    if (look > 0) await breathe();
    const still: string[] = [];
    const stood = await common();
    for (let i = 0; i < suspects.length; i += 500) {
      const ids = suspects.slice(i, i + 500);
      const [left, right] = await Promise.all([store.get(before, ids), store.get(after, ids)]);
      for (const id of ids) {
        const found = verdict(left.get(id), right.get(id));
        if (found === 'moving') still.push(id);
        if (found === 'other' && differing.length < SHOWN) differing.push(id);
      }
    }
    suspects = still;
    // Both stood at one position throughout: neither is behind, so what is not the same differs.
    if (suspects.length > 0 && stood !== null && stood === (await common())) {
      differing.push(...suspects.slice(0, SHOWN - differing.length));
      suspects = [];
    }
  }
  return { collection: label, documents, differing, moving: suspects.slice(0, SHOWN) };
}

function verdict(left: Document | undefined, right: Document | undefined): 'same' | 'moving' | 'other' {
  if (left === undefined && right === undefined) return 'same';
  if (left === undefined || right === undefined || left.at !== right.at) return 'moving';
  return bytes(left) === bytes(right) ? 'same' : 'other';
}

/** `rev` counts writes, and so batches: it is no part of what a view says. */
function bytes({ id, at, gone, stuck, body }: Document): string | undefined {
  return canonicalize({ id, at, body, gone: gone ?? false, stuck: stuck ?? null });
}

/** Both scans are in order of id. */
async function* pairs(left: AsyncIterable<readonly Document[]>, right: AsyncIterable<readonly Document[]>): AsyncGenerator<[string, Document | undefined, Document | undefined]> {
  const [a, b] = [each(left), each(right)];
  let [x, y] = [await a.next(), await b.next()];
  while (x.done !== true || y.done !== true) {
    const [p, q] = [x.done === true ? undefined : x.value, y.done === true ? undefined : y.value];
    const order = p === undefined ? 1 : q === undefined ? -1 : compare(p.id, q.id);
    const id = (order <= 0 ? p?.id : q?.id) ?? '';
    yield [id, order <= 0 ? p : undefined, order >= 0 ? q : undefined];
    if (order <= 0) x = await a.next();
    if (order >= 0) y = await b.next();
  }
}

async function* each(pages: AsyncIterable<readonly Document[]>): AsyncGenerator<Document, undefined> {
  for await (const page of pages) yield* page;
  return undefined;
}

/** As the stores sort: by the bytes of UTF-8. */
function compare(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
