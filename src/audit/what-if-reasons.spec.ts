import { join } from 'node:path';
import 'reflect-metadata';
import { playOne, programmeIn, type Played } from '../../test/scenarios/what-if';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import { partOf, withParts } from './what-if-parts';
import type { Draft } from './what-if-record';

const root = join(__dirname, '../..');
const [weihaiFolder, publicityFolder] = [join(root, 'programmes/weihai-edz-2017'), join(root, 'test/programmes/publicity')];
const [weihai, county] = [programmeIn(weihaiFolder), programmeIn(publicityFolder)];

/** Asking changes nothing, so an example is played once for all that is asked of it. */
const plays = new Map<string, Promise<Played>>();
function played(file: string, folder = weihaiFolder, programme = weihai): Promise<Played> {
  const known = plays.get(file) ?? playOne(file, folder, programme);
  plays.set(file, known);
  return known;
}

/** The draft with some leaves holding other values, by their paths. */
function drafted(programme: Draft, leaves: { readonly [path: string]: unknown }): Draft {
  const definition = JSON.parse(JSON.stringify(programme.definition)) as ProgrammeDefinition;
  for (const [path, value] of Object.entries(leaves)) {
    let at: unknown = definition;
    const steps = path.split('.');
    for (const step of steps) at = Array.isArray(at) ? at.find((entry: unknown) => Reflect.get(entry as object, 'code') === step) : Reflect.get(at as object, step);
    const leaf = at as { open?: unknown; value?: unknown; stated?: unknown; clause?: unknown };
    if (leaf.open !== undefined) {
      leaf.stated = leaf.clause;
      for (const key of ['open', 'type', 'clause']) Reflect.deleteProperty(leaf, key);
    }
    leaf.value = value;
  }
  return { ...programme, definition, prefers: 'DRAFT' };
}

const paths = (because: readonly { readonly path: string }[]): readonly string[] => because.map(({ path }) => path);

