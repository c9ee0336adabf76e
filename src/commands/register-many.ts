import type { DecisionContext } from '../domain/context';
import type { BatchId, Decision, RoundId, TeacherId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import type { RoundFact } from '../domain/round/facts';
import { decideForEach, type Verdict } from '../domain/round/mass';
import { round, type RoundState } from '../domain/round/round';
import { createdId } from '../ids';
import { roundStream, type Desk } from './desk';
import { answerMass, chosen, repeatedVerdicts, underMode, type Chosen, type Mode } from './mass';
import type { Outcome } from './outcome';
import { worldOfRound } from './rounds';
import { linesOf, settleRegistrations } from './settle-registrations';
import type { Attempt } from './streams';
import { inTurn, turnsAuthority, type InTurn } from './turns';
import type { UseCase } from './use-case';

/** What a registration is decided on, the same for each. */
export interface RegisteringMany {
  readonly state: RoundState;
  readonly context: DecisionContext;
  /** Of the unit that the act is done for. */
  readonly level: OrgLevel;
  readonly batch: BatchId;
}

/** A mass act on nominations whose turn it is: each registered on the round, in one append; then settled on each one's stream. */
export async function registerMany(
  desk: Desk, { sender, target: { round: id }, body: { teachers, mode, dryRun } }: UseCase<{ readonly round: RoundId }, { readonly teachers: readonly TeacherId[]; readonly mode: Mode; readonly dryRun?: boolean }>, attempt: Attempt,
  decide: (of: RegisteringMany, asked: InTurn, teacher: TeacherId) => Decision<RoundFact>,
): Promise<Outcome> {
  const batch = createdId(attempt.commandId, 'batch');
  let people: readonly Chosen[] = [];
  let verdicts: readonly Verdict[] = [];
  const done = await desk.transact(attempt, {
    aggregate: round, stream: roundStream(id),
    world: async () => {
      people = await chosen(desk, id, teachers);
      return worldOfRound(desk, id, 'own', people);
    },
    authority: (world, { state }) => turnsAuthority(world, sender, state, people),
    decide: (state, context, { world, standing }) => {
      const level = world.orgs.state.orgs.get(standing.capacity?.org ?? '')?.level ?? 'SCHOOL';
      const decided = decideForEach(inTurn(world, sender, standing, state, id, people), (asked, teacher) => decide({ state, context, level, batch }, asked, teacher));
      verdicts = decided.verdicts;
      return underMode(decided, mode, dryRun);
    },
  });
  if (done.kind === 'repeated') verdicts = repeatedVerdicts(teachers, linesOf(done.facts));
  return answerMass(desk, done, { batch, dryRun, verdicts, of: { round: id }, settle: (asked) => settleRegistrations(desk, asked) });
}
