import type { BatchId, EventId, JsonObject, Refusal, Revision, RuleReference, StreamName } from '../domain/facts';
import type { Position } from '../event-store/event-store';

/** What a command answers. Malformed input and lost stores are exceptions; what the rules say is a value. */
export type Outcome =
  | {
      readonly kind: 'accepted';
      /** Last event of the causal chain: a query given it waits until its view reflects it. */
      readonly position: Position;
      readonly events: readonly { readonly id: EventId; readonly type: string; readonly stream: StreamName; readonly revision: Revision }[];
      /** Ids made and numbers found: `{ teacher }`, `{ nomination }`, … */
      readonly result: JsonObject;
      /** True where an earlier attempt under the same command id had stored the events. */
      readonly repeated: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly reference: RuleReference | null; readonly position: Position | null; readonly repeated: boolean }
  /** Accepted and durable; still being carried out (202). */
  | { readonly kind: 'pending'; readonly operation: BatchId; readonly position: Position; readonly result: JsonObject };
