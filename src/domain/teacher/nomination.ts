import type { DecisionContext } from '../context';
import { addDays, type BusinessDate } from '../dates';
import { alreadySo, needed, refused } from '../decision';
import type { Decision, EventId, NominationId, OrgId, Proposed, Refusal, Revision, RoundId } from '../facts';
import { separationOfDuties } from '../people';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { openedRound, parametersOf, rolesIn, tierOf, type RecommendationLine, type RoundState } from '../round/round';
import type { LatePaper } from '../round/facts';
import { dayOfPaper, submissionsRunning } from '../round/notice';
import { attachmentsOf } from '../round/parameters';
import { clearVerdicts, evaluateEligibility, evaluateRule, personalInputs, type Eligibility } from '../rules/eligibility';
import type { Candidate, RuleAnswer } from '../rules/rule';
import type { NominationRefused, Personal, TeacherFact } from './facts';
import { isRegistered, ownDossier, refusalKey, standingFacts, type Settlement, type TeacherState } from './teacher';
import { standingOf, view, type LifeFact, type NominationView, type TeacherView } from './view';

export interface GiveConsentCommand {
  readonly round: RoundState;
  /** APPLIED by herself; CONSENTED entered by the school clerk from her signed paper. */
  readonly form: 'APPLIED' | 'CONSENTED';
  readonly effectiveOn?: BusinessDate;
  /** Her paper was received before the deadline and is entered after it. */
  readonly late?: LatePaper;
}
export interface NominateCommand {
  readonly nomination: NominationId;
  readonly round: RoundState;
  /** Kinds handed in, against the notice's `requiredAttachments`. */
  readonly attachments?: readonly string[];
  readonly late?: LatePaper;
}

export function decideGiveConsent(state: TeacherState, command: GiveConsentCommand, context: DecisionContext): Decision<TeacherFact> {
  const { round, form, late } = command;
  const effectiveOn = command.effectiveOn ?? dayOfPaper(late).effectiveOn ?? context.today;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const closed = submissionsRunning(round, context, unitOnSnapshot(state, round), late);
  if (closed) return closed;
  if (late && effectiveOn > late.receivedAt.slice(0, 10)) return refused('datesOutOfOrder', { earlier: 'effectiveOn', first: effectiveOn, later: 'late.receivedAt', second: late.receivedAt });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  if ((form === 'APPLIED') !== (context.acting.person === state.id)) return refused('consentNotHers', { form });
  const given = standingOf(standingFacts(state), 'ConsentGiven').find(({ fact }) => fact.data.round === round.id);
  if (given) return refused('alreadyConsented', { round: round.id, on: given.fact.meta.effectiveOn });
  return { kind: 'events', events: [{ type: 'ConsentGiven', data: { round: round.id, form, ...(late ? { late } : {}) }, effectiveOn }] };
}

/**
 * The school submits. Whether a round takes nominations is no matter of hers and leaves no trace; that she may not be
 * nominated is a fact about her, appended once for what was read (design, section 3).
 */
export function decideNominate(state: TeacherState, command: NominateCommand, context: DecisionContext): Decision<TeacherFact> {
  const { nomination, round, attachments = [], late } = command;
  const programme = needed(context, 'programme');
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  const closed = submissionsRunning(round, context, unitOnSnapshot(state, round), late);
  if (closed) return closed;
  const { track, tier, id: programmeId } = { ...openedRound(round), id: programme.id };
  const standing = standingOf(standingFacts(state), 'Nominated').find(({ fact }) => fact.data.round === round.id && fact.data.track === track);
  if (standing) return refused('alreadyNominated', { nomination: standing.fact.data.nomination, round: round.id });
  const { snapshotOn } = parametersOf(round);
  const place = view(state.facts, snapshotOn);
  if (place.unit === null || place.stage === null || place.subject === null) return recordRefusal(state, round, { rule: 'unitUnknownOnSnapshot', inputs: { day: snapshotOn } }, null, programme);
  const { unit, stage, subject } = place;
  const clash = separationOfDuties(rolesIn(round), state.id, 'CANDIDATE');
  if (clash) return recordRefusal(state, round, clash.refusal, null, programme);
  const eligibility = eligibilityOf(state.facts, round, programme, context.today);
  if (eligibility.refusal) return recordRefusal(state, round, refusalBy(eligibility.refusal, state.id), eligibility, programme);
  const missing = attachmentsOf(parametersOf(round), 'SCHOOL').filter((kind) => !attachments.includes(kind));
  if (missing.length > 0) return recordRefusal(state, round, { rule: 'attachmentMissing', inputs: { missing } }, eligibility, programme);
  return {
    kind: 'events',
    events: [
      {
        type: 'Nominated',
        data: { nomination, round: round.id, programme: programmeId, tier, track, unit, stage, subject, verdicts: clearVerdicts(eligibility.answers), ...(late ? { late } : {}) },
        ...dayOfPaper(late),
        private: { [state.id]: personalInputs(eligibility.answers) },
        standsOn: eligibility.standsOn,
        ...byEligibility(round, programme),
      },
    ],
  };
}

