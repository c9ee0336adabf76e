import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideRegisterRejection } from '../domain/round/departures';
import { decideForEach, type Verdict } from '../domain/round/mass';
import { lastStep } from '../domain/round/path';
import { round } from '../domain/round/round';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { ofTeam } from './holders';
import { Flag, Ids, OneOf, Part, Text } from './input';
import { answerMass, chosen, MODES, MOST_REGISTERED, repeatedVerdicts, underMode, type Chosen, type Mode } from './mass';
import type { Outcome } from './outcome';
import { worldOfRound } from './rounds';
import { linesOf, settleRegistrations } from './settle-registrations';
import { inTurn, turnsAuthority } from './turns';
import { UseCase } from './use-case';

export class RejectManyBody {
  @Ids(1, MOST_REGISTERED) readonly teachers: readonly TeacherId[];
  /** The same for each; only she and those who handle her case read it. */
  @Text(500) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  /** ALL: all or nobody. PASSING: those who pass. */
  @OneOf(MODES) readonly mode: Mode;
  /** True: each person's verdict, and nothing is stored. */
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** 批量不予推荐: one decision on several. */
export class RejectMany extends UseCase<{ readonly round: RoundId }, RejectManyBody> {}

@CommandHandler(RejectMany)
export class RejectManyHandler implements ICommandHandler<RejectMany, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: RejectMany): Promise<Outcome> {
    const { round: id } = command.target;
    const { teachers, reason, act, mode, dryRun } = command.body;
    const attempt = this.desk.attempt(command, RejectMany.name);
    const batch = createdId(attempt.commandId, 'batch');
    let people: readonly Chosen[] = [];
    let verdicts: readonly Verdict[] = [];
    const done = await this.desk.transact(attempt, {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        people = await chosen(this.desk, id, teachers);
        return worldOfRound(this.desk, id, 'own', people);
      },
      authority: (world, { state }) => turnsAuthority(world, command.sender, state, people),
      decide: (state, context, { world, standing }) => {
        const decided = decideForEach(inTurn(world, command.sender, standing, state, id, people), ({ nomination, nominated, step }, teacher) =>
          decideRegisterRejection(state, { nomination, teacher, ...ofTeam(nominated), step: step ?? lastStep(nominated.path), reason, act: actOf(act), batch }, context));
        verdicts = decided.verdicts;
        return underMode(decided, mode, dryRun);
      },
    });
    if (done.kind === 'repeated') verdicts = repeatedVerdicts(teachers, linesOf(done.facts));
    return answerMass(this.desk, done, { batch, dryRun, verdicts, of: { round: id }, settle: (asked) => settleRegistrations(this.desk, asked) });
  }
}
