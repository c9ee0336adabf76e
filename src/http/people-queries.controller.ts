import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { AppointmentsQuestion, type AppointmentsAnswer } from '../queries/appointments';
import { DueQuestion, type DueAnswer } from '../queries/due';
import { TASK_KINDS } from '../queries/due-words';
import { NoticesQuestion, type NoticesAnswer } from '../queries/notices';
import { NOTICE_STATES } from '../../projections/notices/notices';
import { meant } from './authentication';
import { AFTER, amongst, Answers, AS_OF, askerOf, limitedTo, parametersOf, Queries, ROUND, UNIT } from './query-answers';
import { given, QueryParameters } from './query-parameters';

@Queries('people')
@Controller()
export class PeopleQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('appointments')
  @Answers('任职，及其委托和交接 · Appointments with who may act under them and to whom their tasks were handed over', {
    asOf: AS_OF, person: '人员；me：本人 · Person; me: whoever asks', org: '在此单位的任职 · Held at this unit', post: '只列此职务，如 BureauOfficer · One post only, such as BureauOfficer', limit: limitedTo(50), after: AFTER,
  })
  appointments(@Req() request: FastifyRequest): Promise<AppointmentsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), person: meant(request, ask.text('person')), org: ask.text('org'), post: ask.text('post'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new AppointmentsQuestion(askerOf(request), asked));
  }

  @Get('notices')
  @Answers('通知及其送达情况 · Notices, and how far each is', { to: '收件人；me：本人 · To whom; me: whoever asks', state: amongst('送达情况', 'How far it is', NOTICE_STATES), limit: limitedTo(50), after: AFTER })
  notices(@Req() request: FastifyRequest): Promise<NoticesAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ to: meant(request, ask.text('to')), state: ask.oneOf('state', NOTICE_STATES), limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new NoticesQuestion(askerOf(request), asked));
  }

  @Get('due')
  @Answers('待办：什么事等谁办、何时到期 · What waits for whom, and what falls due', {
    asOf: AS_OF, unit: UNIT, person: '等此人办的事；me：本人 · What waits for this person; me: whoever asks', round: ROUND, kind: amongst('何种待办', 'What there is to do', TASK_KINDS),
    dueBy: '此日及以前到期 · Due on that day or before', limit: limitedTo(50), after: AFTER,
  })
  due(@Req() request: FastifyRequest): Promise<DueAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), unit: ask.text('unit'), person: meant(request, ask.text('person')), round: ask.text('round'), kind: ask.oneOf('kind', TASK_KINDS), dueBy: ask.day('dueBy'),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new DueQuestion(askerOf(request), asked));
  }
}
