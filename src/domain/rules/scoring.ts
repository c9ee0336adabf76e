import type { JsonObject, NominationId, OrgId, PersonId, TeacherId } from '../facts';
import type { ComponentSource, SchemeComponent, ScoringScheme } from '../programme-rules';
import type { LeanHeld } from './lean-rules';
import { ballotShare, majorityReached, type BallotCount } from './ballot';
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
  /** Marks that two clerks entered from paper, by component. */
  readonly entered?: { readonly [component: string]: number };
  /** Votes on her, by component; `''` where the vote gives no mark and only has to carry. */
  readonly ballots?: { readonly [component: string]: BallotCount };
  /** What the scheme leans to in her favour. */
  readonly leans?: readonly LeanHeld[];
}

/** Every number from sheet to rank, as decimal text: what an auditor recomputes by hand. */
export interface ScoreWorking extends JsonObject {
  readonly sheets: readonly { readonly expert: PersonId; readonly components: { readonly [component: string]: string }; readonly weighted: string; readonly dropped: 'HIGHEST' | 'LOWEST' | null }[];
  /** Per component, as given and not weighted: the mean of the kept sheets, the entered mark, what the vote gives. The tie chain compares these. */
  readonly components: { readonly [component: string]: string };
  readonly kept: number;
  /** The mean of the kept sheets' weighted totals before rounding. */
  readonly mean: string;
  /** What entered marks and votes add to it, weighted and not rounded; absent where the scheme has neither. */
  readonly added?: string;
  readonly votes?: { readonly [component: string]: BallotCount & JsonObject };
  /** Bonus and preference, each by its clause; absent where she has none. */
  readonly leans?: readonly LeanHeld[];
  /** Points of hers that a bonus adds; absent where none does. Pass lines are asked of the total without them. */
  readonly bonus?: string;
  /** `mean` with what is added, rounded to the scheme's decimals, and the bonus; ranks compare this. */
  readonly total: string;
  /** Pass lines that she is under: `total`, a component, `ballot`; absent where she is under none. */
  readonly below?: readonly string[];
}

export interface RankedCandidate {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly unit: OrgId;
  /** Equal where the tie chain ran out; the next rank then leaves the gap (1, 2, 2, 4). */
  readonly rank: number;
  readonly proposed: boolean;
  /** How she stands apart from the one ranked next to her with the same total: a preference's or a component's code, `passed`, or a person's decision. */
  readonly apartBy: string | null;
  readonly working: ScoreWorking;
}

export type Ranking =
  | { readonly kind: 'ranked'; readonly lines: readonly RankedCandidate[] }
  /** The chain does not settle who is in: a person decides and ranks again with `settled` (E14). */
  | { readonly kind: 'tieAtTheCut'; readonly seats: number; readonly places: number; readonly group: readonly NominationId[]; readonly lines: readonly RankedCandidate[] }
  /** A decided order that is not one whole tied group. */
  | { readonly kind: 'notATie'; readonly group: readonly NominationId[] }
  | { readonly kind: 'tooFewSheets'; readonly required: number; readonly missing: readonly { readonly nomination: NominationId; readonly sheets: number }[] };

export type SheetFault =
  | { readonly kind: 'unknownComponent'; readonly component: string }
  | { readonly kind: 'missingComponent'; readonly component: string }
  | { readonly kind: 'outOfRange'; readonly component: string; readonly max: number }
  | { readonly kind: 'notDecimal'; readonly component: string };

/** The components that one source gives; sheets hold those of PANEL. */
export function componentsFrom(scheme: ScoringScheme, source: ComponentSource): readonly SchemeComponent[] {
  return scheme.components.filter((component) => (component.source ?? 'PANEL') === source);
}

/** What every candidate needs a vote under: the components that a ballot gives, or `''` where a vote only has to carry. */
export function ballotsOf(scheme: ScoringScheme): readonly string[] {
  if (scheme.ballot === undefined) return [];
  const codes = componentsFrom(scheme, 'BALLOT').map(({ code }) => code);
  return codes.length > 0 ? codes : [''];
}

/** Never below one sheet more than is dropped: a mean of nothing is no score. None where no expert gives a mark. */
export function sheetsRequired(scheme: ScoringScheme): number {
  return componentsFrom(scheme, 'PANEL').length === 0 ? 0 : Math.max(scheme.minimumSheets, scheme.dropHighest + scheme.dropLowest + 1);
}

