import type { ServerResponse } from 'node:http';
import type { Sink } from './feed';

/**
 * A response as a sink. No chunked encoding: the connection ends with the stream, and so the very buffers that are shared
 * by all readers go to the socket.
 */
export class SocketSink implements Sink {
  constructor(private readonly response: ServerResponse) {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no', Connection: 'close' });
    response.socket?.setNoDelay(true);
  }

  write(chunks: readonly Buffer[]): boolean {
    if (this.response.destroyed || this.response.writableEnded) return true;
    this.response.cork();
    let room = true;
    for (const chunk of chunks) room = this.response.write(chunk);
    this.response.uncork();
    return room;
  }

  drained(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.response.destroyed || !this.response.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const over = (): void => {
        this.response.off('drain', over);
        this.response.off('close', over);
        signal.removeEventListener('abort', over);
        resolve();
      };
      this.response.once('drain', over);
      this.response.once('close', over);
      signal.addEventListener('abort', over, { once: true });
    });
  }

  end(): void {
    if (this.response.destroyed) return;
    // A reader who takes nothing any more would keep `end` waiting for ever.
    if (this.response.writableNeedDrain) this.response.destroy();
    else this.response.end();
  }
}
