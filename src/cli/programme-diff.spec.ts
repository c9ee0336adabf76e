import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigError } from '../config';
import { diffProgrammes } from '../domain/rules/programme-diff';
import { diffSamples } from '../domain/rules/sample-diff';
import { diffLines, headLines, sampleLines } from './programme-diff';
import { programmeIn } from './programme-in';

const folder = (name: string): string => join(__dirname, '../../programmes', name);
const weihai = programmeIn(folder('weihai-edz-2017'));
const { definition } = weihai;
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
    expect(diffLines(diffProgrammes(definition, { ...definition, version: 2, tiers: { ...tiers, RISING_STAR: { ...tier, seats: { value: 60, stated: 'W12', quote: '“50名”教坛新秀' } } } })).at(-1)).toBe('1 difference: 0 added, 0 removed, 1 changed, 0 on another basis');
  });

  it('tells the choices of the sample apart from the rules, in both languages, and says nothing where they agree', () => {
    expect(sampleLines(diffSamples(weihai, weihai))).toEqual([]);
    const path = 'tiers.RISING_STAR.scoring.passLine';
    const later = { ...weihai, choices: weihai.choices.map((one) => (one.path === path ? { ...one, value: 77, reason: { zh: '按新办法', en: 'by the new scheme' } } : one)) };
    expect(diffProgrammes(definition, later.definition)).toEqual([]);
    const [, zh, en, ...told] = sampleLines(diffSamples(weihai, later));
    expect(zh).toContain('sample.yaml');
    expect(en).toContain('1 differ');
    expect(told).toEqual([`≠ ${path}`, expect.stringMatching(/改选 77（按新办法）$/u), expect.stringMatching(/77 instead of .* \(by the new scheme\)$/u)]);
  });

  it('tells a choice that only one of the two makes, and one that has another reason', () => {
    const [first, ...others] = weihai.choices;
    if (first === undefined) throw new Error('no choice');
    const fewer = { ...weihai, choices: others };
    expect([diffSamples(fewer, weihai), diffSamples(weihai, fewer), diffSamples(weihai, { ...weihai, choices: [{ ...first, reason: { zh: '另因', en: 'another' } }, ...others] })].map(([one]) => [one?.path, one?.kind])).toEqual([[first.path, 'ADDED'], [first.path, 'REMOVED'], [first.path, 'REASON']]);
  });

  it('says which folder has no programme', () => {
    expect(() => programmeIn(join(folder('weihai-edz-2017'), 'examples'))).toThrow('programme.yaml');
  });

  it('says which folder is which, for two drafts may bear one name', () => {
    expect(headLines('programmes/a', weihai, 'drafts/b', weihai)).toEqual(['原：programmes/a（weihai-edz-2017 v1）；新：drafts/b（weihai-edz-2017 v1）', 'before: programmes/a (weihai-edz-2017 v1); after: drafts/b (weihai-edz-2017 v1)', '']);
  });

  it('says which folder a file lies in, and which cannot be read', () => {
    const said = (path: string): Partial<ConfigError> => {
      try {
        programmeIn(path);
      } catch (error) {
        return error as ConfigError;
      }
      return {};
    };
    const within = folder('weihai-edz-2017');
    expect(said(join(within, 'programme.yaml'))).toMatchObject({ zh: expect.stringMatching(/programme\.yaml 是文件。请给出.*weihai-edz-2017。$/u) as string, en: expect.stringMatching(/programme\.yaml is a file\. Name the .*weihai-edz-2017\.$/u) as string });
    const draft = mkdtempSync(join(tmpdir(), 'echelon-draft-'));
    try {
      writeFileSync(join(draft, 'programme.yaml'), readFileSync(join(within, 'programme.yaml'), 'utf8'));
      writeFileSync(join(draft, 'clauses.csv'), 'no,such,head\n');
      expect(said(draft)).toMatchObject({ zh: expect.stringContaining(`${draft} 读取失败`) as string, en: expect.stringContaining(`${draft} cannot be read`) as string });
    } finally {
      rmSync(draft, { recursive: true });
    }
  });

  it('the first problem of a draft stands in a sentence of its own', () => {
    const draft = mkdtempSync(join(tmpdir(), 'echelon-draft-'));
    try {
      writeFileSync(join(draft, 'programme.yaml'), readFileSync(join(folder('weihai-edz-2017'), 'programme.yaml'), 'utf8').replace('stageGroup: { value: ', 'stageGroup: { value: NO_SUCH_'));
      let refused: unknown;
      try {
        programmeIn(draft);
      } catch (error) {
        refused = error;
      }
      const { zh, en } = refused as ConfigError;
      expect(zh).toMatch(/[^。]。请先用 echelon programme check/u);
      expect(en).toMatch(/[^.]\. See them with echelon programme check/u);
    } finally {
      rmSync(draft, { recursive: true });
    }
  });
});
