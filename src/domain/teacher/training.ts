import { enteredOn, type DecisionContext } from '../context';
import { addDays, addMonths, daysBetween, type BusinessDate } from '../dates';
import { needed, refused, type Refused } from '../decision';
import type { Decision, OfficialAct } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { decimal, divideDecimals, multiplyDecimals } from '../rules/decimal';
import { stepsDone } from '../training/fulfilment';
import { baseOn, type TrainingOfficeState } from '../training/office';
import type { TrainingRequirement } from '../training/requirements';
import { whoAnswers } from '../training/standing';
import { dayFault, entryFault } from './career';
import type { TeacherFact } from './facts';
import { LAST_DAY } from './nomination-view';
import { refusalBy } from './nomination';
import { notInService } from './place';
import { standingFacts, type TeacherState } from './teacher';
import type { CompletedTraining } from './training-facts';
import { standingOf, view } from './view';

export type RecordTrainingCommand = Pick<CompletedTraining['data'], 'training' | 'topic' | 'provider' | 'completedOn' | 'source'> & {
  /** The one requirement that it is credited to; left out: whichever asks for the topic. */
  readonly credit?: CompletedTraining['data']['credit'];
  readonly base?: string | null;
  /** 学时 (class periods), or hours of the clock with the minutes that one period has. */
  readonly periods?: number;
  readonly hours?: { readonly hours: number; readonly minutesPerPeriod: number };
  /** By which a late paper was let in. */
  readonly act?: OfficialAct;
  /** Bases of the credited programme; absent where nothing is credited. */
  readonly office?: TrainingOfficeState;
  /** Title of the activity and the provider's own key, as they came: private to her. */
  readonly personal: { readonly activity: string; readonly source: string };
};

export interface EnrolInTrainingCommand {
  readonly requirement: string;
  readonly from: BusinessDate;
}

/** Hours of the clock come to periods by the minutes that one has; of a part, two decimal places count and the rest is cut off. */
export function periodsOf({ periods = 0, hours }: Pick<RecordTrainingCommand, 'periods' | 'hours'>): number {
  if (hours === undefined) return periods;
  const { numerator, denominator } = divideDecimals(multiplyDecimals(decimal(hours.hours), decimal(60)), decimal(hours.minutesPerPeriod));
  return Number((numerator * 100n) / denominator) / 100;
}

/** Holds from the day it was completed; the same training of a provider counts once (E10). */
export function decideRecordTraining(state: TeacherState, command: RecordTrainingCommand, context: DecisionContext): Decision<TeacherFact> {
  const { training, topic, provider, completedOn, source, credit = null, base = null, hours, act, personal } = command;
  const fault = entryFault(state, context) ?? dayFault('completedOn', completedOn, context.today) ?? doneWhileGone(state, completedOn, context.today);
  if (fault) return fault;
  const periods = periodsOf(command);
  if (!(periods > 0)) return refused('periodsNotPositive', { periods });
  // Another part of an offer is completed on another day: of one day it is the same under another key.
  const counted = standingOf(standingFacts(state), 'CompletedTraining').find(({ fact }) => fact.data.source === source || (fact.data.training === training && fact.data.completedOn === completedOn));
  if (counted) return refused('trainingCounted', { training: counted.fact.data.training, completedOn: counted.fact.data.completedOn });
  const placed = credit === null ? { kind: 'credited' as const, late: false, clause: null } : creditOf(state, { ...command, credit }, context);
  if (placed.kind === 'refused') return placed;
  const { late, clause } = placed;
  const data: CompletedTraining['data'] = { training, topic, periods, provider, completedOn, source, credit, base, converted: hours === undefined ? null : { ...hours }, late };
  const rule = clause === null ? {} : { rule: ruleReference(needed(context, 'programme'), clause) };
  return { kind: 'events', events: [{ type: 'CompletedTraining', data, private: { [state.id]: { ...personal } }, effectiveOn: completedOn, ...(late && act ? { act } : {}), ...rule }] };
}

/** Nothing is done for a training after a death, nor while she is gone: who has come back may bring what she did elsewhere. */
export function doneWhileGone(state: TeacherState, day: BusinessDate, today: BusinessDate): Refused | null {
  const then = view(state.facts, day);
  return then.deceasedOn === null && notInService(view(state.facts, today)) === null ? null : notInService(then);
}

type Credited = { readonly kind: 'credited'; readonly late: boolean; readonly clause: string };

/** Whether the requirement takes it: its topic, its place in the order, the base that it asks for, the days for papers. */
function creditOf(state: TeacherState, command: RecordTrainingCommand & { readonly credit: NonNullable<CompletedTraining['data']['credit']> }, context: DecisionContext): Credited | Refused {
  const { credit, topic, completedOn, act } = command;
  const programme = needed(context, 'programme');
  const requirement = requirementOf(programme, credit.requirement);
  if (requirement === null) return refused('unknownRequirement', { requirement: credit.requirement, programme: programme.id });
  const { hours, phases, chain, documentDays, clause } = requirement;
  if (hours === null && phases === null && chain === null) return refused('nothingToCredit', { requirement: credit.requirement }, { clause });
  if (credit.step === null && hours === null) return refused('stepNotNamed', { requirement: credit.requirement }, { clause });
  if (credit.step === null && hours !== null && hours.topic !== topic) return refused('topicNotAsked', { topic, requirement: credit.requirement, asked: hours.topic }, { clause: hours.clause });
  const out = credit.step === null ? null : (stepFault(state, requirement, credit.step, completedOn, programme) ?? null);
  if (out) return out;
  const elsewhere = baseFault(requirement, command);
  if (elsewhere) return elsewhere;
  const over = documentDays === null ? 0 : daysBetween(completedOn, enteredOn(context)) - documentDays.value;
  if (documentDays !== null && over > 0 && !act) return refused('trainingDocumentedLate', { completedOn, days: documentDays.value, until: addDays(completedOn, documentDays.value) }, { clause: documentDays.clause });
  return { kind: 'credited', late: over > 0, clause };
}

