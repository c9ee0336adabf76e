import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { RosterSpan } from '../../src/domain/teacher/spans';
import { spans } from '../../src/domain/teacher/spans';
import type { TitleStatus } from '../../src/domain/teacher/title-status';
import type { LifeFact } from '../../src/domain/teacher/view';
import type { SealedReference } from '../projection';

/** `to` of a row that nothing has ended yet; sorts after every day. */
export const OPEN_END: BusinessDate = '9999-12-31';

/** A span of a teacher's life as it is filtered and sorted on: one teacher, or one of her titles, over [from, to). */
export interface RosterRow extends JsonObject {
  /** The teacher's id, or the team's. */
  readonly teacher: string;
  /** Name of a team; absent of a teacher. */
  readonly team?: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Her name and the rest, still under her key; null when erased. */
  readonly personal: SealedReference | null;
  /** Her place on the day, not the title's. */
  readonly unit: string;
  readonly stage: string;
  readonly subject: string;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  /** All null for the row of a teacher while no title of hers is active. */
  readonly title: string | null;
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly certificate: string | null;
  readonly conferredOn: BusinessDate | null;
  readonly round: string | null;
  /** Last day of the term. */
  readonly until: BusinessDate | null;
  readonly status: TitleStatus | 'NONE';
  /** 1: a review of the title waits for a decision, or, in a row of a title that she holds and in one without, of what is no title of hers. */
  readonly underReview: 0 | 1;
}

/** The rows of one life, by id. On any day those that hold it are the domain's `rowsOf(view(facts, D))`. */
export function rowsOf(teacher: string, facts: readonly LifeFact[]): ReadonlyMap<string, RosterRow> {
  const personal = personalOf(facts);
  const team = teamOf(facts);
  const rows = new Map<string, RosterRow>();
  for (const span of spans(facts)) rows.set(`${teacher}/${span.from}/${span.title?.title ?? '-'}`, rowOf(teacher, team, personal, span));
  return rows;
}

/** Written out, not spread: a rebuild makes some ten of these for each event. */
function rowOf(teacher: string, team: string | null, personal: SealedReference | null, { from, to, unit, stage, subject, onEstablishment, inPost, title, underReview }: RosterSpan): RosterRow {
  return {
    teacher,
    ...(team === null ? {} : { team }),
    from,
    to: to ?? OPEN_END,
    personal,
    unit,
    stage,
    subject,
    onEstablishment,
    inPost,
    title: title?.title ?? null,
    programme: title?.programme ?? null,
    tier: title?.tier ?? null,
    track: title?.track ?? null,
    certificate: title?.certificate ?? null,
    conferredOn: title?.conferredOn ?? null,
    round: title?.round ?? null,
    until: title?.to ?? null,
    status: title?.status ?? 'NONE',
    underReview: underReview ? 1 : 0,
  };
}

/** What a team is called: its last wording. */
function teamOf(facts: readonly LifeFact[]): string | null {
  const registered = facts.findLast((fact) => fact.type === 'TeamRegistered');
  return registered?.type === 'TeamRegistered' ? registered.data.names.zh : null;
}

/** Who she is does not depend on the day: the last wording, and after an erasure none. */
function personalOf(facts: readonly LifeFact[]): SealedReference | null {
  let personal: SealedReference | null = null;
  for (const { type, private: parts } of facts) {
    if (type === 'PersonalDataErased') return null;
    if (type === 'TeacherRegistered') personal = (Object.values(parts)[0] ?? personal) as SealedReference | null;
  }
  return personal;
}

export function sameRow(a: RosterRow, b: RosterRow): boolean {
  for (const field in a) {
    if (a[field] !== b[field] && !(field === 'personal' && a.personal !== null && a.personal.cipher === b.personal?.cipher && a.personal.event === b.personal.event)) return false;
  }
  return true;
}
