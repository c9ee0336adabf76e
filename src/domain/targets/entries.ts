import type { BusinessDate } from '../dates';
import type { EventId, JsonObject, OfficialAct, OrgId } from '../facts';

/** A fact as the boards of a programme read it. */
export interface BoardEntry {
  readonly event: EventId;
  readonly type: string;
  /** Place in its stream. */
  readonly revision: number;
  readonly on: BusinessDate;
  readonly data: JsonObject;
  /** The first wording that it restates; null: it is a first wording. */
  readonly corrects: EventId | null;
  readonly act: OfficialAct | null;
}

/** How many a unit made towards a target, by day, in the last wording of each record; unit null: all units together. */
export interface MadeByDay {
  readonly target: string;
  readonly unit: OrgId | null;
  readonly days: { readonly [day: BusinessDate]: number };
}

/** Each in its last wording, where that holds by the day; in the order in which they were first recorded. */
export function standingEntries(entries: readonly BoardEntry[], asOf: BusinessDate): readonly BoardEntry[] {
  const last = new Map<EventId, BoardEntry>();
  for (const entry of [...entries].sort((a, b) => a.revision - b.revision)) last.set(entry.corrects ?? entry.event, entry);
  return [...last.values()].filter(({ on }) => on <= asOf);
}
