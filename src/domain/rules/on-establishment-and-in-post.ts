import { runsOn, statedBy } from '../teacher/career-view';
import { isOpen, stillOpen, textsArgument } from './arguments';
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

/**
 * 在编在岗 where the notice says who counts as in post: on a leave of one of the kinds she does (aid postings, secondment
 * and exchange are no departure, domain.md reading 10; maternity leave usually), on another she does not. Her leave is
 * read as of the snapshot day, as her post is.
 */
export const onEstablishmentAndInPost2: RuleWord = {
  name: 'onEstablishmentAndInPost',
  version: 2,
  scope: 'TEACHER',
  arguments: { leaveCounts: { type: 'leaveKinds', required: true } },
  evaluate: (spec, candidate, { parameters: { snapshotOn } }) => {
    if (isOpen(spec, 'leaveCounts')) return stillOpen({ on: snapshotOn });
    const leaveCounts = textsArgument(spec, 'leaveCounts');
    const { onEstablishment, inPost } = candidate;
    const leave = candidate.career.leaves.find((entry) => runsOn(entry, snapshotOn));
    const bound = { onEstablishment: true, inPost: true, leaveCounts, on: snapshotOn };
    const standsOn = [candidate.registeredBy, ...(leave === undefined ? [] : statedBy(leave))];
    if (leave !== undefined && leave.kind === null) return { verdict: 'cannotDecide', undecided: 'erased', bound, inputs: {}, standsOn };
    const present = leave === undefined || (leave.kind !== null && leaveCounts.includes(leave.kind));
    return {
      verdict: onEstablishment && inPost && present ? 'holds' : 'fails',
      bound,
      inputs: { onEstablishment, inPost, leave: leave?.kind ?? null },
      standsOn,
    };
  },
};
