import type { JsonObject } from '../domain/facts';
import type { Position } from '../event-store/event-store';
import type { Projection } from '../../projections/projection';
import type { LoopPorts } from './loop';
import { parkedCollection, physical, type Skip } from './plan';
import { ProjectorStateError } from './refusals';
import type { Register } from './register';

export interface ParkedKey {
  readonly projection: string;
  readonly version: number;
  readonly key: string;
  readonly since: Position;
  readonly event: string;
  readonly type: string;
  readonly reason: string;
}

const MOST_PARKED_LISTED = 1_000;

/** Keys at which an event could not be folded: which they are, and what a person had left out of them. */
export class ParkedKeys {
  constructor(
    private readonly ports: Pick<LoopPorts, 'documents' | 'clock'>,
    private readonly register: Register,
    private readonly projections: readonly Projection[],
  ) {}

  /** Keys that wait for a person, of the live generation. */
  async list(): Promise<readonly ParkedKey[]> {
    const { live } = await this.register.read();
    const found: ParkedKey[] = [];
    for (const member of live.members) {
      const projection = this.projections.find(({ name, version }) => name === member.projection && version === member.version);
      if (projection === undefined) continue;
      const page = await this.ports.documents.find(physical(parkedCollection(projection).name, member.generation), { where: [], sort: [{ field: 'since' }], limit: MOST_PARKED_LISTED });
      found.push(...page.documents.map(({ body }) => body as JsonObject & ParkedKey));
    }
    return found;
  }

  /** Leaves the event at which a key is parked out of that key, from the next rebuild on. */
  async skip(projection: string, key: string, reason: string, by: string): Promise<Skip> {
    const parked = (await this.list()).find((one) => one.projection === projection && one.key === key);
    if (parked === undefined) {
      throw new ProjectorStateError({
        en: `${projection} has no parked key ${key}. See them with: echelon projections parked.`,
        zh: `投影 ${projection} 没有被搁置的键 ${key}。可用 echelon projections parked 查看。`,
      });
    }
    const skip: Skip = { projection, key, position: parked.since, reason, by, at: this.ports.clock.now() };
    await this.register.changeSkips((skips) => [...skips.filter((one) => !sameSkip(one, skip)), skip]);
    return skip;
  }
}

function sameSkip(a: Pick<Skip, 'projection' | 'key' | 'position'>, b: Pick<Skip, 'projection' | 'key' | 'position'>): boolean {
  return a.projection === b.projection && a.key === b.key && a.position === b.position;
}
