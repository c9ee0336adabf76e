import type { JsonObject, RuleReference } from './facts';
import type { OrgLevel, Post } from './registry-facts';
import type { Grade } from './teacher/facts';

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
}

export interface TierRules {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** 1 is the foot of the pyramid. */
  readonly rank: number;
  readonly stageGroup: string;
  readonly tracks: readonly string[];
  readonly way: 'AWARD' | 'CANDIDATE' | 'POST' | 'MILESTONE';
  readonly seats: Sourced<number> | null;
  readonly cadenceYears: Sourced<number> | null;
  readonly termYears: Sourced<number> | null;
  readonly eligibility: readonly RuleSpec[];
  readonly scoring: ScoringScheme | null;
  /** Absent or null: experts are named, one is enough, no conflict is asked about. */
  readonly panel?: PanelRules | null;
  readonly publicity: { readonly clause: string; readonly workingDays: number; readonly countFirstDay: boolean } | null;
  readonly onCorrection: { readonly clause: string; readonly do: 'REVIEW' | 'REVERSE' };
  /** Null while the programme leaves it open; then nothing of the tier can be conferred. */
  readonly conferringBody: { readonly clause: string; readonly post: Post; readonly level: OrgLevel } | null;
}

/** Use cases that a programme gives to a post at a level. */
export type Stage =
  | 'SubmitNomination' | 'RecommendAtSchool' | 'OpenRound' | 'CloseNominations' | 'FormPanel' | 'SubmitScore' | 'OpenScores'
  | 'RankCandidates' | 'OpenPublicity' | 'ClosePublicity' | 'ConferTitles'
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
  /** True where the basis is news or a speech only, or a sample value was adopted (Readings 11, 12). */
  readonly demonstrationOnly: boolean;
  /** What nobody has adopted yet; a round outside a demonstration is refused with this list. */
  readonly open: readonly OpenValue[];
  readonly tracks: readonly { readonly code: string; readonly names: { readonly zh: string; readonly en: string }; readonly holder: 'PERSON' | 'TEAM' }[];
  readonly tiers: readonly TierRules[];
  readonly authority: { readonly [stage in Stage]?: { readonly post: Post; readonly level: OrgLevel; readonly clause: string } };
  readonly assessments: readonly { readonly code?: string; readonly names?: { readonly zh: string; readonly en: string }; readonly kind: string; readonly clause: string; readonly grades: readonly Grade[]; readonly post: Post; readonly level: OrgLevel }[];
  readonly revocationGrounds: readonly { readonly code: string; readonly clause: string; readonly names: { readonly zh: string; readonly en: string } }[];
}

/** `{ programme, version, clause }` for `meta.rule` and refusals. */
export function ruleReference(programme: EffectiveProgramme, clause: string): RuleReference {
  return { programme: programme.id, version: programme.version, clause };
}

/** What must be adopted before a round of the tier can open: its own open values and those of the whole programme. */
export function openFor(programme: EffectiveProgramme, tier: string): readonly OpenValue[] {
  return programme.open.filter((value) => value.tier === undefined || value.tier === null || value.tier === tier);
}
