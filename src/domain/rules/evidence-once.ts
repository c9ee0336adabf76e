import { booleanArgument, isOpen, stillOpen, textsArgument } from './arguments';
import type { RuleWord } from './rule';

/**
 * None of the works that she entered for the round was presented by another teacher before her (E43), in this round or,
 * with `everyRound`, in any. Who came first the work's own stream has put in order, and her entry says it; authors who
 * share a work are let through by a waiver.
 */
export const evidenceOnce1: RuleWord = {
  name: 'evidenceOnce',
  version: 1,
  scope: 'EVIDENCE',
  asks: 'HOLDER',
  arguments: { kinds: { type: 'evidenceKinds', required: true }, everyRound: { type: 'boolean', required: false } },
  evaluate: (spec, candidate, { round }) => {
    if (isOpen(spec, 'kinds', 'everyRound')) return stillOpen({ round });
    const kinds = textsArgument(spec, 'kinds');
    const everyRound = booleanArgument(spec, 'everyRound', false);
    const works = candidate.career.evidence.filter((work) => work.round === round && kinds.includes(work.kind));
    const shared = works.filter(({ earlierInRound, earlier }) => (everyRound ? earlier : earlierInRound) > 0);
    return {
      verdict: shared.length === 0 ? 'holds' : 'fails',
      bound: { kinds, everyRound, round },
      inputs: { works: works.length, shared: shared.length, of: shared.map(({ kind, fingerprint }) => ({ kind, fingerprint })) },
      standsOn: works.map(({ stated }) => stated),
    };
  },
};
