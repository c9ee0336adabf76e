import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clauseOf } from './programme-definition';
import { readDefinition, readProgramme } from './programme-text';
import { problemSentences, type Problem, type ProblemCode } from './problems';

const read = (folder: string) => {
  const reading = readProgramme(readFileSync(join(__dirname, '../../..', folder, 'programme.yaml'), 'utf8'));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
};
const files = { wenzhou: read('programmes/wenzhou-ouyue-2022'), weihai: read('programmes/weihai-edz-2017'), ways: read('test/programmes/ways-practice'), studios: read('test/programmes/studios-practice'), teams: read('test/programmes/team-practice'), life: read('test/programmes/title-life'), qingdao: read('programmes/qingdao-mingshi-2024') };
const leaf = (value: unknown, stated: string) => ({ value, stated });
const condition = (rule: string, stated: string, more: object) => ({ code: 'asked', rule, stated, ...more });

/** The file with other values at some paths (undefined takes one out), as it would be published, and what is wrong with it. */
function told(file: keyof typeof files, changes: { readonly [path: string]: unknown }): readonly Problem[] {
  const copy = structuredClone(files[file]);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    let holder: object = copy;
    for (const step of steps.slice(0, -1)) {
      if (Reflect.get(holder, step) === undefined) Reflect.set(holder, step, {});
      holder = Reflect.get(holder, step) as object;
    }
    if (value === undefined) Reflect.deleteProperty(holder, steps.at(-1) ?? '');
    else Reflect.set(holder, steps.at(-1) ?? '', value);
  }
  const reading = readDefinition(copy);
  return reading.kind === 'refused' ? reading.problems : [];
}

const scheme = 'tiers.STAR.scoring';
const components = (...weights: readonly number[]) => leaf(weights.map((weight, index) => ({ code: `PART${index}`, names: { zh: '项', en: 'Part' }, weight, max: 100 })), 'P11');

