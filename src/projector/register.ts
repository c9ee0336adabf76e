import type { JsonObject } from '../domain/facts';
import type { DocumentStore } from '../read-models/document-store';
import type { Projection } from '../../projections/projection';
import type { Member, Skip } from './plan';
import { collectionsOf, physical } from './plan';
import { ProjectorStateError } from './refusals';

/** A generation is a pure function of the log, the versions of its projections, and what is skipped in it. */
export interface Generation extends JsonObject {
  readonly generation: number;
  readonly members: readonly Member[];
  /** As recorded when it was begun: every process folds it alike, whatever is recorded later. */
  readonly skips: readonly Skip[];
}

export interface Building extends Generation {
  readonly state: 'RUNNING' | 'STOPPED';
  /** What happens when it has caught up with the log. */
  readonly then: 'SWITCH' | 'WAIT';
}

export interface Frozen extends JsonObject {
  readonly collections: readonly string[];
  /** Wall time, ms since the epoch. */
  readonly since: number;
}

/** Which generation answers, which is being built, which may go. One setting, so that a switch is one compare-and-set. */
export interface SetRecord extends JsonObject {
  readonly live: Generation;
  readonly building: Building | null;
  readonly frozen: readonly Frozen[];
  readonly next: number;
}

/** A switched-off generation can be looked at for a day. */
export const FROZEN_FOR_MS = 24 * 3600 * 1000;

/** Of the generation that answers: all its members hold everything up to it. */
export function checkpointName(set: string, generation: number): string {
  return `${set}_g${generation}`;
}

/** Of a build. Another name, so that a builder who has not noticed the switch cannot move what the live set goes by. */
export function buildCheckpointName(set: string, generation: number): string {
  return `${set}_g${generation}_build`;
}

/** Members that a generation brings new; the others are kept from the one before. */
export function ownMembers({ generation, members }: Generation): readonly Member[] {
  return members.filter((member) => member.generation === generation);
}

/** The newest version of each projection. */
export function newest(projections: readonly Projection[]): readonly Projection[] {
  const chosen = new Map<string, Projection>();
  for (const projection of projections) {
    const other = chosen.get(projection.name);
    if (other === undefined || other.version < projection.version) chosen.set(projection.name, projection);
  }
  return [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function collectionsOfMember(projections: readonly Projection[], member: Member): readonly string[] {
  const projection = projections.find(({ name, version }) => name === member.projection && version === member.version);
  return projection === undefined ? [] : collectionsOf(projection).map(({ name }) => physical(name, member.generation));
}

export class Register {
  private readonly recordName: string;
  private readonly skipsName: string;

  constructor(private readonly store: DocumentStore, readonly set: string, private readonly projections: readonly Projection[]) {
    this.recordName = `projector.${set}`;
    this.skipsName = `projector.${set}.skips`;
  }

  /** The record as it stands; on an empty store the first generation of the newest versions. */
  async read(): Promise<SetRecord> {
    for (;;) {
      const stored = await this.store.setting(this.recordName);
      if (stored !== undefined) return stored as SetRecord;
      const members = newest(this.projections).map(({ name, version }) => ({ projection: name, version, generation: 1 }));
      const first: SetRecord = { live: { generation: 1, members, skips: [...(await this.skips())] }, building: null, frozen: [], next: 2 };
      if (await this.store.setSetting(this.recordName, undefined, first)) return first;
    }
  }

  /** Changes the record in one compare-and-set; `change` sees what is really there and may refuse by throwing. */
  async change(change: (record: SetRecord) => SetRecord): Promise<SetRecord> {
    for (;;) {
      const before = await this.read();
      const after = change(before);
      if (await this.store.setSetting(this.recordName, before, after)) return after;
    }
  }

  async skips(): Promise<readonly Skip[]> {
    const stored = await this.store.setting(this.skipsName);
    return (stored?.['skips'] ?? []) as readonly Skip[];
  }

  async changeSkips(change: (skips: readonly Skip[]) => readonly Skip[]): Promise<readonly Skip[]> {
    for (;;) {
      const before = await this.store.setting(this.skipsName);
      const skips = change((before?.['skips'] ?? []) as readonly Skip[]);
      if (await this.store.setSetting(this.skipsName, before, { skips: [...skips] })) return skips;
    }
  }
}

/** True where the live generation holds just the newest versions of the program's projections. */
export function isCurrent(record: SetRecord, projections: readonly Projection[]): boolean {
  return versions(record.live.members).join() === wanted(projections).join();
}

export function versions(members: readonly Member[]): readonly string[] {
  return members.map(({ projection, version }) => `${projection} v${version}`).sort();
}

export function wanted(projections: readonly Projection[]): readonly string[] {
  return newest(projections).map(({ name, version }) => `${name} v${version}`).sort();
}

/**
 * Begins a generation for some or all of the projections. Those left out stay as they are and join at the switch, from
 * whichever checkpoint is the earlier: what they hold already is passed over event by event.
 */
export function begin(record: SetRecord, projections: readonly Projection[], only: readonly string[] | undefined, skips: readonly Skip[], then: Building['then']): SetRecord {
  if (record.building !== null) {
    throw new ProjectorStateError({
      en: `Generation ${record.building.generation} is being built already. Switch to it, resume it or abandon it first.`,
      zh: `第 ${record.building.generation} 代视图已在构建。请先切换、继续或放弃该次重建。`,
    });
  }
  const generation = record.next;
  const unknown = only?.filter((name) => !projections.some((projection) => projection.name === name)) ?? [];
  if (unknown.length > 0) {
    throw new ProjectorStateError({
      en: `There is no projection ${unknown.join(', ')}. There are: ${newest(projections).map(({ name }) => name).join(', ')}.`,
      zh: `没有投影 ${unknown.join('、')}。现有投影：${newest(projections).map(({ name }) => name).join('、')}。`,
    });
  }
  const members = newest(projections).map(({ name, version }): Member => {
    const kept = record.live.members.find((member) => member.projection === name && member.version === version);
    return kept !== undefined && only !== undefined && !only.includes(name) ? kept : { projection: name, version, generation };
  });
  // A generation keeps what was skipped when it was begun, also where it is taken over into the next.
  const isNew = (name: string) => members.some((member) => member.projection === name && member.generation === generation);
  const left = [...skips.filter(({ projection }) => isNew(projection)), ...record.live.skips.filter(({ projection }) => !isNew(projection))];
  return { ...record, building: { generation, members, skips: left, state: 'RUNNING', then }, next: generation + 1 };
}

/** One compare-and-set: from now on the built generation answers, and the old one is frozen. */
export function switched(record: SetRecord, projections: readonly Projection[], wallMs: number): SetRecord {
  const { building, live } = record;
  if (building === null) throw nothingBuilding();
  const stays = new Set(building.members.map(({ projection, generation }) => `${projection} ${generation}`));
  const left = live.members.filter(({ projection, generation }) => !stays.has(`${projection} ${generation}`));
  const collections = left.flatMap((member) => collectionsOfMember(projections, member));
  return {
    live: { generation: building.generation, members: building.members, skips: building.skips },
    building: null,
    frozen: [...record.frozen, { collections, since: wallMs }],
    next: record.next,
  };
}

export function nothingBuilding(): ProjectorStateError {
  return new ProjectorStateError({
    en: 'No rebuild is under way. Start one: echelon projections rebuild.',
    zh: '当前没有进行中的重建。请先启动：echelon projections rebuild。',
  });
}
