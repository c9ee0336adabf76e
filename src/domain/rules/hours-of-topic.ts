import { addYears, compareDates } from '../dates';
import { integerArgument, isOpen, numberArgument, stillOpen, textArgument } from './arguments';
import { addDecimals, compareDecimals, decimal, showDecimal, ZERO } from './decimal';
import type { HeldTraining, RuleWord } from './rule';

/**
 * At least n 学时 (class periods) on a topic in the `years` years up to and including the day: a rolling window that
 * begins the day after the corresponding day. The same training (same source) counts once (E10).
 */
export const hoursOfTopic1: RuleWord = {
  name: 'hoursOfTopic',
  version: 1,
  scope: 'TEACHER',
  arguments: { topic: { type: 'text', required: true }, periods: { type: 'decimal', required: true }, years: { type: 'integer', required: true } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'topic', 'periods', 'years')) return stillOpen({ on });
    const topic = textArgument(spec, 'topic');
    const asked = decimal(numberArgument(spec, 'periods'));
    const years = integerArgument(spec, 'years');
    const after = addYears(on, -years);
    const counted = new Map<string, HeldTraining>();
    for (const training of candidate.trainings) {
      const inWindow = compareDates(after, training.completedOn) < 0 && compareDates(training.completedOn, on) <= 0;
      if (training.topic === topic && inWindow && !counted.has(training.source)) counted.set(training.source, training);
    }
    const total = [...counted.values()].reduce((sum, training) => addDecimals(sum, decimal(training.periods)), ZERO);
    return {
      verdict: compareDecimals(total, asked) >= 0 ? 'holds' : 'fails',
      bound: { topic, periods: showDecimal(asked), years, after, on },
      inputs: { periods: showDecimal(total), trainings: counted.size },
      standsOn: [...counted.values()].map((training) => training.event),
    };
  },
};
