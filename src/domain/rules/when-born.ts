import { isOpen, roundDateArgument, rulesArgument, stillOpen } from './arguments';
import type { RuleWord } from './rule';

/**
 * Conditions of a birth cohort (1975年以后出生的须具有本科学历): who was born within the days has to meet every rule under
 * `of`; of anybody else nothing is asked.
 */
export const whenBorn1: RuleWord = {
  name: 'whenBorn',
  version: 1,
  scope: 'TEACHER',
  arguments: { from: { type: 'roundDate', required: false }, to: { type: 'roundDate', required: false }, of: { type: 'rules', required: true } },
  evaluate: (spec, candidate, { parameters }, evaluateOther) => {
    if (isOpen(spec, 'from', 'to', 'of')) return stillOpen({});
    const from = spec.arguments['from'] === undefined ? null : roundDateArgument(spec, 'from', parameters);
    const to = spec.arguments['to'] === undefined ? null : roundDateArgument(spec, 'to', parameters);
    const standsOn = [candidate.registeredBy];
    if (candidate.personal === null) return { verdict: 'cannotDecide', undecided: 'erased', bound: { from, to }, inputs: {}, standsOn };
    const { birthDate } = candidate.personal;
    if ((from !== null && birthDate < from) || (to !== null && birthDate > to)) return { verdict: 'holds', bound: { from, to }, inputs: { birthDate, ofCohort: false, of: [] }, standsOn };
    const answers = rulesArgument(spec, 'of').map((other) => evaluateOther(other));
    const failed = answers.find((answer) => answer.verdict === 'fails');
    const undecided = answers.find((answer) => answer.verdict === 'cannotDecide');
    const verdict = failed ? 'fails' : undecided ? 'cannotDecide' : 'holds';
    return {
      verdict,
      ...(verdict === 'cannotDecide' && undecided?.undecided !== undefined ? { undecided: undecided.undecided } : {}),
      bound: { from, to, of: answers.map(({ rule, clause, bound }) => ({ rule, clause, bound })) },
      inputs: { birthDate, ofCohort: true, of: answers.map(({ rule, verdict: found, inputs }) => ({ rule, verdict: found, inputs })) },
      standsOn: [...new Set([...standsOn, ...answers.flatMap((answer) => answer.standsOn)])],
    };
  },
};
