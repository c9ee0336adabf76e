import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { mergeMap, type Observable } from 'rxjs';
import { requireNamed, type Named } from '../queries/named-codes';
import { Reading } from '../queries/reading';
import { meant } from './authentication';
import { given } from './query-parameters';

/** What lists call those who have no title; a tier's code is in capitals. */
export const UNTITLED = 'none';

/** Lists of the time before tell of programmes that nobody published here, too: whether one does, the question itself finds out. */
const OF_THEIR_OWN: ReadonlySet<string> = new Set(['/legacy-titles']);

/** Where a parameter is a code of a rule file, and which part of the file has it. Others of the same name are fixed words. */
const CODES: { readonly [url: string]: { readonly [parameter: string]: Pick<Named['codes'][number], 'what' | 'section'> } } = {
  '/training': { requirement: { what: 'requirement', section: 'training' } },
  '/programmes/:programme/compliance': { requirement: { what: 'requirement', section: 'compliance' } },
  '/programmes/:programme/funds': { fund: { what: 'fund', section: 'funding' } },
  '/programmes/:programme/funnel': { stageGroup: { what: 'stage group', section: 'stageGroups' } },
  '/programmes/:programme/studios': { kind: { what: 'studio kind', section: 'studios' } },
  '/programmes/:programme/mentors': { purpose: { what: 'kind of mentoring', section: 'mentoring' } },
};
const EVERYWHERE = { tier: { what: 'tier', section: 'tiers' }, track: { what: 'track', section: 'tracks' } } as const;

/** Whose `teacher` is whoever was decided about, a team too. */
const OF_HOLDERS: ReadonlySet<string> = new Set(['/reviews']);

/** Which parameter is a person, with a dossier or without; `me` is whoever asks. */
const OF_PERSONS: { readonly [url: string]: string } = { '/appointments': 'person', '/due': 'person', '/notices': 'to', '/programmes/:programme/mentors': 'mentor' };

/** `stage` of assessments is how far each is. */
const WITH_SCHOOL_STAGE: ReadonlySet<string> = new Set(['/roster', '/pyramid']);

/**
 * A filter by a unit, a person, a teacher or a team that nobody registered, by a round or an assessment that is none, or by a programme, or a
 * code or a clause of one, that nobody ever published, is 404. Asked once the question is answered: whoever may not read is told that first, and so is whoever asks for what is no parameter.
 */
@Injectable()
export class NamedCodesInterceptor implements NestInterceptor {
  constructor(private readonly reading: Reading) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const named = namedBy(request);
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

function namedBy(request: FastifyRequest): Named {
  const url = request.routeOptions.url ?? '';
  const query = request.query as { readonly [name: string]: unknown };
  const all = { ...query, ...(request.params as object) } as { readonly [name: string]: unknown };
  const [teacher, holder] = OF_HOLDERS.has(url) ? [undefined, meant(request, text(query['teacher']))] : [meant(request, text(query['teacher'])), text(query['holder'])];
  const person = meant(request, text(query[OF_PERSONS[url] ?? '']));
  const codes = Object.entries({ ...EVERYWHERE, ...CODES[url] }).flatMap(([parameter, of]) => {
    const code = text(all[parameter]);
    return code === undefined || (of.what === 'tier' && code === UNTITLED) ? [] : [{ ...of, code }];
  });
  return {
    ...given({ unit: text(all['unit']) ?? (url === '/appointments' ? text(query['org']) : undefined), person: person === 'me' ? undefined : person, programme: OF_THEIR_OWN.has(url) ? undefined : text(all['programme']), round: text(query['round']), cohort: text(query['cohort']), stage: WITH_SCHOOL_STAGE.has(url) ? text(query['stage']) : undefined, clause: text(query['clause']), teacher, holder }),
    codes,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
