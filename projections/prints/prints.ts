import type { JsonObject } from '../../src/domain/facts';
import type { ListPrinted } from '../../src/domain/round/facts';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** Whose round a check code is of. Whether the list still says what was printed is asked of the round itself, so that no lag can show an old paper as current. */
export interface PrintDocument extends JsonObject {
  readonly code: string;
  readonly rounds: readonly string[];
}

export const PRINTS = 'prints_v1';

export const prints: Projection<PrintDocument> = {
  name: 'prints',
  version: 1,
  events: ['ListPrinted'],
  collection: { name: PRINTS, indexes: [] },
  keys: (event) => [factOf<ListPrinted>(event).data.code],
  // 55 bits of an HMAC that the round is part of: two rounds with one code are as good as impossible, and both would be told.
  fold: (body, event, code) => ({ code, rounds: [...new Set([...(body?.rounds ?? []), event.stream.slice('round-'.length)])] }),
};
