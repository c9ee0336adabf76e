import type { JsonObject } from '../../src/domain/facts';
import type { BatchFact } from '../../src/domain/round/facts';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** How far a mass act is. */
export interface OperationDocument extends JsonObject {
  readonly batch: string;
  readonly state: 'LISTED' | 'OPEN' | 'COMPLETED';
  readonly useCase: string | null;
  readonly round: string | null;
  /** Named in the opening; until then, those listed so far. */
  readonly targets: number;
  readonly done: number;
  readonly declined: number;
  /** Targets that ended in their recorded decline, and the rule that was in the way. */
  readonly declines: readonly { readonly target: string; readonly rule: string | null; readonly event: string | null }[];
  readonly openedAt: string | null;
  readonly completedAt: string | null;
  /** The person whose command it was. */
  readonly actor: string;
}

export const OPERATIONS = 'operations_v1';

export const operations: Projection<OperationDocument> = {
  name: 'operations',
  version: 1,
  events: ['BatchTargetsListed', 'BatchOpened', 'BatchTargetsSettled', 'BatchCompleted'],
  collection: {
    name: OPERATIONS,
    indexes: [
      { field: 'state', type: 'text' },
      { field: 'useCase', type: 'text' },
      { field: 'round', type: 'text' },
      { field: 'openedAt', type: 'text' },
    ],
  },
  keys: (event) => [factOf<BatchFact>(event).data.batch],
  fold(body, event, batch) {
    const fact = factOf<BatchFact>(event);
    const before: OperationDocument = body ?? { batch, state: 'LISTED', useCase: null, round: null, targets: 0, done: 0, declined: 0, declines: [], openedAt: null, completedAt: null, actor: fact.meta.actor };
    switch (fact.type) {
      case 'BatchTargetsListed':
        return { ...before, targets: before.targets + fact.data.targets.length };
      case 'BatchOpened':
        return { ...before, state: 'OPEN', useCase: fact.data.useCase, round: fact.data.round, targets: fact.data.targets, openedAt: fact.recordedAt };
      case 'BatchTargetsSettled': {
        const declines = fact.data.outcomes.filter(({ outcome }) => outcome === 'DECLINED');
        return {
          ...before,
          done: before.done + fact.data.outcomes.length - declines.length,
          declined: before.declined + declines.length,
          declines: declines.length === 0 ? before.declines : [...before.declines, ...declines.map(({ target, rule, event: outcome }) => ({ target, rule, event: outcome }))],
        };
      }
      case 'BatchCompleted':
        return { ...before, state: 'COMPLETED', done: fact.data.done, declined: fact.data.declined, completedAt: fact.data.completedAt };
    }
  },
};
