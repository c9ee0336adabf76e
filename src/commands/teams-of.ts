import { holderOfStream, type PersonId, type StreamName } from '../domain/facts';
import type { EventStore, Position, StoredEnvelope } from '../event-store/event-store';

type Log = Pick<EventStore, 'readTypes' | 'readAll'>;

const COMING: ReadonlySet<string> = new Set(['TeamRegistered', 'MemberJoined']);

/** Who ever came into which team, as far as the log has been read: nobody is ever taken out of it. */
class Memberships {
  readonly #teams = new Map<PersonId, Set<StreamName>>();
  #position: Position | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(private readonly log: Log) {}

  /** Reads what was stored since it was last asked. One reads at a time; one that failed leaves off where it came to. */
  async of(person: PersonId): Promise<readonly StreamName[]> {
    const reading = this.#reading.then(() => this.#readOn(), () => this.#readOn());
    this.#reading = reading;
    await reading;
    return [...(this.#teams.get(person) ?? [])];
  }

  async #readOn(): Promise<void> {
    if (this.log.readTypes !== undefined) {
      for await (const { events, position } of this.log.readTypes(this.#position, COMING)) {
        for (const { envelope } of events) this.#take(envelope);
        this.#position = position;
      }
      return;
    }
    for await (const page of this.log.readAll(this.#position)) {
      for (const { envelope } of page) this.#take(envelope);
      this.#position = page.at(-1)?.position ?? this.#position;
    }
  }

  #take({ type, stream, data }: StoredEnvelope): void {
    if (!COMING.has(type) || holderOfStream(stream)?.kind !== 'TEAM') return;
    const members: readonly unknown[] = Array.isArray(data['members']) ? data['members'].map((one) => (typeof one === 'object' && one !== null ? Reflect.get(one, 'person') : null)) : [data['member']];
    for (const member of members) {
      if (typeof member !== 'string') continue;
      const teams = this.#teams.get(member) ?? new Set();
      this.#teams.set(member, teams.add(stream));
    }
  }
}

const read = new WeakMap<Log, Memberships>();

/**
 * The teams that somebody is or was in, by their streams. Only a team's own facts know its members, and a view may lag
 * behind them: the log is walked once for each process, and from then on what came since.
 */
export function teamsOf(log: Log, person: PersonId): Promise<readonly StreamName[]> {
  const memberships = read.get(log) ?? new Memberships(log);
  read.set(log, memberships);
  return memberships.of(person);
}
