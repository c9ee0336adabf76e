import type { PersonId, Revision } from '../facts';
import type { RoundParameters } from './facts';
import { seatCounted } from './notice-state';
import { ledgerKey, lineKey } from './path';
import type { LineRestored } from './reopened-facts';
import type { RecommendationLine, RoundState } from './round';

/** How many seats of one ledger are taken, and how. */
export interface Taken {
  reserved: number;
  confirmed: number;
  lapsed: number;
}

/** The table of the notice in force; a row that it no longer has keeps no seat. */
export function seatsAsIn(state: RoundState, { recommendationSeats }: RoundParameters): void {
  state.seatTable.clear();
  for (const { unit, seats, level = 'SCHOOL' } of recommendationSeats) state.seatTable.set(ledgerKey(level, unit), seats);
}

/** Takes a seat of its ledger; also in a round that is only tried out. */
export function takeSeat(state: RoundState, taken: Omit<RecommendationLine, 'status' | 'leaving'>, revision: Revision): void {
  const { reservation, nomination, level, unit, countsTo, recommenders } = taken;
  const line: RecommendationLine = { ...taken, status: 'RESERVED', leaving: null };
  state.recommendations.set(reservation, line);
  seatCounted(state.notice, unit, countsTo, 1);
  state.ledgerRevision.set(ledgerKey(level, unit), revision);
  takenBy(state, line).reserved += 1;
  state.live.set(lineKey(nomination, level), reservation);
  for (const person of personsOn(line)) count(state.candidates, person, 1);
  for (const person of recommenders) count(state.recommenders, person, 1);
}

function takenBy(state: RoundState, { level, unit }: Pick<RecommendationLine, 'level' | 'unit'>): Taken {
  const key = ledgerKey(level, unit);
  let taken = state.taken.get(key);
  if (!taken) state.taken.set(key, (taken = { reserved: 0, confirmed: 0, lapsed: 0 }));
  return taken;
}

export function confirmLine(state: RoundState, line: RecommendationLine, revision: Revision): void {
  if (line.status !== 'RESERVED') return;
  line.status = 'CONFIRMED';
  state.ledgerRevision.set(ledgerKey(line.level, line.unit), revision);
  const taken = takenBy(state, line);
  taken.reserved -= 1;
  taken.confirmed += 1;
}

/** She holds it no longer. A released seat is there for another, a lapsed one for nobody. */
export function endLine(state: RoundState, line: RecommendationLine, status: 'RELEASED' | 'LAPSED', revision: Revision): void {
  if (line.status !== 'RESERVED' && line.status !== 'CONFIRMED') return;
  const taken = takenBy(state, line);
  taken[line.status === 'RESERVED' ? 'reserved' : 'confirmed'] -= 1;
  if (status === 'LAPSED') taken.lapsed += 1;
  line.status = status;
  line.leaving = null;
  state.ledgerRevision.set(ledgerKey(line.level, line.unit), revision);
  state.live.delete(lineKey(line.nomination, line.level));
  // A lapsed seat stays counted to its limits, as it stays taken.
  if (status === 'RELEASED') seatCounted(state.notice, line.unit, line.countsTo, -1);
  for (const person of personsOn(line)) count(state.candidates, person, -1);
  for (const person of line.recommenders) count(state.recommenders, person, -1);
}

/** Held again after it had been given up: a seat that had come back is taken once more, a lapsed one only changes hands. */
export function restoreLine(state: RoundState, { reservation, was, countsTo }: LineRestored, revision: Revision): void {
  const ended = state.recommendations.get(reservation);
  if (ended?.status !== was) return;
  const line: RecommendationLine = { ...ended, countsTo, status: 'CONFIRMED', leaving: null };
  state.recommendations.set(reservation, line);
  const taken = takenBy(state, line);
  taken.confirmed += 1;
  if (was === 'LAPSED') taken.lapsed -= 1;
  else seatCounted(state.notice, line.unit, countsTo, 1);
  state.ledgerRevision.set(ledgerKey(line.level, line.unit), revision);
  state.live.set(lineKey(line.nomination, line.level), reservation);
  for (const person of personsOn(line)) count(state.candidates, person, 1);
  for (const person of line.recommenders) count(state.recommenders, person, 1);
}

/** Whose candidacy a line is: the teacher's, or of the team and everybody in it. */
function personsOn({ teacher, members = [] }: Pick<RecommendationLine, 'teacher' | 'members'>): readonly PersonId[] {
  return [teacher, ...members];
}

/** One more or one fewer of a person's parts. */
export function count(counts: Map<PersonId, number>, person: PersonId, by: number): void {
  const next = (counts.get(person) ?? 0) + by;
  if (next === 0) counts.delete(person);
  else counts.set(person, next);
}
