import { holderOfStream } from '../domain/facts';
import type { PersonalDataErased } from '../domain/teacher/facts';
import { decideErase } from '../domain/teacher/life';
import { teacher } from '../domain/teacher/teacher';
import { teacherStream, type Asked, type Desk, type Settled } from './desk';
import { dataOf, together } from './settle';
import type { Attempt } from './streams';

/** She is erased, and with her every dossier that was merged into hers: they are the same person's. */
export const settleErasure = (desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled> =>
  desk.once(`erasure ${of.id}`, async () => {
    const { basis } = dataOf<PersonalDataErased>(of);
    const person = holderOfStream(of.stream)?.id ?? '';
    const { state } = await desk.streams.load(teacher, teacherStream(person));
    const steps: Settled[] = [];
    for (const absorbed of [...state.absorbed.keys()]) {
      steps.push(together(await desk.follow(of, `erase:${absorbed}`, via, {
        aggregate: teacher, stream: teacherStream(absorbed), world: () => desk.world(),
        decide: (other) => decideErase(other, { basis, ...(of.meta.act === undefined ? {} : { act: of.meta.act }) }),
      })));
      await desk.forgetPerson(absorbed);
    }
    return together(...steps);
  });
