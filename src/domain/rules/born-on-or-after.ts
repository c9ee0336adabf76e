import { compareDates } from '../dates';
import { isOpen, printedBound, roundDateArgument, stillOpen } from './arguments';
import type { RuleWord } from './rule';

/**
 * Born on the bound day or later. The bound is the notice's date and never an age worked out: 周岁 arithmetic and the
 * printed date differ (domain.md 0.9, E35). `years` is the age that the clause speaks of; it is shown, not used.
 */
export const bornOnOrAfter1: RuleWord = {
  name: 'bornOnOrAfter',
  version: 1,
  scope: 'TEACHER',
  arguments: { date: { type: 'roundDate', required: true }, years: { type: 'integer', required: false } },
  evaluate: (spec, candidate, { parameters }) => {
    if (isOpen(spec, 'date')) return stillOpen({});
    const date = roundDateArgument(spec, 'date', parameters);
    const years = spec.arguments['years'];
    const bound = { date, ...(typeof years === 'number' ? { years } : {}), ...printedBound(spec, 'date', parameters) };
    const standsOn = [candidate.registeredBy];
    if (candidate.personal === null) return { verdict: 'cannotDecide', undecided: 'erased', bound, inputs: {}, standsOn };
    const { birthDate } = candidate.personal;
    return { verdict: compareDates(birthDate, date) >= 0 ? 'holds' : 'fails', bound, inputs: { birthDate }, standsOn };
  },
};
