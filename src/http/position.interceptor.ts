import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { catchError, map, type Observable } from 'rxjs';
import { NamesNotReadyError } from '../queries/name-index';
import { MayNotReadError } from '../queries/reader';
import { Reading } from '../queries/reading';
import { EdgeError } from './edge-error';
import { said } from './sentences';

/** How long a query waits for what its caller has just done to show (design, section 3). */
export const PATIENCE_MS = 2_000;
const POSITION = /^[\u0021-\u007e]{1,200}$/u;

const NOTE = {
  zh: '视图尚未跟上您给出的位置，以下为目前可见的内容；请稍候重试。',
  en: 'The views have not reached the position you gave; this is what can be seen so far. Try again shortly.',
};

/**
 * `Echelon-Position` of a query: waits, bounded, until the views reflect it, and says so when they do not. The answer
 * carries the position that it reflects at least: taken before the question is answered.
 */
@Injectable()
export class PositionInterceptor implements NestInterceptor {
  constructor(private readonly reading: Reading) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const wanted = positionOf(http.getRequest<FastifyRequest>());
    const { projector } = this.reading.sources;
    const reflected = wanted === null || (await projector.whenReflected(wanted, PATIENCE_MS));
    const position = projector.reflected;
    if (position !== null) void reply.header('Echelon-Position', position);
    if (wanted !== null) void reply.header('Echelon-Reflected', String(reflected));
    return next.handle().pipe(
      // A file that is sent says it by its header alone.
      map((answer: unknown) => (reflected || typeof answer !== 'object' || answer === null || answer instanceof Readable ? answer : { ...answer, note: NOTE })),
      catchError((error: unknown) => {
        throw edgeOf(error);
      }),
    );
  }
}

function positionOf({ headers }: FastifyRequest): string | null {
  const value = headers['echelon-position'];
  if (value === undefined) return null;
  if (typeof value === 'string' && POSITION.test(value)) return value;
  throw new EdgeError(400, 'positionMalformed', said('positionMalformed'));
}

/** What a question refuses, as the edge tells it. */
export function edgeOf(error: unknown): unknown {
  if (error instanceof MayNotReadError) {
    const posts = error.posts.length === 0 ? null : [...error.posts];
    return new EdgeError(403, 'mayNotRead', error.may.length === 0 ? said('mayNotRead', { posts }) : said('mayReadOnly', { posts, may: [...error.may] }));
  }
  if (error instanceof NamesNotReadyError && error.notice !== undefined) return new EdgeError(503, 'namesNotReady', error.notice);
  return error;
}
