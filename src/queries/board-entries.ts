import type { BusinessDate } from '../domain/dates';
import type { BoardEntry } from '../domain/targets/entries';
import { BOARD_ENTRIES, boardQuery, entryOf, type Board, type BoardEntryDocument } from '../../projections/board-entries/board-entries';
import type { Reading } from './reading';

/** What holds by the day on one of a programme's boards, as it was last worded. */
export async function entriesOf(reading: Reading, board: Board, programme: string, asOf: BusinessDate): Promise<readonly BoardEntry[]> {
  const found: BoardEntry[] = [];
  const { where, sort } = boardQuery(board, programme, asOf, { limit: 1 });
  for await (const { body } of reading.all(BOARD_ENTRIES, where, sort)) found.push(entryOf(body as BoardEntryDocument));
  return found;
}
