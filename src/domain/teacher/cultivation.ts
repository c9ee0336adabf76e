import type { DecisionContext } from '../context';
import type { Confirmation } from '../cultivation/facts';
import type { Member, PoolState } from '../cultivation/pool';
import { isBusinessDate, type BusinessDate } from '../dates';
import { alreadySo, needed, refused } from '../decision';
import type { BatchId, Decision, EventId, JsonObject, NominationId, OfficialAct, PrivatePart, Proposed } from '../facts';
import { ruleReference, type EffectiveProgramme, type TierRules } from '../programme-rules';
import type { RecognitionKind } from '../programme-ways';
import { parametersOf, tierOf, type RoundState } from '../round/round';
import { clearVerdicts, evaluateRule, personalInputs } from '../rules/eligibility';
import type { RuleAnswer } from '../rules/rule';
import { absorptions } from './absorption';
import { barringHonours } from './barred';
import { candidateOf } from './candidate';
import type { TeacherFact } from './facts';
import { refusalBy } from './nomination';
import { LAST_DAY, type NominationView } from './nomination-view';
import { serviceFault } from './place';
import { awardKey, isRegistered, ownDossier, type TeacherState } from './teacher';
import { nextNumber, overlapping } from './title-series';
import { lastDayOf } from './title-term';
import { view, type TeacherView } from './view';

/** What a round's decision comes to for somebody whom it chose to be cultivated: her place, and from when to when. */
export interface Admission {
  readonly nominated: NominationView;
  readonly round: RoundState;
  readonly tier: TierRules;
  readonly reservation: EventId;
  readonly batch: BatchId;
  readonly pool: PoolState;
}

/** No title and no certificate: those come with the confirmation. Null where the pool gave her no place. */
export function admissionTo({ nominated, round, tier, reservation, batch, pool }: Admission): Proposed<TeacherFact> | null {
  const { nomination, programme, track, stage, subject, unit } = nominated;
  const member = pool.members.get(nomination);
  if (member === undefined || !pool.admissions.has(reservation)) return null;
  const { cohort, from, to } = member;
  return {
    type: 'AdmittedToPool',
    data: { programme, tier: tier.code, track, stage, subject, unit, round: round.id, nomination, reservation, batch, cohort, from, to, ...(tier.pool?.recognitions ? { convertsBy: [...tier.pool.recognitions.value] } : {}) },
    standsOn: [nominated.event, ...nominated.standsOn],
  };
}

export interface ConfirmCandidateCommand {
  /** The `ConfirmationDecided`. */
  readonly reservation: EventId;
  readonly batch: BatchId;
  readonly conferredOn: BusinessDate;
  readonly act: OfficialAct;
  readonly confirmation: Confirmation;
  readonly member: Member;
  /** Of the round that chose her, with the version that it pinned. */
  readonly round: RoundState;
}

/** Exactly one outcome for each who is confirmed: the title, or what stands against it with its working. Her place stays hers then. */
export function decideConfirmCandidate(state: TeacherState, command: ConfirmCandidateCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const { reservation, batch, conferredOn, act, confirmation: { nomination, title, certificate }, member, round } = command;
  if (state.settlements.has(awardKey(reservation, nomination))) return alreadySo;
  const tier = tierOf(round, programme);
  const now = view(state.facts, conferredOn);
  const place = view(state.facts, LAST_DAY).pools.find((entry) => entry.nomination === nomination);
  const clause = tier.conferringBody?.clause;
  const common = { effectiveOn: conferredOn, cause: reservation, act, ...(clause === undefined ? {} : { rule: ruleReference(programme, clause) }) };
  const answers = requirementsOf(state, round, tier, programme, conferredOn);
  const declined = (rule: string, inputs: JsonObject, failing: string | null): Decision<TeacherFact> => ({
    kind: 'events',
    events: [{
      type: 'ConfirmationDeclined',
      data: { programme: programme.id, tier: tier.code, nomination, round: round.id, reservation, batch, title, rule, clause: failing, inputs, verdicts: clearVerdicts(answers) },
      ...(answers.length === 0 || state.erased ? {} : { private: { [state.id]: personalInputs(answers) } }),
      standsOn: place === undefined ? [] : [place.event],
      ...common,
    }],
  });
  const away = serviceFault(now);
  if (away !== null) return declined(away.rule, away.inputs, null);
  // What she came to counts whenever it holds; a place that ends on a later day is still hers.
  const over = place === undefined || place.status === 'CONFIRMED' || (place.leftOn !== null && place.leftOn <= conferredOn) || (place.to !== null && conferredOn > place.to);
  if (over) return declined('notInPool', { nomination, status: place?.status ?? null }, null);
  const barring = barringHonours(now.career.sanctions, conferredOn);
  if (barring) return declined('sanctionInForce', { day: conferredOn }, null);
  const open = view(state.facts, LAST_DAY).reviews.find((entry) => entry.open && entry.outcomeType === 'AdmittedToPool' && entry.outcome === place.event);
  if (open) return declined('reviewOpen', { review: open.event, by: open.rule }, null);
  const failing = answers.find(({ verdict }) => verdict !== 'holds');
  if (failing) {
    const { rule, inputs, clause: by } = refusalBy(failing, state.id);
    return declined(rule, inputs, by ?? null);
  }
  const { titles } = view(state.facts, LAST_DAY);
  const series = { programme: programme.id, tier: tier.code, track: member.track };
  const to = lastDayOf(programme, tier, conferredOn);
  const met = overlapping(titles, series, { from: conferredOn, to });
  if (met !== null) return declined('termOverlaps', { from: conferredOn, to, runsFrom: met.from, runsTo: met.to }, null);
  // She may have moved since she was chosen: the title says where she is when it is hers.
  const { unit, stage, subject } = { unit: now.unit ?? place.unit, stage: now.stage ?? place.stage, subject: now.subject ?? place.subject };
  const id = context.eventId(0);
  return {
    kind: 'events',
    events: [{
      id,
      type: 'TitleConferred',
      data: { title, ...series, stage, subject, unit, round: round.id, nomination, reservation, batch, certificate, term: { number: nextNumber(titles, series), from: conferredOn, to }, cohort: member.cohort },
      // What she was chosen on carries the title too: a correction of it puts the title in doubt, as it did her place.
      standsOn: [...new Set([place.event, ...(state.facts.find(({ id }) => id === place.event)?.meta.standsOn ?? []), ...answers.flatMap(({ standsOn }) => standsOn)])],
      ...common,
    }, ...absorptions(titles, { title, conferral: id, programme, tier, on: conferredOn, cause: reservation })],
  };
}

