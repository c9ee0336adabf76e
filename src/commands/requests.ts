import type { CommandId } from '../domain/facts';
import { IdempotencyKeyReusedError } from './errors';

/** Newest commands remembered: at about 200 bytes each some 10 MB, and many days of a bureau's work. */
const REMEMBERED = 50_000;

/**
 * What the newest commands asked for, by the id of their first step. A stream knows its own commands for ever; but where
 * the body or the path names the stream, another body under the same Idempotency-Key leads to another stream, which knows
 * nothing. Here it is told apart before anything is stored. Learnt from every event this process reads or writes, and so
 * refilled from the log at start; whoever slips past (a key older than all these, two processes at the same moment) does
 * no harm, since created ids hold the stream.
 */
export class Requests {
  readonly #heard = new Map<CommandId, string>();
  readonly #underWay = new Map<CommandId, { readonly request: string; count: number }>();

  constructor(private readonly remembered = REMEMBERED) {}

  /** What was heard, oldest first; live. */
  get known(): ReadonlyMap<CommandId, string> {
    return this.#heard;
  }

  heard({ correlation, request }: { readonly correlation: CommandId; readonly request: string }): void {
    if (this.#heard.has(correlation)) return;
    this.#heard.set(correlation, request);
    if (this.#heard.size <= this.remembered) return;
    for (const oldest of this.#heard.keys()) {
      this.#heard.delete(oldest);
      return;
    }
  }

  /** Runs the first step of a command; later steps were asked for by what is stored. Error: IdempotencyKeyReusedError. */
  async during<T>({ commandId, correlation, request }: { readonly commandId: CommandId; readonly correlation: CommandId; readonly request: string }, work: () => Promise<T>): Promise<T> {
    if (commandId !== correlation) return work();
    const underWay = this.#underWay.get(commandId) ?? { request, count: 0 };
    if ((this.#heard.get(commandId) ?? underWay.request) !== request) throw new IdempotencyKeyReusedError(commandId);
    this.#underWay.set(commandId, underWay);
    underWay.count += 1;
    try {
      return await work();
    } finally {
      underWay.count -= 1;
      if (underWay.count === 0) this.#underWay.delete(commandId);
    }
  }
}
