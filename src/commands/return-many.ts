import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessMinute } from '../domain/dates';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideForEach, type Verdict } from '../domain/round/mass';
import { decideRegisterReturn } from '../domain/round/returns';
import { round } from '../domain/round/round';
import { createdId } from '../ids';
import { Desk, roundStream } from './desk';
import { ofTeam } from './holders';
import { Flag, Ids, Minute, OneOf, Text, Texts } from './input';
import { answerMass, chosen, MODES, MOST_REGISTERED, repeatedVerdicts, underMode, type Chosen, type Mode } from './mass';
import type { Outcome } from './outcome';
import { worldOfRound } from './rounds';
import { linesOf, settleRegistrations } from './settle-registrations';
import { inTurn, turnsAuthority } from './turns';
import { UseCase } from './use-case';

export class ReturnManyBody {
  @Ids(1, MOST_REGISTERED) readonly teachers: readonly TeacherId[];
  /** Kinds that each has to hand in again. */
  @Texts(80, 0, 20) readonly items: readonly string[];
  /** What is wrong with them, in the same words for each. */
  @Text(300, { optional: true }) readonly words?: string;
  /** Last minute for the completions, Asia/Shanghai. */
  @Minute() readonly due: BusinessMinute;
  /** ALL: all or nobody. PASSING: those who pass. */
  @OneOf(MODES) readonly mode: Mode;
  /** True: each person's verdict, and nothing is stored. */
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** 批量退回补正: one set of items and one due minute for several. */
export class ReturnMany extends UseCase<{ readonly round: RoundId }, ReturnManyBody> {}

@CommandHandler(ReturnMany)
export class ReturnManyHandler implements ICommandHandler<ReturnMany, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ReturnMany): Promise<Outcome> {
    const { round: id } = command.target;
    const { teachers, items, words, due, mode, dryRun } = command.body;
    const attempt = this.desk.attempt(command, ReturnMany.name);
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
        const own = world.orgs.state.orgs.get(standing.capacity?.org ?? '')?.level ?? 'SCHOOL';
        const decided = decideForEach(inTurn(world, command.sender, standing, state, id, people), ({ nomination, nominated, step }, teacher) =>
          decideRegisterReturn(state, { nomination, teacher, ...ofTeam(nominated), level: step?.level ?? own, items: [...items], ...(words === undefined ? {} : { words }), due, batch }, context));
        verdicts = decided.verdicts;
        return underMode(decided, mode, dryRun);
      },
    });
    if (done.kind === 'repeated') verdicts = repeatedVerdicts(teachers, linesOf(done.facts));
    return answerMass(this.desk, done, { batch, dryRun, verdicts, of: { round: id }, settle: (asked) => settleRegistrations(this.desk, asked) });
  }
}