describe('why a decision falls otherwise', () => {
  it('W12 given a draft that differs in a rule of no bearing as well, then only the one that matters is given, also where both stand on one clause', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const { otherwise } = await under(drafted(weihai, { 'tiers.RISING_STAR.seats': 2, 'tiers.RISING_STAR.scoring.decimals': 4, 'tiers.RISING_STAR.cadenceYears': 3, 'milestones.M1.years': 2, 'tiers.BACKBONE.seats': 7 }));
    expect(otherwise.map(({ type, because }) => [type, paths(because)])).toEqual([['RoundOpened', ['tiers.RISING_STAR.seats']], ['CandidatesRanked', ['tiers.RISING_STAR.seats']], ['ConferralDecided', ['tiers.RISING_STAR.seats']]]);
  });

  it('given a line and fewer titles that would each do, then the one is given that the answer goes by, and a draft that differs in both alike gives no more', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const { otherwise } = await under(drafted(weihai, { 'tiers.RISING_STAR.seats': 2, 'tiers.RISING_STAR.scoring.passLine': 93 }));
    const line = '总分 92.00，第 3 名（名额 2 个），未拟入选，未达入选线（总分）';
    expect(otherwise.map(({ type, would, because }) => [type, would.words.zh, paths(because)])).toEqual([
      ['RoundOpened', '授予名额 3 超过方案规定的 2，请按方案填写（依据W12条）。', ['tiers.RISING_STAR.seats']],
      ['CandidatesRanked', line, ['tiers.RISING_STAR.scoring.passLine']],
      ['ConferralDecided', line, ['tiers.RISING_STAR.scoring.passLine']],
    ]);
  });

  it('W12 given two rules on one clause that would each refuse, then the one is given whose working the answer tells', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const { otherwise } = await under(drafted(weihai, { 'tiers.RISING_STAR.publicity.workingDays': 10, 'tiers.RISING_STAR.publicity.countFirstDay': true }));
    const closed = otherwise.find(({ type }) => type === 'PublicityClosed');
    expect(closed?.would.decided).toBe('REFUSED');
    expect(paths(closed?.because ?? [])).toEqual(['tiers.RISING_STAR.publicity.workingDays', 'tiers.RISING_STAR.publicity.countFirstDay']);
    expect(closed?.would.words).toEqual((await under(drafted(weihai, { 'tiers.RISING_STAR.publicity.workingDays': 10, 'tiers.RISING_STAR.publicity.countFirstDay': true, 'tiers.BACKBONE.seats': 7 }))).otherwise.find(({ type }) => type === 'PublicityClosed')?.would.words);
  });

  it('W7 given more years before the first year\'s assessment, then it is too early, by the clause on the years and no other', async () => {
    const { under } = await played('W7-W8-not-before-the-years-are-over.yaml');
    const { otherwise } = await under(drafted(weihai, { 'milestones.M1.years': 2, 'tiers.RISING_STAR.seats': 2, 'assessments.M3.grades': ['EXCELLENT', 'QUALIFIED', 'UNQUALIFIED'] }));
    expect(otherwise.map(({ type, would, because }) => [type, would.decided, would.clause, paths(because)])).toEqual([['AssessedQualified', 'REFUSED', 'W7', ['milestones.M1.years']]]);
    expect(otherwise[0]?.would.words).toEqual({ zh: expect.stringContaining('（依据W7条）。'), en: expect.stringContaining('(clause W7).') });
  });

  it('given a decision that falls otherwise only for one before it, then that is named beside the rule', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const { otherwise } = await under(drafted(weihai, { 'tiers.RISING_STAR.scoring.passLine': 93, 'milestones.M1.years': 2 }));
    const [ranked, conferred] = otherwise;
    expect(ranked).toMatchObject({ type: 'CandidatesRanked' });
    expect(ranked).not.toHaveProperty('follows');
    expect(conferred).toMatchObject({ type: 'ConferralDecided', follows: { event: ranked?.event, type: 'CandidatesRanked' } });
    expect(paths(conferred?.because ?? [])).toEqual(['tiers.RISING_STAR.scoring.passLine']);
  });

  it('P4 P5 given longer periods of one kind of list and of the other, then each list is told by its own', async () => {
    const { under } = await played('ends-on-a-make-up-saturday.yaml', publicityFolder, county);
    const { otherwise } = await under(drafted(county, { 'tiers.BACKBONE.publicity.workingDays': 9, 'tiers.BACKBONE.publicityAt.SCHOOL.workingDays': 6 }));
    expect([...new Set(otherwise.map(({ type, would, because }) => `${type} ${would.decided} ${would.clause} ${paths(because).join()}`))].sort()).toEqual([
      'PublicityClosed REFUSED P4 tiers.BACKBONE.publicity.workingDays', 'PublicityClosed REFUSED P5 tiers.BACKBONE.publicityAt.SCHOOL.workingDays',
      'PublicityOpened MAY P4 tiers.BACKBONE.publicity.workingDays', 'PublicityOpened MAY P5 tiers.BACKBONE.publicityAt.SCHOOL.workingDays',
    ]);
  });
});

describe('parts of a draft that are taken back', () => {
  const before = { tiers: { A: { seats: { value: 1, stated: 'c' }, eligibility: [{ code: 'one', rule: 'x@1' }, { code: 'two', rule: 'y@1', with: { n: { value: 1, stated: 'c' } } }], paths: ['a'] } } };
  const after = { tiers: { A: { seats: { value: 2, stated: 'c' }, eligibility: [{ code: 'two', rule: 'z@1', with: { n: { value: 2, stated: 'c' } } }], paths: ['b'] }, B: { names: { zh: '乙', en: 'B' }, seats: { value: 3, stated: 'c' } } } };

  it('are a leaf, the whole entry of a list, the whole of what one file alone has, and a list of bare values as it is', () => {
    expect(['tiers.A.seats', 'tiers.A.eligibility.two.with.n', 'tiers.A.eligibility.one', 'tiers.B.seats', 'tiers.A.paths.1'].map((path) => partOf(path, before, after))).toEqual(['tiers.A.seats', 'tiers.A.eligibility.two', 'tiers.A.eligibility.one', 'tiers.B', 'tiers.A.paths']);
  });

  it('stand as they stood, a condition in its place among the others, and leave the rest as the draft has it', () => {
    expect(withParts(after, before, ['tiers.B', 'tiers.A.eligibility.one', 'tiers.A.seats'])).toEqual({ tiers: { A: { ...after.tiers.A, seats: before.tiers.A.seats, eligibility: [before.tiers.A.eligibility[0], after.tiers.A.eligibility[0]] } } });
    expect(withParts(after, before, ['tiers.B', 'tiers.A.eligibility.one', 'tiers.A.eligibility.two', 'tiers.A.seats', 'tiers.A.paths'])).toEqual(before);
  });
});
