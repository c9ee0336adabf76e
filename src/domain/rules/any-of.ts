import { integerArgument, isOpen, rulesArgument, stillOpen } from './arguments';
import type { RuleWord } from './rule';

/** At least m of the rules hold. Undecided only while those that cannot be decided could still make up the number. */
export const anyOf1: RuleWord = {
  name: 'anyOf',
  version: 1,
  scope: 'TEACHER',
  arguments: { atLeast: { type: 'integer', required: true }, of: { type: 'rules', required: true } },
  evaluate: (spec, _candidate, _circumstances, evaluateOther) => {
    if (isOpen(spec, 'atLeast', 'of')) return stillOpen({});
    const atLeast = integerArgument(spec, 'atLeast');
    const answers = rulesArgument(spec, 'of').map((other) => evaluateOther(other));
    const holding = answers.filter((answer) => answer.verdict === 'holds').length;
    const undecided = answers.filter((answer) => answer.verdict === 'cannotDecide');
    const verdict = holding >= atLeast ? 'holds' : holding + undecided.length >= atLeast ? 'cannotDecide' : 'fails';
    const why = undecided[0]?.undecided;
    return {
      verdict,
      ...(verdict === 'cannotDecide' && why !== undefined ? { undecided: why } : {}),
      bound: { atLeast, of: answers.map((answer) => ({ rule: answer.rule, clause: answer.clause, bound: answer.bound })) },
      inputs: { holding, of: answers.map((answer) => ({ rule: answer.rule, verdict: answer.verdict, inputs: answer.inputs })) },
      standsOn: [...new Set(answers.flatMap((answer) => answer.standsOn))],
    };
  },
};
