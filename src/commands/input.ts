import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type, plainToInstance } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsObject, ValidateBy, ValidateIf, ValidateNested, validateSync,
  type ValidationError, type ValidationOptions,
} from 'class-validator';
import { isBusinessDate, isBusinessMinute } from '../domain/dates';
import type { Notice } from '../event-store/notice';
import { inBoth, meanings, type Meaning } from './meanings';

/** Absent and null are different things: only `nullable` fields take null. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  /** What the API description says of it: one of `meanings`, or words of its own. Left out: the meaning of the field's name. */
  readonly means?: Meaning | Notice;
}

type ClassOf<T extends object> = new () => T;
const ID = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/;

/** Both sentences travel with the failed constraint: the edge shows them beside the field's path. */
function said(notice: Notice): ValidationOptions {
  return { message: `${notice.en} ${notice.zh}`, context: notice };
}

/** As the API description shows it; nothing for a name that means different things and is given no words. */
function described(means: Notice | string | symbol): { readonly description?: string } {
  const words = typeof means === 'object' ? means : (meanings as { readonly [name: PropertyKey]: Notice | undefined })[means];
  return words === undefined ? {} : { description: inBoth(words) };
}

function field(options: FieldOptions, api: ApiPropertyOptions, ...checks: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    ApiProperty({ ...api, ...described(options.means ?? key), required: options.optional !== true, ...(options.nullable === true ? { nullable: true } : {}) } as ApiPropertyOptions)(target, key);
    if (options.optional === true) ValidateIf((_, value) => value !== undefined)(target, key);
    if (options.nullable === true) ValidateIf((_, value) => value !== null)(target, key);
    for (const check of checks) check(target, key);
  };
}

function check(name: string, passes: (value: unknown) => boolean, notice: Notice): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: passes } }, said(notice));
}

/** Text that survives the canonical form: no lone surrogate, no control character but newline and tab. */
export function isPlainText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max && value.trim().length > 0 && isWellFormed(value) && !/\p{Cc}/u.test(value.replaceAll(/[\n\t]/g, ''));
}

/** `String.prototype.isWellFormed` by its definition (ES2024; not in the ES2023 library types). */
function isWellFormed(value: string): boolean {
  return !/\p{Surrogate}/u.test(value);
}

export function Text(max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, minLength: 1, maxLength: max }, check('text', (value) => isPlainText(value, max), {
    zh: `应为 1 至 ${max} 个字符的文本，不含控制字符或残缺的 Unicode 字符。`,
    en: `Must be text of 1 to ${max} characters without control characters or broken Unicode.`,
  }));
}

/** Ids that we made (UUIDs) and codes that people chose (`weihai-edz-2017`, `RISING_STAR`). */
export function Id(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, pattern: ID.source }, check('id', (value) => typeof value === 'string' && ID.test(value), {
    zh: '应为标识：1 至 80 个字母、数字或 . _ : - 字符。',
    en: 'Must be an id: 1 to 80 letters, digits or . _ : - characters.',
  }));
}

export function Day(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'date', example: '2019-05-10' }, check('day', isBusinessDate, {
    zh: '应为真实存在的日期，格式 YYYY-MM-DD，例如 2019-05-10。',
    en: 'Must be a day that exists, written YYYY-MM-DD, such as 2019-05-10.',
  }));
}

/** Business time, Asia/Shanghai: what ends at a minute is received at one. */
export function Minute(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, example: '2019-05-24T17:00' }, check('minute', isBusinessMinute, {
    zh: '应为真实存在的时间，格式 YYYY-MM-DDTHH:mm(北京时间)，例如 2019-05-24T17:00。',
    en: 'Must be a minute that exists, written YYYY-MM-DDTHH:mm (Asia/Shanghai), such as 2019-05-24T17:00.',
  }));
}

/** Several shapes that one field may take; what they are is said in both languages. */
export function Shaped(api: ApiPropertyOptions, passes: (value: unknown) => boolean, notice: Notice, options: FieldOptions = {}): PropertyDecorator {
  return field(options, api, check('shape', passes, notice));
}

