import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diffProgrammes } from '../../src/domain/rules/programme-diff';
import { fillOpen } from '../../src/domain/rules/leaves';
import { programmeSchema } from '../../src/domain/rules/programme-schema';
import { valueWord } from '../../src/domain/rules/value-words';
import { keyWord } from '../../src/domain/rules/programme-words';
import { readFolder } from '../../src/examples/programme-folder';
import { bareCodesIn, codesNamedIn } from './bare-codes';

const root = join(__dirname, '../../programmes');
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'programme.yaml'))).map(({ name }) => name);

/** What a text calls something in capitals is a name of its own. */
const NAMES_OF_TEXTS = /\bEDZ\b/gu;

describe('programme diff in words', () => {
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
