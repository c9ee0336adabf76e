import canonicalize from 'canonicalize';
import type { Json, JsonObject } from '../../src/domain/facts';
import type { House } from '../../src/house';
import { collectionsOfMember } from '../../src/projector/register';
import { projections } from '../../projections/all';
import type { SealedReference } from '../../projections/projection';

/** Waits until the views hold all that the log holds. */
export async function reflected(house: House): Promise<void> {
  const head = await house.events.head();
  if (head !== null && !(await house.projector.whenReflected(head, 20_000))) throw new Error(`the views did not reach ${head}: ${JSON.stringify(await house.projector.status())}`);
}

/** Every document of every live view as canonical bytes, by collection (its name without the generation) and id. */
export async function bytesOfViews(house: House): Promise<ReadonlyMap<string, string>> {
  const { live } = await house.projector.register.read();
  const all = new Map<string, string>();
  for (const member of live.members) {
    for (const name of collectionsOfMember(projections, member)) {
      for await (const page of house.documents.scan(name)) {
        // `rev` counts writes, and so batches: it is no part of what a view says.
        for (const { id, at, gone, body } of page) all.set(`${member.projection} ${name.replace(/_g\d+$/, '')} ${id}`, canonicalize({ at, gone: gone ?? false, body }) ?? '');
      }
    }
  }
  return all;
}

/** Every private part that the live views hold, still under its key. */
export async function ciphersOfViews(house: House): Promise<readonly SealedReference[]> {
  const found = new Map<string, SealedReference>();
  const look = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach(look);
    const one = value as JsonObject;
    if (typeof one['cipher'] === 'string' && typeof one['event'] === 'string' && typeof one['person'] === 'string') found.set(`${one['event']} ${one['person']}`, one as SealedReference);
    else Object.values(one).forEach(look);
  };
  for (const bytes of (await bytesOfViews(house)).values()) look(JSON.parse(bytes) as Json);
  return [...found.values()];
}
