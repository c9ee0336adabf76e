import { ErrorType, WrongExpectedVersionError } from '@eventstore/db-client';

/** Our own deadline has passed; the client may still hold the append. */
export class AttemptTimedOut extends Error {}
/** The append never reached the client: it waited for its turn too long, or its client was replaced before that. */
export class NeverSent extends Error {}
/** The client was replaced while the append was with it. */
export class Abandoned extends Error {}

export type Failure =
  /** −1: no such stream. */
  | { readonly kind: 'conflict'; readonly actual: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'tooSlow' }
  /** gRPC code 2 on a read: a position that is no record of this log (section 4). */
  | { readonly kind: 'badPosition' }
  /** Certainly not stored: nobody was there to be asked. */
  | { readonly kind: 'unreached' }
  /** May or may not be stored (rule 2). */
  | { readonly kind: 'unknown' };

const UNAVAILABLE = 14;

/**
 * What an error of the client says. By `type`, not by name (every class is called "Error"), and by gRPC code for the plain
 * errors that have no type. Whatever is not known to be harmless is an unknown outcome.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof NeverSent) return { kind: 'unreached' };
  if (!(error instanceof Error)) return { kind: 'unknown' };
  if (error instanceof WrongExpectedVersionError) {
    // A number on appends, a word where there is no stream (pitfalls.md, 4b 23); −1 on deletions.
    return { kind: 'conflict', actual: typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1 };
  }
  const type = 'type' in error ? error.type : undefined;
  switch (type) {
    case ErrorType.STREAM_DELETED:
      return { kind: 'deleted' };
    case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
      return { kind: 'tooLarge' };
    case ErrorType.ACCESS_DENIED:
      return { kind: 'denied' };
    case ErrorType.STREAM_NOT_FOUND:
      return { kind: 'notFound' };
    case ErrorType.TIMEOUT:
      return { kind: 'tooSlow' };
    case ErrorType.NOT_LEADER:
      return { kind: 'unreached' };
    case ErrorType.UNKNOWN:
      return codeOf(error) === 2 ? { kind: 'badPosition' } : { kind: 'unknown' };
    default:
      return isUnreached(error) ? { kind: 'unreached' } : { kind: 'unknown' };
  }
}

/** The connection could not even be made, so nothing was sent. A reset or dropped one is not that. */
function isUnreached(error: Error): boolean {
  return (codeOf(error) === UNAVAILABLE && /No connection established|Name resolution failed|ECONNREFUSED/.test(error.message)) || /^Failed to discover/.test(error.message);
}

/**
 * Whether a client is still fit after this error. It heals by itself after "unavailable" and while the server starts; after
 * anything else its append stream or its cached server features may be dead for good.
 */
export function outlives(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AttemptTimedOut) return false;
  const failure = failureOf(error);
  if (failure.kind !== 'unknown') return true;
  return codeOf(error) === UNAVAILABLE || error.message.includes('Server Is Not Ready') || error instanceof Abandoned;
}

/** Whether the server itself answered, so that the connection is warm. */
export function isAnswer(error: unknown): boolean {
  return ['conflict', 'deleted', 'tooLarge'].includes(failureOf(error).kind);
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
