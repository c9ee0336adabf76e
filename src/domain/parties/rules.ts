import type { BusinessDate } from '../dates';
import type { EffectiveProgramme, Sourced } from '../programme-rules';
import type { OrgLevel, Post } from '../registry-facts';
import { clauseOf, isOpenLeaf, type Bilingual, type Leaf, type ProgrammeDefinition } from '../rules/programme-definition';
import { stated } from '../targets/figures';

/** Acts that a phase gate may hold back. */
export type GatedAct = 'OpenRound' | 'EnrolInTraining' | 'OpenAssessment' | 'ConferTitles';

interface ActsFor {
  readonly post: Post;
  readonly level: OrgLevel;
  readonly clause: string;
  readonly onPaper?: boolean;
}

/** One of those that carry a programme together: a bureau, a university, the schools, a leading group. */
export interface Party {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly duties: readonly { readonly code: string; readonly names: Bilingual; readonly clause: string }[];
  /** By which clause a named person has to answer for it; null: by none. */
  readonly ownedBy: string | null;
  /** Who records what it has done; null: a bureau. */
  readonly by: ActsFor | null;
}

/** What has to be done, and passed, before an act may be. */
export interface PhaseGate {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly before: Sourced<readonly GatedAct[]>;
  readonly duties: Sourced<readonly string[]>;
  /** Gates that come before it. */
  readonly after: readonly string[];
}

/** Which units are looked at, by whom, and how often; `everyYears` null: as the occasion asks. */
export interface Supervised {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly by: ActsFor;
  readonly levels: readonly OrgLevel[];
  readonly everyYears: number | null;
  readonly from: BusinessDate | null;
  readonly to: BusinessDate | null;
}

/** While it is open whose a duty is, which a gate asks for, or what it holds back, nothing is asked of it. */
export function partyRules({ parties, gates, supervision, effective }: ProgrammeDefinition): Pick<EffectiveProgramme, 'parties' | 'gates' | 'supervision'> {
  return {
    ...(parties === undefined ? {} : { parties: inOrder(parties).map(([code, { names, duties, owner, by, ...entry }]): Party => ({
      code, names, clause: clauseOf(entry),
      duties: isOpenLeaf(duties) ? [] : duties.value.map((duty) => ({ ...duty, clause: clauseOf(duties) })),
      ownedBy: owner === undefined || isOpenLeaf(owner) || !owner.value ? null : clauseOf(owner),
      by: by === undefined || isOpenLeaf(by) ? null : { ...by.value, clause: clauseOf(by) },
    })) }),
    ...(gates === undefined ? {} : { gates: inOrder(gates).flatMap(([code, { names, before, duties, after, ...entry }]): readonly PhaseGate[] => {
      const [held, asked] = [sourced(before), sourced(duties)];
      return held === null || asked === null ? [] : [{ code, names, clause: clauseOf(entry), before: held, duties: asked, after: after === undefined ? [] : (stated(after) ?? []) }];
    }) }),
    ...(supervision === undefined ? {} : { supervision: inOrder(supervision).flatMap(([code, { names, by, levels, everyYears, ...entry }]): readonly Supervised[] =>
      isOpenLeaf(by) || isOpenLeaf(levels) || isOpenLeaf(everyYears) ? [] : [{ code, names, clause: clauseOf(entry), by: { ...by.value, clause: clauseOf(by) }, levels: levels.value, everyYears: everyYears.value, from: stated(effective.from), to: stated(effective.to) }]) }),
  };
}

/** Maps have no order in canonical JSON. */
function inOrder<T>(map: { readonly [code: string]: T }): readonly (readonly [string, T])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

function sourced<T>(leaf: Leaf<T>): Sourced<T> | null {
  return isOpenLeaf(leaf) ? null : { value: leaf.value, clause: clauseOf(leaf) };
}
