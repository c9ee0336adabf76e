import type { JsonObject } from '../../src/domain/facts';
import type { OrgsFact } from '../../src/domain/registry-facts';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

export interface OrgDocument extends JsonObject {
  readonly org: string;
  readonly level: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly stages: readonly string[];
  readonly code: string | null;
  readonly rural: boolean;
  readonly registeredOn: string;
  /** As recorded; a later entry for the same day is the better one. */
  readonly names: readonly { readonly from: string; readonly zh: string; readonly en: string }[];
}

export const ORGS = 'orgs_v1';

/** Units by name and place in the tree, for display. */
export const orgs: Projection<OrgDocument> = {
  name: 'orgs',
  version: 1,
  events: ['OrgRegistered', 'OrgRenamed'],
  collection: {
    name: ORGS,
    indexes: [
      { field: 'parent', type: 'text' },
      { field: 'level', type: 'text' },
      { field: 'kind', type: 'text' },
    ],
  },
  keys: (event) => [factOf<OrgsFact>(event).data.org],
  fold(body, event) {
    const fact = factOf<OrgsFact>(event);
    const from = fact.meta.effectiveOn;
    const name = { from, zh: fact.data.names.zh, en: fact.data.names.en };
    if (fact.type === 'OrgRegistered') {
      const { org, level, kind, parent, stages, code, rural } = fact.data;
      return { org, level, kind, parent, stages, code, rural, registeredOn: from, names: [name] };
    }
    return body === undefined ? undefined : { ...body, names: [...body.names, name] };
  },
};

/** The name on a day; before the first one, the first. */
export function orgName({ names }: OrgDocument, asOf: string): { readonly zh: string; readonly en: string } | undefined {
  let best: OrgDocument['names'][number] | undefined;
  for (const name of names) if (name.from <= asOf && (best === undefined || name.from >= best.from)) best = name;
  const { zh, en } = best ?? names[0] ?? {};
  return zh === undefined || en === undefined ? undefined : { zh, en };
}
