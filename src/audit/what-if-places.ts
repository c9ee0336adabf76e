import { sameJson, type Refused } from '../domain/decision';
import type { JsonObject, NominationId, Recorded } from '../domain/facts';
import { panel, type PanelState } from '../domain/panel/state';
import type { EffectiveProgramme, ScoringScheme, TierRules } from '../domain/programme-rules';
import type { RankLine } from '../domain/round/facts';
import { selectionGroups } from '../domain/round/groups';
import { withParameters } from '../domain/round/notice-state';
import { levelsOf } from '../domain/round/path';
import { rankedBy, type Leaning, type Ranked } from '../domain/round/ranking';
import { parametersOf, type RoundState } from '../domain/round/round';
import type { LeanHeld, LeanRule } from '../domain/rules/lean-rules';
import { sheetFaults, type ScoreWorking } from '../domain/rules/scoring';
import type { Notice } from '../event-store/notice';
import { refusalWords, type Answer, type Unanswered } from './what-if-answers';
import { seatsLeft } from './what-if-openings';
import type { AsRead } from './what-if-record';

/** A programme, and a round's tier in it. */
export interface Tried {
  readonly programme: EffectiveProgramme;
  readonly tier: TierRules;
}

export interface Placed {
  readonly places: ReadonlyMap<NominationId, { readonly rank: number; readonly proposed: boolean; readonly words: Answer }>;
}

/** Where the draft places everybody who was ranked, on the numbers that were given then. */
export async function placesUnder(read: AsRead, fact: Recorded, of: RoundState, { tier, programme }: Tried): Promise<Placed | Unanswered> {
  const { id } = of;
  const { scoring } = tier;
  if (scoring === null) return { round: id, unanswered: { zh: `草案的层级“${tier.names.zh}”没有评分办法，无从排名。`, en: `The draft has no scoring scheme for tier "${tier.names.en}", so nobody can be ranked.` } };
  const own = (await read.ownRules(fact)).tiers.find(({ code }) => code === tier.code);
  if (own === undefined) throw new Error(`${fact.id} ranks no tier of its programme`);
  if (!sameJson(levelsOf(own), levelsOf(tier))) return { round: id, unanswered: { zh: '草案的推荐层级与本届不同：按草案各级会推荐谁，当时没有记录，无从排名。', en: 'The draft has other levels recommend than the round had: whom they would have recommended is not on record, so nobody can be ranked.' } };
  const sheets = await Promise.all(of.panels.map(({ stream }) => read.fold(panel, stream, read.upTo(fact, stream))));
  const panels = sheets.map((one) => underScheme(one, scoring));
  const unmarked = marksMissing(scoring, panels);
  if (unmarked.length > 0) return { round: id, unanswered: { zh: `草案的评分项 ${unmarked.map(({ names }) => `“${names.zh}”`).join('、')} 当时没有评分，无从排名。`, en: `Nobody gave a mark for ${unmarked.map(({ names }) => `"${names.en}"`).join(', ')} of the draft, so nobody can be ranked.` } };
  const unfit = marksUnfit(scoring, panels);
  if (unfit.length > 0) return { round: id, unanswered: { zh: `当时的评分不合草案的评分项 ${unfit.map(({ names }) => `“${names.zh}”`).join('、')}，无从排名。`, en: `Marks that were given do not fit ${unfit.map(({ names }) => `"${names.en}"`).join(', ')} of the draft, so nobody can be ranked.` } };
  const recorded = linesOf(fact);
  const leans = leansAsFound(fact, scoring);
  if (leans === null) return { round: id, unanswered: { zh: '草案的倾斜或优先当时没有核查，或排名明细另存，无从排名。', en: 'What the draft leans to was not looked at then, so nobody can be ranked.' } };
  const seats = await titlesUnder(read, of, { tier, programme }, own);
  const { groups } = parametersOf(of);
  const shared = (groups ?? selectionGroups(parametersOf(of), tier)).reduce((sum, group) => sum + group.seats, 0);
  if (seats < parametersOf(of).awardSeats && shared > seats) return { round: id, unanswered: { zh: `各组共 ${shared} 个名额，草案只许 ${seats} 个：哪一组减少，由通知确定，当时没有记录。`, en: `The groups have ${shared} seats together and the draft allows ${seats}: which group has fewer is for the notice to say, and no notice said it.` } };
  const place: Place = new Map(recorded.map(({ nomination, proposed }, index) => [nomination, (proposed ? 0 : recorded.length) + index]));
  const settled = settledThen(fact, of, own, sheets, place);
  const { ranked } = rankedAsSettled((orders) => rankedBy(underSeats(of, seats), tier, scoring, panels, orders, leans), place, (tied) => settled.some((group) => tied.every((one) => group.includes(one))));
  if (ranked.kind === 'refused') {
    const { zh, en } = refusalWords(ranked.refusal, await read.namedBy(fact, programme));
    return { round: id, unanswered: atTheCut(ranked).length === 0 ? { zh, en } : { zh: `草案留下的并列当时无人议定次序：${zh}`, en: `The draft leaves a tie that nobody settled then: ${en}` } };
  }
  const places = new Map(ranked.lines.map(({ line }) => [line.nomination, { rank: line.rank, proposed: line.proposed, words: placeWords(line, line.working, seats) }]));
  // Without the erased the places of the others would move: that is no doing of the draft.
  const gone = recorded.filter(({ nomination }) => !places.has(nomination)).length;
  if (gone > 0) return { round: id, unanswered: { zh: `${gone} 名候选人的个人信息已删除，评分不复存在，无从重新排名。`, en: `The scores of erased candidates are gone (${gone}), so the others cannot be ranked again.` } };
  return { places };
}

