import type { Sourced } from '../programme-rules';
import type { OrgLevel, Post } from '../registry-facts';
import { clauseOf, isOpenLeaf, type Bilingual, type Leaf, type ProgrammeDefinition, type StudioEntry } from '../rules/programme-definition';
import type { Grade } from '../teacher/facts';
import type { StudioLevel } from './facts';

/** What a programme has done when a host is lost. */
export type OnHostLoss = 'SUCCESSOR' | 'SUSPEND' | 'CLOSE';
/** SEATED: a studio of each level has its seat in the county; SERVED: one of a level above it may also sit in what the county is part of. */
export type CoverageOf = 'SEATED' | 'SERVED';
export type OrgTrait = 'RURAL' | 'WEAK';

export interface KindOfStudio {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  /** Null where nothing is stated, or nobody has adopted it: then it decides nothing. So are the others. */
  readonly levels: Sourced<readonly StudioLevel[]> | null;
  readonly missions: Sourced<readonly { readonly code: string; readonly names: Bilingual }[]> | null;
  /** Only in units with it, or below one. */
  readonly onlyIn: Sourced<OrgTrait> | null;
  /** Tiers of the programme whose holder may host one. */
  readonly opensFor: Sourced<readonly string[]> | null;
  readonly perHolder: Sourced<number> | null;
  readonly cityLevelToo: Sourced<boolean> | null;
  readonly members: { readonly min: Sourced<number> | null; readonly max: Sourced<number> | null };
  readonly termYears: Sourced<number> | null;
  readonly grades: Sourced<readonly Grade[]> | null;
  readonly onHostLoss: Sourced<OnHostLoss> | null;
  /** Kinds of studio that lead it, of the next level up. */
  readonly ledBy: Sourced<readonly string[]> | null;
  /** So many stand at once, and no more. */
  readonly number: Sourced<number> | null;
  readonly coverage: { readonly levels: Sourced<readonly StudioLevel[]>; readonly due: Sourced<string> | null; readonly of: Sourced<CoverageOf> | null } | null;
  readonly openedBy: { readonly post: Post; readonly level: OrgLevel; readonly clause: string } | null;
}

/** One kind of pair: who guides, and how many at once. */
export interface KindOfMentoring {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly who: Sourced<readonly string[]> | null;
  readonly maxMentees: Sourced<number> | null;
  /** The mentor's title is of a higher rank than any that the mentee holds. */
  readonly higherTier: Sourced<boolean> | null;
  readonly by: { readonly post: Post; readonly level: OrgLevel; readonly clause: string } | null;
}

/** Left out where the file says nothing of studios or mentors, so that what earlier versions came to stays as it was. */
export function studioRules({ studios, mentoring }: ProgrammeDefinition): { readonly studios?: readonly KindOfStudio[]; readonly mentoring?: readonly KindOfMentoring[] } {
  return {
    ...(studios === undefined ? {} : { studios: Object.entries(studios).map(([code, entry]) => studioKind(code, entry)).sort(byCode) }),
    ...(mentoring === undefined
      ? {}
      : { mentoring: Object.entries(mentoring).map(([code, entry]): KindOfMentoring => ({ code, names: entry.names, clause: clauseOf(entry), who: sourced(entry.who), maxMentees: sourced(entry.maxMentees), higherTier: sourced(entry.higherTier), by: acting(entry.by) })).sort(byCode) }),
  };
}

function studioKind(code: string, entry: StudioEntry): KindOfStudio {
  const { coverage, members } = entry;
  const covered = coverage === undefined ? null : sourced(coverage.levels);
  return {
    code,
    names: entry.names,
    clause: clauseOf(entry),
    levels: sourced(entry.levels),
    missions: sourced(entry.missions),
    onlyIn: sourced(entry.onlyIn),
    opensFor: sourced(entry.opensFor),
    perHolder: sourced(entry.perHolder),
    cityLevelToo: sourced(entry.cityLevelToo),
    members: { min: sourced(members?.min), max: sourced(members?.max) },
    termYears: sourced(entry.termYears),
    grades: sourced(entry.grades),
    onHostLoss: sourced(entry.onHostLoss),
    ledBy: sourced(entry.ledBy),
    number: sourced(entry.number),
    coverage: covered === null ? null : { levels: covered, due: sourced(coverage?.due), of: sourced(coverage?.of) },
    openedBy: acting(entry.openedBy),
  };
}

function sourced<T>(leaf: Leaf<T> | undefined): Sourced<T> | null {
  return leaf === undefined || isOpenLeaf(leaf) ? null : { value: leaf.value, clause: clauseOf(leaf) };
}

function acting(leaf: Leaf<{ readonly post: Post; readonly level: OrgLevel }> | undefined): { readonly post: Post; readonly level: OrgLevel; readonly clause: string } | null {
  return leaf === undefined || isOpenLeaf(leaf) ? null : { ...leaf.value, clause: clauseOf(leaf) };
}

function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return a.code < b.code ? -1 : 1;
}
