import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { holderStream } from '../commands/desk';
import type { BusinessDate } from '../domain/dates';
import type { HolderKind, OrgId, PersonId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { teacher } from '../domain/teacher/teacher';
import { termLines, type TermAsks, type TermLine } from '../domain/teacher/term-calendar';
import type { TitleStatus } from '../domain/teacher/title-status';
import { termsWhere, type TermsFilter } from '../../projections/terms/query';
import { TERM_ROWS, type TermRow } from '../../projections/terms/terms';
import type { Comparison } from '../read-models/document-store';
import { inOrder } from './in-order';
import { cursorAfterPlace, isOne, placeOfCursor } from './place-cursor';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unitsReadOf } from './roster';
import { stampOf, workedOutIn } from './worked-out';

export interface TermCalendarAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  readonly tier?: string;
  readonly track?: string;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  readonly status?: TitleStatus;
  /** Terms that end on this day or before. */
  readonly endsBy?: BusinessDate;
  readonly asks?: TermAsks;
  /** Whether all that is asked for is counted, which reads every holder's dossier. */
  readonly counts?: boolean;
  readonly limit?: number;
  readonly after?: string;
}

export interface TermEntry extends Pick<TermLine, 'title' | 'programme' | 'tier' | 'track' | 'term' | 'from' | 'to' | 'clause' | 'status' | 'assessment' | 'renewedFrom' | 'asks' | 'exit' | 'vacancy'> {
  /** The teacher's id, or the team's. */
  readonly teacher: PersonId;
  readonly holder: HolderKind;
  /** null when erased. */
  readonly name: string | null;
  readonly unit: OrgId;
  readonly unitName: Labelled;
  readonly tierNames: Labelled;
  /** What waits, for whom it is to do. */
  readonly says: Labelled | null;
}

export interface TermCounts {
  readonly status: { readonly [status: string]: number };
  readonly asks: { readonly [asks: string]: number };
  /** Seats that exits left free. */
  readonly vacancies: number;
}

export interface TermCalendarAnswer {
  readonly asOf: BusinessDate;
  /** First what ends first; what has no end comes last. */
  readonly lines: readonly TermEntry[];
  /** Of all that was asked for, not of this page alone; null where they were not asked for. */
  readonly counts: TermCounts | null;
  readonly next: string | null;
  readonly parked: number;
}

export class TermCalendarQuestion extends Question<TermCalendarAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: TermCalendarAsked,
  ) {
    super();
  }
}

interface Line {
  readonly row: TermRow;
  readonly line: TermLine;
}

const DEFAULT_LIMIT = 50;
/** Pages read for one answer where most lines ask for something else. */
const MOST_PAGES = 20;
const ALL_AT_ONCE = 1_000;

/** The lines of a holder on a day, as her dossier stood: of most of them nothing is told from one question to the next. */
const linesKept = workedOutIn<readonly TermLine[]>(20_000, (lines) => lines.length + 1);

const SAYS: { readonly [asks in TermAsks]: Labelled } = {
  DECIDE: { zh: '有待复核事项，请作出决定。', en: 'A review is open: decide it.' },
  GRANT: { zh: '已连续考核达到要求，请认定终身。', en: 'Its terms come to a lifetime: grant it.' },
  ASSESS: { zh: '届终考核已到期，请作出结论。', en: 'The assessment at the end of the term is due: conclude it.' },
  RENEW: { zh: '届终考核符合续认条件，请续认或任其届满。', en: 'It may be renewed: renew it, or let it expire.' },
  REINSTATE: { zh: '称号暂停中，请在查明后恢复或撤销。', en: 'It is suspended: reinstate or revoke it.' },
};

