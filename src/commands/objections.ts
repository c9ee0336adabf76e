import { objection, type ObjectionState } from '../domain/objection';
import type { RoundId } from '../domain/facts';
import { objectionStream, type Desk } from './desk';
import type { World } from './world';
import { NotFoundError } from './errors';
import { worldOfRound } from './rounds';
import type { Loaded } from './streams';

/** What every step on an objection reads first: the objection, and the round that it is about. */
export async function filedObjection(desk: Desk, id: string): Promise<{ readonly loaded: Loaded<ObjectionState>; readonly round: RoundId }> {
  const loaded = await desk.streams.load(objection, objectionStream(id));
  if (loaded.state.filed === null) throw new NotFoundError('objection', id);
  return { loaded, round: loaded.state.filed.round };
}

/** The world as the objection's round sees it; the round is among the streams read. */
export async function worldOfObjection(desk: Desk, id: string): Promise<World> {
  return worldOfRound(desk, (await filedObjection(desk, id)).round, 'other');
}
