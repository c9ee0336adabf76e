import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { NamesInput } from './names-input';
import { Day, Part } from './input';
import { UseCase } from './use-case';

export class RenameOrgBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RenameOrg extends UseCase<{ readonly org: OrgId }, RenameOrgBody> {}
