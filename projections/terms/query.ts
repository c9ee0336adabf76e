import { addDays, type BusinessDate } from '../../src/domain/dates';
import type { TitleStatus } from '../../src/domain/teacher/title-status';
import type { Comparison } from '../../src/read-models/document-store';
import { OPEN_END } from '../roster/rows';

/** What is not given is not asked. */
export interface TermsFilter {
  readonly asOf: BusinessDate;
  readonly programme?: string | undefined;
  readonly tier?: string | undefined;
  readonly track?: string | undefined;
  readonly units?: readonly string[] | undefined;
  /** Any of these. */
  readonly statuses?: readonly TitleStatus[] | undefined;
  /** Terms that end on this day or before. */
  readonly endsBy?: BusinessDate | undefined;
  /** With an open review only. */
  readonly underReview?: true | undefined;
  /** The place of the last row of the page before. */
  readonly after?: string | undefined;
}

const LAST_TOLD = addDays(OPEN_END, -1);

/**
 * Two questions for each status, each to be asked in the order of `place`: what stands, since nothing known ends it, and what
 * is known to change after the day, which of today is little.
 */
export function termsWhere({ statuses = [], ...filter }: TermsFilter): readonly (readonly Comparison[])[] {
  return statuses.length === 0 ? whereOf(filter, undefined) : statuses.flatMap((status) => whereOf(filter, status));
}

function whereOf({ asOf, programme, tier, track, units, endsBy, underReview, after }: TermsFilter, status: TitleStatus | undefined): readonly (readonly Comparison[])[] {
  const where: Comparison[] = [{ field: 'from', lte: asOf }];
  for (const [field, value] of Object.entries({ programme, tier, track })) if (value !== undefined) where.push({ field, eq: value });
  if (units !== undefined) where.push({ field: 'unit', in: units });
  if (underReview === true) where.push({ field: 'underReview', eq: 1 });
  const over = past(addDays(asOf, -1));
  if (status !== undefined) where.push({ field: 'state', eq: status === 'EXPIRED' ? 'ACTIVE' : status });
  const above = [...(status === 'ACTIVE' ? [over] : []), ...(after === undefined ? [] : [after])].sort().at(-1);
  // What has no end does not end by any day.
  const below = [...(status === 'EXPIRED' ? [over] : []), ...(endsBy === undefined ? [] : [past(endsBy < LAST_TOLD ? endsBy : LAST_TOLD)])].sort()[0];
  if (above !== undefined) where.push({ field: 'place', gt: above });
  if (below !== undefined) where.push({ field: 'place', lte: below });
  return [
    [...where, { field: 'to', eq: OPEN_END }],
    [...where, { field: 'to', gt: asOf }, { field: 'to', lte: LAST_TOLD }],
  ];
}

/** After every place of the day and before those of the next: '0' follows '/'. */
function past(day: BusinessDate): string {
  return `${day}0`;
}
