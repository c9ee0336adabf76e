import type { PersonId } from '../domain/facts';
import type { IdentitiesMerged, MergeUndone } from '../domain/teacher/life-facts';
import { decideAbsorb, decidePart, mergerStands, tookIn } from '../domain/teacher/merge';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { teacherStream, type Asked, type Desk, type Settled } from './desk';
import { dataOf, together } from './settle';
import type { Attempt } from './streams';

/**
 * The dossier that was given up says so; now the surviving one takes it in, while the other still says so. Where it cannot,
 * the other is its own again. `absorbed`: it took it in, now or at the time.
 */
export const settleMerge = (desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly absorbed: boolean }> =>
  desk.once(`merge ${of.id}`, async () => {
    const { into, from } = dataOf<IdentitiesMerged>(of);
    const { act } = of.meta;
    let absorbed = true;
    let other: TeacherState | null = null;
    const taken = await desk.follow(of, `absorb:${from}`, via, {
      aggregate: teacher, stream: teacherStream(into),
      world: async () => {
        const loaded = await desk.streams.load(teacher, teacherStream(from));
        other = mergerStands(loaded.state, of.id) ? loaded.state : null;
        return desk.world(undefined, [{ stream: teacherStream(from), loaded }]);
      },
      decide: (state) => {
        const decision = other === null ? null : decideAbsorb(state, other, of.id, act);
        absorbed = decision !== null || tookIn(state, of.id);
        return decision ?? { kind: 'events', events: [] };
      },
    });
    return absorbed ? { ...together(taken), absorbed } : { ...together(await part(desk, of, from, into, of.id, via)), absorbed };
  });

/** The surviving dossier has given it back; the other says so too. */
export const settleUndoing = (desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled> =>
  desk.once(`unmerge ${of.id}`, async () => {
    const { into, from, merge } = dataOf<MergeUndone>(of);
    return together(await part(desk, of, from, into, merge, via));
  });

function part(desk: Desk, of: Asked, from: PersonId, into: PersonId, merge: string, via: Attempt['via']) {
  return desk.follow(of, `part:${from}`, via, {
    aggregate: teacher, stream: teacherStream(from), world: () => desk.world(),
    decide: (state) => decidePart(state, into, merge, of.id, of.meta.act),
  });
}
