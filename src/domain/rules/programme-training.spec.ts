import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainingRules } from '../programme-training';
import { readDefinition, readProgramme } from './programme-text';

const text = readFileSync(join(__dirname, '../../../test/programmes/training-practice/programme.yaml'), 'utf8');
const reading = readProgramme(text);
if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
const { definition } = reading;

type Entry = NonNullable<typeof definition.training>[string];

/** What the check says of the file with one requirement changed. */
function said(code: string, change: { readonly [key in keyof Entry]?: unknown }): readonly string[] {
  const before = definition.training?.[code];
  const entry = Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined));
  const answer = readDefinition({ ...definition, training: { ...definition.training, [code]: entry } });
  return answer.kind === 'refused' ? answer.problems.map((problem) => `${problem.code} ${problem.path}`) : [];
}
const leaf = (value: unknown) => ({ value, stated: 'P1' });

describe('training requirements of a rule file', () => {
  test.each([
    ['hours are whole or not there', 'HOMEROOM', { topic: undefined }, ['trainingIncomplete training.HOMEROOM']],
    ['a fixed window begins on a day', 'HOMEROOM', { window: leaf('FIXED') }, ['trainingIncomplete training.HOMEROOM']],
    ['a term is one of a tier', 'HOMEROOM', { window: leaf('PER_TERM') }, ['trainingIncomplete training.HOMEROOM']],
    ['and of a tier that there is', 'HOMEROOM', { window: leaf('PER_TERM'), term: leaf('MASTER') }, ['unknownTier training.HOMEROOM.term.value']],
    ['with its day or its tier it is taken', 'HOMEROOM', { window: leaf('FIXED'), windowFrom: leaf('2018-01-01') }, []],
    ['bases are of a kind that there is', 'PRINCIPALS', { at: leaf(['CAMP']) }, ['unknownBaseKind training.PRINCIPALS.at.value.0']],
    ['credits come from a requirement that there is', 'ETHICS', { alsoCounts: leaf(['FIRST_AID']) }, ['unknownTraining training.ETHICS.alsoCounts.value.0']],
    ['whom it is for reads no consent', 'HOMEROOM', { who: [{ code: 'willing', rule: 'consented@1', stated: 'P1' }] }, ['notOfAPopulation training.HOMEROOM.who.willing.rule']],
    ['and no birth date', 'HOMEROOM', { who: [{ code: 'young', rule: 'bornOnOrAfter@1', stated: 'P1', with: { date: leaf('1990-01-01') } }] }, ['notOfAPopulation training.HOMEROOM.who.young.rule']],
    ['nor a day of a notice', 'HOMEROOM', { who: [{ code: 'long', rule: 'yearsOfService@2', stated: 'P1', with: { years: leaf(3), kinds: leaf(['PUBLIC_SCHOOL']), asOf: leaf({ parameter: 'snapshotOn' }) } }] }, ['notOfAPopulation training.HOMEROOM.who.long.rule']],
    ['a kind of task stands once', 'FUTURE_BACKBONE', { tasks: leaf([{ code: 'PLAN', names: { zh: '规划', en: 'Plan' }, count: 1 }, { code: 'PLAN', names: { zh: '规划', en: 'Plan' }, count: 1 }]) }, ['duplicateCode training.FUTURE_BACKBONE.tasks.value.PLAN']],
    ['words of the file\'s own stand in both languages', 'HOMEROOM', { population: { value: '班主任', implied: 'P4', because: { zh: '专题', en: 'By its topic' } } }, ['oneLanguage training.HOMEROOM.population.value']],
    ['and where the number is kept likewise', 'HOMEROOM', { external: { value: '省平台', implied: 'P4', because: { zh: '省定', en: 'Set by the province' } } }, ['oneLanguage training.HOMEROOM.external.value']],
    ['in both they are taken, and words of the text as they are', 'HOMEROOM', { population: { value: { zh: '班主任', en: 'Class teachers' }, implied: 'P4', because: { zh: '专题', en: 'By its topic' } }, external: leaf('省平台') }, []],
    ['a qualification is none of its courses', 'PRINCIPALS', { chain: { qualification: leaf('MANAGEMENT'), courses: leaf([{ code: 'MANAGEMENT', names: { zh: '管理', en: 'Management' } }]) } }, ['duplicateCode training.PRINCIPALS.chain.courses.value.MANAGEMENT']],
  ] as const)('%s', (_title, code, change, expected) => {
    expect(said(code, change)).toEqual(expected);
  });

  test('a rule of a tier names a requirement that there is', () => {
    const tier = definition.tiers['BACKBONE'];
    const answer = readDefinition({ ...definition, tiers: { BACKBONE: { ...tier, eligibility: [{ code: 'trained', rule: 'trainingMet@1', stated: 'P3', with: { requirement: leaf('FIRST_AID') } }] } } });
    expect(answer.kind === 'refused' ? answer.problems.map(({ code }) => code) : []).toEqual(['unknownTraining']);
  });

  test('whom it is for and where the number is kept are told in both languages; the words of the text are quoted', () => {
    const both = { zh: '以省平台为准', en: 'As the platform of the province has it' };
    const change = { external: { value: both, implied: 'P4', because: both } };
    const { training: [told] = [] } = trainingRules({ ...definition, training: { HOMEROOM: { ...definition.training?.['HOMEROOM'], ...change } as Entry } });
    expect(told).toMatchObject({ population: { zh: '班主任', en: '"班主任" (as the text has it)' }, external: { value: both, clause: 'P4' } });
  });

  test('a file without training reads as it did before there was any', () => {
    const { training, bases, ...silent } = definition;
    expect(training).toBeDefined();
    expect(bases).toBeDefined();
    expect(trainingRules(silent)).toEqual({});
  });
});
