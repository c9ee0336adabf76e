import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leafValues, programmeSchema, sampleSchema } from './programme-schema';
import { vocabulary, wordKey } from './vocabulary';

const page = readFileSync(join(__dirname, '../../../docs/programme-format.md'), 'utf8');

/** Every key and every fixed word that a schema allows. */
function words(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(words);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]: readonly [string, unknown]) => {
    if (keyword === 'properties' && typeof value === 'object' && value !== null) return [...Object.keys(value), ...words(Object.values(value))];
    if (keyword === 'enum' && Array.isArray(value)) return value.map(String);
    return words(value);
  });
}

describe('docs/programme-format.md', () => {
  it.each([...new Set([...words(programmeSchema), ...words(sampleSchema)])].sort())('tells what %s is', (word) => {
    expect(page).toMatch(new RegExp(`[\`{ ,.]${word}[\`}:, ]`, 'u'));
  });

  it('names every type of leaf and every rule with its arguments', () => {
    for (const type of Object.keys(leafValues)) expect(page).toContain(`\`${type}\``);
    for (const word of vocabulary) {
      const line = page.split('\n').find((row) => row.startsWith(`| \`${wordKey(word)}\``));
      expect(line).toBeDefined();
      const own = word.name === 'holdsNoTitle' ? [] : Object.keys(word.arguments);
      for (const argument of own) expect(line).toContain(`\`${argument}\``);
    }
  });

  it('has one row for what it tells, so that no two say different things of it', () => {
    const tables = page.split(/\n(?!\|)/u).map((part) => part.split('\n').flatMap((row) => /^\| (`[^|]+?)(?: \*)? \|/u.exec(row)?.slice(1) ?? []));
    expect(tables.some((rows) => rows.includes('`revocationGrounds`'))).toBe(true);
    for (const rows of tables) expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([]);
  });
});
