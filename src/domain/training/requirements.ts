import type { BusinessDate } from '../dates';
import type { RuleSpec, Sourced } from '../programme-rules';
import type { OrgLevel, Post } from '../registry-facts';

type Names = { readonly zh: string; readonly en: string };

export type TrainingWindow = 'ROLLING' | 'FIXED' | 'PER_TERM';
/** CALENDAR_YEAR where a file does not say; SCHOOL_YEAR begins on 1 September. */
export type YearKind = 'CALENDAR_YEAR' | 'SCHOOL_YEAR';

/** One kind of a task set (五个一): exactly `count` of it, no fewer and no more. */
export interface TaskKind {
  readonly code: string;
  readonly names: Names;
  readonly count: number;
  /** Where the text gives each kind a clause of its own; else that of the set. */
  readonly stated?: string;
  readonly quote?: string;
}
/** A phase, or a course of a chain. */
export interface TrainingStep {
  readonly code: string;
  readonly names: Names;
}

/** Hours on a topic within a window. `window` is null while nobody has adopted which one. */
export interface HoursAsked {
  readonly clause: string;
  readonly topic: string;
  /** 学时 (class periods). */
  readonly periods: number;
  readonly years: number;
  readonly window: TrainingWindow | null;
  /** First day of the first window, where it is FIXED. */
  readonly from: BusinessDate | null;
  /** Whose terms are the windows, where it is PER_TERM. */
  readonly tier: string | null;
}

/** 培训要求 as a programme version states it, with adopted values filled in. */
export interface TrainingRequirement {
  readonly code: string;
  readonly names: Names;
  readonly clause: string;
  /** Whom it is for; words of the text are quoted in English. null while it is open. */
  readonly population: Names | null;
  /** Whom it is for, in the words of the vocabulary; empty where the file has it in text alone. */
  readonly who: readonly RuleSpec[];
  readonly hours: HoursAsked | null;
  readonly tasks: Sourced<readonly TaskKind[]> | null;
  /** In their order. */
  readonly phases: Sourced<readonly TrainingStep[]> | null;
  /** Courses that come after a qualification, in any order among themselves. */
  readonly chain: { readonly clause: string; readonly qualification: string; readonly courses: readonly TrainingStep[] } | null;
  /** Months from the enrolment within which tasks, phases and courses are due; null: no last day is stated. */
  readonly withinMonths: Sourced<number> | null;
  /** What the office itself holds: so many activities a year, of each subject where `each` says so. */
  readonly activities: { readonly clause: string; readonly perYear: number; readonly year: YearKind; readonly each: 'SUBJECT' | null } | null;
  /** Where the number is kept, of a requirement that somebody else sets and checks. */
  readonly external: Sourced<Names> | null;
  /** Requirements of the programme whose credits count here too; all others' count there alone. */
  readonly alsoCounts: readonly string[];
  /** Kinds of base at which it has to be held. */
  readonly at: Sourced<readonly string[]> | null;
  /** Days after its end within which a training is documented; later only by an act. */
  readonly documentDays: Sourced<number> | null;
  /** Who carries it out, and judges what is handed in; null while it is open. */
  readonly by: { readonly post: Post; readonly level: OrgLevel; readonly clause: string } | null;
}

/** A kind of training base and how many of it there may be; null: any number. */
export interface BaseKind {
  readonly code: string;
  readonly names: Names;
  readonly clause: string;
  readonly count: number | null;
}
