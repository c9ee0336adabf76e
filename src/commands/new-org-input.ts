import type { OrgId } from '../domain/facts';
import type { NewOrg } from '../domain/orgs/changes';
import type { OrgKind, OrgLevel } from '../domain/registry-facts';
import { asJson } from './desk';
import { Flag, Id, OneOf, Part, Text, Texts } from './input';
import { NamesInput } from './names-input';

/** A unit that comes of a merger or a split: registered from the day of the change, in the same act. */
export class NewOrgInput {
  @Id({ means: { zh: '新单位的标识', en: 'Id that the new unit gets' } }) readonly org: OrgId;
  @Part(() => NamesInput) readonly names: NamesInput;
  @OneOf(['CITY', 'DISTRICT', 'SCHOOL'], { means: 'orgLevel' }) readonly level: OrgLevel;
  @OneOf(['BUREAU', 'RESEARCH_CENTRE', 'SCHOOL', 'OTHER'], { means: 'orgKind' }) readonly kind: OrgKind;
  @Id({ nullable: true, means: { zh: '上级单位；没有上级的写 null', en: 'The unit that it stands below; null for none' } }) readonly parent: OrgId | null;
  @Texts(40, 0, 10) readonly stages: readonly string[];
  @Text(40, { nullable: true, means: { zh: '沿用的单位代码（可保留被并或分设单位之一的）；没有的写 null', en: 'Its official code, of those that end one may be kept; null for a functional zone, which has none' } }) readonly code: string | null;
  @Flag() readonly rural: boolean;
  @Flag({ optional: true }) readonly weak?: boolean;
}

export function newOrgOf({ org, names, level, kind, parent, stages, code, rural, weak }: NewOrgInput): NewOrg {
  return { org, names: asJson(names) as { zh: string; en: string }, level, kind, parent, stages: [...stages], code, rural, ...(weak === undefined ? {} : { weak }) };
}
