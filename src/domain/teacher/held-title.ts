import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { decisionDay, outOfOrder } from '../days-in-order';
import { refused, type Refused } from '../decision';
import type { EventId, OfficialAct, Proposed, TitleId } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import type { TitleLifeRules } from '../programme-titles';
import type { TeacherFact } from './facts';
import { LAST_DAY } from './nomination-view';
import { notInService } from './place';
import { ownDossier, type TeacherState } from './teacher';
import type { Term, TitleLifeFact } from './title-facts';
import { hasEnded, suspensionOn, type TitleStatus } from './title-status';
import { view, type TitleView } from './view';

/** A title as it is on a day; one that is over by a later day counts as over, so that it is not ended twice. */
export function titleOf(state: TeacherState, title: TitleId, day: BusinessDate): TitleView | null {
  const ever = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  if (!ever) return null;
  if (hasEnded(ever.status)) return ever;
  return view(state.facts, day).titles.find((entry) => entry.title === title) ?? { ...ever, status: 'PENDING' };
}

/** What an act on a title asks first: that it is not her own, that the day is one, that the title is there and stands as it must. `context` null: hers to do. */
export function heldOn(state: TeacherState, title: TitleId, day: BusinessDate, wanted: readonly TitleStatus[], context: DecisionContext | null): Refused | { readonly kind: 'title'; readonly title: TitleView } {
  const own = context === null ? null : ownDossier(state, context);
  if (own) return own;
  if (!isBusinessDate(day)) return refused('notADate', { name: 'effectiveOn', date: day });
  const held = titleOf(state, title, day);
  if (!held) return refused('unknownTitle', { title });
  return wanted.includes(held.status) ? { kind: 'title', title: held } : notHeld(held, day);
}

/** Of a title whose end is decided and still to come, from when it ends. */
export function notHeld({ title, status, ended }: TitleView, day: BusinessDate): Refused {
  return ended !== null && ended.on > day ? refused('titleEndsFrom', { title, status, from: ended.on, day }) : refused('titleNotHeld', { title, status, day });
}

/** What takes something from a holder takes effect on the day of its act at the earliest; a title that should never have been hers is undone by voiding its conferral. */
export function beforeItsAct(effectiveOn: BusinessDate, act: OfficialAct, clause: string | undefined): Refused | null {
  return effectiveOn < act.date ? outOfOrder('act.date', act.date, 'effectiveOn', effectiveOn, clause === undefined ? {} : { clause }) : null;
}

/** What begins on a day, or is decided by an act of a later one, begins for nobody who is out of service then (E29). */
export function beginsAfterService(state: TeacherState, begins: BusinessDate, act: OfficialAct): Refused | null {
  return notInService(view(state.facts, begins < act.date ? act.date : begins));
}

/** What goes on or is made lifelong is first held again: whether it is, the body that suspended it says, also after its term ran out. */
export function suspendedFault(title: TitleView, day: BusinessDate, programme: EffectiveProgramme): Refused | null {
  const suspension = suspensionOn(title, day);
  const clause = clauseToSuspend(programme, title);
  return suspension === null ? null : refused('titleSuspended', { title: title.title, from: suspension.from, day }, clause === undefined ? {} : { clause });
}

/** The day on which a fact was decided; of what was corrected, its first wording. Null where the dossier does not hold it. */
export function decidedOn({ byId }: Pick<TeacherState, 'byId'>, event: EventId): BusinessDate | null {
  const first = byId.get(byId.get(event)?.meta.corrects ?? event)?.meta;
  return first === undefined ? null : decisionDay(first);
}

/** By the version that the title was conferred under. */
export function lifeOf(programme: EffectiveProgramme, { programme: of, tier, title }: Pick<TitleView, 'programme' | 'tier' | 'title'>): TitleLifeRules {
  if (of !== programme.id) throw new Error(`title ${title} was conferred under ${of}, the context holds ${programme.id}`);
  return programme.tiers.find(({ code }) => code === tier)?.life ?? {};
}

/** What a suspension stands on: what the tier says of its days; where it says nothing, who may take a title, or else who confers it. */
export function clauseToSuspend(programme: EffectiveProgramme, title: Pick<TitleView, 'programme' | 'tier' | 'title'>): string | undefined {
  const { authority, tiers } = programme;
  return lifeOf(programme, title).reinstatement?.clause ?? authority.RevokeTitle?.clause ?? tiers.find(({ code }) => code === title.tier)?.conferringBody?.clause;
}

/**
 * The term that is assessed at its end: the one whose number the period names (`term-2`), else the last one that had begun
 * on the day. Of a title with one term it is that, whatever the body calls it.
 */
export function termOf({ terms }: Pick<TitleView, 'terms'>, period: string, on: BusinessDate): Term | null {
  const number = Number(/(\d+)$/u.exec(period)?.[1] ?? NaN);
  const [only] = terms;
  if (terms.length <= 1) return only ?? null;
  return terms.find((term) => term.number === number) ?? terms.findLast(({ from }) => from <= on) ?? only ?? null;
}

/** What is told of every act on a title. */
export function ofTitle({ title, programme, tier }: TitleView): { readonly title: TitleId; readonly programme: string; readonly tier: string } {
  return { title, programme, tier };
}

/** One fact of a title's life, as a decision. */
export function decided(fact: Proposed<TitleLifeFact>, ...more: readonly Proposed<TeacherFact>[]): { readonly kind: 'events'; readonly events: readonly Proposed<TeacherFact>[] } {
  return { kind: 'events', events: [fact, ...more] };
}

/** An act that ends, stays or prolongs a title has its number. */
export function numbered(act: OfficialAct, clause: string | undefined): Refused | null {
  return act.number === null ? refused('actNumberRequired', {}, clause === undefined ? {} : { clause }) : null;
}

/** A review about the title that its end, or its going on, must not overtake. */
export function openReview(state: TeacherState, title: TitleId): Refused | null {
  const open = view(state.facts, LAST_DAY).reviews.find((review) => review.open && review.title === title && review.rule === 'endOfTermUnqualified');
  return open === undefined ? null : refused('titleUnderReview', { title, by: open.rule });
}
