import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readExample } from './run-example';
import { workedExampleSchema } from './worked-example-schema';

const page = readFileSync(join(__dirname, '../../docs/programme-format.md'), 'utf8');
const section = page.slice(page.indexOf('## Worked examples'));

/** Every key that the schema allows. */
function keys(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keys);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]: readonly [string, unknown]) =>
    keyword === 'properties' && typeof value === 'object' && value !== null ? [...Object.keys(value), ...keys(Object.values(value))] : keys(value));
}

describe('docs/programme-format.md, worked examples', () => {
  it.each([...new Set(keys(workedExampleSchema))].sort())('tells what %s is', (key) => {
    expect(section).toMatch(new RegExp(`[\`]${key}\``, 'u'));
  });

  it('shows one that can be read', () => {
    const shown = /```yaml\n([\s\S]*?)```/u.exec(section)?.[1] ?? '';
    expect(readExample(shown)).toMatchObject({ kind: 'example' });
  });

  it('lead to one that is played', () => {
    const guide = page.slice(page.indexOf('### 5. Play it'));
    const played = readFileSync(join(__dirname, '../../programmes/shaoxing-rising-star-2019/examples/born-on-the-day.yaml'), 'utf8');
    expect(parse(/```yaml\n([\s\S]*?)```/u.exec(guide)?.[1] ?? '')).toEqual(parse(played));
  });
});