/** What is wrong with a sheet, before it is sealed; empty where nothing is. */
export function sheetFaults(scheme: ScoringScheme, components: { readonly [component: string]: number }, source: ComponentSource = 'PANEL'): readonly SheetFault[] {
  const faults: SheetFault[] = [];
  const wanted = componentsFrom(scheme, source);
  const known = new Set(wanted.map((component) => component.code));
  for (const code of Object.keys(components).sort()) if (!known.has(code)) faults.push({ kind: 'unknownComponent', component: code });
  for (const { code, max } of wanted) {
    const value = Object.hasOwn(components, code) ? components[code] : undefined;
    if (value === undefined) faults.push({ kind: 'missingComponent', component: code });
    else if (!Number.isFinite(value) || value < 0 || value > max) faults.push({ kind: 'outOfRange', component: code, max });
    else if (!isDecimal(value)) faults.push({ kind: 'notDecimal', component: code });
  }
  return faults;
}

/**
 * Ranks by the scheme: each sheet's weighted total is Σ score ÷ max × weight; the highest and lowest sheets are
 * dropped whole (去掉最高分和最低分); the kept ones are averaged exactly, entered marks and votes are added by their weights, and
 * the sum is rounded once; a bonus comes on top. Equal totals are told apart by preferences, then down the tie chain of component means. The order of `candidates` never matters.
 *
 * @param seats award seats: the first so many of those who are under no pass line are proposed.
 * @param settled orders of tied groups that a person decided, each under an act; only exact ties follow them.
 * @throws RangeError for a sheet that `sheetFaults` refuses, for an expert with two sheets for one candidate, for a
 *   candidate given twice, and for one without the entered marks or the vote that the scheme asks for.
 */
export function rank(scheme: ScoringScheme, candidates: readonly CandidateSheets[], seats: number, settled: readonly (readonly NominationId[])[] = []): Ranking {
  requireDistinct(candidates.map((candidate) => candidate.nomination), 'candidate');
  const required = sheetsRequired(scheme);
  const missing = candidates.filter((candidate) => candidate.sheets.length < required).map(({ nomination, sheets }) => ({ nomination, sheets: sheets.length }));
  if (missing.length > 0) return { kind: 'tooFewSheets', required, missing: missing.sort((a, b) => (a.nomination < b.nomination ? -1 : 1)) };

  const scored = candidates.map((candidate) => ({ candidate, score: scoreOf(scheme, candidate) }));
  const stray = settled.find((group) => !isWholeTie(scheme, scored, group)) ?? settled.find((group, index) => settled.slice(0, index).some((other) => other.some((nomination) => group.includes(nomination))));
  if (stray !== undefined) return { kind: 'notATie', group: stray };
  const position = new Map(settled.flatMap((group, at) => group.map((nomination, index) => [nomination, { group: at, index }] as const)));
  const order = (a: Scored, b: Scored): Comparison => compareScored(scheme, position, a, b);
  // The nomination id only makes the listing of an unsettled tie reproducible; it gives no rank.
  scored.sort((a, b) => -order(a, b).sign || (a.candidate.nomination < b.candidate.nomination ? -1 : 1));

  const ranks: number[] = [];
  scored.forEach((entry, index) => {
    const before = scored[index - 1];
    ranks.push(before !== undefined && order(before, entry).sign === 0 ? (ranks[index - 1] ?? 1) : index + 1);
  });
  // One who is under a line keeps her rank and leaves her seat to the next.
  const passing = scored.filter(({ score }) => score.passes);
  const within = new Set(passing.slice(0, seats));
  const lines = scored.map((entry, index): RankedCandidate => {
    const next = [scored[index - 1], scored[index + 1]].filter((other) => other !== undefined);
    const apart = next.map((other) => order(entry, other)).find((comparison) => comparison.by !== 'total');
    return {
      nomination: entry.candidate.nomination,
      teacher: entry.candidate.teacher,
      unit: entry.candidate.unit,
      rank: ranks[index] ?? index + 1,
      proposed: within.has(entry),
      apartBy: apart?.by ?? null,
      working: entry.score.working,
    };
  });

  const lastIn = passing[seats - 1];
  const firstOut = passing[seats];
  if (lastIn !== undefined && firstOut !== undefined && order(lastIn, firstOut).sign === 0) {
    const group = passing.filter((entry) => order(entry, lastIn).sign === 0).map(({ candidate }) => candidate.nomination);
    const tied = new Set(group);
    const undecided = lines.map((line) => (tied.has(line.nomination) ? { ...line, proposed: false } : line));
    return { kind: 'tieAtTheCut', seats, places: seats - passing.findIndex((entry) => tied.has(entry.candidate.nomination)), group, lines: undecided };
  }
  return { kind: 'ranked', lines };
}

