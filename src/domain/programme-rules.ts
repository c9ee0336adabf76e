import type { LeanRule } from './rules/lean-rules';
import type { GroundEntry } from './rules/programme-definition';
import type { Party, PhaseGate, Supervised } from './parties/rules';
import type { BusinessDate } from './dates';
import type { HolderKind, JsonObject, RuleReference } from './facts';
import type { AssessmentAsks } from './programme-assessments';
import type { TitleLifeRules } from './programme-titles';
import type { Milestone, PoolRules, RecognitionKind, SeatsAs } from './programme-ways';
import type { OrgLevel, Post } from './registry-facts';
import type { KindOfMentoring, KindOfStudio } from './studio/kinds';
import type { Duty } from './targets/compliance';
import type { Fund } from './targets/funds';
import type { Figure } from './targets/figures';
import type { Target } from './targets/targets';
import type { Grade } from './teacher/facts';
import type { BaseKind, TrainingRequirement } from './training/requirements';

/** A value of a rule file together with where it comes from. */
export interface Sourced<T> {
  readonly value: T;
  readonly clause: string;
}

/** One eligibility rule as the file states it: a name and version of the vocabulary, and its arguments. */
export interface RuleSpec {
  /** `bornOnOrAfter@1` */
  readonly rule: string;
  readonly clause: string;
  readonly arguments: JsonObject;
  /** Of its entry in the tier's list, which a waiver names; absent for a rule that stands within another. */
  readonly code?: string;
  /** Who may let a candidate through it (例外审批); absent: nobody. */
  readonly waiver?: { readonly post: Post; readonly level: OrgLevel; readonly clause: string };
}

/** Who gives a component's mark: each expert on a sheet, paper entered by two clerks, or a ballot. */
export type ComponentSource = 'PANEL' | 'ENTERED' | 'BALLOT';

export interface SchemeComponent {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly weight: number;
  readonly max: number;
  /** PANEL where it is not said. */
  readonly source?: ComponentSource;
  /** Nobody below it is proposed, whatever the total. */
  readonly passLine?: number;
}

/** A vote whose numbers stand on one stated base (E42). Shares are fractions as the text writes them: `2/3`. */
export interface BallotRule {
  readonly base: BallotBase;
  /** Least share of the base that must be present; at it is enough. */
  readonly quorum: string;
  /** What the votes for are a share of, for the majority and for the mark. */
  readonly of: 'BASE' | 'PRESENT' | 'CAST';
  readonly majority: string;
  /** Whether the majority itself is enough (以上) or must be passed (超过). */
  readonly word: 'AT_LEAST' | 'MORE_THAN';
}
export type BallotBase = 'ON_ESTABLISHMENT' | 'CONGRESS' | 'COMMITTEE';

/** Subject × stage with seats of its own; null: every stage, every subject. */
export interface SelectionGroup {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly stages: readonly string[] | null;
  readonly subjects: readonly string[] | null;
  /** null in a rule file that leaves the seats to the notice. */
  readonly seats: number | null;
}

export type ConflictKind = 'SAME_UNIT' | 'STUDIO' | 'MENTOR' | 'COAUTHOR' | 'DECLARED';

/** How a committee is made up. */
export interface PanelRules {
  readonly clause: string;
  readonly formedBy: 'DRAW' | 'NAMED';
  /** Least number of experts. */
  readonly minimum: number;
  /** So many rounds running at most; null: no limit. */
  readonly maxConsecutive: number | null;
  /** What stands between an expert and a candidate; `years`: how far back it still counts. */
  readonly conflicts: readonly { readonly kind: ConflictKind; readonly years: number; readonly effect: 'EXCLUDE' | 'RECUSE' }[];
}

