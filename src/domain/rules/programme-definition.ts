import type { NumberWord } from '../approximate';
import type { BusinessDate } from '../dates';
import type { Json } from '../facts';
import type { ActingLevel, BallotRule, Exclusivity, LeadLevel, PanelRules, PublicField, SchemeComponent, ScoringScheme, SelectionGroup, Stage } from '../programme-rules';
import type { OrgLevel, Post } from '../registry-facts';
import type { StudioLevel } from '../studio/facts';
import type { CoverageOf, OnHostLoss, OrgTrait } from '../studio/kinds';
import type { Toward } from './lean-rules';
import type { GatedAct } from '../parties/rules';
import type { PeopleMetric } from '../targets/honours';
import type { Before, PrintedDay } from '../targets/printed-day';
import type { AssessmentKind, Grade, HonourLevel } from '../teacher/facts';
import type { TaskKind, TrainingStep, TrainingWindow, YearKind } from '../training/requirements';

/**
 * A rule file as parsed: format 1. What each key means is told in docs/programme-format.md; its shape is held by
 * programme-schema.ts. `ProgrammeVersionPublished` carries it whole, so a key is never renamed: that is format 2.
 */
export const PROGRAMME_FORMAT = 1;

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The text says so, in this clause; `quote` is a passage of it, checked against the clause list. */
export interface Stated {
  readonly stated: string;
  readonly quote?: string;
}
/** The text does not say so but cannot be read otherwise, or practice fills it in; `because` says which. */
export interface Implied {
  readonly implied: string;
  readonly because: Bilingual;
}
/** The text leaves it open; a named officer adopts a value of this type before a round can open. */
export interface Open {
  readonly open: Bilingual;
  readonly type: LeafType;
  readonly clause: string;
}
export type Provenance = Stated | Implied;
export type Leaf<T> = ({ readonly value: T } & Provenance) | Open;
/** A thing that the text names; the provenance is that of its existence and Chinese name. */
export type Named = { readonly names: Bilingual } & Provenance;

/** Types of a leaf's value; each has a JSON Schema in programme-schema.ts, which an adopted value must meet too. */
export type LeafType =
  | 'integer' | 'integerOrNone' | 'decimal' | 'decimalOrNone' | 'boolean' | 'date' | 'text' | 'wording'
  | 'code' | 'codes' | 'stages' | 'holder' | 'way' | 'grade' | 'grades' | 'assessmentKind'
  | 'levels' | 'exclusivity' | 'overdueReturn' | 'endorsements' | 'onSupplement'
  | 'missingSheet' | 'ballot' | 'groups' | 'formedBy' | 'conflicts'
  | 'acting' | 'leadLevel' | 'precedence' | 'components' | 'onCorrection' | 'grounds' | 'window' | 'strength' | 'fundingKind' | 'roundDate'
  | 'rounding' | 'deferral'
  | 'reinstatement' | 'termGap' | 'deferredTerm' | 'departure' | 'codesOrNone'
  | 'poolBatches' | 'honourLevel'
  | 'transferOut' | 'placeChange'
  | 'taskKinds' | 'trainingSteps' | 'yearKind' | 'activityEach'
  | 'gatedActs' | 'leanForm' | 'leanToward'
  | 'vettingBodies' | 'vettingBefore' | 'approvalStage' | 'objectionEffect'
  | 'studioLevels' | 'hostLoss' | 'coverageOf' | 'orgTrait'
  | 'figure' | 'numberWord' | 'peopleMetric' | 'printedDay' | 'before'
  | 'serviceKinds' | 'leaveKinds' | 'credentialKind' | 'credentialLevel' | 'appraisalGrade' | 'sanctionScope' | 'sanctionKinds' | 'leaderPosts' | 'evidenceKinds' | 'publicFields';

/** Words of the text as they stand in it, or words of the file, which stand in both languages. */
export type Wording = string | Bilingual;

/** Post and level of the tree that act. */
export interface ActingPost {
  readonly post: Post;
  readonly level: OrgLevel;
  /** False: she does it herself in the system, and no clerk enters her signed paper. */
  readonly onPaper?: boolean;
}

/** Where the tier or the stage may decide who acts: `LEAD` is the level that leads. */
export type LedPost = Omit<ActingPost, 'level'> & { readonly level: ActingLevel };

/** What is asked first where both tables speak and differ. */
export type Precedence = readonly ['STAGE', 'TIER'] | readonly ['TIER', 'STAGE'];

