import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { Delta, ProjectedEvent, Projection } from '../projection';
import { roundOfPanel } from '../audit-trail/audit-trail';
import { OPEN_END } from '../roster/rows';
import { taskKinds, type Ending, type Party, type TaskKind } from './tasks';

/** One party's task over [from, until): what is filtered on. */
export interface TaskRow extends JsonObject {
  readonly task: string;
  readonly kind: string;
  readonly round: string;
  readonly unit: string | null;
  readonly post: string | null;
  readonly person: string | null;
  readonly appointment: string | null;
  readonly teacher: string | null;
  readonly nomination: string | null;
  readonly due: string | null;
  readonly from: string;
  /** First day on which it was done; after every day while it is not. */
  readonly until: string;
  readonly openedBy: string;
  readonly endedBy: string | null;
}

interface Entry extends JsonObject {
  readonly key: string;
  readonly items: readonly string[];
  readonly row: TaskRow;
}

/** All that was ever waited for in one matter: a task that is opened again is another entry. */
export interface DueDocument extends JsonObject {
  readonly entries: readonly Entry[];
}

export const DUE_ROWS = 'due_v2_rows';

const byKind: ReadonlyMap<string, TaskKind> = new Map(taskKinds.map((entry) => [entry.kind, entry]));
const touches = (kind: TaskKind): readonly EventType[] => [...new Set([kind.opens, kind.ends, kind.moves ?? {}, kind.again ?? {}].flatMap((part) => Object.keys(part) as EventType[]))];
const kindsOf = new Map<EventType, TaskKind[]>();
for (const kind of taskKinds) for (const type of touches(kind)) kindsOf.set(type, [...(kindsOf.get(type) ?? []), kind]);

/** What waits for whom. Who is responsible today (handovers, ended appointments) is asked of the register when read. */
export const due: Projection<DueDocument> = {
  name: 'due',
  version: 2,
  events: [...kindsOf.keys()],
  collection: { name: 'due_v2', indexes: [] },
  derived: [
    {
      name: DUE_ROWS,
      indexes: [
        { field: 'round', type: 'text' },
        { field: 'kind', type: 'text', alone: false },
        { field: 'unit', type: 'text' },
        { field: 'person', type: 'text' },
        { field: 'from', type: 'text', alone: false },
        { field: 'until', type: 'text', alone: false },
      ],
      compound: [['round', 'until']],
    },
  ],
  keys: (event) => (kindsOf.get(event.type) ?? []).flatMap((kind) => {
    const about = kind.about(event);
    return about === null ? [] : [`${kind.kind}/${about}`];
  }),
  fold(body, event, key) {
    const kind = byKind.get(key.slice(0, key.indexOf('/')));
    // A corrected wording is the same fact: what it opened or ended stays so.
    if (kind === undefined || event.meta.corrects !== undefined) return body;
    const before = body?.entries ?? [];
    const ended = end(before, kind.ends[event.type]?.(event), event);
    const moved = move(ended, kind, kind.moves?.[event.type]?.(event));
    const begun = kind.again?.[event.type]?.(event) === true ? again(moved, event, key) : moved;
    const after = open(kind.inTurn === true ? callNext(begun, event) : begun, kind, event, key);
    return after === before ? body : { entries: after };
  },
  derive(before, after) {
    const known = new Set(before?.entries.map(({ row }) => row));
    return after.entries.filter(({ row }) => !known.has(row)).map(({ row }): Delta => ({ kind: 'put', collection: DUE_ROWS, id: row.task, body: row }));
  },
};

function end(entries: readonly Entry[], ending: Ending | undefined, { id, meta }: ProjectedEvent): readonly Entry[] {
  if (ending === undefined) return entries;
  const { party, items: done } = ending;
  return changed(entries, (entry) => {
    if (!isOpen(entry) || (party !== undefined && entry.key !== party)) return entry;
    const items = done === undefined ? [] : entry.items.filter((one) => !done.includes(one));
    if (items.length > 0) return items.length === entry.items.length ? entry : { ...entry, items };
    return { ...entry, items, row: { ...entry.row, until: meta.effectiveOn, endedBy: id } };
  });
}

function move(entries: readonly Entry[], { waitsFromDue = false }: TaskKind, due: string | undefined): readonly Entry[] {
  if (due === undefined) return entries;
  return changed(entries, (entry) => (isOpen(entry) && entry.row.due !== due ? { ...entry, row: { ...entry.row, due, ...(waitsFromDue ? { from: due } : {}) } } : entry));
}

/** Whoever's turn has not come stands by from a day that never comes. */
function callNext(entries: readonly Entry[], { meta }: ProjectedEvent): readonly Entry[] {
  const first = entries.find(isOpen);
  return changed(entries, (entry) => (entry === first && entry.row.from === OPEN_END ? { ...entry, row: { ...entry.row, from: meta.effectiveOn } } : entry));
}

/** What was done counts no more: the same parties, each once, in their order. */
function again(entries: readonly Entry[], event: ProjectedEvent, about: string): readonly Entry[] {
  const parties = [...new Map(entries.map((entry) => [entry.key, entry])).values()];
  const [first] = parties;
  // Nobody has recommended yet: whoever is waited for stays so.
  if (first === undefined || isOpen(first)) return entries;
  const closed = end(entries, {}, event);
  return [...closed, ...parties.map(({ key, row }): Entry => ({ key, items: [], row: { ...row, task: `${about}/${key}/${event.id}`, from: OPEN_END, until: OPEN_END, openedBy: event.id, endedBy: null } }))];
}

function open(entries: readonly Entry[], kind: TaskKind, event: ProjectedEvent, key: string): readonly Entry[] {
  const parties = kind.opens[event.type]?.(event) ?? [];
  const waiting = new Set(entries.filter(isOpen).map((entry) => entry.key));
  // Whoever is waited for already has more to do of the same.
  const widened = changed(entries, (entry) => {
    const more = isOpen(entry) ? (parties.find((party) => party.key === entry.key)?.items.filter((one) => !entry.items.includes(one)) ?? []) : [];
    return more.length === 0 ? entry : { ...entry, items: [...entry.items, ...more] };
  });
  const fresh = parties.filter((party) => !waiting.has(party.key)).map((party, index) => entryOf(kind.inTurn === true && index > 0 ? { ...party, from: OPEN_END } : party, kind, event, key));
  return fresh.length === 0 ? widened : [...widened, ...fresh];
}

function entryOf({ key, items, ...party }: Party, { kind, waitsFromDue = false }: TaskKind, event: ProjectedEvent, about: string): Entry {
  const { unit, post, person, appointment, teacher, nomination, due: last } = party;
  const from = party.from ?? (waitsFromDue ? last : null) ?? event.meta.effectiveOn;
  return {
    key, items,
    row: { task: `${about}/${key}/${event.id}`, kind, round: roundIn(event), unit, post, person, appointment, teacher, nomination, due: last, from, until: OPEN_END, openedBy: event.id, endedBy: null },
  };
}

function isOpen({ row }: Entry): boolean {
  return row.until === OPEN_END;
}

function changed(entries: readonly Entry[], change: (entry: Entry) => Entry): readonly Entry[] {
  const after = entries.map(change);
  return after.every((entry, index) => entry === entries[index]) ? entries : after;
}

/** Of a task outside any round there is none: ''. */
function roundIn({ stream, data }: ProjectedEvent): string {
  if (stream.startsWith('round-')) return stream.slice('round-'.length);
  const { round } = data;
  return typeof round === 'string' ? round : (roundOfPanel(stream) ?? '');
}
