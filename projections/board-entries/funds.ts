import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { FundAllocated, FundSpent } from '../../src/domain/targets/facts';
import type { FundMoved } from '../../src/domain/targets/fund-board';
import type { CollectionSpec, Query } from '../../src/read-models/document-store';
import type { DayCounts } from '../facts-of';
import type { Delta } from '../projection';
import type { BoardEntryDocument } from './board-entries';

/** RECORDS: how many there are, so that a year of which all was taken back is still shown. */
type Moved = 'RECORDS' | 'ALLOCATED' | 'SPENT';

interface FundKey extends JsonObject {
  readonly programme: string;
  readonly fund: string;
  readonly unit: string;
}

/**
 * What was allocated and spent of a unit's fund, of all its years, in fen. A budget is set and not summed: the last that was set
 * counts, so budgets are read as entries.
 */
export interface FundTally extends FundKey {
  /** By `<year of the money> <what> <day>`, as each record was last worded. */
  readonly days: DayCounts;
}

export const FUND_TALLIES = 'board_entries_v3_funds';

export const fundTallies: CollectionSpec = {
  name: FUND_TALLIES,
  indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'unit', type: 'text', alone: false }],
  compound: [['programme', 'unit']],
};

/** Of these units; null: of every one. */
export function fundsWhere(programme: string, units: readonly string[] | null): Query['where'] {
  return [{ field: 'programme', eq: programme }, ...(units === null ? [] : [{ field: 'unit', in: units }])];
}

/** Each year of which anything was recorded by the day. */
export function movedBy(body: JsonObject, asOf: BusinessDate): readonly FundMoved[] {
  const { fund, unit, days } = body as FundTally;
  const years = new Map<string, { [of in Moved]: number }>();
  for (const field in days) {
    const [year = '', of, day = ''] = field.split(' ');
    if (day > asOf) continue;
    const sums = years.get(year) ?? { RECORDS: 0, ALLOCATED: 0, SPENT: 0 };
    years.set(year, sums);
    sums[of as Moved] += days[field] ?? 0;
  }
  return [...years].flatMap(([year, { RECORDS, ALLOCATED, SPENT }]) => (RECORDS === 0 ? [] : [{ fund, unit, year: Number(year), allocated: ALLOCATED, spent: SPENT }]));
}

/** What the wording before said is taken away, what the one after it says is added. */
export function fundsBetween(before: BoardEntryDocument | undefined, after: BoardEntryDocument): readonly Delta[] {
  return [...(before === undefined ? [] : movedIn(before, -1)), ...movedIn(after, 1)];
}

function movedIn({ type, programme, on, data }: BoardEntryDocument, sign: 1 | -1): readonly Delta[] {
  if (type !== 'FundAllocated' && type !== 'FundSpent') return [];
  const { fund, unit, year, amount } = data as (FundAllocated | FundSpent)['data'];
  const field = (of: Moved): string => `${year} ${of} ${on}`;
  return [{ kind: 'add', collection: FUND_TALLIES, id: `${programme}/${fund}/${unit}`, key: { programme, fund, unit }, add: { [field('RECORDS')]: sign, [field(type === 'FundAllocated' ? 'ALLOCATED' : 'SPENT')]: sign * amount } }];
}
