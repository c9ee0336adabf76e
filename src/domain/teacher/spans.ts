import type { BusinessDate } from '../dates';
import type { EventId, NominationId, OrgId, RoundId, TitleId } from '../facts';
import type { SchoolStage } from './facts';
import { moveOn, outOfService, placeOf, UNPLACED, type Moves } from './place';
import { answerOf, hasLostItsGround, revocationsIn } from './review-ground';
import { isHeld, titleDays, titleMarks, titleOn, type TitleMark, type TitleStatus } from './title-status';
import { endedBy, resolve, standingOf, type LifeFact, type LifeFactOf, type Standing, type TeacherView } from './view';

/** What a roster shows of a teacher on a day: one row per title she has or had, or one without a title. */
export interface RosterRow {
  /** Her place on the day, not the title's. */
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  readonly title: {
    readonly title: TitleId;
    readonly conferral: EventId;
    readonly programme: string;
    readonly tier: string;
    readonly track: string;
    readonly round: RoundId;
    readonly nomination: NominationId;
    /** As conferred: stage, subject and unit do not follow her later transfers (E9). */
    readonly stage: SchoolStage;
    readonly subject: string;
    readonly unit: OrgId;
    readonly certificate: string;
    readonly conferredOn: BusinessDate;
    readonly term: number;
    /** Last day of the term of the day. */
    readonly to: BusinessDate | null;
    readonly status: TitleStatus;
  } | null;
  /** A review of this title waits for a decision, or one of no title that she holds: of a nomination, a place in cultivation. She has a row without a title only where she holds none. */
  readonly underReview: boolean;
}

