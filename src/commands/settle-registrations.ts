import type { BatchState } from '../domain/batch';
import type { NominationId, TeacherId } from '../domain/facts';
import type { RejectionRegistered, ReturnRegistered } from '../domain/round/facts';
import { round } from '../domain/round/round';
import { teacher } from '../domain/teacher/teacher';
import type { TargetSettled } from './batch';
import type { Asked, Desk, Settled } from './desk';
import { candidateStream } from './holders';
import { carryOutForRound } from './round-batch';
import { dataOf, roundOf, together } from './settle';
import { settleDeparture, settleReturn } from './settle-departures';
import type { Attempt } from './streams';

/** Registrations of one append: each settled like one that stands alone, then the batch's completion. */
export function settleRegistrations(desk: Desk, asked: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  const id = dataOf<ReturnRegistered | RejectionRegistered>(asked).batch;
  if (id === undefined) throw new Error(`${asked.type} ${asked.id} is no line of a mass act`);
  return desk.once(`registrations ${id}`, async () => {
    const registered = await registrationsOf(desk, asked);
    const [of = asked] = registered;
    const byTeacher = new Map(registered.map((one) => [dataOf<ReturnRegistered | RejectionRegistered>(one).teacher, one]));
    const done = await carryOutForRound(desk, of, {
      id,
      targets: [...byTeacher].map(([target, one]) => ({ target, data: { nomination: dataOf<ReturnRegistered | RejectionRegistered>(one).nomination } })),
      settleTarget: (target) => settleOne(desk, byTeacher.get(target), target, via),
    }, via);
    return { ...together(done.settled), state: done.loaded.state };
  });
}

/** Everything that the command of this one registered. */
async function registrationsOf(desk: Desk, of: Asked): Promise<readonly Asked[]> {
  const stored = await desk.streams.stored(round, of.stream, { ...desk.laterStep(of, 'registrations'), commandId: of.meta.commandId });
  if (stored === null) throw new Error(`${of.stream} has nothing of the command of ${of.id}`);
  return stored.facts;
}

/** Whom registrations are about. */
export function linesOf(registered: readonly Pick<Asked, 'data'>[]): readonly { readonly teacher: TeacherId; readonly nomination: NominationId }[] {
  return registered.map(({ data }) => ({ teacher: String(data['teacher']), nomination: String(data['nomination']) }));
}

async function settleOne(desk: Desk, of: Asked | undefined, target: string, via: Attempt['via']): Promise<TargetSettled> {
  if (of === undefined) throw new Error(`nothing is registered of ${target}`);
  const settled = await (of.type === 'ReturnRegistered' ? settleReturn(desk, of, via ?? 'batch') : settleDeparture(desk, of, via ?? 'batch'));
  const { state } = await desk.streams.load(teacher, await candidateStream(desk, roundOf(of), target));
  const settlement = state.settlements.get(of.id);
  // Gone before she was told: nothing is asked of her any more.
  return { ...settled, outcome: settlement === undefined ? { outcome: 'DECLINED', event: null, rule: 'nominationGone' } : { outcome: 'DONE', event: settlement.outcome, rule: null } };
}
