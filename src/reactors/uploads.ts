import { setImmediate } from 'node:timers/promises';
import { filesOf } from '../audit/cited-files';
import type { Clock } from '../clock';
import type { DocumentFiles } from '../documents/document-files';
import type { EventStore, Position } from '../event-store/event-store';

const DAY_MS = 24 * 3_600_000;
/** A server that has just started has other things to read the log for. */
const FIRST_MS = 10 * 60_000;

export interface UploadSources {
  readonly events: Pick<EventStore, 'readAll'>;
  readonly files: Pick<DocumentFiles, 'overdue' | 'expire'>;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
}

/**
 * Uploads that no event came to name expire, once a day (design, section 9). What events name is kept in memory between
 * the days, so the log is read on from where it was read, and only when there is an old file that is not known to be named.
 */
export class Uploads {
  private readonly named = new Set<string>();
  private position: Position | null = null;

  constructor(
    private readonly sources: UploadSources,
    private readonly onTrouble: (what: string, error: unknown) => void = () => undefined,
  ) {}

  /** Until `signal` is aborted. A day that failed is made up for on the next. */
  async run(signal: AbortSignal): Promise<void> {
    for (let pause = FIRST_MS; ; pause = DAY_MS) {
      try {
        await this.sources.clock.wait(pause, signal);
        await this.expire(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.onTrouble('uploads', error);
      }
    }
  }

  /** Hashes of what was removed. Errors: StoreUnavailableError; nothing is removed unless the log was read to its head. */
  async expire(signal?: AbortSignal): Promise<readonly string[]> {
    const { files, clock } = this.sources;
    const now = clock.now();
    const overdue = await files.overdue(now);
    if (overdue.some((hash) => !this.named.has(hash))) await this.readOn(signal);
    return files.expire(this.named, now);
  }

  private async readOn(signal: AbortSignal | undefined): Promise<void> {
    for await (const page of this.sources.events.readAll(this.position, 500)) {
      for (const { envelope } of page) for (const file of filesOf(envelope)) this.named.add(file);
      this.position = page.at(-1)?.position ?? this.position;
      signal?.throwIfAborted();
      // A store that answers at once would keep everybody else waiting until the end of the log.
      await setImmediate();
    }
  }
}
