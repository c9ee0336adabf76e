import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refused } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideRegisterRejection } from '../domain/round/departures';
import { lastStep } from '../domain/round/path';
import { round } from '../domain/round/round';
import { lastDayOf } from '../domain/teacher/nomination-view';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { ofTeam } from './holders';
import { Id, Part, Text } from './input';
import { overTurn, turnOf } from './nominations';
import type { Outcome } from './outcome';
import { worldOfRound } from './rounds';
import { settleDeparture } from './settle-departures';
import { UseCase } from './use-case';

export class RejectNominationBody {
  @Id() readonly teacher: TeacherId;
  @Text(2_000, { means: { zh: '理由；只有本人和经办人可读', en: 'Why; only she and those who handle her case read it' } }) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 不予推荐: the body whose turn it is decides not to recommend her, and the seats below it come back. */
export class RejectNomination extends UseCase<{ readonly round: RoundId }, RejectNominationBody> {}

@CommandHandler(RejectNomination)
export class RejectNominationHandler implements ICommandHandler<RejectNomination, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: RejectNomination): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher, reason, act } = command.body;
    const { read, nominated, turn } = await turnOf(this.desk, id, teacher);
    const done = await this.desk.transact(this.desk.attempt(command, RejectNomination.name), {
      aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own', [read]),
      authority: (world, { state }) => overTurn(world, command.sender, state, nominated, turn(state)),
      decide: (state, context) =>
        nominated === undefined
          ? refused('unknownNomination')
          : decideRegisterRejection(state, { nomination: nominated.nomination, teacher, since: lastDayOf(nominated), ...ofTeam(nominated), step: turn(state) ?? lastStep(nominated.path), reason, act: actOf(act) }, context),
    });
    const [registered] = done.facts;
    const settled = registered === undefined ? null : await settleDeparture(this.desk, registered);
    return this.desk.chain(done, settled, { round: id, teacher, nomination: nominated?.nomination ?? null });
  }
}
