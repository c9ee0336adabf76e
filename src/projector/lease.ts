import type { Clock } from '../clock';
import type { JsonObject } from '../domain/facts';
import type { DocumentStore } from '../read-models/document-store';

interface Held extends JsonObject {
  readonly holder: string;
  /** Wall time, ms since the epoch. */
  readonly until: number;
}

/**
 * Keeps several processes from doing the same work. It only saves work: two who both think they hold it, because a
 * clock is wrong or one was suspended, still make the right documents.
 */
export class Lease {
  private until = 0;

  constructor(private readonly store: DocumentStore, private readonly clock: Clock, private readonly name: string, private readonly holder: string, private readonly ttlMs: number) {}

  /** True while held; asks the store only when a third of the time has passed. */
  async hold(): Promise<boolean> {
    const now = this.clock.wall();
    if (this.until - now > (this.ttlMs * 2) / 3) return true;
    const stored = (await this.store.setting(this.name)) as Held | undefined;
    if (stored !== undefined && stored.holder !== this.holder && stored.until > now) {
      this.until = 0;
      return false;
    }
    const mine: Held = { holder: this.holder, until: now + this.ttlMs };
    const won = await this.store.setSetting(this.name, stored, mine);
    this.until = won ? mine.until : 0;
    return won;
  }

  async release(): Promise<void> {
    if (this.until === 0) return;
    this.until = 0;
    const stored = (await this.store.setting(this.name)) as Held | undefined;
    if (stored?.holder === this.holder) await this.store.setSetting(this.name, stored, { holder: this.holder, until: 0 });
  }
}
