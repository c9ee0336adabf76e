import { status, type sendUnaryData, type ServerDuplexStream, type ServerReadableStream, type ServerUnaryCall } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty as GoogleEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { Code } from '@eventstore/db-client/generated/code_pb';
import { AllStreamPosition, BadRequest, Empty, MaximumAppendSizeExceeded, StreamDeleted, Timeout, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import type { BatchAppendReq} from '@eventstore/db-client/generated/streams_pb';
import { AppendResp, BatchAppendResp, DeleteResp, TombstoneResp, type AppendReq, type DeleteReq, type TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { MAX_APPEND_SIZE, type AppendOutcome, type Expected, type ProposedRecord, type StandInLog } from './log';
import { deletedStream, failure, notReady, streamIdentifier, streamNameOf } from './wire';

/**
 * What may befall the next append.
 * - `loseAcknowledgement`: stored, then the connection is cut.
 * - `cut`: not stored, the connection is cut.
 * - `silence`: not stored and never answered. `storeInSilence`: stored and never answered.
 * - `notReady`: as a server that is starting. `timeout`: the server's own deadline passed, not stored.
 * - `reset`: not stored; the append stream ends as at SIGTERM (code 13).
 */
export type AppendFault = 'loseAcknowledgement' | 'cut' | 'silence' | 'storeInSilence' | 'notReady' | 'timeout' | 'reset';

export interface AppendHost {
  readonly log: StandInLog;
  readonly ready: boolean;
  nextFault(): AppendFault | undefined;
  cut(): void;
}

interface Pending {
  readonly options: BatchAppendReq.Options;
  readonly events: ProposedRecord[];
}

/** One `BatchAppend` stream: what the client uses unless it is given credentials with the call. */
export function serveBatchAppend(host: AppendHost, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const pending = new Map<string, Pending>();
  call.on('data', (request: BatchAppendReq) => {
    const correlation = request.getCorrelationId();
    const key = correlation?.getString() ?? '';
    const options = request.getOptions();
    if (options !== undefined) pending.set(key, { options, events: [] });
    const entry = pending.get(key);
    if (entry === undefined) return;
    for (const message of request.getProposedMessagesList()) entry.events.push(proposed(message));
    if (!request.getIsFinal()) return;
    pending.delete(key);
    const stream = streamNameOf(entry.options.getStreamIdentifier());
    const answer = (fill: (response: BatchAppendResp) => void): void => {
      const response = new BatchAppendResp();
      response.setCorrelationId(correlation);
      response.setStreamIdentifier(streamIdentifier(stream));
      fill(response);
      if (!call.destroyed && !call.cancelled) call.write(response);
    };
    const fault = host.ready ? host.nextFault() : 'notReady';
    switch (fault) {
      case 'notReady':
        answer((response) => response.setError(errorStatus('Server Is Not Ready', new BadRequest(), 'BadRequest')));
        return;
      case 'timeout':
        answer((response) => response.setError(errorStatus('Timeout', new Timeout(), 'Timeout')));
        return;
      case 'cut':
        host.cut();
        return;
      case 'reset':
        call.emit('error', failure(status.INTERNAL, 'Received RST_STREAM with code 0 (Call ended without gRPC status)'));
        return;
      case 'silence':
        return;
      case 'loseAcknowledgement':
      case 'storeInSilence':
      case undefined:
        break;
    }
    const deadline = entry.options.getDeadline()?.toDate();
    if (deadline !== undefined && deadline.getTime() < Date.now()) {
      answer((response) => response.setError(errorStatus('Timeout', new Timeout(), 'Timeout')));
      return;
    }
    const expected = expectedOfBatch(entry.options);
    const outcome = host.log.append(stream, expected, entry.events);
    if (fault === 'loseAcknowledgement') host.cut();
    if (fault !== undefined) return;
    answer((response) => fillBatchAnswer(response, outcome, expected));
    // A bad type or id is answered a second time two seconds later (section 1); an empty stream name is not.
    if (outcome.kind === 'badRequest' && entry.events.some((event) => event.type === '' || event.id.length !== 36)) {
      setTimeout(() => answer((response) => response.setError(errorStatus('Timeout', new Timeout(), 'Timeout'))), 2000).unref();
    }
  });
  call.on('end', () => call.end());
  call.on('error', () => pending.clear());
}

/** The older one-append call, which the client uses when a call carries credentials. */
export function serveAppend(host: AppendHost, call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>): void {
  let stream = '';
  let expected: Expected = 'any';
  const events: ProposedRecord[] = [];
  call.on('data', (request: AppendReq) => {
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (options !== undefined) {
      stream = streamNameOf(options.getStreamIdentifier());
      expected = options.hasRevision() ? BigInt(options.getRevision()) : options.hasNoStream() ? 'no_stream' : options.hasStreamExists() ? 'stream_exists' : 'any';
    }
    if (message !== undefined) events.push(proposed(message));
  });
  call.on('end', () => {
    if (!host.ready) return callback(notReady());
    const outcome = host.log.append(stream, expected, events);
    switch (outcome.kind) {
      case 'stored':
        return callback(null, new AppendResp().setSuccess(appendSuccess(outcome)));
      case 'conflict':
        return callback(null, new AppendResp().setWrongExpectedVersion(appendConflict(outcome.current, expected)));
      case 'deleted':
        return callback(deletedStream(stream));
      case 'tooBig':
        return callback(failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_SIZE} Exceeded.`, { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(MAX_APPEND_SIZE) }));
      case 'badRequest':
        return callback(failure(status.UNKNOWN, 'Exception was thrown by handler.'));
    }
  });
}

export function serveDelete(host: AppendHost, call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void {
  const options = call.request.getOptions();
  const stream = streamNameOf(options?.getStreamIdentifier());
  const expected: Expected = options?.hasRevision() === true ? BigInt(options.getRevision()) : options?.hasNoStream() === true ? 'no_stream' : options?.hasStreamExists() === true ? 'stream_exists' : 'any';
  const outcome = host.ready ? host.log.deleteStream(stream, expected) : undefined;
  if (outcome === undefined) return callback(notReady());
  const refused = refusedDeletion(stream, expected, outcome);
  if (refused !== undefined || outcome.kind !== 'stored') return callback(refused ?? notReady());
  const position = new DeleteResp.Position();
  position.setCommitPosition(String(outcome.position ?? 0));
  position.setPreparePosition(String(outcome.position ?? 0));
  callback(null, new DeleteResp().setPosition(position));
}

export function serveTombstone(host: AppendHost, call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void {
  const options = call.request.getOptions();
  const stream = streamNameOf(options?.getStreamIdentifier());
  const expected: Expected = options?.hasRevision() === true ? BigInt(options.getRevision()) : options?.hasNoStream() === true ? 'no_stream' : options?.hasStreamExists() === true ? 'stream_exists' : 'any';
  const outcome = host.ready ? host.log.tombstone(stream, expected) : undefined;
  if (outcome === undefined) return callback(notReady());
  const refused = refusedDeletion(stream, expected, outcome);
  if (refused !== undefined || outcome.kind !== 'stored') return callback(refused ?? notReady());
  const position = new TombstoneResp.Position();
  position.setCommitPosition(String(outcome.position ?? 0));
  position.setPreparePosition(String(outcome.position ?? 0));
  callback(null, new TombstoneResp().setPosition(position));
}

/** Deletions carry their refusal in the trailers, with numbers where appends carry words (section 3). */
function refusedDeletion(stream: string, expected: Expected, outcome: AppendOutcome): ReturnType<typeof failure> | undefined {
  if (outcome.kind === 'deleted') return deletedStream(stream);
  if (outcome.kind !== 'conflict') return undefined;
  const words = { any: '-2', no_stream: '-1', stream_exists: '-4' };
  return failure(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': typeof expected === 'bigint' ? String(expected) : words[expected],
    'actual-version': String(outcome.current),
  });
}

function proposed(message: BatchAppendReq.ProposedMessage | AppendReq.ProposedMessage): ProposedRecord {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

function expectedOfBatch(options: BatchAppendReq.Options): Expected {
  if (options.hasStreamPosition()) return BigInt.asUintN(64, BigInt(options.getStreamPosition()));
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return 'any';
}

function fillBatchAnswer(response: BatchAppendResp, outcome: AppendOutcome, expected: Expected): void {
  switch (outcome.kind) {
    case 'stored': {
      const success = new BatchAppendResp.Success();
      success.setCurrentRevision(String(outcome.revision));
      if (outcome.position === undefined) success.setNoPosition(new GoogleEmpty());
      else {
        const position = new AllStreamPosition();
        position.setCommitPosition(String(outcome.position));
        position.setPreparePosition(String(outcome.position));
        success.setPosition(position);
      }
      response.setSuccess(success);
      return;
    }
    case 'conflict': {
      const wrong = new WrongExpectedVersion();
      if (outcome.current === -1) wrong.setCurrentNoStream(new GoogleEmpty());
      else wrong.setCurrentStreamRevision(String(outcome.current));
      if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected));
      else if (expected === 'no_stream') wrong.setExpectedNoStream(new GoogleEmpty());
      else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new GoogleEmpty());
      else wrong.setExpectedAny(new GoogleEmpty());
      response.setError(errorStatus('WrongExpectedVersion', wrong, 'WrongExpectedVersion'));
      return;
    }
    case 'deleted':
      response.setError(errorStatus('StreamDeleted', new StreamDeleted(), 'StreamDeleted'));
      return;
    case 'tooBig': {
      const tooBig = new MaximumAppendSizeExceeded();
      tooBig.setMaxappendsize(MAX_APPEND_SIZE);
      response.setError(errorStatus('MaximumAppendSizeExceeded', tooBig, 'MaximumAppendSizeExceeded'));
      return;
    }
    case 'badRequest':
      response.setError(errorStatus('BadRequest', new BadRequest(), 'BadRequest'));
  }
}

function errorStatus(message: string, details: { serializeBinary(): Uint8Array }, name: string): Status {
  const any = new Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  const error = new Status();
  error.setCode(Code.UNKNOWN);
  error.setMessage(message);
  error.setDetails(any);
  return error;
}

function appendSuccess(outcome: { readonly revision: number; readonly position: number | undefined }): AppendResp.Success {
  const success = new AppendResp.Success();
  success.setCurrentRevision(String(outcome.revision));
  if (outcome.position === undefined) return success.setNoPosition(new Empty());
  const position = new AppendResp.Position();
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  return success.setPosition(position);
}

function appendConflict(current: number, expected: Expected): AppendResp.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (current === -1) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(current));
  if (typeof expected === 'bigint') return wrong.setExpectedRevision(String(expected));
  if (expected === 'no_stream') return wrong.setExpectedNoStream(new Empty());
  return expected === 'stream_exists' ? wrong.setExpectedStreamExists(new Empty()) : wrong.setExpectedAny(new Empty());
}
