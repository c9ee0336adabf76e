import type { JsonObject, NominationId, OrgId, PersonId, TeacherId } from '../facts';
import type { ScoringScheme } from '../programme-rules';
import { addDecimals, compareDecimals, decimal, divideDecimals, fixedDecimal, isDecimal, multiplyDecimals, roundDecimal, showDecimal, ZERO, type Fraction } from './decimal';

/** One expert's scores for one candidate, component by component. */
export interface ScoreSheet {
  readonly expert: PersonId;
  readonly components: { readonly [component: string]: number };
}

export interface CandidateSheets {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly unit: OrgId;
  readonly sheets: readonly ScoreSheet[];
}

/** Every number from sheet to rank, as decimal text: what an auditor recomputes by hand. */
export interface ScoreWorking extends JsonObject {
  readonly sheets: readonly { readonly expert: PersonId; readonly components: { readonly [component: string]: string }; readonly weighted: string; readonly dropped: 'HIGHEST' | 'LOWEST' | null }[];
  /** Mean of the kept sheets per component, as given (not weighted); the tie chain compares these. */
  readonly components: { readonly [component: string]: string };
  readonly kept: number;
  /** The mean of the kept sheets' weighted totals before rounding. */
  readonly mean: string;
  /** `mean` rounded to the scheme's decimals; ranks compare this. */
  readonly total: string;
}

export interface RankedCandidate {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly unit: OrgId;
  /** Equal where the tie chain ran out; the next rank then leaves the gap (1, 2, 2, 4). */
  readonly rank: number;
  readonly proposed: boolean;
  /** How she stands apart from the one ranked next to her with the same total: a component's code, or a person's decision. */
  readonly apartBy: string | null;
  readonly working: ScoreWorking;
}

export type Ranking =
  | { readonly kind: 'ranked'; readonly lines: readonly RankedCandidate[] }
  /** The chain does not settle who is in: a person decides and ranks again with `settled` (E14). */
  | { readonly kind: 'tieAtTheCut'; readonly seats: number; readonly places: number; readonly group: readonly NominationId[]; readonly lines: readonly RankedCandidate[] }
  | { readonly kind: 'tooFewSheets'; readonly required: number; readonly missing: readonly { readonly nomination: NominationId; readonly sheets: number }[] };

export type SheetFault =
  | { readonly kind: 'unknownComponent'; readonly component: string }
  | { readonly kind: 'missingComponent'; readonly component: string }
  | { readonly kind: 'outOfRange'; readonly component: string; readonly max: number }
  | { readonly kind: 'notDecimal'; readonly component: string };

/** What is wrong with a sheet, before it is sealed; empty where nothing is. */
export function sheetFaults(scheme: ScoringScheme, components: { readonly [component: string]: number }): readonly SheetFault[] {
  const faults: SheetFault[] = [];
  const known = new Set(scheme.components.map((component) => component.code));
  for (const code of Object.keys(components).sort()) if (!known.has(code)) faults.push({ kind: 'unknownComponent', component: code });
  for (const { code, max } of scheme.components) {
    const value = Object.hasOwn(components, code) ? components[code] : undefined;
    if (value === undefined) faults.push({ kind: 'missingComponent', component: code });
    else if (!Number.isFinite(value) || value < 0 || value > max) faults.push({ kind: 'outOfRange', component: code, max });
    else if (!isDecimal(value)) faults.push({ kind: 'notDecimal', component: code });
  }
  return faults;
}

/**
 * Ranks by the scheme: each sheet's weighted total is Σ score ÷ max × weight; the highest and lowest sheets are
 * dropped whole (去掉最高分和最低分); the kept ones are averaged exactly and rounded once. Equal totals go down the tie chain of
 * component means. The order of `candidates` never matters.
 *
 * @param seats award seats: those ranked within and, where there is one, at or above the pass line are proposed.
 * @param settled orders of tied groups that a person decided, each under an act; only exact ties follow them.
 * @throws RangeError for a sheet that `sheetFaults` refuses, for an expert with two sheets for one candidate, for a
 *   candidate given twice, and for a settled order that is not one whole tied group.
 */
