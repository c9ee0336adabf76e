import type { RuleWord } from './rule';

/** 在编在岗: on the establishment and in post, both, on the day (W16; domain.md reading 13). */
export const onEstablishmentAndInPost1: RuleWord = {
  name: 'onEstablishmentAndInPost',
  version: 1,
  scope: 'TEACHER',
  arguments: {},
  evaluate: (_spec, candidate) => {
    const { onEstablishment, inPost } = candidate;
    return {
      verdict: onEstablishment && inPost ? 'holds' : 'fails',
      bound: { onEstablishment: true, inPost: true },
      inputs: { onEstablishment, inPost },
      standsOn: [candidate.registeredBy],
    };
  },
};