/**
 * A round that gave as many titles as its own rules have gives as many as the draft has; one that gave fewer keeps its number
 * as far as the draft goes: never more than are left beside the other rounds that it counts together with this one.
 */
export async function titlesUnder(read: AsRead, of: RoundState, { tier: { seats }, programme }: Tried, own: TierRules): Promise<number> {
  const { awardSeats } = parametersOf(of);
  const alone = seats === null || seats.value === own.seats?.value ? awardSeats : own.seats !== null && awardSeats >= own.seats.value ? seats.value : Math.min(awardSeats, seats.value);
  return seatsLeft(read, of, { programme, own, wanted: alone });
}

export function underSeats(of: RoundState, awardSeats: number): RoundState {
  return awardSeats === parametersOf(of).awardSeats ? of : withParameters(of, { ...parametersOf(of), awardSeats });
}

/** Components of the draft that no sheet, clerk or ballot of the round gave a mark for. */
function marksMissing({ components }: ScoringScheme, panels: readonly PanelState[]): ScoringScheme['components'] {
  const given = new Set(panels.flatMap((of) => [
    ...[...of.opened.values()].flatMap((sheets) => (sheets ?? []).flatMap((sheet) => Object.keys(sheet.components))),
    ...[...of.openedMarks.values()].flatMap((marks) => Object.keys(marks?.components ?? {})),
    ...[...of.ballots.values()].flatMap((votes) => [...votes.keys()]),
  ]));
  return components.filter(({ code }) => !given.has(code));
}

/** What was given for a component that the draft does not have counts for nothing under it. */
function underScheme(of: PanelState, { components }: ScoringScheme): PanelState {
  const known = new Set(components.map(({ code }) => code));
  const kept = <T extends { readonly components: { readonly [component: string]: number } }>(sheet: T): T => ({ ...sheet, components: Object.fromEntries(Object.entries(sheet.components).filter(([code]) => known.has(code))) });
  return {
    ...of, opened: new Map([...of.opened].map(([who, sheets]) => [who, sheets?.map(kept) ?? null])), openedMarks: new Map([...of.openedMarks].map(([who, marks]) => [who, marks === null ? null : kept(marks)])),
  };
}

/** Components of the draft that some sheet has no mark for, or one beyond what the draft lets be given. */
function marksUnfit(scoring: ScoringScheme, panels: readonly PanelState[]): ScoringScheme['components'] {
  const faults = panels.flatMap(({ opened, openedMarks }) => [
    ...[...opened.values()].flatMap((sheets) => (sheets ?? []).flatMap((sheet) => sheetFaults(scoring, sheet.components))),
    ...[...openedMarks.values()].flatMap((marks) => (marks === null ? [] : sheetFaults(scoring, marks.components, 'ENTERED'))),
  ]);
  const codes = new Set(faults.map(({ component }) => component));
  return scoring.components.filter(({ code }) => codes.has(code));
}

/** Who was found to have what the draft leans to, under the draft's own points; null where it leans to what nobody looked at, or the workings stand apart. */
function leansAsFound({ data, private: parts }: Recorded, { leans = [] }: ScoringScheme): Leaning | null {
  if (leans.length === 0) return new Map();
  const { scheme, listed } = data as { readonly scheme?: { readonly leans?: readonly LeanRule[] }; readonly listed?: string | null };
  const asked = new Map((scheme?.leans ?? []).map((lean) => [lean.code, lean]));
  const same = ({ code, toward, who }: LeanRule): boolean => { const was = asked.get(code); return was !== undefined && sameJson(was.toward, toward) && sameJson(was.who, who); };
  if ((listed ?? null) !== null || !leans.every(same)) return null;
  return new Map(Object.entries(parts).map(([holder, part]) => {
    const found = (part?.['working'] as { readonly leans?: readonly LeanHeld[] } | undefined)?.leans ?? [];
    return [holder, leans.flatMap(({ code, clause, form, points }) => found.filter((one) => one.code === code).map(({ because }): LeanHeld => ({ code, clause, form, points, because })))];
  }));
}

