import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClauses, quotes } from './clauses';
import { clauseOf } from './programme-definition';
import { programmeSchema } from './programme-schema';
import { readDefinition, readProgramme, type ReadingOptions } from './programme-text';
import type { ProblemCode } from './problems';
import { readSample } from './sample-text';
import { vocabulary } from './vocabulary';

const folder = join(__dirname, '../../../programmes');
const good = readFileSync(join(folder, 'weihai-edz-2017/programme.yaml'), 'utf8');
const goodSample = readFileSync(join(folder, 'weihai-edz-2017/sample.yaml'), 'utf8');
const clauses = readClauses(readFileSync(join(folder, 'clauses.csv'), 'utf8'));

/** The good file with one passage replaced, and the number of the line on which it stood. */
function broken(passage: string, replacement: string): { readonly text: string; readonly line: number } {
  const at = good.indexOf(passage);
  if (at < 0) throw new Error(`The file has no ${JSON.stringify(passage)}`);
  return { text: good.slice(0, at) + replacement + good.slice(at + passage.length), line: good.slice(0, at).split('\n').length };
}
function problemsOf(text: string, options: ReadingOptions = { clauses }) {
  const reading = readProgramme(text, options);
  return reading.kind === 'refused' ? reading.problems : [];
}

const seats = "seats: { value: 50, stated: W12, quote: “50名”教坛新秀 }";
/** Code expected, path, passage, replacement, lines further down than the passage. */
const cases: readonly (readonly [ProblemCode, string, string, string, number?])[] = [
  ['tab', '', '  RISING_STAR:\n    names', '  RISING_STAR:\n\tnames', 1],
  ['duplicateKey', '', '    seats: { value: 50', '    stageGroup: { value: RENOWN, stated: W4 }\n    seats: { value: 50'],
  ['syntax', '', seats, 'seats: { value: 50', 1],
  ['alias', '', seats, 'seats: *fifty'],
  ['unknownKey', 'tiers.RISING_STAR.seat', seats, 'seat: { value: 50, stated: W12 }'],
  ['unknownKey', 'tiers.RISING_STAR.seats.prov', seats, 'seats: { value: 50, stated: W12, prov: W12 }'],
  ['missingProvenance', 'tiers.RISING_STAR.seats', seats, 'seats: 50'],
  ['missingProvenance', 'tiers.RISING_STAR.seats', seats, 'seats: { value: 50 }'],
  ['missingKey', 'tiers.RISING_STAR.seats.because', seats, 'seats: { value: 50, implied: W12 }'],
  ['missingKey', 'tiers.RISING_STAR.seats.clause', seats, 'seats: { open: { zh: 几名？, en: How many? }, type: integerOrNone }'],
  ['wrongValue', 'tiers.RISING_STAR.seats.type', seats, 'seats: { open: { zh: 几名？, en: How many? }, type: text, clause: W12 }'],
  ['unknownKey', 'tiers.RISING_STAR.seats.value', seats, 'seats: { value: 50, open: { zh: 几名？, en: How many? }, type: integerOrNone, clause: W12 }'],
  ['wrongType', 'tiers.RISING_STAR.seats.value', seats, 'seats: { value: fifty, stated: W12 }'],
  ['wrongType', 'tiers.RISING_STAR.seats.value', seats, 'seats: { value: 50.5, stated: W12 }'],
  ['wrongValue', 'tiers.RISING_STAR.seats.value', seats, 'seats: { value: -1, stated: W12 }'],
  // Gates of a teacher's own years are milestones: they give no title.
  ['wrongValue', 'tiers.RISING_STAR.way.value', 'way: { value: AWARD, implied: W12', 'way: { value: MILESTONE, implied: W12'],
  ['notStorable', 'tiers.RISING_STAR.seats.value', seats, 'seats: { value: 9007199254740993, stated: W12 }'],
  ['notStorable', 'tiers.RISING_STAR.seats.value', seats, 'seats: { value: .inf, stated: W12 }'],
  ['notStorable', 'tiers.RISING_STAR.seats.quote', seats, 'seats: { value: 50, stated: W12, quote: "\\ud800" }'],
  ['notADate', 'effective.from.value', 'value: 2017-11-01', 'value: 2017-11-31'],
  ['notADate', 'basis.0.issuedOn', 'issuedOn: 2017-11-01', 'issuedOn: 2017-2-9'],
  ['datesReversed', 'effective.to', 'value: 2020-12-31', 'value: 2016-12-31', -1],
  ['notACode', 'tiers.教坛新秀', '  RISING_STAR:\n    names', '  教坛新秀:\n    names'],
  ['unknownPost', 'authority.OpenRound.value.post', 'OpenRound: { value: { post: BureauOfficer', 'OpenRound: { value: { post: Mayor'],
  ['unknownKey', 'authority.OpenRond', 'OpenRound:', 'OpenRond:'],
  ['unknownTier', 'milestones.M10.tier.value', 'tier: { value: RISING_STAR, stated: W9', 'tier: { value: RISING_SUN, stated: W9'],
  ['unknownTier', 'studios.MASTER_STUDIO.opensFor.value.0', 'opensFor: { value: [FOUR_RENOWNED]', 'opensFor: { value: [FIVE_RENOWNED]'],
  ['unknownTier', 'tiers.RISING_STAR.eligibility.notHeldAlready.with.tier.value', 'tier: { value: RISING_STAR, implied: W12', 'tier: { value: NOVA, implied: W12'],
  ['unknownTier', 'tiers.FOUR_RENOWNED.feeders.BONE', '      BACKBONE:\n        open', '      BONE:\n        open'],
  ['ownFeeder', 'tiers.FOUR_RENOWNED.feeders.FOUR_RENOWNED', '      BACKBONE:\n        open', '      FOUR_RENOWNED:\n        open'],
  ['unknownTrack', 'tiers.RISING_STAR.tracks.value.0', 'tracks: { value: [TEACHER], implied: W12', 'tracks: { value: [TUTOR], implied: W12'],
  ['unknownStageGroup', 'tiers.RISING_STAR.stageGroup.value', 'stageGroup: { value: GROWTH', 'stageGroup: { value: BIRTH'],
  ['unknownAssessment', 'milestones.M1.assessment.value', 'assessment: { value: M1', 'assessment: { value: M2'],
  ['unknownClause', 'tiers.RISING_STAR.seats.stated', seats, 'seats: { value: 50, stated: W99 }'],
  ['foreignClause', 'tiers.RISING_STAR.seats.stated', seats, 'seats: { value: 50, stated: Q7 }'],
  ['quoteNotFound', 'tiers.RISING_STAR.seats.quote', seats, 'seats: { value: 50, stated: W12, quote: “60名”教坛新秀 }'],
  ['unknownRule', 'tiers.RISING_STAR.eligibility.youngEnough.rule', 'rule: bornOnOrAfter@1', 'rule: bornBefore@1'],
  ['unknownRuleVersion', 'tiers.RISING_STAR.eligibility.youngEnough.rule', 'rule: bornOnOrAfter@1', 'rule: bornOnOrAfter@2'],
  ['wrongValue', 'tiers.RISING_STAR.eligibility.youngEnough.rule', 'rule: bornOnOrAfter@1', 'rule: bornOnOrAfter'],
  ['unknownArgument', 'tiers.RISING_STAR.eligibility.youngEnough.with.age', 'years: { value: 35', 'age: { value: 35'],
  ['missingArgument', 'tiers.RISING_STAR.eligibility.youngEnough.with', '          date:\n            value: { parameter: bornOnOrAfter }\n', '          years2:\n            value: 3\n', -2],
  ['wrongType', 'tiers.RISING_STAR.eligibility.youngEnough.with.date.value.parameter', 'value: { parameter: bornOnOrAfter }', 'value: { parameter: 35 }'],
  ['ruleProvenance', 'tiers.RISING_STAR.eligibility.youngEnough', '        stated: W12\n        quote: 35周岁以下的青年教师\n', '', -2],
  ['duplicateCode', 'tiers.RISING_STAR.eligibility.youngEnough', 'code: inPost', 'code: youngEnough'],
  ['mayNotBeOpen', 'tiers.RISING_STAR.rank', "rank: { value: 1, implied: W2, because: { zh: “成长、成才、成名”以成长为塔基, en: 'Growth is the foot of the pyramid of growth, maturity and renown' } }", 'rank: { open: { zh: 第几层？, en: Which step? }, type: integer, clause: W2 }'],
  ['oneLanguage', 'funding.SCHOOL_TRAINING.of.value', 'of: { value: 学校年度公用经费预算总额, stated: W24, quote: 学校年度公用经费预算总额 }', 'of: { value: 公用经费, implied: W24, because: { zh: 简称, en: For short } }'],
  ['outOfBounds', 'funding.SCHOOL_TRAINING.percent.value', 'percent: { value: 5,', 'percent: { value: 500,'],
  ['outOfBounds', 'milestones.M10.years.value', 'years: { value: 10, stated: W9', 'years: { value: 99, stated: W9'],
];

