import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { roundStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import { listNow, readPeople, type WhichList } from '../commands/printed-list';
import type { Secrets } from '../commands/ports';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId, RoundId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { readCode, shownCode } from '../domain/round/check-code';
import type { PrintKind } from '../domain/round/facts';
import { currentPrint, type PrintedList } from '../domain/round/prints';
import { openedRound, round as roundAggregate, tierOf, type RoundState } from '../domain/round/round';
import type { OrgsState } from '../domain/orgs';
import { listKinds } from '../prints/list-kinds';
import { PRINTS, type PrintDocument } from '../../projections/prints/prints';
import { RankingHandler, RankingQuestion, type RankingLine } from './ranking';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';

/** One row as its reader sees it, by column. */
export interface ShownRow {
  readonly nomination: string;
  readonly teacher: PersonId;
  readonly values: { readonly [column: string]: string | number | null };
}

export interface PrintedListAnswer {
  readonly round: RoundId;
  readonly names: Labelled;
  readonly programme: string;
  readonly programmeNames: Labelled;
  readonly tier: Labelled;
  readonly kind: PrintKind;
  readonly kindName: Labelled;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  readonly asOf: BusinessDate;
  /** In all; fewer rows are there where the reader may not see everybody. */
  readonly count: number;
  readonly rows: readonly ShownRow[];
  /** What stands on the paper: only where the list was printed as it is, and the reader sees all of it. */
  readonly printed: { readonly code: string; readonly edition: number; readonly on: BusinessDate } | null;
}

export class PrintedListQuestion extends Question<PrintedListAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly kind: PrintKind,
    readonly unit: OrgId | null,
    /** A print whose named people are meant. */
    readonly code?: string,
  ) {
    super();
  }
}

/** What a check code typed from a paper stands for. No name in it. */
export interface PrintAnswer {
  readonly code: string;
  readonly round: RoundId;
  readonly roundName: Labelled;
  readonly kind: PrintKind;
  readonly kindName: Labelled;
  readonly unit: OrgId | null;
  readonly edition: number;
  readonly printedOn: BusinessDate;
  readonly count: number;
  /** The list still says what was signed. */
  readonly current: boolean;
  /** Of the list as it is, where it was printed; null where it was not printed since it changed. */
  readonly currentCode: string | null;
  readonly currentEdition: number | null;
}

export class PrintQuestion extends Question<PrintAnswer> {
  constructor(
    readonly asker: Asker,
    readonly code: string,
  ) {
    super();
  }
}

interface Opened {
  readonly state: RoundState;
  readonly programme: EffectiveProgramme;
}

/** From the streams themselves, read to their ends: what is printed and what is checked must be what is decided on. */
export class PrintReading {
  constructor(private readonly reading: Reading, private readonly secrets: Pick<Secrets, 'list'>) {}

  async round(id: RoundId): Promise<Opened> {
    const { desk } = this.reading.sources.application;
    const { state } = await desk.streams.load(roundAggregate, roundStream(id));
    if (state.opened === null) throw new NotFoundError('round', id);
    const { programme, version, adoptions } = state.opened;
    return { state, programme: await desk.programmes.effective(programme, version, adoptions) };
  }

  async now({ state, programme }: Opened, which: WhichList, orgs: OrgsState) {
    for (;;) {
      const read = await readPeople(this.reading.sources.application.desk, state, which);
      const now = listNow(state, which, read, { orgs, programme, today: this.reading.today() }, this.secrets);
      // Somebody came on the list while the others were being read.
      if (now !== null) return now;
    }
  }
}

