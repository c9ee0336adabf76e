import { equityCounts } from '../../projections/funnel/equity';
import { dutiesStream } from '../commands/board-streams';
import { funnelLines } from '../domain/cultivation/board';
import { equityBoard, subjectLeans } from '../domain/equity/equity-board';
import type { BusinessDate } from '../domain/dates';
import type { Json, JsonObject } from '../domain/facts';
import { answersFor } from '../domain/orgs';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { partyBoard } from '../domain/parties/party-board';
import { parties } from '../domain/parties/state';
import { figureLine } from '../domain/targets/figures';
import type { Honour } from '../domain/targets/honours';
import { ledgerCounts, legacyOf } from '../domain/targets/ledger';
import type { BoardEntry, MadeByDay } from '../domain/targets/entries';
import { complianceBoard, complianceCounts } from '../domain/targets/compliance-board';
import { fundBoard, fundTotals } from '../domain/targets/fund-board';
import { isUnder, targetBoard } from '../domain/targets/target-board';
import type { Place } from '../domain/rules/problems';
import { BOARD_ENTRIES, boardQuery, entryOf, type Board, type BoardEntryDocument } from '../../projections/board-entries/board-entries';
import { FUND_TALLIES, fundsWhere, movedBy } from '../../projections/board-entries/funds';
import { OUTPUT_TALLIES, type OutputTally } from '../../projections/board-entries/outputs';
import { effectiveOn } from '../queries/stated';
import { FUNNEL_CELLS, FUNNEL_SUBJECTS } from '../../projections/funnel/funnel';
import { funnelAsOf, funnelQuery, seatsLeftAsOf, subjectTallies } from '../../projections/funnel/query';
import { PYRAMID_TIERS } from '../../projections/pyramid/pyramid';
import { countAsOf, pyramidOfTiers } from '../../projections/pyramid/query';
import { HONOURS, honoursAsOf, type HonoursDocument } from '../../projections/honours/honours';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterQuery } from '../../projections/roster/query';
import { fault } from './difference';
import type { ExampleViews } from './office';
import type { Play } from './play';
import type { Then } from './worked-example';
import { foundInWords, matches } from './words';