/** 届期日历: which terms end when and what is due about them, as far as the reader sees the roster. */
@QueryHandler(TermCalendarQuestion)
export class TermCalendarHandler implements IQueryHandler<TermCalendarQuestion, TermCalendarAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: TermCalendarQuestion): Promise<TermCalendarAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, programme, tier, track, status, endsBy, asks } = asked;
    const units = unitsReadOf(reader, tree, 'terms', { ...asked, asOf, today: this.reading.today() });
    const filter: TermsFilter = { asOf, programme, tier, track, units, endsBy, statuses: statusesAsked(status, asks), ...(asks === 'DECIDE' ? { underReview: true } : {}) };
    const rules = new Map<string, EffectiveProgramme>();
    const [after] = asked.after === undefined ? [undefined] : placeOfCursor(asked.after, asked, isOne);
    const { lines: page, last } = await this.page({ ...filter, after }, asks, limit, rules);
    const persons = page.filter(({ row }) => row.team === null).map(({ row }) => row.teacher);
    const names = await this.reading.namesOf(persons);
    this.reading.noted(asker, 'terms', persons);
    return {
      asOf,
      lines: page.map(({ row, line }): TermEntry => ({
        ...line, teacher: row.teacher, holder: row.team === null ? 'PERSON' : 'TEAM', name: row.team ?? names.get(row.teacher) ?? null,
        unit: row.unit, unitName: this.reading.unitName(tree, row.unit, asOf), tierNames: rules.get(line.programme)?.tiers.find(({ code }) => code === line.tier)?.names ?? { zh: line.tier, en: line.tier },
        says: line.asks === null ? null : SAYS[line.asks],
      })),
      counts: asked.counts === true ? await this.counts(filter, asks, rules) : null,
      next: last === null ? null : cursorAfterPlace(asked, [last]),
      parked: await this.reading.parked('roster'),
    };
  }

  /** Lines in the order of their ends; `last`: where the next page goes on. Where few of those that are read ask for what was asked, a page may be short and yet have a next. */
  private async page(filter: TermsFilter, asks: TermAsks | undefined, limit: number, rules: Map<string, EffectiveProgramme>): Promise<{ readonly lines: readonly Line[]; readonly last: string | null }> {
    const lines: Line[] = [];
    let last: string | null = null;
    let read = 0;
    for await (const row of this.rows(filter, limit + 1)) {
      if (lines.length === limit || read === limit * MOST_PAGES) return { lines, last };
      const line = await this.lineOf(row, rules, filter.asOf);
      if (line !== undefined && (asks === undefined || line.asks === asks)) lines.push({ row, line });
      last = row.place;
      read += 1;
    }
    return { lines, last: null };
  }

  /** Of all that was asked for: every holder's dossier is read. */
  private async counts(filter: TermsFilter, asked: TermAsks | undefined, rules: Map<string, EffectiveProgramme>): Promise<TermCounts> {
    const counts = { status: new Map<string, number>(), asks: new Map<string, number>(), vacancies: 0 };
    for await (const row of this.rows(filter, ALL_AT_ONCE)) {
      const line = await this.lineOf(row, rules, filter.asOf);
      if (line === undefined || (asked !== undefined && line.asks !== asked)) continue;
      add(counts.status, line.status);
      if (line.asks !== null) add(counts.asks, line.asks);
      if (line.vacancy) counts.vacancies += 1;
    }
    return { status: Object.fromEntries(counts.status), asks: Object.fromEntries(counts.asks), vacancies: counts.vacancies };
  }

  private rows(filter: TermsFilter, atOnce: number): AsyncIterable<TermRow> {
    return inOrder(termsWhere(filter).map((where) => this.found(where, atOnce)));
  }

  private async *found(where: readonly Comparison[], atOnce: number): AsyncIterable<TermRow> {
    let after: string | undefined;
    do {
      const page = await this.reading.find(TERM_ROWS, { where, sort: [{ field: 'place' }], limit: atOnce, ...(after === undefined ? {} : { after }) });
      for (const { body } of page.documents) yield body as TermRow;
      after = page.next;
    } while (after !== undefined);
  }

  private async lineOf({ teacher: holder, team, title, programme }: TermRow, rules: Map<string, EffectiveProgramme>, asOf: BusinessDate): Promise<TermLine | undefined> {
    const { desk } = this.reading.sources.application;
    const effective = rules.get(programme) ?? (await desk.programmes.effective(programme));
    rules.set(programme, effective);
    const stream = holderStream(team === null ? 'PERSON' : 'TEAM', holder);
    const loaded = await desk.streams.load(teacher, stream);
    const kept = linesKept(this.reading);
    const key = `${asOf} ${programme} ${stream}`;
    const stamp = `${effective.version} ${effective.adoptions} ${stampOf(loaded)}`;
    const known = kept.get(key, stamp);
    const lines = known ?? termLines(loaded.state.facts, effective, asOf);
    if (known === undefined) kept.keep(key, stamp, lines);
    return lines.find((line) => line.title === title);
  }
}

/** What is suspended, or ran out, as it may have done while it was. */
function statusesAsked(status: TitleStatus | undefined, asks: TermAsks | undefined): readonly TitleStatus[] {
  if (status !== undefined) return [status];
  return asks === 'REINSTATE' ? ['SUSPENDED', 'EXPIRED'] : [];
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
