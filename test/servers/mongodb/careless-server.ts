import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { BSON } from 'mongodb';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

/** `everyoneWins`: every replace is told that it matched. `lastIsKept`: one is told so, and another's document is kept. */
export type Carelessness = 'everyoneWins' | 'lastIsKept';

export interface CarelessServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Speaks as much of MongoDB's wire protocol as a client needs to connect and race, and does not hold the compare-and-set,
 * as FerretDB 1.24 did not (pitfalls.md, 4d).
 */
export async function startCarelessServer(carelessness: Carelessness): Promise<CarelessServer> {
  const documents = new Map<unknown, BSON.Document>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 4 && received.length >= received.readInt32LE(0)) {
        const message = received.subarray(0, received.readInt32LE(0));
        received = received.subarray(message.length);
        socket.write(answer(message, (command) => execute(command, documents, carelessness)));
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}

function execute(command: BSON.Document, documents: Map<unknown, BSON.Document>, carelessness: Carelessness): BSON.Document {
  const name = Object.keys(command)[0];
  if (name === 'hello' || name === 'ismaster' || name === 'isMaster') {
    return { ok: 1, ismaster: true, isWritablePrimary: true, helloOk: true, minWireVersion: 0, maxWireVersion: 21, maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 };
  }
  if (name === 'buildInfo') return { ok: 1, version: '7.0.42', ferretdbVersion: 'v1.24.0' };
  if (name === 'insert') {
    for (const document of command['documents']) documents.set(document._id, document);
    return { ok: 1, n: command['documents'].length };
  }
  if (name === 'update') {
    const [{ q, u }] = command['updates'];
    const first = documents.get(q._id)?.['rev'] === q.rev;
    documents.set(q._id, { _id: q._id, ...u });
    return { ok: 1, n: carelessness === 'everyoneWins' || first ? 1 : 0, nModified: 1 };
  }
  if (name === 'find') {
    const found = documents.get(command['filter']._id);
    return { ok: 1, cursor: { id: BSON.Long.ZERO, ns: 'echelon._race', firstBatch: found === undefined ? [] : [found] } };
  }
  return { ok: 1, n: 1 };
}

function answer(message: Buffer, run: (command: BSON.Document) => BSON.Document): Buffer {
  const asked = message.readInt32LE(12);
  const command = asked === OP_QUERY ? legacyCommand(message) : modernCommand(message);
  const reply = Buffer.from(BSON.serialize(run(command)));
  const head = asked === OP_QUERY ? Buffer.alloc(20) : Buffer.alloc(5);
  if (asked === OP_QUERY) head.writeInt32LE(1, 16);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + head.length + reply.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(asked === OP_QUERY ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, head, reply]);
}

/** OP_QUERY, which only the first handshake uses: flags, collection name, skip, limit, document. */
function legacyCommand(message: Buffer): BSON.Document {
  return BSON.deserialize(message.subarray(message.indexOf(0, 20) + 9));
}

/** OP_MSG: flags, then sections of kind 0 (the command) and kind 1 (a list of documents under a name). */
function modernCommand(message: Buffer): BSON.Document {
  const command: BSON.Document = {};
  let at = 20;
  while (at < message.length) {
    const kind = message[at];
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0) Object.assign(command, BSON.deserialize(section));
    else {
      const end = section.indexOf(0, 4);
      command[section.toString('utf8', 4, end)] = documentsIn(section.subarray(end + 1));
    }
    at += 1 + size;
  }
  return command;
}

function documentsIn(bytes: Buffer): BSON.Document[] {
  const found: BSON.Document[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at)) found.push(BSON.deserialize(bytes.subarray(at, at + bytes.readInt32LE(at))));
  return found;
}
