/** One row of a clause list: what the source document says, in its own words. */
export interface Clause {
  readonly clause: string;
  readonly kind: 'rule' | 'figure' | 'structure' | 'text';
  readonly zh: string;
  readonly en: string;
  readonly value: string;
  readonly mark: string;
  /** File name of the source, as a programme's `basis` names it. */
  readonly source: string;
  /** Verbatim; passages that are left out are written …. */
  readonly quote: string;
}

export type ClauseList = ReadonlyMap<string, Clause>;

const COLUMNS = ['clause', 'kind', 'zh', 'en', 'value', 'mark', 'seed', 'quote'] as const;

/**
 * Reads a clause list (RFC 4180 CSV, UTF-8, columns clause, kind, zh, en, value, mark, seed, quote).
 *
 * @throws RangeError naming the line for another header, a row of another length, an unknown kind or a clause listed twice.
 */
export function readClauses(csv: string): ClauseList {
  const [header, ...rows] = records(csv.replace(/^\uFEFF/u, ''));
  if (header === undefined || header.join() !== COLUMNS.join()) throw new RangeError(`A clause list begins with ${COLUMNS.join()}`);
  const clauses = new Map<string, Clause>();
  rows.forEach((row, index) => {
    const [clause, kind, zh, en, value, mark, source, quote] = row;
    if (row.length !== COLUMNS.length || !clause || zh === undefined || en === undefined || value === undefined || mark === undefined || source === undefined || quote === undefined) {
      throw new RangeError(`Row ${index + 2} of the clause list has ${row.length} fields, not ${COLUMNS.length}`);
    }
    if (kind !== 'rule' && kind !== 'figure' && kind !== 'structure' && kind !== 'text') throw new RangeError(`Row ${index + 2} of the clause list has the unknown kind ${JSON.stringify(kind)}`);
    if (clauses.has(clause)) throw new RangeError(`The clause list has ${clause} twice`);
    clauses.set(clause, { clause, kind, zh, en, value, mark, source, quote });
  });
  return clauses;
}

/** Whether the passage stands in the clause: each piece between … in turn, blanks and the kind of quotation mark aside. */
export function quotes(clause: Clause, passage: string): boolean {
  const text = plain(clause.quote);
  let from = 0;
  for (const piece of passage.split(/…+|\.{3,}/u).map(plain)) {
    const at = text.indexOf(piece, from);
    if (piece === '' || at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

function plain(value: string): string {
  return value.normalize('NFKC').replace(/\s/gu, '').replace(/[“”„‟"]/gu, '"');
}

function records(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    const character = csv.charAt(at);
    if (quoted) {
      if (character !== '"') field += character;
      else if (csv.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      row.push(field);
      field = '';
    } else if (character === '\n') {
      rows.push([...row, field.replace(/\r$/u, '')]);
      row = [];
      field = '';
    } else field += character;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows;
}
