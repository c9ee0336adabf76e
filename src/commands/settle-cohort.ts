import { batch, decideOpenList, type BatchState } from '../domain/batch';
import type { AssessmentConcluded } from '../domain/assessment/facts';
import { cohort } from '../domain/assessment/cohort';
import type { CommandId, EventId } from '../domain/facts';
import { decideConcludeAssessment } from '../domain/teacher/assessment';
import type { TeacherState } from '../domain/teacher/teacher';
import { canonicalJson } from '../event-store/canonical';
import { carryOut, type TargetSettled } from './batch';
import { openedCohort, worldOfCohort } from './cohorts';
import { followHer } from './dossiers';
import { batchStream, type Asked, type Desk, type Settled } from './desk';
import { dataOf, together } from './settle';
import type { Attempt } from './streams';

/**
 * Everything after `AssessmentConcluded`, which alone says what is to be done: the batch's list, each teacher's verdict with
 * what it causes, the batch's completion. Begun again it goes on. Whom the act can no longer reach (her title was revoked
 * meanwhile) is declined on the batch's record, with the rule.
 */
export function settleCohort(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`cohort ${of.id}`, async () => {
    const { cohort: id, batch: batchId, verdicts } = dataOf<AssessmentConcluded>(of);
    const targets = verdicts.map(({ teacher: target }) => ({ target, data: {} }));
    await desk.follow(of, 'batch:open', via ?? 'batch', {
      aggregate: batch, stream: batchStream(batchId), world: () => worldOfCohort(desk, id),
      decide: (state) => decideOpenList(state, { targets, useCase: of.meta.useCase, listHash: desk.ports.secrets.list(canonicalJson(targets, 'targets')), round: null, reservation: of.id }),
    });
    const done = await carryOut(desk, batchId, of, via, (target) => settleVerdict(desk, of, target, via));
    return { ...together(done.settled), state: done.loaded.state };
  });
}

async function settleVerdict(desk: Desk, of: Asked, target: string, via?: Attempt['via']): Promise<TargetSettled> {
  const { cohort: id, verdicts, revocation } = dataOf<AssessmentConcluded>(of);
  const { programme, code, kind, period, assessor } = openedCohort((await desk.streams.load(cohort, of.stream)).state);
  const verdict = verdicts.find((one) => one.teacher === target);
  const { act } = of.meta;
  if (verdict === undefined || act === undefined) throw new Error(`${of.id} says nothing of ${target}`);
  const { title, grade, marks } = verdict;
  const listed = revocation?.teachers.includes(target) ? { ground: revocation.ground, authority: revocation.authority, certificateRecovered: revocation.certificateRecovered } : undefined;
  const step = `verdict:${target}`;
  const { commandId } = desk.laterStep(of, step);
  const done = await followHer(desk, of, step, via ?? 'batch', target, {
    world: () => worldOfCohort(desk, id),
    decide: (state, context) => {
      if (verdictIn(state, commandId) !== null) return { kind: 'events', events: [] };
      const asked = { assessment: context.createdId('assessment'), cohort: id, programme, code, kind, period, grade, title, assessor, act, effectiveOn: of.meta.effectiveOn, ...(marks === null ? {} : { marks }) };
      const decided = decideConcludeAssessment(state, { ...asked, ...(listed === undefined ? {} : { revocation: listed }) }, context);
      // A title that can no longer be revoked (given up, a lifetime one) does not take the verdict away: a person looks at it.
      return decided.kind === 'refused' && listed !== undefined ? decideConcludeAssessment(state, asked, context) : decided;
    },
  });
  const event = verdictIn(done.loaded.state, commandId);
  return { ...together(done), outcome: { outcome: event === null ? 'DECLINED' : 'DONE', event, rule: event === null ? (done.refusal?.rule ?? null) : null } };
}

/** By this step, and on whichever of two dossiers that were merged meanwhile; both may be in the one cohort. */
function verdictIn({ facts }: TeacherState, commandId: CommandId): EventId | null {
  return facts.find((fact) => fact.meta.commandId === commandId)?.id ?? null;
}
