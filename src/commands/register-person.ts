import type { BusinessDate } from '../domain/dates';
import type { IdentityType } from '../domain/teacher/facts';
import { identityTypes } from './personal-input';
import { Day, OneOf, Text } from './input';
import { UseCase } from './use-case';

export class RegisterPersonBody {
  @Text(80) readonly name: string;
  @OneOf(identityTypes, { optional: true }) readonly identityType?: IdentityType;
  @Text(40, { optional: true }) readonly identityNumber?: string;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** A clerk, an expert, an auditor: anyone who acts and has no dossier of her own. */
export class RegisterPerson extends UseCase<object, RegisterPersonBody> {}
