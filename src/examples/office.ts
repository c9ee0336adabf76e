import { createHash, randomBytes } from 'node:crypto';
import { Application } from '../application';
import { ManualClock } from '../clock';
import { hmacSecrets } from '../commands/secrets';
import type { Outcome } from '../commands/outcome';
import { prcCalendar, workingCalendar, type WorkingCalendar } from '../domain/calendar';
import type { BusinessDate, Instant } from '../domain/dates';
import type { PersonId, Recorded } from '../domain/facts';
import { decodeAll } from '../event-store/codec';
import type { EventStore, LoggedEvent, StoredEnvelope } from '../event-store/event-store';
import { MemoryEventStore, MemoryLog } from '../event-store/memory/memory-event-store';
import { newEventId } from '../ids';
import { MemoryKeys, MemoryKeyStore } from '../keys/memory/memory-key-store';
import { Fold } from '../projector/fold';
import { unpaced } from '../projector/pace';
import { Plan, parkedCollection, physical } from '../projector/plan';
import { MemoryDocumentStore } from '../read-models/memory/memory-document-store';
import type { Document, DocumentStore, Query } from '../read-models/document-store';
import { projections } from '../../projections/all';
import { PLAYED, type Done, type Sent, type Venue } from './venue';
import type { LoadedYear } from './worked-example';

const GENERATION = 1;
const PAGE = 1_000;

/** The views of a log, or of its beginning: the same folds as a server's, on documents in memory. */
export class ExampleViews {
  readonly #documents: DocumentStore = new MemoryDocumentStore();
  readonly #plan = new Plan(projections, projections.map(({ name, version }) => ({ projection: name, version, generation: GENERATION })), []);
  readonly #fold: Fold;
  #folded = 0;

  constructor(log: string) {
    this.#fold = new Fold(this.#plan, this.#documents, { name: 'worked-example', log }, unpaced);
  }

  async advance(events: readonly LoggedEvent[]): Promise<void> {
    if (this.#folded === 0) await this.#documents.prepare(this.#plan.specs);
    const fresh = events.slice(this.#folded);
    for (let from = 0; from < fresh.length; from += PAGE) {
      if ((await this.#fold.advance(fresh.slice(from, from + PAGE))) === 'stale') throw new Error('somebody else wrote into the views of a worked example');
    }
    this.#folded = events.length;
  }

  /** Every document that the query finds. */
  async all(collection: string, query: (page: { readonly limit: number; readonly after?: string }) => Query): Promise<readonly Document[]> {
    const found: Document[] = [];
    for (let after: string | undefined; ; ) {
      const page = await this.#documents.find(physical(collection, GENERATION), query({ limit: PAGE, ...(after === undefined ? {} : { after }) }));
      found.push(...page.documents);
      if (page.next === undefined) return found;
      after = page.next;
    }
  }

  async one(collection: string, id: string): Promise<Document | undefined> {
    return (await this.#documents.get(physical(collection, GENERATION), [id])).get(id);
  }

  /** What failed to fold, in words; a worked example has none. */
  async parked(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const projection of projections) {
      const page = await this.#documents.find(physical(parkedCollection(projection).name, GENERATION), { where: [], sort: [{ field: 'since' }], limit: 10 });
      found.push(...page.documents.map(({ body }) => `${projection.name}: ${String(body['type'])}: ${String(body['reason'])}`));
    }
    return found;
  }
}

/** The whole product in memory, with a clock that stands still: what a worked example is played on. */
export class Office implements Venue {
  readonly clock: ManualClock;
  readonly application: Application;
  /** Folded when they are asked for: most steps ask nothing of them. */
  readonly #views: ExampleViews;
  readonly #log = new MemoryLog('worked-example');
  /** What happened, and the keys that open it: views of a server can be made of them. */
  readonly events: EventStore;
  readonly keys: MemoryKeyStore;
  #commands = 0;

  /** @param years that the operator loads while the example is played. Error: RangeError for a year that cannot be one. */
  constructor(start: Instant, firstOfficer: PersonId, years: readonly LoadedYear[] = []) {
    const calendars = [...years].sort((a, b) => (a.loadedOn < b.loadedOn ? -1 : 1)).map(({ loadedOn }) => ({ from: loadedOn, calendar: workingCalendar(years.filter((year) => year.loadedOn <= loadedOn)) }));
    const calendarOn = (day: BusinessDate): WorkingCalendar => calendars.findLast(({ from }) => from <= day)?.calendar ?? prcCalendar;
    const clock = new ManualClock(start);
    this.clock = clock;
    this.keys = new MemoryKeyStore(new MemoryKeys(), (size) => randomBytes(size));
    this.events = new MemoryEventStore(this.#log);
    this.#views = new ExampleViews(this.#log.identity);
    const secret = (name: string): Buffer => createHash('sha256').update(name).digest();
    this.application = new Application({
      store: this.events,
      keys: this.keys,
      clock: this.clock,
      newEventId,
      randomBytes: (size) => randomBytes(size),
      secrets: hmacSecrets({ identity: secret('identity'), request: secret('request') }),
      // Whoever lacks authority is told so by the refusal that the example names.
      accessLog: { refused: () => undefined },
      get calendar() {
        return calendarOn(clock.today());
      },
      firstOfficer,
    });
  }

  /** Nobody else is here: a name may be an id. */
  idOf(name: string): string {
    return name;
  }

  send({ person, actingAs, useCase, target, body, key }: Sent): Promise<Outcome> {
    this.#commands += 1;
    return this.application.send(useCase, { issuer: PLAYED, subject: person, idempotencyKey: key ?? `command-${this.#commands}`, actingAs, ifMatch: null }, target, body);
  }

  async carryOut(sent: Sent): Promise<Done> {
    const before = this.length;
    const outcome = await this.send(sent);
    await this.rest();
    return { outcome, events: this.eventsFrom(before) };
  }

  /** Reactors and due dates come to rest. */
  rest(): Promise<void> {
    return this.application.reactor.rest();
  }

  /** How many events there are. */
  get length(): number {
    return this.#log.events.length;
  }

  eventsFrom(index: number): readonly StoredEnvelope[] {
    return this.#log.events.slice(index).map(({ envelope }) => envelope);
  }

  /** What was known at K: everything before the first event that was recorded later, in all streams alike (design, section 6). */
  knownAt(known: Instant | null): readonly LoggedEvent[] {
    if (known === null) return this.#log.events;
    const beyond = this.#log.events.findIndex(({ envelope }) => envelope.recordedAt > known);
    return beyond < 0 ? this.#log.events : this.#log.events.slice(0, beyond);
  }

  async viewsAt(known: Instant | null): Promise<ExampleViews> {
    const views = known === null ? this.#views : new ExampleViews(this.#log.identity);
    await views.advance(this.knownAt(known));
    return views;
  }

  /** One stream as it was known, opened as far as there are keys. */
  opened(stream: string, known: Instant | null): Promise<readonly Recorded[]> {
    return decodeAll(this.knownAt(known).filter(({ envelope }) => envelope.stream === stream).map(({ envelope }) => envelope), this.keys);
  }
}

/** Business time in Shanghai, `2019-05-12` or `2019-05-12T09:00`, as an instant. */
export function instantOf(moment: string, time = '09:00'): Instant {
  const [date = moment, clock = time] = moment.split('T');
  return new Date(`${date}T${clock}:00+08:00`).toISOString();
}

export function dayOf(moment: string): BusinessDate {
  return moment.slice(0, 10);
}
