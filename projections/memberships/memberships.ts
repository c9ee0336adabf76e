import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { EventType } from '../../src/domain/catalogue';
import type { LeavingReason, TeamRole } from '../../src/domain/team/facts';
import { teamOf } from '../../src/domain/team/view';
import { resolve, type LifeFact, type Standing } from '../../src/domain/teacher/view';
import { keptOf, type KeptFact } from '../dossier';
import type { Delta, Projection } from '../projection';

const EVENTS = ['TeamRegistered', 'MemberJoined', 'MemberLeft', 'LeaderChanged', 'FactVoided'] as const satisfies readonly EventType[];

/** One membership, for the member's own page: in which team, as what, from when until when. */
export interface MembershipRow extends JsonObject {
  readonly team: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly person: string;
  readonly role: TeamRole;
  /** Days on which she led it, from one to before the other; null while she does. */
  readonly led: readonly { readonly from: string; readonly to: string | null }[];
  readonly from: string;
  /** First day on which she is no member any more. */
  readonly leftOn: string | null;
  readonly reason: LeavingReason | null;
}

/** A team's own facts in log order: a late entry, a correction or a void makes its rows anew. */
export interface TeamDocument extends JsonObject {
  readonly facts: readonly KeptFact[];
}

export const MEMBERSHIPS = 'memberships_v2_rows';

export const memberships: Projection<TeamDocument> = {
  name: 'memberships',
  version: 2,
  events: EVENTS,
  collection: { name: 'memberships_v2', indexes: [] },
  derived: [{ name: MEMBERSHIPS, indexes: [{ field: 'person', type: 'text' }, { field: 'from', type: 'text', alone: false }] }],
  keys(event) {
    const holder = holderOfStream(event.stream);
    return holder?.kind === 'TEAM' ? [holder.id] : [];
  },
  fold: (body, event) => ({ facts: [...(body?.facts ?? []), keptOf(event)] }),
  derive(before, after, team) {
    const [was, is] = [rowsOf(team, before), rowsOf(team, after)];
    return [
      ...[...was.keys()].filter((id) => !is.has(id)).map((id): Delta => ({ kind: 'put', collection: MEMBERSHIPS, id, body: null })),
      ...[...is].filter(([id, row]) => JSON.stringify(was.get(id)) !== JSON.stringify(row)).map(([id, body]): Delta => ({ kind: 'put', collection: MEMBERSHIPS, id, body })),
    ];
  },
};

function rowsOf(team: string, document: TeamDocument | undefined): ReadonlyMap<string, MembershipRow> {
  if (document === undefined) return new Map();
  const standing = resolve(document.facts as readonly (KeptFact & LifeFact)[]);
  const view = teamOf(standing);
  const led = leadersOf(standing);
  return new Map((view?.memberships ?? []).map(({ person, role, from, leftOn, reason }) => [
    `${team}/${person}/${from}`,
    { team, names: view?.names ?? { zh: team, en: team }, person, role, led: led.filter((spell) => spell.person === person && (leftOn === null || spell.from < leftOn) && (spell.to === null || spell.to > from)).map((spell) => ({ from: spell.from, to: spell.to })), from, leftOn, reason },
  ]));
}

/** Who led it from when until before when, one after the other. */
function leadersOf(standing: readonly Standing[]): readonly { readonly person: string; readonly from: string; readonly to: string | null }[] {
  const named = standing.flatMap(({ fact }) => (fact.type === 'TeamRegistered' || fact.type === 'LeaderChanged' ? [{ person: fact.data.leader, from: fact.meta.effectiveOn }] : []));
  // Two of one day: the later wording of that day leads.
  return named.map((one, index) => ({ ...one, to: named[index + 1]?.from ?? null })).filter(({ from, to }) => to === null || from < to);
}
