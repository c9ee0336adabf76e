import { integerArgument, isOpen, rulesArgument, stillOpen } from './arguments';
import { allOf, askedOfMembers } from './of-members';
import type { RuleWord } from './rule';

/** 团队人数: so many in it, the leader among them. */
export const teamSize1: RuleWord = {
  name: 'teamSize',
  version: 1,
  scope: 'TEACHER',
  asks: 'TEAM',
  arguments: { min: { type: 'integer', required: true }, max: { type: 'integer', required: true } },
  evaluate: (spec, candidate) => {
    if (isOpen(spec, 'min', 'max')) return stillOpen({});
    const [min, max] = [integerArgument(spec, 'min'), integerArgument(spec, 'max')];
    const team = candidate.team ?? [];
    return { verdict: team.length >= min && team.length <= max ? 'holds' : 'fails', bound: { min, max, size: team.length }, inputs: {}, standsOn: team.map(({ joined }) => joined) };
  },
};

/** 主持人 meets every rule under `of`. */
export const leaderMeets1: RuleWord = {
  name: 'leaderMeets',
  version: 1,
  scope: 'TEACHER',
  asks: 'TEAM',
  arguments: { of: { type: 'rules', required: true } },
  evaluate: (spec, candidate, _circumstances, evaluateOther) => {
    if (isOpen(spec, 'of')) return stillOpen({});
    const rules = rulesArgument(spec, 'of');
    return askedOfMembers((candidate.team ?? []).filter(({ leader }) => leader), 'ALL', (member) => allOf(rules.map((rule) => evaluateOther(rule, member))));
  },
};

/** So many per cent of the members, or more, meet every rule under `of`; 100 is every member. */
export const membersMeet1: RuleWord = {
  name: 'membersMeet',
  version: 1,
  scope: 'TEACHER',
  asks: 'TEAM',
  arguments: { percent: { type: 'integer', required: true }, of: { type: 'rules', required: true } },
  evaluate: (spec, candidate, _circumstances, evaluateOther) => {
    if (isOpen(spec, 'percent', 'of')) return stillOpen({});
    const rules = rulesArgument(spec, 'of');
    const team = candidate.team ?? [];
    const percent = integerArgument(spec, 'percent');
    const finding = askedOfMembers(team, Math.ceil((team.length * percent) / 100), (member) => allOf(rules.map((rule) => evaluateOther(rule, member))));
    return { ...finding, bound: { percent, ...finding.bound } };
  },
};