/** Step two of a recommendation: exactly one outcome per reservation, the fact or its decline. */
export function decideSettleRecommendation(state: TeacherState, command: { readonly round: RoundId; readonly line: RecommendationLine }): Decision<TeacherFact> {
  const { round, line } = command;
  if (settlementOfRecommendation(state, line.reservation)) return alreadySo;
  const { reservation, nomination, unit, on } = line;
  const standing = view(state.facts, LAST_DAY).nominations.find((entry) => entry.nomination === nomination && entry.round === round);
  const decline = recommendationFault(standing, unit);
  const common = { effectiveOn: on, cause: reservation, ...(line.act ? { act: line.act } : {}) };
  if (decline) return { kind: 'events', events: [{ type: 'RecommendationDeclined', data: { nomination, round, reservation, ...decline }, ...common }] };
  return { kind: 'events', events: [{ type: 'SchoolRecommended', data: { nomination, round, reservation, unit }, standsOn: standing ? [standing.event] : [], ...common }] };
}

/** What her stream says of a reserved 推荐名额; null while it says nothing. */
export function settlementOfRecommendation(state: TeacherState, reservation: EventId): Settlement | null {
  return state.settlements.get(reservation) ?? null;
}

/** No seat was left, the round had closed, …: she and an auditor can see why, once for what was read of the ledger. */
export function decideRecordRecommendationRefusal(
  state: TeacherState,
  command: { readonly nomination: NominationId; readonly round: RoundId; readonly unit: OrgId; readonly refusal: Refusal; readonly read: { readonly [stream: string]: Revision } },
): Decision<TeacherFact> {
  const { nomination, round, unit, refusal, read } = command;
  const { rule, clause = null, inputs, personal } = refusal;
  if (state.refusals.has(refusalKey('RecommendAtSchool', round, rule, read))) return alreadySo;
  const own = personal?.[state.id];
  return { kind: 'events', events: [{ type: 'RecommendationRefused', data: { nomination, round, unit, rule, clause, inputs, read }, ...(own ? { private: { [state.id]: { inputs: own } } } : {}) }] };
}

/**
 * Eligibility for a round as her facts stand: place and post as on the snapshot day, everything else as on `on`.
 * The same function decides a nomination and decides it again after a correction.
 */
export function eligibilityOf(facts: readonly LifeFact[], round: RoundState, programme: EffectiveProgramme, on: BusinessDate): Eligibility {
  const { tier, track } = openedRound(round);
  const parameters = parametersOf(round);
  const candidate = candidateOf(view(facts, parameters.snapshotOn), view(facts, on));
  if (candidate === null) return placeUnknown(parameters.snapshotOn, tierOf(round, programme).eligibility[0]?.clause ?? '');
  const circumstances = { programme, tier, track, round: round.id, parameters, on };
  const answered = evaluateEligibility(candidate, circumstances);
  if (answered.answers.some((answer) => answer.rule.startsWith('consented@'))) return answered;
  // A nomination without the teacher's own will is none, whether or not the programme says so.
  const clause = programme.authority.SubmitNomination?.clause ?? tierOf(round, programme).eligibility[0]?.clause ?? '';
  const consent = evaluateRule({ rule: 'consented@1', clause, arguments: {} }, candidate, circumstances);
  const answers = [...answered.answers, consent];
  const refusal = answered.refusal ?? (consent.verdict === 'holds' ? null : consent);
  return { verdict: refusal ? (answered.verdict === 'holds' ? consent.verdict : answered.verdict) : 'holds', answers, refusal, standsOn: [...new Set(answers.flatMap((answer) => answer.standsOn))] };
}

/** A rule's answer as a refusal: the bound in clear, what was read of her in her own part. */
export function refusalBy(answer: RuleAnswer, teacher: string): Refusal {
  return {
    rule: answer.rule.replace(/@\d+$/, ''),
    clause: answer.clause,
    inputs: { ...answer.bound, ...(answer.undecided ? { undecided: answer.undecided } : {}) },
    personal: { [teacher]: answer.inputs },
  };
}

