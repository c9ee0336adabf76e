import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject, OfficialAct } from '../../src/domain/facts';
import type { BoardEntry } from '../../src/domain/targets/entries';
import type { Query } from '../../src/read-models/document-store';
import type { Projection } from '../projection';

const EVENTS = ['TargetSet', 'OutputRecorded', 'TargetWaived', 'ComplianceRecorded', 'FundBudgetSet', 'FundAllocated', 'FundSpent'] as const satisfies readonly EventType[];

/** One fact of a programme's boards. */
export interface BoardEntryDocument extends JsonObject {
  readonly board: string;
  readonly programme: string;
  readonly event: string;
  readonly type: string;
  readonly revision: number;
  readonly on: string;
  readonly data: JsonObject;
  readonly corrects: string | null;
  readonly act: JsonObject | null;
}

export const BOARD_ENTRIES = 'board_entries_v1';
export type Board = 'TARGETS' | 'COMPLIANCE' | 'FUNDS';

const boards: { readonly [type in (typeof EVENTS)[number]]: Board } = { TargetSet: 'TARGETS', OutputRecorded: 'TARGETS', TargetWaived: 'TARGETS', ComplianceRecorded: 'COMPLIANCE', FundBudgetSet: 'FUNDS', FundAllocated: 'FUNDS', FundSpent: 'FUNDS' };

export const boardEntries: Projection<BoardEntryDocument> = {
  name: 'board-entries',
  version: 1,
  events: EVENTS,
  once: true,
  collection: { name: BOARD_ENTRIES, indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'board', type: 'text', alone: false }], compound: [['programme', 'board']] },
  keys: (event) => [event.id],
  fold: (_body, { id, type, revision, data, meta }) => ({
    board: boards[type as (typeof EVENTS)[number]],
    programme: String(data['programme']),
    event: id,
    type,
    revision,
    on: meta.effectiveOn,
    data,
    corrects: meta.corrects ?? null,
    act: meta.act === undefined ? null : { ...meta.act, ...(meta.act.meeting === undefined ? {} : { meeting: { ...meta.act.meeting } }) } as JsonObject,
  }),
};

export function boardQuery(board: Board, programme: string, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'programme', eq: programme }, { field: 'board', eq: board }], sort: [{ field: 'programme' }], ...page };
}

export function entryOf({ event, type, revision, on, data, corrects, act }: BoardEntryDocument): BoardEntry {
  return { event, type, revision, on, data, corrects, act: act as OfficialAct | null };
}
