import { ANY, BACKWARDS, END, FORWARDS, NO_STREAM, START, STREAM_EXISTS, type AppendExpectedRevision, type StreamSubscription } from '@eventstore/db-client';
import { errorOf, event, events, newStream, revisionsOf, Watch, type Host, type Row } from './rows';

type Kind = 'missing' | 'soft-deleted' | 'tombstoned';

/** A stream of the kind; soft-deleted and tombstoned ones held revisions 0 to 2. */
async function streamOf(host: Host, kind: Kind): Promise<string> {
  const stream = newStream();
  if (kind === 'missing') return stream;
  await host.client.appendToStream(stream, events(3), { expectedRevision: NO_STREAM });
  if (kind === 'soft-deleted') await host.client.deleteStream(stream);
  else await host.client.tombstoneStream(stream);
  return stream;
}

const notFound = { class: 'StreamNotFoundError', type: 'stream-not-found', message: expect.stringMatching(/^naive-.* not found$/) };
/** From an append: no code, no message. From a call that fails as a whole: code 9. */
const deletedAppend = { class: 'StreamDeletedError', type: 'stream-deleted', message: '' };
const deletedCall = { class: 'StreamDeletedError', type: 'stream-deleted', code: 9, message: expect.any(String) };
const wrong = (expectedVersion: string, actualVersion: string): unknown => ({ class: 'WrongExpectedVersionError', type: 'wrong-expected-version', message: '', expectedVersion, actualVersion });

function read(direction: typeof FORWARDS | typeof BACKWARDS): (host: Host, stream: string) => Promise<unknown> {
  return (host, stream) =>
    errorOf(async () => {
      for await (const _ of host.client.readStream(stream, { direction, fromRevision: direction === FORWARDS ? START : END })) return 'an event';
      return 'empty';
    });
}

/** The next revision, and the revisions that can be read afterwards. */
function append(expectedRevision: AppendExpectedRevision): (host: Host, stream: string) => Promise<unknown> {
  return async (host, stream) => {
    try {
      const result = await host.client.appendToStream(stream, event(), { expectedRevision });
      return { next: result.nextExpectedRevision, readable: await revisionsOf(host, stream) };
    } catch (error) {
      return errorOf(Promise.reject(error));
    }
  };
}

const appended = (revision: string): unknown => ({ next: revision, readable: [revision] });
const succeeds = { unexpected: { position: { commit: expect.stringMatching(/^\d+n$/), prepare: expect.stringMatching(/^\d+n$/) } } };

/** The table: an operation, and what it does to each kind. */
const TABLE: readonly { readonly op: string; readonly run: (host: Host, stream: string) => Promise<unknown>; readonly expected: { readonly [kind in Kind]?: unknown } }[] = [
  { op: 'readStream fw', run: read(FORWARDS), expected: { missing: notFound, 'soft-deleted': notFound, tombstoned: deletedCall } },
  { op: 'readStream bw', run: read(BACKWARDS), expected: { missing: notFound, 'soft-deleted': notFound, tombstoned: deletedCall } },
  { op: 'append ANY', run: append(ANY), expected: { missing: appended('0n'), 'soft-deleted': appended('3n'), tombstoned: deletedAppend } },
  { op: 'append NO_STREAM', run: append(NO_STREAM), expected: { missing: appended('0n'), 'soft-deleted': appended('3n'), tombstoned: deletedAppend } },
  { op: 'append STREAM_EXISTS', run: append(STREAM_EXISTS), expected: { missing: wrong('stream_exists', 'no_stream'), 'soft-deleted': deletedAppend, tombstoned: deletedAppend } },
  { op: 'append exact last', run: append(2n), expected: { missing: wrong('2n', 'no_stream'), 'soft-deleted': appended('3n'), tombstoned: deletedAppend } },
  { op: 'append exact stale', run: append(1n), expected: { missing: wrong('1n', 'no_stream'), 'soft-deleted': wrong('1n', '2n'), tombstoned: deletedAppend } },
  {
    op: 'deleteStream ANY',
    run: (host, stream) => errorOf(host.client.deleteStream(stream)),
    expected: {
      missing: { class: 'WrongExpectedVersionError', type: 'wrong-expected-version', code: 9, message: expect.any(String), expectedVersion: '-2n', actualVersion: '-1n' },
      'soft-deleted': succeeds,
      tombstoned: deletedCall,
    },
  },
  { op: 'tombstoneStream ANY', run: (host, stream) => errorOf(host.client.tombstoneStream(stream)), expected: { missing: succeeds, 'soft-deleted': succeeds, tombstoned: deletedCall } },
  {
    op: 'getStreamMetadata',
    run: async (host, stream) => {
      try {
        const { metadata } = await host.client.getStreamMetadata(stream);
        return { truncateBefore: metadata?.truncateBefore, some: metadata !== undefined };
      } catch (error) {
        return errorOf(Promise.reject(error));
      }
    },
    expected: { missing: { some: false }, 'soft-deleted': { truncateBefore: 9223372036854776000, some: true }, tombstoned: deletedCall },
  },
];

