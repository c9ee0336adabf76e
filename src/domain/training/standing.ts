import { addDays, addYears, type BusinessDate } from '../dates';
import type { EventId } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import { evaluateRule } from '../rules/eligibility';
import type { Candidate, RuleAnswer } from '../rules/rule';
import { candidateOf } from '../teacher/candidate';
import { LAST_DAY } from '../teacher/nomination-view';
import { outOfService } from '../teacher/place';
import { resolve, viewOf, type LifeFact, type Standing } from '../teacher/view';
import { earliestDay, fulfilment, wholeStatus, type Fulfilment, type PartAnswer } from './fulfilment';
import type { TrainingRequirement } from './requirements';

/** BY_REFERENCE: somebody else sets the number and checks it (W16). */
export type TrainingStatus = Fulfilment | 'BY_REFERENCE';

/** What one requirement comes to for one teacher on a day. */
export interface TrainingStanding {
  readonly programme: string;
  readonly requirement: string;
  readonly clause: string;
  readonly population: TrainingRequirement['population'];
  /** Who carries it out; null while it is open. */
  readonly by: TrainingRequirement['by'];
  readonly status: TrainingStatus;
  /** Since when she is of those asked, as far back as it matters; null: longer. */
  readonly since: BusinessDate | null;
  /** The earliest last day of what is missing. */
  readonly due: BusinessDate | null;
  readonly parts: readonly PartAnswer[];
  /** Where the number is kept, of one that is answered by reference. */
  readonly reference: NonNullable<TrainingRequirement['external']>['value'] | null;
  /** Of the trainings that were counted, those documented late (E23). */
  readonly late: readonly EventId[];
  /** Last day of a programme that has ended: she is answered as of it, and nothing more is asked of her; null while it runs, or where her own enrolment or term goes on. */
  readonly ended: BusinessDate | null;
}

/** Whether a requirement asks anything of a person; the others ask it of the office, or are declared only. */
export function asksPersons({ hours, tasks, phases, chain, external }: TrainingRequirement): boolean {
  return hours !== null || tasks !== null || phases !== null || chain !== null || external !== null;
}

/** What the programmes ask of her on a day, requirement by requirement; what is not for her is left out. */
export function trainingStandings(facts: readonly LifeFact[], programmes: readonly EffectiveProgramme[], on: BusinessDate): readonly TrainingStanding[] {
  const asking = programmes.filter(({ training = [] }) => training.some(asksPersons));
  if (asking.length === 0) return [];
  const standing = resolve(facts);
  return asking.flatMap((programme) => {
    const life = new Life(standing, programme);
    const candidate = life.on(on);
    return candidate === null ? [] : (programme.training ?? []).filter(asksPersons).flatMap((requirement) => standingOf(requirement, candidate, life, programme, on) ?? []);
  });
}

/** The answers of the population's rules for her on a day, in the order of the file. */
export function whoAnswers(requirement: TrainingRequirement, facts: readonly LifeFact[], programme: EffectiveProgramme, on: BusinessDate): readonly RuleAnswer[] {
  return new Life(resolve(facts), programme).answers(requirement, on);
}

function standingOf(requirement: TrainingRequirement, candidate: Candidate, life: Life, programme: EffectiveProgramme, on: BusinessDate): TrainingStanding | null {
  const enrolment = candidate.enrolments?.find((entry) => entry.programme === programme.id && entry.requirement === requirement.code && entry.from <= on);
  const { validity } = programme;
  // Whoever is enrolled is held to it also when the years of the cohort are over (A3), or those of the programme.
  if (enrolment === undefined && (requirement.who.length === 0 || (validity !== undefined && on < validity.from))) return null;
  if (validity !== undefined && on > validity.to && enrolment === undefined && requirement.hours?.window !== 'PER_TERM') return asItEnded(requirement, life, programme, validity.to);
  if (enrolment === undefined && !life.isAsked(requirement, on)) return null;
  return answered(requirement, candidate, life, programme, on, enrolment?.from ?? null);
}

/** What fell due by the last day of the programme and is not there is missed; what would have fallen due after it is never asked. */
function asItEnded(requirement: TrainingRequirement, life: Life, programme: EffectiveProgramme, last: BusinessDate): TrainingStanding | null {
  const candidate = life.on(last);
  if (candidate === null || !life.isAsked(requirement, last)) return null;
  const standing = answered(requirement, candidate, life, programme, last, null);
  const parts = standing.parts.map((part): PartAnswer => (part.status === 'DUE' && part.due !== null && part.due <= last ? { ...part, status: 'MISSED' } : part));
  const status = wholeStatus(parts);
  return standing.status === 'BY_REFERENCE' || status === 'DUE' || status === 'NOT_YET_DUE' ? null : { ...standing, status, parts, ended: last };
}

