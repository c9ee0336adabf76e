import { alreadySo, refused, sameJson } from './decision';
import type { Aggregate, Decision, JsonObject, OrgId, Recorded } from './facts';

/** What one column of a bureau's file means. */
export interface MappedColumn extends JsonObject {
  /** As the file has it; `证件/号码` where two rows of headers say it. */
  readonly header: string;
  /** Null: a column that is not read. */
  readonly field: string | null;
  /** Words of this bureau for what we know by another: `{ "备案制": "true" }`. */
  readonly values: { readonly [text: string]: string };
  /** Which day a month without one means; null: a month alone is an error. */
  readonly months: 'FIRST_DAY' | 'LAST_DAY' | null;
}

export interface Mapping extends JsonObject {
  /** Columns in their order, as many as the signature was made of. */
  readonly columns: readonly MappedColumn[];
  /** What holds for every row of the file and stands in no column. */
  readonly constants: { readonly [field: string]: string };
}

export type ImportMappingSaved = Recorded<'ImportMappingSaved', Mapping & {
  readonly unit: OrgId;
  readonly kind: string;
  /** SHA-256 of the folded headers: a layout, not a file. */
  readonly signature: string;
}>;

/** Stream `import-mapping-<unit>-<kind>`: the layouts that one bureau has matched for one kind of file, the last word for each. */
export interface ImportMappingState {
  readonly mappings: Map<string, Mapping>;
}

export type SaveImportMappingCommand = ImportMappingSaved['data'];

export const importMapping: Aggregate<ImportMappingState, ImportMappingSaved> = {
  initial: () => ({ mappings: new Map() }),
  evolve: (state, { data: { signature, columns, constants } }) => {
    state.mappings.set(signature, { columns, constants });
    return state;
  },
};

/**
 * @param known fields of the kind; required ones must come from a column or a constant.
 */
export function decideSaveImportMapping(state: ImportMappingState, command: SaveImportMappingCommand, known: readonly { readonly code: string; readonly required: boolean }[]): Decision<ImportMappingSaved> {
  const { columns, constants, signature, kind } = command;
  const named = [...columns.flatMap(({ field }) => field ?? []), ...Object.keys(constants)];
  const unknown = named.filter((code) => !known.some((field) => field.code === code));
  if (unknown.length > 0) return refused('mappingFieldsUnknown', { kind, fields: unknown });
  const twice = named.filter((code, index) => named.indexOf(code) !== index);
  if (twice.length > 0) return refused('mappingFieldTwice', { fields: [...new Set(twice)] });
  const missing = known.filter(({ code, required }) => required && !named.includes(code)).map(({ code }) => code);
  if (missing.length > 0) return refused('mappingFieldsMissing', { kind, fields: missing });
  const before = state.mappings.get(signature);
  if (before !== undefined && sameJson(before.columns.map((column) => ({ ...column })), columns.map((column) => ({ ...column }))) && sameJson(before.constants, constants)) return alreadySo;
  return { kind: 'events', events: [{ type: 'ImportMappingSaved', data: command }] };
}
