import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A cable between client and server that can go dead without breaking, as when the server's process is stopped (SIGSTOP). */
export class Cable {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private hung = false;

  private constructor(
    private readonly listener: Server,
    readonly port: number,
  ) {}

  static async to(target: number): Promise<Cable> {
    const listener = createServer({ pauseOnConnect: true });
    listener.listen({ host: '127.0.0.1', port: 0 });
    await once(listener, 'listening');
    const address = listener.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP address');
    const cable = new Cable(listener, address.port);
    listener.on('connection', (near) => cable.join(near, target));
    return cable;
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Nothing passes, nothing breaks; new connections are accepted and stay as dumb. */
  hang(): void {
    this.hung = true;
    for (const [near, far] of this.pairs) {
      near.unpipe();
      far.unpipe();
      near.pause();
      far.pause();
    }
  }

  resume(): void {
    this.hung = false;
    for (const [near, far] of this.pairs) {
      near.pipe(far);
      far.pipe(near);
    }
  }

  cut(): void {
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  /** Cuts at the next bytes from the client: the question is lost. */
  cutAtNextQuestion(): void {
    this.onNext((near) => near);
  }

  /** Cuts at the next bytes from the server: the answer is lost. */
  cutAtNextAnswer(): void {
    this.onNext((_, far) => far);
  }

  private onNext(side: (near: Socket, far: Socket) => Socket): void {
    for (const [near, far] of this.pairs) {
      const from = side(near, far);
      from.unpipe();
      from.once('data', () => this.cut());
    }
  }

  async close(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    this.cut();
    await closed;
  }

  private join(near: Socket, target: number): void {
    const far = connect({ host: '127.0.0.1', port: target });
    const pair = [near, far] as const;
    this.pairs.add(pair);
    const part = (): void => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', part);
      socket.on('close', part);
    }
    if (this.hung) return;
    near.pipe(far);
    far.pipe(near);
  }
}