/** What the boards of the programme say, from the same views and by the same counting as the queries'. Error: ExampleError. */
export async function checkBoards(play: Play, views: ExampleViews, then: Then, place: Place): Promise<void> {
  const { asOf, figures, targets, compliance, funds, legacy, funnel, equity, parties: together, gates, supervision, of } = then;
  if ([figures, targets, compliance, funds, legacy, funnel, equity, together, gates, supervision].every((board) => board === undefined)) return;
  const programme = play.programme.definition.id;
  const document = await views.one(PROGRAMMES, programme);
  if (document === undefined) throw fault(place, `没有方案 ${programme} 的视图`, `There is no view of programme ${programme}`);
  const effective = effectiveOn(document.body as ProgrammeDocument, asOf);
  const honours = await honoursOf(views, asOf);
  const tree = (await play.office.application.desk.world()).orgs.state;
  const asked = of === undefined ? undefined : play.names.id('org', of, [...place, 'of']);
  const isAsked = asked === undefined ? undefined : (unit: string): boolean => answersFor(tree, asked, unit, asOf);
  const counted = isAsked === undefined ? honours : honours.filter(({ unit }) => unit !== null && isAsked(unit));
  if (figures !== undefined) compare(play, 'figures', figures, figuresFound(effective, counted, asOf, asked === undefined), asOf, place);
  if (funnel !== undefined) {
    const cells = (await views.all(FUNNEL_CELLS, (page) => funnelQuery({ programme }, page))).map(({ body }) => body).filter(({ unit }) => isAsked === undefined || isAsked(String(unit)));
    const held = countAsOf((await views.all(PYRAMID_TIERS, (page) => ({ where: pyramidOfTiers({ programme }), sort: [], ...page }))).map(({ body }) => body), asOf);
    const lines = funnelLines({ programme: effective, counts: funnelAsOf(cells, asOf), held, left: seatsLeftAsOf(cells, asOf), whole: isAsked === undefined });
    const batches = funnelAsOf(cells, asOf, ['cohort']).map(({ tier, group, counts }) => [`${tier} ${group.cohort ?? '-'}`, plain(counts)] as const);
    compare(play, 'funnel', funnel, new Map([...lines.map((line) => [line.tier, plain({ ...line.counts, ...line })] as const), ...batches]), asOf, place);
  }
  if (targets !== undefined) {
    const lines = targetBoard({ programme, asOf, targets: effective.targets ?? [], entries: await entriesOf(views, 'TARGETS', programme, asOf), made: await madeOf(views, programme), honours: () => honours, asked: isAsked, isWithin: (unit, above, day) => isUnder(tree, unit, above, day) });
    compare(play, 'targets', targets, new Map(lines.flatMap((line) => [[line.code, plain(line)], [`${line.code} ${line.period.from}`, plain(line)]])), asOf, place);
  }
  if (compliance !== undefined) {
    const lines = complianceBoard({ duties: effective.compliance ?? [], entries: await entriesOf(views, 'COMPLIANCE', programme, asOf), tree, asOf, asked: isAsked });
    const counts = complianceCounts(lines).flatMap((count) => [[count.requirement, plain(count)], [`${count.requirement} ${count.period.from}`, plain(count)]] as const);
    const units = lines.flatMap((line) => [[`${line.unit} ${line.requirement}`, plain(line)], [`${line.unit} ${line.requirement} ${line.period.from}`, plain(line)]] as const);
    compare(play, 'compliance', compliance, new Map([...counts, ...units]), asOf, place);
  }
  if (funds !== undefined) {
    const moved = (await views.all(FUND_TALLIES, (page) => ({ where: fundsWhere(programme, null), sort: [], ...page }))).flatMap(({ body }) => movedBy(body, asOf));
    const lines = fundBoard({ funds: effective.funding ?? [], budgets: await entriesOf(views, 'FUNDS', programme, asOf), moved, tree, asOf, asked: isAsked });
    const year = Number(asOf.slice(0, 4));
    const named = [...fundTotals(lines).map((total) => ({ name: total.fund, line: total })), ...lines.map((line) => ({ name: `${line.unit} ${line.fund}`, line }))];
    compare(play, 'funds', funds, new Map(named.flatMap(({ name, line }) => [[`${name} ${line.year}`, plain(line)] as const, ...(line.year === year ? [[name, plain(line)] as const] : [])])), asOf, place);
  }
  if (equity !== undefined) {
    const cells = (await views.all(FUNNEL_CELLS, (page) => funnelQuery({ programme }, page))).map(({ body }) => body).filter(({ unit }) => isAsked?.(String(unit)) ?? true);
    const rows = (await views.all(ROSTER_ROWS, (page) => rosterQuery({ asOf }, page))).map(({ body }) => body).filter(({ unit }) => isAsked?.(String(unit)) ?? true);
    const leans = subjectLeans(effective);
    const inSubjects = (await views.all(FUNNEL_SUBJECTS, (page) => ({ where: subjectTallies(programme, leans.flatMap(({ subjects }) => subjects)), sort: [], ...page }))).map(({ body }) => body).filter(({ unit }) => isAsked?.(String(unit)) ?? true);
    const lines = equityBoard({ tree, asOf, tiers: effective.tiers.map(({ code }) => code), leans, ...equityCounts(cells, inSubjects, rows, asOf) });
    compare(play, 'equity', equity, new Map(lines.map((line) => [line.tier === null ? line.toward : `${line.toward} ${line.tier}`, plain(line)])), asOf, place);
  }
  if (together !== undefined || gates !== undefined || supervision !== undefined) {
    const { state } = await play.office.application.desk.streams.load(parties, dutiesStream(programme));
    const board = partyBoard(state, effective, tree, asOf, isAsked);
    const duties = board.parties.flatMap((party) => [[party.party, plain(party)] as const, ...party.duties.map((duty) => [`${party.party} ${duty.duty}${duty.unit === null ? '' : ` ${duty.unit}`}`, plain(duty)] as const)]);
    compare(play, 'parties', together ?? {}, new Map(duties), asOf, place);
    compare(play, 'gates', gates ?? {}, new Map(board.gates.map((line) => [line.gate, plain(line)])), asOf, place);
    compare(play, 'supervision', supervision ?? {}, new Map(board.supervision.flatMap((line) => [[`${line.unit} ${line.supervision}`, plain(line)], [`${line.unit} ${line.supervision} ${line.period?.from ?? ''}`, plain(line)]])), asOf, place);
  }
  for (const [index, { name, level, unit, titles, persons }] of (legacy ?? []).entries()) {
    const at: Place = [...place, 'legacy', index];
    const above = unit === undefined ? undefined : play.names.id('org', unit, [...at, 'unit']);
    const ledger = legacyOf(above === undefined ? honours : honours.filter((honour) => honour.unit !== null && answersFor(tree, above, honour.unit, asOf)), { ...(name === undefined ? {} : { name }), ...(level === undefined ? {} : { level }) });
    const found = { titles: ledger.length, persons: ledgerCounts(ledger).persons };
    if (found.titles !== titles) play.differs(at, `历史称号台账在 ${asOf} 有 ${found.titles} 条`, `The ledger of earlier titles as of ${asOf} has ${found.titles} titles`, 'titles');
    if (found.persons !== persons) play.differs(at, `历史称号台账在 ${asOf} 有 ${found.persons} 人`, `The ledger of earlier titles as of ${asOf} has ${found.persons} persons`, 'persons');
  }
}

