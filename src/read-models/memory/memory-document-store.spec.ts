import { describeDocumentStore } from '../../../test/contract/document-store.contract';
import { StoreUnavailableError } from '../../event-store/event-store';
import type { Document, Write } from '../document-store';
import type { Step } from './faults';
import { Crash, crashAt, failAt } from './faults';
import { MemoryDisk } from './memory-disk';
import { MemoryDocumentStore } from './memory-document-store';

describeDocumentStore('memory', () => {
  const disk = new MemoryDisk();
  return Promise.resolve({
    store: new MemoryDocumentStore(disk),
    again: () => Promise.resolve(new MemoryDocumentStore(disk)),
    remove: () => Promise.resolve(),
  });
});

const SPECS = [
  { name: 'rows', indexes: [] },
  { name: 'views', indexes: [] },
];
const write = (collection: string, id: string, expected = 0): Write => ({ collection, expected, document: { id, rev: expected, at: '1', body: { by: expected } } });
const batch = {
  derived: [write('rows', 'r-1'), write('rows', 'r-2')],
  sources: [write('views', 'v-1')],
  checkpoint: { name: 'views', value: { position: '1', log: 'log-1' } },
};

async function prepared(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await new MemoryDocumentStore(disk).prepare(SPECS);
  return disk;
}
/** What is stored, in the order in which it must be: a later one is never there without the earlier ones. */
async function stored(disk: MemoryDisk): Promise<string[]> {
  const store = new MemoryDocumentStore(disk);
  const rows = await store.get('rows', ['r-1', 'r-2']);
  const views = await store.get('views', ['v-1']);
  const found = [...rows.keys(), ...views.keys()];
  return (await store.checkpoint('views')) === undefined ? found : [...found, 'checkpoint'];
}

describe('memory: faults', () => {
  it('has a step before and after the call, each document and the checkpoint', async () => {
    const steps: string[] = [];
    const store = new MemoryDocumentStore(await prepared(), ({ moment, part, target }: Step) => void steps.push(`${moment} ${part} ${target}`));

    await store.write(batch);

    expect(steps).toEqual([
      'before call views',
      ...['derived rows/r-1', 'derived rows/r-2', 'source views/v-1', 'checkpoint views'].flatMap((what) => [`before ${what}`, `after ${what}`]),
      'after call views',
    ]);
  });

  it('keeps what came before a crash, and nothing after it', async () => {
    const left: string[][] = [];
    for (let nth = 1; nth <= 10; nth += 1) {
      const disk = await prepared();
      const store = new MemoryDocumentStore(disk, crashAt(nth));
      await expect(store.write(batch)).rejects.toBeInstanceOf(Crash);
      await expect(store.get('views', [])).rejects.toBeInstanceOf(Crash);
      left.push(await stored(disk));
    }
    const all = ['r-1', 'r-2', 'v-1', 'checkpoint'];
    expect(left.map(({ length }) => length)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    for (const found of left) expect(found).toEqual(all.slice(0, found.length));

    const survivor = crashAt(11);
    expect(await new MemoryDocumentStore(await prepared(), survivor).write(batch)).toBe('written');
    expect(survivor.steps()).toBe(10);
  });

  it('loses an answer, or fails before anything is done, and then goes on', async () => {
    for (const [moment, found] of [['before', []], ['after', ['r-1', 'r-2', 'v-1', 'checkpoint']]] as const) {
      const disk = await prepared();
      const store = new MemoryDocumentStore(disk, failAt({ call: 'write', part: 'call', moment }));

      await expect(store.write(batch)).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(await stored(disk)).toEqual(found);
      expect(await store.write(batch)).toBe(moment === 'before' ? 'written' : 'stale');
    }
  });

  it('lets another leader act between two steps, and then misses', async () => {
    const disk = await prepared();
    const other = new MemoryDocumentStore(disk);
    const store = new MemoryDocumentStore(disk, async ({ part, moment }) => {
      if (part === 'source' && moment === 'before') await other.write({ derived: [], sources: [write('views', 'v-1')] });
    });

    expect(await store.write(batch)).toBe('stale');
    expect(await stored(disk)).toEqual(['r-1', 'r-2', 'v-1']);
  });

  it('stores nothing for a call that was held up when its process died', async () => {
    const disk = await prepared();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const store = new MemoryDocumentStore(disk, ({ call, part }) => {
      if (call === 'setting') throw new Crash();
      return part === 'derived' ? held : undefined;
    });
    const writing = store.write(batch);
    await expect(store.setting('any')).rejects.toBeInstanceOf(Crash);
    release();

    await expect(writing).rejects.toBeInstanceOf(Crash);
    expect(await stored(disk)).toEqual([]);
  });

  it('carries on with the rest of a step after a miss, as an unordered bulk does', async () => {
    const disk = await prepared();
    const store = new MemoryDocumentStore(disk);

    expect(await store.write({ ...batch, derived: [write('rows', 'r-1', 7), write('rows', 'r-2')] })).toBe('stale');
    expect(await stored(disk)).toEqual(['r-2']);
  });

  it('hands out documents that nobody can change', async () => {
    const store = new MemoryDocumentStore(await prepared());
    await store.write(batch);
    const { body } = (await store.get('views', ['v-1'])).get('v-1') as Document;

    expect(() => Object.assign(body, { by: 2 })).toThrow(TypeError);
  });
});
