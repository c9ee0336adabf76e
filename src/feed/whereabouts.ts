import type { Clock } from '../clock';
import { holderStream, type Desk } from '../commands/desk';
import type { Loaded } from '../commands/streams';
import { standingDossier } from '../commands/surviving-dossier';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, Revision, StreamName } from '../domain/facts';
import { orgs, type OrgsState } from '../domain/orgs';
import { teacher as dossier } from '../domain/teacher/teacher';
import { holderView } from '../domain/teacher/view';
import type { EventStore } from '../event-store/event-store';
import { belongingOf, type Belonging } from './belonging';

/** The trees of units, and where belongs what no envelope says: shared by everybody who follows the feed. */
export class Whereabouts {
  #tree: Loaded<OrgsState> | undefined;
  /** As found when the event was first told to somebody. */
  readonly #found = new WeakMap<Belonging, OrgId | null>();

  constructor(
    private readonly streams: Pick<Desk['streams'], 'load'>,
    private readonly events: Pick<EventStore, 'readStream'>,
    private readonly clock: Pick<Clock, 'today'>,
  ) {}

  today(): BusinessDate {
    return this.clock.today();
  }

  /**
   * The tree at this revision of it or a later one: each event says how far the tree was read when it was decided, so no
   * stream is asked for its end because of one that is older. Errors: StoreUnavailableError.
   */
  async tree(atLeast: Revision): Promise<Loaded<OrgsState>> {
    if (this.#tree === undefined || this.#tree.revision < atLeast) this.#tree = await this.streams.load(orgs, 'orgs');
    return this.#tree;
  }

  /** Where whom it is about is today or was last; of what is about nobody, whose its stream is. null: nobody's. Errors: StoreUnavailableError. */
  async of(belonging: Belonging): Promise<OrgId | null> {
    const known = this.#found.get(belonging);
    if (known !== undefined) return known;
    const unit = (await this.unitOf(belonging.subject)) ?? (belonging.units.length > 0 ? null : await this.beginningOf(belonging.stream));
    this.#found.set(belonging, unit);
    return unit;
  }

  /** By her dossier and not by the roster, which may not show yet what the feed already tells. */
  private async unitOf(holder: string | null): Promise<OrgId | null> {
    if (holder === null) return null;
    for (const kind of ['PERSON', 'TEAM'] as const) {
      const { state, revision } = await standingDossier((stream) => this.streams.load(dossier, stream), holderStream(kind, holder));
      if (revision >= 0) return holderView(state.facts, this.today()).unit;
    }
    return null;
  }

  /** Whoever began a round, an assessment or a notice of hers, or whom it was about. */
  private async beginningOf(stream: StreamName): Promise<OrgId | null> {
    // Of the whole store: its first event says nothing of the others.
    if (stream === 'people') return null;
    for await (const [first] of this.events.readStream(stream)) {
      if (first === undefined) return null;
      const { units: [unit], subject } = belongingOf(first.envelope);
      return unit ?? this.unitOf(subject);
    }
    return null;
  }
}
