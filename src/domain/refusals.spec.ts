import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals, sentenceOf, type RefusalRule, type Sentence } from './refusals';
import { roundRefusals } from './round/refusals';
import { studioRefusals } from './studio/refusals';
import { teacherRefusals } from './teacher/refusals';

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('rules'))
  .map((name) => readFileSync(join(__dirname, name), 'utf8'));
// names.ts and identity-number.ts answer with faults of their own.
const sources = files.filter((source) => source.includes('/decision\''));
const keys = Object.keys(refusals) as RefusalRule[];

/** Every test and worked example of the repository. */
function tests(): string {
  const root = join(__dirname, '../..');
  const under = (folder: string, ends: RegExp) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => ends.test(name) && !name.endsWith('refusals.spec.ts')).map((name) => readFileSync(join(root, folder, name), 'utf8'));
  return [...under('src', /\.spec\.ts$/), ...under('test', /\.(?:spec|contract)\.ts$|\.yaml$/), ...under('programmes', /\.yaml$/)].join('\n');
}

describe('sentences of refusals', () => {
  test('every key that a decision uses has its sentences', () => {
    const used = new Set(sources.flatMap((source) => [...source.matchAll(/(?:refused\(|rule: )'([a-z]\w*)'/g)].map((match) => match[1] ?? '')));
    expect(used.size).toBeGreaterThan(80);
    expect([...used].filter((rule) => sentenceOf(rule) === null)).toEqual([]);
  });

  test('and no sentence is left without a use', () => {
    const all = files.join('\n');
    // Faults of a sheet reach `refused` as values of scoring.ts.
    const passedOn = new Set(['unknownComponent', 'missingComponent', 'outOfRange', 'notDecimal']);
    expect(keys.filter((rule) => !passedOn.has(rule) && !all.includes(`'${rule}'`))).toEqual([]);
  });

  test('and none that no test and no worked example has ever met', () => {
    const met = new Set([...tests().matchAll(/\brule: '?([a-zA-Z]\w*)|'([a-z]\w*)'/g)].flatMap(([, rule, quoted]) => rule ?? quoted ?? []));
    expect(keys.filter((rule) => !met.has(rule))).toEqual([]);
  });

  test.each(keys)('%s shows the same inputs in zh and en and ends as a sentence', (rule) => {
    const { zh, en } = refusals[rule];
    const shown = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(shown(zh).filter((name, index, all) => all.indexOf(name) === index)).toEqual(shown(en).filter((name, index, all) => all.indexOf(name) === index));
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(en).toMatch(/^.*\.$/);
  });

  test.each(keys)('%s says after what is wrong what to do, in both languages', (rule) => {
    const { zh, en } = refusals[rule];
    expect(zh).toMatch(/[，；。].*(?:请|须|应由|可选)/);
    // The last clause commands, or lists what there is to choose from.
    expect(en).toMatch(/[;,.] (?:and |or |so |then )*(?:add|adopt|ask|assign|attach|check|choose|close|compare|complete|confirm|correct|decide|delete|give|go|have|keep|leave|let|look|merge|name|open|pick|publish|register|shorten|stop|take|tell|try|use|wait|write|act|record|form|void) |; it has \{|[;,] which must /i);
  });

  test.each(keys)('%s counts nothing that would read as "1 seats"', (rule) => {
    expect(refusals[rule].en).not.toMatch(/\{(?:count|left|asked|seats|required|confirmed)\} (?:[a-z]+ )?[a-z]+s\b/);
  });

  test('every key stands in one place: what a part says, no other part and not the whole says again', () => {
    const parts: readonly { readonly [rule: string]: Sentence }[] = [roundRefusals, teacherRefusals, studioRefusals];
    expect(parts.flatMap((part) => Object.keys(part).filter((rule) => sentenceOf(rule) !== part[rule]))).toEqual([]);
  });

  test('a key that is none has no sentence, not even a name of Object', () => {
    expect(sentenceOf('toString')).toBeNull();
    expect(sentenceOf('wrongGate')).toEqual(refusals.wrongGate);
  });
});
