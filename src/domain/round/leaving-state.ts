import type { BusinessDate } from '../dates';
import type { EventId, OfficialAct, PrivatePart } from '../facts';
import type { RejectionRegistered, ReturnRegistered, RoundFact, WithdrawalRegistered } from './facts';
import type { RoundState } from './round';

/** A return for completion that has not ended; `fact` is what asks for its later steps. */
export type OpenReturn = ReturnRegistered['data'] & { readonly registration: EventId; readonly on: BusinessDate; readonly words: string | null; readonly fact: ReturnRegistered };

/** A withdrawal or a 不予推荐, as step two needs it. */
export type Departure = { readonly registration: EventId; readonly on: BusinessDate; readonly act: OfficialAct | null; readonly reason: string | null } & (
  | ({ readonly kind: 'WITHDRAWN' } & WithdrawalRegistered['data'])
  | ({ readonly kind: 'REJECTED' } & RejectionRegistered['data'])
);

/** Who leaves, who was returned for completion, and how a return ended. */
export function evolveLeaving(state: RoundState, fact: Extract<RoundFact, { readonly type: 'WithdrawalRegistered' | 'RejectionRegistered' | 'ReturnRegistered' | 'ReturnEnded' }>): void {
  switch (fact.type) {
    case 'WithdrawalRegistered':
    case 'RejectionRegistered': {
      const of = { registration: fact.id, on: fact.meta.effectiveOn, act: fact.meta.act ?? null, reason: textIn(fact.private[fact.data.teacher], 'reason') };
      state.departures.set(fact.id, fact.type === 'WithdrawalRegistered' ? { ...of, kind: 'WITHDRAWN', ...fact.data } : { ...of, kind: 'REJECTED', ...fact.data });
      state.left.set(fact.data.nomination, fact.id);
      for (const { reservation, fate } of fact.data.lines) {
        const line = state.recommendations.get(reservation);
        if (line) line.leaving = fate;
      }
      break;
    }
    case 'ReturnRegistered':
      state.returns.set(fact.data.nomination, { ...fact.data, registration: fact.id, on: fact.meta.effectiveOn, words: textIn(fact.private[fact.data.teacher], 'words'), fact });
      break;
    case 'ReturnEnded': {
      const { nomination, how } = fact.data;
      if (how === 'OVERDUE' && state.returns.get(nomination)?.overdue === 'NOT_RECOMMENDED') state.left.set(nomination, fact.id);
      state.returns.delete(nomination);
      break;
    }
  }
}

function textIn(part: PrivatePart | null | undefined, field: string): string | null {
  const value = part?.[field];
  return typeof value === 'string' ? value : null;
}
