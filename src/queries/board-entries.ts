import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { BoardEntry, MadeByDay } from '../domain/targets/entries';
import { BOARD_ENTRIES, boardQuery, entryOf, type Board, type BoardEntryDocument } from '../../projections/board-entries/board-entries';
import { OUTPUT_TALLIES, outputsWhere, type OutputTally } from '../../projections/board-entries/outputs';
import type { Reading } from './reading';

/** What holds by the day on one of a programme's boards, as it was last worded. */
export async function entriesOf(reading: Reading, board: Board, programme: string, asOf: BusinessDate): Promise<readonly BoardEntry[]> {
  const found: BoardEntry[] = [];
  const { where, sort } = boardQuery(board, programme, asOf, { limit: 1 });
  for await (const { body } of reading.all(BOARD_ENTRIES, where, sort)) found.push(entryOf(body as BoardEntryDocument));
  return found;
}

/** How many were made towards a programme's targets: by each of these units, or (null) by all units together. */
export async function madeBy(reading: Reading, programme: string, units: ReadonlySet<OrgId> | null): Promise<readonly MadeByDay[]> {
  const found: MadeByDay[] = [];
  for await (const { body } of reading.all(OUTPUT_TALLIES, outputsWhere(programme, units === null ? null : [...units]))) found.push(body as OutputTally);
  return found;
}
