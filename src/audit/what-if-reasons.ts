import type { Revision } from '../domain/facts';
import type { ProgrammeDifference } from '../domain/rules/programme-diff';
import type { Again, Answer, Otherwise } from './what-if-answers';
import { partOf } from './what-if-parts';
import { NoRuleFileError, type AsRead } from './what-if-record';

/** Takes one recorded decision again under a draft, or under a part of it. */
export type Retake = (read: AsRead) => Promise<Again | null>;

/**
 * Why recorded decisions fall otherwise under a draft: the rules that differ without which it would answer as it did. What
 * else differs is taken back first, piece by piece, and the decision taken again each time; what is left is what it takes.
 * The answers of one decision are kept, since it may be about many.
 */
export class Reasons {
  readonly #answers = new Map<string, Again | null>();

  constructor(private readonly read: AsRead, private readonly pinned: { readonly version: number; readonly adoptions: Revision }, private readonly retake: Retake) {}

  async of(one: Otherwise): Promise<readonly ProgrammeDifference[]> {
    const differences = await this.read.differencesFrom(this.pinned);
    const { before, after } = await this.read.filled(this.pinned);
    const cited = (difference: ProgrammeDifference): boolean => isCited(difference, one);
    const placed = differences.map((difference) => ({ difference, part: partOf(difference.path, before, after) }));
    // Of two that would each do, the one whose clause the answer names is given.
    const named = new Set(placed.flatMap(({ difference, part }) => (cited(difference) ? [part] : [])));
    const parts = [...new Set(placed.map(({ part }) => part))].sort((a, b) => Number(named.has(a)) - Number(named.has(b)));
    const needed = new Set(await this.#needed(one, parts));
    return placed.flatMap(({ difference, part }) => (needed.has(part) ? [difference] : []));
  }

  /** The parts of the draft that it cannot do without to answer so: taken back by halves while it answers so without them. */
  async #needed(one: Otherwise, parts: readonly string[]): Promise<readonly string[]> {
    let kept = parts;
    let from = 0;
    let size = parts.length;
    while (from < kept.length) {
      size = Math.min(Math.max(1, size), kept.length - from);
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (await this.#answersSo(one, parts.filter((part) => !fewer.includes(part)))) kept = fewer;
      else if (size > 1) size = Math.ceil(size / 2);
      else [from, size] = [from + 1, Math.ceil((kept.length - from - 1) / 2)];
    }
    return kept;
  }

  async #answersSo(one: Otherwise, takenBack: readonly string[]): Promise<boolean> {
    const key = [...takenBack].sort().join(' ');
    if (!this.#answers.has(key)) this.#answers.set(key, await this.#answer(takenBack));
    const answer = this.#answers.get(key) ?? null;
    if (answer === null || 'unanswered' in answer) return false;
    const same = answer.otherwise.find(({ teacher, stage }) => teacher === one.teacher && stage === one.stage);
    return same !== undefined && saysTheSame(same.would, one);
  }

  /** null where so much of the draft is no rule file: one part says something of another that is not there. */
  async #answer(takenBack: readonly string[]): Promise<Again | null> {
    try {
      return await this.retake(this.read.without(takenBack));
    } catch (error) {
      if (error instanceof NoRuleFileError) return null;
      throw error;
    }
  }
}

/** A refusal by another rule or working, or a yes that comes to something else, is another answer: one clause may hold several rules. A rank and a sum go along with a place on the list. */
function saysTheSame(answer: Answer, { would }: Otherwise): boolean {
  if (answer.decided !== would.decided || answer.clause !== would.clause) return false;
  return (would.decided !== 'MAY' && would.decided !== 'REFUSED') || (answer.words.zh === would.words.zh && answer.words.en === would.words.en);
}

function isCited({ before, after }: ProgrammeDifference, { was, would }: Otherwise): boolean {
  return [was.clause, would.clause].some((clause) => clause !== undefined && (clause === before?.clause || clause === after?.clause));
}
