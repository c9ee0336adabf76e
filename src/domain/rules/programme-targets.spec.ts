import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { effectiveProgramme } from '../programme';
import { readProgramme } from './programme-text';

const text = readFileSync(join(__dirname, '../../../test/programmes/targets/programme.yaml'), 'utf8');
const wenzhou = readFileSync(join(__dirname, '../../../programmes/wenzhou-ouyue-2022/programme.yaml'), 'utf8');

function problems(file: string, passage: string, replacement: string): readonly (readonly [string, string])[] {
  expect(file).toContain(passage);
  const reading = readProgramme(file.replace(passage, replacement));
  return reading.kind === 'refused' ? reading.problems.map(({ code, path }) => [code, path] as const) : [];
}

describe('figures, targets and compliance of a rule file', () => {
  it('are read with their days; a reading of 前 that is open gives both', () => {
    const reading = readProgramme(wenzhou);
    if (reading.kind === 'refused') throw new Error('the file is good');
    const { targets, compliance, figures } = effectiveProgramme({ programme: 'w', version: 1, definition: JSON.parse(JSON.stringify(reading.definition)) as never }, [], 0);
    expect(targets?.find(({ code }) => code === 'NEW_EDGE')).toMatchObject({ number: 2000, from: '2022-03-08', due: '2025-12-31', clause: 'Z9' });
    expect(compliance?.find(({ code }) => code === 'COUNTY_PLAN')).toMatchObject({ due: { earliest: '2022-05-31', latest: '2022-06-30' }, clause: 'Z28' });
    expect(figures?.find(({ code }) => code === 'ROUND')).toMatchObject({ says: 2, clause: 'Z1', quote: '第二轮' });
  });

  it.each([
    ['a target without a day', text, ", quote: 2022年起 }\n    due: { value: 2023-06, stated: P5, quote: 至2023年6月 }", ', quote: 2022年起 }', 'missingKey', 'targets.NEW_MASTERS'],
    ['a day before the first', text, 'due: { value: 2023-06', 'due: { value: 2021-06', 'datesReversed', 'targets.NEW_MASTERS.due'],
    ['a day that is none', text, 'due: { value: 2023-06', 'due: { value: 2023-13', 'notAPrintedDay', 'targets.NEW_MASTERS.due.value'],
    ['a tier that there is not', text, 'of: TITLES, tiers: [MASTER]', 'of: TITLES, tiers: [MISTER]', 'unknownTier', 'targets.NEW_MASTERS.counts.value.tiers.0'],
    ['a tolerance above all', text, 'percent: { value: 5', 'percent: { value: 500', 'outOfBounds', 'targets.SELECTED.percent.value'],
    ['a word of number beside words', wenzhou, 'says: { value: 列入年度目标考核, stated: Z22, quote: 列入年度目标考核 }', 'says: { value: 列入年度目标考核, stated: Z22 }\n    word: { value: ABOUT, stated: Z22 }', 'notANumber', 'figures.YEARLY_APPRAISAL.says.value'],
    ['前 without a day', wenzhou, '    due: { value: 2022-06, stated: Z28, quote: 2022年6月前 }\n', '', 'missingKey', 'compliance.COUNTY_PLAN'],
    ['a day of what comes every year', wenzhou, 'everyYears: { value: 1, stated: Z29, quote: 年度预算 }', 'everyYears: { value: 1, stated: Z29, quote: 年度预算 }\n    due: { value: 2022-06, stated: Z29 }', 'dueOfYearly', 'compliance.YEARLY_BUDGET.due'],
  ])('are refused for %s', (_what, file, passage, replacement, code, path) => {
    expect(problems(file, passage, replacement)).toContainEqual([code, path]);
  });
});
