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
  /** One list by its id, such as a final one that another has replaced; the last of the level and unit where it is not said. */
  @Id({ optional: true }) readonly publicity?: string;
  /** All that are left where it is not said. */
  @Texts(200, 1, 20, { optional: true }) readonly places?: readonly string[];
  @Day({ optional: true }) readonly on?: BusinessDate;
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
