import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, TeamId } from '../domain/facts';
import type { LeavingReason } from '../domain/team/facts';
import { decideLeaveTeam } from '../domain/team/team';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teamStream } from './desk';
import { unitOf } from './dossiers';
import { Day, Id, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { settleTeam } from './settle-team';
import { UseCase } from './use-case';

export class LeaveTeamBody {
  @Id() readonly member: PersonId;
  @OneOf(['TRANSFERRED', 'RETIRED', 'OWN_WISH', 'DECISION', 'OTHER'], { means: { zh: '原因：TRANSFERRED 调动、RETIRED 退休、OWN_WISH 本人意愿、DECISION 决定、OTHER 其他', en: 'Why: transferred, retired, own wish, by decision, or another reason' } }) readonly reason: LeavingReason;
  @Day({ optional: true, means: { zh: '不再是成员的第一天，默认今天', en: 'First day on which she is no member any more; today where left out' } }) readonly effectiveOn?: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class LeaveTeam extends UseCase<{ readonly team: TeamId }, LeaveTeamBody> {}

@CommandHandler(LeaveTeam)
export class LeaveTeamHandler implements ICommandHandler<LeaveTeam, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Her membership ends on a day; where the team stands in a round and meets its conditions no longer, somebody is asked. */
  async execute(command: LeaveTeam): Promise<Outcome> {
    const { team } = command.target;
    const { member, reason, effectiveOn, act } = command.body;
    const stream = teamStream(team);
    const done = await this.desk.transact(this.desk.attempt(command, LeaveTeam.name), {
      aggregate: teacher, stream,
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideLeaveTeam(state, { member, reason, ...(effectiveOn === undefined ? {} : { effectiveOn }), ...(act === undefined ? {} : { act: actOf(act) }) }, context),
    });
    const [left] = done.facts;
    return this.desk.chain(done, left === undefined ? null : await settleTeam(this.desk, left, stream), { team, member });
  }
}