/** Code, file, what is changed, the clauses told and what both sentences show of the working. */
const cases: readonly (readonly [ProblemCode, keyof typeof files, { readonly [path: string]: unknown }, readonly string[], readonly string[]])[] = [
  ['leadPrecedenceMissing', 'wenzhou', { 'lead.precedence': undefined }, ['Z24', 'Z25'], ['OUTSTANDING', 'CITY', 'PRESCHOOL', 'DISTRICT']],
  ['leadIncomplete', 'wenzhou', { 'lead.byStage': { SENIOR: leaf('CITY', 'Z25') }, 'lead.byTier.NEW_EDGE': undefined, 'lead.precedence': undefined, 'lead.byTier.RISING_STAR': leaf('CITY', 'Z24'), 'lead.byTier.CITY_MASTER': leaf('CITY', 'Z24'), 'lead.byTier.PROVINCIAL_MASTER': leaf('CITY', 'Z24'), 'lead.byTier.OUTSTANDING': leaf('CITY', 'Z24') }, ['Z9'], ['NEW_EDGE', '1', '6']],
  ['feederCycle', 'wenzhou', { 'tiers.RISING_STAR.feeders': { PROVINCIAL_MASTER: leaf('REQUIRED', 'Z8') } }, ['Z7', 'Z8', 'Z5'], ['CITY_MASTER → RISING_STAR → PROVINCIAL_MASTER → CITY_MASTER']],
  ['ownFeeder', 'wenzhou', { 'tiers.RISING_STAR.feeders': { RISING_STAR: leaf('REQUIRED', 'Z8') } }, ['Z8'], ['RISING_STAR']],
  ['missingArgument', 'weihai', { 'tiers.RISING_STAR.eligibility.0.with.date': undefined }, ['W12'], ['bornOnOrAfter@1', 'date', 'years = 35', 'YYYY-MM-DD']],
  ['noBound', 'ways', { 'tiers.STAR.eligibility.0': condition('bornBetween@1', 'P11', {}) }, ['P11'], ['bornBetween', '—', 'from', 'to']],
  ['datesReversed', 'ways', { 'tiers.STAR.eligibility.0': condition('bornBetween@1', 'P11', { with: { from: leaf('1990-01-01', 'P12'), to: leaf('1985-01-01', 'P13') } }) }, ['P13', 'P12'], ['1990-01-01', '1985-01-01']],
  ['datesReversed', 'ways', { 'effective.to': leaf('2017-06-30', 'P11') }, ['P11', 'P1'], ['2018-01-01', '2017-06-30']],
  ['floorAboveCap', 'studios', { 'studios.MASTER_STUDIO.members.max': leaf(1, 'P11') }, ['P11', 'P6'], ['2', '1']],
  ['floorAboveCap', 'ways', { 'tiers.STAR.eligibility.0': condition('yearsOfServiceBetween@1', 'P11', { with: { from: leaf(25, 'P12'), to: leaf(3, 'P13') } }) }, ['P13', 'P12'], ['25', '3']],
  ['floorAboveCap', 'teams', { 'tiers.INNOVATION.eligibility.0': condition('teamSize@1', 'P11', { with: { min: leaf(9, 'P12'), max: leaf(5, 'P13') } }) }, ['P13', 'P12'], ['9', '5']],
  ['outOfBounds', 'ways', { 'milestones.M1.years': leaf(99, 'P11') }, ['P11'], ['99', '0', '60']],
  ['convertsToAbovePool', 'ways', { 'tiers.STAR.pool.convertsTo': leaf(4, 'P11') }, ['P11', 'P2'], ['3', '4']],
  ['poolWithoutCandidates', 'ways', { 'tiers.STAR.way': leaf('AWARD', 'P11') }, ['P2', 'P11'], ['AWARD']],
  ['postWithoutTerm', 'ways', { 'tiers.HEAD_TEACHER.termYears': leaf(null, 'P11'), 'tiers.HEAD_TEACHER.renewal': undefined }, ['P6', 'P11'], ['termYears']],
  ['weights', 'ways', { [`${scheme}.components`]: components(50, 30), [`${scheme}.tieBreak`]: leaf(['PART0'], 'P2') }, ['P11'], ['PART0 50 + PART1 30 = 80']],
  ['tooFewSheets', 'ways', { [`${scheme}.dropHighest`]: leaf(2, 'P11'), [`${scheme}.dropLowest`]: leaf(1, 'P12'), [`${scheme}.minimumSheets`]: leaf(3, 'P13') }, ['P13', 'P11', 'P12'], ['2', '1', '3', '4']],
  ['unknownComponent', 'ways', { [`${scheme}.tieBreak`]: leaf(['NONE'], 'P11') }, ['P11', 'P2'], ['NONE']],
  ['ballotNotStated', 'ways', { [`${scheme}.components`]: leaf([{ code: 'LESSON', names: { zh: '项', en: 'Part' }, weight: 100, max: 100, source: 'BALLOT' }], 'P11') }, ['P11'], ['ballot']],
  ['levelsOutOfOrder', 'ways', { 'tiers.STAR.levels': leaf(['DISTRICT', 'SCHOOL'], 'P11') }, ['P11'], ['DISTRICT, SCHOOL']],
  ['absorbsHigher', 'life', { 'tiers.BACKBONE.absorbs': leaf(['MASTER'], 'P11') }, ['P11', 'P1'], ['MASTER', '1', '2']],
  ['unknownGround', 'qingdao', { 'tiers.MASTER.lifetime.revocable': leaf(['LUCK'], 'Q7') }, ['Q7', clauseOf(files.qingdao.revocationGrounds)], ['LUCK']],
  ['mayNotBeOpen', 'ways', { 'tiers.STAR.rank': { open: { zh: '？', en: '?' }, type: 'integer', clause: 'P11' } }, ['P11'], []],
  ['unknownTier', 'wenzhou', { 'tiers.CITY_MASTER.feeders': { NONE: leaf('REQUIRED', 'Z7') } }, ['Z7'], ['NONE']],
  ['duplicateCode', 'ways', { 'tiers.STAR.eligibility.1': { ...files.ways.tiers['STAR']?.eligibility?.[0], stated: 'P11' } }, ['P11', 'P2'], ['consented']],
  ['unknownArgument', 'ways', { 'tiers.STAR.eligibility.0': condition('noSanction@1', 'P11', { with: { scope: leaf('HONOURS', 'P12'), month: leaf(6, 'P13') } }) }, ['P13'], ['month', 'barMonths']],
  ['ruleProvenance', 'ways', { 'tiers.STAR.eligibility.0': condition('consented@1', 'P11', { applies: leaf(true, 'P12') }) }, ['P11'], ['2']],
  ['missingRules', 'ways', { 'tiers.STAR.eligibility.0': condition('anyOf@1', 'P11', { with: { atLeast: leaf(1, 'P12') } }) }, ['P11'], ['anyOf@1']],
  ['tooFewRules', 'ways', { 'tiers.STAR.eligibility.0': condition('anyOf@1', 'P11', { with: { atLeast: leaf(1, 'P12') }, of: [condition('consented@1', 'P13', {})] }) }, ['P11'], ['1']],
  ['teamRuleWithoutTeam', 'ways', { 'tiers.STAR.eligibility.0': condition('teamSize@1', 'P11', { with: { min: leaf(3, 'P12'), max: leaf(5, 'P13') } }) }, ['P11', 'P2'], ['teamSize@1']],
  // What the shape of a file is refused for names the clause of what holds it.
  ['missingKey', 'ways', { 'tiers.STAR.pool.refill': undefined }, ['P2'], ['refill']],
  ['wrongValue', 'ways', { 'tiers.STAR.seats': leaf(-3, 'P11') }, ['P11'], ['0']],
];

describe('what a bad definition is told', () => {
  test.each(cases)('%s in %s names its clauses and shows the working', (code, file, changes, clauses, working) => {
    const [found, ...others] = told(file, changes);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code, clauses });
    for (const shown of working) {
      expect(found?.zh).toContain(shown);
      expect(found?.en).toContain(shown);
    }
    expect(found?.zh.endsWith(`（条款 ${clauses.join('、')}）`)).toBe(true);
    expect(found?.en.endsWith(` (${clauses.length === 1 ? 'clause' : 'clauses'} ${clauses.join(', ')})`)).toBe(true);
  });

  test('what stands on no clause names none', () => {
    const [found] = told('ways', { 'basis.0.kind': 'RUMOUR' });
    expect(found?.zh).not.toContain('条款');
    expect(told('ways', {})).toEqual([]);
  });

  test.each(Object.entries(problemSentences))('%s says after what is wrong what to do, in both languages and of the same values', (code, [zh, en]) => {
    const shown = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name.replace(/^zh(Expected|Message)$/u, (_, rest: string) => rest.toLowerCase())))].sort();
    expect(shown(zh)).toEqual(shown(en));
    expect(zh).toMatch(code === 'notOfAPopulation' || code.startsWith('leadNot') ? /请/u : /[：；。].*请/u);
    expect(en).toMatch(/[:;.,] (?:and )?(?:add|begin|check|copy|correct|declare|delete|give|leave|list|make|move|name|put|rename|say|take|use|write)\b/iu);
  });
});
