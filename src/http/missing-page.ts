import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFoundError } from '../commands/errors';
import { PAGE_POLICY, PAGE_STYLE, isBrowser, missingPage } from './public-page';
import { languageOf } from './sentences';

const POLICY = PAGE_POLICY(createHash('sha256').update(PAGE_STYLE, 'utf8').digest('base64'));

/** To a browser that asks a public address for what is not there: 404 as a page. null: the error is for somebody else to tell. */
export function missedBy(error: unknown, request: FastifyRequest, reply: FastifyReply): string | null {
  if (!(error instanceof NotFoundError) || error.notice === undefined || !isBrowser(request.headers.accept)) return null;
  const language = languageOf(request.headers['accept-language']);
  void reply.code(404).type('text/html; charset=utf-8').headers({
    'Cache-Control': 'no-store', 'Content-Language': language, 'Content-Security-Policy': POLICY, Vary: 'Accept, Accept-Language',
    'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex, noarchive', 'Referrer-Policy': 'no-referrer',
  });
  return missingPage(error.notice, language);
}
