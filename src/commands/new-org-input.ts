import type { OrgId } from '../domain/facts';
import type { NewOrg } from '../domain/orgs/changes';
import type { OrgKind, OrgLevel } from '../domain/registry-facts';
import { asJson } from './desk';
import { Flag, Id, OneOf, Part, Text, Texts } from './input';
import { NamesInput } from './names-input';

/** A unit that comes of a merger or a split: registered from the day of the change, in the same act. */
export class NewOrgInput {
  @Id() readonly org: OrgId;
  @Part(() => NamesInput) readonly names: NamesInput;
  @OneOf(['CITY', 'DISTRICT', 'SCHOOL']) readonly level: OrgLevel;
  @OneOf(['BUREAU', 'RESEARCH_CENTRE', 'SCHOOL', 'OTHER']) readonly kind: OrgKind;
  @Id({ nullable: true }) readonly parent: OrgId | null;
  @Texts(40, 0, 10) readonly stages: readonly string[];
  /** Of those that end, one may be kept; a functional zone has none. */
  @Text(40, { nullable: true }) readonly code: string | null;
  @Flag() readonly rural: boolean;
  @Flag({ optional: true }) readonly weak?: boolean;
}

export function newOrgOf({ org, names, level, kind, parent, stages, code, rural, weak }: NewOrgInput): NewOrg {
  return { org, names: asJson(names) as { zh: string; en: string }, level, kind, parent, stages: [...stages], code, rural, ...(weak === undefined ? {} : { weak }) };
}
