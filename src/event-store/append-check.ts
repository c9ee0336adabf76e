import type { Revision, StreamName } from '../domain/facts';
import { InvalidEventError, type StoredEnvelope } from './event-store';

/** EventStoreDB's default limit for one append, and therefore ours everywhere (eventstoredb.md, section 2). */
export const MAX_APPEND_BYTES = 1_048_576;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * What every adapter checks before an append reaches its store, and the JSON text of each envelope. A value that JSON
 * cannot hold or an id that is no UUID would hang or kill the EventStoreDB client (eventstoredb.md, rule 1).
 * Errors: InvalidEventError.
 */
export function checkAppend(stream: StreamName, expected: Revision, envelopes: readonly StoredEnvelope[]): readonly string[] {
  if (stream === '' || stream.startsWith('$')) throw invalid(stream, `"${stream}" cannot name a stream`);
  if (!Number.isSafeInteger(expected) || expected < -1) throw invalid(stream, `${expected} is not a revision`);
  if (envelopes.length === 0) throw invalid(stream, 'an append without events');
  const ids = new Set<string>();
  let bytes = 0;
  const texts = envelopes.map((envelope, index) => {
    if (envelope.stream !== stream) throw invalid(stream, `event ${envelope.id} belongs to ${envelope.stream}`);
    if (envelope.revision !== expected + 1 + index) throw invalid(stream, `event ${envelope.id} has revision ${envelope.revision}, not ${expected + 1 + index}`);
    if (typeof envelope.type !== 'string' || envelope.type === '') throw invalid(stream, `event ${envelope.id} has no type`);
    if (!UUID.test(envelope.id)) throw invalid(stream, `"${envelope.id}" is not a UUID in lower case`);
    if (ids.has(envelope.id)) throw invalid(stream, `event ${envelope.id} appears twice`);
    ids.add(envelope.id);
    const text = asJson(stream, envelope);
    bytes += Buffer.byteLength(text);
    return text;
  });
  if (bytes > MAX_APPEND_BYTES) throw invalid(stream, `${bytes} bytes in one append; at most ${MAX_APPEND_BYTES} are allowed, so the act must be split`);
  return texts;
}

function asJson(stream: StreamName, envelope: StoredEnvelope): string {
  try {
    return JSON.stringify(envelope);
  } catch (cause) {
    throw invalid(stream, `event ${envelope.id} cannot be written as JSON`, cause);
  }
}

function invalid(stream: StreamName, why: string, cause?: unknown): InvalidEventError {
  return new InvalidEventError(`append to ${stream}: ${why}`, { cause });
}
