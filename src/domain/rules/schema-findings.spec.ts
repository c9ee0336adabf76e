import type { Json, JsonObject } from '../facts';
import { adoptionProblems } from '../programme';
import { keyword, leafValues, programmeErrors, programmeSchema, valueErrors } from './programme-schema';
import type { LeafType } from './programme-definition';
import { problem, type Problem } from './problems';
import { readDefinition } from './programme-text';
import { findingsOf } from './schema-findings';
import { readSample } from './sample-text';
import { vocabulary } from './vocabulary';

const types = Object.keys(leafValues) as LeafType[];
/** Names of types that say nothing in a sentence, and words of JSON Schema. */
const RAW = new RegExp(`(?<![\\w{])(?:${[...types.filter((type) => /[A-Z]/u.test(type)), 'contains', 'pattern', 'enum', 'const'].join('|')})(?!\\w)|\\^`, 'u');
const wrong: readonly Json[] = ['NO_SUCH_WORD', ['NO_SUCH_WORD'], [{ kind: 'NO_SUCH_WORD' }], { level: 'NO_SUCH_WORD', post: 'NO_SUCH_WORD' }, { parameter: 7 }, '', '2/', -1.5, true, []];

/** Words that a type lets somebody choose from, at its top or as the entries of its list. */
function choicesOf(type: LeafType): readonly string[] {
  const choices = keyword(leafValues[type], 'enum') ?? keyword(keyword(leafValues[type], 'items'), 'enum');
  return Array.isArray(choices) ? choices.map(String) : [];
}
const chosen = types.filter((type) => choicesOf(type).length > 0);
const told = (type: LeafType, value: Json): readonly Problem[] => findingsOf(valueErrors(type, value), ['key', 'value']).map((finding) => problem(finding, 'key', null));
const texts = (problems: readonly Problem[]): readonly string[] => problems.flatMap(({ zh, en }) => [zh, en]);

describe('a wrong word', () => {
  it.each(types)('of %s is told without the name of the type, or words of the schema', (type) => {
    const problems = wrong.flatMap((value) => told(type, value));
    expect(problems.length).toBeGreaterThan(0);
    expect(texts(problems).filter((text) => RAW.test(text))).toEqual([]);
  });

  it.each(chosen)('of %s is told with every choice that there is, in both languages', (type) => {
    const list = keyword(leafValues[type], 'enum') === undefined;
    const found = told(type, list ? ['NO_SUCH_WORD'] : 'NO_SUCH_WORD');
    for (const choice of choicesOf(type)) {
      expect(found.map(({ zh }) => zh).join(' ')).toContain(choice);
      expect(found.map(({ en }) => en).join(' ')).toContain(choice);
    }
  });

  it('is told with the choices as they are written, each beside its word', () => {
    expect(findingsOf(valueErrors('sanctionScope', 'ALL'), ['scope', 'value']).map((finding) => problem(finding, '', null))).toMatchObject([
      { zh: '值不合要求，应为 EVALUATION（评价）、NOMINATION（申报）、HONOURS（评优）之一：请更正', en: 'This value is not allowed; wanted: one of EVALUATION (evaluation), NOMINATION (nomination), HONOURS (honours). Correct it' },
    ]);
  });

  it('in the place of a list is told with what the list is of', () => {
    expect(findingsOf(valueErrors('sanctionKinds', 'DISCIPLINARY'), ['kinds', 'value']).map((finding) => problem(finding, '', null))).toMatchObject([
      { code: 'wrongType', zh: '类型不对，这里应是列表，各项为 DISCIPLINARY（处分）、OTHER_MEASURE（其他处理）之一：请更正', en: 'Wrong type, a list of DISCIPLINARY (disciplinary sanction), OTHER_MEASURE (other measure) is wanted here: correct it' },
    ]);
  });

  it('of very many is told with the nearest of them, and how many there are', () => {
    const open = { open: { zh: '？', en: '?' }, type: 'sanctionScpe', clause: 'P1' };
    const rule = { code: 'clean', rule: 'noSanction@1', stated: 'P1', with: { scope: open } };
    const [found] = findingsOf(programmeErrors({ tiers: { T: { eligibility: [rule] } } })).filter(({ place }) => place.at(-1) === 'type').map((finding) => problem(finding, '', null));
    expect(found?.en).toMatch(/wanted: sanctionScope, .+ or another of \d\d/u);
    expect(found?.zh).toMatch(/sanctionScope、.+等 \d\d 种之一/u);
    expect(found?.en.length).toBeLessThan(200);
  });

  it('every pattern of the format has words of its own', () => {
    const patterns = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const pattern: unknown = Reflect.get(schema, 'pattern');
      if (typeof pattern === 'string') patterns.add(pattern);
      for (const part of Object.values(schema)) walk(part);
    };
    walk(programmeSchema);
    expect(patterns.size).toBeGreaterThan(4);
    const words = [...patterns].map((pattern) => findingsOf([{ keyword: 'pattern', instancePath: '', schemaPath: '', params: { pattern } }])[0]?.with?.['expected']);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => word === undefined || String(word).includes('^'))).toEqual([]);
  });
});

