import type { RoundId, TeacherId } from '../domain/facts';
import { selectionGroups } from '../domain/round/groups';
import { openedRound } from '../domain/round/round';
import { LAST_DAY } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { teacherStream, type Desk, type Read } from './desk';
import { openRound } from './rounds';

/** Who a panel is to judge: stage and subject as each was put forward, and the streams that say so. */
export interface Field {
  readonly places: ReadonlyMap<TeacherId, { readonly stage: string; readonly subject: string }>;
  readonly read: readonly Read[];
}
export const NO_FIELD: Field = { places: new Map(), read: [] };

/** Read only where the round has groups to sort them into. Errors: NotFoundError. */
export async function readField(desk: Desk, id: RoundId, candidates: readonly TeacherId[]): Promise<Field> {
  const { state } = await openRound(desk, id);
  const { programme, version, adoptions, tier, parameters } = openedRound(state);
  const rules = (await desk.programmes.effective(programme, version, adoptions)).tiers.find(({ code }) => code === tier);
  if (rules === undefined || selectionGroups(parameters, rules).length === 0) return NO_FIELD;
  const read = await Promise.all(candidates.map(async (candidate) => ({ candidate, stream: teacherStream(candidate), loaded: await desk.streams.load(teacher, teacherStream(candidate)) })));
  const places = read.flatMap(({ candidate, loaded }) => {
    const nomination = view(loaded.state.facts, LAST_DAY).nominations.findLast((entry) => entry.round === id);
    return nomination === undefined ? [] : [[candidate, { stage: nomination.stage, subject: nomination.subject }] as const];
  });
  return { places: new Map(places), read: read.map(({ stream, loaded }) => ({ stream, loaded })) };
}
