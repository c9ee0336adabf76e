import type { Application } from '../application';
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
}

/**
 * A demonstration's store, in which several bureaux work side by side and a play that was interrupted is played again: what
 * a command came to is read from the log, and the clock never goes back.
 */
export class DemonstrationVenue implements Venue {
  readonly application: Application;
  readonly clock: Venue['clock'];
  readonly #cameOf = new Map<CommandId, StoredEnvelope[]>();
  #sent = 0;
  #read: Position | null = null;

  constructor(private readonly options: VenueOptions) {
    this.application = options.application;
    const { clock } = options.application.desk.ports;
    this.clock = {
      now: () => clock.now(),
      today: () => clock.today(),
      set: (instant) => {
        if (instant > clock.now()) options.clock.set(instant);
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
    await this.#readOn();
    const id = isUseCase(sent.useCase) ? commandId(PLAYED, sent.person, sent.useCase, key) : '';
    return { outcome, events: this.#cameOf.get(id) ?? [] };
  }

  rest(): Promise<void> {
    return this.application.reactor.rest();
  }

  #keyOf({ key }: Sent): string {
    if (key !== undefined) return key;
    this.#sent += 1;
    return `${this.options.key} ${this.#sent}`;
  }

  async #readOn(): Promise<void> {
    for await (const page of this.application.desk.ports.store.readAll(this.#read)) {
      for (const { position, envelope } of page) {
        this.#read = position;
        if (envelope.recordedAt < this.options.from) continue;
        const { correlation } = envelope.meta;
        this.#cameOf.set(correlation, [...(this.#cameOf.get(correlation) ?? []), envelope]);
      }
    }
  }
}
