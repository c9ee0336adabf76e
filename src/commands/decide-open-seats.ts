import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OrgId, RoundId } from '../domain/facts';
import { decideOpenSeats, type SeatsCommand } from '../domain/round/reranking';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, InputError, OneOf, Part, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

const WAYS = ['CARRY', 'RETURN', 'REALLOCATE'] as const;

export class DecideOpenSeatsBody {
  @OneOf(WAYS, { means: { zh: '处理方式：CARRY 结转下届、RETURN 收回、REALLOCATE 调剂到另一评审组', en: 'What becomes of them: carried to the next round, returned, or reallocated to another group' } }) readonly way: (typeof WAYS)[number];
  @Id({ optional: true, means: { zh: '空缺名额所在的评审组；不分组的届次不写', en: 'The group whose seats are open; left out where the round has no groups' } }) readonly group?: string;
  @Whole(1, 100_000, { means: { zh: '处理几个名额', en: 'How many seats' } }) readonly seats: number;
  @Id({ optional: true, means: { zh: 'RETURN 时收回名额的单位；其他方式不写', en: 'With RETURN: the body that they go back to; left out otherwise' } }) readonly unit?: OrgId;
  @Id({ optional: true, means: { zh: 'REALLOCATE 时调入的评审组；其他方式不写', en: 'With REALLOCATE: the group that they go to; left out otherwise' } }) readonly toGroup?: string;
  @Part(() => ActInput) readonly act: ActInput;
}

/** What becomes of seats that nobody passed for. */
export class DecideOpenSeats extends UseCase<{ readonly round: RoundId }, DecideOpenSeatsBody> {}

@CommandHandler(DecideOpenSeats)
export class DecideOpenSeatsHandler implements ICommandHandler<DecideOpenSeats, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DecideOpenSeats): Promise<Outcome> {
    const { round: id } = command.target;
    const seats = this.seatsOf(command.body);
    const act = actOf(command.body.act);
    return this.desk.run({
      command, useCase: DecideOpenSeats.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'ConferTitles', state),
      decide: (state, context) => decideOpenSeats(state, { ...seats, act }, context),
      result: (_facts, { state }) => ({ round: id, given: Object.fromEntries(state.seatsGiven), moved: Object.fromEntries(state.seatMoves) }),
    });
  }

  /** Each way with what it needs. Error: InputError. */
  private seatsOf({ way, group, seats, unit, toGroup }: DecideOpenSeatsBody): SeatsCommand {
    const common = { group: group ?? null, seats };
    if (way === 'CARRY') return { kind: way, ...common };
    if (way === 'RETURN') {
      if (unit === undefined) throw new InputError([{ path: 'unit', notice: { zh: '收回名额须写明收回单位。', en: 'Seats that are returned need the unit that they go back to.' } }]);
      return { kind: way, ...common, to: unit };
    }
    if (toGroup === undefined) throw new InputError([{ path: 'toGroup', notice: { zh: '调剂名额须写明调入的评审组。', en: 'Seats that are reallocated need the group that they go to.' } }]);
    return { kind: way, ...common, toGroup };
  }
}
