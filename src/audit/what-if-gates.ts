import { dutiesStream } from '../commands/board-streams';
import type { DecisionContext } from '../domain/context';
import { needed, type Refused } from '../domain/decision';
import type { Recorded } from '../domain/facts';
import { gateFault, type GatedDays } from '../domain/parties/parties';
import type { GatedAct } from '../domain/parties/rules';
import { parties } from '../domain/parties/state';
import { pinnedBy, type AsRead } from './what-if-record';

/** Whether an act waits for a phase gate of the rules that it is taken by: what was passed by then stands on record, whoever asked for it. */
export async function gateFor(read: AsRead, fact: Recorded, act: GatedAct, days: GatedDays = []): Promise<(context: DecisionContext) => Refused | null> {
  const state = await read.besides(parties, dutiesStream(pinnedBy(fact).id), fact);
  return (context) => gateFault(act, state, needed(context, 'programme'), context.today, days);
}
