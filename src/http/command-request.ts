import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Sender } from '../commands/use-case';
import type { Revision } from '../domain/facts';
import { actingAsOf } from './authentication';
import { NUMBERS } from './command-routes';
import { EdgeError } from './edge-error';
import { said } from './sentences';
import type { Caller } from './tokens';
import { YamlText } from './bodies';

const KEY = /^[\u0021-\u007e]{1,200}$/u;
const ID = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u;

/** Who asks and under which key; without the header the server makes a key, which the answer carries. */
export function senderOf(request: FastifyRequest, { issuer, person }: Caller): Sender {
  return { issuer, subject: person, idempotencyKey: keyOf(request.headers['idempotency-key']), actingAs: actingAsOf(request), ifMatch: ifMatchOf(request.headers['if-match']) };
}

/** What the path names. An id that can be none of ours is not there: 404. */
export function targetOf(request: FastifyRequest): object {
  const parameters = request.params as { readonly [name: string]: string };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => {
    const fits = NUMBERS.has(name) ? /^[1-9]\d{0,2}$/u.test(value) : ID.test(value);
    if (!fits) throw new EdgeError(404, 'notFound', said('noSuchId', { what: name, id: value.slice(0, 100) }));
    return [name, NUMBERS.has(name) ? Number(value) : value];
  }));
}

/** The DTO as plain JSON; a command that needs nothing may come without a body. A rule file comes as YAML or as JSON. */
export function bodyOf(request: FastifyRequest, takesYaml: boolean): unknown {
  const { body } = request;
  // Fastify leaves null where there is no body at all; a body that says null is one and is refused as such.
  if (body === undefined || (body === null && request.headers['content-type'] === undefined)) return {};
  if (!(body instanceof YamlText)) return body;
  if (!takesYaml) throw new EdgeError(415, 'mediaType', said('mediaType', { accepted: 'application/json' }));
  return { text: body.text };
}

function keyOf(header: string | readonly string[] | undefined): string {
  if (header === undefined) return randomUUID();
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw new EdgeError(400, 'keyMalformed', said('keyMalformed'));
}

/** The revision that an ETag of ours stands for; `*`: whichever there is. */
function ifMatchOf(header: string | undefined): Revision | null {
  if (header === undefined || header.trim() === '*') return null;
  const revision = /^"(\d{1,15})"$/u.exec(header.trim())?.[1];
  if (revision === undefined) throw new EdgeError(400, 'ifMatchMalformed', said('ifMatchMalformed'));
  return Number(revision);
}
