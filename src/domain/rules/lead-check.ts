import { isOpenLeaf, type Leaf, type ProgrammeDefinition } from './programme-definition';
import type { LeadLevel } from '../programme-rules';
import { leavesOf } from './leaves';
import type { Finding, Place } from './problems';

/** Acts that are about no tier, or that each level does for itself. */
const OF_NO_LEAD: ReadonlySet<string> = new Set(['SubmitNomination', 'RecommendAtSchool', 'RecommendAtLevel', 'RecordTraining', 'ConcludeAssessment', 'CorrectFact']);
const STAGES = 6;

/** Who leads: every tier has a level, where the tables differ one is asked first (E50), and `LEAD` stands where it can be told. */
export function checkLead(definition: ProgrammeDefinition): readonly Finding[] {
  const { lead } = definition;
  const named = leavesOf(definition).filter(({ leaf }) => !isOpenLeaf(leaf) && isLead(leaf.value));
  const where = named.flatMap(({ place }): readonly Finding[] => (mayLead(place) ? (lead === undefined ? [{ code: 'leadMissing', place }] : []) : [{ code: 'leadNotHere', place }]));
  if (lead === undefined) return where;
  const { byTier = {}, byStage = {}, precedence } = lead;
  const unknown = Object.keys(byTier).flatMap((tier): readonly Finding[] => (Object.hasOwn(definition.tiers, tier) ? [] : [{ code: 'unknownTier', place: ['lead', 'byTier'], key: tier, with: { code: tier } }]));
  const silent = Object.keys(byStage).length === STAGES ? [] : Object.keys(definition.tiers).filter((tier) => !Object.hasOwn(byTier, tier));
  const lacking = silent.map((tier): Finding => ({ code: 'leadIncomplete', place: ['lead'], also: [['tiers', tier]], with: { tier, listed: Object.keys(byStage).length, stages: STAGES } }));
  const conflict = precedence === undefined ? firstConflict(byTier, byStage) : null;
  return [...where, ...unknown, ...lacking, ...(conflict === null ? [] : [{ code: 'leadPrecedenceMissing' as const, place: ['lead'], also: [['lead', 'byTier', conflict.tier], ['lead', 'byStage', conflict.stage]], with: conflict }])];
}

/** A tier and a stage that may be led by different levels: what is left open may come to either. */
function firstConflict(byTier: { readonly [tier: string]: Leaf<LeadLevel> }, byStage: { readonly [stage: string]: Leaf<LeadLevel> }): { readonly tier: string; readonly tierLevel: string; readonly stage: string; readonly stageLevel: string } | null {
  for (const [tier, of] of Object.entries(byTier)) {
    for (const [stage, at] of Object.entries(byStage)) {
      const [tierLevel, stageLevel] = [of, at].map((leaf) => (isOpenLeaf(leaf) ? '?' : leaf.value));
      if (tierLevel !== undefined && stageLevel !== undefined && (tierLevel !== stageLevel || tierLevel === '?')) return { tier, tierLevel, stage, stageLevel };
    }
  }
  return null;
}

function isLead(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'level') === 'LEAD';
}

function mayLead([top, code, part]: Place): boolean {
  return top === 'authority' ? !OF_NO_LEAD.has(String(code)) : top === 'tiers' && part === 'conferringBody';
}
