import { schoolYearOf } from '../teacher/career-view';
import { booleanArgument, integerArgument, isOpen, numberArgument, stillOpen, textArgument } from './arguments';
import { addDecimals, compareDecimals, decimal, showDecimal, ZERO } from './decimal';
import type { RuleWord } from './rule';

/**
 * Taught the subject (hers now, where none is named) in at least n school years up to the one that the day lies in, each
 * with at least so many periods a week over all stages. `consecutive`: n years without a gap, of which the last is the
 * running one or the one before it, so that a round in September does not wait for a timetable.
 */
export const taughtSubject1: RuleWord = {
  name: 'taughtSubject',
  version: 1,
  scope: 'TEACHER',
  arguments: {
    years: { type: 'integer', required: true }, subject: { type: 'text', required: false },
    periods: { type: 'decimal', required: false }, consecutive: { type: 'boolean', required: false },
  },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'years', 'subject', 'periods', 'consecutive')) return stillOpen({ on });
    const years = integerArgument(spec, 'years');
    const subject = spec.arguments['subject'] === undefined ? candidate.subject : textArgument(spec, 'subject');
    const asked = spec.arguments['periods'] === undefined ? ZERO : decimal(numberArgument(spec, 'periods'));
    const consecutive = booleanArgument(spec, 'consecutive', false);
    const running = schoolYearOf(on);
    const own = candidate.career.teachings.filter((one) => one.subject === subject && one.year <= running);
    const full = [...new Set(own.map(({ year }) => year))]
      .filter((year) => compareDecimals(own.filter((one) => one.year === year).reduce((sum, one) => addDecimals(sum, decimal(one.periodsPerWeek)), ZERO), asked) >= 0)
      .sort((a, b) => a - b);
    const counted = consecutive ? lastRun(full, running) : full;
    return {
      verdict: counted.length >= years ? 'holds' : 'fails',
      bound: { years, periods: showDecimal(asked), consecutive, ...(spec.arguments['subject'] === undefined ? {} : { subject }), on },
      inputs: { subject, taught: counted.length, schoolYears: counted },
      standsOn: own.map(({ stated }) => stated),
    };
  },
};

/** The years without a gap that reach the running school year or the one before. */
function lastRun(years: readonly number[], running: number): readonly number[] {
  const run: number[] = [];
  for (const year of [...years].reverse()) {
    const before = run[0];
    if (before === undefined ? year < running - 1 : year !== before - 1) break;
    run.unshift(year);
  }
  return run;
}
