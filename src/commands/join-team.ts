import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, TeamId } from '../domain/facts';
import type { TeamRole } from '../domain/team/facts';
import { decideJoinTeam } from '../domain/team/team';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teamStream } from './desk';
import { unitOf } from './dossiers';
import { dossierOf, loadDossiers, unitsOfMembers, type DossiersRead } from './holders';
import { Day, Id, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { TEAM_ROLES } from './register-team';
import { authorityOverTeam } from './requirements';
import { settleTeam } from './settle-team';
import { UseCase } from './use-case';

export class JoinTeamBody {
  @Id() readonly member: PersonId;
  @OneOf(TEAM_ROLES) readonly role: TeamRole;
  @Day({ optional: true, means: { zh: '成为成员的第一天，默认今天', en: 'First day on which she is a member; today where left out' } }) readonly effectiveOn?: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class JoinTeam extends UseCase<{ readonly team: TeamId }, JoinTeamBody> {}

@CommandHandler(JoinTeam)
export class JoinTeamHandler implements ICommandHandler<JoinTeam, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whoever has authority over the team and over the unit that the member is of. */
  async execute(command: JoinTeam): Promise<Outcome> {
    const { team } = command.target;
    const { member, role, effectiveOn, act } = command.body;
    const stream = teamStream(team);
    let read: DossiersRead = new Map();
    const done = await this.desk.transact(this.desk.attempt(command, JoinTeam.name), {
      aggregate: teacher, stream,
      world: async () => {
        read = await loadDossiers(this.desk, [member]);
        return this.desk.world(undefined, [...read.values()]);
      },
      authority: (world, { state }) => authorityOverTeam(world, command.sender, unitOf(state, world.today), unitsOfMembers(read, effectiveOn ?? world.today)),
      decide: (state, context) => decideJoinTeam(state, { member, role, dossierOf: dossierOf(read), ...(effectiveOn === undefined ? {} : { effectiveOn }), ...(act === undefined ? {} : { act: actOf(act) }) }, context),
    });
    const [joined] = done.facts;
    return this.desk.chain(done, joined === undefined ? null : await settleTeam(this.desk, joined, stream), { team, member });
  }
}
