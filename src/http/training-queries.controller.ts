import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { TRAINING_STATUSES, TrainingQuestion, type TrainingAnswer } from '../queries/training';
import { ASSESSMENT_STAGES } from '../queries/assessment-lines';
import { AssessmentsQuestion, type AssessmentsAnswer } from '../queries/assessments';
import { AS_OF, Answers, askerOf, parametersOf, Queries } from './query-answers';
import { given, QueryParameters } from './query-parameters';

@Queries('views')
@Controller()
export class TrainingQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('training')
  @Answers('培训达标：各要求、各单位、各人在某日的完成情况，单位应办的培训与基地 · What training asks of whom on a day and how far it is met, what the office owes, and bases', {
    asOf: AS_OF, programme: '方案 · Programme', requirement: '培训要求 · Requirement', unit: '单位及其下属 · A unit with those below it', teacher: '教师 · Teacher', status: TRAINING_STATUSES.join(', '), limit: '1–500, 50', after: '上一页的 next · The page before\'s next',
  })
  training(@Req() request: FastifyRequest): Promise<TrainingAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), requirement: ask.text('requirement'), unit: ask.text('unit'), teacher: ask.text('teacher'), status: ask.oneOf('status', TRAINING_STATUSES),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new TrainingQuestion(askerOf(request), asked));
  }

  @Get('assessments')
  @Answers('考核台账：各人的考核在某日到期、逾期或处于哪一环节，拟定或已定的等次、复核 · Assessments on a day: due, overdue, under way, concluded; grade, review', {
    asOf: AS_OF, programme: '方案 · Programme', cohort: '考核编号 · Assessment', teacher: '教师 · Teacher', unit: '单位及其下属 · A unit with those below it', stage: ASSESSMENT_STAGES.join(', '), limit: '1–500, 50', after: '上一页的 next · The page before\'s next',
  })
  assessments(@Req() request: FastifyRequest): Promise<AssessmentsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), cohort: ask.text('cohort'), teacher: ask.text('teacher'), unit: ask.text('unit'), stage: ask.oneOf('stage', ASSESSMENT_STAGES),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new AssessmentsQuestion(askerOf(request), asked));
  }
}
