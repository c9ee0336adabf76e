import type { OrgId, StreamName } from '../domain/facts';

export const targetsStream = (programme: string): StreamName => `targets-${programme}`;
export const dutiesStream = (programme: string): StreamName => `duties-${programme}`;
export const complianceStream = (programme: string): StreamName => `compliance-${programme}`;
/** One for each unit and year, so that schools do not wait for each other. */
export const fundStream = (programme: string, unit: OrgId, year: number): StreamName => `fund-${programme}.${unit}.${year}`;
