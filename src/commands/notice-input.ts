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
  @OneOf(['ON_OR_AFTER', 'AFTER'], { means: { zh: 'ON_OR_AFTER：以后，含当日；AFTER：后，自次日起', en: '以后 (ON_OR_AFTER) takes the printed day in, 后 (AFTER) begins on the day after it' } }) readonly word: BeginningWord;
}

/** A further date of the notice, which rules name as `{ parameter: <name> }`. */
export class NamedDateInput {
  @Id({ means: { zh: '规则引用时所用的名称', en: 'The name under which rules read it' } }) readonly name: string;
  @Day() readonly date: BusinessDate;
  @OneOf(['ON_OR_AFTER', 'AFTER', 'ON_OR_BEFORE', 'BEFORE'], { optional: true, means: { zh: '通知的措辞：以后、后、以前、前；就是当日的不写', en: 'As the notice words it: 以后, 后, 以前 or 前; left out for the day itself' } }) readonly word?: BeginningWord | EndWord;
}

/** Either the minute (`at`), or a bare day (`date`) with how its 前 is read (`before`). */
export class DeadlineInput {
  @EitherOf(['at'], ['date', 'before'])
  @OneOf(LEVELS, { means: { zh: '该截止时间适用的层级', en: 'The level whose deadline it is' } })
  readonly level: OrgLevel;
  @Minute({ optional: true, means: { zh: '最后一分钟（含，北京时间）；与 date、before 二者取一', en: 'The last minute, itself in (Asia/Shanghai); in place of date and before' } }) readonly at?: BusinessMinute;
  @Day({ optional: true, means: { zh: '通知只写日期加“前”的，所写的日期；写明 at 的不写', en: 'The bare day that the notice prints with 前; left out beside at' } }) readonly date?: BusinessDate;
  @OneOf(['INCLUSIVE', 'EXCLUSIVE'], { optional: true, means: { zh: '“前”的含义：INCLUSIVE 至当日结束，EXCLUSIVE 至前一日结束；写明 at 的不写', en: 'How its 前 is read: to the end of that day (INCLUSIVE) or of the day before (EXCLUSIVE); left out beside at' } }) readonly before?: 'INCLUSIVE' | 'EXCLUSIVE';
}

export class LimitFilterInput {
  @Words(STAGES, { optional: true, means: { zh: '任教学段为其中之一；不写则不限', en: 'She teaches at one of these school stages; of any where left out' } }) readonly stages?: readonly string[];
  @Texts(40, 1, 100, { optional: true, means: { zh: '任教学科为其中之一；不写则不限', en: 'She teaches one of these subjects; any where left out' } }) readonly subjects?: readonly string[];
  @Flag({ optional: true, means: { zh: '所在学校是否农村学校；不写则不限', en: 'Whether her school is a rural one; either where left out' } }) readonly rural?: boolean;
  @Flag({ optional: true, means: { zh: '在 snapshotOn 当日是否校级领导（校长、书记及副职）；不写则不限', en: 'Whether she leads a school on the snapshot day: principal, secretary or a deputy of theirs; either where left out' } }) readonly leaders?: boolean;
  @Ids(1, 500, { optional: true, means: { zh: '所在学校为其中之一或隶属其中之一；不写则不限', en: 'Her school is one of these units or stands below one; any where left out' } }) readonly units?: readonly OrgId[];
}

export class UnitSeatsInput {
  @Whole(0, 100_000, { means: { zh: '推荐名额至少几个（含）', en: 'So many seats at least, itself in' } }) readonly from: number;
  @Whole(0, 100_000, { means: { zh: '推荐名额至多几个（含）', en: 'So many seats at most, itself in' } }) readonly to: number;
}