interface Score {
  readonly total: Fraction;
  readonly means: ReadonlyMap<string, Fraction>;
  readonly passes: boolean;
  readonly prefers: ReadonlySet<string>;
  readonly working: ScoreWorking;
}
interface Scored {
  readonly candidate: CandidateSheets;
  readonly score: Score;
}
interface Comparison {
  readonly sign: -1 | 0 | 1;
  /** What told them apart: `total`, a preference, a component, `passed`, `decided`, or null for an exact tie. */
  readonly by: string | null;
}

function scoreOf(scheme: ScoringScheme, candidate: CandidateSheets): Score {
  requireDistinct(candidate.sheets.map((sheet) => sheet.expert), 'expert');
  const judged = componentsFrom(scheme, 'PANEL');
  const sheets = candidate.sheets.map((sheet) => {
    const fault = sheetFaults(scheme, sheet.components)[0];
    if (fault !== undefined) throw new RangeError(`Sheet of ${sheet.expert} for ${candidate.nomination}: ${fault.kind} ${fault.component}`);
    const values = new Map(judged.map(({ code }) => [code, decimal(sheet.components[code] ?? 0)] as const));
    return { expert: sheet.expert, values, weighted: weightedSum(judged, values) };
  });
  // Between equal sheets the expert's id decides which is dropped, so that the answer does not depend on arrival.
  const byHeight = [...sheets].sort((a, b) => compareDecimals(a.weighted, b.weighted) || (a.expert < b.expert ? -1 : 1));
  const lowest = new Set(byHeight.slice(0, scheme.dropLowest));
  const highest = new Set(byHeight.slice(byHeight.length - scheme.dropHighest));
  const kept = sheets.filter((sheet) => !lowest.has(sheet) && !highest.has(sheet));
  const average = (value: (sheet: (typeof kept)[number]) => Fraction): Fraction => (kept.length === 0 ? ZERO : divideDecimals(kept.reduce((sum, sheet) => addDecimals(sum, value(sheet)), ZERO), decimal(kept.length)));
  const mean = average(({ weighted }) => weighted);
  const others = marksBeside(scheme, candidate);
  const added = weightedSum(scheme.components.filter(({ code }) => others.has(code)), others);
  const earned = roundDecimal(addDecimals(mean, added), scheme.decimals);
  const { leans = [] } = candidate;
  const bonus = leans.reduce((sum, { form, points }) => (form === 'BONUS' ? addDecimals(sum, decimal(points ?? 0)) : sum), ZERO);
  const total = roundDecimal(addDecimals(earned, bonus), scheme.decimals);
  const means = new Map(scheme.components.map(({ code }) => [code, roundDecimal(others.get(code) ?? average(({ values }) => values.get(code) ?? ZERO), scheme.decimals)] as const));
  // A lean lifts nobody over a line: lines are asked of what she was given.
  const below = linesMissed(scheme, candidate, earned, means);
  const { ballots = {} } = candidate;
  return {
    total,
    means,
    passes: below.length === 0,
    prefers: new Set(leans.flatMap(({ code, form }) => (form === 'TIE_BREAK' ? [code] : []))),
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
      ...(others.size === 0 ? {} : { added: showDecimal(added) }),
      ...(Object.keys(ballots).length === 0 ? {} : { votes: Object.fromEntries(Object.entries(ballots).map(([code, votes]) => [code, { ...votes }])) }),
      ...(leans.length === 0 ? {} : { leans: leans.map((lean) => ({ ...lean })) }),
      ...(compareDecimals(bonus, ZERO) === 0 ? {} : { bonus: showDecimal(bonus) }),
      total: fixedDecimal(total, scheme.decimals),
      ...(below.length === 0 ? {} : { below }),
    },
  };
}

/** What an expert's sheet comes to by the weights of the scheme, before anything is dropped or averaged. */
export function weightedSheet(scheme: ScoringScheme, components: { readonly [component: string]: number }): Fraction {
  const judged = componentsFrom(scheme, 'PANEL');
  return weightedSum(judged, new Map(judged.map(({ code }) => [code, decimal(components[code] ?? 0)] as const)));
}

