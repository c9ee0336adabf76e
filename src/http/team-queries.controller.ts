import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HistoryQuestion, TeacherQuestion, type TeacherAnswer } from '../queries/teacher';
import { Answers, AS_OF, askerOf, idOf, Queries } from './query-answers';
import { asOfOnly } from './round-queries.controller';
import { historyAnswer, HISTORY_PARAMETERS } from './teacher-queries.controller';

@Queries('teams')
@Controller('teams')
export class TeamQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get(':team')
  @Answers('团队：成员及起止日期、申报、称号、待决事项 · A team: its members with their days, nominations, titles, what is asked', { asOf: AS_OF })
  async team(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('team') team: string): Promise<TeacherAnswer> {
    const answer = await this.bus.execute(new TeacherQuestion(askerOf(request), idOf('team', team), asOfOnly(request), 'TEAM'));
    void reply.header('ETag', `"${answer.revision}"`);
    return answer;
  }

  @Get(':team/history')
  @Answers('回放一个团队的全部历史 · Replays all that is on record about one team', HISTORY_PARAMETERS)
  async teamHistory(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('team') team: string): Promise<object | string> {
    return historyAnswer(this.bus, request, reply, (asOf, asKnown) => new HistoryQuestion(askerOf(request), idOf('team', team), asOf, asKnown, 'TEAM'));
  }
}
