import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { refused, sameJson, type Refused } from '../decision';
import type { Json, JsonObject } from '../facts';
import type { AssessmentKind, SchoolStage } from './facts';

const stages: { readonly [stage in SchoolStage]: true } = { PRESCHOOL: true, PRIMARY: true, JUNIOR: true, SENIOR: true, VOCATIONAL: true, SPECIAL: true };
const kinds: { readonly [kind in AssessmentKind]: true } = { ANNUAL: true, END_OF_TERM: true, MILESTONE: true, TRAINING: true };
const ID = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/;

const id: Check = (value) => typeof value === 'string' && ID.test(value);
const day: Check = (value) => isBusinessDate(value);
const text = (max: number): Check => (value) => typeof value === 'string' && value.length <= max && value.trim() !== '' && !/\p{Surrogate}/u.test(value) && !/\p{Cc}/u.test(value.replaceAll(/[\n\t]/g, ''));
const oneOf = (codes: object): Check => (value) => typeof value === 'string' && Object.hasOwn(codes, value);
const orNull = (check: Check): Check => (value) => value === null || check(value);

type Check = (value: Json) => boolean;

/** What the commands that record these facts would take; a correction is held to the same. */
const ofData: { readonly [field: string]: Check } = {
  unit: id, from: id, to: id, assessor: id, authority: id, ground: id, training: id, topic: id, period: id,
  stage: oneOf(stages),
  kind: oneOf(kinds),
  form: oneOf({ APPLIED: true, CONSENTED: true }),
  subject: text(40),
  provider: text(200),
  periods: (value) => typeof value === 'number' && value > 0 && value <= 10_000,
  title: orNull(id),
  enteredOn: orNull(day),
  completedOn: day,
  name: text(120),
  level: oneOf({ NATIONAL: true, PROVINCE: true, CITY: true, COUNTY: true, SCHOOL: true }),
  number: orNull(text(80)),
  programme: orNull(id),
  conferredOn: (value) => typeof value === 'string' && firstDayOf(value) !== null,
  role: oneOf({ CORE: true, MEMBER: true }),
  reason: oneOf({ TRANSFERRED: true, RETIRED: true, OWN_WISH: true, DECISION: true, OTHER: true }),
  names: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && ['zh', 'en'].every((language) => text(120)((value as JsonObject)[language] ?? null)),
  onEstablishment: isFlag, inPost: isFlag, certificateRecovered: isFlag,
};
/** A dossier's own part is read as at its registration, before it comes here. */
const ofPart: { readonly [field: string]: Check } = { activity: text(200), reason: text(2_000), phone: orNull(text(40)) };

/** A field that is restated with a value that its fact cannot have. What stays as it was is not asked again. */
export function fieldFault(before: JsonObject, after: JsonObject, part: 'data' | 'private'): Refused | null {
  const checks = part === 'data' ? ofData : ofPart;
  const field = Object.keys(after).find((name) => !sameJson(before[name], after[name]) && checks[name]?.(after[name] ?? null) === false);
  return field === undefined ? null : refused('fieldImpossible', { field });
}

/** A title's term: its number, its first day, which is the day from which the conferral holds, and its last day or none. */
export function termFault(term: Json | undefined, effectiveOn: BusinessDate): Refused | null {
  if (typeof term !== 'object' || term === null || Array.isArray(term)) return refused('fieldImpossible', { field: 'term' });
  const { number, from, to, ...more } = term as JsonObject;
  const [other] = Object.keys(more);
  if (other !== undefined) return refused('fieldImpossible', { field: `term.${other}` });
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return refused('fieldImpossible', { field: 'term.number' });
  if (!isBusinessDate(from)) return refused('fieldImpossible', { field: 'term.from' });
  if (to === undefined || (to !== null && !isBusinessDate(to))) return refused('fieldImpossible', { field: 'term.to' });
  if (from !== effectiveOn) return outOfOrder('effectiveOn', effectiveOn, 'term.from', from);
  return to !== null && to < from ? outOfOrder('term.from', from, 'term.to', to) : null;
}

/** A title of the time before holds from the first day that its date may mean. */
export function legacyFault(data: JsonObject, effectiveOn: BusinessDate, today: BusinessDate): Refused | null {
  const conferredOn = data['conferredOn'];
  const first = typeof conferredOn === 'string' ? firstDayOf(conferredOn) : null;
  if (first === null) return refused('fieldImpossible', { field: 'conferredOn' });
  if (first > today) return refused('inTheFuture', { day: first, today });
  return first === effectiveOn ? null : outOfOrder('effectiveOn', effectiveOn, 'conferredOn', first);
}

/** `2015`, `2015-06` or `2015-06-12`, as the list has it; null where it is none of these. */
export function firstDayOf(partial: string): BusinessDate | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/u.exec(partial);
  if (match === null) return null;
  const day = `${match[1]}-${match[2] ?? '01'}-${match[3] ?? '01'}`;
  return isBusinessDate(day) ? day : null;
}

function isFlag(value: Json): boolean {
  return typeof value === 'boolean';
}
