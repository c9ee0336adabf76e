import type { DecisionContext } from '../context';
import { addDays, type BusinessDate } from '../dates';
import { actTooOld } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Decision, EventId, JsonObject, OfficialAct, Proposed, TitleId } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import type { LifetimeRules } from '../programme-titles';
import type { Grade, TeacherFact } from './facts';
import { beginsAfterService, decided, decidedOn, heldOn, lifeOf, numbered, ofTitle, openReview, suspendedFault, termOf } from './held-title';
import type { TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { lastHeld } from './title-series';
import { view, type TeacherView, type TitleView } from './view';

/** One term of the working: what it was assessed as at its end, or that it was put off. */
export interface CountedTerm extends JsonObject {
  readonly title: TitleId;
  readonly track: string;
  readonly term: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
  readonly grade: Grade | null;
  readonly deferred: boolean;
}

export type Lifetime =
  | { readonly kind: 'earned'; readonly terms: readonly CountedTerm[]; readonly verdicts: readonly EventId[] }
  /** GRADE: another one; UNASSESSED: neither assessed nor put off; DEFERRED: put off, where that breaks; GAP: days between that break; PARALLEL: one ran beside another, and those in a row are too few; TOO_FEW. */
  | { readonly kind: 'not'; readonly terms: readonly CountedTerm[]; readonly why: 'GRADE' | 'UNASSESSED' | 'DEFERRED' | 'GAP' | 'PARALLEL' | 'TOO_FEW' };

/**
 * 连续几届优秀, as of the day of the view: the terms in a row, from the last one that was assessed back, whose grade is the
 * one asked for. What "in a row" means is the file's: gaps, terms that were put off, and a change of track. Of two terms that
 * share a day, as two tracks or a merger bring about, one does not come after the other, whatever the file says: the earlier is left aside.
 */
export function lifetimeOf(now: TeacherView, { programme, tier, track }: Pick<TitleView, 'programme' | 'tier' | 'track'>, rules: LifetimeRules): Lifetime {
  const all = now.titles.filter((title) => title.programme === programme && title.tier === tier && (rules.acrossTracks || title.track === track)).flatMap((title) => termsOf(now, title)).sort((a, b) => (a.from < b.from ? -1 : 1));
  const counted: (typeof all)[number][] = [];
  const terms: CountedTerm[] = [];
  const not = (why: Extract<Lifetime, { readonly kind: 'not' }>['why']): Lifetime => ({ kind: 'not', terms: terms.reverse(), why });
  let next: (typeof all)[number] | undefined;
  let beside = false;
  for (const term of all.slice(0, all.findLastIndex(({ verdict }) => verdict !== null) + 1).reverse()) {
    terms.push(shownOf(term));
    if (next !== undefined && (term.until === null || term.until >= next.from)) {
      beside = true;
      continue;
    }
    if (rules.gap === 'BREAKS' && next !== undefined && (term.to === null || addDays(term.to, 1) < next.from)) return not('GAP');
    next = term;
    if (term.verdict === null) {
      if (!term.deferred) return not('UNASSESSED');
      if (rules.deferred === 'BREAKS') return not('DEFERRED');
      continue;
    }
    if (term.grade !== rules.grade) return not('GRADE');
    counted.push(term);
    if (counted.length === rules.consecutive) return { kind: 'earned', terms: terms.reverse(), verdicts: counted.reverse().flatMap(({ verdict }) => verdict ?? []) };
  }
  return not(beside ? 'PARALLEL' : 'TOO_FEW');
}

function shownOf({ title, track, term, from, to, grade, deferred }: CountedTerm): CountedTerm {
  return { title, track, term, from, to, grade, deferred };
}

/** A title that was revoked has no term with a grade: what was good in it is gone with it. `until`: the last day on which the title was held of the term. */
function termsOf(now: TeacherView, title: TitleView): readonly (CountedTerm & { readonly verdict: EventId | null; readonly until: BusinessDate | null })[] {
  return title.terms.map(({ number, from, to }) => {
    const about = (one: { readonly kind: string; readonly title: TitleId | null; readonly period: string; readonly on: BusinessDate }): boolean => one.kind === 'END_OF_TERM' && one.title === title.title && termOf(title, one.period, one.on)?.number === number;
    const verdict = title.status === 'REVOKED' ? undefined : now.verdicts.find(about);
    return { title: title.title, track: title.track, term: number, from, to, grade: verdict?.grade ?? null, deferred: verdict === undefined && now.deferrals.some(about), verdict: verdict?.event ?? null, until: lastHeld(title, to) };
  });
}

export interface GrantLifetimeCommand {
  readonly title: TitleId;
  readonly act: OfficialAct;
  readonly effectiveOn?: BusinessDate;
}

/** 认定终身: by the body's act; the verdicts of the terms are its basis, so that a change of one is looked at. */
export function decideGrantLifetime(state: TeacherState, command: GrantLifetimeCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, act, effectiveOn = context.today } = command;
  const held = heldOn(state, id, effectiveOn, ['ACTIVE', 'SUSPENDED', 'EXPIRED'], context);
  if (held.kind === 'refused') return held;
  const { title } = held;
  const programme = needed(context, 'programme');
  const rules = lifeOf(programme, title).lifetime;
  if (rules === undefined) return refused('lifetimeNotProvided', { programme: programme.id, tier: title.tier });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  const standing = beginsAfterService(state, effectiveOn, act) ?? suspendedFault(title, effectiveOn, programme) ?? openReview(state, id);
  if (standing) return standing;
  const earned = lifetimeOf(view(state.facts, effectiveOn), title, rules);
  if (earned.kind === 'not') return refused('lifetimeNotEarned', { why: earned.why, ...working(earned, rules) }, { clause: rules.clause });
  if (earned.terms.at(-1)?.title !== id) return refused('lifetimeOfAnother', { title: id, last: earned.terms.at(-1)?.title ?? null }, { clause: rules.clause });
  const fault = numbered(act, rules.clause) ?? actTooOld(act, earned.verdicts.map((event) => ['concludedOn', decidedOn(state, event)] as const), rules.clause);
  if (fault) return fault;
  return decided({ type: 'LifetimeTitleGranted', data: { ...ofTitle(title), round: title.round, verdicts: earned.verdicts }, effectiveOn, act, rule: ruleReference(programme, rules.clause), standsOn: [title.conferral, ...earned.verdicts, ...deferralsUnder(state, earned.terms, effectiveOn)] });
}