export interface LeadEntry {
  readonly byTier?: { readonly [tier: string]: Leaf<LeadLevel> };
  readonly byStage?: { readonly [stage: string]: Leaf<LeadLevel> };
  readonly precedence?: Leaf<Precedence>;
}

export interface RuleEntry {
  /** Stands in paths and sentences; stays when the rule's version changes. */
  readonly code: string;
  /** `bornOnOrAfter@1` */
  readonly rule: string;
  readonly stated?: string;
  readonly quote?: string;
  readonly implied?: string;
  readonly because?: Bilingual;
  /** In place of a provenance: whether the rule applies at all is a value of its own. */
  readonly applies?: Leaf<boolean>;
  readonly with?: { readonly [argument: string]: Leaf<Json> };
  /** Who may let a candidate through it (例外审批). Of an entry of the tier's own list only. */
  readonly waiver?: Leaf<ActingPost>;
  /** Of a word that holds other rules (`anyOf`, `whenBorn`). */
  readonly of?: readonly RuleEntry[];
}

export interface PublicityEntry {
  readonly workingDays: Leaf<number>;
  readonly countFirstDay: Leaf<boolean>;
  readonly fieldsShown?: Leaf<readonly PublicField[]>;
}

/** 人选培养: a round of the tier ends in a pool, and titles come out of the pool. */
export interface PoolEntry {
  /** Titles that come out of it at most; null: no number is set. */
  readonly convertsTo: Leaf<number | null>;
  readonly batches: Leaf<PoolBatches>;
  /** From the admission to the first day of a title; null: none. */
  readonly cultivationYears: Leaf<number | null>;
  /** From the admission to the end of a place that came to no title; null: it stays. */
  readonly endsAfterYears: Leaf<number | null>;
  /** Whether the place of somebody who left is given again. */
  readonly refill: Leaf<boolean>;
  readonly confirmedBy: Leaf<ActingPost>;
  readonly requires?: readonly RuleEntry[];
  /** Codes of recognitions by others, which are what it comes to; then nobody confirms. */
  readonly recognitions?: Leaf<readonly string[]>;
}

export type PoolBatches = 'ONCE' | 'YEARLY';

/** 外部认定: what another body calls somebody, recorded on evidence. */
export type RecognitionEntry = Named & { readonly level: Leaf<HonourLevel>; readonly by: Leaf<ActingPost> };

export type TierEntry = Named & {
  readonly rank: Leaf<number>;
  readonly stageGroup: Leaf<string>;
  readonly tracks: Leaf<readonly string[]>;
  readonly way: Leaf<'AWARD' | 'CANDIDATE' | 'POST'>;
  readonly seats?: Leaf<number | null>;
  readonly cadenceYears?: Leaf<number | null>;
  readonly termYears?: Leaf<number | null>;
  readonly levels?: Leaf<readonly OrgLevel[]>;
  readonly exclusivity?: Leaf<Exclusivity>;
  readonly overdueReturn?: Leaf<'NOT_RECOMMENDED' | 'GOES_ON'>;
  readonly endorsementAfterCompletion?: Leaf<'STAYS' | 'AGAIN'>;
  readonly onSupplement?: Leaf<'NOTHING' | 'REVIEW'>;
  readonly transferOut?: Leaf<'KEEP' | 'SUSPEND' | 'RE_RECOGNISE'>;
  readonly subjectChange?: Leaf<'KEEP' | 'REVIEW'>;
  readonly stageChange?: Leaf<'KEEP' | 'REVIEW'>;
  readonly feeders?: { readonly [tier: string]: Leaf<'REQUIRED' | 'PREFERRED'> };
  /** Recognitions by others that serve like the required feeders. */
  readonly feederRecognitions?: Leaf<readonly string[]>;
  readonly seatsWord?: Leaf<NumberWord>;
  readonly seatsTolerance?: Leaf<number>;
  readonly pool?: PoolEntry;
  readonly eligibility?: readonly RuleEntry[];
  readonly scoring?: {
    readonly components: Leaf<readonly SchemeComponent[]>;
    readonly dropHighest: Leaf<number>;
    readonly dropLowest: Leaf<number>;
    readonly minimumSheets: Leaf<number>;
    readonly decimals: Leaf<number>;
    readonly passLine: Leaf<number | null>;
    readonly tieBreak: Leaf<readonly string[]>;
    readonly missing?: Leaf<NonNullable<ScoringScheme['missing']>>;
    readonly ballot?: Leaf<BallotRule>;
    readonly groups?: Leaf<readonly SelectionGroup[]>;
  };
  readonly panel?: {
    readonly formedBy?: Leaf<PanelRules['formedBy']>;
    readonly minimum?: Leaf<number>;
    readonly maxConsecutive?: Leaf<number | null>;
    readonly conflicts?: Leaf<PanelRules['conflicts']>;
  };
  readonly publicity?: PublicityEntry;
  /** By recommending level. */
  readonly publicityAt?: { readonly [level in OrgLevel]?: PublicityEntry };
  readonly vetting?: { readonly bodies: Leaf<readonly { readonly code: string; readonly names: Bilingual }[]>; readonly answerWithinWorkingDays: Leaf<number>; readonly before: Leaf<'PUBLICITY' | 'CONFERRAL'> };
  readonly approval?: { readonly stage: Leaf<'BEFORE' | 'AFTER'>; readonly by: Leaf<ActingPost> };
  readonly objections?: { readonly handlingWorkingDays?: Leaf<number>; readonly extendedWorkingDays?: Leaf<number>; readonly late?: Leaf<'HOLDS' | 'RECORDED'>; readonly anonymous?: Leaf<'HOLDS' | 'RECORDED'> };
  readonly onCorrection: Leaf<'REVIEW' | 'REVERSE'>;
  readonly conferringBody: Leaf<LedPost>;
} & TitleLifeEntry;

