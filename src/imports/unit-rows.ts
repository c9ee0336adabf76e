import { createdId } from '../ids';
import { RegisterOrgBody } from '../commands/register-org';
import { validated } from '../commands/input';
import type { JsonObject, OrgId } from '../domain/facts';
import { fold } from '../tables/fold';
import type { Matched } from './mapping';
import { faults } from './people-rows';
import { RowReading, type ReadRow } from './read-row';
import type { RawRow } from './rows';
import type { UnitsIndex } from './units-index';

/** Ids of units follow from the file and the row, so that the same file makes the same units. */
export function unitId(file: string, { sheet, row }: Pick<RawRow, 'sheet' | 'row'>): OrgId {
  return createdId(file, `org:${sheet}:${row}`);
}

/**
 * Units that the file itself adds are known to its other rows, wherever they stand. Filled in before the cells are read.
 */
export function announce(units: UnitsIndex, file: string, rows: readonly (Pick<RawRow, 'sheet' | 'row'> & { readonly name: string; readonly code: string })[]): void {
  for (const row of rows) {
    if (row.name === '' || units.find(row.name).length > 0 || (row.code !== '' && units.ofCode(row.code) !== undefined)) continue;
    units.add({ org: unitId(file, row), code: row.code === '' ? null : row.code, parent: null, names: [row.name] });
  }
}

export function unitRow(raw: RawRow, matched: Matched, before: UnitsIndex, file: string, acting: OrgId): ReadRow {
  const row = new RowReading('units', raw, matched);
  const name = row.text('name') ?? '';
  const code = row.text('code');
  const parent = row.text('parent') ?? (row.wrong('parent') ? null : acting);
  const known = (code === null ? undefined : before.ofCode(code)) ?? before.named(name, parent);
  const kind = row.text('kind') ?? kindOf(name);
  const level = row.text('level') ?? (kind === 'SCHOOL' ? 'SCHOOL' : 'DISTRICT');
  const effectiveOn = row.text('effectiveOn');
  const body: JsonObject = {
    org: unitId(file, raw), names: { zh: name, en: row.text('nameEn') ?? name }, level, kind, parent, stages: row.value('stages') ?? [], code, rural: row.value('rural') ?? false,
    ...(effectiveOn === null ? {} : { effectiveOn }),
  };
  if (known === undefined) row.fieldErrors(faults(row, () => (validated(RegisterOrgBody, body), [])).map((fault) => (fault.path.startsWith('names') ? { ...fault, path: 'name' } : fault)));
  else row.say('NOTE', 'alreadyThere', 'name');
  return row.done(body, null, known !== undefined);
}

/** By the name, where no column says it. */
function kindOf(name: string): string {
  const text = fold(name);
  if (/(教育局|教体局|教育体育局|教育和体育局|管委会|社会工作部|教育体育和文化局)$/u.test(text)) return 'BUREAU';
  if (/(教研室|教研中心|教科研中心|教科院|教育科学研究院|教育研究院|进修学校|教师发展中心|教学研究中心)$/u.test(text)) return 'RESEARCH_CENTRE';
  return 'SCHOOL';
}

/** Parents before children, so that each row finds its own registered. Rows of a circle keep their order and are refused by name. */
export function parentsFirst(rows: readonly ReadRow[]): readonly ReadRow[] {
  const waiting = new Map(rows.flatMap((row) => (row.body === null ? [] : [[String(row.body['org']), row] as const])));
  const ordered: ReadRow[] = [];
  const visit = (row: ReadRow, above: ReadonlySet<string>): void => {
    const org = String(row.body?.['org']);
    if (!waiting.has(org) || above.has(org)) return;
    const parent = waiting.get(String(row.body?.['parent']));
    if (parent !== undefined) visit(parent, new Set([...above, org]));
    if (waiting.delete(org)) ordered.push(row);
  };
  for (const row of rows) if (row.body !== null) visit(row, new Set());
  return [...ordered, ...rows.filter(({ body }) => body === null)];
}
