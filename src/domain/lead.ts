import type { BusinessDate } from './dates';
import { refused, type Refused } from './decision';
import type { OrgId } from './facts';
import { lineOf, type OrgsState } from './orgs';
import type { ActingLevel, EffectiveProgramme, LeadLevel, LeadRules } from './programme-rules';

/** What has one leading level: a tier, for teachers of these school stages, at these units. */
export interface LedMatter {
  readonly tier: string;
  /** Of the teachers, not of their schools; absent where the notice does not say. */
  readonly stages?: readonly string[];
  /** Rows that name the units: a seat table serves as it is. */
  readonly units: readonly { readonly unit: OrgId }[];
  /** On which the units stand where they stand. */
  readonly day: BusinessDate;
}

export interface Led {
  readonly kind: 'led';
  readonly level: LeadLevel;
  /** Of the sentence that decides. */
  readonly clause: string;
  /** `NEW_EDGE → DISTRICT (Z24)`, `VOCATIONAL → CITY (Z25)`, `STAGE > TIER (Z26)`: the same in both languages. */
  readonly working: readonly string[];
}

/**
 * Which level leads: by tier, by stage, and where the two differ by the precedence that the programme states (E50). What
 * a county leads is the city's at a school that stands under no county, as its recommendations are.
 */
export function leadOf(rules: LeadRules, matter: LedMatter, tree: OrgsState): Led | Refused {
  const { tier, stages, units, day } = matter;
  const stated = Object.values(rules.byStage)[0];
  if (stages === undefined && stated !== undefined) return refused('leadStagesMissing', { tier }, { clause: stated.clause });
  const working = workingOf(rules, tier, stages ?? []);
  const decided = (stages ?? [null]).map((stage) => decisive(rules, tier, stage));
  const [first] = decided;
  const open = decided.find(({ level }) => level === null);
  if (first === undefined || first.level === null || open !== undefined) return refused('leadOpen', { working }, { clause: (open ?? first)?.clause ?? '' });
  const { level, clause } = first;
  const other = decided.find((one) => one.level !== level);
  if (other !== undefined) return refused('leadsDiffer', { working }, { clause: other.clause });
  if (level === 'CITY') return { kind: 'led', level, clause, working };
  const known = units.filter(({ unit }) => tree.orgs.has(unit));
  const attached = known.filter(({ unit }) => !underCounty(tree, unit, day));
  const without = attached.map(({ unit }) => `${unit} → CITY`);
  if (attached.length > 0 && attached.length < known.length) return refused('leadsDiffer', { working: [...working, ...without] }, { clause });
  return attached.length === 0 ? { kind: 'led', level, clause, working } : { kind: 'led', level: 'CITY', clause, working: [...working, ...without] };
}

/** The programme as it reads for the matter: whoever is named by `LEAD` is named by her level. Unchanged where none can be told. */
export function underLead(programme: EffectiveProgramme, matter: LedMatter, tree: OrgsState): EffectiveProgramme {
  if (programme.lead === undefined) return programme;
  const led = leadOf(programme.lead, matter, tree);
  if (led.kind === 'refused') return programme;
  const { level, clause, working } = led;
  const named = <T extends { readonly level: ActingLevel }>(acting: T): T => (acting.level === 'LEAD' ? { ...acting, level, clause, led: working } : acting);
  return {
    ...programme,
    authority: Object.fromEntries(Object.entries(programme.authority).map(([stage, acting]) => [stage, named(acting)])),
    tiers: programme.tiers.map((tier) => (tier.code === matter.tier && tier.conferringBody !== null ? { ...tier, conferringBody: named(tier.conferringBody) } : tier)),
  };
}

/** Why a round is none of hers by its stage: who leads for it, where the programme says. */
export function leadWorking(programme: EffectiveProgramme, tier: string, stage: string): { readonly clause?: string; readonly working: readonly string[] } {
  const { lead } = programme;
  return lead === undefined ? { working: [] } : { clause: decisive(lead, tier, stage).clause, working: workingOf(lead, tier, [stage]) };
}

/** The sentence that decides for one stage; level null where a value that it takes is left open. */
function decisive({ byTier, byStage, precedence }: LeadRules, tier: string, stage: string | null): { readonly level: LeadLevel | null; readonly clause: string } {
  const [of, at] = [byTier[tier], stage === null ? undefined : byStage[stage]];
  if (of === undefined || at === undefined) return of ?? at ?? { level: null, clause: precedence?.clause ?? '' };
  if (of.level === null || at.level === null) return of.level === null ? of : at;
  if (of.level === at.level) return precedence?.first === 'STAGE' ? at : of;
  if (precedence === null || precedence.first === null) return { level: null, clause: precedence?.clause ?? of.clause };
  return precedence.first === 'STAGE' ? at : of;
}

function workingOf({ byTier, byStage, precedence }: LeadRules, tier: string, stages: readonly string[]): readonly string[] {
  const said = [[tier, byTier[tier]] as const, ...stages.map((stage) => [stage, byStage[stage]] as const)];
  const order = precedence === null ? [] : [`${precedence.first === null ? 'TIER ? STAGE' : precedence.first === 'STAGE' ? 'STAGE > TIER' : 'TIER > STAGE'} (${precedence.clause})`];
  return [...said.flatMap(([code, entry]) => (entry === undefined ? [] : [`${code} → ${entry.level ?? '?'} (${entry.clause})`])), ...order];
}

function underCounty(tree: OrgsState, unit: OrgId, day: BusinessDate): boolean {
  return lineOf(tree, unit, day).some((org) => {
    const above = tree.orgs.get(org);
    return above?.level === 'DISTRICT' && above.kind === 'BUREAU';
  });
}
