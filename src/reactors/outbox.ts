import type { Asked, Desk } from '../commands/desk';
import { holderOfStream, SYSTEM_ACTOR, type PersonId, type TeamId } from '../domain/facts';
import { decideAttempted, decideQueue, MOST_ATTEMPTS, notice, type NoticeKind } from '../domain/notices';
import type { Position, StoredEnvelope } from '../event-store/event-store';
import { createdId } from '../ids';
import { DeliveryError, NOTICE_TEXT, type NoticeChannel } from '../notices/notice-channel';
import { FinalLists, noticeable } from './noticeable';

interface Pending {
  readonly notice: string;
  readonly to: PersonId;
  readonly kind: NoticeKind;
  readonly about: Asked;
  attempts: number;
  /** Not before this moment of the wall clock. */
  notBefore: number;
}

export interface OutboxOptions {
  readonly onTrouble?: (what: string, error: unknown) => void;
  /** First pause before another attempt, ms; each is twice the one before. Default a minute. */
  readonly retryMs?: number;
  /** False while another process delivers. */
  readonly mine?: () => Promise<boolean>;
}

/** Where she reads it; under whatever address the server has. */
const LINK = '/teachers/me/case';
/** News of a year ago, found when the outbox is first switched on, is told to nobody. */
const STALE_MS = 30 * 24 * 3_600_000;
const systemStanding = { person: SYSTEM_ACTOR, appointment: null, capacity: null } as const;

/**
 * Tells people of facts that concern them: queued as a fact of its own, delivered by one channel, tried again until it is
 * delivered or given up on, each a fact. It learns of its work from the log alone. At least once: a crash between delivery
 * and its fact delivers again, under the same id.
 */
export class Outbox {
  readonly #pending = new Map<string, Pending>();
  /** Who leads a team, as far as the log was read: what concerns the team is told to her. */
  readonly #leaders = new Map<TeamId, PersonId>();
  readonly #lists = new FinalLists();
  #position: Position | null = null;

  constructor(private readonly desk: Desk, private readonly channel: NoticeChannel, private readonly options: OutboxOptions = {}) {}

  /** What waits to be delivered, as far as the log was read. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Reads the log to its end and delivers what is due now, once each. */
  async rest(signal: AbortSignal = new AbortController().signal): Promise<void> {
    for await (const page of this.desk.ports.store.readAll(this.#position)) for (const { envelope, position } of page) this.#take(envelope, position);
    await this.#work(signal);
  }

  /** Follows the log until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { onTrouble } = this.options;
    for await (const message of this.desk.ports.store.subscribe(this.#position, signal, (error) => onTrouble?.('outbox', error))) {
      if (message.kind === 'events') for (const { envelope, position } of message.events) this.#take(envelope, position);
      // Repeated while idle: this is also the clock of what is tried again.
      if (message.kind === 'caughtUp') await this.#work(signal);
    }
  }

  #take(event: StoredEnvelope, position: Position): void {
    this.#position = position;
    const { id, type, stream, data, meta } = event;
    const of = String(data['notice'] ?? '');
    if (type === 'PersonalDataErased') return this.#forget(String(data['person']));
    if (type === 'NoticeDelivered' || (type === 'NoticeFailed' && data['final'] === true)) return void this.#pending.delete(of);
    if (type === 'NoticeFailed') return this.#failed(of, Number(data['attempt']));
    const team = holderOfStream(stream);
    if (team !== null && (type === 'TeamRegistered' || type === 'LeaderChanged')) this.#leaders.set(team.id, String(data['leader']));
    this.#lists.take(event);
    for (const { to: whom, kind } of noticeable[type as keyof typeof noticeable]?.(event, this.#lists) ?? []) {
      const to = this.#leaders.get(whom) ?? whom;
      const name = createdId(id, `notice:${to}`);
      if (!this.#isStale(event)) this.#pending.set(name, { notice: name, to, kind, about: { id, type, stream, data, meta }, attempts: 0, notBefore: 0 });
    }
  }

  /** Who was erased is told nothing more. */
  #forget(person: PersonId): void {
    for (const [name, { to }] of this.#pending) if (to === person) this.#pending.delete(name);
  }

  #failed(name: string, attempt: number): void {
    const pending = this.#pending.get(name);
    if (pending === undefined || pending.attempts >= attempt) return;
    pending.attempts = attempt;
    pending.notBefore = this.#pauseAfter(attempt);
  }

  #isStale({ recordedAt }: StoredEnvelope): boolean {
    return Date.parse(this.desk.ports.clock.now()) - Date.parse(recordedAt) > STALE_MS;
  }

  #pauseAfter(attempt: number): number {
    return this.desk.ports.clock.wall() + (this.options.retryMs ?? 60_000) * 2 ** (attempt - 1);
  }

  async #work(signal: AbortSignal): Promise<void> {
    if (this.#pending.size === 0 || (await this.options.mine?.()) === false) return;
    for (const pending of [...this.#pending.values()]) {
      if (signal.aborted) return;
      if (pending.notBefore > this.desk.ports.clock.wall()) continue;
      try {
        await this.#deliver(pending, signal);
      } catch (error) {
        if (signal.aborted) return;
        pending.notBefore = this.#pauseAfter(pending.attempts + 1);
        this.options.onTrouble?.(`notice ${pending.notice}`, error);
      }
    }
  }

  async #deliver(pending: Pending, signal: AbortSignal): Promise<void> {
    const { notice: name, to, kind, about } = pending;
    const state = await this.#record(pending, 'QueueNotice', 'queued', (known) => decideQueue(known, { notice: name, to, kind, about: about.id, link: LINK }));
    if (state.ended !== null) return void this.#pending.delete(name);
    const attempt = state.attempts + 1;
    const trouble = await this.#attempt(pending, signal);
    await this.#record(pending, 'DeliverNotice', `attempt:${attempt}`, (known) => decideAttempted(known, attempt, trouble));
    if (trouble === null || attempt >= MOST_ATTEMPTS) return void this.#pending.delete(name);
    this.#failed(name, attempt);
  }

  async #attempt({ notice: name, to }: Pending, signal: AbortSignal): Promise<DeliveryError['reason'] | null> {
    try {
      await this.channel.deliver({ notice: name, to, link: LINK, at: this.desk.ports.clock.now(), text: NOTICE_TEXT }, signal);
      return null;
    } catch (error) {
      if (error instanceof DeliveryError) return error.reason;
      throw error;
    }
  }

  async #record({ notice: name, about }: Pending, useCase: string, step: string, decide: (state: Parameters<typeof decideQueue>[0]) => ReturnType<typeof decideQueue>) {
    const attempt = { ...this.desk.laterStep(about, `notice:${name}:${step}`, 'reactor'), useCase, actor: SYSTEM_ACTOR, actingAs: null };
    const done = await this.desk.transact(attempt, {
      aggregate: notice, stream: `notice-${name}`,
      world: () => this.desk.world(),
      authority: () => ({ kind: 'authorised', standing: systemStanding }),
      decide,
    });
    return done.loaded.state;
  }
}
