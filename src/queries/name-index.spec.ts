import { randomBytes } from 'node:crypto';
import type { JsonObject, Meta } from '../domain/facts';
import type { LiveMessage, LoggedEvent, StoredEnvelope } from '../event-store/event-store';
import { MemoryEventStore, MemoryLog } from '../event-store/memory/memory-event-store';
import { sealPart } from '../event-store/private-parts';
import { MemoryKeys, MemoryKeyStore } from '../keys/memory/memory-key-store';
import { SystemClock } from '../clock';
import { MemoryDocumentStore } from '../read-models/memory/memory-document-store';
import { LiveViews } from '../projector/live-views';
import { NameIndex, NamesNotReadyError } from './name-index';
import { OpenedParts } from './opened-parts';

const meta: Meta = { commandId: 'c', useCase: 'RegisterTeacher', request: '', actor: 'p', appointment: null, capacity: null, effectiveOn: '2019-05-10', context: { today: '2019-05-10' }, cause: 'c', correlation: 'c', class: 'internal' };

/** An index on an empty set of views: everything comes to it from the log, one message at a time. */
class Names {
  readonly log = new MemoryLog('names');
  readonly keys = new MemoryKeyStore(new MemoryKeys(), randomBytes);
  readonly parts = new OpenedParts(this.keys);
  private wake: () => void = () => undefined;
  private taken: () => void = () => undefined;
  private queue: LiveMessage[] = [];
  private count = 0;
  readonly index: NameIndex;

  constructor() {
    const log = this.log;
    const events = new MemoryEventStore(log);
    const subscribe = (_after: unknown, signal: AbortSignal): AsyncIterable<LiveMessage> => this.messages(signal);
    this.index = new NameIndex(
      { events: Object.assign(Object.create(events) as MemoryEventStore, { subscribe, head: async () => null }), documents: new MemoryDocumentStore(), clock: new SystemClock(), projector: { views: new LiveViews([]), whenReflected: async () => true, reflected: null, stand: null } },
      this.parts,
    );
  }

  async registered(person: string, personal: JsonObject): Promise<void> {
    const key = (await this.keys.ensure([person])).get(person) as Buffer;
    const id = `e-${(this.count += 1)}`;
    await this.deliver({ type: 'TeacherRegistered', stream: `teacher-${person}`, data: {}, private: { [person]: sealPart(personal, key, id, person, randomBytes) }, id });
  }

  erased(person: string): Promise<void> {
    return this.deliver({ type: 'PersonalDataErased', stream: `teacher-${person}`, data: { person, basis: 'x' }, private: {}, id: `x-${person}` });
  }

  private async deliver(part: Pick<StoredEnvelope, 'id' | 'type' | 'stream' | 'data' | 'private'>): Promise<void> {
    const event: LoggedEvent = { position: '1', envelope: { ...part, version: 1, revision: 0, recordedAt: '2019-05-10T01:00:00.000Z', meta } };
    const taken = new Promise<void>((resolve) => (this.taken = resolve));
    this.queue.push({ kind: 'events', events: [event] });
    this.wake();
    await taken;
  }

  /** Asked for the next message, the index has done with the one before. */
  private async *messages(signal: AbortSignal): AsyncIterable<LiveMessage> {
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      const message = this.queue.shift();
      if (message !== undefined) {
        yield message;
        this.taken();
      } else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

describe('names in memory', () => {
  let names: Names;
  beforeEach(() => (names = new Names()));
  afterEach(() => names.index.stop());

  async function started(): Promise<NameIndex> {
    names.index.start();
    await names.index.whenReady;
    return names.index;
  }

  it('says that it is not ready rather than that nobody is called so', () => {
    expect(() => names.index.search('王')).toThrow(NamesNotReadyError);
  });

  it('finds by a part, by a former name, and however the · was typed; shorter names first', async () => {
    const index = await started();
    await names.registered('p1', { name: '热依汗·艾力', formerNames: ['阿依古丽'] });
    await names.registered('p2', { name: '王欣', formerNames: [] });
    await names.registered('p3', { name: '王欣欣', formerNames: [] });
    await names.registered('p4', { name: '𠮷田Anna', formerNames: [] });

    expect(index.search('热依汗•艾')).toEqual(['p1']);
    expect(index.search('古丽')).toEqual(['p1']);
    expect(index.search('王欣')).toEqual(['p2', 'p3']);
    expect(index.search('𠮷')).toEqual(['p4']);
    expect(index.search('ａｎｎａ')).toEqual(['p4']);
    expect(index.search('  ')).toEqual([]);
  });

  it('a correction replaces the name; an erasure takes her out, for good', async () => {
    const index = await started();
    await names.registered('p1', { name: '李雷' });
    await names.registered('p1', { name: '李蕾' });
    expect([index.search('李雷'), index.search('李蕾')]).toEqual([[], ['p1']]);

    await names.erased('p1');
    // Her key may still exist, and a view may still hold the ciphertext: neither brings her back.
    await names.registered('p1', { name: '李蕾' });

    expect(index.search('李')).toEqual([]);
    expect([index.size, names.parts.size]).toEqual([0, 0]);
  });
});
