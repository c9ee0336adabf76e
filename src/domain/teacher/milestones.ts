import { addMonths, addYears, type BusinessDate } from '../dates';
import { refused } from '../decision';
import type { EventId, Proposed, Refusal } from '../facts';
import { ruleReference, type AssessmentRules, type EffectiveProgramme } from '../programme-rules';
import type { Milestone } from '../programme-ways';
import type { Grade, TeacherFact } from './facts';
import { wasAway } from './place';
import { view, type LifeFact, type TeacherView } from './view';

/**
 * NOT_YET_DUE: her years are not full. DUE: full, and nothing concluded; OVERDUE: nor in time, or the title of an aim is still
 * to come. REACHED, MISSED: as it was concluded. NO_RECORD: it fell due before she came, while she was out of service, or before the programme began, so nobody asks.
 */
export type MilestoneStatus = 'NOT_YET_DUE' | 'DUE' | 'OVERDUE' | 'REACHED' | 'MISSED' | 'NO_RECORD';

export interface MilestoneStanding {
  readonly programme: string;
  readonly milestone: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly clause: string;
  /** The day on which her years are full. */
  readonly due: BusinessDate;
  /** Last day in time; null where nothing sets one. */
  readonly by: BusinessDate | null;
  readonly status: MilestoneStatus;
  /** What concluded it, and when. */
  readonly event: EventId | null;
  readonly on: BusinessDate | null;
  /** Whether she cannot be nominated meanwhile. */
  readonly bars: boolean;
}

/** What milestones are worked out from. */
export interface MilestonesOf extends Pick<TeacherView, 'retiredOn' | 'departedOn' | 'deceasedOn'> {
  readonly enteredOn: BusinessDate;
  /** The day from which she was registered here. */
  readonly cameOn: BusinessDate;
  readonly away?: TeacherView['away'];
  readonly verdicts: readonly Pick<TeacherView['verdicts'][number], 'event' | 'programme' | 'code' | 'kind' | 'period' | 'grade' | 'on'>[];
  readonly titles: readonly Pick<TeacherView['titles'][number], 'programme' | 'tier' | 'status' | 'from' | 'conferral'>[];
}

/** By date and by what stands recorded: nothing has to happen for a milestone to be due, and a corrected verdict is read as corrected. None while nobody knows when she entered. */
export function milestonesOf(facts: readonly LifeFact[], programmes: readonly EffectiveProgramme[], day: BusinessDate): readonly MilestoneStanding[] {
  const { enteredOn, verdicts, titles, retiredOn, departedOn, deceasedOn, away } = view(facts, day);
  if (enteredOn === null) return [];
  return milestonesOn({ enteredOn, cameOn: cameOn(facts) ?? enteredOn, verdicts, titles, retiredOn, departedOn, deceasedOn, away }, programmes, day);
}

/** Her registration as it was first told: a corrected one brings nobody here on another day. */
export function cameOn(facts: readonly LifeFact[]): BusinessDate | null {
  return facts.find(({ type, meta }) => type === 'TeacherRegistered' && meta.corrects === undefined)?.meta.effectiveOn ?? null;
}

/** Of what stands on the day. */
export function milestonesOn({ enteredOn, cameOn: came, verdicts, titles, ...service }: MilestonesOf, programmes: readonly EffectiveProgramme[], day: BusinessDate): readonly MilestoneStanding[] {
  return programmes.flatMap((programme) => (programme.milestones ?? []).flatMap((milestone): MilestoneStanding | readonly [] => {
    const { code, names, clause, years, assessment, tier, bars, since } = milestone;
    const due = addYears(enteredOn, years);
    const rules = assessment === null ? undefined : programme.assessments.find((entry) => entry.code === assessment.value);
    const by = rules?.within === undefined ? null : addMonths(due, rules.within.value);
    const asked = verdicts.filter((verdict) => verdict.programme === programme.id && verdict.kind === 'MILESTONE' && assessment !== null && (verdict.code ?? verdict.period) === assessment.value);
    const passed = asked.find(({ grade }) => grade !== 'UNQUALIFIED');
    const concluded = passed ?? asked.at(-1);
    const held = tier === null ? undefined : titles.filter((title) => title.programme === programme.id && title.tier === tier.value && title.status !== 'PENDING').sort((a, b) => (a.from < b.from ? -1 : 1))[0];
    const found = concluded === undefined ? (held === undefined ? null : { event: held.conferral, on: held.from }) : { event: concluded.event, on: concluded.on };
    if (found === null && hasEndedFor(programme, enteredOn, due)) return [];
    const status = ((): MilestoneStatus => {
      if (passed !== undefined || held !== undefined) return 'REACHED';
      if (concluded !== undefined) return 'MISSED';
      if (day < due) return 'NOT_YET_DUE';
      // Whoever came with these years behind her has no such record, and none is asked of her; nor of one who was gone when they were full.
      if (assessment !== null && (due < came || wasAway(service, due) || (since !== null && due < since))) return 'NO_RECORD';
      return assessment === null || (by !== null && day > by) ? 'OVERDUE' : 'DUE';
    })();
    return { programme: programme.id, milestone: code, names, clause, due, by, status, event: found?.event ?? null, on: found?.on ?? null, bars: bars?.value === true };
  }));
}

/** Years outlive their programme as terms do (E51): those who entered by its last day go on, of who came later it asks nothing. */
function hasEndedFor({ validity }: EffectiveProgramme, enteredOn: BusinessDate, due: BusinessDate): boolean {
  return validity !== undefined && (validity.termsOutlive ? enteredOn : due) > validity.to;
}

/** A milestone that bars nominations and is due, and not reached; null where none is. Whoever has no record of it is not barred. */
export function milestoneBar(facts: readonly LifeFact[], programme: EffectiveProgramme, day: BusinessDate): Refusal | null {
  if (programme.milestones?.some(({ bars }) => bars?.value === true) !== true) return null;
  const bar = milestonesOf(facts, [programme], day).find(({ bars, status }) => bars && (status === 'DUE' || status === 'OVERDUE' || status === 'MISSED'));
  if (bar === undefined) return null;
  const { milestone, due, status } = bar;
  const clause = programme.milestones.find(({ code }) => code === milestone)?.bars?.clause;
  return refused('milestoneNotReached', { milestone, due, status }, clause === undefined ? {} : { clause }).refusal;
}

/** What a concluded assessment says of the milestone that asks for it; nothing where none does. */
export function milestoneOutcome(programme: EffectiveProgramme, rules: AssessmentRules, assessment: string, grade: Grade, verdict: EventId): readonly Proposed<TeacherFact>[] {
  const milestone: Milestone | undefined = programme.milestones?.find((entry) => entry.assessment !== null && entry.assessment.value === rules.code);
  if (rules.kind !== 'MILESTONE' || milestone === undefined) return [];
  return [{ type: grade === 'UNQUALIFIED' ? 'MilestoneMissed' : 'MilestoneReached', data: { programme: programme.id, milestone: milestone.code, assessment }, rule: ruleReference(programme, milestone.clause), standsOn: [verdict], cause: verdict }];
}
