import type { BatchState } from '../domain/batch';
import { lineReservation } from '../domain/round/path';
import type { SeatsReserved } from '../domain/round/facts';
import type { Asked, Desk, Settled } from './desk';
import { carryOutForRound } from './round-batch';
import { dataOf, settleLine, together } from './settle';
import type { Attempt } from './streams';

/** Seats that a mass act reserved: each line's recommendation or its decline, its seat, and the batch's completion. */
export function settleSeats(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`seats ${of.id}`, async () => {
    const { batch: id, lines } = dataOf<SeatsReserved>(of);
    const done = await carryOutForRound(desk, of, {
      id,
      targets: lines.map(({ teacher: target, nomination }) => ({ target, data: { nomination } })),
      settleTarget: async (target, data) => {
        const nomination = String(data['nomination']);
        const { outcome, rule, ...settled } = await settleLine(desk, of, { reservation: lineReservation(of.id, nomination), teacher: target, nomination }, via ?? 'batch');
        return { ...settled, outcome: { outcome: rule === null ? 'DONE' : 'DECLINED', event: outcome, rule } };
      },
    }, via);
    return { ...together(done.settled), state: done.loaded.state };
  });
}
