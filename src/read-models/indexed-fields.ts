import type { CollectionSpec, Comparison, IndexedValue, Query } from './document-store';
import { CollectionError, InvalidDocumentError, InvalidQueryError } from './document-store';
import type { JsonObject } from '../domain/facts';

type FieldType = CollectionSpec['indexes'][number]['type'];

const COLLECTION_NAME = /^[a-z][a-z0-9_]{0,59}$/;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;
const MAX_LIMIT = 10_000;

/** The indexed fields of one collection, checked once, so that every adapter accepts and refuses the same. */
export class IndexedFields {
  readonly types: ReadonlyMap<string, FieldType>;

  constructor(readonly spec: CollectionSpec) {
    if (!COLLECTION_NAME.test(spec.name)) {
      throw new CollectionError({
        en: `"${spec.name}" cannot name a collection: use a-z, 0-9 and _, at most 60, a letter first.`,
        zh: `“${spec.name}”不能作为集合名称：只能用 a-z、0-9 和 _，至多 60 个字符，以字母开头。`,
      });
    }
    const types = new Map<string, FieldType>();
    const folded = new Set<string>();
    for (const { field, type } of spec.indexes) {
      // SQLite columns ignore case: `orgId` and `orgID` would be one.
      if (!FIELD_NAME.test(field) || folded.has(field.toLowerCase())) {
        throw new CollectionError({
          en: `"${field}" cannot be an indexed field of ${spec.name}: use letters, digits and _, each field once whatever its case.`,
          zh: `“${field}”不能作为 ${spec.name} 的索引字段：只能用字母、数字和 _，且不得重复（不分大小写）。`,
        });
      }
      folded.add(field.toLowerCase());
      types.set(field, type);
    }
    for (const field of spec.compound?.flat() ?? []) {
      if (!types.has(field)) {
        throw new CollectionError({
          en: `The compound index of ${spec.name} names "${field}", which is not among its indexed fields. List it there.`,
          zh: `${spec.name} 的组合索引含有“${field}”，它不是索引字段。请先把它列为索引字段。`,
        });
      }
    }
    this.types = types;
  }

  /** Fields of each index there is to be, beside that of the id. */
  orders(): readonly (readonly string[])[] {
    const { indexes, compound = [] } = this.spec;
    return [...indexes.filter(({ alone }) => alone !== false).map(({ field }) => [field]), ...compound];
  }

  /** Two specs that ask for the same indexes give the same text. */
  signature(): string {
    const { indexes, compound = [] } = this.spec;
    return JSON.stringify({
      indexes: indexes.map(({ field, type, alone }) => `${field}:${type}${alone === false ? ':beside' : ''}`).sort(),
      compound: compound.map((fields) => fields.join(',')).sort(),
    });
  }

  refuseOther(stored: string): void {
    if (stored !== this.signature()) {
      throw new CollectionError({
        en: `${this.spec.name} was made with other indexes (${stored}) than asked for (${this.signature()}). Give the view a new version and rebuild it.`,
        zh: `${this.spec.name} 的索引（${stored}）与所要求的（${this.signature()}）不同。请为该视图启用新版本并重建。`,
      });
    }
  }

  value(id: string, body: JsonObject, field: string): IndexedValue {
    const value = body[field] ?? null;
    if (value === null) return null;
    if (this.types.get(field) === 'number' ? typeof value === 'number' && Number.isFinite(value) : typeof value === 'string') {
      return value as string | number;
    }
    throw new InvalidDocumentError({
      en: `Document ${id} of ${this.spec.name}: "${field}" is indexed as ${this.types.get(field)} and holds something else. Correct the projection.`,
      zh: `${this.spec.name} 的文档 ${id}：字段“${field}”的值与其索引类型 ${this.types.get(field)} 不符。请更正投影。`,
    });
  }

  check(id: string, body: JsonObject): void {
    for (const field of this.types.keys()) this.value(id, body, field);
  }

  checkQuery(query: Query): void {
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
      throw new InvalidQueryError({ en: `A page of ${query.limit}: ask for 1 to ${MAX_LIMIT}.`, zh: `每页 ${query.limit} 条不可用：须为 1 到 ${MAX_LIMIT} 条。` });
    }
    const seen = new Set<string>();
    for (const { field } of query.sort) {
      this.typeOf(field);
      if (seen.has(field)) throw new InvalidQueryError({ en: `Sorted by "${field}" twice: name each field once.`, zh: `排序字段“${field}”重复：每个字段只能出现一次。` });
      seen.add(field);
    }
    this.checkWhere(query.where);
  }

  checkWhere(where: readonly Comparison[]): void {
    for (const comparison of where) {
      const type = this.typeOf(comparison.field);
      for (const value of operands(comparison)) {
        const fits = value === null ? !('lte' in comparison || 'gt' in comparison) : type === 'number' ? typeof value === 'number' && Number.isFinite(value) : typeof value === 'string';
        if (!fits) {
          throw new InvalidQueryError({
            en: `"${comparison.field}" of ${this.spec.name} is compared with a ${type}.`,
            zh: `${this.spec.name} 的字段“${comparison.field}”须与${type === 'number' ? '数字' : '文本'}比较。`,
          });
        }
      }
    }
  }

  private typeOf(field: string): FieldType {
    const type = this.types.get(field);
    if (type === undefined) {
      throw new InvalidQueryError({
        en: `"${field}" of ${this.spec.name} cannot be filtered or sorted on. Use one of: ${[...this.types.keys()].join(', ')}.`,
        zh: `${this.spec.name} 的字段“${field}”不能用于筛选或排序。可用字段：${[...this.types.keys()].join('、')}。`,
      });
    }
    return type;
  }
}

function operands(comparison: Comparison): readonly IndexedValue[] {
  if ('eq' in comparison) return [comparison.eq];
  if ('in' in comparison) return comparison.in;
  if ('lte' in comparison) return [comparison.lte];
  return [comparison.gt];
}

export function unknownCollection(name: string): CollectionError {
  return new CollectionError({ en: `Collection ${name} is not there: prepare it first.`, zh: `集合 ${name} 不存在：请先准备该集合。` });
}
