import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { EventType } from '../../src/domain/catalogue';
import type { LeavingReason, TeamRole } from '../../src/domain/team/facts';
import { teamOf } from '../../src/domain/team/view';
import { resolve, type LifeFact } from '../../src/domain/teacher/view';
import type { Delta, Projection } from '../projection';

const EVENTS = ['TeamRegistered', 'MemberJoined', 'MemberLeft', 'LeaderChanged', 'FactVoided'] as const satisfies readonly EventType[];

/** One membership, for the member's own page: in which team, as what, from when until when. */
export interface MembershipRow extends JsonObject {
  readonly team: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly person: string;
  readonly role: TeamRole;
  readonly leads: boolean;
  readonly from: string;
  /** First day on which she is no member any more. */
  readonly leftOn: string | null;
  readonly reason: LeavingReason | null;
}

interface KeptFact extends JsonObject {
  readonly id: string;
  readonly type: (typeof EVENTS)[number];
  readonly revision: number;
  readonly data: JsonObject;
  /** Nothing private is in what a view asks of these. */
  readonly private: Record<string, never>;
  readonly meta: { readonly effectiveOn: string; readonly corrects?: string };
}

/** A team's own facts in log order: a late entry, a correction or a void makes its rows anew. */
export interface TeamDocument extends JsonObject {
  readonly facts: readonly KeptFact[];
}

export const MEMBERSHIPS = 'memberships_v1_rows';

export const memberships: Projection<TeamDocument> = {
  name: 'memberships',
  version: 1,
  events: EVENTS,
  collection: { name: 'memberships_v1', indexes: [] },
  derived: [{ name: MEMBERSHIPS, indexes: [{ field: 'person', type: 'text' }, { field: 'from', type: 'text', alone: false }] }],
  keys(event) {
    const holder = holderOfStream(event.stream);
    return holder?.kind === 'TEAM' ? [holder.id] : [];
  },
  fold(body, { id, type, revision, data, meta }) {
    const kept: KeptFact = { id, type: type as KeptFact['type'], revision, data, private: {}, meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) } };
    return { facts: [...(body?.facts ?? []), kept] };
  },
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
  const view = teamOf(resolve(document.facts as readonly (KeptFact & LifeFact)[]));
  return new Map((view?.memberships ?? []).map(({ person, role, from, leftOn, reason }) => [
    `${team}/${person}/${from}`,
    { team, names: view?.names ?? { zh: team, en: team }, person, role, leads: leftOn === null && person === view?.leader, from, leftOn, reason },
  ]));
}
