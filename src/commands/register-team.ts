import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import type { TeamRole } from '../domain/team/facts';
import { decideRegisterTeam } from '../domain/team/team';
import type { SchoolStage } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { createdId } from '../ids';
import { Desk, teamStream } from './desk';
import { dossierOf, loadDossiers, type DossiersRead } from './holders';
import { Day, Id, OneOf, Part, Parts, Text } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export const TEAM_ROLES = ['CORE', 'MEMBER'] as const;

export class FirstMemberInput {
  @Id() readonly person: PersonId;
  /** 核心成员 or 成员. */
  @OneOf(TEAM_ROLES) readonly role: TeamRole;
}

export class RegisterTeamBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  /** 牵头单位: answers for the team. Members may be of other schools. */
  @Id() readonly unit: OrgId;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  /** 主持人; a member whether or not she is listed. */
  @Id() readonly leader: PersonId;
  @Parts(() => FirstMemberInput, 1, 200) readonly members: readonly FirstMemberInput[];
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RegisterTeam extends UseCase<object, RegisterTeamBody> {}

@CommandHandler(RegisterTeam)
export class RegisterTeamHandler implements ICommandHandler<RegisterTeam, Outcome> {
  constructor(private readonly desk: Desk) {}

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
      authority: (world) => world.authority(command.sender, schoolOrBureau, unit),
      decide: (state, context) => decideRegisterTeam(state, {
        names, unit, stage, subject, leader, members: members.map(({ person, role }) => ({ person, role })),
        dossierOf: dossierOf(read), ...(effectiveOn === undefined ? {} : { effectiveOn }),
      }, context),
      result: () => ({ team: id }),
    });
  }
}
