import type { JsonObject } from '../../src/domain/facts';
import type { CollectionSpec } from '../../src/read-models/document-store';
import type { Delta } from '../projection';
import type { RoundDocument } from './rounds';

/** A round as a list shows it: without its ledgers, notice and counts, which grow with all that happens in it. */
export interface RoundHead extends JsonObject {
  readonly round: RoundDocument['round'];
  readonly names: RoundDocument['names'];
  readonly programme: RoundDocument['programme'];
  readonly version: RoundDocument['version'];
  readonly tier: RoundDocument['tier'];
  readonly track: RoundDocument['track'];
  readonly demonstration: RoundDocument['demonstration'];
  readonly openedOn: RoundDocument['openedOn'];
  readonly concludedOn: RoundDocument['concludedOn'];
  /** In log order; of gates of one type in a row the first day of them. */
  readonly stages: readonly { readonly type: string; readonly on: string }[];
}

export const ROUND_HEADS = 'rounds_v4_heads';

export const roundHeads: CollectionSpec = {
  name: ROUND_HEADS,
  indexes: [
    { field: 'programme', type: 'text', alone: false },
    { field: 'tier', type: 'text', alone: false },
    { field: 'track', type: 'text', alone: false },
    { field: 'openedOn', type: 'text' },
  ],
  compound: [['programme', 'openedOn']],
};

/** Most of what happens in a round passes no gate, and changes nothing of its head. */
export function headBetween(before: RoundDocument | undefined, after: RoundDocument, id: string): readonly Delta[] {
  const same = before !== undefined && before.gates === after.gates && before.openedOn === after.openedOn && before.concludedOn === after.concludedOn;
  return same || after.openedOn === null ? [] : [{ kind: 'put', collection: ROUND_HEADS, id, body: headOf(after) }];
}

function headOf({ round, names, programme, version, tier, track, demonstration, openedOn, concludedOn, gates }: RoundDocument): RoundHead {
  const stages: { readonly type: string; readonly on: string }[] = [];
  for (const { type, on } of gates) {
    const last = stages.at(-1);
    if (last?.type === type) stages[stages.length - 1] = { type, on: on < last.on ? on : last.on };
    else stages.push({ type, on });
  }
  return { round, names, programme, version, tier, track, demonstration, openedOn, concludedOn, stages };
}

/** Type of the last gate passed by the day; null before the opening. */
export function stageOn(gates: RoundHead['stages'], day: string): string | null {
  return gates.findLast(({ on }) => on <= day)?.type ?? null;
}
