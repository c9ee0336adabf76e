import { validated } from '../commands/input';
import { LegacyTitleInput } from '../commands/import-legacy-titles';
import type { JsonObject } from '../domain/facts';
import type { Matched } from './mapping';
import { faults, identityOf, personOf } from './people-rows';
import { RowReading, type ReadRow } from './read-row';
import type { RawRow } from './rows';

/** Stands for the teacher until the number has told who she is. */
const NOT_YET = 'not-yet-known';

/** 历史称号: what the bureau's own lists say a teacher was given before this system. */
export function titleRow(raw: RawRow, matched: Matched): ReadRow {
  const row = new RowReading('titles', raw, matched);
  const identity = identityOf(row);
  const body: JsonObject = {
    teacher: row.text('teacher') ?? NOT_YET,
    name: row.text('title'), level: row.text('level'), conferredOn: row.text('conferredOn'), number: row.text('number'), programme: row.text('programme'),
    row: raw.row,
  };
  row.fieldErrors(faults(row, () => (validated(LegacyTitleInput, body), [])).map((fault) => (fault.path === 'name' ? { ...fault, path: 'title' } : fault)));
  return row.done(body, personOf(row, identity));
}
