import type { BoardEntry } from '../domain/targets/entries';
import { BOARD_ENTRIES, boardQuery, entryOf, type Board, type BoardEntryDocument } from '../../projections/board-entries/board-entries';
import type { Reading } from './reading';

/** Everything recorded on one of a programme's boards. */
export async function entriesOf(reading: Reading, board: Board, programme: string): Promise<readonly BoardEntry[]> {
  const found: BoardEntry[] = [];
  for await (const { body } of reading.all(BOARD_ENTRIES, boardQuery(board, programme, { limit: 1 }).where)) found.push(entryOf(body as BoardEntryDocument));
  return found;
}
