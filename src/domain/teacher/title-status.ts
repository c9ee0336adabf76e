import { addDays, daysBetween, type BusinessDate } from '../dates';
import type { EventId, TitleId } from '../facts';
import type { Term } from './title-facts';
import type { LifeFact, LifeFactOf, Standing } from './view';

/**
 * PENDING: conferred, but its term begins later. SUSPENDED, EXPIRED and what ended it are not held; LIFETIME is. One of
 * them on every day, whatever was recorded.
 */
export type TitleStatus = 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'LIFETIME' | EndStatus;
export type EndStatus = 'REVOKED' | 'RELINQUISHED' | 'EXITED' | 'ABSORBED';

export const titleStatuses: readonly TitleStatus[] = ['PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'LIFETIME', 'REVOKED', 'RELINQUISHED', 'EXITED', 'ABSORBED'];

export interface Suspension {
  readonly event: EventId;
  readonly from: BusinessDate;
  /** Last day; null while nothing ends it. */
  readonly to: BusinessDate | null;
  readonly extends: boolean;
}

/** What is said of one title, as of a day. */
export interface TitleLife {
  readonly status: TitleStatus;
  /** The term of the day: the last that has begun, else the first. Its end moves with suspensions that extend it; null for a lifetime. */
  readonly term: Term;
  readonly terms: readonly Term[];
  readonly suspensions: readonly Suspension[];
  readonly revocations: readonly { readonly event: EventId; readonly on: BusinessDate; readonly ground: string; readonly overturnedOn: BusinessDate | null }[];
  /** How it ended and on which first day; of an exit which one. */
  readonly ended: { readonly how: EndStatus; readonly event: EventId; readonly on: BusinessDate; readonly exit: string | null; readonly vacancy: boolean } | null;
  readonly lifetime: { readonly event: EventId; readonly on: BusinessDate } | null;
}

export type TitleMark = Standing<LifeFactOf<'TitleRevoked' | 'TitleRenewed' | 'TitleSuspended' | 'TitleReinstated' | 'TitleRelinquished' | 'TitleExited' | 'TitleAbsorbed' | 'LifetimeTitleGranted' | 'RevocationOverturned'>>;

const MARKS: ReadonlySet<LifeFact['type']> = new Set(['TitleRevoked', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned'] satisfies readonly TitleMark['fact']['type'][]);

function isTitleMark(item: Standing): item is TitleMark {
  return MARKS.has(item.fact.type);
}

/** Of each title, in the order of their days. */
export function titleMarks(facts: readonly Standing[]): ReadonlyMap<TitleId, readonly TitleMark[]> {
  const marks = new Map<TitleId, TitleMark[]>();
  for (const item of facts) if (isTitleMark(item)) marks.set(item.fact.data.title, [...(marks.get(item.fact.data.title) ?? []), item]);
  return marks;
}

/** Held on its day: it counts, and has a place in the pyramid. */
export function isHeld(status: TitleStatus): boolean {
  return status === 'ACTIVE' || status === 'LIFETIME';
}

/** Hers and not over: to be held, held, or held again when its suspension ends. */
export function isCurrent(status: TitleStatus): boolean {
  return isHeld(status) || status === 'PENDING' || status === 'SUSPENDED';
}

export function hasEnded(status: TitleStatus): status is EndStatus {
  return status === 'REVOKED' || status === 'RELINQUISHED' || status === 'EXITED' || status === 'ABSORBED';
}

/**
 * @param marks of this title, in order. Those of days after `day` say nothing of it yet, but that a term which is known to follow
 * leaves no room for the one before to grow into.
 */
export function titleOn({ term: first }: LifeFactOf<'TitleConferred'>['data'], marks: readonly TitleMark[], day: BusinessDate): TitleLife {
  const begun = marks.filter(({ fact }) => fact.meta.effectiveOn <= day);
  const suspensions = suspensionsIn(begun);
  const terms = termsIn(first, begun, marks, suspensions);
  const term = terms.findLast(({ from }) => from <= day) ?? terms[0] ?? first;
  const lifetime = begun.find(({ fact }) => fact.type === 'LifetimeTitleGranted');
  const { ended, revocations } = endings(begun);
  const suspended = suspensionOn({ suspensions }, day);
  const over = lifetime === undefined && term.to !== null && day > term.to;
  let status: TitleStatus = 'ACTIVE';
  if (ended !== null) status = ended.how;
  else if (day < term.from) status = 'PENDING';
  // One that is to be held longer does not run out meanwhile.
  else if (suspended !== null && (!over || suspended.extends)) status = 'SUSPENDED';
  else if (lifetime !== undefined) status = 'LIFETIME';
  else if (over) status = 'EXPIRED';
  return {
    status, terms, suspensions, revocations, ended,
    term: lifetime === undefined ? term : { ...term, to: null },
    lifetime: lifetime === undefined ? null : { event: lifetime.origin, on: lifetime.fact.meta.effectiveOn },
  };
}

/** The suspension that runs on the day, also of a title whose term ran out meanwhile; null where none does. */
export function suspensionOn({ suspensions }: Pick<TitleLife, 'suspensions'>, day: BusinessDate): Suspension | null {
  return suspensions.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null;
}

/** Days on which anything of it may change, beside those of its facts. */
export function titleDays(conferral: LifeFactOf<'TitleConferred'>['data'], marks: readonly TitleMark[]): readonly BusinessDate[] {
  return [...marks.keys(), marks.length].flatMap((known) => {
    const begun = marks.slice(0, known);
    const suspensions = suspensionsIn(begun);
    const terms = termsIn(conferral.term, begun, marks, suspensions);
    return [...terms.flatMap(({ from, to }) => [from, ...after(to)]), ...suspensions.flatMap(({ to }) => after(to))];
  });
}

function after(day: BusinessDate | null): readonly BusinessDate[] {
  return day === null ? [] : [addDays(day, 1)];
}

/** Each ends with its reinstatement or with its own last day, whichever comes first. */
function suspensionsIn(marks: readonly TitleMark[]): readonly Suspension[] {
  return marks.flatMap(({ fact, origin, wordings }): readonly Suspension[] => {
    if (fact.type !== 'TitleSuspended') return [];
    const from = fact.meta.effectiveOn;
    const reinstated = marks.find((other) => other.fact.type === 'TitleReinstated' && wordings.includes(other.fact.data.suspension))?.fact.meta.effectiveOn;
    const ends = [...(fact.data.until === null ? [] : [fact.data.until]), ...(reinstated === undefined ? [] : [addDays(reinstated, -1)])].sort();
    return [{ event: origin, from, to: ends[0] ?? null, extends: fact.data.expiry === 'EXTENDS' }];
  });
}

/** The terms that have begun by what is known of the day, the first whenever it begins, each as long as its suspensions make it. */
function termsIn(first: Term, begun: readonly TitleMark[], marks: readonly TitleMark[], suspensions: readonly Suspension[]): readonly Term[] {
  const stated = statedIn(first, begun);
  if (suspensions.length === 0) return stated;
  return lengthened(statedIn(first, marks), suspensions).filter(({ number, from }) => stated.some((term) => term.number === number && term.from === from));
}

function statedIn(first: Term, marks: readonly TitleMark[]): readonly Term[] {
  const renewed = marks.flatMap(({ fact }) => (fact.type === 'TitleRenewed' ? [fact.data.term] : []));
  return renewed.length === 0 ? [first] : [first, ...renewed].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.number - b.number));
}

/**
 * As many days longer as it was suspended in that term, where the programme gives them back; but never into a term that
 * follows: those that there is no room for, that one is longer by.
 */
function lengthened(stated: readonly Term[], suspensions: readonly Suspension[]): readonly Term[] {
  let left = 0;
  return stated.map((term, index) => {
    const next = stated[index + 1]?.from ?? null;
    if (term.to === null) return term;
    const own = suspensions.reduce((sum, { from, to, extends: longer }) => (longer && to !== null && to >= from && from >= term.from && (next === null || from < next) ? sum + daysBetween(from, to) + 1 : sum), 0);
    const wanted = addDays(term.to, own + left);
    const room = next !== null && wanted >= next ? addDays(next, -1) : wanted;
    const to = room < term.to ? term.to : room;
    left = daysBetween(to, wanted);
    return to === term.to ? term : { ...term, to };
  });
}

/** A revocation stands whatever came before it; of the others the first ends the title. What an appeal overturned is over, and is shown. */
function endings(marks: readonly TitleMark[]): Pick<TitleLife, 'ended' | 'revocations'> {
  let left: TitleLife['ended'] = null;
  const revoked: { event: EventId; on: BusinessDate; ground: string; overturnedOn: BusinessDate | null; wordings: readonly EventId[] }[] = [];
  for (const { fact, origin: event, wordings } of marks) {
    const on = fact.meta.effectiveOn;
    switch (fact.type) {
      case 'TitleRevoked':
        revoked.push({ event, on, ground: fact.data.ground, overturnedOn: null, wordings });
        break;
      case 'RevocationOverturned': {
        const overturned = revoked.find((one) => one.overturnedOn === null && one.wordings.includes(fact.data.revocation));
        if (overturned !== undefined) overturned.overturnedOn = on;
        break;
      }
      case 'TitleRelinquished':
        left ??= { how: 'RELINQUISHED', event, on, exit: null, vacancy: false };
        break;
      case 'TitleExited':
        left ??= { how: 'EXITED', event, on, exit: fact.data.exit, vacancy: fact.data.vacancy };
        break;
      case 'TitleAbsorbed':
        left ??= { how: 'ABSORBED', event, on, exit: null, vacancy: false };
        break;
      default:
    }
  }
  const standing = revoked.findLast(({ overturnedOn }) => overturnedOn === null);
  return {
    ended: standing === undefined ? left : { how: 'REVOKED', event: standing.event, on: standing.on, exit: null, vacancy: false },
    revocations: revoked.map(({ event, on, ground, overturnedOn }) => ({ event, on, ground, overturnedOn })),
  };
}
