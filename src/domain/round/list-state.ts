import type { BusinessDate } from '../dates';
import type { EventId, NominationId, OfficialAct, OrgId, Revision } from '../facts';
import { actedBy } from '../people';
import type { ConferralDecided, ObjectionRegistered, ObjectionSettled, RoundFact } from './facts';
import type { RoundState } from './round';

/** One decision to confer; a round may take several, since the held are decided later. */
export type Conferral = ConferralDecided['data'] & { readonly event: EventId; readonly act: OfficialAct | null; readonly on: BusinessDate };
export interface Award {
  /** The `ConferralDecided` that took the seat. */
  readonly reservation: EventId;
  readonly status: 'RESERVED' | 'CONFIRMED' | 'RELEASED';
}
export interface RegisteredObjection {
  readonly event: EventId;
  readonly revision: Revision;
  readonly data: ObjectionRegistered['data'];
  /** With the ranking in force then: what is to be assessed again holds until there is another. */
  settled: (ObjectionSettled['data'] & { readonly event: EventId; readonly ranking: EventId | null }) | null;
}
export interface Vetting {
  readonly org: OrgId;
  /** On which the body was asked. */
  readonly on: BusinessDate;
  readonly due: BusinessDate;
  answer: 'NONE' | 'CLEAR' | 'HOLDS';
}

/** What is decided on the list after the ranking: 联审, 审定, 递补, objections, and the conferrals. */
export function evolveList(state: RoundState, fact: Extract<RoundFact, { readonly type: 'ConferralDecided' | 'ConferralCarriedOut' | 'VettingRequested' | 'VettingAnswered' | 'ListApproved' | 'CandidateSubstituted' | 'ObjectionRegistered' | 'ObjectionSettled' }>): void {
  switch (fact.type) {
    case 'ConferralDecided':
      state.conferrals.set(fact.id, { ...fact.data, event: fact.id, act: fact.meta.act ?? null, on: fact.meta.effectiveOn });
      for (const { nomination } of fact.data.conferrals) state.awards.set(nomination, { reservation: fact.id, status: 'RESERVED' });
      for (const { nomination } of fact.data.notSelected) state.passedOver.set(nomination, fact.id);
      for (const person of actedBy(fact.meta)) state.deciders.add(person);
      state.gate = 'CONFERRAL_DECIDED';
      break;
    case 'ConferralCarriedOut':
      state.carriedOut.add(fact.data.reservation);
      break;
    case 'VettingRequested':
      for (const { code, org } of fact.data.bodies) {
        const asked = state.vetting.get(code) ?? new Map<NominationId, Vetting>();
        for (const nomination of fact.data.nominations) asked.set(nomination, { org, on: fact.meta.effectiveOn, due: fact.data.due, answer: 'NONE' });
        state.vetting.set(code, asked);
      }
      break;
    case 'VettingAnswered':
      for (const { nomination, holds } of fact.data.answers) {
        const asked = state.vetting.get(fact.data.body)?.get(nomination);
        if (asked) asked.answer = holds ? 'HOLDS' : 'CLEAR';
      }
      break;
    case 'ListApproved':
      state.approval = { ...fact.data, event: fact.id, revision: fact.revision };
      for (const { nomination } of fact.data.struck) state.struck.set(nomination, fact.id);
      for (const person of actedBy(fact.meta)) state.deciders.add(person);
      break;
    case 'CandidateSubstituted':
      state.substitutes.push({ out: fact.data.out, in: fact.data.in, event: fact.id });
      break;
    case 'ObjectionRegistered':
      state.objections.set(fact.data.objection, { event: fact.id, revision: fact.revision, data: fact.data, settled: null });
      break;
    case 'ObjectionSettled': {
      const objection = state.objections.get(fact.data.objection);
      if (objection) objection.settled = { ...fact.data, event: fact.id, ranking: state.ranking?.event ?? null };
      // It follows from the decision alone, so whoever acted is who decided.
      for (const person of actedBy(fact.meta)) state.objectionHandlers.add(person);
      const { cancelled } = fact.data;
      if (cancelled && !cancelled.conferred) state.struck.set(cancelled.nomination, fact.id);
      break;
    }
  }
}
