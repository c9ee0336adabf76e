import type { DecisionContext } from '../context';
import { alreadySo, needed, refused, type Refused } from '../decision';
import type { Decision, EventId, JsonObject } from '../facts';
import type { Departure, OpenReturn } from '../round/leaving-state';
import type { LatePaper } from '../round/facts';
import { dayOfPaper } from '../round/notice';
import type { RoundState } from '../round/round';
import { atGate, parametersOf } from '../round/round';
import { clearVerdicts, privateWorking } from '../rules/eligibility';
import type { Attachment, TeacherFact } from './facts';
import { byEligibility, eligibilityOf, recordRefusal, refusalBy, type Dossiers } from './nomination';
import { LAST_DAY, nominationIn, openReturn, type NominationView, type ReturnView } from './nomination-view';
import { isRegistered, ownDossier, standingFacts, type Settlement, type TeacherState } from './teacher';
import { view, viewOf } from './view';

export interface CompleteNominationCommand {
  readonly round: RoundState;
  /** Handed in now. Those of a kind that was there before take its place; what is not named stays. */
  readonly attachments: readonly Attachment[];
  /** Of a team: what its members' own streams say. */
  readonly dossiers?: Dossiers;
}

export interface CompleteLateCommand extends CompleteNominationCommand {
  readonly open: OpenReturn;
  readonly late: LatePaper;
  /** The `ReturnReopened` that asks for it; absent where it is only tried. */
  readonly reopened?: EventId;
}

/** Step two of a return: what is asked of her, on her own stream. */
export function decideReturn(state: TeacherState, command: { readonly round: RoundState; readonly open: OpenReturn }): Decision<TeacherFact> {
  const { round, open } = command;
  const { registration, nomination, level, items, due, overdue, on, words } = open;
  if (state.settlements.has(registration)) return alreadySo;
  const unit = view(state.facts, LAST_DAY).nominations.find((entry) => entry.nomination === nomination)?.unit;
  const data = { nomination, round: round.id, registration, level, items, due, overdue, ...(state.kind === 'TEAM' && unit !== undefined ? { unit } : {}) };
  return { kind: 'events', events: [{ type: 'NominationReturned', data, ...(words === null ? {} : { private: { [state.id]: { words } } }), effectiveOn: on, cause: registration }] };
}

/**
 * The school hands in again, until the due minute. What is asked for must be there, and the rules are asked again: a
 * version that she may not be nominated with is refused, and the one before stays returned.
 */
export function decideComplete(state: TeacherState, command: CompleteNominationCommand, context: DecisionContext): Decision<TeacherFact> {
  const { round, attachments, dossiers } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context) ?? atGate(round, 'OPEN');
  if (own) return own;
  const found = returned(state, round, context);
  if (found.kind === 'refused') return found;
  const { nomination, open } = found;
  if (context.now > open.due) return refused('returnOverdue', { due: open.due, now: context.now });
  const endorsements = round.returns.get(nomination.nomination)?.endorsements ?? 'STAYS';
  return completed(state, { round, nomination, open: { ...open, endorsements }, attachments, ...(dossiers === undefined ? {} : { dossiers }) }, context);
}

/**
 * Step two of a completion whose paper was received by the due minute and is entered after it; before step one, whether
 * there would be anything in its way on her own stream. What she may not be nominated with is refused like any other.
 */
export function decideCompleteLate(state: TeacherState, command: CompleteLateCommand, context: DecisionContext): Decision<TeacherFact> {
  const { round, open, attachments, late, dossiers, reopened } = command;
  const own = reopened === undefined ? ownDossier(state, context) : null;
  if (own) return own;
  const nomination = view(state.facts, LAST_DAY).nominations.find((entry) => entry.nomination === open.nomination);
  if (!nomination || returnOutcome(state, open)?.how === 'COMPLETED') return alreadySo;
  // Withdrawn or not recommended meanwhile: that ends it, with her seats.
  if (nomination.status === 'WITHDRAWN' || state.facts.some((fact) => fact.type === 'NominationRejected' && fact.data.nomination === open.nomination)) return alreadySo;
  return completed(state, { round, nomination, open, attachments, late, ...(dossiers === undefined ? {} : { dossiers }), ...(reopened === undefined ? {} : { cause: reopened }) }, context);
}

interface Completion {
  readonly round: RoundState;
  readonly nomination: NominationView;
  readonly open: Pick<OpenReturn, 'registration' | 'items' | 'endorsements'>;
  readonly attachments: readonly Attachment[];
  readonly dossiers?: Dossiers;
  readonly late?: LatePaper;
  readonly cause?: EventId;
}

