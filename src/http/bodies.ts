import type { FastifyInstance } from 'fastify';
import { EdgeError } from './edge-error';
import { said } from './sentences';
import { parseStrictJson } from './strict-json';

export const BODY_LIMIT = 1024 * 1024;

/** A rule file as written. */
export class YamlText {
  constructor(readonly text: string) {}
}

/** Bodies are strict JSON, and YAML for rule files; anything else is 415. */
export function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    parsing(() => parseStrictJson(bytes), done);
  });
  server.addContentTypeParser(['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'], { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    parsing(() => new YamlText(decoded(bytes)), done);
  });
}

function parsing(parse: () => unknown, done: (error: Error | null, body?: unknown) => void): void {
  let body: unknown;
  try {
    body = parse();
  } catch (error) {
    done(error instanceof Error ? error : new Error('unreadable'));
    return;
  }
  done(null, body);
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new EdgeError(400, 'notUtf8', said('notUtf8'));
  }
}
