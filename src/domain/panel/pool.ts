import type { DecisionContext } from '../context';
import { alreadySo, refused } from '../decision';
import type { BusinessDate } from '../dates';
import type { Aggregate, Decision, OfficialAct, OrgId, PersonId } from '../facts';
import type { ExpertPoolFact } from './draw-facts';

export interface Listing {
  readonly person: PersonId;
  readonly subjects: readonly string[] | null;
  readonly unit: OrgId;
  readonly from: BusinessDate;
}
/** Stream `experts-<pool>`: who may be drawn. */
export interface ExpertPoolState {
  readonly pool: string;
  readonly listed: Map<PersonId, Listing>;
}

export const expertPool: Aggregate<ExpertPoolState, ExpertPoolFact> = {
  initial: (stream) => ({ pool: stream.replace(/^experts-/, ''), listed: new Map() }),
  evolve: (state, fact) => {
    const { person } = fact.data;
    if (fact.type === 'ExpertDelisted') state.listed.delete(person);
    else state.listed.set(person, { person, subjects: fact.data.subjects, unit: fact.data.unit, from: fact.meta.effectiveOn });
    return state;
  },
};

/** Listed again with other subjects or another unit, the later listing counts. */
export function decideListExpert(state: ExpertPoolState, command: { readonly person: PersonId; readonly subjects: readonly string[] | null; readonly unit: OrgId; readonly act?: OfficialAct }, context: DecisionContext): Decision<ExpertPoolFact> {
  const { person, subjects, unit, act } = command;
  if (context.orgs && !context.orgs.orgs.has(unit)) return refused('unknownOrg', { org: unit });
  const known = state.listed.get(person);
  if (known?.unit === unit && JSON.stringify(known.subjects) === JSON.stringify(subjects)) return alreadySo;
  return { kind: 'events', events: [{ type: 'ExpertListed', data: { pool: state.pool, person, subjects, unit }, ...(act ? { act } : {}) }] };
}

export function decideDelistExpert(state: ExpertPoolState, command: { readonly person: PersonId; readonly act?: OfficialAct }): Decision<ExpertPoolFact> {
  const { person, act } = command;
  if (!state.listed.has(person)) return refused('notListed', { person, pool: state.pool });
  return { kind: 'events', events: [{ type: 'ExpertDelisted', data: { pool: state.pool, person }, ...(act ? { act } : {}) }] };
}
