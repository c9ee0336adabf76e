import type { EventClass, OrgId } from '../domain/facts';
import type { Post } from '../domain/registry-facts';

/** Classes of events that the holder of a post may follow. A grant selects; it never edits what an event shows. */
const grants: { readonly [post in Post]: readonly EventClass[] } = {
  Subscriber: ['public'],
  Expert: ['public'],
  SystemOperator: ['public'],
  SchoolAdmin: ['public'],
  PartyOrg: ['public'],
  ProjectLead: ['public'],
  Supervisor: ['public'],
  ResearchCentre: ['public', 'internal'],
  BureauOfficer: ['public', 'internal'],
  // Who handed in a sealed sheet for whom shows once the scores are opened, by ScoresOpened, and to nobody before.
  Auditor: ['public', 'internal', 'case'],
};

/** Posts that let somebody follow the feed at all. */
export const FOLLOWERS: readonly Post[] = (Object.keys(grants) as readonly Post[]).filter((post) => grants[post].length > 0);

/** The classes that her posts give together, each with the units that the posts which give it are looked down from; empty: she may not follow the feed. */
export function granted(seated: readonly { readonly post: Post; readonly seat: OrgId }[]): ReadonlyMap<EventClass, readonly OrgId[]> {
  const seats = new Map<EventClass, OrgId[]>();
  for (const { post, seat } of seated) for (const given of grants[post]) seats.set(given, [...(seats.get(given) ?? []), seat]);
  return seats;
}