function answered(requirement: TrainingRequirement, candidate: Candidate, life: Life, programme: EffectiveProgramme, on: BusinessDate, enrolledFrom: BusinessDate | null): TrainingStanding {
  const { code, clause, population, by, external } = requirement;
  const asking = { programme: programme.id, requirements: programme.training ?? [], on };
  const met = fulfilment(requirement, candidate, { ...asking, since: null });
  // Since when she is asked matters only where something is missing, and is dear: the rules are asked again for earlier days.
  const since = enrolledFrom ?? (wholeStatus(met) === 'MET' ? null : life.since(requirement, on, earliestDay(requirement, on)));
  const parts = since === null ? met : fulfilment(requirement, candidate, { ...asking, since });
  const counted = new Set(parts.flatMap(({ standsOn }) => standsOn));
  const unmet = parts.flatMap(({ due }) => (due === null ? [] : [due])).sort();
  const status: TrainingStatus = parts.length === 0 && external !== null ? 'BY_REFERENCE' : wholeStatus(parts);
  return { programme: programme.id, requirement: code, clause, population, by, status, since, due: unmet[0] ?? null, parts, reference: external?.value ?? null, late: candidate.trainings.flatMap(({ event, late }) => (late === true && counted.has(event) ? [event] : [])), ended: null };
}

/** One life with the rules that say whom a requirement is for. */
class Life {
  readonly #first: BusinessDate | null;
  readonly #days = new Map<BusinessDate, Candidate | null>();

  constructor(private readonly standing: readonly Standing[], private readonly programme: EffectiveProgramme) {
    this.#first = standing.find(({ fact }) => fact.type === 'TeacherRegistered')?.fact.meta.effectiveOn ?? null;
  }

  /** Before the first day of her dossier her place is the one she is first in: spells of work reach further back than dossiers do. */
  on(day: BusinessDate): Candidate | null {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const candidate = this.#read(day);
    this.#days.set(day, candidate);
    return candidate;
  }

  #read(day: BusinessDate): Candidate | null {
    if (this.#first === null) return null;
    const place = viewOf(this.standing, day < this.#first ? this.#first : day);
    // Of the retired, the departed and the dead nothing is asked; who comes back is asked from that day on.
    if (outOfService(place) !== null) return null;
    return candidateOf(place, day < this.#first ? { ...viewOf(this.standing, day), personal: place.personal } : place);
  }

  answers({ who }: TrainingRequirement, day: BusinessDate): readonly RuleAnswer[] {
    const candidate = this.on(day);
    return candidate === null ? [] : who.map((spec) => evaluateRule(spec, candidate, { programme: this.programme, tier: '', track: '', round: '', parameters: noNotice, on: day }));
  }

  isAsked(requirement: TrainingRequirement, day: BusinessDate): boolean {
    const answers = this.answers(requirement, day);
    return answers.length > 0 && answers.every(({ verdict }) => verdict === 'holds');
  }

  /** The first day of the unbroken time up to `on` in which she is asked; null where that reaches back to `notBefore`. */
  since(requirement: TrainingRequirement, on: BusinessDate, notBefore: BusinessDate): BusinessDate | null {
    if (requirement.who.length === 0) return null;
    for (const day of this.#turns(on, notBefore)) if (!this.isAsked(requirement, addDays(day, -1))) return day;
    return null;
  }

  /** Days on which an answer may change, latest first: what takes effect, what ends, and full years of service. */
  #turns(on: BusinessDate, notBefore: BusinessDate): readonly BusinessDate[] {
    const days = new Set(this.standing.flatMap(({ fact }) => (TURNS_NOTHING.has(fact.type) ? [] : [fact.meta.effectiveOn])));
    const { career, titles, enteredOn } = viewOf(this.standing, LAST_DAY);
    for (const { from, to } of [...career.classTeacherSpells, ...career.leaderPosts, ...career.services, ...career.leaves]) {
      days.add(from);
      if (to !== null) days.add(addDays(to, 1));
    }
    for (const { from, to } of titles) {
      days.add(from);
      if (to !== null) days.add(addDays(to, 1));
    }
    if (enteredOn !== null) for (let years = 0, day = enteredOn; day <= on; years += 1, day = addYears(enteredOn, years)) days.add(day);
    return [...days].filter((day) => notBefore < day && day <= on).sort().reverse();
  }
}

/** Most of a long life; no rule that says whom a training is for reads them. */
const TURNS_NOTHING: ReadonlySet<LifeFact['type']> = new Set(['CompletedTraining', 'TrainingHoursVoided', 'EnrolledInTraining', 'DeliverableSubmitted', 'DeliverableReturned', 'DeliverableAccepted']);

/** A requirement is of no round: the check lets no rule in that reads a notice. */
const noNotice = { bornOnOrAfter: '0001-01-01', snapshotOn: '0001-01-01', nominationsFrom: '0001-01-01', nominationsTo: '0001-01-01', recommendationSeats: [], awardSeats: 0, requiredAttachments: [] };
