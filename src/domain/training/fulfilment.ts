import { addDays, addYears, type BusinessDate } from '../dates';
import type { EventId, Json, JsonObject } from '../facts';
import { addDecimals, compareDecimals, decimal, showDecimal, ZERO } from '../rules/decimal';
import type { HeldTitle, HeldTraining } from '../rules/rule';
import type { TrainingView } from '../teacher/training-view';
import type { HoursAsked, TrainingRequirement } from './requirements';

/**
 * MET: all that is asked is there. NOT_YET_DUE: it is not, and cannot be asked yet (Reading 5). DUE: it is asked and its last
 * day has not passed. MISSED: it has. OPEN: the programme has not decided how it is counted.
 */
export type Fulfilment = 'MET' | 'NOT_YET_DUE' | 'DUE' | 'MISSED' | 'OPEN';

export interface PartAnswer {
  readonly part: 'HOURS' | 'TASKS' | 'PHASES' | 'CHAIN';
  readonly clause: string;
  readonly status: Fulfilment;
  /** The days that count; null where the part has no window. */
  readonly window: { readonly from: BusinessDate; readonly to: BusinessDate } | null;
  readonly asked: JsonObject;
  readonly found: JsonObject;
  /** What is still missing, in codes or in periods. */
  readonly missing: readonly Json[];
  /** Last day for it; null where it is met or has none. */
  readonly due: BusinessDate | null;
  readonly standsOn: readonly EventId[];
}

/** What of her the parts read, as of the day. */
export interface Trained {
  readonly trainings: readonly HeldTraining[];
  readonly enrolments?: TrainingView['enrolments'];
  readonly deliverables?: TrainingView['deliverables'];
  readonly titles: readonly HeldTitle[];
}

/** The programme's requirements, and what they are asked by. */
export interface Asking {
  readonly programme: string;
  readonly requirements: readonly TrainingRequirement[];
  readonly on: BusinessDate;
  /** Since when she is of those asked; null: longer than any window. */
  readonly since: BusinessDate | null;
}

/** Every part that the requirement asks of a person, answered by itself. Deterministic. */
export function fulfilment(requirement: TrainingRequirement, trained: Trained, asking: Asking): readonly PartAnswer[] {
  const { hours, tasks, phases, chain } = requirement;
  const parts: PartAnswer[] = [];
  if (hours !== null) parts.push(hoursOf(requirement, hours, trained, asking));
  if (tasks !== null) {
    const accepted = (trained.deliverables ?? []).filter((piece) => piece.programme === asking.programme && piece.requirement === requirement.code && piece.status === 'ACCEPTED' && (piece.judgedOn ?? piece.receivedOn) <= asking.on);
    const found = Object.fromEntries(tasks.value.map(({ code }) => [code, accepted.filter(({ kind }) => kind === code).length]));
    const missing = tasks.value.flatMap(({ code, count }) => ((found[code] ?? 0) < count ? [code] : []));
    parts.push({ part: 'TASKS', clause: tasks.clause, ...enrolledStatus(requirement, trained, asking, missing), asked: Object.fromEntries(tasks.value.map(({ code, count }) => [code, count])), found, standsOn: accepted.map(({ event }) => event) });
  }
  if (phases !== null) parts.push({ part: 'PHASES', clause: phases.clause, ...stepsOf(requirement, phases.value.map(({ code }) => code), trained, asking) });
  if (chain !== null) parts.push({ part: 'CHAIN', clause: chain.clause, ...stepsOf(requirement, [chain.qualification, ...chain.courses.map(({ code }) => code)], trained, asking) });
  return parts;
}

/** The worst of the parts: what is missed once is missed as a whole. */
export function wholeStatus(parts: readonly PartAnswer[]): Fulfilment {
  const worst: readonly Fulfilment[] = ['MISSED', 'OPEN', 'DUE', 'NOT_YET_DUE'];
  return worst.find((status) => parts.some((part) => part.status === status)) ?? 'MET';
}

