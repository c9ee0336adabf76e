import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject, OfficialAct } from '../../src/domain/facts';
import type { BoardEntry } from '../../src/domain/targets/entries';
import type { Query } from '../../src/read-models/document-store';
import type { Projection } from '../projection';
import { fundsBetween, fundTallies } from './funds';
import { outputs, outputsBetween } from './outputs';

const EVENTS = ['TargetSet', 'OutputRecorded', 'TargetWaived', 'ComplianceRecorded', 'FundBudgetSet', 'FundAllocated', 'FundSpent'] as const satisfies readonly EventType[];

/** One fact of a programme's boards, as it was last worded. */
export interface BoardEntryDocument extends JsonObject {
  readonly board: string;
  readonly programme: string;
  /** The last wording. */
  readonly event: string;
  readonly type: string;
  /** Place of the first wording in its stream. */
  readonly revision: number;
  readonly on: string;
  readonly data: JsonObject;
  readonly corrects: string | null;
  readonly act: JsonObject | null;
}

export const BOARD_ENTRIES = 'board_entries_v3';
/** What is made towards targets, and what is allocated and spent, is asked of its tally alone. */
export type Board = 'TARGETS' | 'OUTPUTS' | 'COMPLIANCE' | 'FUNDS' | 'MONEY';

const boards: { readonly [type in (typeof EVENTS)[number]]: Board } = { TargetSet: 'TARGETS', OutputRecorded: 'OUTPUTS', TargetWaived: 'TARGETS', ComplianceRecorded: 'COMPLIANCE', FundBudgetSet: 'FUNDS', FundAllocated: 'MONEY', FundSpent: 'MONEY' };

export const boardEntries: Projection<BoardEntryDocument> = {
  name: 'board-entries',
  version: 3,
  events: EVENTS,
  collection: { name: BOARD_ENTRIES, indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'board', type: 'text', alone: false }, { field: 'on', type: 'text', alone: false }], compound: [['programme', 'board', 'on']] },
  derived: [outputs, fundTallies],
  keys: ({ id, meta }) => [meta.corrects ?? id],
  fold: (body, { id, type, revision, data, meta }) => ({
    board: boards[type as (typeof EVENTS)[number]],
    programme: String(data['programme']),
    event: id,
    type,
    revision: body?.revision ?? revision,
    on: meta.effectiveOn,
    data,
    corrects: meta.corrects ?? null,
    act: meta.act === undefined ? null : { ...meta.act, ...(meta.act.meeting === undefined ? {} : { meeting: { ...meta.act.meeting } }) } as JsonObject,
  }),
  derive: (before, after) => [...outputsBetween(before, after), ...fundsBetween(before, after)],
};

/** What holds by the day, as it was last worded. */
export function boardQuery(board: Board, programme: string, asOf: BusinessDate, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'programme', eq: programme }, { field: 'board', eq: board }, { field: 'on', lte: asOf }], sort: [{ field: 'on' }], ...page };
}

export function entryOf({ event, type, revision, on, data, corrects, act }: BoardEntryDocument): BoardEntry {
  return { event, type, revision, on, data, corrects, act: act as OfficialAct | null };
}
