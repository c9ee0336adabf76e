import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { readProgramme } from '../../src/domain/rules/programme-text';
import { mutate, tiersOf, type NamedExample } from '../../src/examples/mutation';
import { mutantsOf } from '../../src/examples/mutants';
import { readFolder } from '../../src/examples/programme-folder';
import { readExample } from '../../src/examples/run-example';

const folder = join(__dirname, '../../programmes/weihai-edz-2017');

function given(): { readonly programme: Parameters<typeof mutantsOf>[0]; readonly examples: readonly NamedExample[] } {
  const reading = readFolder(folder);
  if (reading.kind === 'refused') throw new Error('the programme cannot be read');
  const file = join(folder, 'examples/conditions-and-seats.yaml');
  const example = readExample(readFileSync(file, 'utf8'));
  if (example.kind === 'refused') throw new Error('the example cannot be read');
  return { programme: reading.programme, examples: [{ file, example: example.example, at: example.at }] };
}

describe('programme check --mutate', () => {
  it('alters what a round is run by, stated values and sample choices alike, and nothing else', () => {
    const paths = new Set(mutantsOf(given().programme, new Set(['RISING_STAR'])).map(({ path }) => path));
    for (const path of ['tiers.RISING_STAR.seats', 'tiers.RISING_STAR.eligibility.inPost', 'tiers.RISING_STAR.scoring.dropHighest', 'authority.ConferTitles']) expect(paths).toContain(path);
    expect([...paths].filter((path) => path.startsWith('tiers.BACKBONE') || path.startsWith('training') || path === 'authority.RevokeTitle')).toEqual([]);
  });

  it('passes on only files that the check lets pass', () => {
    for (const { programme } of mutantsOf(given().programme, new Set(['RISING_STAR']))) expect(readProgramme(programme.text)).toEqual({ kind: 'programme', definition: programme.definition });
  });

  it('names a change that no example notices, and one that is listed and noticed all the same', async () => {
    const { programme, examples } = given();
    const reason = { zh: '示例', en: 'for the test' };
    const noticed = { path: 'tiers.RISING_STAR.eligibility.inPost', change: 'dropped', reason };
    const excused = { path: 'tiers.RISING_STAR.publicity.workingDays', change: '5 → 6', reason };
    const told: (string | null)[] = [];
    const mutants = mutantsOf(programme, tiersOf(examples)).filter(({ path, change }) => /inPost$|\.seats$|decimals$/u.test(path) || change === excused.change);

    // given an example of who may be put forward, that says nothing of scores or publicity
    const report = await mutate(mutants, examples, [noticed, excused], (_done, _all, _mutant, by) => told.push(by));

    expect(report.survivors).toContainEqual({ path: 'tiers.RISING_STAR.scoring.decimals', change: '2 → 3' });
    expect(report.survivors).not.toContainEqual(expect.objectContaining({ path: 'tiers.RISING_STAR.seats' }));
    expect(report.survivors).not.toContainEqual(expect.objectContaining({ path: excused.path, change: excused.change }));
    expect(report.stale).toEqual([noticed]);
    expect(told).toHaveLength(report.mutants);
    expect(told.filter((by) => by !== null)).toHaveLength(report.noticed);
  });
});
