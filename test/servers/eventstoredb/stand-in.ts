import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { Server, ServerCredentials, type sendUnaryData, type ServerDuplexStream, type ServerReadableStream, type ServerUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { UUID, type Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp, DeleteReq, DeleteResp, ReadReq, ReadResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';
import { serveAppend, serveBatchAppend, serveDelete, serveTombstone, type AppendFault, type AppendHost } from './appends';
import { StandInLog } from './log';
import { serveRead, type ReadHost } from './reads';

/** A real server refuses longer messages and opens at most so many streams on one connection (sections 2 and 5). */
const LIMITS = { 'grpc.max_receive_message_length': 16 * 1024 * 1024, 'grpc.max_concurrent_streams': 100 };
const INSTANCE = '6f1c7b56-5d02-4c8e-9f0e-1d5a3a3c2b10';

/**
 * A server that speaks to the client over the client's own generated stubs and answers as EventStoreDB 23.10.3 was seen to
 * (eventstoredb.md, sections 1, 3, 4). For tests only: no TLS, no users, no scavenging, memory is the limit.
 *
 * A restart is `stop()` and then `StandIn.start({ log, port })` with the same log and port.
 */
export class StandIn implements AppendHost, ReadHost {
  /** False: every call is answered as by a server that is starting. */
  ready = true;
  /** True: live subscribers get nothing and no error. */
  stalled = false;
  /** Appends that reached the log or a fault, for tests that count attempts. */
  attempts = 0;
  /** Streams of kind Read opened and not yet over. */
  openReads = 0;
  /** Append streams open now, and the most that were ever open at once. */
  appendStreams = 0;
  mostAppendStreams = 0;
  readonly subscribers = new Set<() => void>();
  private readonly faults: AppendFault[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly log: StandInLog,
    private readonly grpc: Server,
    private readonly listener: TcpServer,
    readonly port: number,
  ) {}

  /** `port` 0 or absent: a free one. Loopback only. */
  static async start(options: { readonly log?: StandInLog; readonly port?: number } = {}): Promise<StandIn> {
    const log = options.log ?? new StandInLog();
    log.restarted();
    const grpc = new Server(LIMITS);
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const listener = createServer();
    listener.listen({ host: '127.0.0.1', port: options.port ?? 0 });
    await once(listener, 'listening');
    const address = listener.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP address');
    const standIn = new StandIn(log, grpc, listener, address.port);
    standIn.serve();
    listener.on('connection', (socket) => {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      standIn.sockets.add(socket);
      socket.on('close', () => standIn.sockets.delete(socket));
      injector.injectConnection(socket);
    });
    return standIn;
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  get connections(): number {
    return this.sockets.size;
  }

  /** The next appends meet these, one each; `undefined` lets one pass. */
  failNextAppends(...faults: AppendFault[]): void {
    this.faults.push(...faults);
  }

  nextFault(): AppendFault | undefined {
    this.attempts += 1;
    return this.faults.shift();
  }

  /** Every connection is reset, as when a server is killed; new ones are accepted. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Every live subscriber is told that it is too slow (section 4). */
  dropSubscribers(): void {
    for (const drop of [...this.subscribers]) drop();
  }

  /** As kill -9: connections reset, port closed. The log stays. */
  async stop(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    this.cut();
    this.grpc.forceShutdown();
    await closed;
  }

  private serve(): void {
    this.grpc.addService(StreamsService, {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
        this.openReads += 1;
        call.once('close', () => {
          this.openReads -= 1;
        });
        serveRead(this, call).catch((error: unknown) => call.emit('error', error));
      },
      append: (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) => serveAppend(this, call, callback),
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        this.appendStreams += 1;
        this.mostAppendStreams = Math.max(this.mostAppendStreams, this.appendStreams);
        call.once('close', () => {
          this.appendStreams -= 1;
        });
        serveBatchAppend(this, call);
      },
      delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>) => serveDelete(this, call, callback),
      tombstone: (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>) => serveTombstone(this, call, callback),
    });
    this.grpc.addService(ServerFeaturesService, {
      getSupportedMethods: (_call: ServerUnaryCall<Empty, SupportedMethods>, callback: sendUnaryData<SupportedMethods>) => callback(null, supportedMethods()),
    });
    this.grpc.addService(GossipService, {
      read: (_call: ServerUnaryCall<Empty, ClusterInfo>, callback: sendUnaryData<ClusterInfo>) => callback(null, this.clusterInfo()),
    });
  }

  private clusterInfo(): ClusterInfo {
    const member = new MemberInfo();
    member.setInstanceId(new UUID().setString(INSTANCE));
    member.setTimeStamp(String(Date.now()));
    member.setState(this.ready ? MemberInfo.VNodeState.LEADER : MemberInfo.VNodeState.INITIALIZING);
    member.setIsAlive(true);
    member.setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(this.port));
    return new ClusterInfo().setMembersList([member]);
  }
}

function supportedMethods(): SupportedMethods {
  const methods = ['read', 'append', 'delete', 'tombstone', 'batchappend'].map((name) =>
    new SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName(name)
      .setFeaturesList(name === 'batchappend' ? ['deadline_duration'] : ['position', 'events', 'all', 'stream']),
  );
  return new SupportedMethods().setEventStoreServerVersion('23.10.3.0').setMethodsList(methods);
}
