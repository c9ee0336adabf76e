import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { ImpactQuestion, ReviewsQuestion, type ImpactAnswer, type ReviewsAnswer } from '../queries/reviews';
import { meant } from './authentication';
import { AFTER, amongst, Answers, AS_OF, askerOf, idOf, limitedTo, parametersOf, Queries, ROUND, UNIT } from './query-answers';
import { given, QueryParameters } from './query-parameters';

const STATES = ['OPEN', 'ENDED'] as const;

@Queries('views')
@Controller()
export class ReviewQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('reviews')
  @Answers('复核：因更正、作废或异议提起的，及其如何结束 · Reviews that corrections, voids and objections raised, and how each ended', {
    asOf: AS_OF, teacher: '只列此教师或团队的 · Of one teacher or team only, by id', round: ROUND, unit: UNIT, from: '提起日期起 · Raised from', to: '提起日期止 · Raised up to', state: amongst('是否结束', 'Open or ended', STATES),
    limit: limitedTo(50), after: AFTER,
  })
  reviews(@Req() request: FastifyRequest): Promise<ReviewsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), teacher: meant(request, ask.text('teacher')), round: ask.text('round'), unit: ask.text('unit'), from: ask.day('from'), to: ask.day('to'), state: ask.oneOf('state', STATES),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new ReviewsQuestion(askerOf(request), asked));
  }

  @Get('teachers/:teacher/facts/:event/impact')
  @Answers('一项事实的影响：依据它的决定，更正或作废后的复核与结果 · What stands on a fact: the decisions, and the reviews since it was corrected or voided', { asOf: AS_OF, unit: '决定作出时所在的单位及其下属 · The unit she was in when it was decided, with those below it' })
  impact(@Req() request: FastifyRequest, @Param('teacher') teacher: string, @Param('event') event: string): Promise<ImpactAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit') });
    ask.done();
    return this.bus.execute(new ImpactQuestion(askerOf(request), idOf('teacher', meant(request, teacher)), idOf('event', event), asked));
  }
}
