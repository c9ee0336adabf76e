import type { BusinessDate } from '../../src/domain/dates';
import type { TitleStatus } from '../../src/domain/teacher/title-status';
import type { Comparison, Query } from '../../src/read-models/document-store';

/** What is not given is not asked. */
export interface RosterFilter {
  readonly asOf: BusinessDate;
  readonly teacher?: string | undefined;
  /** Any of several. */
  readonly teachers?: readonly string[] | undefined;
  readonly programme?: string | undefined;
  /** null: the rows without a title. */
  readonly tier?: string | null | undefined;
  readonly track?: string | undefined;
  /** One unit or several: a bureau and what lies under it. */
  readonly units?: readonly string[] | undefined;
  readonly stage?: string | undefined;
  readonly subject?: string | undefined;
  readonly status?: TitleStatus | 'NONE' | undefined;
  readonly certificate?: string | undefined;
  readonly round?: string | undefined;
  /** With an open review only. */
  readonly underReview?: true | undefined;
}

/** Names are sorted by the name index in memory, since they stand here under their keys. */
export const ROSTER_SORTS = ['tier', 'track', 'unit', 'stage', 'subject', 'status', 'certificate', 'conferredOn', 'teacher'] as const;
export type RosterSort = (typeof ROSTER_SORTS)[number];

export function rosterWhere(filter: RosterFilter): readonly Comparison[] {
  const where: Comparison[] = [
    { field: 'from', lte: filter.asOf },
    { field: 'to', gt: filter.asOf },
  ];
  for (const field of ['teacher', 'programme', 'tier', 'track', 'stage', 'subject', 'status', 'certificate', 'round'] as const) {
    const value = filter[field];
    if (value !== undefined) where.push({ field, eq: value });
  }
  if (filter.teachers !== undefined) where.push({ field: 'teacher', in: filter.teachers });
  if (filter.units !== undefined) where.push({ field: 'unit', in: filter.units });
  if (filter.underReview === true) where.push({ field: 'underReview', eq: 1 });
  return where;
}

export function rosterQuery(filter: RosterFilter, page: { readonly sort?: readonly { readonly field: RosterSort; readonly descending?: boolean }[]; readonly limit: number; readonly after?: string }): Query {
  return {
    where: rosterWhere(filter),
    sort: page.sort ?? [{ field: 'unit' }],
    limit: page.limit,
    ...(page.after === undefined ? {} : { after: page.after }),
  };
}
