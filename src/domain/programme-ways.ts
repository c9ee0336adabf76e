import type { NumberWord } from './approximate';
import type { BusinessDate } from './dates';
import type { RuleSpec, Sourced } from './programme-rules';
import type { OrgLevel, Post } from './registry-facts';
import { clauseOf, isOpenLeaf, type Bilingual, type Leaf, type PoolBatches, type ProgrammeDefinition, type TierEntry } from './rules/programme-definition';
import { ruleSpecs } from './rules/rule-specs';
import type { LeanRule } from './rules/lean-rules';
import type { HonourLevel } from './teacher/facts';

/** 人选培养: what a tier says of its pool. A number that is left open reads as none; nothing is confirmed while anything of it is open. */
export interface PoolRules {
  readonly clause: string;
  /** Titles that come out of it at most. */
  readonly convertsTo: Sourced<number> | null;
  readonly batches: PoolBatches;
  readonly cultivationYears: Sourced<number> | null;
  readonly endsAfterYears: Sourced<number> | null;
  readonly refill: Sourced<boolean>;
  readonly confirmedBy: { readonly post: Post; readonly level: OrgLevel; readonly clause: string; readonly onPaper?: boolean } | null;
  readonly requires: readonly RuleSpec[];
  readonly recognitions: Sourced<readonly string[]> | null;
}

/** 达标: a gate of a teacher's own years, passed by an assessment or by a title, without a number of places. */
export interface Milestone {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly years: number;
  readonly assessment: Sourced<string> | null;
  readonly tier: Sourced<string> | null;
  readonly bars: Sourced<boolean> | null;
  /** First day of the programme: what fell due before it is asked of nobody. */
  readonly since: BusinessDate | null;
}

export interface RecognitionKind {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly level: HonourLevel;
  readonly by: { readonly post: Post; readonly level: OrgLevel; readonly clause: string } | null;
}

/** How the text says the tier's number: 近400. */
export interface SeatsAs {
  readonly word: NumberWord;
  /** Null while nobody has stated one. */
  readonly percent: number | null;
  readonly clause: string;
}

export function waysOf({ way, pool, seatsWord, seatsTolerance }: TierEntry): { readonly pool?: PoolRules; readonly seatsAs?: SeatsAs } {
  return {
    ...(pool === undefined || isOpenLeaf(way) ? {} : { pool: poolRules(pool) }),
    ...(seatsWord === undefined || isOpenLeaf(seatsWord) ? {} : { seatsAs: { word: seatsWord.value, percent: sourced(seatsTolerance)?.value ?? null, clause: clauseOf(seatsWord) } }),
  };
}

function poolRules(pool: NonNullable<TierEntry['pool']>): PoolRules {
  const { convertsTo, batches, cultivationYears, endsAfterYears, refill, confirmedBy, requires = [], recognitions } = pool;
  return {
    clause: clauseOf(convertsTo),
    convertsTo: counted(convertsTo),
    batches: sourced(batches)?.value ?? 'ONCE',
    cultivationYears: counted(cultivationYears),
    endsAfterYears: counted(endsAfterYears),
    refill: sourced(refill) ?? { value: false, clause: clauseOf(refill) },
    confirmedBy: isOpenLeaf(confirmedBy) ? null : { ...confirmedBy.value, clause: clauseOf(confirmedBy) },
    requires: requires.flatMap((entry) => ruleSpecs(entry).map((spec) => ({ ...spec, code: entry.code }))),
    recognitions: sourced(recognitions),
  };
}

/** "Selected from among": one of the required titles below, or a recognition that serves like one. Asked like any condition of the tier. */
export function feederSpecs(tier: TierEntry): readonly RuleSpec[] {
  return holdsOne(tier, 'REQUIRED');
}

/** "On the basis of", read as a preference: between equals whoever holds one of the preferred titles below, or what serves like one, comes first. */
export function feederLeans(tier: TierEntry): readonly LeanRule[] {
  return holdsOne(tier, 'PREFERRED').map((spec): LeanRule => ({ code: 'feeders', names: { zh: '有前置称号的优先', en: 'Holders of the preferred titles below' }, clause: spec.clause, form: 'TIE_BREAK', points: null, toward: null, who: [{ ...spec }] }));
}

function holdsOne({ feeders, feederRecognitions }: TierEntry, strength: 'REQUIRED' | 'PREFERRED'): readonly RuleSpec[] {
  const asked = Object.entries(feeders ?? {}).filter(([, leaf]) => !isOpenLeaf(leaf) && leaf.value === strength).sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = asked;
  if (first === undefined) return [];
  const others = sourced(feederRecognitions)?.value ?? [];
  return [{ code: 'feeders', rule: 'holdsOneOf@1', clause: clauseOf(first[1]), arguments: { tiers: asked.map(([tier]) => tier), ...(others.length === 0 ? {} : { recognitions: [...others] }) } }];
}

/** What a definition says of milestones and recognitions; nothing where it names none. */
export function milestoneRules({ milestones, recognitions, effective }: ProgrammeDefinition): { readonly milestones?: readonly Milestone[]; readonly recognitions?: readonly RecognitionKind[] } {
  const since = sourced(effective.from)?.value ?? null;
  return {
    ...(milestones === undefined ? {} : {
      milestones: Object.entries(milestones)
        .flatMap(([code, { names, years, assessment, tier, barsNomination, ...entry }]): readonly Milestone[] => (isOpenLeaf(years) ? [] : [{ code, names, clause: clauseOf(entry), years: years.value, assessment: sourced(assessment), tier: sourced(tier), bars: sourced(barsNomination), since }]))
        .sort((a, b) => a.years - b.years || (a.code < b.code ? -1 : 1)),
    }),
    ...(recognitions === undefined ? {} : {
      recognitions: Object.entries(recognitions)
        .flatMap(([code, { names, level, by, ...entry }]): readonly RecognitionKind[] => (isOpenLeaf(level) ? [] : [{ code, names, clause: clauseOf(entry), level: level.value, by: isOpenLeaf(by) ? null : { ...by.value, clause: clauseOf(by) } }]))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    }),
  };
}

function sourced<T>(leaf: Leaf<T> | undefined): Sourced<T> | null {
  return leaf === undefined || isOpenLeaf(leaf) ? null : { value: leaf.value, clause: clauseOf(leaf) };
}

function counted(leaf: Leaf<number | null>): Sourced<number> | null {
  return isOpenLeaf(leaf) || leaf.value === null ? null : { value: leaf.value, clause: clauseOf(leaf) };
}
