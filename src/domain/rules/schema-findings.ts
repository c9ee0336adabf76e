import type { ErrorObject } from 'ajv';
import type { LeafType } from './programme-definition';
import { keyword, leafValues, patterns } from './programme-schema';
import { keyWord } from './programme-words';
import type { Finding, Place } from './problems';
import { valueWord } from './value-words';

/**
 * What the schema check found, told in our words, each thing once.
 *
 * @param at where what was checked stands in its file.
 */
export function findingsOf(errors: readonly ErrorObject[], at: Place = []): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const error of errors) {
    // `if` repeats what its branch reports; an error of a property name is reported by `propertyNames` itself, and one of the entries that `contains` looked at by that.
    if (error.keyword === 'if' || error.propertyName !== undefined || error.schemaPath.endsWith('/contains/const')) continue;
    const finding = findingOf(error, [...at, ...placeOf(error.instancePath)]);
    const key = JSON.stringify([finding.code, finding.place, finding.key ?? null]);
    if (!findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()];
}

function findingOf(error: ErrorObject, place: Place): Finding {
  const parameters: { readonly [name: string]: unknown } = error.params;
  switch (error.keyword) {
    case 'additionalProperties':
      return { code: 'unknownKey', place, key: String(parameters['additionalProperty']) };
    // A key that is none beside another, such as a quote beside `implied`.
    case 'false schema':
      return { code: 'unknownKey', place: place.slice(0, -1), key: String(place.at(-1)) };
    case 'propertyNames':
      return { code: 'notACode', place, key: String(parameters['propertyName']) };
    case 'required': {
      const key = String(parameters['missingProperty']);
      return key === 'stated' ? { code: 'missingProvenance', place } : { code: 'missingKey', place, key };
    }
    case 'type':
      if (isLeafSchema(error.parentSchema)) return { code: 'missingProvenance', place };
      // A day that is a number or a list is no day either.
      if (keyword(error.parentSchema, 'format') !== undefined) return noDay(keyword(error.parentSchema, 'format'), place);
      return { code: 'wrongType', place, with: choicesIn(error.parentSchema, keyOf(place)) ?? typeWords(parameters['type']) };
    case 'format':
      return noDay(parameters['format'], place);
    case 'enum': {
      const words = choiceWords(parameters['allowedValues'] as readonly unknown[], keyOf(place), error.data);
      return place.at(-1) === 'post' ? { code: 'unknownPost', place, with: words } : { code: 'wrongValue', place, with: oneOf(words) };
    }
    case 'contains':
      return { code: 'wrongValue', place, with: { zhExpected: `含 ${String(keyword(error.schema, 'const'))} 的列表`, expected: `a list with ${String(keyword(error.schema, 'const'))} in it` } };
    default:
      return { code: 'wrongValue', place, with: wanted(error.keyword, parameters) };
  }
}

function placeOf(pointer: string): Place {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/gu, '/').replace(/~0/gu, '~'))
    .map((step) => (/^\d+$/u.test(step) ? Number(step) : step));
}

/** A bare value where value and provenance belong together. */
function isLeafSchema(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return false;
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null && 'stated' in properties && 'value' in properties;
}

function noDay(format: unknown, place: Place): Finding {
  return { code: format === 'printedDay' ? 'notAPrintedDay' : 'notADate', place };
}

type Words = { readonly expected: string; readonly zhExpected: string };

const TYPES: { readonly [type: string]: readonly [string, string] } = {
  object: ['键值对', 'a map of keys'], array: ['列表', 'a list'], string: ['文字', 'text'], number: ['数', 'a number'], integer: ['整数', 'a whole number'], boolean: ['是或否（true/false）', 'true or false'], null: ['空值（null）', 'null'],
};

function typeWords(type: unknown): Words {
  const types = (Array.isArray(type) ? type : [type]).map(String);
  return { zhExpected: types.map((one) => TYPES[one]?.[0] ?? one).join('或'), expected: types.map((one) => TYPES[one]?.[1] ?? one).join(' or ') };
}

/** The last key of the file above a value: what its words are looked up by. */
function keyOf(place: Place): string {
  return String(place.findLast((step) => typeof step === 'string' && step !== 'value') ?? '').split('.').at(-1) ?? '';
}

/** Of more choices than these only the nearest are told. */
const MANY = 30;
const NEAREST = 5;

