import type { BusinessDate, BusinessMinute } from '../domain/dates';
import type { JsonObject, OrgId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import { lastMinute, type BeginningWord, type EndWord, type LimitWaiver, type Rounding } from '../domain/round/parameters';
import { ActInput, actOf } from './act-input';
import { asJson } from './desk';
import { Amount, Day, EitherOf, Flag, Id, Ids, Minute, OneOf, Part, Text, Texts, Whole, Words } from './input';

export const LEVELS = ['SCHOOL', 'DISTRICT', 'CITY'];
const STAGES = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'];
const ROUNDINGS = ['DOWN', 'UP', 'HALF_UP'];

/** 以后 (ON_OR_AFTER) takes the printed day in, 后 (AFTER) begins on the day after it. */
export class BornInput {
  @Day() readonly date: BusinessDate;
  @OneOf(['ON_OR_AFTER', 'AFTER']) readonly word: BeginningWord;
}

/** A further date of the notice, which rules name as `{ parameter: <name> }`. */
export class NamedDateInput {
  @Id() readonly name: string;
  @Day() readonly date: BusinessDate;
  /** As the notice words it; left out for the day itself. */
  @OneOf(['ON_OR_AFTER', 'AFTER', 'ON_OR_BEFORE', 'BEFORE'], { optional: true }) readonly word?: BeginningWord | EndWord;
}

/** Either the minute (`at`), or a bare day (`date`) with how its 前 is read (`before`). */
export class DeadlineInput {
  @EitherOf(['at'], ['date', 'before'])
  @OneOf(LEVELS)
  readonly level: OrgLevel;
  @Minute({ optional: true }) readonly at?: BusinessMinute;
  @Day({ optional: true }) readonly date?: BusinessDate;
  /** INCLUSIVE: to the end of that day. EXCLUSIVE: to the end of the day before. */
  @OneOf(['INCLUSIVE', 'EXCLUSIVE'], { optional: true }) readonly before?: 'INCLUSIVE' | 'EXCLUSIVE';
}

export class LimitFilterInput {
  @Words(STAGES, { optional: true }) readonly stages?: readonly string[];
  @Texts(40, 1, 100, { optional: true }) readonly subjects?: readonly string[];
  @Flag({ optional: true }) readonly rural?: boolean;
  /** Whether she leads a school on the snapshot day: principal, secretary or a deputy of theirs. */
  @Flag({ optional: true }) readonly leaders?: boolean;
  @Ids(1, 500, { optional: true }) readonly units?: readonly OrgId[];
}

export class UnitSeatsInput {
  @Whole(0, 100_000) readonly from: number;
  @Whole(0, 100_000) readonly to: number;
}

export class SeatLimitInput {
  @Id() readonly code: string;
  @EitherOf(['n'], ['percent', 'base', 'rounding'])
  @OneOf(['CAP', 'FLOOR', 'RESERVED'])
  readonly kind: 'CAP' | 'FLOOR' | 'RESERVED';
  @OneOf(LEVELS, { optional: true }) readonly level?: OrgLevel;
  /** Whom it speaks of; everybody where it is not said. */
  @Part(() => LimitFilterInput, { optional: true }) readonly of?: LimitFilterInput;
  /** Once for each stage, subject, or both. */
  @Words(['STAGE', 'SUBJECT'], { optional: true }) readonly by?: readonly ('STAGE' | 'SUBJECT')[];
  @Whole(0, 100_000, { optional: true }) readonly n?: number;
  @Amount(0, 100, { optional: true }) readonly percent?: number;
  @OneOf(['SEATS'], { optional: true }) readonly base?: 'SEATS';
  @OneOf(ROUNDINGS, { optional: true }) readonly rounding?: Rounding;
  @OneOf(['ROUND', 'UNIT']) readonly per: 'ROUND' | 'UNIT';
  /** Only for units with so many seats, both ends in. */
  @Part(() => UnitSeatsInput, { optional: true }) readonly unitSeats?: UnitSeatsInput;
  /** Of the programme's text, where the limit comes from it. */
  @Text(40, { optional: true }) readonly clause?: string;
}

export class OverSubscriptionInput {
  /** 1.2 for 1:1.2. */
  @Amount(1, 100) readonly ratio: number;
  @OneOf(ROUNDINGS) readonly rounding: Rounding;
}

export class LevelAttachmentsInput {
  @OneOf(LEVELS) readonly level: OrgLevel;
  @Texts(80, 1, 50) readonly kinds: readonly string[];
}

/** An office and its telephone, as the notice prints them; never a person's. */
export class ContactInput {
  @Text(200) readonly office: string;
  @Text(40) readonly phone: string;
}

/** Limits that cannot hold together, given up by an act. */
export class WaiverInput {
  @Ids(1, 100) readonly limits: readonly string[];
  @Part(() => ActInput) readonly act: ActInput;
}

/** Members that are recorded in another form than they are given. */
interface ParametersGiven {
  readonly dates?: readonly NamedDateInput[];
  readonly deadlines?: readonly DeadlineInput[];
  readonly limits?: readonly SeatLimitInput[];
}

/** As they are recorded: every member that has a usual value carries it, so that the log says all that decides. */
export function parametersAsRecorded(input: ParametersGiven): JsonObject {
  const { dates, deadlines, limits, ...plain } = input;
  return asJson({
    ...plain,
    ...(dates === undefined ? {} : { dates: dates.map(({ name, date, word }) => ({ name, date, word: word ?? null })) }),
    ...(deadlines === undefined ? {} : { deadlines: deadlines.map(deadlineOf) }),
    ...(limits === undefined ? {} : { limits: limits.map(limitOf) }),
  });
}

function deadlineOf({ level, at, date, before }: DeadlineInput): JsonObject {
  if (at !== undefined) return { level, at, printed: null };
  if (date === undefined || before === undefined) throw new RangeError('a deadline of neither form passed validation');
  return { level, at: lastMinute({ date, before }), printed: { date, before } };
}

function limitOf({ code, kind, level, of, by, n, percent, base, rounding, per, unitSeats, clause }: SeatLimitInput): JsonObject {
  const amount = n === undefined ? { percent, base, rounding } : { n };
  return asJson({ code, kind, level: level ?? 'SCHOOL', of: of ?? {}, by: by ?? [], amount, per, unitSeats: unitSeats ?? null, ...(clause === undefined ? {} : { clause }) });
}

export function waiverOf(waiver: WaiverInput | undefined): { readonly waiver?: LimitWaiver } {
  return waiver === undefined ? {} : { waiver: { limits: [...waiver.limits], act: { ...actOf(waiver.act) } } };
}