/** What becomes of a title after its conferral. */
export interface TitleLifeEntry {
  readonly renewal?: { readonly by: Leaf<ActingPost>; readonly grades?: Leaf<readonly Grade[]> };
  readonly reinstatement?: Leaf<'KEEP_EXPIRY' | 'EXTEND'>;
  readonly lifetime?: {
    readonly consecutive: Leaf<number>;
    readonly grade: Leaf<Grade>;
    readonly gap: Leaf<'BREAKS' | 'BRIDGES'>;
    readonly deferred: Leaf<'NEITHER' | 'BREAKS'>;
    readonly acrossTracks: Leaf<boolean>;
    readonly stillAssessed: Leaf<boolean>;
    readonly revocable: Leaf<readonly string[]>;
    readonly onCorrection: Leaf<'REVIEW' | 'REVERSE'>;
    readonly by: Leaf<ActingPost>;
  };
  /** By code; `when`: the fact of her life on which it is asked. */
  readonly exits?: { readonly [code: string]: Named & { readonly vacancy: Leaf<boolean>; readonly by: Leaf<ActingPost>; readonly when?: Leaf<'RETIRED' | 'DECEASED'> } };
  readonly absorbs?: Leaf<readonly string[]>;
}

/** How a text says a number, and how far from it is still what it says. */
export interface NumberEntry {
  readonly word?: Leaf<NumberWord>;
  /** Tolerance in percent of 近, 约, 余, 左右. */
  readonly percent?: Leaf<number>;
}

/** What the text states as a fact: a number, a day or words; `counts`: what the record has to set against it. */
export type FigureEntry = Named & NumberEntry & { readonly says: Leaf<number | string>; readonly counts?: Leaf<PeopleMetric> };

/** A number to be reached by a day, or every so many years. Without `counts`, what is recorded as made is counted. */
export type TargetEntry = Named & NumberEntry & {
  readonly number: Leaf<number>;
  readonly counts?: Leaf<PeopleMetric>;
  /** From the programme's first day where it is left out. */
  readonly from?: Leaf<PrintedDay>;
  readonly due?: Leaf<PrintedDay>;
  readonly everyYears?: Leaf<number>;
  readonly by?: Leaf<ActingPost>;
};

/** A paper that units of a level have to bring. `before`: 前 of a printed day; without it, by the end of what is printed. */
export type ComplianceEntry = Named & { readonly everyYears: Leaf<number | null>; readonly by: Leaf<ActingPost>; readonly due?: Leaf<PrintedDay>; readonly before?: Leaf<Before> };

