import type { OrgId } from '../domain/facts';
import { partyNamed } from '../domain/parties/parties';
import { ownerOn, type PartiesState } from '../domain/parties/state';
import type { Requirement } from '../domain/people';
import { isCarriedOutIn } from '../domain/programme-stream';
import type { Desk } from './desk';
import type { Authority, World } from './world';
import { authorityOverRoot, bureau } from './requirements';
import { asHerself } from './standing';
import type { Sender, UseCase } from './use-case';

/**
 * The unit whose bureau published the programme, which is carried out there and below; what carries that unit on answers for
 * it once it has ended. null where nobody's office did.
 */
export async function publisherOf(desk: Pick<Desk, 'programmes'>, programme: string): Promise<OrgId | null> {
  return (await desk.programmes.load(programme)).state.publisher;
}

/** The world of a programme, and the unit that it is carried out under. */
export async function worldOfPublisher(desk: Desk, programme: string): Promise<{ readonly world: World; readonly top: OrgId | null }> {
  const world = await desk.world({ programme });
  return { world, top: await publisherOf(desk, programme) };
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

/** Who writes on at a programme: that bureau, or one above; any at all while nobody's office has published it. */
export function authorityToWrite(world: World, sender: Sender, publisher: OrgId | null): Authority {
  return world.authority(sender, bureau, publisher);
}

/** Also whom the programme names, at whichever unit of that tree she holds the post. */
export function authorityOfNamed(world: World, sender: Sender, named: Requirement | undefined, top: OrgId | null): Authority {
  const asBureau = authorityOverProgramme(world, sender, top);
  if (asBureau.kind === 'authorised' || named === undefined) return asBureau;
  const hers = world.authority(sender, [named], null);
  if (hers.kind === 'refused') return world.authority(sender, [...bureau, named], top);
  const { appointment } = hers.standing;
  const org = appointment === null ? undefined : world.people.state.appointments.get(appointment)?.org;
  return top === null || (org !== undefined && isCarriedOutIn(world.orgs.state, top, org, world.today)) ? hers : world.authority(sender, [named], top);
}

/** Who may say that a duty was done. */
export function authorityOverDuty(world: World, sender: Sender, state: PartiesState, { party, unit, top }: { readonly party: string; readonly unit: OrgId | null; readonly top: OrgId | null }): Authority {
  // Whoever answers for a party records its duties herself, also one without a post (a university's expert).
  if (sender.paper === undefined && sender.actingAs === null && ownerOn(state, party, world.today)?.person === sender.subject) return { kind: 'authorised', standing: asHerself(sender.subject) };
  const by = world.programme === undefined ? undefined : partyNamed(world.programme, party)?.by;
  // Hers last: of two posts that she lacks, the refusal names the one that the programme says.
  // The party as a whole is of the programme's own tree; a unit that the tree does not know is for the decision to refuse.
  return unit !== null && world.orgs.state.orgs.has(unit) ? world.authority(sender, [...bureau, ...(by ? [by] : [])], unit) : authorityOfNamed(world, sender, by ?? undefined, top);
}
