import { isOpen, roundDateArgument, stillOpen } from './arguments';
import type { RuleWord } from './rule';

/** Born within two days of the notice or the file, both in; either may be left out. */
export const bornBetween1: RuleWord = {
  name: 'bornBetween',
  version: 1,
  scope: 'TEACHER',
  arguments: { from: { type: 'roundDate', required: false }, to: { type: 'roundDate', required: false } },
  evaluate: (spec, candidate, { parameters }) => {
    if (isOpen(spec, 'from', 'to')) return stillOpen({});
    const from = spec.arguments['from'] === undefined ? null : roundDateArgument(spec, 'from', parameters);
    const to = spec.arguments['to'] === undefined ? null : roundDateArgument(spec, 'to', parameters);
    const standsOn = [candidate.registeredBy];
    if (candidate.personal === null) return { verdict: 'cannotDecide', undecided: 'erased', bound: { from, to }, inputs: {}, standsOn };
    const { birthDate } = candidate.personal;
    const within = (from === null || birthDate >= from) && (to === null || birthDate <= to);
    return { verdict: within ? 'holds' : 'fails', bound: { from, to }, inputs: { birthDate }, standsOn };
  },
};
