import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Application } from '../../src/application';
import { IdempotencyKeyReusedError } from '../../src/commands/errors';
import { catalogue, type EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { EventStore, StoredEnvelope } from '../../src/event-store/event-store';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import type { Kept, KeptState } from '../../src/reactors/kept';
import { KeptFile, LEARNT_BY } from '../../src/reactors/kept-file';
import { PendingWork } from '../../src/reactors/pending-work';
import { samples, type Sample } from '../golden/samples';
import { clerk, done, dossier, openRound, OFFICER, putForward, register, select, send, settledTown, Town } from './town';

const copied = <T>(value: T): T => deserialize(serialize(value)) as T;

/** As on a disk: what is saved is what it was then. */
class Shelf implements KeptState {
  kept: Kept | undefined;
  saved = 0;

  async load(): Promise<Kept | undefined> {
    return copied(this.kept);
  }

  async save(kept: Kept): Promise<void> {
    this.saved += 1;
    this.kept = copied(kept);
  }
}

/** A process that has read the log to its end, and how many events it read for that. */
async function started(town: Town, kept?: KeptState): Promise<{ readonly app: Application; readonly read: number }> {
  let read = 0;
  const app = town.boot({
    reactor: { graceMs: 0, keepAfter: 0, ...(kept === undefined ? {} : { kept }) },
    store: (store: EventStore) => ({
      ...withFaults(store, new FaultPoints(() => undefined)),
      async *readAll(after, pageSize) {
        for await (const page of store.readAll(after, pageSize)) {
          read += page.length;
          yield page;
        }
      },
    }),
  });
  await app.reactor.start();
  return { app, read };
}

function dyingAt(town: Town, append: number): Application {
  let appends = 0;
  return town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'before' && (appends += 1) === append ? 'crash' : undefined))) });
}

const keysOf = ({ reactor }: Application): readonly string[] => reactor.open.map(({ kind, of }) => `${kind} ${of.id}`);

describe('what a reactor keeps of the log from one start to the next', () => {
  it('is at every event what the log says up to there, and with the rest of it what all of it says', () => {
    // Every type twice, about the same things; then titles whose terms go on, are told to be over, or end before, and a merger's second half.
    const title = (of: string, more: JsonObject = {}): JsonObject => ({ title: of, term: { number: 1, from: '2019-07-01', to: '2022-06-30' }, ...more });
    const titles: readonly (readonly [EventType, JsonObject])[] = [['TitleConferred', title('t1')], ['TitleConferred', title('t2')], ['TitleConferred', title('t3')], ['TitleRenewed', title('t1', { term: { number: 2, from: '2022-07-01', to: '2025-06-30' } })], ['TitleExpired', title('t2', { term: 1 })], ['TitleRevoked', title('t3')], ['IdentitiesMerged', { from: 'a', into: 'b' }]];
    const all = (Object.keys(catalogue) as EventType[]).map((type) => [type, (samples[type] as Sample<JsonObject>).data] as const);
    const told = ['c', 'd', 'e'].flatMap((round) => (round === 'e' ? titles : all).map(([type, data], n): StoredEnvelope => {
      const { stream }: Sample<JsonObject> = samples[type];
      const meta = { commandId: `${round}${n}`, correlation: `${round}${n}`, cause: `${round}${n}`, request: 'r', effectiveOn: '2019-05-10', ...(n % 9 === 0 ? { corrects: 'c-1' } : {}) };
      return copied({ id: `${round}-${n}`, type, version: 1, stream, revision: n, recordedAt: '2019-05-10T01:00:00.000Z', data, private: {}, meta }) as Partial<StoredEnvelope> as StoredEnvelope;
    }));
    const folded = (work: PendingWork, events: readonly StoredEnvelope[]): PendingWork => {
      for (const event of events) work.fold(event);
      return work;
    };
    const whole = folded(new PendingWork(), told);
    expect(whole.open.length).toBeGreaterThan(10);
    const filled = new Set<string>();
    for (let at = 0; at <= told.length; at += at < told.length - 12 ? 5 : 1) {
      const [before, again] = [folded(new PendingWork(), told.slice(0, at)), copied(folded(new PendingWork(), told.slice(0, at)).state)];
      expect([at, again]).toEqual([at, before.state]);
      for (const [field, of] of Object.entries({ ...before.state, terms: before.terms.over('9999-12-31') })) if (('size' in of ? of.size : of.length) > 0) filled.add(field);
      expect([at, new PendingWork(undefined, copied(again)).state]).toEqual([at, before.state]);
      expect([at, new PendingWork(undefined, copied(again)).terms.over('9999-12-31')]).toEqual([at, before.terms.over('9999-12-31')]);
      expect([at, folded(new PendingWork(undefined, again), told.slice(at)).state]).toEqual([at, whole.state]);
    }
    expect([...filled].sort()).toEqual(Object.keys(whole.state).sort());
  });

  it('a start reads what came since and no more, and finds the same work as from the beginning', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 2 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    await select(town.clock, app, round, [teacher]);
    await expect(send(dyingAt(town, 2), clerk('school-1'), 'RegisterTeacher', {}, dossier(2, 'school-1'))).rejects.toBeInstanceOf(SimulatedCrash);

    const shelf = new Shelf();
    const first = await started(town, shelf);
    expect([first.read, shelf.saved]).toEqual([town.log.events.length, 1]);
    expect(first.app.reactor.open.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['claim', 'opening']));
    const second = await started(town, shelf);
    // One is looked at, to see that the log is still this one.
    expect([second.read, shelf.saved]).toEqual([1, 1]);
    expect(keysOf(second.app)).toEqual(keysOf(first.app));
    expect(second.app.reactor.position).toBe(first.app.reactor.position);

    // What it did about what nothing in the log ends is done again by the next, as without anything kept.
    await second.app.reactor.rest();
    expect(town.log.events.filter(({ envelope }) => envelope.type === 'TeacherRegistered')).toHaveLength(2);
    const [third, plain] = [await started(town, shelf), await started(town)];
    expect(third.read).toBeLessThan(5);
    expect(keysOf(third.app)).toEqual(keysOf(plain.app));
    expect(keysOf(third.app).some((key) => key.startsWith('opening'))).toBe(true);
  });

  it('destroys the key of who was erased before it again, and knows what was asked for before it', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const teacher = await register(app, 1, 'school-1');
    const transfer = (to: string, by: Application) => send(by, OFFICER, 'TransferTeacher', { teacher: to }, { to: 'edz', stage: 'PRIMARY', subject: '语文' }, 'a key');
    await transfer(teacher, app);
    const other = await register(app, 2, 'school-1');
    const older = town.held.keys.get(teacher);
    await done(app, OFFICER, 'ErasePersonalData', { person: teacher }, { basis: 'CONSENT_WITHDRAWN' });
    const shelf = new Shelf();
    await started(town, shelf);
    // A key store from before the erasure.
    town.held.destroyed.clear();
    if (older !== undefined) town.held.keys.set(teacher, older);
    const { app: next, read } = await started(town, shelf);
    expect(read).toBe(1);
    expect([older !== undefined, town.held.keys.has(teacher)]).toEqual([true, false]);
    await expect(transfer(other, next)).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
  });

  it('is passed over where the log is another one, an older one, or an older one that has grown since', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const backup = town.copy();
    await register(app, 1, 'school-1');
    const shelf = new Shelf();
    await started(town, shelf);
    const { kept } = shelf;
    const readWith = async (log: Town): Promise<number> => {
      shelf.kept = kept;
      return (await started(log, shelf)).read;
    };
    expect(await readWith(backup)).toBe(backup.log.events.length);
    const grown = backup.copy();
    for (const n of [7, 8, 9]) await register(grown.boot(), n, 'school-1');
    expect(await readWith(grown)).toBeGreaterThanOrEqual(grown.log.events.length);
    expect(shelf.kept?.last).toBe(grown.log.events.at(-1)?.envelope.id);
    const another = await settledTown(1);
    for (const n of [1, 2]) await register(another.boot(), n, 'school-1');
    expect(await readWith(new Town(Object.assign(another.log, { identity: 'another' })))).toBe(another.log.events.length);
  });

  it('a start that cannot keep it goes on, and says so', async () => {
    const town = await settledTown(1);
    const told: string[] = [];
    const kept: KeptState = { load: async () => undefined, save: () => Promise.reject(new Error('the disk is full')) };
    const app = town.boot({ reactor: { kept, keepAfter: 0, onTrouble: ({ what, error }) => told.push(`${what}: ${String(error)}`) } });
    await app.reactor.start();
    expect([app.reactor.position, told]).toEqual([town.log.events.at(-1)?.position, ['keeping what the log told: Error: the disk is full']]);
  });
});