function completed(state: TeacherState, { round, nomination, open, attachments, dossiers, late, cause }: Completion, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const eligibility = eligibilityOf(state.facts, round, programme, context.today, dossiers);
  if (eligibility.refusal) return recordRefusal(state, round, refusalBy(eligibility.refusal, state.id), eligibility, programme, 'CompleteNomination');
  const before = nomination.versions.at(-1)?.attachments ?? [];
  const kinds = new Set(attachments.map(({ kind }) => kind));
  const whole = [...before.filter(({ kind }) => !kinds.has(kind)), ...attachments];
  const missing = [...open.items.filter((kind) => !kinds.has(kind)), ...parametersOf(round).requiredAttachments.filter((kind) => !whole.some((attached) => attached.kind === kind))];
  if (missing.length > 0) return recordRefusal(state, round, { rule: 'attachmentMissing', inputs: { missing: [...new Set(missing)] } }, eligibility, programme, 'CompleteNomination');
  const { registration, endorsements } = open;
  return {
    kind: 'events',
    events: [
      {
        type: 'NominationCompleted',
        data: { nomination: nomination.nomination, round: round.id, registration, version: nomination.version + 1, verdicts: clearVerdicts(eligibility.answers), attachments: whole, endorsements, ...(late === undefined ? {} : { late, unit: nomination.unit }) },
        ...dayOfPaper(late),
        ...(cause === undefined ? {} : { cause }),
        private: privateWorking(state.id, eligibility.answers),
        standsOn: eligibility.standsOn,
        ...byEligibility(round, programme),
      },
    ],
  };
}

/** A due minute that passed without a completion: told once. On her own stream, so that a completion and this cannot both be. */
export function decideLapse(state: TeacherState, command: { readonly round: RoundState; readonly open: OpenReturn }, context: DecisionContext): Decision<TeacherFact> {
  const { round, open } = command;
  // She is told first: what was never asked of her cannot be overdue.
  if (!state.settlements.has(open.registration) || returnOutcome(state, open) !== null || context.now <= open.due) return alreadySo;
  const { nomination, registration, due, overdue } = open;
  return { kind: 'events', events: [{ type: 'ReturnLapsed', data: { nomination, round: round.id, registration, due, overdue }, effectiveOn: due.slice(0, 10), cause: registration }] };
}

/** How a return ended, as her stream says; null while it says nothing. */
export function returnOutcome(state: TeacherState, { registration, nomination }: Pick<OpenReturn, 'registration' | 'nomination'>): { readonly how: 'COMPLETED' | 'OVERDUE' | 'LEFT'; readonly outcome: EventId; readonly on: string } | null {
  // In time whatever was recorded before its paper was entered.
  const completion = state.facts.find((fact) => fact.type === 'NominationCompleted' && fact.data.registration === registration);
  if (completion !== undefined) return { how: 'COMPLETED', outcome: completion.id, on: completion.meta.effectiveOn };
  for (const fact of state.facts) {
    const at = { outcome: fact.id, on: fact.meta.effectiveOn };
    if (fact.type === 'ReturnLapsed' && fact.data.registration === registration) return { how: 'OVERDUE', ...at };
    if ((fact.type === 'NominationWithdrawn' || fact.type === 'NominationRejected') && fact.data.nomination === nomination) return { how: 'LEFT', ...at };
  }
  return null;
}

/** Step two of a withdrawal or of 不予推荐. It cannot be declined: the round has let her go. */
export function decideDepart(state: TeacherState, command: { readonly round: RoundState; readonly departure: Departure }): Decision<TeacherFact> {
  const { round, departure } = command;
  const { registration, nomination, on, act, reason } = departure;
  if (state.settlements.has(registration)) return alreadySo;
  const common = { ...(reason === null ? {} : { private: { [state.id]: { reason } } }), effectiveOn: on, cause: registration, ...(act ? { act } : {}) };
  if (departure.kind === 'WITHDRAWN') return { kind: 'events', events: [{ type: 'NominationWithdrawn', data: { nomination, round: round.id, registration, ...(departure.late === undefined || departure.unit === undefined ? {} : { late: departure.late, unit: departure.unit }) }, ...common }] };
  return { kind: 'events', events: [{ type: 'NominationRejected', data: { nomination, round: round.id, registration, level: departure.level, unit: departure.unit }, ...common }] };
}

/** What her stream says of a withdrawal or 不予推荐; null while it says nothing. */
export function settlementOfDeparture(state: TeacherState, registration: EventId): Settlement | null {
  return state.settlements.get(registration) ?? null;
}

/** She writes at her application; only the last draft counts, nobody else sees it, and nothing is decided on it. */
export function decideDraft(state: TeacherState, command: { readonly round: RoundState; readonly content: JsonObject }): Decision<TeacherFact> {
  const { round, content } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const wrong = atGate(round, 'OPEN');
  if (wrong) return wrong;
  if (state.erased) return refused('erased', { teacher: state.id });
  return { kind: 'events', events: [{ type: 'ApplicationDrafted', data: { round: round.id }, private: { [state.id]: { content } } }] };
}

function returned(state: TeacherState, round: RoundState, context: DecisionContext): Refused | { readonly kind: 'returned'; readonly nomination: NominationView; readonly open: ReturnView } {
  const nomination = nominationIn(viewOf(standingFacts(state), LAST_DAY).nominations, round.id);
  if (!nomination) return refused('unknownNomination');
  const open = openReturn(nomination);
  if (open) return { kind: 'returned', nomination, open };
  const late = nomination.returns.at(-1);
  return late?.ended === 'OVERDUE' ? refused('returnOverdue', { due: late.due, now: context.now }) : refused('nothingReturned', { nomination: nomination.nomination });
}
