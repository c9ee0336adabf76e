import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { FundMoved } from '../domain/targets/fund-board';
import type { BoardEntry, MadeByDay } from '../domain/targets/entries';
import { BOARD_ENTRIES, boardQuery, entryOf, type Board, type BoardEntryDocument } from '../../projections/board-entries/board-entries';
import { OUTPUT_TALLIES, outputsWhere, type OutputTally } from '../../projections/board-entries/outputs';
import { FUND_TALLIES, fundsWhere, movedBy } from '../../projections/board-entries/funds';
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

/** What was allocated and spent of a programme's funds by the day; of these units, or (null) of all. */
export async function movedOf(reading: Reading, programme: string, units: ReadonlySet<OrgId> | null, asOf: BusinessDate): Promise<readonly FundMoved[]> {
  const found: FundMoved[] = [];
  for await (const { body } of reading.all(FUND_TALLIES, fundsWhere(programme, units === null ? null : [...units]))) found.push(...movedBy(body, asOf));
  return found;
}