const components = '      components:\n        open: { zh: 评审有哪些评分项、满分与权重（合计100）？, en: \'Which components are scored, out of what, with which weights (100 together)?\' }\n        type: components\n        clause: W12\n';
const scored = (weights: readonly number[]) =>
  `      components:\n        value: [${weights.map((weight, index) => `{ code: C${index}, names: { zh: 项, en: item }, weight: ${weight}, max: 100 }`).join(', ')}]\n        stated: W12\n`;

describe('reading a rule file', () => {
  it.each(cases.map(([code, path, passage, replacement, below]) => ({ code, path, passage, replacement, below: below ?? 0 })))('$code at $path, told with its line', ({ code, path, passage, replacement, below }) => {
    const { text, line } = broken(passage, replacement);
    const found = problemsOf(text).find((problem) => problem.code === code && problem.path === path);
    expect(found).toMatchObject({ code, path, line: line + below });
    expect(found?.column).toBeGreaterThan(0);
    expect(found?.zh).toMatch(/[\u4e00-\u9fff]/u);
    expect(found?.en).toMatch(/^[A-Z"]/u);
    // Every placeholder is filled.
    expect(`${found?.zh}${found?.en}`).not.toMatch(/\{\w+\}/u);
    expect(found?.zh).not.toMatch(/must|should|undefined/u);
  });

  it('finds weights that do not sum to 100, exactly', () => {
    expect(problemsOf(broken(components, scored([50, 30, 19.9])).text)).toMatchObject([{ code: 'weights', path: 'tiers.RISING_STAR.scoring.components.value', zh: '各项的权重之和应为 100，现为 C0 50 + C1 30 + C2 19.9 = 99.9：请更正权重（条款 W12）', en: 'The weights must sum to 100, and sum to C0 50 + C1 30 + C2 19.9 = 99.9: correct them (clause W12)' }]);
    expect(problemsOf(broken(components, scored([33.3, 33.3, 33.4])).text)).toEqual([]);
  });

  it('finds the tie chain naming no component, and fewer sheets than are dropped', () => {
    const tie = '      tieBreak:\n        open: { zh: 总分相同依次比较哪些评分项？, en: \'Which components are compared, in turn, where totals are equal?\' }\n        type: codes\n        clause: W12\n';
    const open = (name: string) => new RegExp(`      ${name}:\\n        open: .*\\n        type: integer\\n        clause: W12\\n`, 'u');
    const text = broken(components, scored([60, 40])).text.replace(tie, '      tieBreak: { value: [C0, C9], stated: W12 }\n')
      .replace(open('dropHighest'), '      dropHighest: { value: 1, stated: W12 }\n').replace(open('dropLowest'), '      dropLowest: { value: 1, stated: W12 }\n').replace(open('minimumSheets'), '      minimumSheets: { value: 2, stated: W12 }\n');
    expect(problemsOf(text).map((problem) => [problem.code, problem.path])).toEqual([
      ['tooFewSheets', 'tiers.RISING_STAR.scoring.minimumSheets.value'],
      ['unknownComponent', 'tiers.RISING_STAR.scoring.tieBreak.value.1'],
    ]);
  });

  it('refuses a rule that reaches over several streams without a guard', () => {
    const share = { name: 'shareOf', version: 1, scope: 'COHORT' as const, arguments: {}, evaluate: vocabulary[1]?.evaluate ?? (() => { throw new Error('not evaluated here'); }) };
    const { text, line } = broken('rule: onEstablishmentAndInPost@1', 'rule: shareOf@1');
    expect(problemsOf(text, { clauses, vocabulary: [...vocabulary, share] })).toMatchObject([{ code: 'unguardedRule', line, path: 'tiers.RISING_STAR.eligibility.inPost.rule' }]);
  });

  it('reports all problems of a file in the order of its lines', () => {
    const text = broken(seats, 'seats: 50').text.replace('opensFor: { value: [FOUR_RENOWNED]', 'opens: { value: [FOUR_RENOWNED]').replace('post: Expert', 'post: Judge');
    const lines = problemsOf(text).map((problem) => problem.line ?? 0);
    expect(lines).toHaveLength(3);
    expect([...lines].sort((a, b) => a - b)).toEqual(lines);
  });

  it.each([['', 'notAMap'], ['- a', 'notAMap'], ['just words', 'notAMap'], ['a: 1\n---\nb: 2', 'syntax'], ['a: !!js/function "x"', 'syntax'], ['a: &x 1\nb: *x', 'alias']])('says what is wrong with %j', (text, code) => {
    expect(problemsOf(text).map((problem) => problem.code)).toContain(code);
  });

  it('takes JSON as it takes YAML, and a definition without a text without lines', () => {
    const reading = readProgramme(good);
    if (reading.kind === 'refused') throw new Error('the good file is good');
    expect(readProgramme(JSON.stringify(reading.definition), { clauses })).toEqual(reading);
    expect(readDefinition(reading.definition, { clauses })).toEqual(reading);
    expect(readDefinition({ ...reading.definition, colour: 'red' })).toMatchObject({ kind: 'refused', problems: [{ code: 'unknownKey', path: 'colour', line: null, column: null }] });
  });

  it('takes no key that would reach the prototype', () => {
    expect(problemsOf(`__proto__: { polluted: true }\n${good}`).map((problem) => problem.code)).toContain('unknownKey');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('has a schema that is plain JSON, for other tools', () => {
    expect(JSON.parse(JSON.stringify(programmeSchema))).toEqual(programmeSchema);
  });
});

describe('reading a sample overlay', () => {
  const definition = (() => {
    const reading = readProgramme(good);
    if (reading.kind === 'refused') throw new Error('the good file is good');
    return reading.definition;
  })();
  const codes = (text: string) => {
    const reading = readSample(text, definition);
    return reading.kind === 'refused' ? reading.problems.map((problem) => [problem.code, problem.path]) : [];
  };

  it('takes exactly one choice for each open value', () => {
    expect(codes(goodSample)).toEqual([]);
    expect(codes(goodSample.replace('  revocationGrounds:', '  revocationGround:'))).toEqual([['noChoice', 'revocationGrounds'], ['unknownOpenPath', 'choices.revocationGround']]);
    const lacking = readSample(goodSample.replace('  revocationGrounds:', '  revocationGround:'), definition);
    const clause = clauseOf(definition.revocationGrounds);
    expect(lacking.kind === 'refused' ? lacking.problems[0] : null).toMatchObject({ clauses: [clause], line: 1, zh: expect.stringMatching(new RegExp(`（.+[？。]?）：请补上选择与理由（条款 ${clause}）$`, 'u')) as string, en: expect.stringMatching(new RegExp(`: add one with its reason \\(clause ${clause}\\)$`, 'u')) as string });
    expect(codes(goodSample.replace('version: 1', 'version: 2'))).toEqual([['otherProgramme', 'programme']]);
  });

  it('wants a reason and a value of the type asked for', () => {
    const passage = 'tiers.RISING_STAR.scoring.dropHighest:\n    value: 1\n    reason: { zh: 去掉一个最高分是评委打分的常规, en: Dropping one highest sheet is usual with a panel }';
    expect(goodSample).toContain(passage);
    expect(codes(goodSample.replace(passage, 'tiers.RISING_STAR.scoring.dropHighest: { value: 1 }'))).toEqual([['missingKey', 'choices.tiers.RISING_STAR.scoring.dropHighest.reason']]);
    expect(codes(goodSample.replace(passage, passage.replace('value: 1', 'value: one')))).toEqual([['wrongType', 'choices.tiers.RISING_STAR.scoring.dropHighest.value']]);
  });
});

describe('the clause list', () => {
  it('reads quoted fields, doubled quotes and line ends', () => {
    const list = readClauses('clause,kind,zh,en,value,mark,seed,quote\r\nX1,rule,"a,b","say ""yes""",v,STATED,s.txt,"two\nlines"\r\n');
    expect(list.get('X1')).toEqual({ clause: 'X1', kind: 'rule', zh: 'a,b', en: 'say "yes"', value: 'v', mark: 'STATED', source: 's.txt', quote: 'two\nlines' });
  });

  it.each(['a,b\n', 'clause,kind,zh,en,value,mark,seed,quote\nX1,rule,too,short\n', 'clause,kind,zh,en,value,mark,seed,quote\nX1,law,a,b,c,d,e,f\n', 'clause,kind,zh,en,value,mark,seed,quote\nX1,rule,a,b,c,d,e,f\nX1,rule,a,b,c,d,e,f\n'])('refuses %j', (csv) => {
    expect(() => readClauses(csv)).toThrow(RangeError);
  });

  it('finds the passages of a quote in their order only', () => {
    const clause = clauses.get('W12');
    if (clause === undefined) throw new Error('W12 is in the list');
    expect(quotes(clause, '35周岁以下…两年一届')).toBe(true);
    expect(quotes(clause, '"50名"教坛新秀')).toBe(true);
    expect(quotes(clause, '两年一届…35周岁以下')).toBe(false);
    expect(quotes(clause, '40周岁以下')).toBe(false);
    expect(quotes(clause, '…')).toBe(false);
  });
});
