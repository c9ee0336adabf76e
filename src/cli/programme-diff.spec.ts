import { join } from 'node:path';
import { diffProgrammes } from '../domain/rules/programme-diff';
import { diffLines } from './programme-diff';
import { programmeIn } from './programme-in';

const folder = (name: string): string => join(__dirname, '../../programmes', name);
const { definition } = programmeIn(folder('weihai-edz-2017'));
const { RISING_STAR: tier, ...tiers } = definition.tiers;
if (tier === undefined) throw new Error('no such tier');

describe('echelon programme diff', () => {
  it('says so where nothing differs', () => {
    expect(diffLines(diffProgrammes(definition, definition))).toEqual(['两份方案没有不同。', 'The two do not differ.']);
  });

  it('tells each place in both languages, and how many there are of each kind', () => {
    const later = { ...definition, version: 2, tiers: { ...tiers, RISING_STAR: { ...tier, seats: { value: 60, stated: 'W12', quote: '“50名”教坛新秀' }, termYears: { value: null, stated: 'W13' } } } };
    const lines = diffLines(diffProgrammes(definition, later));
    expect(lines[0]).toBe('≠ tiers.RISING_STAR.seats');
    expect(lines[1]).toMatch(/50.*60/u);
    expect(lines[2]).toMatch(/60.*50/u);
    expect(lines[3]).toBe('§ tiers.RISING_STAR.termYears');
    expect(lines.slice(-2)).toEqual(['共 2 处不同：新增 0，删去 0，改动 1，依据不同 1', '2 differences: 0 added, 0 removed, 1 changed, 1 on another basis']);
  });

  it('says which folder has no programme', () => {
    expect(() => programmeIn(join(folder('weihai-edz-2017'), 'examples'))).toThrow('programme.yaml');
  });
});