const file = (rule: JsonObject, more: JsonObject = {}): JsonObject => {
  const names = { zh: '名', en: 'name' };
  const leaf = (value: Json) => ({ value, stated: 'P1' });
  return {
    format: 1, id: 'p', version: 1, programme: { names, stated: 'P1' },
    basis: [{ document: names, kind: 'DIGEST', number: null, issuer: names, issuedOn: null, source: 'a.txt' }],
    effective: { from: leaf('2019-01-01'), to: leaf('2029-12-31') }, termsOutlive: leaf(true), stageGroups: { G: { names, stated: 'P1' } }, tracks: { K: { names, stated: 'P1', holder: leaf('PERSON') } },
    tiers: { T: { names, stated: 'P1', rank: leaf(1), stageGroup: leaf('G'), tracks: leaf(['K']), way: leaf('AWARD'), onCorrection: leaf('REVIEW'), conferringBody: leaf({ post: 'BureauOfficer', level: 'CITY' }), eligibility: [rule], ...more } },
    authority: {}, revocationGrounds: leaf([{ code: 'FRAUD', names }]),
  };
};
const problemsOf = (definition: object): readonly Problem[] => {
  const reading = readDefinition(definition);
  return reading.kind === 'refused' ? reading.problems : [];
};
const wordsOf = vocabulary.filter(({ scope }) => scope === 'TEACHER' || scope === 'EVIDENCE').flatMap(({ name, version, arguments: declared }) => Object.entries(declared).filter(([, { type }]) => type !== 'rules').map(([key, { type, required }]) => ({ rule: `${name}@${version}`, key, type, required, declared })));

describe('a condition', () => {
  it.each(wordsOf)('$rule with a wrong $key tells what may stand there', ({ rule, key, type }) => {
    for (const value of wrong) {
      const found = problemsOf(file({ code: 'asked', rule, stated: 'P1', with: { [key]: { value, stated: 'P1' } } })).filter(({ path }) => path.startsWith(`tiers.T.eligibility.asked.with.${key}`));
      expect(texts(found).filter((text) => RAW.test(text.replaceAll(rule, '').replaceAll(`"${key}"`, '').replaceAll(`“${key}”`, '').replaceAll(/[:：] ?\S+ = .*/gu, '')))).toEqual([]);
    }
    const [list, one] = [['NO_SUCH_WORD'], 'NO_SUCH_WORD'].map((value) => texts(problemsOf(file({ code: 'asked', rule, stated: 'P1', with: { [key]: { value, stated: 'P1' } } }))).join(' '));
    for (const choice of choicesOf((type === 'tier' || type === 'track' || type === 'training' ? 'code' : type) as LeafType)) expect(`${list} ${one}`).toContain(choice);
  });

  it.each(wordsOf.filter(({ required }) => required))('$rule without $key tells what to write', ({ rule, key, type }) => {
    const [found] = problemsOf(file({ code: 'asked', rule, stated: 'P1', with: {} })).filter(({ code, en }) => code === 'missingArgument' && en.includes(`"${key}"`));
    expect(found).toBeDefined();
    const asked = (text: string | undefined): string => /“\w+”（(.*)），没有|"\w+" \((.*)\), without/u.exec(text ?? '')?.slice(1).join('') ?? '';
    for (const text of [asked(found?.zh), asked(found?.en)]) {
      expect(text).not.toMatch(RAW);
      for (const choice of choicesOf((type === 'tier' || type === 'track' || type === 'training' ? 'code' : type) as LeafType)) expect(text).toContain(choice);
    }
    expect(asked(found?.zh)).toMatch(/\p{Script=Han}/u);
    expect(asked(found?.en)).toMatch(/^[^\p{Script=Han}]{4,}$/u);
  });
});

describe('a choice of what is left open', () => {
  const left = file({ code: 'consented', rule: 'consented@1', stated: 'P1' }, { exclusivity: { open: { zh: '？', en: '?' }, type: 'exclusivity', clause: 'P1' }, levels: { open: { zh: '？', en: '?' }, type: 'levels', clause: 'P1' } });

  it('that is no choice is told with those that there are, adopted and in a sample alike', () => {
    const reading = readDefinition(left);
    if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
    const reason = { zh: '示例', en: 'for the test' };
    const sample = readSample(JSON.stringify({ format: 1, programme: 'p', version: 1, choices: { 'tiers.T.exclusivity': { value: 'ALL', reason }, 'tiers.T.levels': { value: ['CITY', 'TOWN'], reason } } }), reading.definition);
    const adopted = [...adoptionProblems(left, [], 'tiers.T.exclusivity', 'ALL'), ...adoptionProblems(left, [], 'tiers.T.levels', ['CITY', 'TOWN'])];
    const wanted = [
      { code: 'wrongValue', clauses: ['P1'], zh: '值不合要求，应为 NONE（不限）、TRACK（同一层级只报一个类别）、PROGRAMME（同一方案只报一项）之一：请更正（条款 P1）', en: 'This value is not allowed; wanted: one of NONE (none), TRACK (one track of the tier), PROGRAMME (one nomination in the programme). Correct it (clause P1)' },
      { code: 'wrongValue', clauses: ['P1'], zh: '值不合要求，应为 CITY（市级）、DISTRICT（县区级）、SCHOOL（学校级）之一：请更正（条款 P1）' },
    ];
    expect(sample).toMatchObject({ kind: 'refused', problems: wanted });
    expect(adopted).toMatchObject(wanted);
    expect(adopted.map(({ path }) => path)).toEqual(['tiers.T.exclusivity', 'tiers.T.levels.1']);
  });
});
