import type { OutputRecorded } from '../../src/domain/targets/facts';
import type { JsonObject } from '../../src/domain/facts';
import type { MadeByDay } from '../../src/domain/targets/entries';
import type { CollectionSpec, Query } from '../../src/read-models/document-store';
import type { DayCounts } from '../facts-of';
import type { Delta } from '../projection';
import type { BoardEntryDocument } from './board-entries';

interface OutputKey extends JsonObject {
  readonly programme: string;
  readonly target: string;
  /** null: of all units together. */
  readonly unit: string | null;
}

/** What was made towards a target by day, as each record was last worded: a board adds up days, however many records there are. */
export interface OutputTally extends OutputKey, MadeByDay {
  readonly days: DayCounts;
}

export const OUTPUT_TALLIES = 'board_entries_v3_outputs';

export const outputs: CollectionSpec = {
  name: OUTPUT_TALLIES,
  indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'unit', type: 'text', alone: false }],
  compound: [['programme', 'unit']],
};

/** The tallies of each of these units; null: those of all units together. */
export function outputsWhere(programme: string, units: readonly string[] | null): Query['where'] {
  return [{ field: 'programme', eq: programme }, units === null ? { field: 'unit', eq: null } : { field: 'unit', in: units }];
}

/** What the wording before said is taken away, what the one after it says is added: it may be of another day, unit or number. */
export function outputsBetween(before: BoardEntryDocument | undefined, after: BoardEntryDocument): readonly Delta[] {
  return [...(before === undefined ? [] : madeIn(before, -1)), ...madeIn(after, 1)];
}

function madeIn({ type, programme, on, data }: BoardEntryDocument, sign: 1 | -1): readonly Delta[] {
  if (type !== 'OutputRecorded') return [];
  const { target, unit, quantity } = data as OutputRecorded['data'];
  const of = (unit: string | null, id: string): Delta => ({ kind: 'add', collection: OUTPUT_TALLIES, id, key: { programme, target, unit }, add: { [on]: sign * quantity } });
  return [of(unit, `${programme}/${target}/${unit}`), of(null, `${programme}/${target}`)];
}