/** A phase after the one before it (A13), a course after its qualification (Z13, Z14); each once. */
function stepFault(state: TeacherState, requirement: TrainingRequirement, step: string, completedOn: BusinessDate, programme: EffectiveProgramme): Refused | null {
  const { code, phases, chain } = requirement;
  const { trainings, enrolments } = view(state.facts, LAST_DAY);
  const done = stepsDone(code, { trainings }, programme.id, LAST_DAY);
  const ordered = phases?.value.map((phase) => phase.code) ?? [];
  const courses = chain === null ? [] : [chain.qualification, ...chain.courses.map((course) => course.code)];
  if (!ordered.includes(step) && !courses.includes(step)) return refused('unknownStep', { step, requirement: code, steps: [...ordered, ...courses] }, { clause: requirement.clause });
  const again = done.get(step);
  if (again) return refused('stepDone', { step, completedOn: again.completedOn }, { clause: (ordered.includes(step) ? phases : chain)?.clause ?? requirement.clause });
  if (ordered.includes(step) && phases !== null) {
    const enrolment = enrolments.find((entry) => entry.programme === programme.id && entry.requirement === code);
    if (enrolment === undefined || completedOn < enrolment.from) return refused('notEnrolled', { requirement: code, on: completedOn }, { clause: phases.clause });
    const before = ordered.slice(0, ordered.indexOf(step));
    const lacking = before.filter((earlier) => (done.get(earlier)?.completedOn ?? LAST_DAY) > completedOn);
    if (lacking.length > 0) return refused('phaseOutOfOrder', { step, order: ordered, lacking }, { clause: phases.clause });
    const after = ordered.slice(ordered.indexOf(step) + 1).filter((later) => (done.get(later)?.completedOn ?? LAST_DAY) < completedOn);
    return after.length > 0 ? refused('phaseOutOfOrder', { step, order: ordered, lacking: after }, { clause: phases.clause }) : null;
  }
  if (chain !== null && step !== chain.qualification && (done.get(chain.qualification)?.completedOn ?? LAST_DAY) > completedOn) {
    return refused('courseBeforeQualification', { step, qualification: chain.qualification, completedOn }, { clause: chain.clause });
  }
  return null;
}

function baseFault(requirement: TrainingRequirement, { base = null, completedOn, office }: RecordTrainingCommand): Refused | null {
  const { at, code } = requirement;
  if (base === null) return at === null ? null : refused('baseNotNamed', { requirement: code, kinds: at.value }, { clause: at.clause });
  const known = office === undefined ? undefined : baseOn(office, base, completedOn);
  if (known === undefined) return refused('notABase', { base, day: completedOn }, { clause: at?.clause ?? requirement.clause });
  return at !== null && !at.value.includes(known.kind) ? refused('baseOfAnotherKind', { base, kind: known.kind, kinds: at.value }, { clause: at.clause }) : null;
}

export function requirementOf(programme: EffectiveProgramme, code: string): TrainingRequirement | null {
  return programme.training?.find((entry) => entry.code === code) ?? null;
}

/** 参训: whoever it is for, on the day from which she takes part; what it asks is due so many months later. */
export function decideEnrolInTraining(state: TeacherState, { requirement: code, from }: EnrolInTrainingCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? dayFault('from', from, context.today) ?? notInService(view(state.facts, from));
  if (fault) return fault;
  const programme = needed(context, 'programme');
  const requirement = requirementOf(programme, code);
  if (requirement === null) return refused('unknownRequirement', { requirement: code, programme: programme.id });
  if (requirement.tasks === null && requirement.phases === null && requirement.chain === null) return refused('nothingToEnrolIn', { requirement: code }, { clause: requirement.clause });
  const known = view(state.facts, LAST_DAY).enrolments.find((entry) => entry.programme === programme.id && entry.requirement === code);
  if (known) return refused('alreadyEnrolled', { requirement: code, from: known.from }, { clause: requirement.clause });
  const answers = whoAnswers(requirement, state.facts, programme, from);
  const outside = answers.find(({ verdict }) => verdict !== 'holds');
  if (outside) return { kind: 'refused', refusal: refusalBy(outside, state.id), events: [] };
  const { withinMonths } = requirement;
  return {
    kind: 'events',
    events: [{
      type: 'EnrolledInTraining',
      data: { programme: programme.id, requirement: code, from, due: withinMonths === null ? null : addDays(addMonths(from, withinMonths.value), -1) },
      effectiveOn: from,
      standsOn: [...new Set(answers.flatMap(({ standsOn }) => standsOn))],
      rule: ruleReference(programme, requirement.clause),
    }],
  };
}
