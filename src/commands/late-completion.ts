import { refused } from '../domain/decision';
import type { Decision, Recorded, RoundId, TeacherId } from '../domain/facts';
import type { LatePaper } from '../domain/round/facts';
import { decideReopenReturn } from '../domain/round/reopening';
import { parametersOf, round } from '../domain/round/round';
import { decideCompleteLate } from '../domain/teacher/application';
import type { Attachment } from '../domain/teacher/facts';
import { leadsASchool, settlementOfRecommendation } from '../domain/teacher/recommendation';
import { teacher } from '../domain/teacher/teacher';
import { createdId } from '../ids';
import { roundStream, type Desk } from './desk';
import { unitOf } from './dossiers';
import { NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { turnOf } from './nominations';
import type { Outcome } from './outcome';
import { refusalIn } from './recorded-refusal';
import { requirementsOf } from './requirements';
import { openRound, worldOfRound } from './rounds';
import { settleReturnOf } from './settle-departures';
import { settleReopening } from './settle-reopening';
import type { Attempt } from './streams';
import type { UseCase } from './use-case';

export interface CompletingLate {
  readonly command: UseCase<{ readonly round: RoundId }, object>;
  readonly useCase: string;
  readonly candidate: TeacherId;
  readonly attachments: readonly Attachment[];
  readonly late: LatePaper;
}

/**
 * A completion whose paper was received by the due minute and is entered after it (E23). The lapse is recorded first,
 * where the reactor did not come by yet, so that there is one way back from it: the round opens the return again and
 * gives back her seats, then her stream takes the completion (`settleReopening`). What her own stream would refuse is
 * found out before any seat moves, and is a fact about her as it is with a completion in time.
 */
export async function completeLate(desk: Desk, { command, useCase, candidate, attachments, late }: CompletingLate): Promise<Outcome> {
  const { round: id } = command.target;
  const attempt = desk.attempt(command, useCase);
  const refusing: Attempt = { ...attempt, commandId: createdId(attempt.commandId, 'refusal'), ifMatch: null };
  const { read: { stream }, nominated } = await turnOf(desk, id, candidate);
  const before = await desk.streams.stored(teacher, stream, refusing);
  if (before !== null) return { kind: 'refused', refusal: refusalIn(before.facts) ?? { rule: 'nothingReturned', inputs: { nomination: nominated?.nomination ?? null } }, reference: null, position: before.position, repeated: true };

  if (nominated !== undefined) await settleReturnOf(desk, id, nominated.nomination);
  const hers = await desk.streams.load(teacher, stream);
  const { state: known } = await openRound(desk, id);
  const unit = unitOf(hers.state, parametersOf(known).snapshotOn);
  let members: MembersRead = NO_MEMBERS;
  let refusal: Decision<Recorded> | null = null;
  const done = await desk.transact(attempt, {
    aggregate: round, stream: roundStream(id),
    world: async () => {
      members = await readMembers(desk, hers.state);
      return worldOfRound(desk, id, 'own', [{ stream, loaded: hers }, ...members.reads]);
    },
    authority: (world) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitNomination'), unit),
    decide: (state, context) => {
      refusal = null;
      if (nominated === undefined) return refused('unknownNomination');
      const { nomination, unit: school, stage, subject } = nominated;
      requireAllRead(hers.state, stream, members);
      const reopened = decideReopenReturn(state, { nomination, taker: { unit: school, stage, subject, leader: leadsASchool(hers.state, state) }, attachments, late, recommended: (reservation) => settlementOfRecommendation(hers.state, reservation)?.kind === 'CONFIRMED' }, context);
      const open = state.overdue.get(nomination)?.open;
      if (reopened.kind === 'refused' || open === undefined) return reopened;
      const decision = decideCompleteLate(hers.state, { round: state, open, attachments, late, dossiers: members.dossiers }, context);
      if (decision.kind !== 'refused') return reopened;
      refusal = decision;
      return { ...decision, events: [] };
    },
  });
  const result = { round: id, teacher: candidate, version: nominated === undefined ? null : nominated.version + 1 };
  if (done.refusal !== null && refusal !== null) return refuse(desk, { command, candidate, stream, unit, refusing }, refusal, done.refusal);
  const [reopened] = done.facts;
  return reopened === undefined ? desk.outcome(done, () => result) : desk.chain(done, await settleReopening(desk, reopened), result);
}

/** As a completion in time would have been refused: on her stream, once for what was read. */
async function refuse(
  desk: Desk,
  { command, stream, unit, refusing }: Pick<CompletingLate, 'command' | 'candidate'> & { readonly stream: string; readonly unit: string | null; readonly refusing: Attempt },
  decision: Decision<Recorded>,
  refusal: NonNullable<ReturnType<typeof refusalIn>>,
): Promise<Outcome> {
  const recorded = await desk.transact(refusing, {
    aggregate: teacher, stream,
    world: () => worldOfRound(desk, command.target.round, 'other'),
    authority: (world) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitNomination'), unit),
    decide: () => decision,
  });
  return { kind: 'refused', refusal, reference: recorded.reference, position: recorded.position, repeated: false };
}