/** What there is to choose from as it is written, each beside its word: `EVALUATION（评价）`. */
export function choiceWords(choices: readonly unknown[], key: string, given?: unknown): Words {
  const many = choices.length > MANY;
  const told = choices.map(String).sort(many ? (a, b) => steps(a, String(given)) - steps(b, String(given)) : () => 0).slice(0, many ? NEAREST : undefined);
  const word = (choice: string) => valueWord(key, choice) ?? keyWord(choice);
  const [zh, en] = [told.map((choice) => (word(choice).zh === choice ? choice : `${choice}（${word(choice).zh}）`)).join('、'), told.map((choice) => (word(choice).zh === choice ? choice : `${choice} (${word(choice).en})`)).join(', ')];
  return many ? { zhExpected: ` ${zh} 等 ${choices.length} 种`, expected: `${en} or another of ${choices.length}` } : { zhExpected: ` ${zh} `, expected: en };
}

function oneOf({ zhExpected, expected }: Words): Words {
  return { zhExpected: `${zhExpected.trimEnd()}之一`, expected: expected.includes(' or another of ') ? expected : `one of ${expected}` };
}

/** What a value of a type has to be that is a word from a list, or a list of such; null of any other type. */
export function choicesOf(type: LeafType, key: string): Words | null {
  return choicesIn(leafValues[type], key);
}

function choicesIn(schema: unknown, key: string): Words | null {
  const [one, entry] = [keyword(schema, 'enum'), keyword(keyword(schema, 'items'), 'enum')];
  if (Array.isArray(one)) return oneOf(choiceWords(one, key));
  if (!Array.isArray(entry)) return null;
  const { zhExpected, expected } = choiceWords(entry, key);
  return { zhExpected: `列表，各项为${zhExpected.trimEnd()}之一`, expected: `a list of ${expected}` };
}

/** Letters to be changed, put in or left out between two words (Levenshtein). */
function steps(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    let [corner] = row;
    const next = [index + 1];
    for (const [place, other] of [...to].entries()) {
      next.push(Math.min((next[place] ?? 0) + 1, (row[place + 1] ?? 0) + 1, (corner ?? 0) + (letter === other ? 0 : 1)));
      corner = row[place + 1];
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const PATTERNS: { readonly [pattern: string]: Words } = {
  [patterns.code]: { zhExpected: '代码（字母开头，只含字母、数字和下划线）', expected: 'a code of letters, digits and underscores, a letter first' },
  [patterns.clause]: { zhExpected: '条款号，如 W12', expected: 'the number of a clause, such as W12' },
  [patterns.rule]: { zhExpected: '规则名加版本，如 consented@1', expected: 'the name of a rule with its version, such as consented@1' },
  [patterns.share]: { zhExpected: '分数，如 2/3', expected: 'a fraction, such as 2/3' },
  [patterns.parameter]: { zhExpected: '通知中日期的名称，小写字母开头，只含字母和数字', expected: 'the name of a day of the notice, of letters and digits, a small letter first' },
  [patterns.id]: { zhExpected: '小写字母和数字，以连字符相连，如 city-2019', expected: 'small letters and digits joined by hyphens, such as city-2019' },
};

function wanted(keyword: string, parameters: { readonly [name: string]: unknown }): Words {
  const limit = String(parameters['limit'] ?? parameters['allowedValue'] ?? '');
  switch (keyword) {
    case 'minimum':
      return { zhExpected: `不小于 ${limit} 的数`, expected: `a number of at least ${limit}` };
    case 'maximum':
      return { zhExpected: `不大于 ${limit} 的数`, expected: `a number of at most ${limit}` };
    case 'exclusiveMinimum':
      return { zhExpected: `大于 ${limit} 的数`, expected: `a number above ${limit}` };
    case 'minLength':
      return { zhExpected: '非空文字', expected: 'text that is not empty' };
    case 'maxLength':
      return { zhExpected: `不超过 ${limit} 个字`, expected: `at most ${limit} characters` };
    case 'minItems':
    case 'minProperties':
      return { zhExpected: `至少 ${limit} 项`, expected: `at least ${limit} entries` };
    case 'maxItems':
      return { zhExpected: `至多 ${limit} 项`, expected: `at most ${limit} entries` };
    case 'uniqueItems':
      return { zhExpected: '互不重复的项', expected: 'entries without repetition' };
    case 'const':
      return { zhExpected: ` ${limit}`, expected: limit };
    case 'pattern':
      return PATTERNS[String(parameters['pattern'])] ?? { zhExpected: `符合 ${String(parameters['pattern'])} 的文字`, expected: `text like ${String(parameters['pattern'])}` };
    default:
      return { zhExpected: ` ${keyword}`, expected: keyword };
  }
}