/** Where a candidate's number comes from: components with weights that sum to 100. */
export interface ScoringScheme {
  readonly clause: string;
  readonly components: readonly SchemeComponent[];
  readonly dropHighest: number;
  readonly dropLowest: number;
  readonly minimumSheets: number;
  /** Decimal places of the total; half away from zero. */
  readonly decimals: number;
  readonly passLine: number | null;
  /** Component codes compared in order when totals are equal; then the ranking stops for a person. */
  readonly tieBreak: readonly string[];
  /** What a sheet does that is due and not in. A recused one is not due. MEAN_OF_PRESENT where it is not said. */
  readonly missing?: 'REFUSE' | 'MEAN_OF_PRESENT';
  readonly ballot?: BallotRule;
  readonly groups?: readonly SelectionGroup[];
  /** Bonus points and preferences between equals; absent: none. */
  readonly leans?: readonly LeanRule[];
}

/** A body that is asked: discipline, personnel, police. Which unit it is, the request says. */
export interface VettingBody extends JsonObject {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
}

export interface ObjectionRules {
  readonly clause: string | null;
  /** Working days from the assignment to the decision, and from the assignment where it is extended by act. */
  readonly handlingWorkingDays: number;
  readonly extendedWorkingDays: number;
  /** Whether one that came after the window, or without a name, stops a conferral; every one is registered and decided (E21). */
  readonly late: 'HOLDS' | 'RECORDED';
  readonly anonymous: 'HOLDS' | 'RECORDED';
}

/** Practice where the programme is silent: ten working days, thirty when extended; what names facts is checked whoever wrote it and whenever it came. */
export const standardObjections: ObjectionRules = { clause: null, handlingWorkingDays: 10, extendedWorkingDays: 30, late: 'HOLDS', anonymous: 'HOLDS' };

/** What a posted list may show. Numbers, phones and birth dates are no choice that a programme has. */
export type PublicField = 'NO' | 'NAME' | 'UNIT' | 'SUBJECT' | 'STAGE' | 'TITLE';

export interface PublicityRules {
  readonly clause: string;
  readonly workingDays: number;
  readonly countFirstDay: boolean;
  /** In the order of the columns; the usual five where it is absent. */
  readonly fieldsShown?: readonly PublicField[];
}

