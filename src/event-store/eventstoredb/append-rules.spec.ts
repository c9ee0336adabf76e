import { randomUUID } from 'node:crypto';
import { collect, envelopes } from '../../../test/contract/event-store.contract';
import type { AppendFault } from '../../../test/servers/eventstoredb/appends';
import { Fixture, Follower, until } from '../../../test/servers/eventstoredb/fixture';
import { StandIn } from '../../../test/servers/eventstoredb/stand-in';
import { ConflictError, InvalidEventError, StoreRefusedError, StoreUnavailableError, UnknownOutcomeError, type StoredEnvelope } from '../event-store';
import { EventStoreDbStore } from './eventstoredb-store';

jest.setTimeout(30_000);

let fixture: Fixture;
beforeEach(async () => {
  fixture = await Fixture.start();
});
afterEach(() => fixture.end());

const foreign = (stream: string, revision: number): Parameters<StandIn['log']['append']> => [
  stream,
  revision === -1 ? 'no_stream' : BigInt(revision),
  [{ id: randomUUID(), type: 'Other', contentType: 'application/json', data: Buffer.from('{}'), metadata: new Uint8Array(0) }],
];

describe('rule 1: every event is encoded and checked before it reaches the client', () => {
  it('refuses what would hang or kill the client, sends nothing, and goes on (pitfalls.md 4b, trap 10: an unserialisable payload never settles)', async () => {
    const store = fixture.open();
    const [good] = envelopes('s-1', -1);
    if (good === undefined) throw new Error('no envelope');
    const cyclic: { [key: string]: StoredEnvelope['data'] } = {};
    cyclic['self'] = cyclic;
    // given data that a type cannot keep out: it came from JSON.parse with a reviver, or from a caller in JavaScript
    const bigint: StoredEnvelope = Object.assign({ ...good }, { data: { n: 2n ** 53n } });
    const bad: readonly StoredEnvelope[] = [
      { ...good, data: cyclic },
      bigint,
      { ...good, type: '' },
      { ...good, id: 'not-a-uuid' },
      { ...good, data: { text: 'x'.repeat(1_048_577) } },
    ];
    // when / then
    for (const envelope of bad) await expect(store.append('s-1', -1, [envelope])).rejects.toBeInstanceOf(InvalidEventError);
    expect(fixture.standIn.attempts).toBe(0);
    await store.append('s-1', -1, [good]);
    expect(fixture.standIn.attempts).toBe(1);
  });

  it('keeps the stream of the identity to itself', async () => {
    const store = fixture.open();
    await expect(store.append('echelon-store', -1, envelopes('echelon-store', -1))).rejects.toBeInstanceOf(InvalidEventError);
  });
});

describe('rule 2: exact revisions only, and an unknown outcome is settled by the same ids at the same revision', () => {
  it('never appends with ANY or STREAM_EXISTS', async () => {
    const appended = jest.spyOn(fixture.standIn.log, 'append');
    const store = fixture.open();
    await store.identity();
    await store.append('s-1', -1, envelopes('s-1', -1, 2));
    await store.append('s-1', 1, envelopes('s-1', 1));
    expect(appended.mock.calls.map(([, expected]) => expected)).toEqual(['no_stream', 'no_stream', 1n]);
  });

  it.each<AppendFault>(['loseAcknowledgement', 'cut', 'notReady', 'timeout', 'reset', 'silence', 'storeInSilence'])('settles %s (pitfalls.md 4b, trap 12: a deadline or Unavailable on an append is an unknown outcome)', async (fault) => {
    // given
    const store = fixture.open({ appendDeadline: 250 });
    const first = await store.append('s-1', -1, envelopes('s-1', -1));
    const written = envelopes('s-1', 0, 3);
    fixture.standIn.failNextAppends(fault);
    // when
    const appended = await store.append('s-1', 0, written);
    // then it is stored once, and repeating it answers the same
    const stored = await collect(store.readStream('s-1'));
    expect(stored.slice(1).map((event) => event.envelope)).toEqual(written);
    expect(appended).toEqual({ position: stored.at(-1)?.position, revision: 3 });
    expect(appended.position > first.position).toBe(true);
    expect(await store.append('s-1', 0, written)).toEqual(appended);
  });

  it('settles several in a row, with a restart of the server between them', async () => {
    const store = fixture.open();
    await store.append('s-1', -1, envelopes('s-1', -1));
    fixture.standIn.failNextAppends('notReady', 'loseAcknowledgement');
    const written = envelopes('s-1', 0, 2);
    const appending = store.append('s-1', 0, written);
    await until('the first attempt', () => fixture.standIn.attempts >= 2);
    await fixture.restart();
    expect((await appending).revision).toBe(2);
    expect(await collect(store.readStream('s-1'))).toHaveLength(3);
  });

  it('settles as a conflict when another took the revision', async () => {
    const store = fixture.open();
    await store.append('s-1', -1, envelopes('s-1', -1));
    fixture.standIn.failNextAppends('cut');
    const appending = store.append('s-1', 0, envelopes('s-1', 0));
    fixture.standIn.log.append(...foreign('s-1', 0));
    await expect(appending).rejects.toMatchObject({ constructor: ConflictError, actual: 1 });
  });

  it('says that the outcome is unknown when the time for settling is over', async () => {
    const store = fixture.open({ settleWithin: 120 });
    await store.append('s-1', -1, envelopes('s-1', -1));
    fixture.standIn.failNextAppends(...Array.from({ length: 500 }, (): AppendFault => 'notReady'));
    const error: unknown = await store.append('s-1', 0, envelopes('s-1', 0)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnknownOutcomeError);
    expect(error).toMatchObject({ notice: { zh: expect.stringContaining('Idempotency-Key'), en: expect.stringContaining('Idempotency-Key') } });
  });

  it('says that nothing was stored when no server was there to be asked, and heals (pitfalls.md, More: a refused connection is a plain Error with code 14)', async () => {
    const store = fixture.open({ reachWithin: 100 });
    await store.append('s-1', -1, envelopes('s-1', -1));
    const { log, port } = fixture.standIn;
    await fixture.standIn.stop();
    // the first goes out on a connection that has just died: nobody can tell what became of it
    await expect(store.append('s-1', 0, envelopes('s-1', 0))).rejects.toBeInstanceOf(UnknownOutcomeError);
    await expect(store.append('s-1', 0, envelopes('s-1', 0))).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailableError);
    fixture.standIn = await StandIn.start({ log, port });
    expect((await store.append('s-1', 0, envelopes('s-1', 0))).revision).toBe(1);
    expect(await collect(store.readStream('s-1'))).toHaveLength(2);
  });
});