/** `fromRevision` START or END; what is emitted before and after an append to the stream. */
async function subscribed(host: Host, kind: Kind, from: typeof START | typeof END, appends: boolean): Promise<unknown> {
  const stream = await streamOf(host, kind);
  const subscription: StreamSubscription = host.client.subscribeToStream(stream, { fromRevision: from });
  const watch = new Watch(subscription);
  if (kind === 'tombstoned' && from === START) {
    await watch.saw('error');
    return { error: await errorOf(Promise.reject(watch.error)) };
  }
  await watch.saw('confirmation');
  const before = from === END ? await watch.saw('caughtUp').then(() => [...watch.log]) : [...watch.log];
  if (appends) {
    await host.client.appendToStream(stream, event(), { expectedRevision: ANY });
    await watch.until(() => watch.log.includes('data') && watch.log.includes('caughtUp'));
  }
  const log = [...watch.log];
  await watch.end();
  return { before, log };
}

/** eventstoredb.md, section 3: missing, soft-deleted, tombstoned. */
export const SECTION_3: readonly Row[] = [
  ...TABLE.flatMap(({ op, run, expected }) =>
    (['missing', 'soft-deleted', 'tombstoned'] as const).map((kind): Row => ({ label: `${op} | ${kind}`, run: async (host) => run(host, await streamOf(host, kind)), expected: expected[kind] })),
  ),
  {
    label: 'deleteStream STREAM_EXISTS | missing: UnknownError code 13 serialization failure (client bug)',
    run: async (host) => {
      const options: { expectedRevision: typeof ANY } = { expectedRevision: ANY };
      Object.assign(options, { expectedRevision: STREAM_EXISTS }); // as a caller in JavaScript may
      return errorOf(host.client.deleteStream(newStream(), options));
    },
    expected: { class: 'UnknownError', type: 'unknown', code: 13, message: expect.stringContaining('serialization failure') },
  },
  { label: "subscribeToStream | missing: 'confirmation' only; caughtUp comes only after the first event ever arrives", run: (host) => subscribed(host, 'missing', START, true), expected: { before: ['confirmation'], log: ['confirmation', 'data', 'caughtUp'] } },
  { label: 'subscribeToStream | missing, from END: caughtUp at once', run: (host) => subscribed(host, 'missing', END, false), expected: { before: ['confirmation', 'caughtUp'], log: ['confirmation', 'caughtUp'] } },
  { label: 'subscribeToStream | soft-deleted: confirmation, then events after recreation, caughtUp', run: (host) => subscribed(host, 'soft-deleted', START, true), expected: { before: ['confirmation'], log: ['confirmation', 'data', 'caughtUp'] } },
  { label: 'subscribeToStream | tombstoned, from START: error StreamDeletedError', run: (host) => subscribed(host, 'tombstoned', START, false), expected: { error: deletedCall } },
  { label: 'subscribeToStream | tombstoned, from END: confirmation+caughtUp, silent', run: (host) => subscribed(host, 'tombstoned', END, false), expected: { before: ['confirmation', 'caughtUp'], log: ['confirmation', 'caughtUp'] } },
  {
    label: 'readStream fromRevision past the end -> empty. Backwards from past the end -> whole stream. Forwards from END or maxCount 0 -> UnknownError code 2 "Unexpected ReadStreamResult: Error"',
    run: async (host) => {
      const stream = newStream();
      await host.client.appendToStream(stream, events(3), { expectedRevision: NO_STREAM });
      const revisions = async (options: Parameters<Host['client']['readStream']>[1]): Promise<unknown[]> => {
        const seen: unknown[] = [];
        for await (const resolved of host.client.readStream(stream, options)) seen.push(resolved.event?.revision);
        return seen;
      };
      return [await revisions({ fromRevision: 9n }), await revisions({ fromRevision: 9n, direction: BACKWARDS }), await errorOf(() => revisions({ fromRevision: END })), await errorOf(() => revisions({ maxCount: 0 })), await revisions({ maxCount: 2n })];
    },
    expected: [[], ['2n', '1n', '0n'], ...Array.from({ length: 2 }, () => ({ class: 'UnknownError', type: 'unknown', code: 2, message: expect.stringContaining('Unexpected ReadStreamResult: Error') })), ['0n', '1n']],
  },
  {
    label: 'Metadata maxCount/truncateBefore/maxAge are applied on read at once; a fully expired stream (maxAge) reads as EMPTY (no error), and NO_STREAM on it fails with actual 0n',
    run: async (host) => {
      const shown = async (metadata: Record<string, number>): Promise<unknown> => {
        const stream = newStream();
        await host.client.appendToStream(stream, events(5), { expectedRevision: NO_STREAM });
        await host.client.setStreamMetadata(stream, metadata);
        return revisionsOf(host, stream);
      };
      const expired = newStream();
      await host.client.appendToStream(expired, event(), { expectedRevision: NO_STREAM });
      await host.client.setStreamMetadata(expired, { maxAge: 1 });
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      return [await shown({ maxCount: 2 }), await shown({ truncateBefore: 4 }), await revisionsOf(host, expired), await errorOf(host.client.appendToStream(expired, event(), { expectedRevision: NO_STREAM }))];
    },
    expected: [['3n', '4n'], ['4n'], [], wrong('no_stream', '0n')],
  },
];
