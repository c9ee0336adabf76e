import type { EventId, JsonObject, PersonId } from '../facts';
import type { RuleSpec } from '../programme-rules';
import type { RuleVerdict } from '../teacher/facts';
import { stillOpen } from './arguments';
import { isConfidential } from './confidential';
import { askedOfMembers, notOfTeams, weighedByPerson } from './of-members';
import type { Candidate, Circumstances, Finding, RuleAnswer, RuleWord } from './rule';
import { findWord } from './vocabulary';

/** Argument that is null where nobody has adopted yet whether the rule applies at all; no word may take it for itself. */
export const APPLIES = 'applies';

/** Every rule of a tier, answered in the order of the file; nothing is left out after the first "no". */
export interface Eligibility {
  /** `holds` where all hold or are waived; `fails` where one does not, even if another cannot be decided. */
  readonly verdict: 'holds' | 'fails' | 'cannotDecide';
  readonly answers: readonly RuleAnswer[];
  /** The answer that a refusal names: the first that fails, else the first that cannot be decided. */
  readonly refusal: RuleAnswer | null;
  /** Facts of hers that the answers rest on, for `meta.standsOn`. */
  readonly standsOn: readonly EventId[];
}

/**
 * Answers the eligibility rules of `circumstances.tier`. Deterministic: reads its arguments only.
 *
 * @throws RangeError where the programme has no such tier or names a rule that the vocabulary lacks; a published
 *   version has neither, so that is a broken log, not a decision.
 */
export function evaluateEligibility(candidate: Candidate, circumstances: Circumstances): Eligibility {
  const tier = circumstances.programme.tiers.find((entry) => entry.code === circumstances.tier);
  if (tier === undefined) throw new RangeError(`Programme ${circumstances.programme.id} has no tier ${circumstances.tier}`);
  const answers = tier.eligibility.map((spec) => waivedOr(spec, evaluateRule(spec, candidate, circumstances), candidate, circumstances));
  const failed = answers.find((answer) => answer.verdict === 'fails' && answer.waived === undefined);
  const undecided = answers.find((answer) => answer.verdict === 'cannotDecide');
  return {
    verdict: failed ? 'fails' : undecided ? 'cannotDecide' : 'holds',
    answers,
    refusal: failed ?? undecided ?? null,
    standsOn: [...new Set(answers.flatMap((answer) => answer.standsOn))],
  };
}

export function evaluateRule(spec: RuleSpec, candidate: Candidate, circumstances: Circumstances): RuleAnswer {
  const word = findWord(spec.rule);
  if (word === undefined) throw new RangeError(`The vocabulary has no rule ${spec.rule}`);
  if (spec.arguments[APPLIES] === null) return { rule: spec.rule, clause: spec.clause, ...stillOpen({}) };
  const finding = found(word, spec, candidate, circumstances);
  return { rule: spec.rule, clause: spec.clause, ...finding };
}

/** A word about a person, asked of a team, is asked of every member; one about teams says nothing of a person. */
function found(word: RuleWord, spec: RuleSpec, candidate: Candidate, circumstances: Circumstances): Finding {
  if (word.asks === 'TEAM' && candidate.team === undefined) return { verdict: 'holds', bound: { ...notOfTeams }, inputs: {}, standsOn: [] };
  if (word.asks === undefined && candidate.team !== undefined) return askedOfMembers(candidate.team, 'ALL', (member) => evaluateRule(spec, member, circumstances));
  // What a member did is for a person to weigh, and stops no team by itself (E39).
  if (candidate.asMember && isConfidential(spec.rule)) return { verdict: 'holds', bound: { ...weighedByPerson }, inputs: {}, standsOn: [] };
  return word.evaluate(spec, candidate, circumstances, (other, of = candidate) => evaluateRule(other, of, circumstances));
}

/** A rule that fails though a body that may do so let her through it in this round: it still fails, and it does not bar her. */
function waivedOr(spec: RuleSpec, answer: RuleAnswer, candidate: Candidate, { round }: Circumstances): RuleAnswer {
  if (answer.verdict !== 'fails' || spec.code === undefined || spec.waiver === undefined) return answer;
  const waiver = candidate.career.waivers.find((entry) => entry.round === round && entry.rule === spec.code);
  if (!waiver?.act) return answer;
  const { body, number, date } = waiver.act;
  return { ...answer, waived: { waiver: waiver.stated, body, number, date }, standsOn: [...answer.standsOn, waiver.stated] };
}

/** The part of the answers that stands in clear in `Nominated` and `NominationRefused`. */
export function clearVerdicts(answers: readonly RuleAnswer[]): readonly RuleVerdict[] {
  return answers.map((answer) => ({
    rule: answer.rule,
    clause: answer.clause,
    holds: answer.verdict === 'holds',
    ...(answer.undecided === undefined ? {} : { undecided: answer.undecided }),
    ...(answer.waived === undefined ? {} : { waived: answer.waived }),
    bound: answer.bound,
  }));
}

/** The part that stands in her private part, answer by answer in the same order. */
export function personalInputs(answers: readonly RuleAnswer[]): JsonObject {
  return { inputs: answers.map((answer) => ({ rule: answer.rule, inputs: answer.inputs })) };
}

/** What was read of the holder under its own key, and of each member of a team under hers. */
export function privateWorking(holder: string, answers: readonly RuleAnswer[]): { readonly [person: PersonId]: JsonObject } {
  const members = [...new Set(answers.flatMap(({ ofMembers = {} }) => Object.keys(ofMembers)))];
  const ofMember = (person: PersonId): JsonObject => ({ inputs: answers.map(({ rule, ofMembers }) => ({ rule, inputs: ofMembers?.[person] ?? {} })) });
  return { [holder]: personalInputs(answers), ...Object.fromEntries(members.map((person) => [person, ofMember(person)])) };
}
