import type { DecisionContext } from './context';
import { alreadySo, refused } from './decision';
import type { BusinessDate } from './dates';
import type { Decision, EventId, OfficialAct, PersonId } from './facts';
import type { PeopleState } from './people';
import type { PeopleFact, RelationKind, RelationRecorded } from './registry-facts';

/** What ties two persons, for as long as it holds; a mentor is `a`, the one she guides `b`. */
export interface Relation {
  readonly kind: RelationKind;
  readonly a: PersonId;
  readonly b: PersonId;
  readonly from: BusinessDate;
  /** Last day, inclusive; null while it has no end. */
  readonly to: BusinessDate | null;
  readonly event: EventId;
}

/** Of each person, by what it is; recorded again with an end, the later statement counts. */
export type Relations = Map<PersonId, Map<string, Relation>>;

export function relate(relations: Relations, fact: RelationRecorded): void {
  const relation: Relation = { ...fact.data, event: fact.id };
  for (const person of [relation.a, relation.b]) relations.set(person, (relations.get(person) ?? new Map<string, Relation>()).set(keyOf(relation), relation));
}

export function decideRecordRelation(state: PeopleState, command: { readonly kind: RelationKind; readonly a: PersonId; readonly b: PersonId; readonly from: BusinessDate; readonly to: BusinessDate | null; readonly act?: OfficialAct }, context: DecisionContext): Decision<PeopleFact> {
  const { kind, a, b, from, to, act } = command;
  if (a === b) return refused('relationToOneself', { person: a });
  if (to !== null && to < from) return refused('endBeforeStart', { from, to });
  if (from > context.today) return refused('inTheFuture', { day: from, today: context.today });
  const known = state.relations.get(a)?.get(keyOf({ kind, a, b, from }));
  if (known && known.to === to) return alreadySo;
  return { kind: 'events', events: [{ type: 'RelationRecorded', data: { kind, a, b, from, to }, effectiveOn: from, ...(act ? { act } : {}) }] };
}

function keyOf({ kind, a, b, from }: Pick<Relation, 'kind' | 'a' | 'b' | 'from'>): string {
  return `${kind} ${kind === 'MENTOR' ? [a, b].join(' ') : [a, b].sort().join(' ')} ${from}`;
}
