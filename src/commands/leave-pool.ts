import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LEAVING_REASONS, type LeavingReason } from '../domain/cultivation/facts';
import { decideLeave, pool } from '../domain/cultivation/pool';
import type { BusinessDate } from '../domain/dates';
import type { NominationId } from '../domain/facts';
import { ActInput, actOf } from './act-input';
import { confirming, cultivationStream, membersNamed, type MembersNamed } from './cultivation';
import { Desk } from './desk';
import { Day, Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits } from './requirements';
import { settlePoolDeparture } from './settle-confirmation';
import { UseCase } from './use-case';

export class LeavePoolBody {
  @Id() readonly nomination: NominationId;
  @OneOf(LEAVING_REASONS, { means: { zh: '原因：OWN_WISH 本人意愿、LEFT_THE_AREA 调离本地区、CULTIVATION_FAILED 培养不合格、ETHICS 师德、OTHER 其他', en: 'Why: own wish, left the area, did not pass cultivation, professional ethics, or another reason' } }) readonly reasonCode: LeavingReason;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ means: { zh: '不再是培养人选的第一天', en: 'First day on which she is no longer in it' } }) readonly effectiveOn: BusinessDate;
}

/** 退出培养: by an act of whoever confirms. */
export class LeavePool extends UseCase<{ readonly programme: string; readonly tier: string }, LeavePoolBody> {}

@CommandHandler(LeavePool)
export class LeavePoolHandler implements ICommandHandler<LeavePool, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: LeavePool): Promise<Outcome> {
    const { programme, tier } = command.target;
    const { nomination, reasonCode, reason, act, effectiveOn } = command.body;
    const attempt = this.desk.attempt(command, LeavePool.name);
    let named: MembersNamed = { units: [], voided: new Set() };
    const done = await this.desk.transact(attempt, {
      aggregate: pool, stream: cultivationStream(programme, tier),
      world: async () => {
        named = await membersNamed(this.desk, programme, tier, [nomination]);
        return this.desk.world({ programme, goesOn: true });
      },
      authority: (world) => authorityOverUnits(world, command.sender, confirming(world.programme, tier), named.units),
      decide: (state, context) => decideLeave(state, { tier, nomination, reasonCode, reason, act: actOf(act), effectiveOn, voided: named.voided }, context),
    });
    const decided = done.facts.find(({ type }) => type === 'DepartureDecided');
    return this.desk.chain(done, decided === undefined ? null : await settlePoolDeparture(this.desk, decided), { programme, tier, nomination });
  }
}
