import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillOpen, openLeaves } from './leaves';
import type { ProgrammeDefinition } from './programme-definition';
import { diffProgrammes } from './programme-diff';
import { programmeSchema } from './programme-schema';
import { keyWord } from './programme-words';
import { readProgramme } from './programme-text';

const folder = join(__dirname, '../../../programmes');

function definition(programme: string): ProgrammeDefinition {
  const reading = readProgramme(readFileSync(join(folder, programme, 'programme.yaml'), 'utf8'));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
}

/** The definition with what `change` does to a copy of it. */
function changed(programme: string, change: (copy: { tiers: { [code: string]: { [key: string]: unknown } }; [key: string]: unknown }) => void): readonly [object, object] {
  const before = definition(programme);
  const after = JSON.parse(JSON.stringify(before)) as Parameters<typeof change>[0];
  change(after);
  return [before, after];
}

describe('what differs between two versions of a programme', () => {
  test('nothing between a file and itself, and nothing in a higher number alone', () => {
    expect(diffProgrammes(...changed('practice-city', (copy) => { copy['version'] = 2; }))).toEqual([]);
  });

  test('words of the format and names of the file, and no bare code', () => {
    const told = diffProgrammes(...changed('practice-city', (copy) => {
      const tier = copy.tiers['RISING_STAR'];
      copy.tiers['ANOTHER'] = { ...tier, names: { zh: '另一称号', en: 'Another' }, onCorrection: { value: 'REVIEW', stated: 'C3' }, approval: { by: { value: { post: 'BureauOfficer', level: 'CITY' }, stated: 'C3' } } };
    }));
    const [zh, en] = [told.map(({ words }) => words.zh), told.map(({ words }) => words.en)];
    const [track] = Object.values(definition('practice-city').tracks);
    expect(zh).toContainEqual(expect.stringMatching(/产生方式：新增 评选即授/u));
    expect(en).toContainEqual(expect.stringMatching(/way: new, conferred by selection/u));
    expect(zh).toContainEqual(expect.stringMatching(/新增 职务 主管部门工作人员，级别 市级/u));
    expect(zh).toContainEqual(expect.stringMatching(/事实更正后：新增 提请复核/u));
    expect(zh).toContainEqual(expect.stringContaining(`类别：新增 〔${track?.names.zh ?? '?'}`));
    expect(zh.join('\n')).not.toMatch(/BureauOfficer|SAME_UNIT|新增 〔?(?:TEACHER|AWARD|REVIEW|DRAW|REFUSE|NO、)/u);
  });

  test('a value that says something else, in words, with the clause of each side', () => {
    const [difference, ...others] = diffProgrammes(...changed('practice-city', (copy) => { Object.assign(copy.tiers['RISING_STAR'] ?? {}, { seats: { value: 60, stated: 'C4', quote: '每届不超过60名' } }); }));
    expect(others).toEqual([]);
    expect(difference).toEqual({
      path: 'tiers.RISING_STAR.seats', kind: 'VALUE',
      before: { value: 80, footing: 'STATED', open: false, clause: 'C3', quote: '每届不超过80名', because: null }, after: { value: 60, footing: 'STATED', open: false, clause: 'C4', quote: '每届不超过60名', because: null },
      words: { zh: '层级 · 市教坛新秀 · 授予名额：由 80（C3） 改为 60（C4）', en: 'tiers · Rising Star of the City · award seats: 60 (C4) instead of 80 (C3)' },
    });
  });

  test('a document whose day is not known, or of which only a digest is at hand', () => {
    const told = diffProgrammes(...changed('practice-city', (copy) => {
      const [basis] = copy['basis'] as { issuedOn: string | null; kind: string }[];
      if (basis) [basis.issuedOn, basis.kind] = [null, 'DIGEST'];
    }));
    expect(told.map(({ words }) => words.zh).join()).toMatch(/转述摘要/u);
    expect(told.map(({ words }) => words.en).join()).not.toMatch(/null|DIGEST/u);
  });

  test('the same by another clause or passage is a difference of its basis and not of its value', () => {
    const differences = diffProgrammes(...changed('practice-city', (copy) => { Object.assign(copy.tiers['RISING_STAR'] ?? {}, { seats: { value: 80, stated: 'C9', quote: '每届至多80名' } }); }));
    expect(differences).toMatchObject([{ kind: 'BASIS', words: { zh: '层级 · 市教坛新秀 · 授予名额：内容未变，依据由C3“每届不超过80名”改为C9“每届至多80名”' } }]);
  });

  test('the same value that was implied and is stated now, or the other way, or is implied for another reason', () => {
    const because = { zh: '按惯例', en: 'by custom' };
    const seats = (leaf: object): readonly [object, object] => [changed('practice-city', (copy) => { Object.assign(copy.tiers, { RISING_STAR: { ...copy.tiers['RISING_STAR'], seats: { value: 80, implied: 'C3', because } } }); })[1], changed('practice-city', (copy) => { Object.assign(copy.tiers, { RISING_STAR: { ...copy.tiers['RISING_STAR'], seats: leaf } }); })[1]];
    const [implied, stated] = seats({ value: 80, stated: 'C3' });
    expect(diffProgrammes(implied, stated)).toMatchObject([{ kind: 'BASIS', before: { footing: 'IMPLIED' }, after: { footing: 'STATED' }, words: { zh: '层级 · 市教坛新秀 · 授予名额：内容未变，原为推定（C3，理由：按惯例），现为明文规定（C3）', en: 'tiers · Rising Star of the City · award seats: the same, stated now (C3) and implied before (C3, because: by custom)' } }]);
    expect(diffProgrammes(stated, implied)).toMatchObject([{ kind: 'BASIS', words: { zh: expect.stringContaining('原为明文规定（C3），现为推定') } }]);
    expect(diffProgrammes(...seats({ value: 80, implied: 'C3', because: { zh: '参照上届', en: 'as the last round' } }))).toMatchObject([{ kind: 'BASIS', words: { zh: expect.stringContaining('依据由C3，理由：按惯例改为C3，理由：参照上届') } }]);
    expect(diffProgrammes(...seats({ value: 60, stated: 'C3' }))).toMatchObject([{ kind: 'VALUE', words: { zh: expect.stringContaining('由 80（C3） 改为 60（C3），原为推定，现为明文规定') } }]);
  });

  test('a condition that is new, gone, or of another word; the others keep their paths by their codes', () => {
    const differences = diffProgrammes(...changed('practice-city', (copy) => {
      const tier = copy.tiers['RISING_STAR'] ?? {};
      const eligibility = tier['eligibility'] as { readonly code: string }[];
      tier['eligibility'] = [{ code: 'applied', rule: 'consented@1', stated: 'C5' }, ...eligibility.slice(1).map((entry) => (entry.code === 'youngEnough' ? { ...entry, rule: 'bornBetween@1' } : entry))];
    }));
    expect(differences.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'ADDED tiers.RISING_STAR.eligibility.applied',
      'VALUE tiers.RISING_STAR.eligibility.youngEnough',
      'REMOVED tiers.RISING_STAR.eligibility.inPost',
      'REMOVED tiers.RISING_STAR.eligibility.inPost.with.leaveCounts',
    ]);
    expect(differences[0]?.words).toEqual({ zh: '层级 · 市教坛新秀 · 申报条件 · 本人申报或同意“applied”：新增 本人申报或同意（C5）', en: 'tiers · Rising Star of the City · eligibility · applied or consented "applied": new, applied or consented (C5)' });
    expect(differences[3]?.words.zh).toContain('〔产假、援派支教〕');
  });

  test('an adopted value in the place of an open one', () => {
    const before = definition('weihai-edz-2017');
    const [open] = openLeaves(before).filter(({ path }) => path === 'tiers.RISING_STAR.publicity.workingDays');
    const [difference, ...others] = diffProgrammes(before, fillOpen(before, new Map([[open?.path ?? '', 7]])));
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ kind: 'VALUE', before: { open: true, clause: open?.open.clause }, after: { value: 7, open: false, clause: open?.open.clause } });
    expect(difference?.words.zh).toMatch(/由 待定（.+） 改为 7（.+）$/u);
  });

  test('what was adopted and is stated by the text now, with the same value', () => {
    const path = 'tiers.RISING_STAR.publicity.workingDays';
    const before = fillOpen(definition('weihai-edz-2017'), new Map([[path, 7]]));
    expect(diffProgrammes(before, before, { before: new Set([path]), after: new Set([path]) })).toEqual([]);
    const [difference, ...others] = diffProgrammes(before, before, { before: new Set([path]), after: new Set() });
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ kind: 'BASIS', before: { footing: 'ADOPTED' }, after: { footing: 'STATED' } });
    expect(difference?.words.zh).toMatch(/内容未变，原为选定（.+），现为明文规定（.+）$/u);
  });

  test('every key of the format has its word', () => {
    const found = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const properties: unknown = Reflect.get(schema, 'properties');
      if (typeof properties === 'object' && properties !== null) for (const key of Object.keys(properties)) found.add(key);
      for (const part of Object.values(schema)) walk(part);
    };
    walk(Reflect.get(programmeSchema, 'properties'));
    const provenance = new Set(['names', 'stated', 'implied', 'because', 'quote', 'zh', 'en']);
    const unnamed = [...found].filter((key) => !provenance.has(key) && keyWord(key).zh === key);
    expect(unnamed).toEqual([]);
  });
});
