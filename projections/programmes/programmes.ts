import type { JsonObject } from '../../src/domain/facts';
import { programmeHead, type ProgrammeHead } from '../../src/domain/programme';
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

/** The newest version as a list shows it, with what was adopted for it. */
export interface ProgrammeHeadDocument extends ProgrammeHead, JsonObject {
  readonly programme: string;
  readonly version: number;
  readonly names: { readonly zh: string; readonly en: string };
  readonly open: number;
  readonly demonstrationOnly: boolean;
}

export const PROGRAMMES = 'programmes_v2';
export const PROGRAMME_HEADS = 'programmes_v2_heads';

export const programmes: Projection<ProgrammeDocument> = {
  name: 'programmes',
  version: 2,
  events: ['ProgrammeVersionPublished', 'OpenValueAdopted'],
  collection: { name: PROGRAMMES, indexes: [{ field: 'version', type: 'number' }] },
  derived: [{ name: PROGRAMME_HEADS, indexes: [] }],
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
  derive(_before, { programme, version, definition, adoptions }, id) {
    // An adoption that is read before the text that it is for.
    if (version === 0) return [];
    const { names, open, demonstrationOnly } = programmeHead(definition, adoptions.filter((adopted) => adopted.version === version));
    const body: ProgrammeHeadDocument = { programme, version, names: { ...names }, open, demonstrationOnly };
    return [{ kind: 'put', collection: PROGRAMME_HEADS, id, body }];
  },
};
