import type { EventType } from '../domain/catalogue';
import { catalogue } from '../domain/catalogue';
import type { JsonObject } from '../domain/facts';
import type { Position } from '../event-store/event-store';
import type { CollectionSpec } from '../read-models/document-store';
import { CollectionError } from '../read-models/document-store';
import { IndexedFields } from '../read-models/indexed-fields';
import type { Projection } from '../../projections/projection';

/** Of the projections to choose from, one version of one of them, and the generation of its collections. */
export interface Member extends JsonObject {
  readonly projection: string;
  readonly version: number;
  readonly generation: number;
}

/** An event that a person decided to leave out of one document, and why. */
export interface Skip extends JsonObject {
  readonly projection: string;
  readonly key: string;
  readonly position: Position;
  readonly reason: string;
  readonly by: string;
  /** Business time. */
  readonly at: string;
}

/** Generations stand side by side: `roster_v7_rows` of generation 3 is `roster_v7_rows_g3`. */
export function physical(logical: string, generation: number): string {
  return `${logical}_g${generation}`;
}

/** Where the parked keys of a projection are listed. */
export function parkedCollection(projection: Projection): CollectionSpec {
  return { name: `${projection.name.replaceAll('-', '_')}_v${projection.version}_parked`, indexes: [{ field: 'since', type: 'text' }] };
}

export function collectionsOf(projection: Projection): readonly CollectionSpec[] {
  return [projection.collection, ...(projection.derived ?? []), parkedCollection(projection)];
}

export interface PlannedCollection {
  readonly name: string;
  readonly fields: IndexedFields;
}

/** A projection ready to run: its collections by their names in the store, and what it leaves out. */
export interface PlannedProjection {
  readonly projection: Projection;
  readonly source: PlannedCollection;
  readonly derived: ReadonlyMap<string, PlannedCollection>;
  readonly parked: PlannedCollection;
  skips(position: Position, key: string): boolean;
}

export class Plan {
  readonly specs: readonly CollectionSpec[];
  /** Types that some projection takes; undefined: all there are. */
  readonly types: ReadonlySet<string> | undefined;
  private readonly byType = new Map<string, PlannedProjection[]>();

  constructor(readonly projections: readonly Projection[], readonly members: readonly Member[], skips: readonly Skip[]) {
    const specs: CollectionSpec[] = [];
    for (const member of members) {
      const projection = find(projections, member);
      const planned = plan(projection, member.generation, skips.filter((skip) => skip.projection === member.projection));
      for (const spec of collectionsOf(projection)) specs.push({ ...spec, name: physical(spec.name, member.generation) });
      for (const type of projection.events) {
        const takers = this.byType.get(type);
        if (takers === undefined) this.byType.set(type, [planned]);
        else takers.push(planned);
      }
    }
    if (new Set(specs.map(({ name }) => name)).size !== specs.length) {
      throw new CollectionError({
        en: 'Two projections of one set write the same collection. Give each its own name.',
        zh: '同一组投影中有两个写入同一集合。请为每个投影使用各自的集合名称。',
      });
    }
    this.specs = specs;
    this.types = Object.keys(catalogue).every((type) => this.byType.has(type)) ? undefined : new Set(this.byType.keys());
  }

  takers(type: EventType): readonly PlannedProjection[] | undefined {
    return this.byType.get(type);
  }
}

export function find(projections: readonly Projection[], member: Member): Projection {
  const found = projections.find(({ name, version }) => name === member.projection && version === member.version);
  if (found === undefined) throw new Error(`no projection ${member.projection} of version ${member.version}`);
  return found;
}

function plan(projection: Projection, generation: number, skips: readonly Skip[]): PlannedProjection {
  const planned = (spec: CollectionSpec): PlannedCollection => ({ name: physical(spec.name, generation), fields: new IndexedFields(spec) });
  const left = new Set(skips.map(({ position, key }) => `${position}\n${key}`));
  return {
    projection,
    source: planned(projection.collection),
    derived: new Map((projection.derived ?? []).map((spec) => [spec.name, planned(spec)])),
    parked: planned(parkedCollection(projection)),
    skips: left.size === 0 ? () => false : (position, key) => left.has(`${position}\n${key}`),
  };
}
