import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { TitleStatus } from '../../src/domain/teacher/title-status';
import type { CollectionSpec } from '../../src/read-models/document-store';
import type { Delta } from '../projection';
import type { RosterRow } from '../roster/rows';
import { OPEN_END } from '../roster/rows';

/**
 * A title over the days in which nothing of it changes but that its term runs out, which needs no row of its own: so what
 * an event has ended or the years have renewed is closed, and what stands is found in the order of its end.
 */
export interface TermRow extends JsonObject {
  /** Last day of the term (of none: after every day), holder and title. */
  readonly place: string;
  /** The teacher's id, or the team's. */
  readonly teacher: string;
  /** Name of a team; null of a teacher. */
  readonly team: string | null;
  readonly title: string;
  readonly programme: string;
  readonly tier: string | null;
  readonly track: string | null;
  readonly unit: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** ACTIVE also when the term is over. */
  readonly state: Exclude<TitleStatus, 'EXPIRED'>;
  readonly underReview: 0 | 1;
}

export const TERM_ROWS = 'roster_v7_terms';

export const termRows: CollectionSpec = {
  name: TERM_ROWS,
  indexes: [
    { field: 'place', type: 'text', alone: false },
    { field: 'programme', type: 'text', alone: false },
    { field: 'tier', type: 'text', alone: false },
    { field: 'track', type: 'text', alone: false },
    { field: 'unit', type: 'text', alone: false },
    { field: 'from', type: 'text', alone: false },
    { field: 'to', type: 'text', alone: false },
    { field: 'state', type: 'text', alone: false },
    { field: 'underReview', type: 'number' },
  ],
  compound: [
    ['to', 'place'],
    ['programme', 'to', 'place'],
    ['unit', 'to', 'place'],
    ['state', 'to', 'place'],
  ],
};

/** What a changed life puts and takes away. */
export function termsBetween(was: ReadonlyMap<string, RosterRow>, is: ReadonlyMap<string, RosterRow>): readonly Delta[] {
  const [before, after] = [termRowsOf(was), termRowsOf(is)];
  const deltas: Delta[] = [];
  for (const [id, row] of after) {
    const old = before.get(id);
    if (old === undefined || !sameRow(old, row)) deltas.push({ kind: 'put', collection: TERM_ROWS, id, body: row });
  }
  for (const id of before.keys()) if (!after.has(id)) deltas.push({ kind: 'put', collection: TERM_ROWS, id, body: null });
  return deltas;
}

/** By the id of the first roster row that each is made of; those come in the order of their first days. */
export function termRowsOf(rows: ReadonlyMap<string, RosterRow>): ReadonlyMap<string, TermRow> {
  const terms = new Map<string, TermRow>();
  const last = new Map<string, string>();
  for (const [id, row] of rows) {
    const { title, programme } = row;
    if (title === null || programme === null) continue;
    const next = rowOf(row, title, programme);
    const before = last.get(title);
    const running = before === undefined ? undefined : terms.get(before);
    if (before !== undefined && running !== undefined && running.to === next.from && sameRow({ ...running, from: next.from, to: next.to }, next)) {
      terms.set(before, { ...running, to: next.to });
      continue;
    }
    terms.set(id, next);
    last.set(title, id);
  }
  return terms;
}

function rowOf({ teacher, team, from, to, unit, tier, track, until, status, underReview }: RosterRow, title: string, programme: string): TermRow {
  return { place: `${until ?? OPEN_END}/${teacher}/${title}`, teacher, team: team ?? null, title, programme, tier, track, unit, from, to, state: status === 'EXPIRED' || status === 'NONE' ? 'ACTIVE' : status, underReview };
}

function sameRow(a: TermRow, b: TermRow): boolean {
  for (const field in a) if (a[field] !== b[field]) return false;
  return true;
}
