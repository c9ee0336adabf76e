import type { DecisionContext } from '../domain/context';
import { needed, type Refused } from '../domain/decision';
import { gateFault, type GatedDays } from '../domain/parties/parties';
import type { GatedAct } from '../domain/parties/rules';
import { parties } from '../domain/parties/state';
import type { Revision } from '../domain/facts';
import { dutiesStream } from './board-streams';
import type { Desk } from './desk';
import type { Read } from './world';

/** Whether an act waits for a phase gate: what was read for it, and the answer where it is decided. */
export interface Gate {
  readonly reads: readonly Read[];
  readonly fault: (context: DecisionContext, days?: GatedDays) => Refused | null;
}

/** Nothing is read where the programme holds this act back by no gate. */
export async function gateOf(desk: Desk, act: GatedAct, pinned: { readonly programme: string; readonly version?: number; readonly adoptions?: Revision }): Promise<Gate> {
  const { gates = [] } = await desk.programmes.effective(pinned.programme, pinned.version, pinned.adoptions);
  if (!gates.some(({ before }) => before.value.includes(act))) return { reads: [], fault: () => null };
  const stream = dutiesStream(pinned.programme);
  const loaded = await desk.streams.load(parties, stream);
  return { reads: [{ stream, loaded }], fault: (context, days) => gateFault(act, loaded.state, needed(context, 'programme'), context.today, days) };
}
