import type { BatchState } from '../domain/batch';
import { alreadySo, refused } from '../domain/decision';
import { heldBy, identity } from '../domain/identity';
import type { TeacherId } from '../domain/facts';
import { decideRegisterTeacher } from '../domain/teacher/life';
import type { Personal } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { carryOut, type TargetSettled } from './batch';
import { batchStream, teacherStream, type Asked, type Desk, type Settled } from './desk';
import { together } from './settle';
import type { Attempt } from './streams';

/** An opened import: each claimed number gets its dossier, from what the claim itself holds. Begun again it goes on. */
export function settleImport(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`import ${of.id}`, async () => {
    const id = of.stream.slice(batchStream('').length);
    const done = await carryOut(desk, id, of, via, (target, data) => registerOne(desk, of, target, String(data['identity']), via));
    return { ...done.settled, state: done.loaded.state };
  });
}

async function registerOne(desk: Desk, of: Asked, target: TeacherId, stream: string, via: Attempt['via']): Promise<TargetSettled> {
  const { state: { claim } } = await desk.streams.load(identity, stream);
  const personal = claim?.private[target] ?? null;
  const done = await desk.follow(of, `dossier:${target}`, via ?? 'import', {
    aggregate: teacher,
    stream: teacherStream(target),
    world: () => desk.world(),
    decide: (state, context) => {
      if (state.facts.some((fact) => fact.type === 'TeacherRegistered')) return alreadySo;
      const registration = claim?.data.registration ?? null;
      // Somebody else's number since the list was checked, or another import's by now.
      if (claim !== null && (claim.data.person !== target || (claim.data.batch !== null && batchStream(claim.data.batch) !== of.stream))) return heldBy(claim.data.person, false);
      // Erased between the claim and the dossier.
      if (claim === null || registration === null || personal === null) return refused('erased', { teacher: target });
      return decideRegisterTeacher(state, { ...registration, personal: personal as Personal, effectiveOn: claim.meta.effectiveOn }, context);
    },
  });
  const registered = done.loaded.state.facts.find((fact) => fact.type === 'TeacherRegistered');
  return {
    ...together(done),
    outcome: registered === undefined ? { outcome: 'DECLINED', event: null, rule: done.refusal?.rule ?? 'erased' } : { outcome: 'DONE', event: registered.id, rule: null },
  };
}