export function rank(scheme: ScoringScheme, candidates: readonly CandidateSheets[], seats: number, settled: readonly (readonly NominationId[])[] = []): Ranking {
  requireDistinct(candidates.map((candidate) => candidate.nomination), 'candidate');
  // Never below one sheet more than is dropped: a mean of nothing is no score.
  const required = Math.max(scheme.minimumSheets, scheme.dropHighest + scheme.dropLowest + 1);
  const missing = candidates.filter((candidate) => candidate.sheets.length < required).map(({ nomination, sheets }) => ({ nomination, sheets: sheets.length }));
  if (missing.length > 0) return { kind: 'tooFewSheets', required, missing: missing.sort((a, b) => (a.nomination < b.nomination ? -1 : 1)) };

  const scored = candidates.map((candidate) => ({ candidate, score: scoreOf(scheme, candidate) }));
  requireExactTies(scheme, scored, settled);
  const position = new Map(settled.flatMap((group, at) => group.map((nomination, index) => [nomination, { group: at, index }] as const)));
  const order = (a: Scored, b: Scored): Comparison => compareScored(scheme, position, a, b);
  // The nomination id only makes the listing of an unsettled tie reproducible; it gives no rank.
  scored.sort((a, b) => -order(a, b).sign || (a.candidate.nomination < b.candidate.nomination ? -1 : 1));

  const pass = scheme.passLine === null ? null : decimal(scheme.passLine);
  const passes = (entry: Scored) => pass === null || compareDecimals(entry.score.total, pass) >= 0;
  const ranks: number[] = [];
  scored.forEach((entry, index) => {
    const before = scored[index - 1];
    ranks.push(before !== undefined && order(before, entry).sign === 0 ? (ranks[index - 1] ?? 1) : index + 1);
  });
  const lines = scored.map((entry, index): RankedCandidate => {
    const next = [scored[index - 1], scored[index + 1]].filter((other) => other !== undefined);
    const apart = next.map((other) => order(entry, other)).find((comparison) => comparison.by !== 'total');
    return {
      nomination: entry.candidate.nomination,
      teacher: entry.candidate.teacher,
      unit: entry.candidate.unit,
      rank: ranks[index] ?? index + 1,
      proposed: index < seats && passes(entry),
      apartBy: apart?.by ?? null,
      working: entry.score.working,
    };
  });

  const lastIn = scored[seats - 1];
  const firstOut = scored[seats];
  if (lastIn !== undefined && firstOut !== undefined && order(lastIn, firstOut).sign === 0 && passes(lastIn)) {
    const cutRank = ranks[seats - 1];
    const group = lines.filter((line) => line.rank === cutRank);
    const tied = new Set(group.map((line) => line.nomination));
    const undecided = lines.map((line) => (tied.has(line.nomination) ? { ...line, proposed: false } : line));
    return { kind: 'tieAtTheCut', seats, places: seats - ((cutRank ?? 1) - 1), group: group.map((line) => line.nomination), lines: undecided };
  }
  return { kind: 'ranked', lines };
}

interface Score {
  readonly total: Fraction;
  readonly means: ReadonlyMap<string, Fraction>;
  readonly working: ScoreWorking;
}
interface Scored {
  readonly candidate: CandidateSheets;
  readonly score: Score;
}
interface Comparison {
  readonly sign: -1 | 0 | 1;
  /** What told them apart: `total`, a component, `decided`, or null for an exact tie. */
  readonly by: string | null;
}

