import { randomUUID } from 'node:crypto';
import { ANY, END, EventStoreDBClient, NO_STREAM, START, STREAM_EXISTS, type AppendExpectedRevision, type AppendResult, type JSONEventData } from '@eventstore/db-client';
import { errorOf, event, events, inDefaultProcess, KILLS_THE_SERVER, newStream, revisionsOf, type Host, type Row } from './rows';

const wrong = (expectedVersion: string, actualVersion: string): unknown => ({ class: 'WrongExpectedVersionError', type: 'wrong-expected-version', message: '', expectedVersion, actualVersion });
const unknown = (message: string, code?: number): unknown => ({ class: 'UnknownError', type: 'unknown', message, ...(code === undefined ? {} : { code }) });

interface Written {
  readonly stream: string;
  readonly written: JSONEventData[];
  readonly first: AppendResult;
  append(which: JSONEventData[], expectedRevision: AppendExpectedRevision): Promise<AppendResult>;
}

/** A new stream with `count` events, appended with NO_STREAM. */
async function stored(host: Host, count: number): Promise<Written> {
  const stream = newStream();
  const written = events(count);
  const append = (which: JSONEventData[], expectedRevision: AppendExpectedRevision): Promise<AppendResult> => host.client.appendToStream(stream, which, { expectedRevision });
  return { stream, written, first: await append(written, NO_STREAM), append };
}

const head = (result: AppendResult): string => `${result.nextExpectedRevision}n`;

/** Appends the same ids again; says what the answer was and whether anything was written. */
function again(expectedRevision: AppendExpectedRevision, between: (written: Written, host: Host) => Promise<unknown> = async () => undefined, count = 2): (host: Host) => Promise<unknown> {
  return async (host) => {
    const it = await stored(host, count);
    await between(it, host);
    const before = await revisionsOf(host, it.stream);
    const result = await it.append(it.written, expectedRevision);
    const written = (await revisionsOf(host, it.stream)).length - before.length;
    return { sameResult: result.nextExpectedRevision === it.first.nextExpectedRevision && result.position?.commit === it.first.position?.commit, written };
  };
}

const later = (count: number) => async (it: Written): Promise<unknown> => it.append(events(count), BigInt(it.written.length - 1));
const IDEMPOTENT = { sameResult: true, written: 0 };

