import { needed } from '../decision';
import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import type { EventId, JsonObject, OrgId, Proposed, RoundId } from '../facts';
import { leadOf } from '../lead';
import { heirsOf, isWithin, lineOf, type OrgsState } from '../orgs';
import { ruleReference, type EffectiveProgramme, type TierRules } from '../programme-rules';
import type { PinnedRound } from './correction';
import type { ReviewRequired } from './facts';
import type { TeacherState } from './teacher';
import { notOverBy } from './title-standing';
import { isCurrent } from './title-status';
import { view, type TitleView } from './view';

/** What changed about her while she holds a title. `to`: the unit she goes to; null where she leaves every unit of the tree. */
export type PlaceChange =
  | { readonly kind: 'MOVED'; readonly to: OrgId | null }
  | { readonly kind: 'SUBJECT'; readonly from: string; readonly to: string }
  | { readonly kind: 'STAGE'; readonly from: string; readonly to: string };

/** Rounds of the titles that are hers on the day or later: the versions under which they were conferred say what a change means. */
export function roundsOfTitles(state: TeacherState, day: BusinessDate): readonly RoundId[] {
  return [...new Set([...currentOn(state, day), ...notOverBy(state, day)].map(({ round }) => round))];
}

/**
 * Titles keep what they were conferred for, their subject, stage and unit (E9). Where the file says that one is suspended,
 * recognised anew or looked at after such a change (E8), a body is asked, with the fact as the reason; no title changes by itself.
 */
export function titlesInDoubt(state: TeacherState, change: PlaceChange, on: BusinessDate, cause: EventId, rounds: readonly PinnedRound[], context: DecisionContext): readonly Proposed<ReviewRequired>[] {
  const tree = needed(context, 'orgs');
  return currentOn(state, on).flatMap((title) => {
    const pinned = rounds.find(({ round }) => round.id === title.round);
    const tier = pinned?.programme.tiers.find(({ code }) => code === title.tier);
    if (pinned === undefined || tier === undefined) return [];
    const asked = askedOf(tier, pinned.programme, title, change, on, tree);
    if (asked === null) return [];
    return [{
      type: 'ReviewRequired' as const,
      data: { outcome: title.conferral, outcomeType: 'TitleConferred', title: title.title, facts: [cause], rule: asked.rule, inputs: asked.inputs },
      standsOn: [title.conferral, cause],
      cause,
      rule: ruleReference(pinned.programme, asked.clause),
    }];
  });
}

function askedOf(tier: TierRules, programme: EffectiveProgramme, title: TitleView, change: PlaceChange, on: BusinessDate, tree: OrgsState): { readonly rule: string; readonly clause: string; readonly inputs: JsonObject } | null {
  switch (change.kind) {
    case 'MOVED': {
      const { transferOut } = tier;
      if (transferOut === undefined || transferOut.value === 'KEEP') return null;
      const territory = territoryOf(tier, programme, title, tree);
      const { to } = change;
      if (to !== null && heirsOf(tree, territory, on).some((one) => isWithin(tree, to, one, on))) return null;
      return { rule: transferOut.value === 'SUSPEND' ? 'titleLeavesSuspend' : 'titleLeavesRecognise', clause: transferOut.clause, inputs: { territory, on } };
    }
    case 'SUBJECT':
      return tier.subjectChange?.value === 'REVIEW' ? { rule: 'titleSubjectChanged', clause: tier.subjectChange.clause, inputs: { from: change.from, to: change.to, on } } : null;
    case 'STAGE':
      return tier.stageChange?.value === 'REVIEW' ? { rule: 'titleStageChanged', clause: tier.stageChange.clause, inputs: { from: change.from, to: change.to, on } } : null;
  }
}

/** Where the title is at home: what stood under the body of the conferring level, above the unit that she was put forward by. */
function territoryOf({ code, conferringBody }: TierRules, { lead }: EffectiveProgramme, { unit, stage, conferredOn }: TitleView, tree: OrgsState): OrgId {
  const line = lineOf(tree, unit, conferredOn);
  const led = conferringBody?.level === 'LEAD' && lead !== undefined ? leadOf(lead, { tier: code, stages: [stage], units: [{ unit }], day: conferredOn }, tree) : null;
  const level = led?.kind === 'led' ? led.level : conferringBody?.level;
  // No unit of that level above her: the tree as a whole.
  return line.find((org) => tree.orgs.get(org)?.level === level) ?? line.at(-1) ?? unit;
}

/** Of a lifetime, and one that is suspended, the same is asked as of any other. */
function currentOn(state: TeacherState, day: BusinessDate): readonly TitleView[] {
  return view(state.facts, day).titles.filter(({ status }) => isCurrent(status));
}
