import { isOpen, stillOpen, textsArgument } from './arguments';
import type { RuleWord } from './rule';

/** Teaches at one of the school stages on the day. */
export const stageIn1: RuleWord = {
  name: 'stageIn',
  version: 1,
  scope: 'TEACHER',
  asks: 'HOLDER',
  arguments: { stages: { type: 'stages', required: true } },
  evaluate: (spec, candidate) => {
    if (isOpen(spec, 'stages')) return stillOpen({});
    const stages = textsArgument(spec, 'stages');
    return {
      verdict: stages.includes(candidate.stage) ? 'holds' : 'fails',
      bound: { stages },
      inputs: { stage: candidate.stage },
      standsOn: [candidate.placedBy ?? candidate.registeredBy],
    };
  },
};
