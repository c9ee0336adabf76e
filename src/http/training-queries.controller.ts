import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { TRAINING_STATUSES, TrainingQuestion, type TrainingAnswer } from '../queries/training';
import { ASSESSMENT_STAGES } from '../queries/assessment-lines';
import { AssessmentsQuestion, type AssessmentsAnswer } from '../queries/assessments';
import { meant } from './authentication';
import { AFTER, amongst, Answers, AS_OF, askerOf, limitedTo, parametersOf, PROGRAMME, Queries, UNIT } from './query-answers';
import { given, QueryParameters } from './query-parameters';

@Queries('views')
@Controller()
export class TrainingQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('training')
  @Answers('培训达标：各要求、各单位、各人在某日的完成情况，单位应办的培训与基地 · What training asks of whom on a day and how far it is met, what the office owes, and bases', {
    asOf: AS_OF, programme: PROGRAMME, requirement: '只列此培训要求，写规则文件中的代码 · One requirement only, by its code in the rule file', unit: UNIT, teacher: '只列此教师；me：本人 · One teacher only, by id; me: whoever asks', status: amongst('完成情况', 'How far it is met', TRAINING_STATUSES), limit: limitedTo(50), after: AFTER,
  })
  training(@Req() request: FastifyRequest): Promise<TrainingAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), requirement: ask.text('requirement'), unit: ask.text('unit'), teacher: meant(request, ask.text('teacher')), status: ask.oneOf('status', TRAINING_STATUSES),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new TrainingQuestion(askerOf(request), asked));
  }

  @Get('assessments')
  @Answers('考核台账：各人的考核在某日到期、逾期或处于哪一环节，拟定或已定的等次、复核 · Assessments on a day: due, overdue, under way, concluded; grade, review', {
    asOf: AS_OF, programme: PROGRAMME, cohort: '只列此次考核的，开始考核时返回的编号 · Of one assessment of several, by the id that its opening answered', teacher: '只列此教师；me：本人 · One teacher only, by id; me: whoever asks', unit: UNIT, stage: amongst('所处环节', 'Where it stands', ASSESSMENT_STAGES), limit: limitedTo(50), after: AFTER,
  })
  assessments(@Req() request: FastifyRequest): Promise<AssessmentsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), cohort: ask.text('cohort'), teacher: meant(request, ask.text('teacher')), unit: ask.text('unit'), stage: ask.oneOf('stage', ASSESSMENT_STAGES),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new AssessmentsQuestion(askerOf(request), asked));
  }
}
