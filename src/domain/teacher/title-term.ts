import type { DecisionContext } from '../context';
import { addDays, addYears, isBusinessDate, type BusinessDate } from '../dates';
import { actTooOld } from '../days-in-order';
import { alreadySo, needed, refused } from '../decision';
import type { Decision, OfficialAct, TitleId } from '../facts';
import { wayOpen } from '../open-way';
import { ruleReference, type EffectiveProgramme, type TierRules } from '../programme-rules';
import type { TeacherFact } from './facts';
import { beginsAfterService, decided, decidedOn, heldOn, lifeOf, numbered, ofTitle, openReview, suspendedFault, termOf } from './held-title';
import { LAST_DAY } from './nomination-view';
import type { TeacherState } from './teacher';
import { nextNumber, overlapping } from './title-series';
import { view } from './view';

export interface RenewTitleCommand {
  readonly title: TitleId;
  /** First day of the new term; the day after the last one where it is left out, so that a gap is always said. */
  readonly from?: BusinessDate;
  readonly act: OfficialAct;
}

/** 续认; of a post 续聘: the next term of a title, by the body that the tier names, on the grades that it asks for. */
export function decideRenew(state: TeacherState, { title: id, from, act }: RenewTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  if (from !== undefined && !isBusinessDate(from)) return refused('notADate', { name: 'from', date: from });
  const held = heldOn(state, id, context.today, ['PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED'], context);
  if (held.kind === 'refused') return held;
  const { renewal } = lifeOf(programme, held.title);
  const tier = programme.tiers.find(({ code }) => code === held.title.tier);
  if (renewal === undefined || !tier || tier.termYears === null) return refused('renewalNotProvided', { programme: programme.id, tier: held.title.tier }, renewal === undefined ? {} : { clause: renewal.clause });
  if (tier.way === null) return wayOpen(programme, tier.code);
  const now = view(state.facts, LAST_DAY);
  const title = now.titles.find((entry) => entry.title === id);
  const last = title?.terms.at(-1);
  if (title === undefined || last === undefined || last.to === null) return refused('renewalNotProvided', { programme: programme.id, tier: held.title.tier }, { clause: renewal.clause });
  const next = addDays(last.to, 1);
  const begins = from ?? next;
  const standing = beginsAfterService(state, begins, act) ?? suspendedFault(held.title, context.today, programme) ?? openReview(state, id);
  if (standing) return standing;
  const verdict = now.verdicts.find((entry) => entry.kind === 'END_OF_TERM' && entry.title === id && termOf(title, entry.period, entry.on)?.number === last.number);
  if (renewal.grades !== undefined && (verdict === undefined || !renewal.grades.includes(verdict.grade))) return refused('renewalNotEarned', { term: last.number, grade: verdict?.grade ?? null, grades: renewal.grades }, { clause: renewal.clause });
  // No file states how long a gap may be: after one as long as a term, it is no next term but a title of its own.
  const latest = addYears(next, tier.termYears.value);
  const over = endsTerms(programme, begins);
  if (over !== null) return refused('renewalAfterProgramme', { from: begins, term: last.number, to: last.to, ended: over.to }, { clause: over.clause });
  if (begins > latest) return refused('renewalTooLate', { from: begins, term: last.number, to: last.to, latest }, { clause: renewal.clause });
  const to = lastDayOf(programme, tier, begins);
  const met = overlapping(now.titles, title, { from: begins, to });
  if (met !== null) return refused('termOverlaps', { from: begins, to, runsFrom: met.from, runsTo: met.to }, { clause: renewal.clause });
  const fault = numbered(act, renewal.clause) ?? actTooOld(act, [['conferredOn', decidedOn(state, title.conferral)], ['concludedOn', verdict === undefined ? null : decidedOn(state, verdict.event)]], renewal.clause);
  if (fault) return fault;
  return decided({
    type: 'TitleRenewed', data: { ...ofTitle(title), way: tier.way, term: { number: nextNumber(now.titles, title), from: begins, to } },
    effectiveOn: begins, act, rule: ruleReference(programme, renewal.clause), standsOn: [title.conferral, ...(verdict === undefined ? [] : [verdict.event])],
  });
}

/** What the programme's validity says where its terms end with it and it is over on the day (E51); null otherwise. */
export function endsTerms({ validity }: Pick<EffectiveProgramme, 'validity'>, day: BusinessDate): NonNullable<EffectiveProgramme['validity']> | null {
  return validity === undefined || validity.termsOutlive || day <= validity.to ? null : validity;
}

/**
 * Of a term that begins on the day; null where the tier states none. Where terms do not go on after their programme (E51), none
 * does: a title without a term ends with it too.
 */
export function lastDayOf({ validity }: Pick<EffectiveProgramme, 'validity'>, { termYears }: Pick<TierRules, 'termYears'>, from: BusinessDate): BusinessDate | null {
  const own = termYears === null ? null : addDays(addYears(from, termYears.value), -1);
  if (validity === undefined || validity.termsOutlive) return own;
  return own === null || own > validity.to ? validity.to : own;
}

/** What a day brought, told once for each term; nothing while a suspension keeps the term open, or where it went on. */
export function decideExpire(state: TeacherState, title: TitleId, today: BusinessDate): Decision<TeacherFact> {
  const held = view(state.facts, today).titles.find((entry) => entry.title === title);
  const to = held?.terms.find(({ number }) => number === held.term)?.to ?? null;
  if (held?.status !== 'EXPIRED' || to === null || expiredTerms(state, title).includes(held.term)) return alreadySo;
  return decided({ type: 'TitleExpired', data: { ...ofTitle(held), term: held.term }, effectiveOn: addDays(to, 1), standsOn: [held.conferral], ...(held.rule === null ? {} : { rule: held.rule }) });
}

export function expiredTerms(state: TeacherState, title: TitleId): readonly number[] {
  return state.facts.flatMap((fact) => (fact.type === 'TitleExpired' && fact.data.title === title ? [fact.data.term] : []));
}
