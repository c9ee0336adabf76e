import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId, TeamId } from '../domain/facts';
import { decideTeamReview } from '../domain/team/review';
import { rolesIn } from '../domain/round/round';
import { isOfTitle, reviewOf, roundUnderReview } from '../domain/teacher/review';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teamStream } from './desk';
import { matterOfTitle, unitOf } from './dossiers';
import { NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { bureau, requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { settleTeam } from './settle-team';
import { UseCase } from './use-case';

export class DecideTeamReviewBody {
  @OneOf(['STANDS', 'LEAVES'], { means: { zh: 'STANDS：团队不变；LEAVES：所涉成员今日退出', en: 'STANDS: the team stays as it is. LEAVES: the member that the review is about leaves it today' } }) readonly outcome: 'STANDS' | 'LEAVES';
  @Text(2_000, { means: { zh: '理由；与所涉成员一样以团队的密钥保存', en: 'Why; kept under the team\'s key, as whom it is about is' } }) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

export class DecideTeamReview extends UseCase<{ readonly team: TeamId; readonly event: EventId }, DecideTeamReviewBody> {}

@CommandHandler(DecideTeamReview)
export class DecideTeamReviewHandler implements ICommandHandler<DecideTeamReview, Outcome> {
  constructor(private readonly desk: Desk) {}

  /**
   * By a bureau over the lead unit; of a title, by who may take it away. Not to recommend the team, or to revoke its title,
   * is an act of its own and ends the review too.
   */
  async execute(command: DecideTeamReview): Promise<Outcome> {
    const { team, event } = command.target;
    const { outcome, reason, act } = command.body;
    const stream = teamStream(team);
    const { state: before } = await this.desk.streams.load(teacher, stream);
    const asked = reviewOf(before, event);
    // Nobody decides who acted in its round on what is under review.
    const of = asked === null ? null : roundUnderReview(before, asked);
    const title = asked?.title ?? null;
    let members: MembersRead = NO_MEMBERS;
    const done = await this.desk.transact(this.desk.attempt(command, DecideTeamReview.name), {
      aggregate: teacher, stream,
      world: async () => {
        members = await readMembers(this.desk, (await this.desk.streams.load(teacher, stream)).state);
        return of === null ? this.desk.world(undefined, members.reads) : worldOfRound(this.desk, of, 'other', members.reads, matterOfTitle(before, title, this.desk.ports.clock.today()));
      },
      authority: (world, { state }) => world.authority(command.sender, of === null || asked === null || !isOfTitle(asked) ? bureau : requirementsOf(world.programme, 'RevokeTitle'), unitOf(state, world.today)),
      decide: (state, context, { world }) => {
        requireAllRead(state, stream, members);
        return decideTeamReview(state, { review: event, roles: of === null ? null : rolesIn(world.round), outcome, reason, act: actOf(act), dossiers: members.dossiers }, context);
      },
    });
    const left = done.facts.find(({ type }) => type === 'MemberLeft');
    return this.desk.chain(done, left === undefined ? null : await settleTeam(this.desk, left, stream), { team, review: event });
  }
}