/** Money set aside. `amount`: what the text gives a year, in yuan, with `word` and `tolerance` as of a figure; `purposes`: for nothing else. */
export type FundingEntry = Named & {
  readonly kind: Leaf<'PERCENT' | 'EARMARK' | 'FIXED' | 'PER_HEAD'>;
  readonly percent?: Leaf<number>;
  readonly of?: Leaf<Wording>;
  readonly amount?: Leaf<number>;
  readonly word?: Leaf<NumberWord>;
  readonly tolerance?: Leaf<number>;
  readonly purposes?: Leaf<readonly { readonly code: string; readonly names: Bilingual }[]>;
  readonly by: Leaf<ActingPost>;
};

export type TrainingEntry = Named & {
  readonly population: Leaf<Wording>;
  readonly who?: readonly RuleEntry[];
  readonly topic?: Leaf<string>;
  readonly periods?: Leaf<number>;
  readonly perYear?: Leaf<number>;
  readonly year?: Leaf<YearKind>;
  readonly each?: Leaf<'SUBJECT'>;
  readonly years?: Leaf<number>;
  readonly window?: Leaf<TrainingWindow>;
  readonly windowFrom?: Leaf<BusinessDate>;
  readonly term?: Leaf<string>;
  readonly tasks?: Leaf<readonly TaskKind[]>;
  readonly phases?: Leaf<readonly TrainingStep[]>;
  readonly chain?: { readonly qualification: Leaf<string>; readonly courses: Leaf<readonly TrainingStep[]> };
  readonly withinMonths?: Leaf<number>;
  readonly external?: Leaf<Wording>;
  readonly alsoCounts?: Leaf<readonly string[]>;
  readonly at?: Leaf<readonly string[]>;
  readonly documentDays?: Leaf<number>;
  readonly by: Leaf<ActingPost>;
};

/** One of those that carry the programme together. `owner`: a named person has to answer for it; `by`: who records what it has done. */
export type PartyEntry = Named & { readonly duties: Leaf<readonly { readonly code: string; readonly names: Bilingual }[]>; readonly owner?: Leaf<boolean>; readonly by?: Leaf<ActingPost> };

/** Duties, by their codes, that are done before an act may be; `after`: gates that come first. */
export type GateEntry = Named & { readonly before: Leaf<readonly GatedAct[]>; readonly duties: Leaf<readonly string[]>; readonly after?: Leaf<readonly string[]> };

/** Units of these levels are looked at, so often. */
export type SupervisionEntry = Named & { readonly by: Leaf<ActingPost>; readonly levels: Leaf<readonly OrgLevel[]>; readonly everyYears: Leaf<number | null> };

/** 倾斜, 优先. `toward`: unit and subject; `who`: in the words of eligibility; one of the two. `tiers`: all where it is left out. */
export type LeanEntry = Named & {
  readonly form: Leaf<'BONUS' | 'TIE_BREAK'>;
  readonly points?: Leaf<number>;
  readonly toward?: Leaf<Toward>;
  readonly who?: readonly RuleEntry[];
  readonly tiers?: Leaf<readonly string[]>;
};

export interface AssessmentMore {
  readonly year?: Leaf<YearKind>;
  readonly criteria?: { readonly [code: string]: Named & { readonly weight: Leaf<number> } };
  readonly tracking?: { readonly by: Leaf<ActingPost> };
  /** Null: no share is set. */
  readonly cap?: { readonly grade: Leaf<Grade>; readonly percent: Leaf<number | null>; readonly rounding: Leaf<Rounding> };
  readonly reviewWorkingDays?: Leaf<number>;
  readonly deferral?: Leaf<'ON_LEAVE' | 'NONE'>;
  readonly earliestMonthsBefore?: Leaf<number>;
  readonly withinMonths?: Leaf<number>;
}

/** A kind of studio, station or workshop. What is left out, or open, decides nothing. */
export type StudioEntry = Named & {
  readonly levels?: Leaf<readonly StudioLevel[]>;
  readonly missions?: Leaf<readonly { readonly code: string; readonly names: Bilingual }[]>;
  readonly onlyIn?: Leaf<OrgTrait>;
  readonly opensFor?: Leaf<readonly string[]>;
  readonly perHolder?: Leaf<number>;
  readonly cityLevelToo?: Leaf<boolean>;
  readonly members?: { readonly min?: Leaf<number>; readonly max?: Leaf<number> };
  readonly termYears?: Leaf<number>;
  readonly grades?: Leaf<readonly Grade[]>;
  readonly onHostLoss?: Leaf<OnHostLoss>;
  readonly ledBy?: Leaf<readonly string[]>;
  readonly number?: Leaf<number>;
  readonly coverage?: { readonly levels: Leaf<readonly StudioLevel[]>; readonly due?: Leaf<PrintedDay>; readonly of?: Leaf<CoverageOf> };
  readonly openedBy?: Leaf<ActingPost>;
};

