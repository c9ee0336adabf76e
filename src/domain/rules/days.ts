import { addDays, addYears, daysBetween, fullYears, type BusinessDate } from '../dates';

/** Days from `from` to the day before `end`. */
interface Days {
  readonly from: BusinessDate;
  readonly end: BusinessDate;
}
type Span = { readonly from: BusinessDate; readonly to: BusinessDate | null };

/** What is left over of several spells makes a year when it comes to so many days. */
const DAYS_OF_A_YEAR = 365;

/**
 * Full years of the spells up to the day, where `less` is taken off. Days that two spells share count once, and spells that
 * meet are one. A year is full on its corresponding day; what is left over after each spell's full years is added up in
 * days (E36). One spell without a gap is `fullYears(from, on)`.
 */
export function yearsIn(spells: readonly Span[], on: BusinessDate, less: readonly Span[] = []): number {
  const off = merged(less, on);
  let years = 0;
  let over = 0;
  for (const { from, end } of merged(spells, on).flatMap((spell) => without(spell, off))) {
    const full = fullYears(from, end);
    years += full;
    over += daysBetween(addYears(from, full), end);
  }
  return years + Math.floor(over / DAYS_OF_A_YEAR);
}

function without(spell: Days, off: readonly Days[]): readonly Days[] {
  return off.reduce<readonly Days[]>(
    (pieces, gap) => pieces.flatMap(({ from, end }) => (gap.end <= from || end <= gap.from ? [{ from, end }] : [{ from, end: gap.from }, { from: gap.end, end }].filter((piece) => piece.from < piece.end))),
    [spell],
  );
}

function merged(spans: readonly Span[], on: BusinessDate): readonly Days[] {
  const cut = spans.map(({ from, to }): Days => ({ from, end: to === null || to >= on ? on : addDays(to, 1) })).filter(({ from, end }) => from < end);
  const out: Days[] = [];
  for (const next of cut.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = out.at(-1);
    if (last !== undefined && next.from <= last.end) out[out.length - 1] = { from: last.from, end: next.end > last.end ? next.end : last.end };
    else out.push(next);
  }
  return out;
}
