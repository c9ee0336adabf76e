import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, TeamId } from '../domain/facts';
import { decideNameTeamLeader } from '../domain/team/team';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teamStream } from './desk';
import { unitOf } from './dossiers';
import { dossierOf, loadDossiers, type DossiersRead } from './holders';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class NameTeamLeaderBody {
  @Id({ means: { zh: '新的主持人，须为团队成员', en: 'Who leads it from then on: a member of the team' } }) readonly leader: PersonId;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class NameTeamLeader extends UseCase<{ readonly team: TeamId }, NameTeamLeaderBody> {}

@CommandHandler(NameTeamLeader)
export class NameTeamLeaderHandler implements ICommandHandler<NameTeamLeader, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: NameTeamLeader): Promise<Outcome> {
    const { team } = command.target;
    const { leader, effectiveOn, act } = command.body;
    let read: DossiersRead = new Map();
    return this.desk.run({
      command, useCase: NameTeamLeader.name, aggregate: teacher, stream: teamStream(team),
      world: async () => {
        read = await loadDossiers(this.desk, [leader]);
        return this.desk.world(undefined, [...read.values()]);
      },
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideNameTeamLeader(state, { leader, dossierOf: dossierOf(read), ...(effectiveOn === undefined ? {} : { effectiveOn }), ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ team, leader }),
    });
  }
}
