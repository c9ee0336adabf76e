import { compareDates } from '../dates';
import { isOpen, stillOpen, textsArgument } from './arguments';
import type { RuleWord } from './rule';

/** Holds a title of one of the tiers on the day, or was called by another body what serves like one: "selected from among". */
export const holdsOneOf1: RuleWord = {
  name: 'holdsOneOf',
  version: 1,
  scope: 'TEACHER',
  asks: 'HOLDER',
  arguments: { tiers: { type: 'codes', required: true }, recognitions: { type: 'codes', required: false } },
  evaluate: (spec, candidate, { programme, on }) => {
    if (isOpen(spec, 'tiers', 'recognitions')) return stillOpen({ on });
    const tiers = textsArgument(spec, 'tiers');
    const kinds = spec.arguments['recognitions'] === undefined ? [] : textsArgument(spec, 'recognitions');
    const titles = candidate.titles.filter((title) => title.programme === programme.id && tiers.includes(title.tier) && compareDates(title.from, on) <= 0 && (title.to === null || compareDates(on, title.to) <= 0));
    const recognised = (candidate.recognitions ?? []).filter((one) => kinds.includes(one.kind) && compareDates(one.on, on) <= 0);
    return {
      verdict: titles.length + recognised.length > 0 ? 'holds' : 'fails',
      bound: { tiers, recognitions: kinds, on },
      inputs: { titles: titles.map(({ tier, from, to }) => ({ tier, from, to })), recognised: recognised.map(({ kind }) => kind) },
      standsOn: [...titles, ...recognised].map(({ event }) => event),
    };
  },
};
