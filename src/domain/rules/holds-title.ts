import { compareDates } from '../dates';
import { booleanArgument, isOpen, stillOpen, textArgument } from './arguments';
import type { Finding, Candidate, Circumstances, HeldTitle, RuleWord } from './rule';
import type { RuleSpec } from '../programme-rules';

const titleArguments: RuleWord['arguments'] = {
  tier: { type: 'tier', required: true },
  orHigher: { type: 'boolean', required: false },
  ever: { type: 'boolean', required: false },
};

/** Holds the tier on the day; `orHigher` lets a tier of a higher rank serve, `ever` one held before. */
export const holdsTitle1: RuleWord = {
  name: 'holdsTitle',
  version: 1,
  scope: 'TEACHER',
  asks: 'HOLDER',
  arguments: titleArguments,
  evaluate: (spec, candidate, circumstances) => {
    if (isOpen(spec, 'tier', 'orHigher', 'ever')) return stillOpen({ on: circumstances.on });
    const titles = matching(spec, candidate, circumstances);
    return finding(spec, circumstances, titles, titles.length > 0);
  },
};

/** Holds neither the tier nor, with `orHigher`, one of a higher rank (E12); with `ever`, never held one. */
export const holdsNoTitle1: RuleWord = {
  name: 'holdsNoTitle',
  version: 1,
  scope: 'TEACHER',
  asks: 'HOLDER',
  arguments: titleArguments,
  evaluate: (spec, candidate, circumstances) => {
    if (isOpen(spec, 'tier', 'orHigher', 'ever')) return stillOpen({ on: circumstances.on });
    const titles = matching(spec, candidate, circumstances);
    return finding(spec, circumstances, titles, titles.length === 0);
  },
};

function matching(spec: RuleSpec, candidate: Candidate, { programme, on }: Circumstances): readonly HeldTitle[] {
  const asked = programme.tiers.find((tier) => tier.code === textArgument(spec, 'tier'));
  if (asked === undefined) throw new RangeError(`${spec.rule} (${spec.clause}): no tier ${textArgument(spec, 'tier')}`);
  const orHigher = booleanArgument(spec, 'orHigher', false);
  const ever = booleanArgument(spec, 'ever', false);
  const codes = new Set(programme.tiers.filter((tier) => tier.code === asked.code || (orHigher && tier.rank > asked.rank)).map((tier) => tier.code));
  return candidate.titles.filter(
    (title) =>
      title.programme === programme.id &&
      codes.has(title.tier) &&
      compareDates(title.from, on) <= 0 &&
      (ever || title.to === null || compareDates(on, title.to) <= 0),
  );
}

function finding(spec: RuleSpec, { on }: Circumstances, titles: readonly HeldTitle[], holds: boolean): Finding {
  return {
    verdict: holds ? 'holds' : 'fails',
    bound: { tier: textArgument(spec, 'tier'), orHigher: booleanArgument(spec, 'orHigher', false), ever: booleanArgument(spec, 'ever', false), on },
    inputs: { titles: titles.map((title) => ({ tier: title.tier, from: title.from, to: title.to })) },
    standsOn: titles.map((title) => title.event),
  };
}
