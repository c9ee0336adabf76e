import { sameJson } from '../decision';
import type { JsonObject } from '../facts';
import type { PublicField } from '../programme-rules';

/** 序号, 姓名, 单位, 学科, 称号: what a list shows where the programme does not say (domain.md, reading 7). */
export const usualFields: readonly PublicField[] = ['NO', 'NAME', 'UNIT', 'SUBJECT', 'TITLE'];

/** What could be shown of one person. No number, phone or birth date is among it, so none can be posted. */
export interface Showable {
  /** null where she was erased. */
  readonly name: string | null;
  readonly unit: string | null;
  readonly subject: string | null;
  readonly stage: string | null;
  readonly title: string;
}

const member: { readonly [field in PublicField]: string } = { NO: 'no', NAME: 'name', UNIT: 'unit', SUBJECT: 'subject', STAGE: 'stage', TITLE: 'title' };

/**
 * The rows of a list, with the fields allowed and nothing else. Namesakes whose rows would read alike are told apart by
 * subject, then by stage, then by an ordinal: by nothing private.
 */
export function publicRows(people: readonly Showable[], fields: readonly PublicField[] = usualFields): readonly JsonObject[] {
  const allowed = new Set(fields);
  const rows = people.map((person, index): JsonObject => {
    const all: JsonObject = { no: index + 1, ...person };
    return Object.fromEntries(fields.map((field) => [member[field], all[member[field]] ?? null]));
  });
  for (const field of ['SUBJECT', 'STAGE'] as const) {
    if (allowed.has(field)) continue;
    for (const group of alike(rows)) for (const index of group) rows[index] = { ...rows[index], [member[field]]: people[index]?.[field === 'SUBJECT' ? 'subject' : 'stage'] ?? null };
  }
  for (const group of alike(rows)) group.forEach((index, place) => (rows[index] = { ...rows[index], apart: place + 1 }));
  return rows;
}

/** Heads of the columns in the programme's order, which no stored row keeps, and after them what tells namesakes apart. */
export function columnsOf(rows: readonly (JsonObject | null)[], fields: readonly PublicField[] = usualFields): readonly string[] {
  const stated = fields.map((field) => member[field]);
  const apart = [member.SUBJECT, member.STAGE].filter((one) => !stated.includes(one) && rows.some((row) => row !== null && one in row));
  return [...stated, ...apart];
}

/** Places of rows that say the same of different people, but for their number. Rows without a name say nothing of anybody. */
function alike(rows: readonly JsonObject[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, index) => {
    if (typeof row['name'] !== 'string') return;
    const key = JSON.stringify({ ...row, no: null });
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/**
 * Whether a row as it would be posted today says of her what the posted one says. Her place in the list is told by the
 * list; a unit that took another name is the same unit; what only tells namesakes apart follows from who is on the list.
 */
export function saysTheSame(posted: JsonObject, today: JsonObject): boolean {
  return ['name', 'subject', 'stage', 'title'].every((key) => posted[key] === undefined || today[key] === undefined || sameJson(posted[key], today[key]));
}
