import type { JsonObject } from '../facts';
import type { Candidate, Finding, RuleAnswer, TeamMember, Undecided } from './rule';

/** In clear: a condition on teams, where a person is put forward. */
export const notOfTeams: JsonObject = { appliesTo: 'TEAM' };
/** In clear: what somebody weighs, where a rule would decide of a person. */
export const weighedByPerson: JsonObject = { weighedBy: 'PERSON' };

const NOT_RECORDED: RuleAnswer = { rule: '', clause: '', verdict: 'cannotDecide', undecided: 'notRecorded', bound: {}, inputs: {}, standsOn: [] };

/**
 * One condition asked of each member by herself. In clear stands how many it holds of and each one's verdict; what was
 * read of her goes into her own part. `needed`: how many must meet it, ALL or a number worked out by the caller.
 */
export function askedOfMembers(members: readonly TeamMember[], needed: 'ALL' | number, ask: (member: Candidate) => RuleAnswer): Finding {
  const answers = members.map(({ person, candidate }) => ({ person, answer: candidate === null ? NOT_RECORDED : ask(candidate) }));
  const least = needed === 'ALL' ? members.length : needed;
  const met = answers.filter(({ answer }) => answer.verdict === 'holds').length;
  const open = answers.filter(({ answer }) => answer.verdict === 'cannotDecide');
  const verdict = met >= least ? 'holds' : met + open.length >= least ? 'cannotDecide' : 'fails';
  const why: Undecided | undefined = open[0]?.answer.undecided;
  // What is asked of each is the same, but for a day that is worked out from her own facts.
  const asked = answers.find(({ answer }) => answer.rule !== '')?.answer.bound ?? {};
  return {
    verdict,
    ...(verdict === 'cannotDecide' && why !== undefined ? { undecided: why } : {}),
    bound: { asked, met, needed: least, members: answers.map(({ person, answer }) => ({ person, verdict: answer.verdict })) },
    inputs: {},
    standsOn: members.map(({ joined }) => joined),
    ofMembers: Object.fromEntries(answers.map(({ person, answer }) => [person, answer.inputs])),
  };
}

/** Several conditions as one: of a person who must meet them all. */
export function allOf(answers: readonly RuleAnswer[]): RuleAnswer {
  const failing = answers.find(({ verdict }) => verdict === 'fails');
  const open = answers.find(({ verdict }) => verdict === 'cannotDecide');
  const { rule, clause } = failing ?? open ?? answers[0] ?? NOT_RECORDED;
  return {
    rule, clause,
    verdict: failing ? 'fails' : open ? 'cannotDecide' : 'holds',
    ...(!failing && open?.undecided !== undefined ? { undecided: open.undecided } : {}),
    bound: { of: answers.map((answer) => ({ rule: answer.rule, clause: answer.clause, bound: answer.bound })) },
    inputs: { of: answers.map((answer) => ({ rule: answer.rule, verdict: answer.verdict, inputs: answer.inputs })) },
    standsOn: answers.flatMap(({ standsOn }) => standsOn),
  };
}
