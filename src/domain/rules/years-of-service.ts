import { compareDates, fullYears } from '../dates';
import { statedBy } from '../teacher/career-view';
import { integerArgument, isOpen, roundDateArgument, stillOpen, textsArgument } from './arguments';
import { yearsIn } from './days';
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

/**
 * At least n full years in spells of the kinds that count, as of a day of the notice or the day of deciding. Gaps between
 * the spells do not count, nor do leaves of the kinds in `lessLeave` (E36). Nothing recorded is not nothing served: a
 * person has to record it first.
 */
export const yearsOfService2: RuleWord = {
  name: 'yearsOfService',
  version: 2,
  scope: 'TEACHER',
  arguments: { years: { type: 'integer', required: true }, kinds: { type: 'serviceKinds', required: true }, lessLeave: { type: 'leaveKinds', required: false }, asOf: { type: 'roundDate', required: false } },
  evaluate: (spec, candidate, { on: today, parameters }) => {
    if (isOpen(spec, 'years', 'kinds', 'lessLeave', 'asOf')) return stillOpen({ on: today });
    const years = integerArgument(spec, 'years');
    const kinds = textsArgument(spec, 'kinds');
    const lessLeave = spec.arguments['lessLeave'] === undefined ? [] : textsArgument(spec, 'lessLeave');
    const on = spec.arguments['asOf'] === undefined ? today : roundDateArgument(spec, 'asOf', parameters);
    const bound = { years, kinds, lessLeave, on };
    const { services, leaves } = candidate.career;
    if (services.length === 0) return { verdict: 'cannotDecide', undecided: 'notRecorded', bound, inputs: { years: null, spells: [] }, standsOn: [] };
    const counted = services.filter(({ kind, from }) => kinds.includes(kind) && from <= on);
    // A leave whose kind was erased can no longer be told from one that counts.
    if (lessLeave.length > 0 && leaves.some(({ kind }) => kind === null)) return { verdict: 'cannotDecide', undecided: 'erased', bound, inputs: {}, standsOn: leaves.flatMap(statedBy) };
    const off = leaves.filter(({ kind, from }) => kind !== null && lessLeave.includes(kind) && from <= on);
    const served = yearsIn(counted, on, off);
    return {
      verdict: served >= years ? 'holds' : 'fails',
      bound,
      inputs: { years: served, spells: counted.map(({ kind, from, to }) => ({ kind, from, to })) },
      standsOn: [...services, ...off].flatMap(statedBy),
    };
  },
};

/** Full years since 入职 between two bounds, both in: a career path of 0 to 25 years takes in the newcomer and the 25th year, and not the 26th. */
export const yearsOfServiceBetween1: RuleWord = {
  name: 'yearsOfServiceBetween',
  version: 1,
  scope: 'TEACHER',
  arguments: { from: { type: 'integer', required: true }, to: { type: 'integer', required: true } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'from', 'to')) return stillOpen({ on });
    const [from, to] = [integerArgument(spec, 'from'), integerArgument(spec, 'to')];
    const bound = { from, to, on };
    const standsOn = [candidate.registeredBy];
    const { enteredOn } = candidate;
    if (enteredOn === null) return { verdict: 'cannotDecide', undecided: 'notRecorded', bound, inputs: { enteredOn: null }, standsOn };
    const begun = compareDates(enteredOn, on) <= 0;
    const years = begun ? fullYears(enteredOn, on) : 0;
    return { verdict: begun && from <= years && years <= to ? 'holds' : 'fails', bound, inputs: { enteredOn, years }, standsOn };
  },
};
