import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NominationId, RoundId } from '../domain/facts';
import { decideApproveList } from '../domain/round/approval';
import { round, tierOf } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, Part, Parts, Text } from './input';
import type { Outcome } from './outcome';
import { SignedScan } from './printed-list';
import { authorityOverUnits, requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { settleStrikes } from './settle-objection';
import { UseCase } from './use-case';

export class StrikeInput {
  @Id() readonly nomination: NominationId;
  /** For those who run the round and for her; the list shows none. */
  @Text(1_000) readonly reason: string;
}

export class ApproveListBody {
  /** Names struck from the list; none where it is approved as it stands. */
  @Parts(() => StrikeInput, 0, 500) readonly strikes: readonly StrikeInput[];
  @Part(() => ActInput) readonly act: ActInput;
  /** Check code of the signed list that the act rests on; one that has changed since is refused. */
  @Text(40, { optional: true }) readonly printed?: string;
}

export class ApproveList extends UseCase<{ readonly round: RoundId }, ApproveListBody> {}

@CommandHandler(ApproveList)
export class ApproveListHandler implements ICommandHandler<ApproveList, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The round first; then each one struck learns it on her own stream (`settleStrikes`). */
  async execute(command: ApproveList): Promise<Outcome> {
    const { round: id } = command.target;
    const { strikes, act, printed } = command.body;
    const scan = new SignedScan(this.desk, id, printed);
    const done = await this.desk.transact(this.desk.attempt(command, ApproveList.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => worldOfRound(this.desk, id, 'own', await scan.people()),
      authority: (world, { state }) => {
        const rules = world.programme === undefined ? null : tierOf(state, world.programme).approval;
        const units = (state.opened?.parameters.recommendationSeats ?? []).map(({ unit }) => unit);
        return authorityOverUnits(world, command.sender, rules ? [rules] : requirementsOf(world.programme, 'ConferTitles'), units);
      },
      decide: (state, context) => {
        const signed = scan.judged(state, { kind: 'conferral', unit: null }, context);
        return 'refusal' in signed ? signed : decideApproveList(state, { strikes: strikes.map(({ nomination, reason }) => ({ nomination, reason })), act: actOf(act), ...signed }, context);
      },
    });
    const approved = done.facts.find(({ type }) => type === 'ListApproved');
    if (approved === undefined) return this.desk.outcome(done, () => ({ round: id }));
    return this.desk.chain(done, await settleStrikes(this.desk, approved), { round: id, struck: strikes.length });
  }
}
