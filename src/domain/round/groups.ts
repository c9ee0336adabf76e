import { citing, refused, type Refused } from '../decision';
import type { SelectionGroup, TierRules } from '../programme-rules';
import type { RoundGroup, RoundParameters } from './facts';
import { parametersOf, type RoundState } from './round';

/** A group with the seats it has now; code null where the round has no groups. */
export interface GroupSeats {
  readonly code: string | null;
  readonly seats: number;
}

/** The groups that a round selects in: as its notice says, else as the rule file does; none where neither does. */
export function selectionGroups(parameters: RoundParameters, tier: TierRules): readonly RoundGroup[] {
  if (parameters.groups !== undefined) return parameters.groups;
  return (tier.scoring?.groups ?? []).flatMap((group) => (group.seats === null ? [] : [{ ...group, seats: group.seats }]));
}

/** Each group with what was reallocated to or from it and without what was carried or returned; the whole round where there are none. */
export function groupSeats(state: RoundState, tier: TierRules): readonly GroupSeats[] {
  const groups = selectionGroups(parametersOf(state), tier);
  if (groups.length === 0) return [{ code: null, seats: parametersOf(state).awardSeats - (state.seatsGiven.get('') ?? 0) }];
  return groups.map(({ code, seats }) => ({ code, seats: seats + (state.seatMoves.get(code) ?? 0) - (state.seatsGiven.get(code) ?? 0) }));
}

/** The group of a stage and subject; undefined where none takes them. */
export function groupFor(groups: readonly RoundGroup[], stage: string, subject: string): RoundGroup | undefined {
  return groups.find((group) => (group.stages === null || group.stages.includes(stage)) && (group.subjects === null || group.subjects.includes(subject)));
}

/** Every candidate must fall into one group at most, no group may be given more than there is, and the file's groups stay what they are. */
export function groupsFault(parameters: RoundParameters, tier: TierRules): Refused | null {
  const stated = tier.scoring?.groups ?? [];
  if (parameters.groups === undefined && stated.some(({ seats }) => seats === null)) return refused('groupSeatsNotStated', { groups: stated.filter(({ seats }) => seats === null).map(({ code }) => code) }, citing(tier.scoring));
  const groups = selectionGroups(parameters, tier);
  const differing = parameters.groups === undefined || stated.length === 0 ? undefined : firstDifference(stated, groups);
  if (differing !== undefined) return refused('groupsDiffer', { group: differing, tier: tier.code }, citing(tier.scoring));
  const seen = new Map<string, RoundGroup>();
  for (const group of groups) {
    const { code } = group;
    if (seen.has(code)) return refused('groupTwice', { group: code });
    const other = [...seen.values()].find((earlier) => meets(earlier.stages, group.stages) && meets(earlier.subjects, group.subjects));
    if (other) return refused('groupsOverlap', { first: other.code, second: code });
    seen.set(code, group);
  }
  const asked = groups.reduce((sum, { seats }) => sum + seats, 0);
  return asked > parameters.awardSeats ? refused('groupSeatsAboveAward', { sum: asked, seats: parameters.awardSeats }) : null;
}

function firstDifference(stated: readonly SelectionGroup[], groups: readonly RoundGroup[]): string | undefined {
  const given = new Map(groups.map((group) => [group.code, group]));
  const same = (a: readonly string[] | null, b: readonly string[] | null): boolean => (a === null || b === null ? a === b : a.length === b.length && a.every((one) => b.includes(one)));
  const missing = stated.find(({ code, stages, subjects, seats }) => {
    const group = given.get(code);
    return group === undefined || !same(stages, group.stages) || !same(subjects, group.subjects) || (seats !== null && seats !== group.seats);
  });
  return missing?.code ?? groups.find(({ code }) => !stated.some((group) => group.code === code))?.code;
}

function meets(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return a === null || b === null || a.some((one) => b.includes(one));
}
