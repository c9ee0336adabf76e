import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { EdgeError } from './edge-error';
import { problemOf, type ProblemAnswer } from './problems';
import { said } from './sentences';

/** What Node gives up on before it is a request, such as an address with a character that is not encoded: it never reaches Fastify. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  // Whoever has gone reads no answer.
  if (error.code !== 'ECONNRESET' && !socket.destroyed && socket.writable) socket.write(head(answerOf(error.code)));
  socket.destroy(error);
}

/** Neither address nor language was read, so it is told as to whoever names none. */
function answerOf(code: string | undefined): ProblemAnswer {
  const request = { language: 'zh', instance: '/', incident: '', writes: false } as const;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problemOf(new EdgeError(408, 'requestTimeout', said('requestTimeout')), request);
  if (code === 'HPE_HEADER_OVERFLOW') return problemOf(new EdgeError(431, 'headersTooLarge', said('headersTooLarge')), request);
  return problemOf(new EdgeError(400, 'badCharacters', said('badCharacters')), request);
}

function head({ status, headers, body }: ProblemAnswer): Buffer {
  const payload = Buffer.from(JSON.stringify(body), 'utf8');
  const lines = Object.entries({ ...headers, 'Content-Type': 'application/problem+json', 'Content-Length': String(payload.length), Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`, 'latin1'), payload]);
}
