import { seatsKept, type SeatsKept } from './cultivation/funnel';
import { addDays, type BusinessDate } from './dates';
import { citing, refused, type Refused } from './decision';
import type { JsonObject, StreamName, TitleId } from './facts';
import type { Sourced, TierRules } from './programme-rules';
import { LAST_DAY } from './teacher/nomination-view';
import type { PostsBeyond } from './teacher/title-facts';
import { isHeld } from './teacher/title-status';
import { resolve, titlesOf, type LifeFact, type Standing } from './teacher/view';

/** Who takes a post, or will: a title of the tier, or an award that is decided and not carried out yet. */
export interface PostHolding {
  readonly stream: StreamName;
  readonly title: TitleId;
  readonly conferredOn: BusinessDate;
  readonly takes: (day: BusinessDate) => boolean;
  /** Days on which that may change. */
  readonly turns: readonly BusinessDate[];
}

/** How many posts the tier has, by its text; null where it has none, or where the number is meant roughly, which is asked when a round opens. */
export function postsOf({ way, seats, seatsAs }: Pick<TierRules, 'way' | 'seats' | 'seatsAs'>): Sourced<number> | null {
  return way === 'POST' && seatsAs === undefined ? seats : null;
}

/** As the funnel counts it: held on the day, or kept while it is suspended or after an exit that frees none. */
export function holdingOf(stream: StreamName, facts: readonly LifeFact[], title: TitleId): PostHolding | null {
  const resolved = resolve(facts);
  const ever = titlesOf(resolved, LAST_DAY).find((one) => one.title === title);
  if (ever === undefined) return null;
  const kept = seatsKept(ever);
  const { conferredOn, terms, ended, lifetime, revocations } = ever;
  const turns = [...[...terms, ...kept].flatMap(({ from, to }) => [from, ...(to === null ? [] : [to, addDays(to, 1)])]), ...revocations.flatMap(({ on, overturnedOn }) => [on, overturnedOn]), ended?.on, lifetime?.on];
  return { stream, title, conferredOn, takes: (day) => isTaken(resolved, title, kept, day), turns: turns.flatMap((day) => day ?? []) };
}

function isTaken(resolved: readonly Standing[], title: TitleId, kept: readonly SeatsKept[], day: BusinessDate): boolean {
  const status = titlesOf(resolved, day).find((one) => one.title === title)?.status;
  return (status !== undefined && isHeld(status)) || kept.some(({ from, to }) => from <= day && (to === null || day < to));
}

/** An award that was decided for a day, until its holder's own stream has the title. */
export function awarded(stream: StreamName, title: TitleId, conferredOn: BusinessDate): PostHolding {
  return { stream, title, conferredOn, takes: (day) => day >= conferredOn, turns: [conferredOn] };
}

function takenOn(holdings: readonly PostHolding[], day: BusinessDate): readonly PostHolding[] {
  return holdings.filter(({ takes }) => takes(day));
}

/** The most that are taken on any one day from the day on, to the last one. */
function mostTaken(holdings: readonly PostHolding[], from: BusinessDate, to: BusinessDate): number {
  const days = new Set([from, ...holdings.flatMap(({ turns }) => turns.filter((day) => day > from && day <= to))]);
  return Math.max(...[...days].map((day) => takenOn(holdings, day).length));
}

export interface PostsAsked {
  readonly posts: Sourced<number>;
  readonly holdings: readonly PostHolding[];
  readonly asked: number;
  readonly from: BusinessDate;
  /** Last day of what is asked for. */
  readonly to: BusinessDate;
}

/** More than there are posts for, with who holds one meanwhile; null where there is one for each. */
export function postsFault({ posts, holdings, asked, from, to }: PostsAsked): Refused | null {
  const taken = mostTaken(holdings, from, to);
  return taken + asked > posts.value ? refused('postsTaken', { asked, taken, posts: posts.value, day: from, free: freeFrom({ posts, holdings, asked, from, to }) }, citing(posts)) : null;
}

/** The first day from which so many are free, as terms and suspensions stand; null where none comes. */
function freeFrom({ posts, holdings, asked, from }: PostsAsked): BusinessDate | null {
  const days = [...new Set(holdings.flatMap(({ turns }) => turns.filter((day) => day > from)))].sort();
  return days.find((day) => mostTaken(holdings, day, LAST_DAY) + asked <= posts.value) ?? null;
}

/** To whoever opens a round for posts that are not vacant yet: told, since it may be meant for those that come free; null where they are. */
export function postsToCome(asked: PostsAsked): (JsonObject & { readonly free: BusinessDate | null }) | null {
  const { posts, holdings, from } = asked;
  const taken = takenOn(holdings, from).length;
  if (taken + asked.asked <= posts.value) return null;
  const free = freeFrom(asked);
  return {
    number: posts.value, clause: posts.clause, taken, vacant: Math.max(0, posts.value - taken), free,
    sentences: {
      zh: `岗位共 ${posts.value} 个（依据${posts.clause}条），${from} 已有 ${taken} 个在任或保留，本届名额 ${asked.asked} 个；届次已启动，岗位空出之前（最早 ${free ?? '无'}）不能授予，请据此安排聘任日期或减少名额。`,
      en: `There are ${posts.value} posts (clause ${posts.clause}); taken on ${from}: ${taken}, and the round is for ${asked.asked}. It is open, and confers nothing beyond the vacant ones before the others come free (${free ?? 'none does'}): set the first day of the titles by that, or give fewer.`,
    },
  };
}

/** @param others the holdings of everybody else. Null where the title takes no post now that it did not take, or there is one for each. */
export function postsBeyond({ before, after, others, posts, day }: { readonly before: PostHolding | null; readonly after: PostHolding | null; readonly others: readonly PostHolding[]; readonly posts: Sourced<number>; readonly day: BusinessDate }): PostsBeyond | null {
  if (after === null || !after.takes(day) || before?.takes(day) === true) return null;
  const held = takenOn(others, day);
  const taken = held.length + 1;
  if (taken <= posts.value) return null;
  const last = [...held].sort((a, b) => (a.conferredOn < b.conferredOn ? 1 : a.conferredOn > b.conferredOn ? -1 : a.title < b.title ? -1 : 1));
  return { posts: posts.value, clause: posts.clause, taken, day, filled: last.slice(0, taken - posts.value).map(({ stream, title }) => ({ stream, title })) };
}
