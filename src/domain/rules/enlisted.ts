import { addYears } from '../dates';
import { runsOn, statedBy } from '../teacher/career-view';
import { integerArgument, isOpen, stillOpen, textsArgument } from './arguments';
import type { RuleWord } from './rule';

/** Is class teacher (班主任) on the day, however long. */
export const isClassTeacher1: RuleWord = {
  name: 'isClassTeacher',
  version: 1,
  scope: 'TEACHER',
  arguments: {},
  evaluate: (_spec, candidate, { on }) => {
    const spell = candidate.career.classTeacherSpells.find((one) => runsOn(one, on));
    return { verdict: spell === undefined ? 'fails' : 'holds', bound: { on }, inputs: { from: spell?.from ?? null }, standsOn: spell === undefined ? [] : statedBy(spell) };
  },
};

/** Holds one of the leading posts on the day. */
export const holdsLeaderPost1: RuleWord = {
  name: 'holdsLeaderPost',
  version: 1,
  scope: 'TEACHER',
  arguments: { posts: { type: 'leaderPosts', required: true } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'posts')) return stillOpen({ on });
    const posts = textsArgument(spec, 'posts');
    const held = candidate.career.leaderPosts.filter((one) => posts.includes(one.post) && runsOn(one, on));
    return { verdict: held.length > 0 ? 'holds' : 'fails', bound: { posts, on }, inputs: { held: held.map(({ post }) => post) }, standsOn: held.flatMap(statedBy) };
  },
};

/** Entered service (入职) within the n years up to the day, its corresponding day included: a cohort of new teachers (A3). */
export const enteredWithinYears1: RuleWord = {
  name: 'enteredWithinYears',
  version: 1,
  scope: 'TEACHER',
  arguments: { years: { type: 'integer', required: true } },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'years')) return stillOpen({ on });
    const years = integerArgument(spec, 'years');
    const from = addYears(on, -years);
    const standsOn = [candidate.registeredBy];
    const { enteredOn } = candidate;
    if (enteredOn === null) return { verdict: 'cannotDecide', undecided: 'notRecorded', bound: { years, from, on }, inputs: { enteredOn: null }, standsOn };
    return { verdict: from <= enteredOn && enteredOn <= on ? 'holds' : 'fails', bound: { years, from, on }, inputs: { enteredOn }, standsOn };
  },
};
