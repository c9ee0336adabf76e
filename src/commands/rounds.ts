import type { RoundId } from '../domain/facts';
import type { LedMatter } from '../domain/lead';
import { panel, type PanelState } from '../domain/panel/state';
import { matterOfRound } from '../domain/round/leading';
import { round, type RoundState } from '../domain/round/round';
import { roundStream, type Desk } from './desk';
import type { Read, World } from './world';
import { NotFoundError } from './errors';
import type { Loaded } from './streams';

/** What every use case of a round reads first: the round and the programme version that it pins. */
export async function openRound(desk: Desk, id: RoundId): Promise<Loaded<RoundState>> {
  const loaded = await desk.streams.load(round, roundStream(id));
  if (loaded.state.opened === null) throw new NotFoundError('round', id);
  return loaded;
}

/**
 * The world as a round sees it: its pinned version and adoptions. `own`: the round's own stream decides, so its revision
 * is that of the fact; else it is recorded among the other streams read.
 *
 * @param matter a title's own, where it is about one: who leads is then told for her as she is now.
 */
export async function worldOfRound(desk: Desk, id: RoundId, own: 'own' | 'other', also: readonly Read[] = [], matter?: LedMatter): Promise<World> {
  const loaded = await openRound(desk, id);
  const { opened } = loaded.state;
  if (opened === null) throw new NotFoundError('round', id);
  const others = own === 'own' ? also : [{ stream: roundStream(id), loaded }, ...also];
  return desk.world({ programme: opened.programme, version: opened.version, adoptions: opened.adoptions }, others, loaded, matter ?? matterOfRound(opened.tier, opened.parameters));
}

export interface PanelRead extends Read {
  readonly loaded: Loaded<PanelState>;
}

export function loadPanels(desk: Desk, state: RoundState): Promise<readonly PanelRead[]> {
  return Promise.all(state.panels.map(async ({ stream }) => ({ stream, loaded: await desk.streams.load(panel, stream) })));
}
