import { refused } from '../domain/decision';
import type { NominationId, RoundId } from '../domain/facts';
import type { PathStep } from '../domain/round/facts';
import { nextStep } from '../domain/round/levels';
import type { Selected } from '../domain/round/mass';
import type { RoundState } from '../domain/round/round';
import type { NominationView } from '../domain/teacher/nomination-view';
import type { Authority, World } from './world';
import { authorityOverSome, nominatedIn, type Chosen } from './mass';
import { overTurn } from './nominations';
import type { Standing } from './standing';
import type { Sender } from './use-case';

/** One whose nomination waits for somebody, and for whom; null once all levels have spoken. */
export interface InTurn {
  readonly nomination: NominationId;
  readonly nominated: NominationView;
  readonly step: PathStep | null;
}

export function turnsAuthority(world: World, sender: Sender, state: RoundState, people: readonly Chosen[]): Authority {
  return authorityOverSome(people.map((one) => {
    const nominated = nominatedIn(one, state.id);
    return overTurn(world, sender, state, nominated, stepOf(state, nominated));
  }));
}

/** Each as it is her turn, under the appointment of the act; a stranger's nomination is not told. */
export function inTurn(world: World, sender: Sender, standing: Standing, state: RoundState, id: RoundId, people: readonly Chosen[]): readonly Selected<InTurn>[] {
  const under = { ...sender, actingAs: standing.appointment };
  return people.map((one) => {
    const { teacher } = one;
    const nominated = nominatedIn(one, id);
    if (nominated === undefined) return { teacher, nomination: null, asked: refused('unknownNomination') };
    const step = stepOf(state, nominated);
    const allowed = overTurn(world, under, state, nominated, step);
    if (allowed.kind === 'refused') return { teacher, nomination: null, asked: { ...allowed, events: [] } };
    return { teacher, nomination: nominated.nomination, asked: { nomination: nominated.nomination, nominated, step } };
  });
}

function stepOf(state: RoundState, nominated: NominationView | undefined): PathStep | null {
  return nominated === undefined ? null : nextStep(state, nominated.nomination, nominated.path);
}
