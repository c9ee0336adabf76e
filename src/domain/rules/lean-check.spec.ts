import { feederLeans, feederSpecs } from '../programme-ways';
import { checkLeans } from './lean-check';
import { leanRules } from './lean-rules';
import type { ProgrammeDefinition, TierEntry } from './programme-definition';

const stated = { stated: 'Z27' };
const names = { zh: '倾斜', en: 'lean' };
const open = { open: { zh: '？', en: '?' }, clause: 'Z27' };
const lean = { names, ...stated, form: { value: 'BONUS' as const, ...stated }, points: { value: 1, ...stated }, toward: { value: { traits: ['RURAL' as const] }, ...stated } };
const definition = (leans: NonNullable<ProgrammeDefinition['leans']>) => ({ leans, tiers: { STAR: {} } } as never as ProgrammeDefinition);
const found = (leans: NonNullable<ProgrammeDefinition['leans']>) => checkLeans(definition(leans), () => []).map(({ code, place, key, with: shown }) => [code, place.join('.'), key ?? shown?.['key'] ?? shown?.['code']].filter(Boolean).join(' '));
const without = (...keys: readonly string[]) => Object.fromEntries(Object.entries(lean).filter(([key]) => !keys.includes(key))) as Pick<typeof lean, 'names' | 'stated' | 'form'>;

describe('leans of a rule file', () => {
  test.each([
    ['a whole one', { A: lean }, []],
    ['a preference needs no points', { A: { ...without('points'), form: { value: 'TIE_BREAK' as const, ...stated }, toward: lean.toward } }, []],
    ['a bonus does', { A: { ...without('points'), toward: lean.toward } }, ['missingKey leans.A points']],
    ['for nobody', { A: without('toward') }, ['missingKey leans.A toward']],
    ['told in two ways', { A: { ...lean, who: [{ code: 'x', rule: 'consented@1', ...stated }] } }, ['unknownKey leans.A who']],
    ['of no points', { A: { ...lean, points: { value: 0, ...stated } } }, ['outOfBounds leans.A.points.value']],
    ['of a tier that is none', { A: { ...lean, tiers: { value: ['STAR', 'MOON'], ...stated } } }, ['unknownTier leans.A.tiers.value.1 MOON']],
  ])('%s', (_what, leans, problems) => {
    expect(found(leans)).toEqual(problems);
  });

  test('a preferred feeder leans between equals, with the first clause of those that say so; a required or an open one does not', () => {
    const [preferred, required] = [{ value: 'PREFERRED' as const, stated: 'W4' }, { value: 'REQUIRED' as const, stated: 'W5' }];
    const tier = (feeders: NonNullable<TierEntry['feeders']>) => ({ feeders, feederRecognitions: { value: ['COUNTY_STAR'], stated: 'W6' } }) as never as TierEntry;
    expect(feederLeans(tier({ STAR: preferred, BACKBONE: { ...preferred, stated: 'W3' }, EXPERT: required, LEADER: { ...open, type: 'strength' } }))).toMatchObject([
      { code: 'feeders', clause: 'W3', form: 'TIE_BREAK', points: null, toward: null, who: [{ rule: 'holdsOneOf@1', clause: 'W3', arguments: { tiers: ['BACKBONE', 'STAR'], recognitions: ['COUNTY_STAR'] } }] },
    ]);
    expect(feederLeans(tier({ EXPERT: required }))).toEqual([]);
    expect(feederSpecs(tier({ STAR: preferred }))).toEqual([]);
  });

  test('what is open of one is not asked of anybody until it is adopted', () => {
    expect(leanRules(definition({ A: lean }), 'STAR')).toMatchObject([{ code: 'A', form: 'BONUS', points: 1, toward: { traits: ['RURAL'] } }]);
    expect(leanRules(definition({ A: { ...lean, form: { ...open, type: 'leanForm' } }, B: { ...lean, toward: { ...open, type: 'leanToward' } }, C: { ...lean, points: { ...open, type: 'decimal' } }, D: { ...lean, tiers: { value: ['MOON'], ...stated } } }), 'STAR')).toEqual([]);
  });
});
