import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId } from '../domain/facts';
import { NotFoundError } from '../commands/errors';
import { ledgerCounts, legacyOf, type LedgerCount, type LedgerFilter } from '../domain/targets/ledger';
import { PROGRAMME_HEADS } from '../../projections/programmes/programmes';
import { listedTitles } from './honours';
import { cursorAfterPlace, isOne, placeOfCursor } from './place-cursor';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unitsReadOf } from './roster';

export interface LegacyLedgerAsked extends LedgerFilter {
  readonly asOf?: BusinessDate;
  readonly unit?: OrgId;
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: TeacherId;
}

/** One title as a list has it; checked by nobody. */
export interface LedgerRow {
  readonly teacher: TeacherId;
  /** Hers; null where it was erased. */
  readonly teacherName: string | null;
  /** Of the day asked about. */
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  readonly name: string | null;
  readonly level: string | null;
  readonly conferredOn: string;
  readonly number: string | null;
  readonly programme: string | null;
  readonly verified: false;
}

export interface LegacyLedgerAnswer {
  readonly asOf: BusinessDate;
  /** Of the whole ledger, whatever the page shows. */
  readonly counts: readonly LedgerCount[];
  readonly persons: number;
  readonly rows: readonly LedgerRow[];
  readonly next: string | null;
  readonly parked: number;
}

export class LegacyLedgerQuestion extends Question<LegacyLedgerAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: LegacyLedgerAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

/** 历史称号台账. Pages are cut between teachers: who is on one has all of hers there. */
@QueryHandler(LegacyLedgerQuestion)
export class LegacyLedgerHandler implements IQueryHandler<LegacyLedgerQuestion, LegacyLedgerAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: LegacyLedgerQuestion): Promise<LegacyLedgerAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const asOf = asked.asOf ?? this.reading.today();
    const units = unitsReadOf(reader, tree, 'legacy-titles', { ...(asked.unit === undefined ? {} : { unit: asked.unit }), asOf, today: this.reading.today() });
    const { name, level, programme } = asked;
    const filter = { ...(name === undefined ? {} : { names: [name] }), ...(level === undefined ? {} : { level }), ...(programme === undefined ? {} : { programme }) };
    // A list may name a programme that nobody published here; one that no list names on the day or today either is mistyped.
    if (programme !== undefined && !(await this.isKnown(programme, asOf, units))) throw new NotFoundError('programme', programme);
    const ledger = legacyOf(await listedTitles(this.reading, asOf, filter, units === undefined ? undefined : new Set(units)), asked);
    const [after] = asked.after === undefined ? [null] : placeOfCursor(asked.after, asked, isOne);
    const teachers = [...new Set(ledger.map(({ teacher }) => teacher))].filter((teacher) => after === null || teacher > after);
    const shown = teachers.slice(0, asked.limit ?? DEFAULT_LIMIT);
    const last = shown.at(-1);
    const names = await this.reading.namesOf(shown);
    const on = new Set(shown);
    this.reading.noted(asker, 'legacy-titles', [...names.keys()]);
    return {
      asOf,
      ...ledgerCounts(ledger),
      rows: ledger.filter(({ teacher }) => on.has(teacher)).map((title) => {
        const { unit } = title;
        return {
          teacher: title.teacher, teacherName: names.get(title.teacher) ?? null, unit, unitName: unit === null ? null : this.reading.unitName(tree, unit, asOf),
          name: title.name, level: title.level, conferredOn: title.conferredOn, number: title.number, programme: title.programme, verified: false,
        };
      }),
      next: last !== undefined && shown.length < teachers.length ? cursorAfterPlace(asked, [last]) : null,
      parked: await this.reading.parked('roster'),
    };
  }

  private async isKnown(programme: string, asOf: BusinessDate, units: readonly OrgId[] | undefined): Promise<boolean> {
    if ((await this.reading.one(PROGRAMME_HEADS, programme)) !== undefined) return true;
    const within = units === undefined ? undefined : new Set(units);
    for (const day of [asOf, this.reading.today()]) if ((await listedTitles(this.reading, day, { programme }, within)).length > 0) return true;
    return false;
  }
}
