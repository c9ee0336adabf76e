import { alreadySo } from '../domain/decision';
import { holderOfStream } from '../domain/facts';
import { decideEndRoles, people } from '../domain/people';
import { personsBehind, teacher } from '../domain/teacher/teacher';
import type { Asked, Desk, Settled } from './desk';
import { together } from './settle';
import type { Attempt } from './streams';

/**
 * Whoever retired, left or died holds no post any more: her appointments end in one append, those under the id of a
 * dossier that was merged into hers with them. Begun again it finds none left.
 */
export const settleRoles = (desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled> =>
  desk.once(`roles ${of.id}`, async () => {
    const person = holderOfStream(of.stream)?.id;
    if (person === undefined) throw new Error(`${of.type} ${of.id} is of nobody`);
    const persons = personsBehind((await desk.streams.load(teacher, of.stream)).state);
    return together(await desk.follow(of, `roles:${person}`, via, {
      aggregate: people,
      stream: 'people',
      world: () => desk.world(),
      decide: (state) => decideEndRoles(state, { persons, on: of.meta.effectiveOn, died: of.type === 'Deceased', cause: of.id }) ?? alreadySo,
    }));
  });
