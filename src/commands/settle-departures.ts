import { shanghaiMinute } from '../clock';
import { SYSTEM_ACTOR, type NominationId, type RoundId } from '../domain/facts';
import { decideSettleDeparture } from '../domain/round/departures';
import { decideEndReturn } from '../domain/round/returns';
import type { OpenReturn } from '../domain/round/leaving-state';
import { round } from '../domain/round/round';
import type { RejectionRegistered, ReturnRegistered, WithdrawalRegistered } from '../domain/round/facts';
import { decideDepart, decideLapse, decideReturn, returnOutcome, settlementOfDeparture } from '../domain/teacher/application';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { roundStream, type Decider, type Desk, type Settled } from './desk';
import { candidateStream } from './holders';
import { worldOfRound } from './rounds';
import { dataOf, roundOf, together, type Settle } from './settle';
import { asHerself } from './standing';
import type { Transacted } from './streams';

/** A registered withdrawal or 不予推荐: the fact on her stream, then what became of every seat she held. */
export const settleDeparture: Settle = (desk, of, via) =>
  desk.once(`departure ${of.id}`, async () => {
    const { teacher: person } = dataOf<WithdrawalRegistered | RejectionRegistered>(of);
    const id = roundOf(of);
    const stream = await candidateStream(desk, id, person);
    const outcome = await desk.follow(of, `departure:${of.id}`, via, {
      aggregate: teacher,
      stream,
      world: () => worldOfRound(desk, id, 'other'),
      decide: (state, _context, { world }) => {
        const departure = world.round.departures.get(of.id);
        if (departure === undefined) throw new Error(`round ${id} knows no departure ${of.id}`);
        return decideDepart(state, { round: world.round, departure });
      },
    });
    const settlement = settlementOfDeparture(outcome.loaded.state, of.id);
    if (settlement === null) throw new Error(`departure ${of.id} has no outcome`);
    const seats = await desk.follow(of, `seats:${of.id}`, via, {
      aggregate: round,
      stream: of.stream,
      world: () => worldOfRound(desk, id, 'own', [{ stream, loaded: outcome.loaded }]),
      decide: (state) => decideSettleDeparture(state, { registration: of.id, outcome: settlement.outcome }),
    });
    return together(outcome, seats);
  });

/**
 * A registered return: what is asked for on her stream; once that says how it ended, or the due minute has passed, the
 * round is told. Asked again by whoever completes it and, past the due minute, by the reactor.
 */
export const settleReturn: Settle = (desk, of, via) =>
  desk.once(`return ${of.id}`, async () => {
    const { nomination, teacher: person, due } = dataOf<ReturnRegistered>(of);
    const id = roundOf(of);
    const stream = await candidateStream(desk, id, person);
    const steps: Transacted<unknown>[] = [];
    const onHers = async (step: string, decide: (open: OpenReturn) => Decider<TeacherState>, byDate = false): Promise<void> => {
      const open = (await desk.streams.load(round, of.stream)).state.returns.get(nomination);
      if (open?.registration !== of.id) return;
      const later = desk.laterStep(of, step, via);
      // No person did it: a minute passed.
      const attempt = byDate ? { ...later, useCase: 'LapseReturn', actor: SYSTEM_ACTOR, actingAs: null } : later;
      const standing = byDate ? asHerself(SYSTEM_ACTOR) : desk.standingOf(of);
      steps.push(await desk.transact(attempt, { aggregate: teacher, stream, world: () => worldOfRound(desk, id, 'other'), authority: () => ({ kind: 'authorised', standing }), decide: decide(open) }));
    };
    await onHers(`return:${of.id}`, (open) => (state, _context, { world }) => decideReturn(state, { round: world.round, open }));
    if (shanghaiMinute(desk.ports.clock.now()) > due) await onHers(`lapse:${of.id}`, (open) => (state, context, { world }) => decideLapse(state, { round: world.round, open }, context), true);
    const loaded = await desk.streams.load(teacher, stream);
    const ended = returnOutcome(loaded.state, { registration: of.id, nomination });
    // Withdrawn or not recommended: the departure ends it, with her seats.
    if (ended === null) return together(...steps);
    const { how, outcome, on } = ended;
    if (how === 'LEFT') return together(...steps);
    steps.push(await desk.follow(of, `return-ended:${of.id}`, via, {
      aggregate: round,
      stream: of.stream,
      world: () => worldOfRound(desk, id, 'own', [{ stream, loaded }]),
      decide: (state, context) => decideEndReturn(state, { registration: of.id, nomination, how, outcome, on }, context),
    }));
    return together(...steps);
  });

/** The return of a nomination that is open on its round; nothing where none is. */
export async function settleReturnOf(desk: Desk, id: RoundId, nomination: NominationId): Promise<Settled | null> {
  const { state } = await desk.streams.load(round, roundStream(id));
  const open = state.returns.get(nomination);
  return open === undefined ? null : settleReturn(desk, open.fact);
}