function figuresFound(effective: EffectiveProgramme, honours: readonly Honour[], asOf: BusinessDate, whole: boolean): ReadonlyMap<string, JsonObject> {
  return new Map((effective.figures ?? []).map((figure) => [figure.code, plain(figureLine(figure, honours, effective.id, asOf, whole))]));
}

/** By code; an object for each, compared on the keys that are given. */
export function compare(play: Play, board: string, expected: { readonly [code: string]: JsonObject }, found: ReadonlyMap<string, JsonObject>, asOf: BusinessDate, place: Place): void {
  for (const [code, said] of Object.entries(expected)) {
    const line = found.get(code);
    const at: Place = [...place, board];
    if (line === undefined) throw fault(at, `${board} 中没有“${code}”：可用 ${[...found.keys()].join('、')}`, `There is no "${code}" under ${board}: one of ${[...found.keys()].join(', ')}`, code);
    for (const [key, value] of Object.entries<Json>(said)) {
      if (!Object.hasOwn(line, key)) throw fault([...at, code], `不认识的键“${key}”：可用 ${Object.keys(line).join('、')}`, `Unknown key "${key}": one of ${Object.keys(line).join(', ')}`, key);
      if (!matches(value, line[key], play.names)) play.differs([...at, code], `${code} 在 ${asOf} 的 ${key} 是 ${foundInWords(value, line[key], play.names)}`, `${key} of ${code} as of ${asOf} is ${foundInWords(value, line[key], play.names)}`, key);
    }
  }
}

async function honoursOf(views: ExampleViews, asOf: BusinessDate): Promise<readonly Honour[]> {
  const rows = await views.all(ROSTER_ROWS, (page) => rosterQuery({ asOf }, page));
  const units = new Map(rows.map(({ body }) => [String(body['teacher']), String(body['unit'])]));
  const given = await views.all(HONOURS, (page) => ({ where: [], sort: [], ...page }));
  return given.flatMap(({ body }) => honoursAsOf(body as HonoursDocument, asOf, units.get(String(body['teacher'])) ?? null));
}

async function entriesOf(views: ExampleViews, board: Board, programme: string, asOf: BusinessDate): Promise<readonly BoardEntry[]> {
  return (await views.all(BOARD_ENTRIES, (page) => boardQuery(board, programme, asOf, page))).map(({ body }) => entryOf(body as BoardEntryDocument));
}

async function madeOf(views: ExampleViews, programme: string): Promise<readonly MadeByDay[]> {
  return (await views.all(OUTPUT_TALLIES, (page) => ({ where: [{ field: 'programme', eq: programme }], sort: [], ...page }))).map(({ body }) => body as OutputTally);
}

export function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
