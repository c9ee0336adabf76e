import { fulfilment, wholeStatus } from '../training/fulfilment';
import { isOpen, stillOpen, textArgument } from './arguments';
import type { RuleWord } from './rule';

/** Has met a training requirement of the programme on the day: its hours, its set of tasks, its phases or courses, all that it asks. */
export const trainingMet1: RuleWord = {
  name: 'trainingMet',
  version: 1,
  scope: 'TEACHER',
  arguments: { requirement: { type: 'training', required: true } },
  evaluate: (spec, candidate, { programme, on }) => {
    if (isOpen(spec, 'requirement')) return stillOpen({ on });
    const code = textArgument(spec, 'requirement');
    const requirement = programme.training?.find((entry) => entry.code === code);
    if (requirement === undefined) throw new RangeError(`${spec.rule} (${spec.clause}): no training requirement ${code}`);
    const parts = fulfilment(requirement, candidate, { programme: programme.id, requirements: programme.training ?? [], on, since: null });
    const status = wholeStatus(parts);
    if (status === 'OPEN') return stillOpen({ requirement: code, on });
    return {
      verdict: status === 'MET' ? 'holds' : 'fails',
      bound: { requirement: code, on },
      inputs: { parts: parts.map(({ part, status: found, missing }) => ({ part, status: found, missing })) },
      standsOn: [...new Set(parts.flatMap(({ standsOn }) => standsOn))],
    };
  },
};
