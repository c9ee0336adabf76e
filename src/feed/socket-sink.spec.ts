import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SocketSink } from './socket-sink';

const CHUNK = Buffer.alloc(64 * 1024, 'x');

describe('a response as a sink', () => {
  let server: Server;
  let sink: Promise<SocketSink>;
  let asked: ClientRequest;
  let closed: Promise<void>;

  beforeEach(async () => {
    let made: (sink: SocketSink) => void = () => undefined;
    sink = new Promise((resolve) => (made = resolve));
    server = createServer((_asked, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      made(new SocketSink(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    asked.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** The head is sent with the first event. */
  async function open(): Promise<{ readonly one: SocketSink; readonly response: IncomingMessage }> {
    const { port } = server.address() as AddressInfo;
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      asked = request({ host: '127.0.0.1', port }, resolve);
      asked.on('error', reject);
      asked.end();
    });
    const one = await sink;
    one.write([Buffer.from(': hello\n\n')]);
    const response = await answered;
    response.on('error', () => undefined);
    return { one, response };
  }

  /** Until the operating system takes no more of it either; answers with who waits for room. */
  async function fill(one: SocketSink, over = new AbortController()): Promise<{ readonly room: Promise<void>; readonly isOpen: () => boolean }> {
    for (let chunks = 1; chunks <= 4_096; chunks += 1) {
      one.write([CHUNK]);
      let open = false;
      const room = one.drained(over.signal).then(() => void (open = true));
      await turns(50, () => open);
      if (!open) return { room, isOpen: () => open };
    }
    throw new Error('a reader who takes nothing was never full');
  }

  async function turns(most: number, enough: () => boolean): Promise<void> {
    for (let turn = 0; turn < most && !enough(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  it('sends the shared bytes as they are, without chunks around them', async () => {
    const { one, response } = await open();
    expect(response.headers['transfer-encoding']).toBeUndefined();
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    one.write([Buffer.from('data: 1\n\n'), Buffer.from('data: 2\n\n')]);
    one.end();
    let text = '';
    for await (const part of response) text += String(part);
    expect(text).toBe(': hello\n\ndata: 1\n\ndata: 2\n\n');
  });

  it('says when a reader who takes nothing is full, and when there is room again', async () => {
    const { one, response } = await open();
    const { room, isOpen } = await fill(one);
    expect(isOpen()).toBe(false);
    response.resume();
    await room;
    expect(isOpen()).toBe(true);
  });

  it('waits for no room once the reading is over, and does not wait for the stuck one to end', async () => {
    const { one } = await open();
    const over = new AbortController();
    const { room } = await fill(one, over);
    over.abort();
    await room;
    one.end();
    await closed;
  });

  it('takes no harm from a reader who has gone', async () => {
    const { one } = await open();
    const { room } = await fill(one);
    asked.destroy();
    await room;
    let taken = false;
    await turns(10_000, () => (taken = one.write([CHUNK])));
    expect(taken).toBe(true);
    one.end();
  });
});
