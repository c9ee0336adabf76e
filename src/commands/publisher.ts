import type { OrgId } from '../domain/facts';
import { isWithin, topOf } from '../domain/orgs';
import type { Requirement } from '../domain/people';
import type { Authority, Desk, World } from './desk';
import { authorityOverRoot, bureau } from './requirements';
import type { Sender } from './use-case';

/** The world of a programme, and the top of the tree whose bureau published it; null where nobody's office did. */
export async function worldOfPublisher(desk: Desk, programme: string): Promise<{ readonly world: World; readonly top: OrgId | null }> {
  const { publisher } = (await desk.programmes.load(programme)).state;
  const world = await desk.world({ programme });
  return { world, top: publisher === null ? null : topOf(world.orgs.state, publisher, world.today) };
}

/** Authority over a programme as a whole: of the bureau on top of its own tree, where several share the store. */
export function authorityOverProgramme(world: World, sender: Sender, top: OrgId | null): Authority {
  return top === null ? authorityOverRoot(world, sender) : world.authority(sender, bureau, top);
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
