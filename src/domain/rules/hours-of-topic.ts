import { addYears, compareDates, type BusinessDate } from '../dates';
import { integerArgument, isOpen, numberArgument, stillOpen, textArgument, textsArgument } from './arguments';
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
    const { total, trainings } = completed(candidate.trainings.filter((training) => training.topic === topic), after, on);
    return {
      verdict: compareDecimals(total, asked) >= 0 ? 'holds' : 'fails',
      bound: { topic, periods: showDecimal(asked), years, after, on },
      inputs: { periods: showDecimal(total), trainings: trainings.length },
      standsOn: trainings.map((training) => training.event),
    };
  },
};

/** As `hoursOfTopic@1`, over all topics, or over those that are named. */
export const trainedPeriods1: RuleWord = {
  name: 'trainedPeriods',
  version: 1,
  scope: 'TEACHER',
  arguments: { periods: { type: 'decimal', required: true }, years: { type: 'integer', required: true }, topics: { type: 'codes', required: false } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'periods', 'years', 'topics')) return stillOpen({ on });
    const asked = decimal(numberArgument(spec, 'periods'));
    const years = integerArgument(spec, 'years');
    const topics = spec.arguments['topics'] === undefined ? null : textsArgument(spec, 'topics');
    const after = addYears(on, -years);
    const { total, trainings } = completed(candidate.trainings.filter((training) => topics === null || topics.includes(training.topic)), after, on);
    return {
      verdict: compareDecimals(total, asked) >= 0 ? 'holds' : 'fails',
      bound: { topics, periods: showDecimal(asked), years, after, on },
      inputs: { periods: showDecimal(total), trainings: trainings.length },
      standsOn: trainings.map((training) => training.event),
    };
  },
};

/** Completed after one day and up to another, each source once. */
function completed(trainings: readonly HeldTraining[], after: BusinessDate, on: BusinessDate) {
  const counted = new Map<string, HeldTraining>();
  for (const training of trainings) {
    const inWindow = compareDates(after, training.completedOn) < 0 && compareDates(training.completedOn, on) <= 0;
    if (inWindow && !counted.has(training.source)) counted.set(training.source, training);
  }
  return { total: [...counted.values()].reduce((sum, training) => addDecimals(sum, decimal(training.periods)), ZERO), trainings: [...counted.values()] };
}
