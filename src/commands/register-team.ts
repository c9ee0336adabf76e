import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import type { TeamRole } from '../domain/team/facts';
import { decideRegisterTeam } from '../domain/team/team';
import type { SchoolStage } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { createdId } from '../ids';
import { Desk, teamStream } from './desk';
import { dossierOf, loadDossiers, unitsOfMembers, type DossiersRead } from './holders';
import { Day, Id, OneOf, Part, Parts, Text } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { authorityOverTeam } from './requirements';
import { UseCase } from './use-case';

export const TEAM_ROLES = ['CORE', 'MEMBER'] as const;

export class FirstMemberInput {
  @Id({ means: 'member' }) readonly person: PersonId;
  @OneOf(TEAM_ROLES) readonly role: TeamRole;
}

export class RegisterTeamBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  @Id({ means: { zh: '牵头单位，对团队负责；成员可属其他学校，由其共同的上级单位登记', en: '牵头单位: answers for the team. Members may be of other schools, where a bureau above all of them registers it' } }) readonly unit: OrgId;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  @Id({ means: { zh: '主持人（人员标识）；无论是否列入 members 均为成员', en: '主持人; a member whether or not she is listed' } }) readonly leader: PersonId;
  @Parts(() => FirstMemberInput, 1, 200, { means: { zh: '成立时的成员', en: 'Those it begins with' } }) readonly members: readonly FirstMemberInput[];
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RegisterTeam extends UseCase<object, RegisterTeamBody> {}

@CommandHandler(RegisterTeam)
export class RegisterTeamHandler implements ICommandHandler<RegisterTeam, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whoever has authority over the lead unit and over each member's own: a school puts no teacher of another into a team. */
  execute(command: RegisterTeam): Promise<Outcome> {
    const { names, unit, stage, subject, leader, members, effectiveOn } = command.body;
    const id = createdId(this.desk.attempt(command, RegisterTeam.name).commandId, 'team');
    let read: DossiersRead = new Map();
    return this.desk.run({
      command, useCase: RegisterTeam.name, aggregate: teacher, stream: teamStream(id),
      world: async () => {
        read = await loadDossiers(this.desk, [leader, ...members.map(({ person }) => person)]);
        return this.desk.world(undefined, [...read.values()]);
      },
      authority: (world) => authorityOverTeam(world, command.sender, unit, unitsOfMembers(read, effectiveOn ?? world.today)),
      decide: (state, context) => decideRegisterTeam(state, {
        names, unit, stage, subject, leader, members: members.map(({ person, role }) => ({ person, role })),
        dossierOf: dossierOf(read), ...(effectiveOn === undefined ? {} : { effectiveOn }),
      }, context),
      result: () => ({ team: id }),
    });
  }
}
