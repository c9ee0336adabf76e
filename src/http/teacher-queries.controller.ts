import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BusinessDate, Instant } from '../domain/dates';
import { timeline } from '../audit/timeline';
import { CaseQuestion, type CaseAnswer } from '../queries/case';
import { HistoryQuestion, TeacherQuestion, type TeacherAnswer } from '../queries/teacher';
import { without } from '../queries/without';
import { meant } from './authentication';
import { Answers, AS_OF, askerOf, idOf, parametersOf, Queries } from './query-answers';
import { QueryParameters } from './query-parameters';
import { asOfOnly } from './round-queries.controller';
import { languageOf } from './sentences';

export const HISTORY_PARAMETERS = { asOf: AS_OF, asKnown: '当时所知：时刻或日期 · As known at an instant or by the end of a day', format: 'json（默认），text：可朗读的文字 · json (default), or text to read aloud', lang: 'text 的语言，zh 或 en，默认依 Accept-Language · The language of text, zh or en; by Accept-Language if left out' };

@Queries('teachers')
@Controller('teachers')
export class TeacherQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get(':teacher')
  @Answers('教师档案：状态、结论及其条款与演算、待办；teacher 可写 me（本人） · A teacher\'s case: state, verdicts with clause and working, what is asked; teacher may be me', { asOf: AS_OF })
  async teacher(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('teacher') teacher: string): Promise<TeacherAnswer> {
    const answer = await this.bus.execute(new TeacherQuestion(askerOf(request), idOf('teacher', meant(request, teacher)), asOfOnly(request)));
    void reply.header('ETag', `"${answer.revision}"`);
    return answer;
  }

  @Get(':teacher/case')
  @Answers('本人所见：申报状态、各项条件及条款、要本人办理的事、已公开的结果、本人材料；teacher 可写 me · Her own case as she reads it: how each nomination stands and why, what is asked of her, results that are out, her files; teacher may be me', { asOf: AS_OF })
  async ownCase(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('teacher') teacher: string): Promise<CaseAnswer> {
    const answer = await this.bus.execute(new CaseQuestion(askerOf(request), idOf('teacher', meant(request, teacher)), asOfOnly(request)));
    void reply.header('ETag', `"${answer.revision}"`);
    return answer;
  }

  @Get(':teacher/history')
  @Answers('回放一名教师的全部历史；teacher 可写 me（本人） · Replays all that is on record about one teacher; teacher may be me', HISTORY_PARAMETERS)
  async history(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('teacher') teacher: string): Promise<object | string> {
    return historyAnswer(this.bus, request, reply, (asOf, asKnown) => new HistoryQuestion(askerOf(request), idOf('teacher', meant(request, teacher)), asOf, asKnown));
  }
}

/** A history as JSON or as the text of a timeline. */
export async function historyAnswer(bus: QueryBus, request: FastifyRequest, reply: FastifyReply, question: (asOf?: BusinessDate, asKnown?: Instant) => HistoryQuestion): Promise<object | string> {
  const ask = new QueryParameters(parametersOf(request));
  const [asOf, asKnown, format, language] = [ask.day('asOf'), ask.instant('asKnown'), ask.oneOf('format', ['json', 'text']), ask.oneOf('lang', ['zh', 'en'])];
  ask.done();
  const replayed = await bus.execute(question(asOf, asKnown));
  if (format === 'text') {
    void reply.type('text/plain; charset=utf-8');
    return timeline(replayed, language ?? languageOf(request.headers['accept-language']), new Map(Object.entries(replayed.names)));
  }
  return without(replayed, 'words');
}