describe('rule 3: one append client in a process, its first append alone, an own deadline', () => {
  it('keeps 64 appends with consecutive revisions in order on a cold client, and again after a lost connection', async () => {
    const store = fixture.open();
    const consecutive = (from: number): Promise<unknown>[] => Array.from({ length: 64 }, (_, index) => store.append('s-1', from + index, envelopes('s-1', from + index)));
    await Promise.all(consecutive(-1));
    // when the connection dies while nothing is in flight, so that nobody is told
    fixture.standIn.cut();
    for (let round = 0; round < 20; round += 1) await store.head();
    await Promise.all(consecutive(63));
    const all = await collect(store.readStream('s-1'));
    expect(all.map((event) => event.envelope.revision)).toEqual(Array.from({ length: 128 }, (_, index) => index));
  });

  it('is shared by all stores of the process, and a second server is refused (pitfalls.md 4b, trap 9: one process-global map of pending appends)', async () => {
    const one = fixture.open();
    const two = fixture.open();
    await one.append('s-1', -1, envelopes('s-1', -1));
    await two.append('s-2', -1, envelopes('s-2', -1));
    expect(fixture.standIn.mostAppendStreams).toBe(1);
    expect(() => new EventStoreDbStore('esdb://127.0.0.1:1?tls=false')).toThrow(StoreRefusedError);
    // when the first leaves, the other still appends
    await one.close();
    await two.append('s-2', 0, envelopes('s-2', 0));
    expect(fixture.standIn.mostAppendStreams).toBe(1);
  });

  it('gives up an attempt by itself, and makes a new client only when the old one has settled everything as unknown (pitfalls.md 4b, trap 7: DeadlineExceeded never replaces the channel)', async () => {
    const store = fixture.open({ appendDeadline: 200 });
    await store.append('warm-up', -1, envelopes('warm-up', -1));
    // given two that are never answered among 30, one of them stored
    fixture.standIn.failNextAppends('silence', 'storeInSilence');
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => store.append(`s-${index}`, -1, envelopes(`s-${index}`, -1, 2))));
    expect(outcomes.map((outcome) => outcome.revision)).toEqual(outcomes.map(() => 1));
    expect(fixture.standIn.mostAppendStreams).toBe(1);
    for (let index = 0; index < 30; index += 1) expect(await collect(store.readStream(`s-${index}`))).toHaveLength(2);
  });
});

describe('rule 9: what the client gets wrong is never asked of it', () => {
  it('throws on failure whatever the connection string says (pitfalls.md 4b, trap 11: throwOnAppendFailure=false; trap 23: the actual version may be "no_stream")', async () => {
    const store = fixture.open({}, `${fixture.standIn.connectionString}&throwOnAppendFailure=false`);
    await store.append('s-1', -1, envelopes('s-1', -1, 3));
    await expect(store.append('s-1', 0, envelopes('s-1', 0))).rejects.toMatchObject({ constructor: ConflictError, actual: 2 });
    await expect(store.append('s-2', 4, envelopes('s-2', 4))).rejects.toMatchObject({ constructor: ConflictError, actual: -1 });
  });

  it('stores JSON with empty metadata, and gives numbers, not bigints', async () => {
    const store = fixture.open();
    const appended = await store.append('s-1', -1, envelopes('s-1', -1));
    const record = fixture.standIn.log.all.at(-1);
    expect(record).toMatchObject({ contentType: 'application/json', stream: 's-1', revision: 0 });
    expect(record?.metadata).toHaveLength(0);
    expect(() => JSON.stringify(appended)).not.toThrow();
    expect(typeof appended.revision).toBe('number');
  });

  it('refuses a connection string that is none without repeating its password', async () => {
    const error: unknown = await Promise.resolve().then(() => fixture.open({}, 'esdb://user:secret@host:port:9')).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreRefusedError);
    expect(String(error)).not.toContain('secret');
  });
});

describe('rule 10: an event may be delivered before its append is acknowledged', () => {
  it('delivers it with the position that the append answers later', async () => {
    const store = fixture.open({ appendDeadline: 400 });
    const follower = new Follower(store);
    await follower.isLive();
    await store.append('s-1', -1, envelopes('s-1', -1));
    await follower.has(1);
    fixture.standIn.failNextAppends('storeInSilence');
    let acknowledged = false;
    const appending = store.append('s-1', 0, envelopes('s-1', 0)).then((appended) => {
      acknowledged = true;
      return appended;
    });
    await follower.has(2);
    expect(acknowledged).toBe(false);
    expect(follower.events.at(-1)?.position).toBe((await appending).position);
    await follower.end();
    expect(follower.revisions).toEqual([0, 1]);
  });
});