/** eventstoredb.md, section 1: append, expected revision, idempotence. */
export const SECTION_1: readonly Row[] = [
  { label: "constants | NO_STREAM='no_stream', STREAM_EXISTS='stream_exists', ANY='any', START='start', END='end'", run: async () => [NO_STREAM, STREAM_EXISTS, ANY, START, END], expected: ['no_stream', 'stream_exists', 'any', 'start', 'end'] },
  {
    label: 'success result | {success:true, nextExpectedRevision:bigint, position:{commit:bigint,prepare:bigint}}',
    run: async (host) => {
      const { first } = await stored(host, 2);
      return { success: first.success, head: head(first), commit: typeof first.position?.commit, prepare: typeof first.position?.prepare };
    },
    expected: { success: true, head: '1n', commit: 'bigint', prepare: 'bigint' },
  },
  { label: 'default (no option / `undefined`) | ANY', run: async (host) => { const it = await stored(host, 2); return head(await host.client.appendToStream(it.stream, event())); }, expected: '2n' },
  { label: 'NO_STREAM on existing | expectedVersion \'no_stream\', actualVersion 0n', run: async (host) => { const it = await stored(host, 1); return errorOf(it.append(events(1), NO_STREAM)); }, expected: wrong('no_stream', '0n') },
  { label: 'exact 0n stale / 99n ahead | actualVersion current last revision 2n', run: async (host) => { const it = await stored(host, 3); return [await errorOf(it.append(events(1), 0n)), await errorOf(it.append(events(1), 99n))]; }, expected: [wrong('0n', '2n'), wrong('99n', '2n')] },
  { label: "exact on a missing stream | actualVersion 'no_stream'", run: (host) => errorOf(host.client.appendToStream(newStream(), event(), { expectedRevision: 3n })), expected: wrong('3n', 'no_stream') },
  { label: "STREAM_EXISTS on missing | expectedVersion 'stream_exists', actualVersion 'no_stream'", run: (host) => errorOf(host.client.appendToStream(newStream(), event(), { expectedRevision: STREAM_EXISTS })), expected: wrong('stream_exists', 'no_stream') },
  { label: "ANY that fails the partial-overlap check | expectedVersion 'any'", run: async (host) => { const it = await stored(host, 3); return errorOf(it.append([...it.written, event()], ANY)); }, expected: wrong('any', '2n') },
  {
    label: 'exact as JS number 4 | accepted, works as 4n',
    run: async (host) => {
      const it = await stored(host, 5);
      const options = Object.assign({}, { expectedRevision: 0n }, { expectedRevision: 4 });
      return head(await host.client.appendToStream(it.stream, event(), options));
    },
    expected: '5n',
  },
  {
    label: '1.5, -1n, -2n | `UnknownError` code 13 "Request message serialization failure", stream client unharmed',
    run: async (host) => {
      const out = await inDefaultProcess(host, `const stream = 'naive-' + crypto.randomUUID(); const make = () => e.jsonEvent({ type: 'T', data: {} });
        await client.appendToStream(stream, make(), { expectedRevision: e.NO_STREAM });
        for (const bad of [1.5, -1n, -2n]) await client.appendToStream(stream, make(), { expectedRevision: bad }).catch((x) => console.log(x.constructor.name, x.code, x.message.includes('Request message serialization failure')));
        console.log(String((await client.appendToStream(stream, make(), { expectedRevision: 0n })).nextExpectedRevision)); process.exit(0);`);
      return out;
    },
    expected: { exit: 0, out: ['UnknownError 13 true', 'UnknownError 13 true', 'UnknownError 13 true', '1'] },
    timeout: 30_000,
  },
  { label: '2n**63n | UnknownError code undefined, message "Could not recognize BadRequest" (harmless afterwards)', run: async (host) => { const it = await stored(host, 1); return [await errorOf(it.append(events(1), 2n ** 63n)), head(await it.append(events(1), 0n))]; }, expected: [unknown('Could not recognize BadRequest'), '1n'] },
  { label: '2n**64n | silently wraps to 0n (WrongExpectedVersion with expectedVersion 0n)', run: async (host) => { const it = await stored(host, 3); return errorOf(it.append(events(1), 2n ** 64n)); }, expected: wrong('0n', '2n') },
  {
    label: '`expectedRevision: null` | promise never settles + unhandledRejection TypeError (kills a default Node process)',
    run: (host) => inDefaultProcess(host, `client.appendToStream('naive-x', e.jsonEvent({ type: 'T', data: {} }), { expectedRevision: null }).then(() => console.log('settled'), () => console.log('settled')); setTimeout(() => process.exit(0), 3000);`),
    expected: { exit: 1, out: ['died of TypeError'] },
    timeout: 30_000,
  },
  {
    label: '`throwOnAppendFailure=false` | nextExpectedRevision is WRONG: always 1n if the stream exists, -1n if missing',
    run: async (host) => {
      const it = await stored(host, 5);
      const lenient = EventStoreDBClient.connectionString(`${host.url}&throwOnAppendFailure=false`);
      const existing = await lenient.appendToStream(it.stream, event(), { expectedRevision: 0n });
      const missing = await lenient.appendToStream(newStream(), event(), { expectedRevision: 0n });
      return [existing, missing];
    },
    expected: [{ success: false, nextExpectedRevision: '1n' }, { success: false, nextExpectedRevision: '-1n' }],
  },
  {
    label: 'empty batch `[]` | NO_STREAM on new stream: success, nextExpectedRevision 0n, but the stream still does not exist; a later NO_STREAM append succeeds at 0n. Wrong exact revision is still checked',
    run: async (host) => {
      const stream = newStream();
      const empty = await host.client.appendToStream(stream, [], { expectedRevision: NO_STREAM });
      const missing = await errorOf(() => revisionsOf(host, stream));
      const first = await host.client.appendToStream(stream, event(), { expectedRevision: NO_STREAM });
      return { empty: [empty.success, head(empty), typeof empty.position?.commit], missing, first: head(first), checked: await errorOf(host.client.appendToStream(stream, [], { expectedRevision: 7n })) };
    },
    expected: { empty: [true, '0n', 'bigint'], missing: { class: 'StreamNotFoundError', type: 'stream-not-found', message: expect.stringContaining('not found') }, first: '0n', checked: wrong('7n', '0n') },
  },
  { label: 'same ids, NO_STREAM, again | success, same nextExpectedRevision and same position as first time; nothing written', run: again(NO_STREAM), expected: IDEMPOTENT },
  { label: 'same ids, NO_STREAM, again | Same with 1000 later events in the stream', run: again(NO_STREAM, later(1000)), expected: IDEMPOTENT },
  {
    label: 'same ids, original exact revision, later events exist | success with the ORIGINAL nextExpectedRevision and original position; nothing written',
    run: async (host) => {
      const it = await stored(host, 1);
      const batch = events(2);
      const first = await it.append(batch, 0n);
      await it.append(events(3), 2n);
      const repeated = await it.append(batch, 0n);
      return { same: repeated.nextExpectedRevision === first.nextExpectedRevision && repeated.position?.commit === first.position?.commit, events: (await revisionsOf(host, it.stream)).length };
    },
    expected: { same: true, events: 6 },
  },
  { label: 'same ids, exact = current head | NOT idempotent: written again', run: again(1n), expected: { sameResult: false, written: 2 } },
  { label: 'same ids, ANY, same server run | idempotent (also after 1000 later events in the stream)', run: again(ANY, later(1000)), expected: IDEMPOTENT },
  { label: 'same ids, STREAM_EXISTS, same server run | idempotent', run: again(STREAM_EXISTS, later(10)), expected: IDEMPOTENT },
  {
    label: 'same ids, ANY | idempotent also after 20 000 events elsewhere',
    run: again(ANY, async (_, host) => {
      const elsewhere = newStream();
      for (let batch = 0; batch < 20; batch += 1) await host.client.appendToStream(elsewhere, events(1000), { expectedRevision: ANY });
    }),
    expected: IDEMPOTENT,
    timeout: 60_000,
  },
  { label: 'same ids, ANY, after 100 000 (in batches of 1000) or 200 000 (single) events to other streams | DUPLICATED (cache evicted)', skipped: 'writes 200 000 events to see a bounded cache forget; the stand-in forgets ids by count, which says nothing about the server', expected: undefined },
  { label: 'same ids, ANY, after server restart | DUPLICATED', run: again(ANY, (_, host) => host.standIn?.restart() ?? Promise.resolve()), expected: { sameResult: false, written: 2 }, skippedOnReal: KILLS_THE_SERVER },
  { label: 'same ids, STREAM_EXISTS, after server restart | DUPLICATED', run: again(STREAM_EXISTS, (_, host) => host.standIn?.restart() ?? Promise.resolve()), expected: { sameResult: false, written: 2 }, skippedOnReal: KILLS_THE_SERVER },
  { label: 'same ids, NO_STREAM or exact, after kill -9 + restart | NO_STREAM measured: idempotent, original result', run: again(NO_STREAM, (_, host) => host.standIn?.restart() ?? Promise.resolve()), expected: IDEMPOTENT, skippedOnReal: KILLS_THE_SERVER },
  {
    label: 'batch [x0,x1,x2,new] NO_STREAM when x0..x2 exist | WrongExpectedVersionError (actual 2n), nothing written. Same with ANY',
    run: async (host) => {
      const it = await stored(host, 3);
      const batch = [...it.written, event()];
      return [await errorOf(it.append(batch, NO_STREAM)), await errorOf(it.append(batch, ANY)), (await revisionsOf(host, it.stream)).length];
    },
    expected: [wrong('no_stream', '2n'), wrong('any', '2n'), 3],
  },
  { label: '[x0,x1] prefix, NO_STREAM | idempotent success, nextExpectedRevision 1n (not the head)', run: async (host) => { const it = await stored(host, 3); return head(await it.append(it.written.slice(0, 2), NO_STREAM)); }, expected: '1n' },
  { label: '[x1,x2] suffix: NO_STREAM / exact 0n | WrongExpectedVersionError / idempotent success 2n', run: async (host) => { const it = await stored(host, 3); return [await errorOf(it.append(it.written.slice(1), NO_STREAM)), head(await it.append(it.written.slice(1), 0n)), (await revisionsOf(host, it.stream)).length]; }, expected: [wrong('no_stream', '2n'), '2n', 3] },
  { label: '[x2,new] exact 1n / exact 2n | WrongExpectedVersionError / success, writes x2 a second time', run: async (host) => { const it = await stored(host, 3); const batch = [...it.written.slice(2), event()]; return [await errorOf(it.append(batch, 1n)), head(await it.append(batch, 2n))]; }, expected: [wrong('1n', '2n'), '4n'] },
  { label: '[new,y0] ANY (first id new, a later one known) | success, writes both (y0 duplicated)', run: async (host) => { const it = await stored(host, 1); return head(await it.append([event(), ...it.written], ANY)); }, expected: '2n' },
  { label: '[y1,y0] reordered, ANY | "success", nextExpectedRevision 0n, nothing written', run: async (host) => { const it = await stored(host, 2); return [head(await it.append(it.written.toReversed(), ANY)), (await revisionsOf(host, it.stream)).length]; }, expected: ['0n', 2] },
  { label: 'same id twice in one batch | accepted, 2 events', run: async (host) => { const stream = newStream(); const one = event(); await host.client.appendToStream(stream, [one, one], { expectedRevision: NO_STREAM }); return (await revisionsOf(host, stream)).length; }, expected: 2 },
  {
    label: 'same id, different type/data, NO_STREAM | success, new data silently dropped (only ids are compared)',
    run: async (host) => {
      const stream = newStream();
      const id = randomUUID();
      await host.client.appendToStream(stream, event(id, 'One', { n: 1 }), { expectedRevision: NO_STREAM });
      const second = await host.client.appendToStream(stream, event(id, 'Two', { n: 2 }), { expectedRevision: NO_STREAM });
      const data: unknown[] = [];
      for await (const resolved of host.client.readStream(stream)) data.push(resolved.event?.type, resolved.event?.data);
      return [second.success, data];
    },
    expected: [true, ['One', { n: 1 }]],
  },
  { label: 'same id on another stream | accepted', run: async (host) => { const it = await stored(host, 1); return head(await host.client.appendToStream(newStream(), it.written, { expectedRevision: NO_STREAM })); }, expected: '0n' },
  {
    label: 'same ids NO_STREAM after soft delete | "success" with nextExpectedRevision 1n and `position: undefined`, nothing written, stream still reads as not found (silent loss)',
    run: async (host) => {
      const it = await stored(host, 2);
      await host.client.deleteStream(it.stream);
      const repeated = await it.append(it.written, NO_STREAM);
      return [repeated, await errorOf(() => revisionsOf(host, it.stream))];
    },
    expected: [{ success: true, nextExpectedRevision: '1n' }, { class: 'StreamNotFoundError', type: 'stream-not-found', message: expect.stringContaining('not found') }],
  },
  ...[
    ["event type ''", "{ type: '', data: {} }"],
    ['id not a UUID', "{ type: 'T', data: {}, id: 'no-uuid' }"],
  ].map(([what, bad]): Row => ({
    label: `${what} | \`UnknownError\` "Could not recognize BadRequest"; then exactly 2 s later a second reply and the client throws \`TypeError: undefined is not iterable\` outside any promise: a default Node process EXITS 1`,
    run: (host) => inDefaultProcess(host, `const began = Date.now(); process.on('exit', () => console.log(Date.now() - began > 1900 && Date.now() - began < 4000));
      await client.appendToStream('naive-' + crypto.randomUUID(), e.jsonEvent(${bad})).catch((x) => console.log(x.constructor.name, x.code, x.message)); setTimeout(() => process.exit(0), 8000);`),
    expected: { exit: 1, out: ['UnknownError undefined Could not recognize BadRequest', 'true', 'died of TypeError'] },
    timeout: 30_000,
  })),
  {
    label: "event type '' … | if handlers keep it alive, every later append on that client hangs; reads work; a new client works",
    run: (host) => inDefaultProcess(host, `process.on('uncaughtException', () => console.log('uncaught')); const good = () => e.jsonEvent({ type: 'T', data: {} }); const stream = 'naive-' + crypto.randomUUID();
      await client.appendToStream(stream, good()); await client.appendToStream(stream, e.jsonEvent({ type: '', data: {} })).catch(() => undefined);
      setTimeout(async () => { const hangs = await Promise.race([client.appendToStream(stream, good()).then(() => 'appended', () => 'failed'), new Promise((r) => setTimeout(r, 1500, 'hangs'))]); console.log(hangs);
        let n = 0; for await (const _ of client.readStream(stream)) n += 1; console.log('reads', n > 0); process.exit(0); }, 2500);`),
    expected: { exit: 0, out: ['uncaught', 'hangs', 'reads true'] },
    timeout: 30_000,
  },
  { label: 'empty stream name | UnknownError "Could not recognize BadRequest", harmless afterwards', run: async (host) => [await errorOf(host.client.appendToStream('', event())), head((await stored(host, 1)).first)], expected: [unknown('Could not recognize BadRequest'), '0n'] },
];