export type MentoringEntry = Named & { readonly who?: Leaf<readonly string[]>; readonly maxMentees?: Leaf<number>; readonly higherTier?: Leaf<boolean>; readonly by?: Leaf<ActingPost> };

/** `verdict`: the code of the assessment and the grade that it rests on; without one it is found in another way. */
export interface GroundEntry {
  readonly code: string;
  readonly names: Bilingual;
  readonly verdict?: { readonly assessment: string; readonly grade: Grade };
}

/** How a share of persons becomes a whole number. */
export type Rounding = 'DOWN' | 'HALF_UP' | 'UP';

export interface ProgrammeDefinition {
  readonly format: number;
  readonly id: string;
  readonly version: number;
  readonly programme: Named;
  readonly basis: readonly {
    readonly document: Bilingual;
    /** DIGEST: the document itself was not at hand, only what somebody wrote about it. */
    readonly kind: 'OFFICIAL_DOCUMENT' | 'NEWS_REPORT' | 'SPEECH' | 'DIGEST';
    readonly number: string | null;
    readonly issuer: Bilingual;
    /** null: no day is known. */
    readonly issuedOn: BusinessDate | null;
    /** Name of the source in the clause list. */
    readonly source: string;
  }[];
  readonly effective: { readonly from: Leaf<BusinessDate>; readonly to: Leaf<BusinessDate> };
  readonly termsOutlive: Leaf<boolean>;
  readonly stageGroups: { readonly [code: string]: Named };
  readonly tracks: { readonly [code: string]: Named & { readonly holder: Leaf<'PERSON' | 'TEAM'> } };
  readonly tiers: { readonly [code: string]: TierEntry };
  readonly lead?: LeadEntry;
  readonly authority: { readonly [stage in Stage]?: Leaf<LedPost> };
  readonly assessments?: { readonly [code: string]: Named & { readonly kind: Leaf<AssessmentKind>; readonly grades: Leaf<readonly Grade[]>; readonly by: Leaf<ActingPost> } & AssessmentMore };
  readonly milestones?: { readonly [code: string]: Named & { readonly years: Leaf<number>; readonly assessment?: Leaf<string>; readonly tier?: Leaf<string>; readonly barsNomination: Leaf<boolean> } };
  readonly recognitions?: { readonly [code: string]: RecognitionEntry };
  readonly revocationGrounds: Leaf<readonly GroundEntry[]>;
  readonly training?: { readonly [code: string]: TrainingEntry };
  readonly bases?: { readonly [code: string]: Named & { readonly count: Leaf<number | null> } };
  readonly leans?: { readonly [code: string]: LeanEntry };
  readonly parties?: { readonly [code: string]: PartyEntry };
  readonly gates?: { readonly [code: string]: GateEntry };
  readonly supervision?: { readonly [code: string]: SupervisionEntry };
  readonly studios?: { readonly [code: string]: StudioEntry };
  readonly mentoring?: { readonly [code: string]: MentoringEntry };
  readonly funding?: { readonly [code: string]: FundingEntry };
  readonly compliance?: { readonly [code: string]: ComplianceEntry };
  readonly figures?: { readonly [code: string]: FigureEntry };
  readonly targets?: { readonly [code: string]: TargetEntry };
  /** What the text sets up without a value that a rule reads: bases, forms of training, external programmes. */
  readonly declared?: { readonly [code: string]: Named };
}

export function isOpenLeaf(leaf: Leaf<unknown>): leaf is Open {
  return Object.hasOwn(leaf, 'open');
}

/** As a person reads it: nobody translates the words of the text, so in English they are quoted. */
export function wordingTold(wording: Wording): Bilingual {
  return typeof wording === 'string' ? { zh: wording, en: `"${wording}" (as the text has it)` } : wording;
}

/** The clause that a leaf or a named thing stands on, whatever its provenance. */
export function clauseOf(entry: { readonly stated?: string; readonly implied?: string; readonly clause?: string } | Leaf<unknown> | Provenance): string {
  const { stated, implied, clause } = entry as { readonly stated?: string; readonly implied?: string; readonly clause?: string };
  return stated ?? implied ?? clause ?? '';
}
