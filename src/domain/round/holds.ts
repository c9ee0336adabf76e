import type { BusinessDate } from '../dates';
import type { NominationId } from '../facts';
import type { TierRules } from '../programme-rules';
import type { PublicityState } from './publicity-state';
import { currentList } from './ranking';
import type { RegisteredObjection } from './list-state';
import type { RoundState } from './round';

/** Something open against one person on the list, or against the list and so against everybody on it. */
export type Hold =
  | { readonly kind: 'OBJECTION'; readonly objection: string; readonly listWide: boolean }
  /** `answer` NONE: the body has not answered; HOLDS: its answer is adverse. */
  | { readonly kind: 'VETTING'; readonly body: string; readonly answer: 'NONE' | 'HOLDS'; readonly due: BusinessDate };

/** What keeps this person from being conferred now: the only reader of holds. Empty where nothing does. */
export function heldBy(state: RoundState, nomination: NominationId): readonly Hold[] {
  const holds: Hold[] = [];
  for (const { data, settled } of state.objections.values()) {
    const objection = { data, settled };
    if (!stillHolds(state, objection) || !concerns(state, objection, nomination)) continue;
    holds.push({ kind: 'OBJECTION', objection: data.objection, listWide: data.about.kind !== 'NOMINATION' });
  }
  for (const [body, asked] of state.vetting) {
    const vetting = asked.get(nomination);
    if (vetting && vetting.answer !== 'CLEAR') holds.push({ kind: 'VETTING', body, answer: vetting.answer, due: vetting.due });
  }
  return holds;
}

/** On the list, with neither title nor a decision against her yet. */
export function waitingForConferral(state: RoundState): readonly NominationId[] {
  return currentList(state).filter((nomination) => !state.awards.has(nomination) && !state.passedOver.has(nomination));
}

/**
 * Who is yet to be shown to the public, in rank order: all of the list at first, later only who came on it since. Before a
 * body that answers ahead of publicity has cleared her, she is left out and the others are not kept waiting.
 */
export function toPublish(state: RoundState, tier: TierRules): readonly NominationId[] {
  const before = tier.vetting?.before === 'PUBLICITY';
  return currentList(state).filter((nomination) => !state.shown.has(nomination) && !(before && heldBy(state, nomination).some(({ kind }) => kind === 'VETTING')));
}

/** Whom the named bodies have not been asked about; empty where the programme asks nobody. */
export function notVetted(state: RoundState, tier: TierRules): readonly NominationId[] {
  if (!tier.vetting) return [];
  return currentList(state).filter((nomination) => tier.vetting?.bodies.some(({ code }) => !state.vetting.get(code)?.has(nomination)) === true);
}

/** How the list has changed since a publicity was opened (E20): who left it, and who came on it and was never shown. */
export function listChangedSince(state: RoundState, publicity: { readonly rows: readonly { readonly nomination: NominationId }[] }): { readonly left: readonly NominationId[]; readonly joined: readonly NominationId[] } {
  const list = currentList(state);
  const rows = new Set(publicity.rows.map(({ nomination }) => nomination));
  const standing = new Set(list);
  return { left: [...rows].filter((nomination) => !standing.has(nomination)), joined: list.filter((nomination) => !rows.has(nomination) && !state.shown.has(nomination)) };
}

/** Objections registered as received in the window of a posting: those about it, and on the final one those about a person or the round. */
export function receivedInWindow({ objections }: RoundState, posting: PublicityState): number {
  return [...objections.values()].filter(({ data: { about, timing, receivedAt } }) => {
    const aboutIt = about.kind === 'PUBLICITY' ? about.publicity === posting.publicity : posting.level === null;
    return aboutIt && timing === 'IN_WINDOW' && receivedAt.slice(0, 10) >= posting.openedOn;
  }).length;
}

function concerns(state: RoundState, { data: { about } }: Pick<RegisteredObjection, 'data'>, nomination: NominationId): boolean {
  switch (about.kind) {
    case 'NOMINATION':
      return about.nomination === nomination;
    case 'PUBLICITY': {
      // Who was not in it came on the list by a later fact; of a list that a new ranking made void everybody waits.
      const posting = state.publicities.get(about.publicity);
      return posting === undefined || posting.superseded || posting.rows.some((row) => row.nomination === nomination);
    }
    case 'ROUND':
      return true;
  }
}

/** Undecided, or decided so that the selection has to be done again and has not been yet. */
function stillHolds(state: RoundState, { data, settled }: Pick<RegisteredObjection, 'data' | 'settled'>): boolean {
  if (settled === null) return data.holds;
  const again = settled.outcome === 'REASSESS' || (settled.outcome === 'CANCELLED' && settled.effect === 'LIST');
  return again && state.ranking?.event === settled.ranking;
}
