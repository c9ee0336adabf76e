import type { RoundFact } from './facts';
import { count } from './ledger';
import type { RoundState } from './round';

/** From the panels to the ranking, and what becomes of seats that it leaves open. */
export function evolveSelection(state: RoundState, fact: Extract<RoundFact, { readonly type: 'PanelCommissioned' | 'ScoreOpeningOrdered' | 'CandidatesRanked' | 'RankingListed' | 'RankingReopened' | 'ScoreChangeOrdered' | 'PanelExtended' | 'SeatsReallocated' | 'SeatsCarried' | 'SeatsReturned' }>): void {
  switch (fact.type) {
    case 'PanelCommissioned':
      state.panels.push(fact.data);
      for (const expert of fact.data.experts) state.scorers.add(expert);
      break;
    case 'ScoreOpeningOrdered':
      state.opening = { ...fact.data, event: fact.id };
      state.gate = 'SCORES_OPENED';
      break;
    case 'CandidatesRanked':
      state.ranking = { ...fact.data, event: fact.id, on: fact.meta.effectiveOn };
      // Another order of candidates: nothing that rested on the one before holds for it.
      if (state.publicity) state.publicity.superseded = true;
      state.publicity = null;
      state.shown.clear();
      state.shownUntil = null;
      state.approval = null;
      state.substitutes.length = 0;
      state.listing = null;
      state.reopened = null;
      state.gate = 'RANKED';
      break;
    case 'RankingListed':
      state.listing = { digest: fact.data.digest, parts: state.listing?.digest === fact.data.digest ? state.listing.parts + 1 : 1 };
      break;
    case 'RankingReopened':
      state.reopened = fact.data.ranking;
      state.listing = null;
      // What was made public by the ranking that is given up is no longer the list.
      if (state.publicity) state.publicity.superseded = true;
      state.gate = 'SCORES_OPENED';
      break;
    case 'ScoreChangeOrdered':
      state.scoreChanges.set(fact.id, fact.data);
      break;
    case 'PanelExtended':
      for (const expert of fact.data.experts) state.scorers.add(expert);
      break;
    case 'SeatsReallocated':
      count(state.seatMoves, fact.data.from, -fact.data.seats);
      count(state.seatMoves, fact.data.to, fact.data.seats);
      break;
    case 'SeatsCarried':
    case 'SeatsReturned':
      count(state.seatsGiven, fact.data.group ?? '', fact.data.seats);
      break;
  }
}
