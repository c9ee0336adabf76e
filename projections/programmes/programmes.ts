import type { JsonObject } from '../../src/domain/facts';
import type { ProgrammeFact } from '../../src/domain/registry-facts';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** A programme's published versions and what was adopted for its open values. */
export interface ProgrammeDocument extends JsonObject {
  readonly programme: string;
  /** Newest version published, and its definition. */
  readonly version: number;
  readonly definition: JsonObject;
  readonly versions: readonly { readonly version: number; readonly format: number; readonly hash: string; readonly on: string; readonly event: string }[];
  /** In log order: the last for a path of a version is the one in force. */
  readonly adoptions: readonly { readonly version: number; readonly path: string; readonly value: JsonObject[string]; readonly sample: boolean; readonly on: string; readonly event: string }[];
}

export const PROGRAMMES = 'programmes_v1';

export const programmes: Projection<ProgrammeDocument> = {
  name: 'programmes',
  version: 1,
  events: ['ProgrammeVersionPublished', 'OpenValueAdopted'],
  collection: { name: PROGRAMMES, indexes: [{ field: 'version', type: 'number' }] },
  keys: (event) => [factOf<ProgrammeFact>(event).data.programme],
  fold(body, event, programme) {
    const fact = factOf<ProgrammeFact>(event);
    const on = fact.meta.effectiveOn;
    const before: ProgrammeDocument = body ?? { programme, version: 0, definition: {}, versions: [], adoptions: [] };
    if (fact.type === 'OpenValueAdopted') {
      const { version, path, value, sample } = fact.data;
      return { ...before, adoptions: [...before.adoptions, { version, path, value, sample, on, event: fact.id }] };
    }
    const { version, format, hash, definition } = fact.data;
    const versions = [...before.versions, { version, format, hash, on, event: fact.id }];
    return version < before.version ? { ...before, versions } : { ...before, version, definition, versions };
  },
};