export interface TierRules {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** 1 is the foot of the pyramid. */
  readonly rank: number;
  /** 梯队阶段: which part of the ladder it is of. */
  readonly stageGroup: { readonly code: string; readonly names: { readonly zh: string; readonly en: string } };
  readonly tracks: readonly string[];
  /** Where the text says which. */
  readonly tracksClause?: string;
  /** How its title comes about; null while the programme leaves it open, and then no round of it opens. */
  readonly way: 'AWARD' | 'CANDIDATE' | 'POST' | null;
  readonly seats: Sourced<number> | null;
  /** Absent: the number is as it stands. */
  readonly seatsAs?: SeatsAs;
  /** Absent: a round of the tier confers its title, once its way is known. */
  readonly pool?: PoolRules;
  readonly cadenceYears: Sourced<number> | null;
  readonly termYears: Sourced<number> | null;
  readonly eligibility: readonly RuleSpec[];
  readonly scoring: ScoringScheme | null;
  /** Absent or null: experts are named, one is enough, no conflict is asked about. */
  readonly panel?: PanelRules | null;
  /** Of the final list; null: none is posted. */
  readonly publicity: PublicityRules | null;
  /** Of the lists that recommending levels post; a level that is not named posts none. */
  readonly publicityAt?: { readonly [level in OrgLevel]?: PublicityRules };
  /** 联审: bodies that answer in writing before the publicity or before the conferral; absent or null where none are named. */
  readonly vetting?: { readonly clause: string; readonly bodies: readonly VettingBody[]; readonly answerWithinWorkingDays: number; readonly before: 'PUBLICITY' | 'CONFERRAL' } | null;
  /** 审定 by a body of its own, before or after the publicity; absent or null where the conferral is the only decision. */
  readonly approval?: { readonly clause: string; readonly stage: 'BEFORE' | 'AFTER'; readonly post: Post; readonly level: OrgLevel } | null;
  /** How objections are handled; `standardObjections` where the programme says nothing. */
  readonly objections?: ObjectionRules | null;
  readonly onCorrection: { readonly clause: string; readonly do: 'REVIEW' | 'REVERSE' };
  /** Recommending levels, lowest first; the school alone where none are stated. */
  readonly levels?: { readonly clause: string; readonly value: readonly OrgLevel[] };
  /** What else she may be nominated for meanwhile: another track of the tier, anything else of the programme. */
  readonly exclusivity?: { readonly clause: string; readonly value: Exclusivity };
  /** What becomes of a nomination that was returned and not completed in time. */
  readonly overdueReturn?: { readonly clause: string; readonly value: 'NOT_RECOMMENDED' | 'GOES_ON' };
  /** Whether a recommendation of the version before holds for a completed one. */
  readonly endorsementAfterCompletion?: { readonly clause: string; readonly value: 'STAYS' | 'AGAIN' };
  /** Whether a nomination that a supplement of the notice makes ineligible is reviewed. */
  readonly onSupplement?: { readonly clause: string; readonly value: 'NOTHING' | 'REVIEW' };
  /** A holder leaves the territory of the conferring body (E8), or changes her subject or stage (E9); the title stays where it is not said. */
  readonly transferOut?: { readonly clause: string; readonly value: 'KEEP' | 'SUSPEND' | 'RE_RECOGNISE' };
  readonly subjectChange?: { readonly clause: string; readonly value: 'KEEP' | 'REVIEW' };
  readonly stageChange?: { readonly clause: string; readonly value: 'KEEP' | 'REVIEW' };
  /** Null while the programme leaves it open; then nothing of the tier can be conferred. */
  readonly conferringBody: { readonly clause: string; readonly post: Post; readonly level: ActingLevel } | null;
  /** Renewal, suspension, lifetime, exits; absent where the file says nothing of them. */
  readonly life?: TitleLifeRules;
}

/** NONE: no limit; TRACK: one track of the tier at a time; PROGRAMME: one nomination in the programme at a time (E38). */
export type Exclusivity = 'NONE' | 'TRACK' | 'PROGRAMME';

export type LeadLevel = 'CITY' | 'DISTRICT';
/** LEAD: the level that leads, which `lead` tells for the tier and the stage; nobody's until it is told (lead.ts). */
export type ActingLevel = OrgLevel | 'LEAD';

/** Which level leads, by tier and by the stage of the teacher. A level, or what is asked first, is null while it is left open. */
export interface LeadRules {
  readonly byTier: { readonly [tier: string]: LeadOf };
  readonly byStage: { readonly [stage: string]: LeadOf };
  /** What is asked first where the two differ; null where nothing is said. */
  readonly precedence: { readonly first: 'STAGE' | 'TIER' | null; readonly clause: string } | null;
}
export interface LeadOf {
  readonly level: LeadLevel | null;
  readonly clause: string;
}

/** Use cases that a programme gives to a post at a level. */
export type Stage =
  | 'SubmitNomination' | 'RecommendAtSchool' | 'RecommendAtLevel' | 'OpenRound' | 'CloseNominations' | 'FormPanel' | 'SubmitScore' | 'OpenScores'
  | 'RankCandidates' | 'OpenPublicity' | 'ClosePublicity' | 'ConferTitles'
  | 'RequestVetting' | 'HandleObjections' | 'SubstituteCandidate'
  | 'RecordTraining' | 'ConcludeAssessment' | 'RevokeTitle' | 'CorrectFact'
  | 'EnterMarks' | 'RecordBallot';

/** A value that the source leaves open and that nobody has adopted. */
export interface OpenValue {
  /** Codes from the top of the file, joined by dots: `tiers.RISING_STAR.publicity.workingDays`. */
  readonly path: string;
  readonly clause: string;
  readonly question: { readonly zh: string; readonly en: string };
  /** Type of the value asked for, as docs/programme-format.md lists them. */
  readonly type?: string;
  /** The tier that it belongs to; null where it bears on the whole programme. */
  readonly tier?: string | null;
}

