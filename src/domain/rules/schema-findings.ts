import type { ErrorObject } from 'ajv';
import type { Finding, Place } from './problems';

/** What the schema check found, told in our words, each thing once. */
export function findingsOf(errors: readonly ErrorObject[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const error of errors) {
    // `if` repeats what its branch reports; an error of a property name is reported by `propertyNames` itself.
    if (error.keyword === 'if' || error.propertyName !== undefined) continue;
    const finding = findingOf(error);
    const key = JSON.stringify([finding.code, finding.place, finding.key ?? null]);
    if (!findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()];
}

function findingOf(error: ErrorObject): Finding {
  const place = placeOf(error.instancePath);
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
      return { code: 'wrongType', place, with: typeWords(parameters['type']) };
    case 'format':
      return { code: parameters['format'] === 'printedDay' ? 'notAPrintedDay' : 'notADate', place };
    case 'enum': {
      const allowed = parameters['allowedValues'];
      return { code: place.at(-1) === 'post' ? 'unknownPost' : 'wrongValue', place, with: { expected: Array.isArray(allowed) ? allowed.join(', ') : '' } };
    }
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

type Words = { readonly expected: string; readonly zhExpected: string };

const TYPES: { readonly [type: string]: readonly [string, string] } = {
  object: ['键值对', 'a map of keys'], array: ['列表', 'a list'], string: ['文字', 'text'], number: ['数', 'a number'], integer: ['整数', 'a whole number'], boolean: ['是或否（true/false）', 'true or false'], null: ['空值（null）', 'null'],
};

function typeWords(type: unknown): Words {
  const types = (Array.isArray(type) ? type : [type]).map(String);
  return { zhExpected: types.map((one) => TYPES[one]?.[0] ?? one).join('或'), expected: types.map((one) => TYPES[one]?.[1] ?? one).join(' or ') };
}

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
      return { zhExpected: `符合 ${String(parameters['pattern'])} 的文字`, expected: `text like ${String(parameters['pattern'])}` };
    default:
      return { zhExpected: ` ${keyword}`, expected: keyword };
  }
}
