import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId } from '../domain/facts';
import type { SchoolStage } from '../domain/teacher/facts';
import { schoolStages } from './personal-input';
import { Day, Id, OneOf, Text } from './input';
import { UseCase } from './use-case';

export class TransferTeacherBody {
  @Id() readonly to: OrgId;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class TransferTeacher extends UseCase<{ readonly teacher: TeacherId }, TransferTeacherBody> {}
