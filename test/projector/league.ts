import type { JsonObject } from '../../src/domain/facts';
import type { LoggedEvent, Position } from '../../src/event-store/event-store';
import type { Document } from '../../src/read-models/document-store';
import type { Delta, Projection } from '../../projections/projection';
import type { Random } from './random';

/**
 * A small view with everything the engine promises for: documents touched by events of one or two keys, rows that a
 * document owns, cells that many share and that empty and fill again, folds that change nothing, and folds that fail.
 */
export interface Player extends JsonObject {
  readonly team: string;
  readonly goals: number;
}

export interface Move extends JsonObject {
  readonly keys: readonly string[];
  /** null: leaves its team. */
  readonly team: string | null;
  readonly day: string;
  /** Key at which the fold of this event fails. */
  readonly poison: string | null;
}

export const NO_TEAM = '-';

export const league: Projection<Player> = {
  name: 'league',
  version: 1,
  events: ['Transferred'],
  collection: { name: 'league_v1', indexes: [{ field: 'team', type: 'text' }] },
  derived: [
    { name: 'league_v1_rows', indexes: [{ field: 'team', type: 'text' }] },
    { name: 'league_v1_cells', indexes: [{ field: 'team', type: 'text' }] },
  ],
  keys: (event) => (event.data as Move).keys,
  fold(body, event, key) {
    const { team, poison } = event.data as Move;
    if (poison === key) throw new Error('poison');
    const next = team ?? NO_TEAM;
    return body?.team === next ? body : { team: next, goals: (body?.goals ?? 0) + 1 };
  },
  derive(before, after, id) {
    const deltas: Delta[] = [];
    if (before !== undefined && before.team !== NO_TEAM) {
      deltas.push({ kind: 'put', collection: 'league_v1_rows', id: `${id}/${before.team}`, body: null });
      deltas.push({ kind: 'add', collection: 'league_v1_cells', id: before.team, key: { team: before.team }, add: { players: -1, [`goals${before.goals % 2}`]: -1 } });
    }
    if (after.team !== NO_TEAM) {
      deltas.push({ kind: 'put', collection: 'league_v1_rows', id: `${id}/${after.team}`, body: { team: after.team, goals: after.goals } });
      deltas.push({ kind: 'add', collection: 'league_v1_cells', id: after.team, key: { team: after.team }, add: { players: 1, [`goals${after.goals % 2}`]: 1 } });
    }
    return deltas;
  },
};

const KEYS = ['ann', 'bea', 'cid', 'dot'];
const TEAMS = ['red', 'blue'];

export function positionOf(n: number): Position {
  return String(n).padStart(6, '0');
}

export function log(random: Random, length: number): readonly LoggedEvent[] {
  const events: LoggedEvent[] = [];
  for (let n = 1; n <= length; n++) {
    const first = random.pick(KEYS);
    const second = random.pick(KEYS);
    const keys = random.chance(0.3) && second !== first ? [first, second] : [first];
    const data: Move = { keys, team: random.chance(0.2) ? null : random.pick(TEAMS), day: '2019-01-01', poison: random.chance(0.04) ? first : null };
    events.push({
      position: positionOf(n),
      envelope: {
        id: `e${n}`, type: random.chance(0.1) ? 'OrgRenamed' : 'Transferred', version: 1, stream: 'teacher-x', revision: n - 1, recordedAt: '2019-01-01T00:00:00.000Z', data, private: {},
        meta: { commandId: 'c', request: 'r', useCase: 'u', capacity: null, actor: 'a', appointment: null, effectiveOn: '2019-01-01', context: { today: '2019-01-01' }, cause: 'c', correlation: 'c', class: 'internal' },
      },
    });
  }
  return events;
}

export type Expected = ReadonlyMap<string, Omit<Document, 'rev' | 'id'>>;

/**
 * What has to be there after the first n events, worked out one event at a time without the engine and without
 * `league`: `collection/id` → document. Element n is the truth at position n.
 */
export function truth(events: readonly LoggedEvent[]): readonly Expected[] {
  const now = new Map<string, Omit<Document, 'rev' | 'id'>>();
  const all: Expected[] = [new Map()];
  for (const { position, envelope } of events) {
    if (envelope.type === 'Transferred') {
      const { keys, team, poison } = envelope.data as Move;
      const touched = new Map<string, { [field: string]: number }>();
      for (const key of keys) {
        const source = now.get(`league_v1/${key}`);
        if (source?.stuck !== undefined) continue;
        const body = source?.body as Player | undefined;
        if (poison === key) {
          const stuck = { since: position, reason: 'Error: poison' };
          now.set(`league_v1/${key}`, { at: source?.at ?? '', stuck, body: body ?? {} });
          now.set(`league_v1_parked/${key}`, { at: position, body: { projection: 'league', version: 1, key, since: position, event: envelope.id, type: 'Transferred', reason: 'Error: poison' } });
          const row = body === undefined ? undefined : now.get(`league_v1_rows/${key}/${body.team}`);
          if (body !== undefined && row !== undefined && body.team !== NO_TEAM) now.set(`league_v1_rows/${key}/${body.team}`, { ...row, at: position, stuck });
          continue;
        }
        const next: Player = { team: team ?? NO_TEAM, goals: (body?.goals ?? 0) + 1 };
        if (body?.team === next.team) continue;
        if (body !== undefined && body.team !== NO_TEAM) {
          now.set(`league_v1_rows/${key}/${body.team}`, { at: position, gone: true, body: {} });
          count(touched, body, -1);
        }
        if (next.team !== NO_TEAM) {
          now.set(`league_v1_rows/${key}/${next.team}`, { at: position, body: next });
          count(touched, next, 1);
        }
        now.set(`league_v1/${key}`, { at: position, body: next });
      }
      for (const [name, changes] of touched) {
        const days: { [field: string]: number } = { ...((now.get(`league_v1_cells/${name}`)?.body['days'] as { [field: string]: number } | undefined) ?? {}) };
        for (const [field, by] of Object.entries(changes)) days[field] = (days[field] ?? 0) + by;
        const left = Object.fromEntries(Object.entries(days).filter(([, n]) => n !== 0));
        now.set(`league_v1_cells/${name}`, Object.keys(left).length === 0 ? { at: position, gone: true, body: {} } : { at: position, body: { team: name, days: left } });
      }
    }
    all.push(new Map(now));
  }
  return all;
}

function count(touched: Map<string, { [field: string]: number }>, { team, goals }: Player, by: number): void {
  const changes = touched.get(team) ?? {};
  touched.set(team, changes);
  for (const field of ['players', `goals${goals % 2}`]) changes[field] = (changes[field] ?? 0) + by;
}
