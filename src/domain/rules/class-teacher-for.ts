import { statedBy } from '../teacher/career-view';
import { integerArgument, isOpen, stillOpen } from './arguments';
import { yearsIn } from './days';
import type { RuleWord } from './rule';

/** Class teacher (班主任) for at least n full years up to the day, all spells together; days that two share count once. */
export const classTeacherFor1: RuleWord = {
  name: 'classTeacherFor',
  version: 1,
  scope: 'TEACHER',
  arguments: { years: { type: 'integer', required: true } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'years')) return stillOpen({ on });
    const years = integerArgument(spec, 'years');
    const spells = candidate.career.classTeacherSpells.filter(({ from }) => from <= on);
    const served = yearsIn(spells, on);
    return {
      verdict: served >= years ? 'holds' : 'fails',
      bound: { years, on },
      inputs: { years: served, spells: spells.map(({ from, to }) => ({ from, to })) },
      standsOn: spells.flatMap(statedBy),
    };
  },
};