export function Whole(min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'integer', minimum: min, maximum: max }, check('whole', (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max, {
    zh: `应为 ${min} 至 ${max} 的整数。`,
    en: `Must be a whole number from ${min} to ${max}.`,
  }));
}

/** A number that JSON and the canonical form carry without loss: finite, within ±2^53. */
export function Amount(min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: Number, minimum: min, maximum: max }, check('amount', (value) => typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max, {
    zh: `应为 ${min} 至 ${max} 的数。`,
    en: `Must be a number from ${min} to ${max}.`,
  }));
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: Boolean }, IsBoolean(said({ zh: '应为 true 或 false。', en: 'Must be true or false.' })));
}

export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { enum: [...values] }, IsIn(values, said({ zh: `应为以下之一：${values.join('、')}。`, en: `Must be one of: ${values.join(', ')}.` })));
}

/** A list of codes out of these. */
export function SomeOf(values: readonly string[], min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { enum: [...values], isArray: true, minItems: min, maxItems: max }, ...list(min, max), IsIn(values, { each: true, ...said({ zh: `每一项应为以下之一：${values.join('、')}。`, en: `Every item must be one of: ${values.join(', ')}.` }) }));
}

/** A list of fixed words, each at most once. */
export function Words(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { enum: [...values], isArray: true, minItems: 1, maxItems: values.length }, ...list(1, values.length), check('words', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string' && values.includes(one)) && new Set(value).size === value.length, {
    zh: `每一项应为以下之一且不重复：${values.join('、')}。`,
    en: `Every item must be one of ${values.join(', ')}, each once.`,
  }));
}

/** On a required field: of the two sets of fields beside it, all of one and none of the other. */
export function EitherOf(one: readonly string[], other: readonly string[]): PropertyDecorator {
  const given = (object: object, names: readonly string[]) => names.filter((name) => Reflect.get(object, name) !== undefined).length;
  const whole = (object: object, all: readonly string[], none: readonly string[]) => given(object, all) === all.length && given(object, none) === 0;
  return ValidateBy({ name: 'eitherOf', validator: { validate: (_, args) => args !== undefined && (whole(args.object, one, other) || whole(args.object, other, one)) } }, said({
    zh: `须写明 ${one.join('、')}，或写明 ${other.join('、')}，二者只取其一。`,
    en: `Give either ${one.join(', ')} or ${other.join(', ')}, and not both.`,
  }));
}

/** Swagger knows a type that is to be asked for later by the function's own name, so `Part` and `Parts` each write one called `type`. */
export function Part<T extends object>(type: () => ClassOf<T>, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: () => type() }, Type(type), IsObject(said({ zh: '应为对象。', en: 'Must be an object.' })), ValidateNested());
}

export function Parts<T extends object>(type: () => ClassOf<T>, min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: () => type(), isArray: true, minItems: min, maxItems: max }, Type(type), ...list(min, max), ValidateNested({ each: true, ...said({ zh: '每一项应为对象。', en: 'Every item must be an object.' }) }));
}

export function Ids(min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, isArray: true, minItems: min, maxItems: max }, ...list(min, max), check('ids', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string' && ID.test(one)) && new Set(value).size === value.length, {
    zh: '应为互不相同的标识列表。',
    en: 'Must be a list of ids, each once.',
  }));
}

export function Texts(length: number, min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, isArray: true, minItems: min, maxItems: max }, ...list(min, max), check('texts', (value) => Array.isArray(value) && value.every((one) => isPlainText(one, length)), {
    zh: `每一项应为 1 至 ${length} 个字符的文本。`,
    en: `Every item must be text of 1 to ${length} characters.`,
  }));
}

/** Some of a closed list, each once. */
export function Codes(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, isArray: true, enum: [...values], minItems: 1 }, ...list(1, values.length), check('codes', (value) => Array.isArray(value) && value.every((one) => values.includes(String(one))) && new Set(value).size === value.length, {
    zh: `每一项应为以下之一，互不重复：${values.join('、')}。`,
    en: `Every item must be one of these, each once: ${values.join(', ')}.`,
  }));
}

