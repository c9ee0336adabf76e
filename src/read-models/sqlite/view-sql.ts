import type { SqlRow, SqlValue } from '../../sqlite/database';
import type { Comparison, Document, IndexedValue, Query } from '../document-store';
import type { IndexedFields } from '../indexed-fields';
import type { Bound } from '../keyset';
import { idDescends } from '../keyset';

/** SQL text with its values; the text has no value in it, so that statements are few and can be kept. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export const COLUMNS = 'id, rev, at, gone, stuck, body';

export function table(collection: string): string {
  return `view_${collection}`;
}

function column(field: string): string {
  return `f_${field}`;
}

/**
 * Indexed fields are columns of their own beside the JSON: 12.4k pages/s from 100,000 rows (performance.md) against
 * expressions over it. Indexes leave tombstones out; every query says `gone = 0` literally, or SQLite would not use them.
 */
export function creation({ spec: { name, indexes } }: IndexedFields): string {
  const columns = indexes.map(({ field, type }) => `, ${column(field)} ${type === 'number' ? 'REAL' : 'TEXT'}`).join('');
  return `CREATE TABLE ${table(name)} (id TEXT NOT NULL PRIMARY KEY, rev INTEGER NOT NULL, at TEXT NOT NULL, gone INTEGER NOT NULL, stuck TEXT, body TEXT NOT NULL${columns}) STRICT`;
}

/** Those that are missing. Pages by id alone go by the primary key; one partial index is enough to count by. */
export function indexing(fields: IndexedFields): readonly string[] {
  const { name } = fields.spec;
  const orders = fields.orders();
  return (orders.length === 0 ? [[]] : orders).map(
    (parts, i) => `CREATE INDEX IF NOT EXISTS ${table(name)}_${i} ON ${table(name)} (${[...parts.map(column), 'id'].join(', ')}) WHERE gone = 0`,
  );
}

export function insertion(fields: IndexedFields): string {
  const names = [...fields.types.keys()].map((field) => `, ${column(field)}`).join('');
  const marks = '?, '.repeat(5 + fields.types.size);
  return `INSERT INTO ${table(fields.spec.name)} (rev, at, gone, stuck, body${names}, id) VALUES (${marks}?) ON CONFLICT (id) DO NOTHING`;
}

export function replacement(fields: IndexedFields): string {
  const sets = [...fields.types.keys()].map((field) => `, ${column(field)} = ?`).join('');
  return `UPDATE ${table(fields.spec.name)} SET rev = ?, at = ?, gone = ?, stuck = ?, body = ?${sets} WHERE id = ? AND rev = ?`;
}

/** Values of `insertion` and, with the expected revision behind them, of `replacement`. */
export function rowOf(fields: IndexedFields, rev: number, { id, at, gone, stuck, body }: Document, text: string): SqlValue[] {
  const row: SqlValue[] = [rev, at, gone === true ? 1 : 0, stuck === undefined ? null : JSON.stringify(stuck), text];
  for (const field of fields.types.keys()) row.push(fields.value(id, body, field));
  row.push(id);
  return row;
}

export function documentOf(row: SqlRow): Document {
  const document = { id: String(row['id']), rev: Number(row['rev']), at: String(row['at']), body: JSON.parse(String(row['body'])) };
  return {
    ...document,
    ...(row['gone'] === 1 ? { gone: true as const } : {}),
    ...(row['stuck'] === null ? {} : { stuck: JSON.parse(String(row['stuck'])) }),
  };
}

export function counting(fields: IndexedFields, where: readonly Comparison[]): Sql {
  const { text, values } = conditions(where, []);
  return { text: `SELECT count(*) AS n FROM ${table(fields.spec.name)} WHERE ${text}`, values };
}

/** One range of a page; the limit is the last value. */
export function paging(fields: IndexedFields, query: Query, range: readonly Bound[], limit: number): Sql {
  const { text, values } = conditions(query.where, range);
  const order = [...query.sort.map(({ field, descending }) => `${column(field)}${descending === true ? ' DESC' : ''}`), idDescends(query.sort) ? 'id DESC' : 'id'].join(', ');
  return { text: `SELECT ${COLUMNS} FROM ${table(fields.spec.name)} WHERE ${text} ORDER BY ${order} LIMIT ?`, values: [...values, limit] };
}

function conditions(where: readonly Comparison[], range: readonly Bound[]): Sql {
  const texts = ['gone = 0'];
  const values: SqlValue[] = [];
  for (const { text, values: its } of [...where.map(comparison), ...range.map(bound)]) {
    texts.push(text);
    values.push(...its);
  }
  return { text: texts.join(' AND '), values };
}

function comparison(it: Comparison): Sql {
  const name = column(it.field);
  if ('eq' in it) return it.eq === null ? { text: `${name} IS NULL`, values: [] } : { text: `${name} = ?`, values: [it.eq] };
  if ('in' in it) return oneOf(name, it.in);
  return 'lte' in it ? { text: `${name} <= ?`, values: [it.lte] } : { text: `${name} > ?`, values: [it.gt] };
}

function oneOf(name: string, options: readonly IndexedValue[]): Sql {
  const values = options.filter((value) => value !== null);
  const listed = `${name} IN (${values.map(() => '?').join(', ')})`;
  return { text: values.length === options.length ? listed : `(${listed} OR ${name} IS NULL)`, values };
}

function bound(it: Bound): Sql {
  const name = it.field === undefined ? 'id' : column(it.field);
  if (it.op === 'null') return { text: `${name} IS NULL`, values: [] };
  if (it.op === 'notNull') return { text: `${name} IS NOT NULL`, values: [] };
  const operator = it.op === 'is' ? '=' : it.op === 'above' ? '>' : '<';
  return { text: `${name} ${operator} ?`, values: [it.value] };
}
