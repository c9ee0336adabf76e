import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { decode } from '../event-store/codec';
import { assertSurvives } from '../event-store/canonical';
import type { EventStore, Position, StoredEnvelope } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import { matchesCommitment, openWithSalt } from '../event-store/private-parts';
import type { KeyStore } from '../keys/key-store';

export interface Finding {
  readonly position: Position;
  readonly event: string;
  readonly notice: Notice;
}

export interface Verification {
  readonly events: number;
  readonly streams: number;
  /** Private and sealed parts that were opened and agree with what the log committed to. */
  readonly parts: number;
  /** Private parts whose person was erased. */
  readonly erased: number;
  /** Sealed scores that were opened since: restated in the candidates' own parts, and their seal destroyed. */
  readonly unsealed: number;
  /** Persons whose erasure the log holds. */
  readonly erasures: number;
  /** At most `MOST_FINDINGS`; `more` says how many others there are. */
  readonly findings: readonly Finding[];
  readonly more: number;
}

const MOST_FINDINGS = 100;

/**
 * Walks the whole log: revisions without a gap, ids once, canonical form, types this program knows, every part that has
 * a key against its commitment, every part without one against the erasures. Errors: StoreUnavailableError.
 */
export async function verifyLog(sources: { readonly events: Pick<EventStore, 'readAll'>; readonly keys: Pick<KeyStore, 'get' | 'isDestroyed'> }, onProgress: (events: number) => void = () => undefined): Promise<Verification> {
  const walk = new Walk(sources.keys);
  for await (const page of sources.events.readAll(null, 500)) {
    await walk.page(page);
    onProgress(walk.events);
  }
  return walk.end();
}

class Walk {
  events = 0;
  private parts = 0;
  private erased = 0;
  private unsealed = 0;
  private more = 0;
  private readonly findings: Finding[] = [];
  private readonly revisions = new Map<string, number>();
  private readonly ids = new Set<string>();
  private readonly erasures = new Set<PersonId>();
  private last: Instant = '';

  constructor(private readonly keys: Pick<KeyStore, 'get' | 'isDestroyed'>) {}

  async page(page: readonly { readonly position: Position; readonly envelope: StoredEnvelope }[]): Promise<void> {
    const owners = new Set(page.flatMap(({ envelope }) => [...Object.keys(envelope.private), ...(envelope.sealed === undefined ? [] : [envelope.sealed.key])]));
    const keys = await this.keys.get([...owners]);
    for (const { position, envelope } of page) {
      this.events += 1;
      const say = (zh: string, en: string): void => this.found(position, envelope.id, { zh, en });
      this.place(envelope, say);
      this.form(envelope, keys, say);
      await this.private(envelope, keys, say);
      const { person } = envelope.data;
      if (envelope.type === 'PersonalDataErased' && typeof person === 'string') this.erasures.add(person);
    }
  }

  async end(): Promise<Verification> {
    for (const person of this.erasures) {
      if (!(await this.keys.isDestroyed(person))) {
        this.found('', '', { zh: `人员 ${person} 的删除已记录，密钥却还在。请启动服务器，启动时会补做。`, en: `The erasure of ${person} is on record but her key is still there. Start the server; it destroys the key at start.` });
      }
    }
    return { events: this.events, streams: this.revisions.size, parts: this.parts, erased: this.erased, unsealed: this.unsealed, erasures: this.erasures.size, findings: this.findings, more: this.more };
  }

  private place({ id, stream, revision, recordedAt }: StoredEnvelope, say: (zh: string, en: string) => void): void {
    const expected = (this.revisions.get(stream) ?? -1) + 1;
    if (revision !== expected) say(`${stream} 的版本号应为 ${expected}，实为 ${revision}：有事件缺失或重复。`, `Revision ${revision} of ${stream} where ${expected} was due: an event is missing or doubled.`);
    this.revisions.set(stream, revision);
    if (this.ids.has(id)) say(`事件标识 ${id} 出现两次。`, `Event id ${id} stands twice.`);
    this.ids.add(id);
    // Several processes may differ by a moment; a day back is a clock that was wrong.
    if (this.last !== '' && Date.parse(this.last) - Date.parse(recordedAt) > 86_400_000) say(`登记时间 ${recordedAt} 比此前的 ${this.last} 早一天以上。`, `Recorded at ${recordedAt}, more than a day before ${this.last}, which stands earlier.`);
    if (recordedAt > this.last) this.last = recordedAt;
  }

  private form(envelope: StoredEnvelope, keys: ReadonlyMap<string, Buffer>, say: (zh: string, en: string) => void): void {
    try {
      decode({ ...envelope, private: {} }, keys);
      assertSurvives(envelope, envelope.type);
    } catch (error) {
      say(`类型 ${envelope.type} 无法按规范读取（${nameOf(error)}）。`, `Type ${envelope.type} cannot be read as it should (${nameOf(error)}).`);
    }
  }

  private async private({ id, private: parts, sealed }: StoredEnvelope, keys: ReadonlyMap<string, Buffer>, say: (zh: string, en: string) => void): Promise<void> {
    const all = [...Object.entries(parts), ...(sealed === undefined ? [] : [[sealed.key, sealed] as const])];
    for (const [owner, part] of all) {
      const key = keys.get(owner);
      if (key === undefined) {
        if (owner.startsWith('seal:')) this.unsealed += 1;
        else this.erased += 1;
        if (!(await this.keys.isDestroyed(owner))) say(`${owner} 的密钥丢失（并非已删除）：其个人信息无法读取。请从备份恢复密钥库。`, `The key of ${owner} is lost (it was not destroyed), so her part cannot be read. Restore the key store from where it is kept.`);
        continue;
      }
      try {
        const opened = openWithSalt(part, key, id, owner);
        if (matchesCommitment(opened.part, opened.salt, part.commitment)) this.parts += 1;
        else say(`${owner} 的内容与登记的摘要不符：数据被改动。`, `The part of ${owner} does not match what the log committed to: the data was altered.`);
      } catch {
        say(`${owner} 的加密内容无法打开：数据被改动或密钥不对。`, `The part of ${owner} does not open: the data was altered or the key is another one.`);
      }
    }
  }

  private found(position: Position, event: string, notice: Notice): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ position, event, notice });
    else this.more += 1;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
