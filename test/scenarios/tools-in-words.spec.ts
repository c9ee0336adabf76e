import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diffProgrammes } from '../../src/domain/rules/programme-diff';
import { fillOpen } from '../../src/domain/rules/leaves';
import type { ProgrammeDefinition } from '../../src/domain/rules/programme-definition';
import { keyword, leafValues, programmeSchema } from '../../src/domain/rules/programme-schema';
import { valueWord } from '../../src/domain/rules/value-words';
import { keyWord, valueWords } from '../../src/domain/rules/programme-words';
import { argumentType } from '../../src/domain/rules/rule-check';
import { vocabulary, wordKey } from '../../src/domain/rules/vocabulary';
import { readFolder } from '../../src/examples/programme-folder';
import { bareCodesIn, codesNamedIn } from './bare-codes';

const root = join(__dirname, '../../programmes');
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'programme.yaml'))).map(({ name }) => name);

/** What a text calls something in capitals is a name of its own. */
const NAMES_OF_TEXTS = /\bEDZ\b/gu;

const definitionOf = (name: string): ProgrammeDefinition => {
  const reading = readFolder(join(root, name));
  if (reading.kind === 'refused') throw new Error('the programme cannot be read');
  const { definition, choices } = reading.programme;
  return fillOpen(definition, new Map(choices.map(({ path, value }) => [path, value])));
};

/** Words of the format's own that a Chinese sentence shows as the file writes them: quoted texts and codes, ids, files and clauses apart. */
const rawIn = (zh: string): readonly string[] => zh.replaceAll(/“[^”]*”|\S+\.(?:txt|md)|(?<![A-Za-z0-9_])[a-z0-9]+(?:-[a-z0-9]+)+/gu, '').match(/(?<![A-Za-z0-9_.])[a-z][A-Za-z0-9_]+(?:@\d+)?/gu) ?? [];

