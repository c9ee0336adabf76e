import canonicalize from 'canonicalize';
import type { House } from '../../src/house';
import { collectionsOfMember } from '../../src/projector/register';
import { projections } from '../../projections/all';

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