/** The step of a phase or a course that she has completed by the day, each once. */
export function stepsDone(requirement: string, trained: Pick<Trained, 'trainings'>, programme: string, on: BusinessDate): ReadonlyMap<string, HeldTraining> {
  const done = new Map<string, HeldTraining>();
  for (const training of trained.trainings) {
    const { credit = null, completedOn } = training;
    if (credit?.programme === programme && credit.requirement === requirement && credit.step !== null && completedOn <= on && training.periods > 0 && !done.has(credit.step)) done.set(credit.step, training);
  }
  return done;
}

function stepsOf(requirement: TrainingRequirement, steps: readonly string[], trained: Trained, asking: Asking) {
  const done = stepsDone(requirement.code, trained, asking.programme, asking.on);
  const kept = steps.filter((step) => done.has(step));
  const missing = steps.filter((step) => !done.has(step));
  return { ...enrolledStatus(requirement, trained, asking, missing), asked: { steps }, found: { steps: kept }, standsOn: kept.flatMap((step) => done.get(step)?.event ?? []) };
}

/** Tasks, phases and courses are asked of whoever is enrolled, until the last day of her enrolment. */
function enrolledStatus({ code }: TrainingRequirement, trained: Trained, { programme, on }: Asking, missing: readonly string[]): Pick<PartAnswer, 'status' | 'window' | 'missing' | 'due'> {
  const enrolment = (trained.enrolments ?? []).find((entry) => entry.programme === programme && entry.requirement === code && entry.from <= on);
  const window = enrolment === undefined || enrolment.due === null ? null : { from: enrolment.from, to: enrolment.due };
  if (missing.length === 0) return { status: 'MET', window, missing, due: null };
  if (enrolment === undefined) return { status: 'NOT_YET_DUE', window, missing, due: null };
  return { status: enrolment.due !== null && on > enrolment.due ? 'MISSED' : 'DUE', window, missing, due: enrolment.due };
}

function hoursOf(requirement: TrainingRequirement, hours: HoursAsked, trained: Trained, asking: Asking): PartAnswer {
  const asked = { topic: hours.topic, periods: hours.periods, years: hours.years, window: hours.window };
  const answer = (status: Fulfilment, window: PartAnswer['window'], due: BusinessDate | null, counted = ZERO_COUNT, more: JsonObject = {}): PartAnswer => ({
    part: 'HOURS', clause: hours.clause, status, window, asked, found: { periods: showDecimal(counted.total), trainings: counted.trainings.length, ...more }, due, standsOn: counted.trainings.map(({ event }) => event),
    missing: status === 'MET' || status === 'OPEN' ? [] : [Math.max(0, Math.round((hours.periods - Number(showDecimal(counted.total))) * 100) / 100)],
  });
  const credited = creditedTo(requirement, hours.topic, trained.trainings, asking);
  const count = (from: BusinessDate, to: BusinessDate) => counted(credited, from, to < asking.on ? to : asking.on);
  const enough = ({ total }: Count): boolean => compareDecimals(total, decimal(hours.periods)) >= 0;
  const { on, since } = asking;
  switch (hours.window) {
    case 'ROLLING': {
      const window = { from: addDays(addYears(on, -hours.years), 1), to: on };
      const found = count(window.from, window.to);
      if (enough(found)) return answer('MET', window, null, found);
      // Full on the corresponding day: until then the years she is asked over have not passed.
      const due = since === null ? null : addDays(addYears(since, hours.years), -1);
      return due !== null && on <= due ? answer('NOT_YET_DUE', window, due, found) : answer('MISSED', window, null, found);
    }
    case 'FIXED': {
      if (hours.from === null) return answer('OPEN', null, null);
      if (on < hours.from) return answer('NOT_YET_DUE', null, windowAfter(hours.from, hours.years, 0).to);
      const index = windowIndex(hours.from, hours.years, on);
      const window = windowAfter(hours.from, hours.years, index);
      const found = count(window.from, window.to);
      if (enough(found)) return answer('MET', window, null, found);
      if (since !== null && since > window.from) return answer('NOT_YET_DUE', window, windowAfter(hours.from, hours.years, index + 1).to, found);
      const before = index === 0 ? null : windowAfter(hours.from, hours.years, index - 1);
      const then = before === null ? null : count(before.from, before.to);
      // A window that she was asked over from its first day, and that ended without enough, is not made good by the next one.
      if (before !== null && then !== null && (since === null || since <= before.from) && !enough(then)) return answer('MISSED', window, window.to, found, { missedFrom: before.from, missedTo: before.to, periodsThen: showDecimal(then.total) });
      return answer('DUE', window, window.to, found);
    }
    case 'PER_TERM': {
      const term = trained.titles.filter((title) => title.programme === asking.programme && title.tier === hours.tier && title.from <= on).sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
      if (term === undefined) return answer('NOT_YET_DUE', null, null);
      const window = { from: term.from, to: term.to ?? on };
      const found = count(window.from, window.to);
      if (enough(found)) return answer('MET', window, null, found);
      return term.to !== null && on > term.to ? answer('MISSED', window, null, found) : answer('DUE', window, term.to, found);
    }
    case null:
      return answer('OPEN', null, null);
  }
}

