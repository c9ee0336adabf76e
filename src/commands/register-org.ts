import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { OrgKind, OrgLevel } from '../domain/registry-facts';
import { NamesInput } from './names-input';
import { Day, Flag, Id, OneOf, Part, Text, Texts } from './input';
import { UseCase } from './use-case';

export class RegisterOrgBody {
  /** The unit's own id; the server makes one where there is none. */
  @Id({ optional: true }) readonly org?: OrgId;
  @Part(() => NamesInput) readonly names: NamesInput;
  @OneOf(['CITY', 'DISTRICT', 'SCHOOL']) readonly level: OrgLevel;
  @OneOf(['BUREAU', 'RESEARCH_CENTRE', 'SCHOOL', 'OTHER']) readonly kind: OrgKind;
  @Id({ nullable: true }) readonly parent: OrgId | null;
  @Texts(40, 0, 10) readonly stages: readonly string[];
  /** GB/T 2260 or 学校标识码; a functional zone has none. */
  @Text(40, { nullable: true }) readonly code: string | null;
  @Flag() readonly rural: boolean;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RegisterOrg extends UseCase<object, RegisterOrgBody> {}
