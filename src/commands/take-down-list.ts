import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { decideTakeDown } from '../domain/round/publicity-clock';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import { Day, Id, Texts } from './input';
import type { Outcome } from './outcome';
import { authorityOverPublicity, PickBody, pickOf } from './publicity-list';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class TakeDownListBody extends PickBody {
  @Id({ optional: true, means: { zh: '指定某一公示，如已被替换的最终公示；不写则为该级该单位最近的', en: 'One list by its id, such as a final one that another has replaced; the last of the level and unit where left out' } }) readonly publicity?: string;
  @Texts(200, 1, 20, { optional: true, means: { zh: '已撤下的地点；不写则为其余全部', en: 'Where it was taken down; all places that are left where left out' } }) readonly places?: readonly string[];
  @Day({ optional: true, means: { zh: '撤下日期，默认今天', en: 'The day on which it was taken down; today where left out' } }) readonly on?: BusinessDate;
}

export class TakeDownList extends UseCase<{ readonly round: RoundId }, TakeDownListBody> {}

@CommandHandler(TakeDownList)
export class TakeDownListHandler implements ICommandHandler<TakeDownList, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: TakeDownList): Promise<Outcome> {
    const { round: id } = command.target;
    const { publicity, places, on } = command.body;
    const pick = pickOf(command.body);
    return this.desk.run({
      command, useCase: TakeDownList.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverPublicity(world, command.sender, 'ClosePublicity', state, (publicity === undefined ? null : state.publicities.get(publicity)) ?? pick),
      decide: (state, context) => decideTakeDown(state, { pick, ...(publicity === undefined ? {} : { publicity }), ...(places === undefined ? {} : { places }), ...(on === undefined ? {} : { on }) }, context),
      result: (facts) => ({ round: id, publicity: facts[0]?.data['publicity'] ?? publicity ?? null, places: facts[0]?.data['places'] ?? [] }),
    });
  }
}
