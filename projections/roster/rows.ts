import type { BusinessDate } from '../../src/domain/dates';
import { addDays } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { LifeFact, TitleStatus, TitleView } from '../../src/domain/teacher/view';
import { resolve, viewOf } from '../../src/domain/teacher/view';
import type { SealedReference } from '../projection';

/** `to` of a row that nothing has ended yet; sorts after every day. */
export const OPEN_END: BusinessDate = '9999-12-31';

/** One teacher, or one of her titles, over the days [from, to) in which nothing about it changes. */
export interface RosterRow extends JsonObject {
  readonly teacher: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Her name and the rest, still under her key; null when erased. */
  readonly personal: SealedReference | null;
  readonly unit: string;
  readonly stage: string;
  readonly subject: string;
  readonly inPost: boolean;
  /** All null for the row of a teacher while she holds no title. */
  readonly title: string | null;
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly certificate: string | null;
  readonly conferredOn: BusinessDate | null;
  readonly round: string | null;
  readonly until: BusinessDate | null;
  readonly status: TitleStatus | 'NONE';
  /** Open `ReviewRequired` that concern the title. */
  readonly reviews: number;
}

/**
 * The rows of one life, by id. On each day every title is one row, whatever its status; while none is held there is also
 * the row without a title, so that every teacher in service is counted at least once.
 */
export function rowsOf(teacher: string, facts: readonly LifeFact[]): ReadonlyMap<string, RosterRow> {
  const resolved = resolve(facts);
  const days = new Set<BusinessDate>();
  for (const { fact } of resolved) {
    days.add(fact.meta.effectiveOn);
    if (fact.type !== 'TitleConferred') continue;
    days.add(fact.data.term.from);
    if (fact.data.term.to !== null) days.add(addDays(fact.data.term.to, 1));
  }
  const rows = new Map<string, RosterRow>();
  let open = new Map<string, RosterRow>();
  const close = (row: RosterRow, to: BusinessDate) => rows.set(`${teacher}/${row.from}/${row.title ?? '-'}`, to === row.to ? row : { ...row, to });
  for (const day of [...days].sort()) {
    const next = new Map<string, RosterRow>();
    for (const row of rowsOn(teacher, resolved, day)) {
      const key = row.title ?? '-';
      const before = open.get(key);
      open.delete(key);
      if (before !== undefined && sameBut(before, row)) next.set(key, before);
      else {
        if (before !== undefined) close(before, day);
        next.set(key, row);
      }
    }
    for (const ended of open.values()) close(ended, day);
    open = next;
  }
  for (const row of open.values()) close(row, OPEN_END);
  return rows;
}

function rowsOn(teacher: string, resolved: ReturnType<typeof resolve>, day: BusinessDate): readonly RosterRow[] {
  const { unit, stage, subject, inPost, personal, titles, reviews } = viewOf(resolved, day);
  if (unit === null || stage === null || subject === null) return [];
  const person = { teacher, from: day, to: OPEN_END, personal: personal as SealedReference | null, unit, stage, subject, inPost };
  const rows: RosterRow[] = titles.map((title: TitleView) => ({
    ...person,
    title: title.title,
    programme: title.programme,
    tier: title.tier,
    track: title.track,
    certificate: title.certificate,
    conferredOn: title.conferredOn,
    round: title.round,
    until: title.to,
    status: title.status,
    reviews: reviews.filter((review) => review.open && review.title === title.title).length,
  }));
  if (!titles.some(({ status }) => status === 'ACTIVE')) {
    rows.push({ ...person, title: null, programme: null, tier: null, track: null, certificate: null, conferredOn: null, round: null, until: null, status: 'NONE', reviews: 0 });
  }
  return rows;
}

/** The same but for their days. */
function sameBut(a: RosterRow, b: RosterRow): boolean {
  for (const field in a) {
    if (field === 'from' || field === 'to') continue;
    const [x, y] = [a[field], b[field]];
    if (x !== y && !(field === 'personal' && sameReference(a.personal, b.personal))) return false;
  }
  return true;
}

function sameReference(a: SealedReference | null, b: SealedReference | null): boolean {
  return a === b || (a !== null && b !== null && a.event === b.event && a.person === b.person && a.cipher === b.cipher);
}

export function sameRow(a: RosterRow, b: RosterRow): boolean {
  return a.from === b.from && a.to === b.to && sameBut(a, b);
}
