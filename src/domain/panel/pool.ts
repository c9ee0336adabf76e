import type { DecisionContext } from '../context';
import { alreadySo, refused } from '../decision';
import type { BusinessDate } from '../dates';
import type { Aggregate, Decision, EventId, OfficialAct, OrgId, PersonId } from '../facts';
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
  /** The one that listed the first expert keeps it; null before. */
  office: OrgId | null;
  readonly listed: Map<PersonId, Listing>;
  /** What asked for a listing that was made. */
  readonly asked: Set<EventId>;
}

/** An appointment that asks for a listing. */
export interface ListingAsked extends Omit<Listing, 'from'> {
  readonly event: EventId;
  readonly from: BusinessDate;
}

export const expertPool: Aggregate<ExpertPoolState, ExpertPoolFact> = {
  initial: (stream) => ({ pool: stream.replace(/^experts-/, ''), office: null, listed: new Map(), asked: new Set() }),
  evolve: (state, fact) => {
    const { person } = fact.data;
    state.office ??= fact.meta.capacity?.org ?? null;
    if (fact.type === 'ExpertDelisted') state.listed.delete(person);
    else {
      state.asked.add(fact.meta.cause);
      state.listed.set(person, { person, subjects: fact.data.subjects, unit: fact.data.unit, from: fact.meta.effectiveOn });
    }
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

/** Step two of an appointment that asks for a listing: each is listed once, whatever becomes of the listing afterwards. */
export function decideListAppointed(state: ExpertPoolState, asked: readonly ListingAsked[]): Decision<ExpertPoolFact> {
  const fresh = asked.filter(({ event }) => !state.asked.has(event));
  return { kind: 'events', events: fresh.map(({ event, person, subjects, unit, from }) => ({ type: 'ExpertListed', data: { pool: state.pool, person, subjects, unit }, effectiveOn: from, cause: event })) };
}

export function decideDelistExpert(state: ExpertPoolState, command: { readonly person: PersonId; readonly act?: OfficialAct }): Decision<ExpertPoolFact> {
  const { person, act } = command;
  if (!state.listed.has(person)) return refused('notListed', { person, pool: state.pool });
  return { kind: 'events', events: [{ type: 'ExpertDelisted', data: { pool: state.pool, person }, ...(act ? { act } : {}) }] };
}
