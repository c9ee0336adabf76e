import type { Instant } from '../domain/dates';
import { carryOutStep, type Doing } from '../examples/given';
import { instantOf } from '../examples/office';
import type { Play } from '../examples/play';
import type { Step, WorkedExample } from '../examples/worked-example';
import type { DemonstrationVenue } from './venue';

/** What is told of one bureau, in its own order, and how far it has come. */
export class Story {
  #done = 0;

  /** @param title what it is called where it cannot go on. */
  constructor(readonly title: { readonly zh: string; readonly en: string }, private readonly todo: readonly Doing[]) {}

  /** When it goes on; null where it has come to its end. */
  get next(): Instant | null {
    const next = this.todo[this.#done];
    return next === undefined ? null : instantOf(next.moment);
  }

  get progress(): { readonly done: number; readonly of: number } {
    return { done: this.#done, of: this.todo.length };
  }

  async goOn(): Promise<void> {
    await this.todo[this.#done]?.work();
    this.#done += 1;
  }
}

/** The steps of an example, each at its moment. */
export function stepsOf(play: Play<DemonstrationVenue>, { steps }: WorkedExample): readonly Doing[] {
  return steps.flatMap((step, index) => (leavesNothing(step) ? [] : [{ moment: step.recorded ?? step.on, work: () => carryOutStep(play, step, ['steps', index]) }]));
}

/**
 * What is refused without a fact is left out: nobody would see it, and played again after an interruption, when the log
 * has come further, it might be accepted.
 */
function leavesNothing({ refused, expect }: Step): boolean {
  return refused !== undefined && (expect === undefined || Object.keys(expect).length === 0);
}

/** Whose turn it is: whoever comes next in business time. @param until nothing that comes later. */
export function nextOf(stories: readonly Story[], until: Instant | null): Story | undefined {
  return stories.filter(({ next }) => next !== null && (until === null || next <= until)).sort((a, b) => ((a.next ?? '') < (b.next ?? '') ? -1 : 1))[0];
}

/** Plays them side by side, in the order of business time. */
export async function playTogether(stories: readonly Story[], progress: (done: number, of: number) => void, until: Instant | null = null): Promise<void> {
  for (;;) {
    const first = nextOf(stories, until);
    if (first === undefined) return;
    progress(stories.reduce((sum, one) => sum + one.progress.done, 0), stories.reduce((sum, one) => sum + one.progress.of, 0));
    await first.goOn();
  }
}
