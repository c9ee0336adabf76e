import type { EventStore, Position } from '../event-store/event-store';

/** How many events lie between two positions: asked of the store, else counted by reading, `most` at most. */
export async function countEvents(store: EventStore, after: Position | null, upTo: Position, most = Number.POSITIVE_INFINITY): Promise<number> {
  if (after !== null && after >= upTo) return 0;
  if (store.count !== undefined) return store.count(after, upTo);
  let count = 0;
  for await (const page of store.readAll(after, 1_000)) {
    const last = page.at(-1);
    if (last === undefined) continue;
    if (last.position >= upTo) return Math.min(most, count + page.filter(({ position }) => position <= upTo).length);
    count += page.length;
    if (count >= most) return most;
  }
  return count;
}
