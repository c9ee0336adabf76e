import type { Json } from '../domain/facts';
import { checkCharacter } from '../domain/identity-number';
import { dayWithin, readDay } from '../tables/days';
import { fold } from '../tables/fold';
import { textOf, trimmed, type Cell } from '../tables/table';
import type { MappedColumn } from '../domain/import-mapping';
import type { Field } from './fields';
import type { ProblemCode } from './problems';
import type { UnitsIndex } from './units-index';
import { flagWords, identityTypeWords, knownWords, meaningOf, schoolTypeWords, sexWords, stageWords, titleLevelWords, unitKindWords, unitLevelWords } from './words';

export interface CellContext {
  readonly epoch: 1900 | 1904;
  readonly column: Pick<MappedColumn, 'values' | 'months'>;
  readonly units: UnitsIndex;
}

export type Converted = { readonly kind: 'value'; readonly value: Json } | { readonly kind: 'problem'; readonly code: ProblemCode; readonly values: { readonly [name: string]: Json } };

const ID = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u;
/** From here on a float no longer tells neighbouring whole numbers apart; Excel itself keeps 15 digits. */
const EXACT_DIGITS = 1e15;

const value = (found: Json): Converted => ({ kind: 'value', value: found });
const problem = (code: ProblemCode, values: { readonly [name: string]: Json } = {}): Converted => ({ kind: 'problem', code, values });

/** One cell as its field wants it. A blank one is for the caller. */
export function convert(field: Field, cell: Cell, context: CellContext): Converted {
  if (cell.kind === 'fault') return problem(cell.fault, { text: cell.text });
  const text = textOf(cell);
  const said = context.column.values[text] ?? context.column.values[fold(text)];
  // What the bureau's own word stands for is said in ours; that it is a number or a date in the cell counts no more.
  return said === undefined ? read(field, cell, text, context) : read(field, { kind: 'text', text: said }, said, context);
}

function read(field: Field, cell: Cell, text: string, context: CellContext): Converted {
  switch (field.type) {
    case 'identityNumber':
      return identityNumber(cell, text);
    case 'day':
      return day(cell, text, context);
    case 'partialDay': {
      const found = readDay(cell, context.epoch);
      if (found === 'ambiguous') return problem('ambiguousMonth', { text });
      return found === null ? problem('notADay', { text }) : value(found);
    }
    case 'flag': {
      const flag = meaningOf(flagWords, text);
      return flag === null ? problem('unknownWord', { text, known: ['是', '否'] }) : value(flag === 'true');
    }
    case 'sex':
      return word(sexWords, text);
    case 'stage':
      return word(stageWords, text);
    case 'stages':
      return stages(text);
    case 'identityType':
      return word(identityTypeWords, text);
    case 'unitKind':
      return word(unitKindWords, text);
    case 'unitLevel':
      return word(unitLevelWords, text);
    case 'titleLevel':
      return word(titleLevelWords, text);
    case 'unit': {
      const found = context.units.find(text);
      const [only, another] = found;
      if (only === undefined) return problem('unknownUnit', { text });
      return another === undefined ? value(only) : problem('unitAmbiguous', { text, count: found.length, units: found });
    }
    case 'whole': {
      const plain = text.normalize('NFKC').replaceAll(/[,\s个名]/gu, '');
      return /^\d{1,9}(\.0+)?$/u.test(plain) ? value(Math.trunc(Number(plain))) : problem('notWhole', { text });
    }
    case 'id': {
      const plain = text.normalize('NFKC');
      return ID.test(plain) ? value(plain) : problem('notAnId', { text });
    }
    case 'phone':
      return value(text.normalize('NFKC').replaceAll(/\s/gu, ''));
    case 'text':
    case 'name':
      return value(trimmed(text));
  }
}

function word(words: Parameters<typeof meaningOf>[0], text: string): Converted {
  const found = meaningOf(words, text);
  return found === null ? problem('unknownWord', { text, known: [...knownWords(words)] }) : value(found);
}

/** As text, however the sheet kept it; a number of more than 15 digits is not what was typed (E2). */
function identityNumber(cell: Cell, text: string): Converted {
  const plain = text.normalize('NFKC').replace(/^'/u, '');
  if (cell.kind === 'number') return Number.isInteger(cell.number) && cell.number < EXACT_DIGITS ? value(plain) : problem('lostDigits');
  // What csv shows of such a number. One in a thousand real numbers ends like that; those fit their check digit.
  const rounded = /^\d{15}000$/u.test(plain) && checkCharacter(plain.slice(0, 17)) !== '0';
  return rounded || /^\d(\.\d+)?e\+?\d+$/iu.test(plain) ? problem('lostDigits') : value(plain);
}

function day(cell: Cell, text: string, { epoch, column }: CellContext): Converted {
  const found = readDay(cell, epoch);
  if (found === 'ambiguous') return problem('ambiguousMonth', { text });
  if (found === null) return problem('notADay', { text });
  if (found.length === 10) return value(found);
  return column.months === null ? problem('dayIncomplete', { text }) : value(dayWithin(found, column.months));
}

function stages(text: string): Converted {
  const codes = new Set<string>();
  for (const part of text.split(/[、,，;；/+＋\s]/u).filter((one) => one !== '')) {
    const several = schoolTypeWords.find(([, known]) => known.some((one) => fold(one) === fold(part)))?.[0];
    const one = meaningOf(stageWords, part);
    if (several === undefined && one === null) return problem('unknownWord', { text: part, known: [...knownWords(stageWords), ...knownWords(schoolTypeWords)] });
    for (const code of several ?? [one]) if (code !== null) codes.add(code);
  }
  return value([...codes]);
}
