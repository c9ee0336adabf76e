import type { BusinessDate } from '../domain/dates';
import type { EventClass, OrgId, Revision } from '../domain/facts';
import { answersFor, isAboveAll, isWithin, topOf, type OrgsState } from '../domain/orgs';
import type { Frame } from './frames';
import type { Whereabouts } from './whereabouts';

/** What she looks down on, in the tree as it stands. */
interface Sight {
  readonly tree: OrgsState;
  readonly revision: Revision;
  readonly day: BusinessDate;
  readonly seats: ReadonlyMap<EventClass, readonly OrgId[]>;
  /** Classes that she may see all of: some seat is above all there is. */
  readonly whole: ReadonlySet<EventClass>;
}

/**
 * What one subscriber reads of the trees that share the log: what is public in her own, and else, as in the audit trail, what
 * is about or was done by units below hers (docs/decisions/who-may-read.md).
 */
export class Reach {
  #sight: Sight | undefined;

  /** @param seats units that she looks down from, by the class that the post there gives. */
  constructor(
    private readonly seats: ReadonlyMap<EventClass, readonly OrgId[]>,
    private readonly whereabouts: Whereabouts,
  ) {}

  /** Errors: StoreUnavailableError. */
  async among(frames: readonly Frame[]): Promise<readonly Frame[]> {
    if (frames.length === 0) return frames;
    const sight = await this.sightOf(Math.max(...frames.map(({ belonging }) => belonging.tree)));
    const hers: Frame[] = [];
    for (const frame of frames) if (await this.reads(frame, sight)) hers.push(frame);
    return hers;
  }

  private async sightOf(atLeast: Revision): Promise<Sight> {
    const { state: tree, revision } = await this.whereabouts.tree(atLeast);
    const day = this.whereabouts.today();
    if (this.#sight?.tree === tree && this.#sight.revision === revision && this.#sight.day === day) return this.#sight;
    // What is public in a tree is for whoever has a post anywhere in it.
    const seats = new Map([...this.seats].map(([of, units]) => [of, of === 'public' ? units.map((unit) => topOf(tree, unit, day) ?? unit) : units]));
    const whole = new Set([...seats].filter(([, units]) => units.some((unit) => isAboveAll(tree, unit, day))).map(([of]) => of));
    this.#sight = { tree, revision, day, seats, whole };
    return this.#sight;
  }

  private async reads({ class: of, belonging }: Frame, { tree, day, seats: all, whole }: Sight): Promise<boolean> {
    if (whole.has(of) || belonging.everybodys) return true;
    const seats = all.get(of) ?? [];
    const answered = (unit: OrgId): boolean => seats.some((seat) => answersFor(tree, seat, unit, day));
    const units = belonging.units.filter((unit) => tree.orgs.has(unit));
    if (units.some(answered)) return true;
    // Only what a unit above hers did may still be about one of hers: of what another tree did, nothing is looked up.
    if (units.length > 0 && (belonging.subject === null || !units.some((unit) => seats.some((seat) => isWithin(tree, seat, unit, day))))) return false;
    const unit = await this.whereabouts.of(belonging);
    return unit !== null && answered(unit);
  }
}
