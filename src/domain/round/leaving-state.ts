import type { BusinessDate } from '../dates';
import type { EventId, NominationId, OfficialAct, PrivatePart } from '../facts';
import type { RejectionRegistered, ReturnRegistered, RoundFact, WithdrawalRegistered } from './facts';
import { restoreLine } from './ledger';
import { climbing } from './parameters';
import { lineKey } from './path';
import type { ReturnReopened } from './reopened-facts';
import type { RecommendationLine, RoundState } from './round';

/** A return for completion that has not ended; `fact` is what asks for its later steps. */
export type OpenReturn = ReturnRegistered['data'] & { readonly registration: EventId; readonly on: BusinessDate; readonly words: string | null; readonly fact: ReturnRegistered; /** By paper received in time and entered late. */ readonly reopened?: Reopening };

/** What opened an overdue return again; the fact asks for the step on her stream. */
export type Reopening = ReturnReopened['data'] & { readonly event: EventId; readonly on: BusinessDate };

/** A return that was not completed by its due minute, and the seats that went with it. */
export interface OverdueReturn {
  readonly open: OpenReturn;
  readonly ended: EventId;
  readonly given: readonly RecommendationLine[];
}

/** A withdrawal or a 不予推荐, as step two needs it. */
export type Departure = { readonly registration: EventId; readonly on: BusinessDate; readonly act: OfficialAct | null; readonly reason: string | null } & (
  | ({ readonly kind: 'WITHDRAWN' } & WithdrawalRegistered['data'])
  | ({ readonly kind: 'REJECTED' } & RejectionRegistered['data'])
);

/** Who leaves, who was returned for completion, and how a return ended. */
export function evolveLeaving(state: RoundState, fact: Extract<RoundFact, { readonly type: 'WithdrawalRegistered' | 'RejectionRegistered' | 'ReturnRegistered' | 'ReturnEnded' | 'ReturnReopened' }>): void {
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
      // Another one was asked of her meanwhile.
      state.overdue.delete(fact.data.nomination);
      state.returns.set(fact.data.nomination, { ...fact.data, registration: fact.id, on: fact.meta.effectiveOn, words: textIn(fact.private[fact.data.teacher], 'words'), fact });
      break;
    case 'ReturnEnded': {
      const { nomination, how } = fact.data;
      const open = state.returns.get(nomination);
      state.returns.delete(nomination);
      if (how !== 'OVERDUE' || open === undefined) break;
      if (open.overdue === 'NOT_RECOMMENDED') state.left.set(nomination, fact.id);
      // The seats go in the same append, after this.
      state.overdue.set(nomination, { open, ended: fact.id, given: open.overdue === 'GOES_ON' ? [] : heldBy(state, nomination) });
      break;
    }
    case 'ReturnReopened': {
      const { nomination, lines } = fact.data;
      const overdue = state.overdue.get(nomination);
      if (overdue === undefined) break;
      state.overdue.delete(nomination);
      if (state.left.get(nomination) === overdue.ended) state.left.delete(nomination);
      state.returns.set(nomination, { ...overdue.open, reopened: { ...fact.data, event: fact.id, on: fact.meta.effectiveOn } });
      for (const line of lines) restoreLine(state, line, fact.revision);
      break;
    }
  }
}

function heldBy(state: RoundState, nomination: NominationId): readonly RecommendationLine[] {
  return climbing.flatMap((level) => state.recommendations.get(state.live.get(lineKey(nomination, level)) ?? '') ?? []).filter(({ leaving }) => leaving === null);
}

function textIn(part: PrivatePart | null | undefined, field: string): string | null {
  const value = part?.[field];
  return typeof value === 'string' ? value : null;
}