describe('the file that it lies in', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'echelon-kept-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const kept: Kept = { log: 'log', position: '2', before: '1', last: 'e2', pending: new PendingWork().state, seen: { recordedAt: '2019-05-10T01:00:00.000Z', requests: new Map([['c1', 'r1']]) } };

  it('gives back what was saved last, to its owner alone', async () => {
    const file = new KeptFile(folder);
    expect(await file.load()).toBeUndefined();
    await file.save({ ...kept, position: '1' });
    await file.save(kept);
    expect(await new KeptFile(folder).load()).toEqual(kept);
    expect(statSync(join(folder, 'reactor.kept')).mode & 0o777).toBe(0o600);
  });

  it('gives nothing back that is damaged, cut off or learnt by other rules', async () => {
    await new KeptFile(folder).save(kept);
    expect(await new KeptFile(folder, 'other rules').load()).toBeUndefined();
    const path = join(folder, 'reactor.kept');
    const bytes = readFileSync(path);
    for (const spoilt of [bytes.subarray(0, bytes.length - 1), bytes.subarray(0, 10), Buffer.alloc(0), Buffer.from(bytes).fill(1, 40, 41)]) {
      writeFileSync(path, spoilt);
      expect(await new KeptFile(folder).load()).toBeUndefined();
    }
  });

  it('is learnt anew where any module that the folding runs differs', () => {
    const folder = join(__dirname, '../../src/reactors');
    const hashed = LEARNT_BY.map((one) => join(folder, one));
    const run = ['./pending-work', './terms-to-end', './work', '../commands/requests'].flatMap((one) => {
      const source = readFileSync(`${join(folder, one)}.ts`, 'utf8');
      return [...source.matchAll(/^import (?!type )[^;]* from '(\.[^']+)';/gmu)].map(([, path = '']) => join(folder, one, '..', path));
    });
    expect(run).toEqual(expect.arrayContaining(['./terms-to-end', '../domain/people', '../domain/dates'].map((one) => join(folder, one))));
    expect(run.filter((path) => !hashed.includes(path))).toEqual([]);
  });
});
