import { StoreUnavailableError } from '../../event-store/event-store';

/**
 * A place where a store can be held up, made to fail, or killed. A call has a step `before` and `after` it (part
 * 'call'); inside `write`, so has each document (part 'derived' or 'source') and the checkpoint. Between any two steps
 * another store on the same disk may act: that is how MongoDB without transactions behaves (pitfalls.md, 4d).
 */
export interface Step {
  readonly call: 'prepare' | 'get' | 'write' | 'checkpoint' | 'find' | 'count' | 'scan' | 'setting' | 'setSetting' | 'drop';
  readonly part: 'call' | 'derived' | 'source' | 'checkpoint';
  readonly moment: 'before' | 'after';
  /** `collection/id` of a document, else the collection, checkpoint or setting. */
  readonly target: string;
}

/**
 * Called at every step. Returning a promise holds the store up until a scheduler resolves it; throwing fails the call
 * there, with all that came before stored; a Crash kills the store (not its disk) as well.
 */
export type Interrupt = (step: Step) => void | Promise<void>;

/** The process died here. The store that threw it answers nothing any more; open another on the same disk. */
export class Crash extends Error {
  constructor(readonly step?: Step) {
    super(step === undefined ? 'this store has crashed' : `crashed ${step.moment} ${step.call} ${step.part} ${step.target}`);
    this.name = 'Crash';
  }
}

/** Dies at the nth step, counted from 1. Past the last step it never does: `steps()` says how many there were. */
export function crashAt(nth: number): Interrupt & { steps(): number } {
  let count = 0;
  const interrupt = (step: Step): void => {
    count += 1;
    if (count === nth) throw new Crash(step);
  };
  return Object.assign(interrupt, { steps: () => count });
}

/**
 * Fails the first `times` steps that match, as a store out of reach does. With moment 'after' the thing was done and the
 * answer was lost: the outcome is unknown to the caller.
 */
export function failAt(match: Partial<Step>, times = 1): Interrupt {
  let left = times;
  return (step) => {
    const hit = (Object.keys(match) as (keyof Step)[]).every((key) => step[key] === match[key]);
    if (!hit || left === 0) return;
    left -= 1;
    throw new StoreUnavailableError({
      en: `The store failed ${step.moment} ${step.call} ${step.target}, as it was told to.`,
      zh: `存储按测试要求在 ${step.call} ${step.target} 处失败。`,
    });
  };
}