/** What the tier asks for a confirmation, as her facts stand: her place as on the day, like everything else. */
function requirementsOf(state: TeacherState, round: RoundState, tier: TierRules, programme: EffectiveProgramme, on: BusinessDate): readonly RuleAnswer[] {
  const requires = tier.pool?.requires ?? [];
  if (requires.length === 0) return [];
  const now: TeacherView = view(state.facts, on);
  const candidate = candidateOf(now, now);
  const circumstances = { programme, tier: tier.code, track: round.opened?.track ?? '', round: round.id, parameters: parametersOf(round), on };
  return requires.map((spec): RuleAnswer => (candidate === null ? { rule: spec.rule, clause: spec.clause, verdict: 'cannotDecide', undecided: 'notRecorded', bound: { on }, inputs: {}, standsOn: [] } : evaluateRule(spec, candidate, circumstances)));
}

/** What a departure from a pool comes to on her own stream; nothing where that has declined her place meanwhile. */
export function decideLeftPool(state: TeacherState, { nomination, why, decision, act, effectiveOn }: { readonly nomination: NominationId; /** Her part of the decision; null where it is not to be read any more. */ readonly why: PrivatePart | null; readonly decision: EventId; readonly act: OfficialAct; readonly effectiveOn: BusinessDate }): Decision<TeacherFact> {
  if (state.facts.some((fact) => fact.type === 'LeftPool' && fact.data.decision === decision)) return alreadySo;
  const place = view(state.facts, LAST_DAY).pools.find((entry) => entry.nomination === nomination);
  if (place === undefined) return alreadySo;
  const { programme, tier, round } = place;
  return { kind: 'events', events: [{ type: 'LeftPool', data: { programme, tier, nomination, round, decision }, ...(why === null || state.erased ? {} : { private: { [state.id]: why } }), effectiveOn, act, cause: decision, standsOn: [place.event] }] };
}

export interface RecordRecognitionCommand {
  readonly kind: string;
  readonly body: string;
  readonly number: string | null;
  readonly on: BusinessDate;
  readonly evidence: { readonly name: string; readonly file: string | null };
}

/** 外部认定: recorded once for each paper that gives it. */
export function decideRecordRecognition(state: TeacherState, { kind, body, number, on, evidence }: RecordRecognitionCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  const known: RecognitionKind | undefined = programme.recognitions?.find(({ code }) => code === kind);
  if (known === undefined) return refused('unknownRecognition', { kind, known: (programme.recognitions ?? []).map(({ code }) => code), programme: programme.id });
  if (!isBusinessDate(on)) return refused('notADate', { name: 'on', date: on });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  if (number === null) return refused('evidenceWithoutNumber', { kind }, { clause: known.clause });
  const twice = view(state.facts, LAST_DAY).recognitions.find((entry) => entry.programme === programme.id && entry.kind === kind && entry.number === number);
  if (twice) return refused('recognitionRecorded', { kind, number, on: twice.on, event: twice.event }, { clause: known.clause });
  return { kind: 'events', events: [{ type: 'ExternalRecognitionRecorded', data: { programme: programme.id, kind, level: known.level, body, number, evidence: { file: evidence.file } }, private: { [state.id]: { evidence: evidence.name } }, effectiveOn: on, rule: ruleReference(programme, known.clause) }] };
}
