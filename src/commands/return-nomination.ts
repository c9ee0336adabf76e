import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessMinute } from '../domain/dates';
import { refused } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideRegisterReturn } from '../domain/round/returns';
import { round } from '../domain/round/round';
import { lastDayOf } from '../domain/teacher/nomination-view';
import { Desk, roundStream } from './desk';
import { ofTeam } from './holders';
import { Id, Minute, Text, Texts } from './input';
import { overTurn, turnOf } from './nominations';
import type { Outcome } from './outcome';
import { worldOfRound } from './rounds';
import { settleReturn } from './settle-departures';
import { UseCase } from './use-case';

export class ReturnNominationBody {
  @Id() readonly teacher: TeacherId;
  @Texts(80, 0, 50) readonly items: readonly string[];
  @Text(2_000, { optional: true, means: { zh: '材料有何问题；只有本人和经办人可读，没有的不写', en: 'What is wrong with them; only she and those who handle her case read it. Left out where items says it all' } }) readonly words?: string;
  @Minute({ means: 'dueMinute' }) readonly due: BusinessMinute;
}

/** 退回补正: by the level whose turn it is, or by the bureau that runs the round once all have recommended her. */
export class ReturnNomination extends UseCase<{ readonly round: RoundId }, ReturnNominationBody> {}

@CommandHandler(ReturnNomination)
export class ReturnNominationHandler implements ICommandHandler<ReturnNomination, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ReturnNomination): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher, items, words, due } = command.body;
    const { read, nominated, turn } = await turnOf(this.desk, id, teacher);
    const done = await this.desk.transact(this.desk.attempt(command, ReturnNomination.name), {
      aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own', [read]),
      authority: (world, { state }) => overTurn(world, command.sender, state, nominated, turn(state)),
      decide: (state, context, { world, standing }) => {
        if (nominated === undefined) return refused('unknownNomination');
        const level = turn(state)?.level ?? world.orgs.state.orgs.get(standing.capacity?.org ?? '')?.level ?? 'SCHOOL';
        return decideRegisterReturn(state, { nomination: nominated.nomination, teacher, since: lastDayOf(nominated), ...ofTeam(nominated), level, items: [...items], ...(words === undefined ? {} : { words }), due }, context);
      },
    });
    const [registered] = done.facts;
    const settled = registered === undefined ? null : await settleReturn(this.desk, registered);
    return this.desk.chain(done, settled, { round: id, teacher, nomination: nominated?.nomination ?? null });
  }
}