/** Day from which a requirement's windows have to be looked at on a day: the start of the one before for FIXED. */
export function earliestDay({ hours }: TrainingRequirement, on: BusinessDate): BusinessDate {
  if (hours === null) return on;
  if (hours.window === 'FIXED' && hours.from !== null && on >= hours.from) return windowAfter(hours.from, hours.years, Math.max(0, windowIndex(hours.from, hours.years, on) - 1)).from;
  return addYears(on, -hours.years);
}

/**
 * What counts for the requirement: credits that name it, and those that name none and are on its topic. A credit counts for
 * one requirement of a programme, the first of the topic, unless the file says that another's counts here too (E10).
 */
function creditedTo(requirement: TrainingRequirement, topic: string, trainings: readonly HeldTraining[], { programme, requirements }: Asking): readonly HeldTraining[] {
  const first = requirements.find(({ hours, at }) => hours?.topic === topic && at === null)?.code;
  const counts = (code: string | undefined): boolean => code !== undefined && (code === requirement.code || requirement.alsoCounts.includes(code));
  return trainings.filter(({ topic: of, credit = null }) => of === topic && (credit === null ? counts(first) : credit.programme === programme && counts(credit.requirement)));
}

interface Count {
  readonly total: typeof ZERO;
  readonly trainings: readonly HeldTraining[];
}
const ZERO_COUNT: Count = { total: ZERO, trainings: [] };

/** Completed on a day of the window, each source once. */
function counted(trainings: readonly HeldTraining[], from: BusinessDate, to: BusinessDate): Count {
  const once = new Map<string, HeldTraining>();
  for (const training of trainings) if (from <= training.completedOn && training.completedOn <= to && !once.has(training.source)) once.set(training.source, training);
  return { total: [...once.values()].reduce((sum, { periods }) => addDecimals(sum, decimal(periods)), ZERO), trainings: [...once.values()] };
}

function windowAfter(first: BusinessDate, years: number, index: number): { readonly from: BusinessDate; readonly to: BusinessDate } {
  return { from: addYears(first, index * years), to: addDays(addYears(first, (index + 1) * years), -1) };
}

function windowIndex(first: BusinessDate, years: number, on: BusinessDate): number {
  let index = Math.max(0, Math.floor((Number(on.slice(0, 4)) - Number(first.slice(0, 4))) / years) - 1);
  while (windowAfter(first, years, index).to < on) index += 1;
  return index;
}
