import type { RuleWord } from './rule';

/** She applied herself, or her signed consent to this round is recorded. The latest record counts. */
export const consented1: RuleWord = {
  name: 'consented',
  version: 1,
  scope: 'TEACHER',
  asks: 'HOLDER',
  arguments: {},
  evaluate: (_spec, candidate, { round }) => {
    const given = candidate.consents.filter((consent) => consent.round === round).at(-1);
    return {
      verdict: given === undefined ? 'fails' : 'holds',
      bound: { round },
      inputs: { form: given?.form ?? null },
      standsOn: given === undefined ? [] : [given.event],
    };
  },
};
