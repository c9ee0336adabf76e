import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { BackdatedQuestion, HoldsQuestion, type BackdatedAnswer, type HoldsAnswer } from '../queries/holds';
import { ObjectionQuestion, ObjectionsQuestion, type ObjectionAnswer, type ObjectionsAnswer } from '../queries/objections';
import { Answers, askerOf, idOf, LONG_AFTER, parametersOf, Queries } from './query-answers';
import { QueryParameters } from './query-parameters';

/** A month: paper that took longer to be entered is worth a look. */
const DAYS = 30;

@Queries('objections')
@Controller()
export class ObjectionQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('rounds/:round/objections')
  @Answers('异议台账：多少、谁办、是否按期、效力 · The objection desk: how many, by whom, in time, to what effect')
  objections(@Req() request: FastifyRequest, @Param('round') round: string): Promise<ObjectionsAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new ObjectionsQuestion(askerOf(request), idOf('round', round)));
  }

  @Get('objections/:objection')
  @Answers('一件异议：内容、承办、决定 · One objection: what was written, who handles it, the decision')
  objection(@Req() request: FastifyRequest, @Param('objection') objection: string): Promise<ObjectionAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new ObjectionQuestion(askerOf(request), idOf('objection', objection)));
  }

  @Get('rounds/:round/holds')
  @Answers('名单现状：待定、联审、审定、递补 · The list as it stands: holds, vetting, approval, substitutions')
  holds(@Req() request: FastifyRequest, @Param('round') round: string): Promise<HoldsAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new HoldsQuestion(askerOf(request), idOf('round', round)));
  }

  @Get('rounds/:round/backdated')
  @Answers('倒签与环节缺失 · What was recorded long after its day, and conferrals without a completed gate', { days: LONG_AFTER })
  backdated(@Req() request: FastifyRequest, @Param('round') round: string): Promise<BackdatedAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const days = ask.whole('days', 0, 3_650) ?? DAYS;
    ask.done();
    return this.bus.execute(new BackdatedQuestion(askerOf(request), idOf('round', round), days));
  }
}