/** Why a term between was neither assessed nor in the way: where the deferral is voided, it is. */
function deferralsUnder(state: TeacherState, terms: readonly CountedTerm[], day: BusinessDate): readonly EventId[] {
  return view(state.facts, day).deferrals.flatMap(({ event, kind, title }) => (kind === 'END_OF_TERM' && terms.some((term) => term.deferred && term.title === title) ? [event] : []));
}

/** `consecutive` terms of `grade` were asked for; what each term was. */
export function working({ terms }: Lifetime, { consecutive, grade }: LifetimeRules): JsonObject {
  // Numbers, days and grades: the same in both languages.
  return { consecutive, grade, terms: terms.map((one) => `${one.track} ${one.term} (${one.from} – ${one.to ?? ''}) ${one.grade ?? (one.deferred ? 'DEFERRED' : '?')}`) };
}

export interface ChangedGround {
  readonly title: TitleView;
  readonly grant: EventId;
  /** As the facts read after the change. */
  readonly after: TeacherView;
  readonly programme: EffectiveProgramme;
  /** The correction or the voiding. */
  readonly cause: EventId;
  readonly act: OfficialAct | undefined;
  readonly today: BusinessDate;
}

/**
 * A verdict under the grant reads otherwise. While the terms still come to a lifetime, or the file says REVIEW, a person
 * looks; where it says REVERSE, the grant is voided by the same act, and the term that was never opened is asked about.
 */
export function afterChangedVerdict({ title, grant, after, programme, cause, act, today }: ChangedGround): Refused | { readonly kind: 'events'; readonly events: readonly Proposed<TeacherFact>[] } {
  const rules = lifeOf(programme, title).lifetime;
  const still = rules === undefined ? null : lifetimeOf(after, title, rules);
  const common = { standsOn: [grant, cause], cause };
  const review = (rule: string, inputs: JsonObject): Proposed<TeacherFact> => ({
    type: 'ReviewRequired', data: { outcome: grant, outcomeType: 'LifetimeTitleGranted', title: title.title, facts: [cause], rule, inputs }, ...common,
    ...(rules === undefined ? {} : { rule: ruleReference(programme, rules.onCorrection.clause) }),
  });
  if (rules === undefined || still === null || still.kind === 'earned') return { kind: 'events', events: [review('factChanged', {})] };
  if (rules.onCorrection.do === 'REVIEW') return { kind: 'events', events: [review('lifetimeNotEarned', { why: still.why, ...working(still, rules) })] };
  if (act === undefined) return refused('actRequired', {}, { clause: rules.onCorrection.clause });
  const reversed: Proposed<TeacherFact> = { type: 'FactVoided', data: { event: grant, reasonCode: 'GROUND_CORRECTED' }, act, rule: ruleReference(programme, rules.onCorrection.clause), ...common };
  return { kind: 'events', events: [reversed, ...neverOpened(title, cause, today)] };
}

/** Of a title that no longer is a lifetime one: while it was, no term followed its last. Whether one is opened now, and from when, is for a person. */
export function neverOpened({ title, conferral, terms, status, rule }: TitleView, cause: EventId, today: BusinessDate): readonly Proposed<TeacherFact>[] {
  const last = terms.at(-1);
  if (last === undefined || last.to === null || last.to >= today || hasEnded(status)) return [];
  return [{
    type: 'ReviewRequired', data: { outcome: conferral, outcomeType: 'TitleConferred', title, facts: [cause], rule: 'termNeverOpened', inputs: { term: last.number + 1, from: addDays(last.to, 1) } },
    standsOn: [conferral, cause], cause, ...(rule === null ? {} : { rule }),
  }];
}
