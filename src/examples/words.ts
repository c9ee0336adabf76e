import type { Json, Refusal } from '../domain/facts';
import { sentenceOf } from '../domain/refusals';
import type { Names } from './names';
import type { ExpectedEvents } from './worked-example';

/** A refusal as its sentence, in both languages, with the rule and what it was decided on. */
export function refusedInWords({ rule, clause, inputs, personal }: Refusal, names: Names): { readonly zh: string; readonly en: string } {
  const sentence = sentenceOf(rule);
  const facts = clipped(`${rule}${clause === undefined ? '' : ` ${clause}`} ${names.inWords({ ...inputs, ...(personal === undefined ? {} : { personal }) })}`);
  const filled = (template: string): string => template.replace(/\{(\w+)\}/gu, (whole, name: string) => (inputs[name] === undefined ? whole : inWords(inputs[name], names)));
  return sentence === null ? { zh: facts, en: facts } : { zh: `${filled(sentence.zh)}（${facts}）`, en: `${filled(sentence.en)} (${facts})` };
}

function inWords(value: Json, names: Names): string {
  return names.inWords(value).replace(/^"(.*)"$/u, '$1');
}

export function counted(types: readonly string[]): { readonly [type: string]: number } {
  const counts: { [type: string]: number } = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

export function sameEvents(expected: ExpectedEvents, types: readonly string[]): boolean {
  if (Array.isArray(expected)) return expected.length === types.length && expected.every((type, index) => type === types[index]);
  const counts = counted(types);
  return [...new Set([...Object.keys(expected), ...Object.keys(counts)])].every((type) => ((expected as { readonly [type: string]: number })[type] ?? 0) === (counts[type] ?? 0));
}

/** Long lists as counts: fifty conferrals need not be read one by one. */
export function eventsInWords(types: readonly string[]): string {
  return types.length === 0 ? '—' : types.length <= 12 ? types.join(', ') : Object.entries(counted(types)).map(([type, count]) => `${type} × ${count}`).join(', ');
}

/** Of what was found, the parts that the example speaks of, as it would write them; a long text is cut. */
export function foundInWords(expected: Json, found: Json | undefined, names: Names): string {
  return clipped(names.inWords(asFarAs(expected, found)));
}

export function clipped(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}

const MOST_SHOWN = 600;

function asFarAs(expected: Json, found: Json | undefined): Json | undefined {
  if (found === undefined || typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) return found;
  if (Array.isArray(expected)) {
    const [lines, all]: readonly [readonly Json[], Json] = [expected, found];
    // A list of another length is shown by what its lines would have been compared on.
    return Array.isArray(all) ? all.map((one: Json, index) => asFarAs(lines[index] ?? lines.at(-1) ?? one, one) ?? null) : found;
  }
  if (Array.isArray(found)) return found;
  const had = found as { readonly [key: string]: Json };
  // A key that is not there at all: what is there instead says more.
  if (Object.keys(expected).some((key) => !Object.hasOwn(had, key))) return found;
  return Object.fromEntries(Object.entries(expected).flatMap(([key, one]) => { const value = asFarAs(one, had[key]); return value === undefined ? [] : [[key, value]]; }));
}

/** Whether everything that is expected is found: objects may hold more, lists hold just as much, a name is what it names. */
export function matches(expected: Json, found: Json | undefined, names: Names): boolean {
  if (found === undefined) return false;
  if (typeof expected === 'string') return typeof found === 'string' && names.means(expected, found);
  if (Array.isArray(expected)) {
    const list: readonly Json[] = expected;
    return Array.isArray(found) && found.length === list.length && list.every((one, index) => matches(one, (found as readonly Json[])[index], names));
  }
  if (typeof expected !== 'object' || expected === null) return expected === found;
  return typeof found === 'object' && found !== null && !Array.isArray(found) && Object.entries(expected).every(([key, one]) => matches(one, valueAt(found as { readonly [key: string]: Json }, key, names), names));
}

/** Maps by id are written by name. */
function valueAt(found: { readonly [key: string]: Json }, key: string, names: Names): Json | undefined {
  return Object.hasOwn(found, key) ? found[key] : Object.entries(found).find(([id]) => names.means(key, id))?.[1];
}
