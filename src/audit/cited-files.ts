import type { Json } from '../domain/facts';
import type { StoredEnvelope } from '../event-store/event-store';

const HASH = /^[0-9a-f]{64}$/;

/** Hashes of the files that an event names: in its act, in the paper it was entered from, and wherever its data has a member `file`. Nothing private is needed. */
export function filesOf({ data, meta }: Pick<StoredEnvelope, 'data' | 'meta'>): readonly string[] {
  const files = new Set<string>();
  const look = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value) as readonly (readonly [string, Json])[]) {
      if (name === 'file' && typeof inner === 'string' && HASH.test(inner)) files.add(inner);
      else look(inner);
    }
  };
  look(data);
  if (meta.paper !== undefined && meta.paper.file !== null) files.add(meta.paper.file);
  if (meta.act !== undefined && meta.act.file !== null) files.add(meta.act.file);
  return [...files];
}
