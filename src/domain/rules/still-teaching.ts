import { runsOn, schoolYearOf, statedBy } from '../teacher/career-view';
import { isOpen, numberArgument, stillOpen, textsArgument } from './arguments';
import { addDecimals, compareDecimals, decimal, showDecimal, ZERO } from './decimal';
import type { RuleWord } from './rule';

/**
 * Who held one of the posts on the snapshot day still teaches (E37): her post is recorded as held beside lessons and,
 * where `periods` says so, so many periods a week are recorded for the school year of that day. Of others nothing is
 * asked. How many leaders a round may put forward is a limit of the notice, which the round's own stream guards.
 */
export const stillTeaching1: RuleWord = {
  name: 'stillTeaching',
  version: 1,
  scope: 'TEACHER',
  arguments: { posts: { type: 'leaderPosts', required: true }, periods: { type: 'decimal', required: false } },
  evaluate: (spec, candidate, { parameters: { snapshotOn: on } }) => {
    if (isOpen(spec, 'posts', 'periods')) return stillOpen({ on });
    const posts = textsArgument(spec, 'posts');
    const asked = spec.arguments['periods'] === undefined ? ZERO : decimal(numberArgument(spec, 'periods'));
    const held = candidate.career.leaderPosts.filter((one) => posts.includes(one.post) && runsOn(one, on));
    const year = schoolYearOf(on);
    const taught = candidate.career.teachings.filter((one) => one.year === year);
    const periods = taught.reduce((sum, one) => addDecimals(sum, decimal(one.periodsPerWeek)), ZERO);
    const teaches = held.every(({ teaching }) => teaching) && compareDecimals(periods, asked) >= 0;
    return {
      verdict: held.length === 0 || teaches ? 'holds' : 'fails',
      bound: { posts, periods: showDecimal(asked), on },
      inputs: { held: held.map(({ post }) => post), teaching: held.every(({ teaching }) => teaching), taught: showDecimal(periods) },
      standsOn: [...held.flatMap(statedBy), ...(held.length === 0 ? [] : taught.map(({ stated }) => stated))],
    };
  },
};