/** Every key that a file may have under a schema, with the words that may be chosen under it. */
function keysOf(schema: unknown, key: string, found: Map<string, Set<string>>): void {
  if (Array.isArray(schema)) return schema.forEach((part) => keysOf(part, key, found));
  if (typeof schema !== 'object' || schema === null) return;
  const [leaf, choices, properties] = [/^#\/definitions\/(\w+)Leaf$/u.exec(String(Reflect.get(schema, '$ref')))?.[1], keyword(schema, 'enum'), keyword(schema, 'properties')];
  if (leaf !== undefined && Object.hasOwn(leafValues, leaf)) keysOf(Reflect.get(leafValues, leaf), key, found);
  if (Array.isArray(choices)) found.set(key, new Set([...(found.get(key) ?? []), ...choices.map(String)]));
  for (const [name, part] of Object.entries(properties ?? {})) {
    found.set(name, found.get(name) ?? new Set());
    keysOf(part, name, found);
  }
  for (const [name, part] of Object.entries(schema)) if (!['properties', 'definitions', 'enum', 'const', 'required'].includes(name)) keysOf(part, key, found);
}

/** What the sentences of a difference are made around and never show. */
const SILENT: ReadonlySet<string> = new Set(['format', 'version', 'code', 'names', 'rule', 'value', 'open', 'type', 'clause', 'implied', 'because', 'zh', 'en']);

function formatKeys(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  keysOf(programmeSchema, '', found);
  keysOf(keyword(keyword(programmeSchema, 'definitions'), 'ruleEntry'), '', found);
  for (const word of vocabulary) for (const argument of Object.keys(word.arguments)) {
    found.set(argument, found.get(argument) ?? new Set());
    const type = argumentType(wordKey(word), argument, vocabulary);
    if (type !== null) keysOf(leafValues[type], argument, found);
  }
  return found;
}

describe('programme diff in words', () => {
  const keys = [...formatKeys()].filter(([key]) => key !== '' && !SILENT.has(key));

  it('has a word for every key that the format has', () => {
    expect(keys.length).toBeGreaterThan(150);
    expect(keys.filter(([key]) => !/\p{Script=Han}/u.test(keyWord(key).zh)).map(([key]) => key)).toEqual([]);
  });

  it('has a word for every choice under the key that it may stand under', () => {
    const told = keys.flatMap(([key, choices]) => [...choices].map((choice) => ({ key, choice, ...valueWords(choice, { key, named: new Map() }) })));
    expect(told.length).toBeGreaterThan(200);
    expect(told.filter(({ zh, en, choice }) => !/\p{Script=Han}/u.test(zh) || en.includes(choice)).map(({ key, choice }) => `${key} ${choice}`)).toEqual([]);
  });

  it('calls every rule by its words, another version apart', () => {
    const told = vocabulary.map((word) => valueWords(wordKey(word)));
    expect(told.filter(({ zh }) => !/\p{Script=Han}/u.test(zh) || zh.includes('@'))).toEqual([]);
    expect(new Set(told.map(({ zh }) => zh)).size).toBe(vocabulary.length);
    expect(new Set(told.map(({ en }) => en)).size).toBe(vocabulary.length);
    expect(valueWords('yearsOfService@2')).toEqual({ zh: '教龄（第 2 版）', en: 'years of service (version 2)' });
  });

  it('calls a condition by its rule, with its own code where that is another word, and a day of the notice by what it is', () => {
    const rule = (date: string, code = 'youngEnough') => ({ tiers: { T: { names: { zh: '新秀', en: 'Star' }, eligibility: [{ code, rule: 'bornOnOrAfter@1', stated: 'P1', with: { date: { value: { parameter: date }, stated: 'P1' } } }] } } });
    expect(diffProgrammes(rule('bornOnOrAfter'), rule('someDay')).map(({ words }) => words)).toEqual([
      { zh: '层级 · 新秀 · 申报条件 · 出生不早于某日“youngEnough” · 参数 · 日期：由 通知中的日期 出生日期界限（P1） 改为 通知中的日期 “someDay”（P1）', en: 'tiers · Star · eligibility · born on or after a day "youngEnough" · with · date: day of the notice "someDay" (P1) instead of day of the notice bound of birth (P1)' },
    ]);
    expect(diffProgrammes(rule('someDay', 'bornOnOrAfter'), rule('snapshotOn', 'bornOnOrAfter'))[0]?.words.zh).toMatch(/^层级 · 新秀 · 申报条件 · 出生不早于某日 · 参数/u);
  });

  it('calls a key by what it means where it stands', () => {
    const leaf = (value: unknown) => ({ value, stated: 'P1' });
    const named = { names: { zh: '名', en: 'name' } };
    const told = diffProgrammes({}, {
      basis: [{ number: '1号' }], targets: { T: { ...named, number: leaf(3) } }, compliance: { C: { ...named, before: leaf('INCLUSIVE') } }, gates: { G: { ...named, before: leaf(['OpenRound']) } },
      studios: { S: { ...named, members: { max: leaf(9) } } }, training: { R: { ...named, years: leaf(5), who: [{ code: 'yearsOfService', rule: 'yearsOfService@1', with: { years: leaf(3) } }] } },
    }).map(({ words }) => words.zh);
    expect(told).toEqual(expect.arrayContaining([
      '制定依据 · 1 · 文号：新增 1号', '目标 · 名 · 目标数：新增 3（P1）', '制度要求 · 名 · “前”是否含当日：新增 含当日（P1）', '阶段关口 · 名 · 应在何环节之前：新增 〔启动届次〕（P1）',
      '工作室 · 名 · 成员人数 · 最多：新增 9（P1）', '培训要求 · 名 · 每几年：新增 5（P1）', '培训要求 · 名 · 适用人员 · 教龄 · 参数 · 年数：新增 3（P1）',
    ]));
  });

  it.each(folders)('tells what %s has otherwise than every other, and than itself with tiers renamed, without a raw word', (name) => {
    const own = definitionOf(name);
    const renamed = JSON.parse(Object.keys(own.tiers).reduce((json, tier) => json.replaceAll(`"${tier}"`, `"OTHER_${tier}"`), JSON.stringify(own))) as object;
    const others = [renamed, ...folders.filter((other) => other !== name).map(definitionOf)];
    const told = others.flatMap((other) => diffProgrammes(own, other));
    expect(told.length).toBeGreaterThan(500);
    const shown = told.map(({ words, before, after }) => [before, after].flatMap((stand) => [stand?.because?.zh ?? '', stand?.quote ?? '']).reduce((zh, own) => (own === '' ? zh : zh.replaceAll(own, '')), words.zh));
    expect([...new Set(shown.flatMap(rawIn))]).toEqual([]);
  });

  it.each(folders)('tells all that %s says without a bare code', (name) => {
    const reading = readFolder(join(root, name));
    if (reading.kind === 'refused') throw new Error('the programme cannot be read');
    const { definition, choices } = reading.programme;
    const known = new Set(codesNamedIn(definition));
    const told = diffProgrammes({}, fillOpen(definition, new Map(choices.map(({ path, value }) => [path, value])))).flatMap(({ words: { zh, en } }) => [zh, en]);
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter((text) => bareCodesIn(text.replaceAll(NAMES_OF_TEXTS, ''), known).length > 0)).toEqual([]);
    // Quotation marks are for codes that the file itself gives no name, such as the topic of a training.
    expect(told.flatMap((text) => [...text.matchAll(/[“"]([A-Z][A-Z0-9_]+)[”"]/gu)].flatMap(([, code = '']) => (known.has(code) ? [text] : [])))).toEqual([]);
  });

  it('has a word for every code that the format lets a file choose', () => {
    const [keys, codes] = [new Set<string>(['']), new Set<string>()];
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const [choices, properties]: readonly unknown[] = [Reflect.get(schema, 'enum'), Reflect.get(schema, 'properties')];
      if (Array.isArray(choices)) for (const code of choices) if (typeof code === 'string' && /^[A-Z][A-Z_]+$/u.test(code)) codes.add(code);
      if (typeof properties === 'object' && properties !== null) for (const key of Object.keys(properties)) keys.add(key);
      for (const part of Object.values(schema)) walk(part);
    };
    walk(programmeSchema);
    expect(codes.size).toBeGreaterThan(100);
    // Types are shared, so a code is asked for under every key: it has a word under one of them at least.
    expect([...codes].filter((code) => ![...keys].some((key) => valueWord(key, code) !== null) && keyWord(code).zh === code)).toEqual([]);
  });
});