/** Days from `from` up to but not including `to` on which the row does not change; `to` null: for good, as known now. */
export interface RosterSpan extends RosterRow {
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

/**
 * Rows of one day. A row with `title: null` stands where no title is held: so everyone registered is on the roster
 * every day until she retires, leaves or dies, and a title that is suspended, has expired or has ended keeps a row of its own with that status.
 */
export function rowsOf(view: TeacherView): readonly RosterRow[] {
  const { unit, stage, subject, onEstablishment, inPost } = view;
  if (unit === null || stage === null || subject === null) return [];
  const place = { unit, stage, subject, onEstablishment, inPost };
  const untitled = view.reviews.some((review) => review.open && review.title === null);
  const rows: RosterRow[] = view.titles.map((title) => ({
    ...place,
    title: {
      title: title.title, conferral: title.conferral, programme: title.programme, tier: title.tier, track: title.track, round: title.round, nomination: title.nomination,
      stage: title.stage, subject: title.subject, unit: title.unit, certificate: title.certificate, conferredOn: title.conferredOn, term: title.term, to: title.to, status: title.status,
    },
    underReview: view.reviews.some((review) => review.open && review.title === title.title) || (untitled && view.team === null && isHeld(title.status)),
  }));
  // Of a team the roster shows what it holds, and that somebody has to look at its nomination.
  if (view.team === null ? (untitled || outOfService(view) === null) && !view.titles.some((title) => isHeld(title.status)) : untitled) rows.push({ ...place, title: null, underReview: untitled });
  return rows;
}

/** One row as it goes from day to day: `place` and `title` are compared by value and by identity. */
interface Running {
  readonly place: Place;
  readonly holding: Holding | null;
  readonly certificate: string | null;
  readonly status: TitleStatus | null;
  readonly term: number | null;
  /** Last day of the term. */
  readonly until: BusinessDate | null;
  readonly underReview: boolean;
  readonly from: BusinessDate;
}

type Place = Pick<RosterRow, 'unit' | 'stage' | 'subject' | 'onEstablishment' | 'inPost'>;
interface Holding {
  readonly conferral: Standing<LifeFactOf<'TitleConferred'>>;
  /** The one that counts. */
  certificate: string;
}

/**
 * Cuts a life into spans; at any D the spans that hold D are `rowsOf(view(facts, D))`. The facts are in the order of their
 * days, so one walk does for all days: a view for each of them took most of a rebuild's time.
 */
export function spans(facts: readonly LifeFact[]): readonly RosterSpan[] {
  const resolved = resolve(facts);
  const life = new Life(resolved);
  const done: RosterSpan[] = [];
  let running: readonly Running[] = [];
  let next = 0;
  for (const day of daysOfChange(resolved)) {
    for (let item = resolved[next]; item !== undefined && item.fact.meta.effectiveOn <= day; item = resolved[++next]) life.enter(item);
    const going = life.rows(day).map((row) => running.find((other) => sameRow(other, row)) ?? row);
    for (const row of running) if (!going.includes(row)) done.push(spanOf(row, day));
    running = going;
  }
  for (const row of running) done.push(spanOf(row, null));
  return done.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Days from `from` up to but not including `to`, null: for good as known now, on which she served in a unit. */
export interface UnitSpan {
  readonly unit: OrgId;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

const PLACING: ReadonlySet<LifeFact['type']> = new Set(['TeacherRegistered', 'TeamRegistered', 'Transferred', 'SubjectChanged', 'StageChanged', 'Reemployed', 'Retired', 'Departed', 'Deceased', 'FactVoided']);

/** Where she served, in the order of the days; on a day that none holds she was in no service. It reads nothing of what she held. */
export function unitSpans(facts: readonly LifeFact[]): readonly UnitSpan[] {
  const served: UnitSpan[] = [];
  let moves = UNPLACED;
  const resolved = resolve(facts.filter(({ type }) => PLACING.has(type)));
  for (const [index, { fact }] of resolved.entries()) {
    const from = fact.meta.effectiveOn;
    moves = moveOn(moves, fact);
    if (resolved[index + 1]?.fact.meta.effectiveOn === from) continue;
    const placed = placeOf(moves);
    const unit = placed === null || outOfService(placed) !== null ? null : placed.unit;
    const last = served.at(-1);
    if (last?.to === null && last.unit === unit) continue;
    if (last?.to === null) served[served.length - 1] = { ...last, to: from };
    if (unit !== null) served.push({ unit, from, to: null });
  }
  return served;
}

/** What a roster needs of a life, fact by fact in the order of `resolve`. */
class Life {
  /** Of all days: what is known of those to come bounds a term of this one. */
  private readonly marks: ReadonlyMap<TitleId, readonly TitleMark[]>;

  constructor(private readonly resolved: readonly Standing[]) {
    this.marks = titleMarks(resolved);
  }

  private moves: Moves = UNPLACED;
  private readonly holdings: Holding[] = [];
  /** Revocations and the appeals that overturned them, of the days so far. */
  private readonly revocations: Standing[] = [];
  private readonly reissued = new Map<TitleId, string>();
  private team = false;
  private readonly reviews: Standing<LifeFactOf<'ReviewRequired'>>[] = [];
  /** Reviews that a body has concluded; of a team, decided. */
  private readonly concluded = new Set<EventId>();
  private readonly nominated = new Map<EventId, NominationId>();
  private readonly ended = new Set<NominationId>();
  /** Places in cultivation that she left, by their nominations: what was asked of one is answered. */
  private readonly leftPool = new Set<NominationId>();
  /** Returns that were completed, in whatever order that and their lapse are told. */
  private readonly madeGood = new Set<EventId>();

  /** Paper received by the due minute and entered after it brings back what had lapsed. */
  private completed({ registration, nomination }: LifeFactOf<'NominationCompleted'>['data']): void {
    this.madeGood.add(registration);
    this.ended.delete(nomination);
  }

  enter(item: Standing): void {
    const { fact } = item;
    this.moves = moveOn(this.moves, fact);
    if (fact.type === 'Nominated') this.nominated.set(fact.id, fact.data.nomination);
    const over = endedBy(fact);
    if (over !== null && !(fact.type === 'ReturnLapsed' && this.madeGood.has(fact.data.registration))) this.ended.add(over);
    if (fact.type === 'NominationCompleted') this.completed(fact.data);
    if (fact.type === 'TitleRevoked' || fact.type === 'RevocationOverturned') this.revocations.push(item);
    switch (fact.type) {
      case 'TeamRegistered':
        this.team = true;
        break;
      case 'TeamReviewDecided':
        this.concluded.add(fact.data.review);
        break;
      case 'TitleConferred':
        this.holdings.push({ conferral: item as Standing<LifeFactOf<'TitleConferred'>>, certificate: this.reissued.get(fact.data.title) ?? fact.data.certificate });
        break;
      case 'CertificateReissued':
        this.reissued.set(fact.data.title, fact.data.certificate);
        for (const holding of this.holdings) if (holding.conferral.fact.data.title === fact.data.title) holding.certificate = fact.data.certificate;
        break;
      case 'ReviewRequired':
        if (!hasLostItsGround(fact, this.resolved)) this.reviews.push(item as Standing<LifeFactOf<'ReviewRequired'>>);
        break;
      case 'ReviewConcluded':
        this.concluded.add(fact.data.review);
        break;
      case 'LeftPool':
        this.leftPool.add(fact.data.nomination);
        break;
      default:
    }
  }

  rows(day: BusinessDate): readonly Running[] {
    const placed = placeOf(this.moves);
    if (placed === null) return [];
    const { unit, stage, subject, onEstablishment, inPost } = placed;
    const place = { unit, stage, subject, onEstablishment, inPost };
    const rows: Running[] = [];
    let active = false;
    const untitled = this.isUnderReview(null);
    for (const holding of this.holdings) {
      const { data } = holding.conferral.fact;
      const { status, term } = titleOn(data, this.marks.get(data.title) ?? [], day);
      if (isHeld(status)) active = true;
      rows.push({ place, holding, certificate: holding.certificate, status, term: term.number, until: term.to, underReview: this.isUnderReview(data.title) || (untitled && !this.team && isHeld(status)), from: day });
    }
    if (this.team ? untitled : !active && (untitled || outOfService(placed) === null)) rows.push({ place, holding: null, certificate: null, status: null, term: null, until: null, underReview: untitled, from: day });
    return rows;
  }

  private isUnderReview(title: TitleId | null): boolean {
    if (this.reviews.length === 0) return false;
    const revocations = revocationsIn(this.revocations);
    return this.reviews.some((item) => {
      const { id, data: review } = item.fact;
      return review.title === title &&
        !this.concluded.has(id) &&
        this.resolved.some(({ fact, wordings }) => wordings.includes(review.outcome) && !(review.outcomeType === 'AdmittedToPool' && fact.type === 'AdmittedToPool' && this.leftPool.has(fact.data.nomination))) &&
        answerOf(item, revocations) === null &&
        !(this.team && this.ended.has(this.nominated.get(review.outcome) ?? ''));
    });
  }
}

function spanOf({ place, holding, certificate, status, term, until, underReview, from }: Running, to: BusinessDate | null): RosterSpan {
  const { unit, stage, subject, onEstablishment, inPost } = place;
  return { unit, stage, subject, onEstablishment, inPost, title: holding === null || certificate === null || status === null || term === null ? null : titleOf(holding.conferral, certificate, status, { term, to: until }), underReview, from, to };
}

function titleOf({ origin, fact: { data, meta } }: Standing<LifeFactOf<'TitleConferred'>>, certificate: string, status: TitleStatus, { term, to }: { readonly term: number; readonly to: BusinessDate | null }): RosterRow['title'] {
  const { title, programme, tier, track, round, nomination, stage, subject, unit } = data;
  return { title, conferral: origin, programme, tier, track, round, nomination, stage, subject, unit, certificate, conferredOn: meta.effectiveOn, term, to, status };
}

/** Days on which anything may change: a fact's day, and those that the terms and suspensions of a title name. */
function daysOfChange(resolved: readonly Standing[]): readonly BusinessDate[] {
  const days = new Set<BusinessDate>();
  for (const { fact } of resolved) days.add(fact.meta.effectiveOn);
  const marks = titleMarks(resolved);
  for (const { fact } of standingOf(resolved, 'TitleConferred')) for (const day of titleDays(fact.data, marks.get(fact.data.title) ?? [])) days.add(day);
  return [...days].sort();
}

function sameRow(a: Running, b: Running): boolean {
  return (
    a.holding === b.holding && a.certificate === b.certificate && a.status === b.status && a.term === b.term && a.until === b.until && a.underReview === b.underReview &&
    a.place.unit === b.place.unit && a.place.stage === b.place.stage && a.place.subject === b.place.subject &&
    a.place.onEstablishment === b.place.onEstablishment && a.place.inPost === b.place.inPost
  );
}
