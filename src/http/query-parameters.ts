import { instantOf } from '../audit/as-known';
import { InputError, type FieldError } from '../commands/input';
import { isBusinessDate, type BusinessDate, type Instant } from '../domain/dates';
import type { Notice } from '../event-store/notice';

const LONGEST = 200;
/** What is asked may count years on from a day, and must not run out of the calendar's four digits. */
const LAST_DAY_ASKED: BusinessDate = '2199-12-31';
/** A page's cursor holds the values that it was sorted by. */
const LONGEST_CURSOR = 4_000;

/** The query string of one request, read name by name; `done` refuses what was wrong, given twice, or not asked for. */
export class QueryParameters {
  private readonly faults: FieldError[] = [];
  private readonly left: Set<string>;

  /** @param query as Fastify parses it: a name given more than once is a list. */
  constructor(private readonly query: { readonly [name: string]: unknown }) {
    this.left = new Set(Object.keys(query));
  }

  text(name: string): string | undefined {
    const values = this.texts(name);
    if (values.length > 1) this.fault(name, { zh: '只能给出一次。', en: 'can be given once only.' });
    return values[0];
  }

  /** What `next` of the page before said; whether it is one is found out where it is used. */
  cursor(name: string): string | undefined {
    return this.texts(name, LONGEST_CURSOR)[0];
  }

  /** A parameter that may be repeated. */
  texts(name: string, longest = LONGEST): readonly string[] {
    this.left.delete(name);
    const value = this.query[name];
    if (value === undefined) return [];
    const values = (Array.isArray(value) ? value : [value]) as readonly unknown[];
    const good = values.filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= longest && !/\p{Cc}|\p{Cs}/u.test(one));
    if (good.length !== values.length) this.fault(name, { zh: `须为 1 至 ${longest} 个字符的文本。`, en: `must be text of 1 to ${longest} characters.` });
    return good;
  }

  day(name: string): BusinessDate | undefined {
    const value = this.text(name);
    if (value === undefined || (isBusinessDate(value) && value <= LAST_DAY_ASKED)) return value;
    return this.fault(name, { zh: `“${value}”不是 1900-01-01 至 ${LAST_DAY_ASKED} 之间的日期，请按 2019-05-12 的格式填写。`, en: `"${value}" is no date from 1900-01-01 to ${LAST_DAY_ASKED}; write it as 2019-05-12.` });
  }

  /** An instant with its offset, or a day, which means all of it in Shanghai. */
  instant(name: string): Instant | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    return instantOf(value) ?? this.fault(name, { zh: `“${value}”不是时刻，请写作 2019-06-02T09:00:00+08:00 或 2019-06-02。`, en: `"${value}" is no instant; write 2019-06-02T09:00:00+08:00 or 2019-06-02.` });
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.text(name);
    const known = values.find((one) => one === value);
    if (value !== undefined && known === undefined) this.fault(name, { zh: `须为 ${values.join('、')} 之一。`, en: `must be one of ${values.join(', ')}.` });
    return known;
  }

  /** Separated by commas, or repeated. */
  someOf<T extends string>(name: string, values: readonly T[]): readonly T[] | undefined {
    const asked = this.texts(name).flatMap((one) => one.split(','));
    if (asked.length === 0) return undefined;
    const known = asked.flatMap((one) => values.filter((value) => value === one));
    if (known.length !== asked.length) this.fault(name, { zh: `须为 ${values.join('、')} 中的若干项。`, en: `must be some of ${values.join(', ')}.` });
    return [...new Set(known)];
  }

  whole(name: string, min: number, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : this.fault(name, { zh: `须为 ${min} 到 ${max} 的整数。`, en: `must be a whole number from ${min} to ${max}.` });
  }

  /** A version's number or a day; must be given. What it answers is used by nobody before `done` has let it pass. */
  versionOrDay(name: string): number | BusinessDate {
    const value = this.text(name) ?? '';
    if (/^[1-9]\d{0,5}$/u.test(value)) return Number(value);
    if (!isBusinessDate(value)) this.fault(name, { zh: '请写版本号（如 1）或日期（如 2019-05-12）。', en: 'must be a version number, such as 1, or a date, such as 2019-05-12.' });
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.oneOf(name, ['true', 'false']);
    return value === undefined ? undefined : value === 'true';
  }

  /** Fields separated by commas, `-` before one that descends: `tier,-conferredOn`. */
  sort<T extends string>(name: string, fields: readonly T[]): readonly { readonly field: T; readonly descending: boolean }[] | undefined {
    const asked = this.texts(name).flatMap((one) => one.split(','));
    if (asked.length === 0) return undefined;
    const known = asked.flatMap((one) => {
      const field = fields.find((value) => value === one.replace(/^-/u, ''));
      return field === undefined ? [] : [{ field, descending: one.startsWith('-') }];
    });
    if (known.length !== asked.length || new Set(known.map(({ field }) => field)).size !== known.length) {
      this.fault(name, { zh: `可按 ${fields.join('、')} 排序，每项一次，降序在前面加“-”。`, en: `sorts by ${fields.join(', ')}, each once, with - before what descends.` });
    }
    return known;
  }

  /** Error: InputError with everything that was wrong. */
  done(): void {
    for (const name of this.left) this.fault(name.slice(0, 100), { zh: '没有这个参数。', en: 'there is no such parameter.' });
    if (this.faults.length > 0) throw new InputError(this.faults);
  }

  private fault(name: string, notice: Notice): undefined {
    this.faults.push({ path: name, notice });
    return undefined;
  }
}

/** Without what was not given, so that optional members stay absent. */
export function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
