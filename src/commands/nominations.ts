import type { NominationId, RoundId, TeacherId } from '../domain/facts';
import type { PathStep } from '../domain/round/facts';
import { leftUnrecommended, nextStep } from '../domain/round/levels';
import type { RoundState } from '../domain/round/round';
import { isRunning, LAST_DAY, nominationIn, type NominationView } from '../domain/teacher/nomination-view';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { roundStream, type Desk } from './desk';
import type { Authority, Read, World } from './world';
import { candidateStream, readMembers } from './holders';
import { speaksFor } from './recommendation';
import { authorityOverRound, pinnedDay } from './requirements';
import { openRound } from './rounds';
import type { Sender } from './use-case';

export interface Turn {
  readonly read: Read;
  readonly nominated: NominationView | undefined;
  /** The level that has to speak next on her; null once all have. */
  readonly turn: (state: RoundState) => PathStep | null;
}

/** Her nomination in a round, and whose turn it is. */
export async function turnOf(desk: Desk, round: RoundId, candidate: TeacherId): Promise<Turn> {
  const stream = await candidateStream(desk, round, candidate);
  const loaded = await desk.streams.load(teacher, stream);
  const nominated = nominationIn(view(loaded.state.facts, LAST_DAY).nominations, round);
  return { read: { stream, loaded }, nominated, turn: (state) => (nominated === undefined ? null : nextStep(state, nominated.nomination, nominated.path)) };
}

/** What of other rounds still runs in her stream, or in those of a team's members, and came to nothing there, with the rounds that were read for it. */
export async function unrecommendedElsewhere(desk: Desk, round: RoundId, candidate: TeacherId): Promise<{ readonly reads: readonly Read[]; readonly nominations: ReadonlySet<NominationId> }> {
  const { state } = await desk.streams.load(teacher, await candidateStream(desk, round, candidate));
  const { dossiers } = await readMembers(desk, state);
  const running = [state.facts, ...dossiers.values()].flatMap((facts) => view(facts, LAST_DAY).nominations).filter((entry) => isRunning(entry) && entry.round !== round);
  const others = await Promise.all([...new Set(running.map((entry) => entry.round))].map(async (id) => ({ id, stream: roundStream(id), loaded: await openRound(desk, id) })));
  const over = running.filter((entry) => others.some(({ id, loaded }) => id === entry.round && leftUnrecommended(loaded.state, entry.nomination)));
  return { reads: others.map(({ stream, loaded }) => ({ stream, loaded })), nominations: new Set(over.map(({ nomination }) => nomination)) };
}

/** Who may return or reject: whoever speaks for the level whose turn it is; once all have spoken, who closes the nominations. */
export function overTurn(world: World, sender: Sender, state: RoundState, nominated: NominationView | undefined, step: PathStep | null): Authority {
  if (step !== null) return world.authority(sender, speaksFor(world.programme, step.level), step.unit, pinnedDay(state));
  return nominated === undefined ? world.authority(sender, speaksFor(world.programme, 'SCHOOL'), null) : authorityOverRound(world, sender, 'CloseNominations', state);
}
