import type { BusinessDate } from '../domain/dates';
import type { AppointmentId, OrgId, PersonId } from '../domain/facts';
import type { Post } from '../domain/registry-facts';
import { Day, Id, OneOf } from './input';
import { UseCase } from './use-case';

export class RecordAppointmentBody {
  /** The appointment's own id; the server makes one where there is none. */
  @Id({ optional: true }) readonly appointment?: AppointmentId;
  @Id() readonly person: PersonId;
  @OneOf(['SchoolAdmin', 'BureauOfficer', 'ResearchCentre', 'Expert', 'Auditor', 'SystemOperator', 'Subscriber']) readonly post: Post;
  @Id() readonly org: OrgId;
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true }) readonly to: BusinessDate | null;
}

export class RecordAppointment extends UseCase<object, RecordAppointmentBody> {}
