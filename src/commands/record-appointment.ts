import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { AppointmentId, OrgId, PersonId } from '../domain/facts';
import { decideRecordAppointment, people } from '../domain/people';
import type { Post } from '../domain/registry-facts';
import { Desk } from './desk';
import { Day, Id, OneOf } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordAppointmentBody {
  @Id({ optional: true, means: 'ownId' }) readonly appointment?: AppointmentId;
  @Id({ means: { zh: '任职的人（人员标识）', en: 'Who is appointed, by person id' } }) readonly person: PersonId;
  @OneOf(['SchoolAdmin', 'PartyOrg', 'BureauOfficer', 'ResearchCentre', 'ProjectLead', 'Supervisor', 'Expert', 'Auditor', 'SystemOperator', 'Subscriber'], { means: { zh: '职务，决定可以办理哪些事项', en: 'The post, which says what she may do' } }) readonly post: Post;
  @Id({ means: { zh: '在哪个单位任职；职权及于其下属单位', en: 'The unit that she holds it at; it reaches what stands below' } }) readonly org: OrgId;
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true }) readonly to: BusinessDate | null;
}

export class RecordAppointment extends UseCase<object, RecordAppointmentBody> {}

@CommandHandler(RecordAppointment)
export class RecordAppointmentHandler implements ICommandHandler<RecordAppointment, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordAppointment): Promise<Outcome> {
    const { appointment, person, post, org, from, to } = command.body;
    return this.desk.run({
      command, useCase: RecordAppointment.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world) => world.authorityAtFirst(command.sender, bureau, org),
      decide: (state, context) =>
        decideRecordAppointment(state, { appointment: appointment ?? context.createdId('appointment'), person, post, org, from, to, firstOfficer: this.desk.ports.firstOfficer }, context),
      result: (facts) => ({ appointment: facts[0]?.data['appointment'] ?? null }),
    });
  }
}
