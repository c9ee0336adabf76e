import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideConfirm, pool } from '../domain/cultivation/pool';
import type { BusinessDate } from '../domain/dates';
import type { NominationId, OrgId } from '../domain/facts';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { confirming, cultivationStream, unitsOfMembers } from './cultivation';
import { Desk } from './desk';
import { gateOf, type Gate } from './gates';
import { Day, Ids, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits } from './requirements';
import { settleConfirmation } from './settle-confirmation';
import { UseCase } from './use-case';

export class ConfirmCandidatesBody {
  @Part(() => ActInput) readonly act: ActInput;
  /** First day of the titles. */
  @Day() readonly effectiveOn: BusinessDate;
  /** Those in cultivation who become holders; the others stay in the pool. */
  @Ids(1, 2_000) readonly nominations: readonly NominationId[];
}

/** 认定: out of a pool, by the latest version of the programme; what each is asked for, by the version that her round pinned. */
export class ConfirmCandidates extends UseCase<{ readonly programme: string; readonly tier: string }, ConfirmCandidatesBody> {}

@CommandHandler(ConfirmCandidates)
export class ConfirmCandidatesHandler implements ICommandHandler<ConfirmCandidates, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ConfirmCandidates): Promise<Outcome> {
    const { programme, tier } = command.target;
    const { act, effectiveOn: conferredOn, nominations } = command.body;
    const attempt = this.desk.attempt(command, ConfirmCandidates.name);
    const batch = createdId(attempt.commandId, 'batch');
    let units: readonly OrgId[] = [];
    let gate: Gate | undefined;
    const done = await this.desk.transact(attempt, {
      aggregate: pool, stream: cultivationStream(programme, tier),
      world: async () => {
        units = await unitsOfMembers(this.desk, programme, tier, nominations);
        gate = await gateOf(this.desk, 'ConferTitles', { programme });
        return this.desk.world({ programme, goesOn: true }, gate.reads);
      },
      authority: (world) => authorityOverUnits(world, command.sender, confirming(world.programme, tier), units),
      decide: (state, context) => gate?.fault(context) ?? decideConfirm(state, { tier, nominations, batch, act: actOf(act), conferredOn }, context),
    });
    const decided = done.facts.find(({ type }) => type === 'ConfirmationDecided');
    if (decided === undefined) return this.desk.outcome(done, () => ({ programme, tier }));
    const settled = await settleConfirmation(this.desk, decided);
    return this.desk.chain(done, settled, { programme, tier, batch, outcomes: [...settled.state.outcomes.values()].map(({ target, outcome, rule }) => ({ teacher: target, outcome, rule })) });
  }
}
