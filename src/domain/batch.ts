import { alreadySo, refused } from './decision';
import type { Instant } from './dates';
import type { Aggregate, BatchId, Decision, EventId, JsonObject, RoundId, StreamName } from './facts';
import type { BatchFact, BatchOpened, BatchTargetsSettled } from './round/facts';

/** An append holds at most 1 MiB; 5,000 ids with their row numbers stay well below it (design, section 4). */
export const TARGETS_PER_LIST = 5_000;

export type TargetOutcome = BatchTargetsSettled['data']['outcomes'][number];

/** Stream `batch-<id>`: one mass act, its targets and how far it has come. */
export interface BatchState {
  readonly id: BatchId;
  readonly targets: Map<string, JsonObject>;
  readonly outcomes: Map<string, TargetOutcome>;
  parts: number;
  opened: BatchOpened['data'] | null;
  completed: { readonly done: number; readonly declined: number; readonly event: EventId } | null;
}

export interface ListTargetsCommand {
  readonly targets: readonly { readonly target: string; readonly data: JsonObject }[];
}
export interface OpenBatchCommand {
  readonly useCase: string;
  readonly listHash: string;
  readonly round: RoundId | null;
  readonly reservation: EventId | null;
}

export const batch: Aggregate<BatchState, BatchFact> = {
  initial: (stream: StreamName) => ({ id: stream.replace(/^batch-/, ''), targets: new Map(), outcomes: new Map(), parts: 0, opened: null, completed: null }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'BatchTargetsListed':
        for (const { target, data } of fact.data.targets) state.targets.set(target, data);
        state.parts += 1;
        return state;
      case 'BatchOpened':
        state.opened = fact.data;
        return state;
      case 'BatchTargetsSettled':
        for (const outcome of fact.data.outcomes) if (!state.outcomes.has(outcome.target)) state.outcomes.set(outcome.target, outcome);
        return state;
      case 'BatchCompleted':
        state.completed = { done: fact.data.done, declined: fact.data.declined, event: fact.id };
        return state;
    }
  },
};

/** Lists what is not listed yet, in parts; what is listed already is left alone, so an interrupted listing goes on. */
export function decideListTargets(state: BatchState, command: ListTargetsCommand): Decision<BatchFact> {
  const fresh = command.targets.filter(({ target }) => !state.targets.has(target));
  const seen = new Set<string>();
  for (const { target } of command.targets) {
    if (seen.has(target)) return refused('targetTwice', { target });
    seen.add(target);
  }
  if (fresh.length > 0 && state.opened) return refused('batchOpened', { batch: state.id });
  const parts = Array.from({ length: Math.ceil(fresh.length / TARGETS_PER_LIST) }, (_, part) => fresh.slice(part * TARGETS_PER_LIST, (part + 1) * TARGETS_PER_LIST));
  return { kind: 'events', events: parts.map((targets, index) => ({ type: 'BatchTargetsListed' as const, data: { batch: state.id, part: state.parts + index + 1, targets } })) };
}

export function decideOpenBatch(state: BatchState, command: OpenBatchCommand): Decision<BatchFact> {
  if (state.opened) return alreadySo;
  return { kind: 'events', events: [{ type: 'BatchOpened', data: { batch: state.id, targets: state.targets.size, ...command } }] };
}

/** A list that is whole when it is opened, in one append: nothing of it is begun before all of it is durable. */
export function decideOpenList(state: BatchState, command: ListTargetsCommand & OpenBatchCommand): Decision<BatchFact> {
  if (state.opened) return alreadySo;
  const { targets, ...opening } = command;
  const listed = decideListTargets(state, { targets });
  if (listed.kind === 'refused') return listed;
  return { kind: 'events', events: [...listed.events, { type: 'BatchOpened', data: { batch: state.id, targets: targets.length, ...opening } }] };
}

/** Records what became of some targets; those recorded already are passed over. */
export function decideSettleTargets(state: BatchState, command: { readonly outcomes: readonly TargetOutcome[] }): Decision<BatchFact> {
  if (!state.opened) return refused('batchNotOpened', { batch: state.id });
  const unknown = command.outcomes.find(({ target }) => !state.targets.has(target));
  if (unknown) return refused('unknownTarget', { batch: state.id, target: unknown.target });
  const fresh = new Map(command.outcomes.filter(({ target }) => !state.outcomes.has(target)).map((outcome) => [outcome.target, outcome]));
  if (fresh.size === 0) return alreadySo;
  return { kind: 'events', events: [{ type: 'BatchTargetsSettled', data: { batch: state.id, outcomes: [...fresh.values()] } }] };
}

/** Completed exactly when every target has its outcome. */
export function decideCompleteBatch(state: BatchState, command: { readonly completedAt: Instant }): Decision<BatchFact> {
  if (state.completed) return alreadySo;
  if (!state.opened) return refused('batchNotOpened', { batch: state.id });
  const left = state.targets.size - state.outcomes.size;
  if (left > 0) return refused('batchNotSettled', { batch: state.id, left });
  const done = [...state.outcomes.values()].filter(({ outcome }) => outcome === 'DONE').length;
  return { kind: 'events', events: [{ type: 'BatchCompleted', data: { batch: state.id, done, declined: state.outcomes.size - done, completedAt: command.completedAt } }] };
}

/** Targets without an outcome, in the order they were listed. */
export function pendingTargets(state: BatchState): readonly { readonly target: string; readonly data: JsonObject }[] {
  return [...state.targets].filter(([target]) => !state.outcomes.has(target)).map(([target, data]) => ({ target, data }));
}
