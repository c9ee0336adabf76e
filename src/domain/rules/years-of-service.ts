import { compareDates, fullYears } from '../dates';
import { integerArgument, isOpen, stillOpen } from './arguments';
import type { RuleWord } from './rule';

/**
 * At least n full years since 入职, a year being full on its corresponding day. Breaks in service are not taken off
 * (E36): a programme that does so needs another version.
 */
export const yearsOfService1: RuleWord = {
  name: 'yearsOfService',
  version: 1,
  scope: 'TEACHER',
  arguments: { years: { type: 'integer', required: true } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'years')) return stillOpen({ on });
    const years = integerArgument(spec, 'years');
    const bound = { years, on };
    const standsOn = [candidate.registeredBy];
    const { enteredOn } = candidate;
    if (enteredOn === null) return { verdict: 'cannotDecide', undecided: 'notRecorded', bound, inputs: { enteredOn: null }, standsOn };
    const served = compareDates(enteredOn, on) <= 0 ? fullYears(enteredOn, on) : 0;
    const long = compareDates(enteredOn, on) <= 0 && served >= years;
    return { verdict: long ? 'holds' : 'fails', bound, inputs: { enteredOn, years: served }, standsOn };
  },
};
