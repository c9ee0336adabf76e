import { batch, decideCompleteBatch, decideSettleTargets, pendingTargets, type BatchState, type TargetOutcome } from '../domain/batch';
import type { BatchId, Decision, JsonObject, Recorded } from '../domain/facts';
import type { Clock } from '../clock';
import { batchStream, type Asked, type Desk, type Settled } from './desk';
import { together } from './settle';
import type { Attempt, Loaded } from './streams';

/** Targets at work at one time: enough for the store's group commit, few enough to leave room for other callers. */
const AT_ONCE = 32;
/** Targets recorded in one `BatchTargetsSettled`. */
const CHUNK = 100;

export interface TargetSettled extends Settled {
  readonly outcome: Omit<TargetOutcome, 'target'>;
}

/**
 * Carries an opened batch to its end (design, section 4). Each target is settled idempotently by its own stream's state,
 * so this may be begun again at any point, by anybody: only targets without a recorded outcome are taken up.
 */
export async function carryOut(
  desk: Desk,
  id: BatchId,
  of: Asked,
  via: Attempt['via'],
  settleTarget: (target: string, data: JsonObject, state: BatchState) => Promise<TargetSettled>,
): Promise<{ readonly loaded: Loaded<BatchState>; readonly settled: Settled }> {
  const stream = batchStream(id);
  let last: Settled = { facts: [], position: null };
  const advance = (step: Settled): void => {
    // Progress, not every fact of thousands of targets: the answer names the batch, and the batch names the events.
    last = together({ facts: [], position: last.position }, { facts: [], position: step.position });
  };
  for (;;) {
    // Each time anew: an erasure empties the memory, and the state taken before it would stand still for ever.
    const { state } = await desk.streams.load(batch, stream);
    const chunk = pendingTargets(state).slice(0, CHUNK);
    const first = chunk[0];
    if (first === undefined) break;
    const outcomes = await atMost(AT_ONCE, chunk, async ({ target, data }): Promise<TargetOutcome> => {
      const settled = await settleTarget(target, data, state);
      advance(settled);
      return { target, ...settled.outcome };
    });
    advance(await desk.follow(of, `settled:${first.target}`, via ?? 'batch', {
      aggregate: batch, stream, world: () => desk.world(),
      decide: (now) => decideSettleTargets(now, { outcomes }),
    }));
  }
  const completed = await desk.follow(of, 'batch:complete', via ?? 'batch', {
    aggregate: batch, stream, world: () => desk.world(),
    decide: (now) => decideCompleteBatch(now, { completedAt: desk.ports.clock.now() }),
  });
  return { loaded: completed.loaded, settled: together(last, completed) };
}

/** In order, at most n at a time; the first error stops the taking of new ones and is thrown once the others have ended. */
export async function atMost<T, R>(n: number, items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let failed: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (next < items.length && failed === undefined) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T, index);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(n, items.length) }, worker));
  if (failed !== undefined) throw failed.error;
  return results;
}

/** The result if it comes within `ms`, else null; the work goes on, and what it fails at the reactor takes up again. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> {
  const timer = new AbortController();
  const late = clock.wait(ms, timer.signal).then(() => null, () => null);
  try {
    const first = await Promise.race([work, late]);
    if (first === null) work.catch(() => undefined);
    return first;
  } finally {
    timer.abort();
  }
}

/** A list with some that do not pass is refused whole, with each of them and why (design, section 4). */
export function targetsRefused(targets: readonly { readonly target: string; readonly rule: string }[]): Decision<Recorded> {
  return { kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { count: targets.length, targets: targets.map(({ target, rule }) => ({ target, rule })) } }, events: [] };
}