function scoreOf(scheme: ScoringScheme, candidate: CandidateSheets): Score {
  requireDistinct(candidate.sheets.map((sheet) => sheet.expert), 'expert');
  const sheets = candidate.sheets.map((sheet) => {
    const fault = sheetFaults(scheme, sheet.components)[0];
    if (fault !== undefined) throw new RangeError(`Sheet of ${sheet.expert} for ${candidate.nomination}: ${fault.kind} ${fault.component}`);
    const values = new Map(scheme.components.map(({ code }) => [code, decimal(sheet.components[code] ?? 0)] as const));
    const weighted = scheme.components.reduce((sum, { code, weight, max }) => addDecimals(sum, divideDecimals(multiplyDecimals(values.get(code) ?? ZERO, decimal(weight)), decimal(max))), ZERO);
    return { expert: sheet.expert, values, weighted };
  });
  // Between equal sheets the expert's id decides which is dropped, so that the answer does not depend on arrival.
  const byHeight = [...sheets].sort((a, b) => compareDecimals(a.weighted, b.weighted) || (a.expert < b.expert ? -1 : 1));
  const lowest = new Set(byHeight.slice(0, scheme.dropLowest));
  const highest = new Set(byHeight.slice(byHeight.length - scheme.dropHighest));
  const kept = sheets.filter((sheet) => !lowest.has(sheet) && !highest.has(sheet));
  const count = decimal(kept.length);
  const mean = divideDecimals(kept.reduce((sum, sheet) => addDecimals(sum, sheet.weighted), ZERO), count);
  const total = roundDecimal(mean, scheme.decimals);
  const means = new Map(
    scheme.components.map(({ code }) => [code, roundDecimal(divideDecimals(kept.reduce((sum, sheet) => addDecimals(sum, sheet.values.get(code) ?? ZERO), ZERO), count), scheme.decimals)] as const),
  );
  return {
    total,
    means,
    working: {
      sheets: [...sheets]
        .sort((a, b) => (a.expert < b.expert ? -1 : 1))
        .map((sheet) => ({
          expert: sheet.expert,
          components: Object.fromEntries([...sheet.values].map(([code, value]) => [code, showDecimal(value)])),
          weighted: showDecimal(sheet.weighted),
          dropped: highest.has(sheet) ? ('HIGHEST' as const) : lowest.has(sheet) ? ('LOWEST' as const) : null,
        })),
      components: Object.fromEntries([...means].map(([code, value]) => [code, fixedDecimal(value, scheme.decimals)])),
      kept: kept.length,
      mean: showDecimal(mean),
      total: fixedDecimal(total, scheme.decimals),
    },
  };
}

function compareScored(scheme: ScoringScheme, position: ReadonlyMap<NominationId, { readonly group: number; readonly index: number }>, a: Scored, b: Scored): Comparison {
  const byTotal = compareDecimals(a.score.total, b.score.total);
  if (byTotal !== 0) return { sign: byTotal, by: 'total' };
  for (const code of scheme.tieBreak) {
    const byComponent = compareDecimals(a.score.means.get(code) ?? ZERO, b.score.means.get(code) ?? ZERO);
    if (byComponent !== 0) return { sign: byComponent, by: code };
  }
  const [one, other] = [position.get(a.candidate.nomination), position.get(b.candidate.nomination)];
  if (one !== undefined && other !== undefined && one.group === other.group && one.index !== other.index) {
    return { sign: one.index < other.index ? 1 : -1, by: 'decided' };
  }
  return { sign: 0, by: null };
}

/** A decided order must name a whole tied group: half of one would leave the rest nowhere. */
function requireExactTies(scheme: ScoringScheme, scored: readonly Scored[], settled: readonly (readonly NominationId[])[]): void {
  requireDistinct(settled.flat(), 'decided candidate');
  const none = new Map<NominationId, { readonly group: number; readonly index: number }>();
  for (const group of settled) {
    const first = scored.find((entry) => entry.candidate.nomination === group[0]);
    const tied = first === undefined ? [] : scored.filter((entry) => compareScored(scheme, none, entry, first).sign === 0).map((entry) => entry.candidate.nomination);
    if (tied.length < 2 || tied.length !== group.length || !tied.every((nomination) => group.includes(nomination))) {
      throw new RangeError(`A decided order must name exactly the candidates that are tied: ${JSON.stringify(group)}`);
    }
  }
}

function requireDistinct(ids: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw new RangeError(`The ${what} ${id} is given twice`);
    seen.add(id);
  }
}