/** Numbers by code: `{ "LESSON": 91.5 }`. */
export function Amounts(max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: { type: 'number' } }, check('amounts', (value) => isPlainObject(value) && Object.entries(value).length > 0 && Object.entries(value).every(([code, one]) => ID.test(code) && typeof one === 'number' && Number.isFinite(one) && one >= 0 && one <= max), {
    zh: `应为“代码：数”的对象，每个数为 0 至 ${max}。`,
    en: `Must be an object of numbers by code, each from 0 to ${max}.`,
  }));
}

/** Any JSON object that survives the canonical form; what it means is checked by who reads it. */
export function JsonFields(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: true }, check('json', (value) => isPlainObject(value) && survives(value, 0), {
    zh: '应为 JSON 对象；数不得超出 ±(2^53−1)，文本不得含残缺的 Unicode 字符。',
    en: 'Must be a JSON object; numbers within ±(2^53−1), text without broken Unicode.',
  }));
}

export function JsonAny(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'object' }, { type: 'array', items: {} }], nullable: true }, check('json', (value) => value !== undefined && survives(value, 0), {
    zh: '应为 JSON 值；数不得超出 ±(2^53−1)，文本不得含残缺的 Unicode 字符。',
    en: 'Must be a JSON value; numbers within ±(2^53−1), text without broken Unicode.',
  }));
}

function list(min: number, max: number): readonly PropertyDecorator[] {
  const notice = said({ zh: `应为 ${min} 至 ${max} 项的列表。`, en: `Must be a list of ${min} to ${max} items.` });
  return [IsArray(notice), ArrayMinSize(min, notice), ArrayMaxSize(max, notice)];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function survives(value: unknown, depth: number): boolean {
  if (depth > 64) return false;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value === 'string') return isWellFormed(value);
  if (Array.isArray(value)) return value.every((one) => survives(one, depth + 1));
  return isPlainObject(value) && Object.entries(value).every(([key, one]) => isWellFormed(key) && key !== '__proto__' && survives(one, depth + 1));
}

export interface FieldError {
  /** JSON path of the field: `personal.birthDate`, `rows[3].unit`. */
  readonly path: string;
  readonly notice: Notice;
}

/** Malformed input: 422 with every field that is wrong. Goes nowhere else (design, section 3). */
export class InputError extends Error {
  constructor(readonly fields: readonly FieldError[]) {
    super(fields.map(({ path, notice }) => `${path}: ${notice.en}`).join('; '));
    this.name = 'InputError';
  }
}

/**
 * A plain body as its DTO. Unknown fields are errors, as the same call does for HTTP, worked examples and the demonstration.
 * Error: InputError.
 */
export function validated<T extends object>(type: ClassOf<T>, body: unknown): T {
  if (!isPlainObject(body)) throw new InputError([{ path: '', notice: { zh: '请求体应为 JSON 对象。', en: 'The body must be a JSON object.' } }]);
  const instance = plainToInstance(type, body, { enableImplicitConversion: false });
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false, stopAtFirstError: true });
  if (errors.length > 0) throw new InputError(fieldErrors(errors));
  return instance;
}

/** class-validator's tree as a flat list of paths with both sentences. */
export function fieldErrors(errors: readonly ValidationError[], within = ''): readonly FieldError[] {
  return errors.flatMap((error) => {
    const path = /^\d+$/.test(error.property) ? `${within}[${error.property}]` : within === '' ? error.property : `${within}.${error.property}`;
    const own = Object.keys(error.constraints ?? {}).map((name) => ({ path, notice: noticeOf(error, name) }));
    return [...own, ...fieldErrors(error.children ?? [], path)];
  });
}

function noticeOf(error: ValidationError, constraint: string): Notice {
  const context: unknown = error.contexts?.[constraint];
  if (isPlainObject(context) && typeof context['zh'] === 'string' && typeof context['en'] === 'string') return { zh: context['zh'], en: context['en'] };
  if (constraint === 'whitelistValidation') return { zh: '没有这个字段，请删去或检查拼写。', en: 'There is no such field: remove it or check its spelling.' };
  return { zh: '此字段的值不正确。', en: error.constraints?.[constraint] ?? 'The value of this field is not right.' };
}
