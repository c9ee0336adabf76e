import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { mergeMap, type Observable } from 'rxjs';
import { requireNamed } from '../queries/named-codes';
import { Reading } from '../queries/reading';

/** What lists call those who have no title; a tier's code is in capitals. */
export const UNTITLED = 'none';

/** Lists of the time before tell of programmes that nobody published here. */
const OF_THEIR_OWN: ReadonlySet<string> = new Set(['/legacy-titles']);

/**
 * A filter by a unit that nobody registered, or by a programme or tier that nobody ever published, is 404. Asked once the question is
 * answered: whoever may not read is told that first, and so is whoever asks for what is no parameter.
 */
@Injectable()
export class NamedCodesInterceptor implements NestInterceptor {
  constructor(private readonly reading: Reading) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { unit, programme, tier } = { ...(request.query as object), ...(request.params as object) } as { readonly unit?: unknown; readonly programme?: unknown; readonly tier?: unknown };
    const named = { unit: text(unit), programme: OF_THEIR_OWN.has(request.routeOptions.url ?? '') ? undefined : text(programme), tier: tier === UNTITLED ? undefined : text(tier) };
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        try {
          await requireNamed(this.reading, named);
        } catch (error) {
          if (answer instanceof Readable) answer.destroy();
          void http.getResponse<FastifyReply>().removeHeader('Content-Disposition');
          throw error;
        }
        return answer;
      }),
    );
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