type Groups = readonly (readonly NominationId[])[];
type Place = ReadonlyMap<NominationId, number>;

/**
 * Where a person settled a tie, it is settled as she settled it: the draft is asked for its rules and not for another
 * person's mind. A tie that nobody settled, since the rules of then broke it, is left as the draft leaves it.
 */
function rankedAsSettled(ranking: (orders: Groups) => ReturnType<typeof rankedBy>, place: Place, isSettled: (tied: readonly NominationId[]) => boolean) {
  const orders: (readonly NominationId[])[] = [];
  const put = new Set<NominationId>();
  for (;;) {
    const ranked = ranking(orders);
    const tied = (ranked.kind === 'refused' ? atTheCut(ranked) : sharingRanks(ranked)).find((group) => group.every((one) => !put.has(one)) && isSettled(group));
    if (tied === undefined) return { ranked, orders };
    orders.push([...tied].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)));
    for (const one of tied) put.add(one);
  }
}

/** The ties of then that a person settled, each in the order that she gave it: the rules of then leave them open, and the record does not. */
function settledThen(fact: Recorded, of: RoundState, own: TierRules, sheets: readonly PanelState[], place: Place): Groups {
  const { scoring } = own;
  const leans = scoring === null ? null : leansAsFound(fact, scoring);
  if (fact.meta.act === undefined || scoring === null || leans === null) return [];
  const ranks = new Map(linesOf(fact).map(({ nomination, rank }) => [nomination, rank]));
  const panels = sheets.map((one) => underScheme(one, scoring));
  return rankedAsSettled((orders) => rankedBy(of, own, scoring, panels, orders, leans), place, (tied) => new Set(tied.map((one) => ranks.get(one))).size === tied.length).orders;
}

function atTheCut({ refusal: { rule, inputs } }: Refused): Groups {
  const group = rule === 'tieAtTheCut' ? inputs['group'] : null;
  return Array.isArray(group) ? [group.map(String)] : [];
}

function sharingRanks({ lines }: Ranked): Groups {
  const shared = new Map<string, NominationId[]>();
  for (const { group, line } of lines) shared.set(`${group ?? ''} ${line.rank}`, [...(shared.get(`${group ?? ''} ${line.rank}`) ?? []), line.nomination]);
  return [...shared.values()].filter((group) => group.length > 1);
}

/** Her number with the leans in it, her place, the titles to be had, and whether that is enough. */
export function placeWords({ rank, proposed }: Pick<RankLine, 'rank' | 'proposed'>, working: Partial<Pick<ScoreWorking, 'total' | 'below' | 'leans'>> | null, seats: number): Answer {
  const { total, below = [], leans = [] } = working ?? {};
  const held = leans.map(({ clause, form, points }) => (form === 'BONUS' ? { zh: `含加分 ${points ?? 0}（${clause}）`, en: `with a bonus of ${points ?? 0} (${clause})` } : { zh: `同分优先（${clause}）`, en: `first between equals (${clause})` }));
  const [zh, en] = total === undefined ? ['', ''] : [`${[`总分 ${total}`, ...held.map((one) => one.zh)].join('，')}，`, `${[`total ${total}`, ...held.map((one) => one.en)].join(', ')}, `];
  const [under, beneath] = below.length === 0 ? ['', ''] : [`，未达入选线（${below.map((line) => lineWord(line).zh).join('、')}）`, `, below the line (${below.map((line) => lineWord(line).en).join(', ')})`];
  const at = { zh: `第 ${rank} 名（名额 ${seats} 个）`, en: `rank ${rank} (titles: ${seats})` };
  return proposed
    ? { decided: 'PROPOSED', words: { zh: `${zh}${at.zh}，拟入选`, en: `${en}${at.en}, proposed` } }
    : { decided: 'NOT_PROPOSED', words: { zh: `${zh}${at.zh}，未拟入选${under}`, en: `${en}${at.en}, not proposed${beneath}` } };
}

/** Pass lines are of the total, of the ballot, or of a component, which goes by the code that the scheme gives it. */
function lineWord(line: string): Notice {
  return line === 'total' ? { zh: '总分', en: 'total' } : line === 'ballot' ? { zh: '表决', en: 'ballot' } : { zh: `“${line}”`, en: `"${line}"` };
}

/** Of a long ranking the workings stand in the parts before its head: then the head's own part has none. */
export function workingIn(own: JsonObject | null | undefined): Partial<Pick<ScoreWorking, 'total' | 'leans'>> | null {
  const working = own?.['working'];
  return typeof working === 'object' && working !== null && !Array.isArray(working) ? (working as Partial<ScoreWorking>) : null;
}

export function linesOf(fact: Recorded): readonly RankLine[] {
  return (fact.data as { readonly lines?: readonly RankLine[] }).lines ?? [];
}