export class SeatLimitInput {
  @Id({ means: { zh: '限制的代码，自定，届次内不重复', en: 'Code of the limit, of your choice, once in the round' } }) readonly code: string;
  @EitherOf(['n'], ['percent', 'base', 'rounding'])
  @OneOf(['CAP', 'FLOOR', 'RESERVED'], { means: { zh: 'CAP 至多；FLOOR 至少，一人可计入几项；RESERVED 专用，一人只占一项', en: 'CAP: at most. FLOOR: at least, and one person may meet several. RESERVED: places for nobody else, and one person takes one' } })
  readonly kind: 'CAP' | 'FLOOR' | 'RESERVED';
  @OneOf(LEVELS, { optional: true, means: { zh: '针对哪一级的名额台账，默认学校', en: 'Whose ledger it bears on; the school\'s where left out' } }) readonly level?: OrgLevel;
  @Part(() => LimitFilterInput, { optional: true, means: { zh: '针对哪些人，各项须同时符合；不写则为全体', en: 'Whom it speaks of, all of it together; everybody where left out' } }) readonly of?: LimitFilterInput;
  @Words(['STAGE', 'SUBJECT'], { optional: true, means: { zh: '按学段、学科或两者分别计算；不写则合并计算', en: 'Once for each stage, subject, or both; once for all where left out' } }) readonly by?: readonly ('STAGE' | 'SUBJECT')[];
  @Whole(0, 100_000, { optional: true, means: { zh: '人数；与 percent、base、rounding 二者取一', en: 'How many; in place of percent, base and rounding' } }) readonly n?: number;
  @Amount(0, 100, { optional: true, means: { zh: '占 base 的百分比；写明 n 的不写', en: 'So many percent of base; left out beside n' } }) readonly percent?: number;
  @OneOf(['SEATS'], { optional: true, means: { zh: '百分比的基数：SEATS 名额；写明 n 的不写', en: 'What the percentage is of: the seats; left out beside n' } }) readonly base?: 'SEATS';
  @OneOf(ROUNDINGS, { optional: true }) readonly rounding?: Rounding;
  @OneOf(['ROUND', 'UNIT'], { means: { zh: 'ROUND：全届；UNIT：各单位各自的名额', en: 'Of the whole round, or of each unit\'s own seats' } }) readonly per: 'ROUND' | 'UNIT';
  @Part(() => UnitSeatsInput, { optional: true, means: { zh: '只针对名额在此范围内的单位；不写则为全部单位', en: 'Only units with so many seats; every unit where left out' } }) readonly unitSeats?: UnitSeatsInput;
  @Text(40, { optional: true, means: { zh: '限制出自方案的，所依据的条款，如 Q7；出自通知的不写', en: 'Clause of the programme\'s text that the limit comes from, such as Q7; left out where the notice sets it' } }) readonly clause?: string;
}

export class OverSubscriptionInput {
  @Amount(1, 100, { means: { zh: '每个授予名额可有几个推荐名额，1:1.2 写 1.2', en: 'Recommendation seats for one title: 1.2 for 1:1.2' } }) readonly ratio: number;
  @OneOf(ROUNDINGS) readonly rounding: Rounding;
}

export class LevelAttachmentsInput {
  @OneOf(LEVELS, { means: { zh: '由哪一级提交', en: 'The level that hands them in' } }) readonly level: OrgLevel;
  @Texts(80, 1, 50, { means: { zh: '材料种类，如通知所写', en: 'Kinds of paper, in the notice\'s words' } }) readonly kinds: readonly string[];
}

/** An office and its telephone, as the notice and a posted list print them; never a person's. */
export class ContactInput {
  @Text(200, { means: { zh: '受理单位（科室）名称', en: 'Name of the office' } }) readonly office: string;
  @Text(60, { means: { zh: '办公电话，不得为个人电话', en: 'The office\'s telephone, never a person\'s' } }) readonly phone: string;
}

/** Limits that cannot hold together, given up by an act. */
export class WaiverInput {
  @Ids(1, 100, { means: { zh: '放宽的限制的代码；AWARD_SEATS 为授予名额', en: 'Codes of the limits given up; AWARD_SEATS for the number of titles' } }) readonly limits: readonly string[];
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
