import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { holderStream } from '../commands/desk';
import type { BusinessDate } from '../domain/dates';
import type { HolderKind, OrgId, PersonId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { teacher } from '../domain/teacher/teacher';
import { termLines, type TermAsks, type TermLine } from '../domain/teacher/term-calendar';
import type { TitleStatus } from '../domain/teacher/title-status';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterWhere } from '../../projections/roster/query';
import { OPEN_END, type RosterRow } from '../../projections/roster/rows';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unitsAsked } from './roster';

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

export interface TermCalendarAnswer {
  readonly asOf: BusinessDate;
  /** First what ends first; what has no end comes last. */
  readonly lines: readonly TermEntry[];
  /** Of all that was asked for, not of this page alone. */
  readonly counts: { readonly status: { readonly [status: string]: number }; readonly asks: { readonly [asks: string]: number }; /** Seats that exits left free. */ readonly vacancies: number };
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

const DEFAULT_LIMIT = 50;
const NO_DAY: BusinessDate = '9999-12-31';

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
    const units = unitsAsked(tree, reader.rosterUnits('terms'), { ...asked, asOf, today: this.reading.today() });
    const rows = new Map<string, RosterRow>();
    for await (const { body } of this.reading.all(ROSTER_ROWS, rosterWhere({ asOf, programme, tier, track, units, status }))) {
      const row = body as RosterRow;
      if (row.title !== null && row.programme !== null && (endsBy === undefined || (row.until !== null && row.until <= endsBy))) rows.set(row.title, row);
    }
    const rules = new Map<string, EffectiveProgramme>();
    const counts = { status: new Map<string, number>(), asks: new Map<string, number>(), vacancies: 0 };
    const seen: { readonly place: string; readonly row: RosterRow; readonly line: TermLine }[] = [];
    for (const [title, row] of rows) {
      const line = await this.lineOf(row, title, rules, asOf);
      if (line === undefined || (asks !== undefined && line.asks !== asks)) continue;
      add(counts.status, line.status);
      if (line.asks !== null) add(counts.asks, line.asks);
      if (line.vacancy) counts.vacancies += 1;
      seen.push({ place: `${line.to ?? NO_DAY}/${row.teacher}/${title}`, row, line });
    }
    const rest = seen.sort((a, b) => (a.place < b.place ? -1 : 1)).filter(({ place }) => asked.after === undefined || place > asked.after);
    const page = rest.slice(0, limit);
    const persons = page.filter(({ row }) => row.team === undefined).map(({ row }) => row.teacher);
    const names = await this.reading.namesOf(persons);
    this.reading.noted(asker, 'terms', persons);
    return {
      asOf,
      lines: page.map(({ row, line }): TermEntry => ({
        ...line, teacher: row.teacher, holder: row.team === undefined ? 'PERSON' : 'TEAM', name: row.team ?? names.get(row.teacher) ?? null,
        unit: row.unit, unitName: this.reading.unitName(tree, row.unit, asOf), tierNames: rules.get(line.programme)?.tiers.find(({ code }) => code === line.tier)?.names ?? { zh: line.tier, en: line.tier },
        says: line.asks === null ? null : SAYS[line.asks],
      })),
      counts: { status: Object.fromEntries(counts.status), asks: Object.fromEntries(counts.asks), vacancies: counts.vacancies },
      next: rest.length > limit ? (page.at(-1)?.place ?? null) : null,
      parked: await this.reading.parked('roster'),
    };
  }

  private async lineOf({ teacher: holder, team, programme, to }: RosterRow, title: string, rules: Map<string, EffectiveProgramme>, asOf: BusinessDate): Promise<TermLine | undefined> {
    if (programme === null || (to !== OPEN_END && to <= asOf)) return undefined;
    const { desk } = this.reading.sources.application;
    const effective = rules.get(programme) ?? (await desk.programmes.effective(programme));
    rules.set(programme, effective);
    const { state } = await desk.streams.load(teacher, holderStream(team === undefined ? 'PERSON' : 'TEAM', holder));
    return termLines(state.facts, effective, asOf).find((line) => line.title === title);
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
