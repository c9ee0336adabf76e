import { addYears } from '../dates';
import { serves, credentialKinds } from '../teacher/career-levels';
import { booleanArgument, integerArgument, isOpen, stillOpen, textArgument } from './arguments';
import type { RuleWord } from './rule';

/**
 * Holds a credential of the kind, valid on the day: at the level or above where one is asked for, for at least so many
 * full years (任现职称满 3 年), and for the subject she teaches where `sameSubject` says so.
 */
export const hasCredential1: RuleWord = {
  name: 'hasCredential',
  version: 1,
  scope: 'TEACHER',
  arguments: {
    kind: { type: 'credentialKind', required: true }, atLeast: { type: 'credentialLevel', required: false },
    years: { type: 'integer', required: false }, sameSubject: { type: 'boolean', required: false },
  },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'kind', 'atLeast', 'years', 'sameSubject')) return stillOpen({ on });
    const named = textArgument(spec, 'kind');
    const kind = credentialKinds.find((known) => known === named);
    if (kind === undefined) throw new RangeError(`${spec.rule} (${spec.clause}): no kind ${named}`);
    const atLeast = spec.arguments['atLeast'] === undefined ? null : textArgument(spec, 'atLeast');
    const years = spec.arguments['years'] === undefined ? 0 : integerArgument(spec, 'years');
    const sameSubject = booleanArgument(spec, 'sameSubject', false);
    const held = candidate.career.credentials.filter((one) => one.kind === kind && one.obtainedOn <= on && (one.validTo === null || on <= one.validTo));
    const fit = held.filter((one) => (atLeast === null || serves(kind, one.level, atLeast)) && (!sameSubject || one.subject === candidate.subject) && addYears(one.obtainedOn, years) <= on);
    const shown = fit.length > 0 ? fit : held;
    return {
      verdict: fit.length > 0 ? 'holds' : 'fails',
      bound: { kind, atLeast, years, sameSubject, on },
      inputs: { levels: shown.map(({ level }) => level), credentials: shown.map(({ level, subject, obtainedOn, validTo }) => ({ level, subject, obtainedOn, validTo })) },
      standsOn: shown.map(({ stated }) => stated),
    };
  },
};
