import { addDays, type BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { TitleId } from '../facts';
import type { Term } from './title-facts';
import type { TeacherView, TitleView } from './view';

/** What has terms in a row: the titles of one programme, tier and track. */
export type Series = Pick<TitleView, 'programme' | 'tier' | 'track'>;

export function inSeries({ programme, tier, track }: Series): (title: Series) => boolean {
  return (title) => title.programme === programme && title.tier === tier && title.track === track;
}

/** The number after the last there was: 届期 are counted through, whichever title they belong to. */
export function nextNumber(titles: readonly TitleView[], series: Series): number {
  return titles.filter(inSeries(series)).flatMap(({ terms }) => terms.map(({ number }) => number)).reduce((last, number) => Math.max(last, number), 0) + 1;
}

/** E26: a term of the same tier and track that has a day in common with this one; null where none has. */
export function overlapping(titles: readonly TitleView[], series: Series, term: Days): { readonly title: TitleId; readonly from: BusinessDate; readonly to: BusinessDate | null } | null {
  for (const title of titles.filter(inSeries(series))) {
    const met = runsOf(title).find((run) => shared(run, term) !== null);
    if (met !== undefined) return { title: title.title, ...met };
  }
  return null;
}

type Days = Pick<Term, 'from' | 'to'>;

/** Days on which a title runs, or may: how much longer a suspended one will be, nobody knows until it is reinstated. */
function runsOf(title: TitleView): readonly Days[] {
  const open = title.suspensions.filter((one) => one.to === null && one.extends);
  return [...title.terms, ...(title.lifetime === null ? [] : [{ from: title.lifetime.on, to: null }]), ...open].map(({ from, to }) => ({ from, to: lastHeld(title, to) })).filter(({ from, to }) => to === null || to >= from);
}

/** Of a run that would end on the day: its last, where the title ended before. */
export function lastHeld({ ended }: Pick<TitleView, 'ended'>, to: BusinessDate | null): BusinessDate | null {
  return earlier(to, ended === null ? null : addDays(ended.on, -1));
}

/** The days that two runs have in common; null where they have none. */
function shared(a: Days, b: Days): Days | null {
  const from = a.from < b.from ? b.from : a.from;
  const to = earlier(a.to, b.to);
  return to === null || from <= to ? { from, to } : null;
}

/** The days that two titles of one tier and track first have in common; null where they have none, or are of two series. */
export function sharedDays(a: TitleView, b: TitleView): Days | null {
  if (!inSeries(a)(b)) return null;
  return runsOf(a).flatMap((one) => runsOf(b).flatMap((other) => shared(one, other) ?? [])).sort((x, y) => (x.from < y.from ? -1 : 1))[0] ?? null;
}

function earlier(a: BusinessDate | null, b: BusinessDate | null): BusinessDate | null {
  return a === null ? b : b === null || a < b ? a : b;
}

/** Whether two terms of one series share a day, as everything now stands: what a correction must not bring about. */
export function overlapIn({ titles }: Pick<TeacherView, 'titles'>, title: TitleId): Refused | null {
  const own = titles.find((entry) => entry.title === title);
  if (own === undefined) return null;
  for (const [index, term] of own.terms.entries()) {
    const others = [...titles.filter((entry) => entry.title !== title), { ...own, terms: own.terms.filter((_, at) => at !== index), lifetime: null }];
    const met = overlapping(others, own, term);
    if (met !== null) return refused('termOverlaps', { from: term.from, to: term.to, runsFrom: met.from, runsTo: met.to });
  }
  return null;
}
