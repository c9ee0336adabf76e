import type { DocumentStore } from '../read-models/document-store';
import type { Projection } from '../../projections/projection';
import { collectionsOf, physical } from './plan';
import { ViewNotReadyError } from './refusals';
import type { Register, SetRecord } from './register';
import { collectionsOfMember } from './register';

/** Where a query finds a view: the collection of the live generation. */
export class LiveViews {
  private byLogical = new Map<string, string>();
  private members: SetRecord['live']['members'] = [];

  constructor(private readonly projections: readonly Projection[]) {}

  show(record: SetRecord): void {
    const names = new Map<string, string>();
    for (const { projection: name, version, generation } of record.live.members) {
      const projection = this.projections.find((one) => one.name === name && one.version === version);
      if (projection === undefined) continue;
      for (const spec of collectionsOf(projection)) names.set(spec.name, physical(spec.name, generation));
    }
    this.byLogical = names;
    this.members = record.live.members;
  }

  /** For a process that runs no projector; one that does keeps its views in step with what it has reflected. */
  async refresh(register: Register): Promise<void> {
    this.show(await register.read());
  }

  /** `roster_v7_rows` → `roster_v7_rows_g3`. Errors: ViewNotReadyError where this version is not the live one. */
  collection(logical: string): string {
    const name = this.byLogical.get(logical);
    if (name === undefined) throw new ViewNotReadyError(logical);
    return name;
  }

  /** How many keys of a projection wait for a person: a query over shared documents says so with its answer. */
  async parked(projection: string, store: DocumentStore): Promise<number> {
    const member = this.members.find((one) => one.projection === projection);
    const parked = member === undefined ? undefined : collectionsOfMember(this.projections, member).at(-1);
    return parked === undefined ? 0 : store.count(parked, []);
  }
}