/** A published version with its adopted open values filled in: what every decision reads. */
export interface EffectiveProgramme {
  readonly id: string;
  readonly version: number;
  /** Revision of the programme's stream up to which adoptions were read. */
  readonly adoptions: number;
  readonly names: { readonly zh: string; readonly en: string };
  /** True where the basis holds no official document (news, a speech, a digest), or a sample value was adopted (Readings 11, 12). */
  readonly demonstrationOnly: boolean;
  /** What nobody has adopted yet; a round outside a demonstration is refused with this list. */
  readonly open: readonly OpenValue[];
  /** `clause`: the one that says who holds, persons or teams. */
  readonly tracks: readonly { readonly code: string; readonly names: { readonly zh: string; readonly en: string }; readonly holder: HolderKind; readonly clause: string }[];
  readonly tiers: readonly TierRules[];
  readonly authority: { readonly [stage in Stage]?: { readonly post: Post; readonly level: ActingLevel; readonly clause: string; /** False: no clerk enters her paper. */ readonly onPaper?: boolean; /** Of a level told by `lead`: how. */ readonly led?: readonly string[] } };
  /** Its own first and last day, and whether terms go on after it; absent while a day is left open. */
  readonly validity?: { readonly from: BusinessDate; readonly to: BusinessDate; readonly clause: string; readonly fromClause: string; readonly termsOutlive: boolean };
  /** Absent: no level leads, each act is the level's that `authority` names. */
  readonly lead?: LeadRules;
  readonly assessments: readonly AssessmentRules[];
  readonly revocationGrounds: readonly (GroundEntry & { readonly clause: string })[];
  /** What the text states as facts; absent where the file names none. */
  readonly figures?: readonly Figure[];
  readonly targets?: readonly Target[];
  /** What units have to bring. */
  readonly compliance?: readonly Duty[];
  readonly funding?: readonly Fund[];
  /** Absent: the programme asks for no training, and knows no bases. */
  readonly training?: readonly TrainingRequirement[];
  readonly bases?: readonly BaseKind[];
  /** Who carries it together, what has to be done before what, and what is looked at; absent where the file says nothing. */
  readonly parties?: readonly Party[];
  readonly gates?: readonly PhaseGate[];
  readonly supervision?: readonly Supervised[];
  readonly milestones?: readonly Milestone[];
  /** What others call somebody, as far as the programme counts it. */
  readonly recognitions?: readonly RecognitionKind[];
  /** Absent: the programme knows no studios, no mentors. */
  readonly studios?: readonly KindOfStudio[];
  readonly mentoring?: readonly KindOfMentoring[];
}

/** 考核 as a programme version states it. */
export interface AssessmentRules extends AssessmentAsks {
  readonly code?: string;
  readonly names?: { readonly zh: string; readonly en: string };
  readonly kind: string;
  readonly clause: string;
  readonly grades: readonly Grade[];
  readonly post: Post;
  readonly level: OrgLevel;
  readonly onPaper?: boolean;
}

/** `{ programme, version, clause }` for `meta.rule` and refusals. */
export function ruleReference(programme: EffectiveProgramme, clause: string): RuleReference {
  return { programme: programme.id, version: programme.version, clause };
}

/** What must be adopted before a round of the tier can open: its own open values and those of the whole programme. */
export function openFor(programme: EffectiveProgramme, tier: string): readonly OpenValue[] {
  return programme.open.filter((value) => value.tier === undefined || value.tier === null || value.tier === tier);
}

/** Whether the holders of a track are teams. */
export function isForTeams({ tracks }: Pick<EffectiveProgramme, 'tracks'>, track: string): boolean {
  return tracks.some(({ code, holder }) => code === track && holder === 'TEAM');
}