@QueryHandler(PrintedListQuestion)
export class PrintedListHandler implements IQueryHandler<PrintedListQuestion, PrintedListAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, kind, unit, code }: PrintedListQuestion): Promise<PrintedListAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'print');
    if (!reader.readsLedgers() || (kind === 'recommendations' && !reader.readsTeacher('', unit))) throw reader.refuse('print', 'staff');
    const prints = new PrintReading(this.reading, this.reading.sources.application.desk.ports.secrets);
    const opened = await prints.round(round);
    const { state, programme } = opened;
    const cited = code === undefined ? null : citedIn(state, code, kind, unit);
    const now = await prints.now(opened, { kind, unit, named: cited?.named ?? null }, tree);
    const ranking = kind === 'ranking' ? await this.ranking(asker, round) : null;
    const words = componentWords(opened);
    const rows = now.rows
      .filter((row) => (ranking === null ? kind === 'recommendations' || reader.readsTeacher(row.teacher, row.unit) : ranking.has(row.nomination)))
      .map(({ nomination, teacher, values }) => ({ nomination, teacher, values: { ...values, ...(ranking === null ? {} : numbersOf(ranking.get(nomination), words)) } }));
    if (rows.length === 0 && now.rows.length > 0) throw reader.refuse('print', 'staff');
    this.reading.noted(asker, 'print', rows.map(({ teacher }) => teacher));
    const whole = rows.length === now.rows.length && (ranking === null || [...ranking.values()].every(({ shown }) => shown !== 'WITHHELD'));
    const print = whole ? currentPrint(state, now.content) : null;
    const { names, parameters, tier } = openedRound(state);
    return {
      round, names, programme: programme.id, programmeNames: programme.names,
      tier: programme.tiers.find((one) => one.code === tier)?.names ?? { zh: tier, en: tier },
      kind, kindName: nameOfList(state, kind),
      unit, unitName: unit === null ? null : this.reading.unitName(tree, unit, parameters.snapshotOn),
      asOf: this.reading.today(),
      count: now.rows.length,
      rows,
      printed: print === null ? null : { code: shownCode(print.code), edition: print.edition, on: print.on },
    };
  }

  /** Who sees which line and which number is decided where the ranking itself is asked for. */
  private async ranking(asker: Asker, round: RoundId): Promise<ReadonlyMap<string, RankingLine>> {
    const { lines } = await new RankingHandler(this.reading).execute(new RankingQuestion(asker, round));
    return new Map(lines.map((line) => [line.nomination, line]));
  }
}

@QueryHandler(PrintQuestion)
export class PrintHandler implements IQueryHandler<PrintQuestion, PrintAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, code: typed }: PrintQuestion): Promise<PrintAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'print');
    const code = readCode(typed);
    const document = code === null ? undefined : await this.reading.one(PRINTS, code);
    const id = (document?.body as PrintDocument | undefined)?.rounds[0];
    if (code === null || id === undefined) throw new NotFoundError('print', typed);
    const prints = new PrintReading(this.reading, this.reading.sources.application.desk.ports.secrets);
    const opened = await prints.round(id);
    const print = opened.state.prints.get(code);
    if (print === undefined) throw new NotFoundError('print', typed);
    if (!mayAsk(reader, print)) throw reader.refuse('print', 'staff');
    const { content } = await prints.now(opened, print, tree);
    const current = currentPrint(opened.state, content);
    return {
      code: shownCode(code), round: id, roundName: openedRound(opened.state).names,
      kind: print.kind, kindName: nameOfList(opened.state, print.kind), unit: print.unit, edition: print.edition, printedOn: print.on, count: print.nominations.length,
      current: print.content === content,
      currentCode: current === null ? null : shownCode(current.code),
      currentEdition: current?.edition ?? null,
    };
  }
}

function nameOfList(state: RoundState, kind: PrintKind): Labelled {
  const { name, before = name } = listKinds[kind];
  return state.conferrals.size === 0 ? before : name;
}

function mayAsk(reader: Reader, { kind, unit }: PrintedList): boolean {
  return kind === 'recommendations' ? reader.readsTeacher('', unit) : reader.readsLedgers();
}

function citedIn(state: RoundState, typed: string, kind: PrintKind, unit: OrgId | null): PrintedList {
  const code = readCode(typed);
  const print = code === null ? undefined : state.prints.get(code);
  if (print === undefined || print.kind !== kind || print.unit !== unit) throw new NotFoundError('print', typed);
  return print;
}

/** Components by the words of the scheme. */
function componentWords({ state, programme }: Opened): ReadonlyMap<string, string> {
  const scheme = tierOf(state, programme).scoring;
  return new Map((scheme?.components ?? []).map(({ code, names }) => [code, names.zh]));
}

/** Every number of her line; empty where they are not for the reader. */
function numbersOf(line: RankingLine | undefined, words: ReadonlyMap<string, string>): { readonly [column: string]: string | number | null } {
  const working = line?.working;
  if (line === undefined || working === undefined || working === null) return { components: null, sheets: null, total: null, apartBy: null };
  const components = working['components'];
  const sheets = working['sheets'];
  return {
    components: isFields(components) ? Object.entries(components).map(([code, mean]) => `${words.get(code) ?? code} ${String(mean)}`).join('；') : null,
    sheets: Array.isArray(sheets) ? (sheets as readonly unknown[]).map(sheetOf).join('；') : null,
    total: typeof working['total'] === 'string' || typeof working['total'] === 'number' ? working['total'] : null,
    apartBy: line.tieSays?.zh ?? null,
  };
}

/** Who gave which mark is for those who run the round to look up; the paper that goes round has the marks alone. */
function sheetOf(sheet: unknown): string {
  if (!isFields(sheet)) return '';
  const dropped = sheet['dropped'];
  return `${String(sheet['weighted'])}${dropped === 'HIGHEST' ? '（去最高）' : dropped === 'LOWEST' ? '（去最低）' : ''}`;
}

function isFields(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