/** Σ value ÷ max × weight. */
function weightedSum(components: readonly SchemeComponent[], values: ReadonlyMap<string, Fraction>): Fraction {
  return components.reduce((sum, { code, weight, max }) => addDecimals(sum, divideDecimals(multiplyDecimals(values.get(code) ?? ZERO, decimal(weight)), decimal(max))), ZERO);
}

/** What no expert's sheet gives: marks from paper, and votes as a share of the component's maximum. */
function marksBeside(scheme: ScoringScheme, { nomination, entered = {}, ballots = {} }: CandidateSheets): ReadonlyMap<string, Fraction> {
  const marks = new Map<string, Fraction>();
  if (componentsFrom(scheme, 'ENTERED').length > 0) {
    const fault = sheetFaults(scheme, entered, 'ENTERED')[0];
    if (fault !== undefined) throw new RangeError(`Marks entered for ${nomination}: ${fault.kind} ${fault.component}`);
    for (const { code } of componentsFrom(scheme, 'ENTERED')) marks.set(code, decimal(entered[code] ?? 0));
  }
  for (const code of ballotsOf(scheme)) if (ballots[code] === undefined) throw new RangeError(`No vote on ${nomination} under "${code}"`);
  for (const { code, max } of componentsFrom(scheme, 'BALLOT')) {
    const votes = ballots[code];
    if (scheme.ballot !== undefined && votes !== undefined) marks.set(code, multiplyDecimals(ballotShare(scheme.ballot, votes), decimal(max)));
  }
  return marks;
}

function linesMissed(scheme: ScoringScheme, { ballots = {} }: CandidateSheets, total: Fraction, means: ReadonlyMap<string, Fraction>): readonly string[] {
  const under = (value: Fraction, line: number | null | undefined): boolean => line !== null && line !== undefined && compareDecimals(value, decimal(line)) < 0;
  const { ballot } = scheme;
  const lost = ballot !== undefined && Object.values(ballots).some((votes) => !majorityReached(ballot, votes));
  return [
    ...(under(total, scheme.passLine) ? ['total'] : []),
    ...scheme.components.filter(({ code, passLine }) => under(means.get(code) ?? ZERO, passLine)).map(({ code }) => code),
    ...(lost ? ['ballot'] : []),
  ];
}

function compareScored(scheme: ScoringScheme, position: ReadonlyMap<NominationId, { readonly group: number; readonly index: number }>, a: Scored, b: Scored): Comparison {
  const byTotal = compareDecimals(a.score.total, b.score.total);
  if (byTotal !== 0) return { sign: byTotal, by: 'total' };
  // 同等条件下优先: between equal totals only, and before what the tie chain compares.
  for (const { code } of scheme.leans ?? []) {
    if (a.score.prefers.has(code) !== b.score.prefers.has(code)) return { sign: a.score.prefers.has(code) ? 1 : -1, by: code };
  }
  for (const code of scheme.tieBreak) {
    const byComponent = compareDecimals(a.score.means.get(code) ?? ZERO, b.score.means.get(code) ?? ZERO);
    if (byComponent !== 0) return { sign: byComponent, by: code };
  }
  // Whoever is under a line is out of the contest: a person decides among the others only.
  if (a.score.passes !== b.score.passes) return { sign: a.score.passes ? 1 : -1, by: 'passed' };
  const [one, other] = [position.get(a.candidate.nomination), position.get(b.candidate.nomination)];
  if (one !== undefined && other !== undefined && one.group === other.group && one.index !== other.index) {
    return { sign: one.index < other.index ? 1 : -1, by: 'decided' };
  }
  return { sign: 0, by: null };
}

/** A decided order must name a whole tied group: half of one would leave the rest nowhere. */
function isWholeTie(scheme: ScoringScheme, scored: readonly Scored[], group: readonly NominationId[]): boolean {
  const none = new Map<NominationId, { readonly group: number; readonly index: number }>();
  const named = new Set(group);
  const first = scored.find((entry) => entry.candidate.nomination === group[0]);
  const tied = first === undefined ? [] : scored.filter((entry) => compareScored(scheme, none, entry, first).sign === 0);
  return tied.length >= 2 && named.size === group.length && tied.length === group.length && tied.every((entry) => named.has(entry.candidate.nomination));
}

function requireDistinct(ids: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw new RangeError(`The ${what} ${id} is given twice`);
    seen.add(id);
  }
}
