import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from '../../src/application';
import { verifyFiles } from '../../src/audit/verify-files';
import { ManualClock } from '../../src/clock';
import { DocumentFiles } from '../../src/documents/document-files';
import { FolderBlobs } from '../../src/documents/folder/folder-blobs';
import type { EventStore, Position } from '../../src/event-store/event-store';
import { MemoryEventStore } from '../../src/event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import { Uploads } from '../../src/reactors/uploads';
import { JPG, PDF, PNG } from '../contract/sample-files';
import { act, done, OFFICER, portsOf, Town } from './town';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BUREAU = { org: 'edz', names: { zh: '经区教体处', en: 'EDZ education office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' };
const OWNER = 'p-1';

/** Where a log was read from, page by page. */
class Recorded {
  readonly from: (Position | null)[] = [];
  constructor(private readonly store: EventStore) {}
  readAll(after: Position | null, pageSize?: number) {
    this.from.push(after);
    return this.store.readAll(after, pageSize);
  }
}

describe('uploads that no event names', () => {
  let folder: string;
  let clock: ManualClock;
  let keys: MemoryKeyStore;
  let files: DocumentFiles;
  let app: Application;
  let log: Recorded;
  let store: MemoryEventStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'echelon-uploads-'));
    const town = new Town();
    clock = new ManualClock('2019-05-10T01:00:00.000Z');
    keys = new MemoryKeyStore(town.held, (size) => randomBytes(size));
    files = new DocumentFiles({ blobs: new FolderBlobs(folder), keys, clock, randomBytes });
    store = new MemoryEventStore(town.log);
    log = new Recorded(store);
    app = new Application({ ...portsOf(store, keys, clock), files });
    await done(app, OFFICER, 'RegisterOrg', {}, BUREAU);
    await done(app, OFFICER, 'RecordAppointment', {}, { person: OFFICER, post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null });
  });
  afterEach(async () => {
    await files.close();
    await rm(folder, { recursive: true, force: true });
  });

  const person = async (): Promise<string> => String((await done(app, OFFICER, 'RegisterPerson', {}, { name: '王小明' }))['person']);
  const cite = async (hash: string): Promise<void> => void (await done(app, OFFICER, 'ErasePersonalData', { person: await person() }, { basis: 'CONSENT_WITHDRAWN', act: { ...act(), file: hash } }));

  it('expire a day at a time, and what an event names stays', async () => {
    const [named, forgotten] = [await files.put('programme:w', PDF), await files.put(OWNER, PNG)];
    await cite(named.hash);
    const uploads = new Uploads({ events: log, files, clock });

    clock.advance(6 * DAY);
    expect(await uploads.expire()).toEqual([]);
    expect(log.from).toEqual([]);
    clock.advance(2 * DAY);
    expect(await uploads.expire()).toEqual([forgotten.hash]);

    expect(await files.get(forgotten.hash)).toBeUndefined();
    expect((await files.get(named.hash))?.content).toEqual(PDF);
  });

  it('read the log on from where it was read, and not at all where nothing old is unknown', async () => {
    const { hash } = await files.put('programme:w', PDF);
    await cite(hash);
    const head = await store.head();
    const uploads = new Uploads({ events: log, files, clock });
    clock.advance(8 * DAY);

    for (let day = 0; day < 3; day += 1) expect(await uploads.expire()).toEqual([]);
    expect(log.from).toEqual([null]);

    const later = await files.put(OWNER, JPG);
    clock.advance(8 * DAY);
    expect(await uploads.expire()).toEqual([later.hash]);
    expect(log.from).toEqual([null, head]);
  });

  it('keep one that is cited on its last day, though its event comes after the log was read', async () => {
    const { hash } = await files.put('programme:w', PDF);
    clock.advance(7 * DAY - HOUR);
    await cite(hash);
    clock.advance(2 * HOUR);

    expect(await new Uploads({ events: { readAll: () => store.readAll(null, 1) }, files, clock }).expire()).toEqual([]);
    // As another process would do it whose reading of the log ended before the event.
    expect(await files.expire(new Set(), clock.now())).toEqual([]);
    expect(await files.get(hash)).toBeDefined();
  });

  it('remove nothing where the log cannot be read, tell it, and make up for it a day later', async () => {
    const { hash } = await files.put(OWNER, PNG);
    clock.advance(8 * DAY);
    const stopping = new AbortController();
    const told: unknown[] = [];
    let broken = true;
    const events = { readAll: (after: Position | null, size?: number) => {
      if (broken) throw new Error('unreachable');
      return store.readAll(after, size);
    } };
    const running = new Uploads({ events, files, clock }, (what, error) => told.push([what, error])).run(stopping.signal);

    clock.advance(11 * 60_000);
    await until(() => told.length === 1);
    expect(await files.get(hash)).toBeDefined();
    broken = false;
    // The next wait begins after the trouble was told.
    await until(async () => {
      clock.advance(DAY);
      return (await files.get(hash)) === undefined;
    });

    stopping.abort(new Error('stopped'));
    await running;
    expect(told).toHaveLength(1);
  });

  it('a verification finds every file that events name: intact, erased, missing or altered', async () => {
    const [intact, altered, missing, hers] = [await files.put('programme:w', PDF), await files.put('programme:w', PNG), await files.put('programme:w', JPG), await files.put(OWNER, PDF)];
    for (const { hash } of [intact, altered, missing, hers, intact]) await cite(hash);
    await keys.destroy(OWNER);
    await files.removeOf(OWNER);
    const at = (hash: string): string => join(folder, hash.slice(0, 2), hash);
    await rm(at(missing.hash));
    const bytes = await readFile(at(altered.hash));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(at(altered.hash), bytes);

    const verified = await verifyFiles({ events: store, files });

    expect(verified).toMatchObject({ intact: 1, erased: 1, more: 0 });
    expect(verified.findings.map(({ notice }) => notice.en)).toEqual([expect.stringContaining(`${altered.hash} that this event names is not what was filed`), expect.stringContaining(`${missing.hash} that this event names is not in`)]);
    expect(verified.findings.every(({ position, event }) => position !== '' && event !== '')).toBe(true);
    expect((await readdir(folder)).length).toBeGreaterThan(0);
  });
});

/** Looks until it is so, for at most two seconds. */
async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  for (let times = 0; times < 200; times += 1) {
    if (await so()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came to be so');
}
