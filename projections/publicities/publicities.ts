import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { PublicityFact } from '../../src/domain/round/facts';
import { factOf, type Projected } from '../facts-of';
import type { Projection } from '../projection';

/** What happened to one posted list, in log order. */
export interface PublicityStep extends JsonObject {
  readonly type: string;
  readonly event: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly actor: string;
  /** Document that the step stands on: the order to suspend, the stamped 公示情况说明. */
  readonly act: JsonObject | null;
  readonly details: JsonObject;
}

export interface PublicityDocument extends JsonObject {
  readonly publicity: string;
  readonly round: string;
  /** null until the opening is read, and for the final list. */
  readonly level: string | null;
  readonly unit: string | null;
  readonly openedOn: string | null;
  readonly steps: readonly PublicityStep[];
}

const EVENTS = [
  'PublicityOpened', 'PublicityWindowEnded', 'PublicityClosed', 'PublicityClockSuspended', 'PublicityClockResumed', 'PublicityRecomputed', 'PublicityListChanged', 'ListTakenDown',
] as const satisfies readonly EventType[];

export const PUBLICITIES = 'publicities_v1';

export const publicities: Projection<PublicityDocument> = {
  name: 'publicities',
  version: 1,
  events: EVENTS,
  collection: {
    name: PUBLICITIES,
    indexes: [
      { field: 'round', type: 'text' },
      { field: 'level', type: 'text' },
      { field: 'unit', type: 'text' },
      { field: 'openedOn', type: 'text' },
    ],
  },
  keys: (event) => [factOf<PublicityFact>(event).data.publicity],
  fold(body, event, publicity) {
    const fact = factOf<PublicityFact>(event);
    const round = event.stream.slice('round-'.length);
    const before: PublicityDocument = body ?? { publicity, round, level: null, unit: null, openedOn: null, steps: [] };
    const step: PublicityStep = { type: fact.type, event: fact.id, on: fact.meta.effectiveOn, recordedAt: fact.recordedAt, actor: fact.meta.actor, act: fact.meta.act === undefined ? null : { ...fact.meta.act }, details: detailsOf(fact) };
    const opened = fact.type === 'PublicityOpened' ? { level: fact.data.level, unit: fact.data.unit, openedOn: fact.data.openedOn } : {};
    return { ...before, ...opened, steps: [...before.steps, step] };
  },
};

/** Who is on the list stands in the log, part by part under each person's key, and not here; what changed on it does. */
function detailsOf({ type, data }: Projected<PublicityFact>): JsonObject {
  const held: ReadonlySet<string> = new Set(['publicity', 'level', 'unit', 'rows', 'listed']);
  const details = Object.fromEntries(Object.entries(data).filter(([field]) => !held.has(field)));
  return type === 'PublicityOpened' || type === 'PublicityListChanged' ? { ...details, rows: data.listed?.count ?? data.rows.length } : details;
}