function unitOnSnapshot(state: TeacherState, round: RoundState): OrgId | null {
  return round.opened === null ? null : view(state.facts, parametersOf(round).snapshotOn).unit;
}

/** After every day that a fact can have: invariants do not depend on "today". */
export const LAST_DAY: BusinessDate = '9999-12-31';

function recordRefusal(state: TeacherState, round: RoundState, refusal: Refusal, eligibility: Eligibility | null, programme: EffectiveProgramme): Decision<TeacherFact> {
  const { tier, track } = openedRound(round);
  // After a supplement she may ask again, and what is then said of her is said of another notice.
  const supplement = round.notice.wordings.slice(1).at(-1)?.revision;
  const read = { [`teacher-${state.id}`]: state.factsRevision, [`programme-${programme.id}`]: programme.adoptions, ...(supplement === undefined ? {} : { [`round-${round.id}`]: supplement }) };
  const useCase = 'SubmitNomination';
  if (state.refusals.has(refusalKey(useCase, round.id, refusal.rule, read))) return { kind: 'refused', refusal, events: [] };
  const own = refusal.personal?.[state.id];
  const working = eligibility ? personalInputs(eligibility.answers) : {};
  const data: NominationRefused['data'] = { round: round.id, programme: programme.id, tier, track, useCase, rule: refusal.rule, clause: refusal.clause ?? null, inputs: refusal.inputs, verdicts: eligibility ? clearVerdicts(eligibility.answers) : [], read };
  const fact: Proposed<NominationRefused> = {
    type: 'NominationRefused',
    data,
    ...(own || eligibility ? { private: { [state.id]: { ...working, ...(own ? { refusal: own } : {}) } } } : {}),
    standsOn: eligibility?.standsOn ?? [],
    ...(refusal.clause === undefined ? {} : { rule: ruleReference(programme, refusal.clause) }),
  };
  return { kind: 'refused', refusal, events: [fact] };
}

function recommendationFault(standing: NominationView | undefined, unit: OrgId) {
  if (!standing) return { rule: 'unknownNomination', inputs: {} };
  if (standing.unit !== unit) return { rule: 'nominationOfAnotherUnit', inputs: { unit: standing.unit } };
  return standing.status === 'OPEN' || standing.status === 'DECLINED' ? null : { rule: 'nominationNotOpen', inputs: { status: standing.status } };
}

/** The clause of the tier's first rule of eligibility: W12 where W12 says who may be put forward. */
function byEligibility(round: RoundState, programme: EffectiveProgramme) {
  const clause = tierOf(round, programme).eligibility[0]?.clause ?? programme.authority.SubmitNomination?.clause;
  return clause === undefined ? {} : { rule: ruleReference(programme, clause) };
}

/** A dossier corrected to begin after the snapshot leaves her without a unit on that day: no rule can be asked then. */
function placeUnknown(day: BusinessDate, clause: string): Eligibility {
  const refusal: RuleAnswer = { rule: 'unitUnknownOnSnapshot', clause, verdict: 'fails', bound: { day }, inputs: {}, standsOn: [] };
  return { verdict: 'fails', answers: [refusal], refusal, standsOn: [] };
}

function candidateOf(place: TeacherView, now: TeacherView): Candidate | null {
  const { unit, stage, subject, registration } = place;
  if (unit === null || stage === null || subject === null || registration === null) return null;
  const personal = now.personal as Personal | null;
  const placedBy = place.transfers.at(-1)?.event;
  return {
    personal: personal ? { birthDate: personal.birthDate } : null,
    unit,
    stage,
    subject,
    enteredOn: place.enteredOn,
    onEstablishment: place.onEstablishment,
    inPost: place.inPost,
    registeredBy: registration,
    ...(placedBy === undefined ? {} : { placedBy }),
    titles: now.titles.map((title) => ({ programme: title.programme, tier: title.tier, track: title.track, from: title.from, to: title.revokedOn ? addDays(title.revokedOn, -1) : title.to, event: title.conferral })),
    verdicts: now.verdicts.map((verdict) => ({ programme: verdict.programme, kind: verdict.kind, period: verdict.period, grade: verdict.grade, effectiveOn: verdict.on, event: verdict.event })),
    trainings: now.trainings,
    consents: now.consents,
  };
}
