import type { Sourced } from './programme-rules';
import type { OrgLevel, Post } from './registry-facts';
import { clauseOf, isOpenLeaf, type ActingPost, type Bilingual, type Leaf, type TierEntry } from './rules/programme-definition';
import type { Grade } from './teacher/facts';

/** Who decides, with the clause that says so. */
export interface Competent {
  readonly post: Post;
  readonly level: OrgLevel;
  readonly clause: string;
  readonly onPaper?: boolean;
}

/** What takes somebody away; an exit may say that it ends her title. */
export type Departure = 'RETIRED' | 'DECEASED';

/** 终身: so many terms in a row with one grade. */
export interface LifetimeRules {
  readonly clause: string;
  readonly consecutive: number;
  readonly grade: Grade;
  /** Days between two terms on which none ran. */
  readonly gap: 'BREAKS' | 'BRIDGES';
  /** A term whose assessment was put off and never concluded. */
  readonly deferred: 'NEITHER' | 'BREAKS';
  readonly acrossTracks: boolean;
  readonly stillAssessed: boolean;
  /** Grounds on which it can be revoked all the same; none: it cannot be. */
  readonly revocable: Sourced<readonly string[]>;
  readonly onCorrection: { readonly do: 'REVIEW' | 'REVERSE'; readonly clause: string };
  readonly by: Competent;
}

export interface ExitRules {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  /** Whether the seat is free for the next round. */
  readonly vacancy: boolean;
  readonly by: Competent;
  readonly when?: Departure;
}

/** What becomes of a title after its conferral, as a tier states it. Each is left out where the file says nothing, and while it is open. */
export interface TitleLifeRules {
  /** `grades`: of the assessment at the end of the term; absent: none is asked for. */
  readonly renewal?: { readonly clause: string; readonly by: Competent; readonly grades?: readonly Grade[] };
  /** Whether the days of a suspension are given back. KEEP_EXPIRY where it is not said. */
  readonly reinstatement?: Sourced<'KEEP_EXPIRY' | 'EXTEND'>;
  readonly lifetime?: LifetimeRules;
  readonly exits?: readonly ExitRules[];
  /** Lower tiers of the programme whose titles a conferral takes up. */
  readonly absorbs?: Sourced<readonly string[]>;
}

export function titleLifeRules({ renewal, reinstatement, lifetime, exits, absorbs }: TierEntry): { readonly life?: TitleLifeRules } {
  const by = renewal === undefined ? null : competent(renewal.by);
  const forLife = lifetime === undefined ? null : lifetimeRules(lifetime);
  const ways = Object.entries(exits ?? {}).flatMap(([code, { names, vacancy, by: leaf, when }]): readonly ExitRules[] => {
    const decides = competent(leaf);
    if (decides === null || isOpenLeaf(vacancy) || (when !== undefined && isOpenLeaf(when))) return [];
    return [{ code, names, clause: clauseOf(vacancy), vacancy: vacancy.value, by: decides, ...(when === undefined ? {} : { when: when.value }) }];
  });
  const life: TitleLifeRules = {
    ...(by === null || (renewal?.grades !== undefined && isOpenLeaf(renewal.grades)) ? {} : { renewal: { clause: by.clause, by, ...(renewal?.grades === undefined ? {} : { grades: renewal.grades.value }) } }),
    ...(reinstatement === undefined || isOpenLeaf(reinstatement) ? {} : { reinstatement: { value: reinstatement.value, clause: clauseOf(reinstatement) } }),
    ...(forLife === null ? {} : { lifetime: forLife }),
    // Maps have no order in canonical JSON.
    ...(ways.length === 0 ? {} : { exits: ways.sort((a, b) => (a.code < b.code ? -1 : 1)) }),
    ...(absorbs === undefined || isOpenLeaf(absorbs) ? {} : { absorbs: { value: absorbs.value, clause: clauseOf(absorbs) } }),
  };
  return Object.keys(life).length === 0 ? {} : { life };
}

function lifetimeRules({ consecutive, grade, gap, deferred, acrossTracks, stillAssessed, revocable, onCorrection, by }: NonNullable<TierEntry['lifetime']>): LifetimeRules | null {
  const decides = competent(by);
  if (decides === null || isOpenLeaf(consecutive) || isOpenLeaf(grade) || isOpenLeaf(gap) || isOpenLeaf(deferred) || isOpenLeaf(acrossTracks) || isOpenLeaf(stillAssessed) || isOpenLeaf(revocable) || isOpenLeaf(onCorrection)) return null;
  return {
    clause: clauseOf(consecutive), consecutive: consecutive.value, grade: grade.value, gap: gap.value, deferred: deferred.value, acrossTracks: acrossTracks.value, stillAssessed: stillAssessed.value,
    revocable: { value: revocable.value, clause: clauseOf(revocable) }, onCorrection: { do: onCorrection.value, clause: clauseOf(onCorrection) }, by: decides,
  };
}

function competent(leaf: Leaf<ActingPost>): Competent | null {
  return isOpenLeaf(leaf) ? null : { ...leaf.value, clause: clauseOf(leaf) };
}
