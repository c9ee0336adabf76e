import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { effectiveProgramme } from '../programme';
import { readProgramme } from './programme-text';

const text = readFileSync(join(__dirname, '../../../test/programmes/scoring-practice/programme.yaml'), 'utf8');

function problems(passage: string, replacement: string): readonly (readonly [string, string])[] {
  expect(text).toContain(passage);
  const reading = readProgramme(text.replace(passage, replacement));
  return reading.kind === 'refused' ? reading.problems.map(({ code, path }) => [code, path] as const) : [];
}

describe('scoring and panel of a rule file', () => {
  it('are read as decisions use them; what is left out is left out', () => {
    const reading = readProgramme(text);
    if (reading.kind === 'refused') throw new Error('the file is good');
    const { tiers } = effectiveProgramme({ programme: 'scoring-practice', version: 1, definition: JSON.parse(JSON.stringify(reading.definition)) as never }, [], 0);
    const tier = (code: string) => tiers.find((one) => one.code === code);
    expect(tier('MIXED')).toMatchObject({ scoring: { missing: 'REFUSE', ballot: { base: 'ON_ESTABLISHMENT', quorum: '2/3' } }, panel: { formedBy: 'NAMED', minimum: 3, maxConsecutive: null } });
    expect(tier('DRAWN')).toMatchObject({ panel: { formedBy: 'DRAW', maxConsecutive: 2, clause: 'P6' } });
    expect(tier('LESSON')?.panel).toBeNull();
    expect(tier('LESSON')?.scoring).not.toHaveProperty('ballot');
  });

  it.each([
    ['a vote without a base', /\n {6}ballot: .*\n/u.exec(text)?.[0] ?? '', '\n', 'ballotNotStated', 'tiers.MIXED.scoring.components.value.VOTE.source'],
    ['a pass line above what can be had', 'source: ENTERED, passLine: 60', 'source: ENTERED, passLine: 160', 'outOfBounds', 'tiers.MIXED.scoring.components.value.WRITTEN.passLine'],
    ['a share that is no fraction', 'quorum: 2/3', 'quorum: most', 'wrongValue', 'tiers.MIXED.scoring.ballot.value.quorum'],
    ['a source that there is not', 'source: ENTERED', 'source: GUESSED', 'wrongValue', 'tiers.MIXED.scoring.components.value.WRITTEN.source'],
    ['a limit of no rounds', 'maxConsecutive: { value: 2', 'maxConsecutive: { value: 0', 'outOfBounds', 'tiers.DRAWN.panel.maxConsecutive.value'],
    ['a panel of nobody', 'panel:\n      minimum: { value: 3', 'panel:\n      minimum: { value: 0', 'outOfBounds', 'tiers.MIXED.panel.minimum.value'],
  ])('is refused for %s', (_what, passage, replacement, code, path) => {
    expect(problems(passage, replacement)).toContainEqual([code, path]);
  });
});
