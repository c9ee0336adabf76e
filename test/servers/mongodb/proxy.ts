import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Stands between client and server, and can do what a network does. */
export interface Proxy {
  /** The address that was given, through the proxy. */
  readonly url: string;
  /** Nothing passes any more, in either direction, on old connections and new ones; nothing is closed. */
  stall(): void;
  resume(): void;
  /** The next `times` commands of this name reach the server, and their connection is cut before the answer comes back. */
  loseAnswers(command: string, times: number): void;
  close(): Promise<void>;
}

/** @param at the port on loopback; 0: a free one. */
export async function startProxy(target: string, at = 0): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let stalled = false;
  let losing: { readonly marker: Buffer; left: number } | undefined;

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    let doomed = false;
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', cut).on('close', cut);
    client.on('data', (chunk) => {
      if (losing !== undefined && losing.left > 0 && chunk.includes(losing.marker)) {
        losing.left -= 1;
        doomed = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => (doomed ? cut() : client.write(chunk)));
    if (stalled) hold(pair);
  });
  const hold = (pair: readonly [Socket, Socket]): void => pair.forEach((socket) => void socket.pause());
  await new Promise<void>((listening) => server.listen(at, '127.0.0.1', listening));

  return {
    url: throughProxy(target, (server.address() as AddressInfo).port),
    stall: () => {
      stalled = true;
      pairs.forEach(hold);
    },
    resume: () => {
      stalled = false;
      pairs.forEach((pair) => pair.forEach((socket) => void socket.resume()));
    },
    loseAnswers: (command, times) => {
      // BSON: type 2 (string), then the command's name as the first key.
      losing = { marker: Buffer.from(`\u0002${command}\u0000`), left: times };
    },
    close: () =>
      new Promise((closed) => {
        for (const [client, upstream] of pairs) {
          client.destroy();
          upstream.destroy();
        }
        server.close(() => closed());
      }),
  };
}

/** The address of `target` as clients of a proxy on `port` know it. */
export function throughProxy(target: string, port: number): string {
  const url = new URL(target);
  url.port = String(port);
  // The server names its own address as the replica set's only member; the client must not follow it past the proxy.
  url.searchParams.delete('replicaSet');
  url.searchParams.set('directConnection', 'true');
  return url.toString();
}
