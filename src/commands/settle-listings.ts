import { decideListAppointed, expertPool, type ListingAsked } from '../domain/panel/pool';
import type { AppointmentRecorded } from '../domain/registry-facts';
import { poolStream, type Asked, type Desk, type Settled } from './desk';
import { dataOf, together } from './settle';
import type { Attempt } from './streams';

/** Appointed experts who are to be listed: all of one pool in one append, each once. */
export async function settleListings(desk: Desk, asking: readonly Asked[], via?: Attempt['via']): Promise<Settled> {
  const pools = new Map<string, { readonly of: Asked; readonly asked: ListingAsked[] }>();
  for (const of of asking) {
    const { person, from, listing } = dataOf<AppointmentRecorded>(of);
    if (listing === undefined) continue;
    const { pool, subjects, unit } = listing;
    const known = pools.get(pool) ?? { of, asked: [] };
    known.asked.push({ event: of.id, person, subjects, unit, from });
    pools.set(pool, known);
  }
  const done: Settled[] = [];
  for (const [pool, { of, asked }] of pools) {
    done.push(together(await desk.follow(of, `listings:${asked.map(({ event }) => event).join()}`, via, {
      aggregate: expertPool, stream: poolStream(pool), world: () => desk.world(),
      decide: (state) => decideListAppointed(state, asked),
    })));
  }
  return together(...done);
}
