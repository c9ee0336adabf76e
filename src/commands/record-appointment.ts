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
  /** The appointment's own id; the server makes one where there is none. */
  @Id({ optional: true }) readonly appointment?: AppointmentId;
  @Id() readonly person: PersonId;
  @OneOf(['SchoolAdmin', 'PartyOrg', 'BureauOfficer', 'ResearchCentre', 'ProjectLead', 'Supervisor', 'Expert', 'Auditor', 'SystemOperator', 'Subscriber']) readonly post: Post;
  @Id() readonly org: OrgId;
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
