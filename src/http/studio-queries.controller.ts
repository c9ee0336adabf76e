import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { MentorsQuestion, type MentorsAnswer } from '../queries/mentors';
import { StudiosQuestion, type StudiosAnswer } from '../queries/studios';
import { AFTER, amongst, Answers, AS_OF, askerOf, idOf, limitedTo, parametersOf, Queries, UNIT } from './query-answers';
import { given, QueryParameters } from './query-parameters';

const LEVELS = ['PROVINCE', 'CITY', 'DISTRICT', 'SCHOOL'] as const;
const STATUSES = ['RUNNING', 'SUSPENDED', 'ENDED', 'CLOSED', 'ASKING'] as const;

/** Studios and mentors of a programme. */
@Queries('boards')
@Controller()
export class StudioQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('programmes/:programme/studios')
  @Answers('工作室：主持人、成员、考核、带领关系与各县覆盖 · Studios: host, members, last grade, who leads them, and what counties lack', {
    asOf: AS_OF, unit: UNIT, kind: '工作室类别，规则文件中的代码 · Kind of studio, by its code in the rule file', level: amongst('工作室层级', 'Level of the studio', LEVELS), status: amongst('状态', 'Where it stands', STATUSES), limit: limitedTo(200), after: AFTER,
  })
  studios(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<StudiosAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), kind: ask.text('kind'), level: ask.oneOf('level', LEVELS), status: ask.oneOf('status', STATUSES), limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new StudiosQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('programmes/:programme/mentors')
  @Answers('师徒结对：导师、徒弟与指导人数 · Who guides whom, how many, and which pairs ask for their end', { asOf: AS_OF, unit: UNIT, purpose: '指导类别，规则文件中的代码 · Kind of mentoring, by its code in the rule file', mentor: '只列此导师的（人员标识） · Of one mentor only, by person id' })
  mentors(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<MentorsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), purpose: ask.text('purpose'), mentor: ask.text('mentor') });
    ask.done();
    return this.bus.execute(new MentorsQuestion(askerOf(request), idOf('programme', programme), asked));
  }
}
