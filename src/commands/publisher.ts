import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { isWithin, orgOn, topOf, type OrgsState } from '../domain/orgs';
import type { Requirement } from '../domain/people';
import type { Desk } from './desk';
import type { Authority, World } from './world';
import { authorityOverRoot, bureau } from './requirements';
import type { Sender, UseCase } from './use-case';

/**
 * The unit whose bureau published the programme, which is carried out there and below; what stands over it once it has
 * ended. null where nobody's office did.
 */
export async function topOfPublisher(desk: Pick<Desk, 'programmes'>, programme: string, tree: OrgsState, day: BusinessDate): Promise<OrgId | null> {
  const { publisher } = (await desk.programmes.load(programme)).state;
  return publisher === null || orgOn(tree, publisher, day) !== null ? publisher : topOf(tree, publisher, day);
}

/** The world of a programme, and the unit that it is carried out under. */
export async function worldOfPublisher(desk: Desk, programme: string): Promise<{ readonly world: World; readonly top: OrgId | null }> {
  const world = await desk.world({ programme });
  return { world, top: await topOfPublisher(desk, programme, world.orgs.state, world.today) };
}

/** Authority over a programme as a whole: of the bureau that published it, or one above. */
export function authorityOverProgramme(world: World, sender: Sender, top: OrgId | null): Authority {
  return top === null ? authorityOverRoot(world, sender) : world.authority(sender, bureau, top);
}

/** What a use case about a programme as a whole reads, and whose it is. */
export function ofProgramme(desk: Desk, { target, sender }: UseCase<{ readonly programme: string }, object>): { readonly world: () => Promise<World>; readonly authority: (world: World) => Authority } {
  let top: OrgId | null = null;
  return {
    world: async () => {
      const read = await worldOfPublisher(desk, target.programme);
      top = read.top;
      return read.world;
    },
    authority: (world) => authorityOverProgramme(world, sender, top),
  };
}

/** Of any bureau of that tree; of any at all while nobody's office has published it. */
export function authorityWithinProgramme(world: World, sender: Sender, top: OrgId | null): Authority {
  return top === null ? world.authority(sender, bureau, null) : authorityOfNamed(world, sender, bureau[0], top);
}

/** Also whom the programme names, at whichever unit of that tree she holds the post. */
export function authorityOfNamed(world: World, sender: Sender, named: Requirement | undefined, top: OrgId | null): Authority {
  const asBureau = authorityOverProgramme(world, sender, top);
  if (asBureau.kind === 'authorised' || named === undefined) return asBureau;
  const hers = world.authority(sender, [named], null);
  if (hers.kind === 'refused') return world.authority(sender, [...bureau, named], top);
  const { appointment } = hers.standing;
  const org = appointment === null ? undefined : world.people.state.appointments.get(appointment)?.org;
  return top === null || (org !== undefined && isWithin(world.orgs.state, org, top, world.today)) ? hers : world.authority(sender, [named], top);
}
