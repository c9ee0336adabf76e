import type { Application } from '../application';
import { shanghaiDate } from '../clock';
import { isUseCase } from '../commands/use-cases';
import type { Outcome } from '../commands/outcome';
import type { Instant } from '../domain/dates';
import type { CommandId } from '../domain/facts';
import type { Position, StoredEnvelope } from '../event-store/event-store';
import { PLAYED, type Done, type Sent, type Venue } from '../examples/venue';
import { commandId } from '../ids';

const ATTEMPTS = 20;

export interface VenueOptions {
  readonly application: Application;
  readonly clock: { set(instant: Instant): void };
  readonly signal?: AbortSignal;
  /** Tells this round's commands from those of the others. */
  readonly key: string;
  /** Put before the names of units, which are the same in several examples. */
  readonly prefix: string;
  /** Nothing that is recorded before it is asked for. */
  readonly from: Instant;
  /** What commands came to, where several venues look in one log. */
  readonly answers?: Answers;
}

/** What each command left in the log, read on as far as is asked for. */
export class Answers {
  readonly #cameOf = new Map<CommandId, StoredEnvelope[]>();
  #read: Position | null = null;

  /** @param from nothing that is recorded before it is asked for. */
  constructor(private readonly application: Application, private readonly from: Instant = '') {}

  async of(id: string): Promise<readonly StoredEnvelope[]> {
    for await (const page of this.application.desk.ports.store.readAll(this.#read)) {
      for (const { position, envelope } of page) {
        this.#read = position;
        if (envelope.recordedAt < this.from) continue;
        const { correlation } = envelope.meta;
        this.#cameOf.set(correlation, [...(this.#cameOf.get(correlation) ?? []), envelope]);
      }
    }
    return this.#cameOf.get(id) ?? [];
  }
}

/**
 * A demonstration's store, in which several bureaux work side by side and a play that was interrupted is played again: what
 * a command came to is read from the log, and the store's clock never goes back. What the play asks of the time is told by
 * the example, also where the store has come further.
 */
export class DemonstrationVenue implements Venue {
  readonly application: Application;
  readonly clock: Venue['clock'];
  readonly #answers: Answers;
  #sent = 0;
  #told: Instant;

  constructor(private readonly options: VenueOptions) {
    const { application, from } = options;
    this.application = application;
    this.#answers = options.answers ?? new Answers(application, from);
    this.#told = from;
    this.clock = {
      now: () => this.#told,
      today: () => shanghaiDate(this.#told),
      set: (instant) => {
        this.#told = instant;
        if (instant > application.desk.ports.clock.now()) options.clock.set(instant);
      },
    };
  }

  idOf(name: string): string {
    return `${this.options.prefix}${name}`;
  }

  async send(sent: Sent): Promise<Outcome> {
    const { person, actingAs, useCase, target, body } = sent;
    const sender = { issuer: PLAYED, subject: person, idempotencyKey: this.#keyOf(sent), actingAs, ifMatch: null };
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      this.options.signal?.throwIfAborted();
      const outcome = await this.application.send(useCase, sender, target, body);
      if (outcome.kind !== 'pending') return outcome;
      await this.rest();
    }
    throw new Error(`${useCase} (${sender.idempotencyKey}) did not come to its end`);
  }

  async carryOut(sent: Sent): Promise<Done> {
    const key = this.#keyOf(sent);
    const outcome = await this.send({ ...sent, key });
    await this.rest();
    return { outcome, events: await this.#answers.of(isUseCase(sent.useCase) ? commandId(PLAYED, sent.person, sent.useCase, key) : '') };
  }

  rest(): Promise<void> {
    return this.application.reactor.rest();
  }

  #keyOf({ key }: Sent): string {
    if (key !== undefined) return key;
    this.#sent += 1;
    return `${this.options.key} ${this.#sent}`;
  }
}
