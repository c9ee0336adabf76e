import type { Json, JsonObject, OrgId } from '../domain/facts';
import type { Notice } from '../event-store/notice';
import type { FieldError } from '../commands/input';
import { fields, type ImportKind } from './fields';
import type { Matched } from './mapping';
import { sentence, type ProblemCode, type RowProblem } from './problems';
import { problemAt, type RawRow } from './rows';

/** A row as the ordinary use case of its kind takes it; `body` null where it cannot. */
export interface ReadRow {
  readonly sheet: string;
  readonly row: number;
  readonly body: JsonObject | null;
  readonly problems: readonly RowProblem[];
  /** What the row says of the person, for finding who is meant; never stored by itself. */
  readonly person: { readonly name: string | null; readonly identityType: string | null; readonly identityNumber: string | null; readonly unit: OrgId | null; readonly teacher: string | null } | null;
  /** On record already, as the registry of units says. */
  readonly there: boolean;
}

/** Collects what is wrong with one row, each with its cell. */
export class RowReading {
  readonly problems: RowProblem[];
  private readonly letters: ReadonlyMap<string, string>;

  constructor(private readonly kind: ImportKind, readonly raw: RawRow, { columns }: Matched) {
    this.problems = [...raw.problems];
    this.letters = new Map(columns.flatMap(({ field, letter }) => (field === null ? [] : [[field, letter] as const])));
  }

  get failed(): boolean {
    return this.problems.some(({ severity }) => severity === 'ERROR');
  }

  value(field: string): Json {
    return this.raw.values[field] ?? null;
  }

  text(field: string): string | null {
    const value = this.raw.values[field];
    return typeof value === 'string' ? value : null;
  }

  wrong(field: string): boolean {
    return this.problems.some((problem) => problem.field === field && problem.severity === 'ERROR');
  }

  say(severity: RowProblem['severity'], code: ProblemCode, field: string | null, values: { readonly [name: string]: Json | Notice } = {}): void {
    this.problems.push(problemAt(severity, code, this.raw, field === null ? null : (this.letters.get(field) ?? null), field, sentence(code, values)));
  }

  /** What the use case's own check says, at the cell that the path comes from. A cell that is wrong already is not told twice. */
  fieldErrors(errors: readonly FieldError[]): void {
    for (const { path, notice } of errors) {
      const field = this.fieldOfPath(path);
      if (field !== null && this.wrong(field)) continue;
      this.say('ERROR', 'field', field, { detail: notice });
    }
  }

  done(body: JsonObject | null, person: ReadRow['person'] = null, there = false): ReadRow {
    const { sheet, row } = this.raw;
    return { sheet, row, body: this.failed ? null : body, problems: this.problems, person, there };
  }

  private fieldOfPath(path: string): string | null {
    const last = path.replaceAll(/\[\d+\]/gu, '').split('.').at(-1) ?? '';
    return fields[this.kind].find(({ code }) => code === last)?.code ?? null;
  }
}
