import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { problemOf, type ProblemAnswer } from './problems';
import type { RouteTable } from './route-table';
import { languageOf, type Language } from './sentences';

/** Every error leaves as problem details (RFC 9457): those of handlers, of Nest, of Fastify, and addresses that are none. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable, private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const incident = randomUUID();
    const answer = problemOf(error instanceof NotFoundException ? this.routes.missed(request) : error, { ...asked(request), incident, writes: request.method !== 'GET' });
    if (answer.unforeseen) this.log.error({ incident, route: request.routeOptions.url, ...withoutMessage(error) }, 'unforeseen');
    // An event stream has sent its head already: all that is left is to end it.
    if (reply.sent) {
      reply.raw.destroy();
      return;
    }
    sendProblem(reply, answer);
  }
}

export function asked(request: FastifyRequest): { readonly language: Language; readonly instance: string } {
  return { language: languageOf(request.headers['accept-language']), instance: request.url.split('?', 1)[0] ?? '/' };
}

export function sendProblem(reply: FastifyReply, { status, headers, body }: ProblemAnswer): void {
  // Serialised here: Fastify adds a charset to what it serialises itself, and JSON has none (RFC 8259).
  void reply.code(status).headers(headers).type('application/problem+json').send(Buffer.from(JSON.stringify(body), 'utf8'));
}

/** Class and frames. The message may quote a value, and a value may be personal. */
export function withoutMessage(error: unknown): { readonly error: string; readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const frames = (error.stack ?? '').split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return { error: error.name, frames: frames.slice(0, 12) };
}
