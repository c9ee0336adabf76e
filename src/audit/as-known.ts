import { shanghaiDate, shanghaiSecond } from '../clock';
import type { BusinessDate, Instant } from '../domain/dates';
import { isBusinessDate } from '../domain/dates';
import type { EventStore, Position } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';

/** What finds the first event recorded after an instant among those it holds, and says how far it holds the log. */
export interface Trail {
  /** Holds every event up to here, inclusive; null: none. */
  readonly upTo: Position | null;
  /** Position of the first of them, in the order of the log, with `recordedAt` > K; null: none. */
  firstAfter(known: Instant): Promise<Position | null>;
}

/** A trail that holds nothing: the log itself is read. */
export const noTrail: Trail = { upTo: null, firstAfter: async () => null };

/**
 * Where "as known at K" cuts the log: the position of the first event recorded after K. Everything before it, in all
 * streams, was known; so the cut is one prefix of the log, whose running maximum of `recordedAt` is ≤ K (design,
 * section 6). null: everything there is was known.
 *
 * The trail answers for what it holds; what lies beyond is read, so that a view that lags never moves the cut.
 */
export async function cutOf(store: Pick<EventStore, 'readAll'>, trail: Trail, known: Instant): Promise<Position | null> {
  const found = await trail.firstAfter(known);
  if (found !== null) return found;
  for await (const page of store.readAll(trail.upTo)) {
    const beyond = page.find(({ envelope }) => envelope.recordedAt > known);
    if (beyond !== undefined) return beyond.position;
  }
  return null;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/u;

/** A moment with its offset, or a day, which means all of it in Shanghai; null: neither. */
export function instantOf(text: string): Instant | null {
  if (isBusinessDate(text)) return endOfDay(text);
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || !isBusinessDate(day)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function endOfDay(day: BusinessDate): Instant {
  return new Date(`${day}T23:59:59.999+08:00`).toISOString();
}

/** "As known …" for the head of a text: the end of a day is that day. */
export function asKnownWords(known: Instant): Notice {
  const day = shanghaiDate(known);
  if (known === endOfDay(day)) return { zh: `按 ${day}（含当日）所知`, en: `as known by the end of ${day}` };
  const second = shanghaiSecond(known);
  return { zh: `按 ${second}（北京时间）所知`, en: `as known at ${second} (Asia/Shanghai)` };
}
