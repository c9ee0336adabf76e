import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { OrgHistoryQuestion, type OrgHistoryAnswer } from '../queries/org-history';
import { OrgsQuestion, type OrgsAnswer } from '../queries/orgs';
import { OperationQuestion, ProgrammeQuestion, ProgrammesQuestion, type ProgrammeAnswer, type ProgrammeSummary } from '../queries/registry';
import { AS_OF, Answers, askerOf, idOf, parametersOf, Queries } from './query-answers';
import { QueryParameters } from './query-parameters';

@Queries('registry')
@Controller()
export class RegistryQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('programmes')
  @Answers('方案 · Programmes')
  programmes(@Req() request: FastifyRequest): Promise<{ readonly programmes: readonly ProgrammeSummary[] }> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new ProgrammesQuestion(askerOf(request)));
  }

  @Get('programmes/:programme')
  @Answers('方案全文、各条款与待定值 · A programme with its clauses and what is still open')
  programme(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<ProgrammeAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new ProgrammeQuestion(askerOf(request), idOf('programme', programme)));
  }

  @Get('orgs')
  @Answers('单位 · Units', { asOf: AS_OF, closed: 'true: 含已终止的单位 · With units that have ended' })
  orgs(@Req() request: FastifyRequest): Promise<OrgsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asOf = ask.day('asOf');
    const closed = ask.flag('closed') ?? false;
    ask.done();
    return this.bus.execute(new OrgsQuestion(askerOf(request), asOf, closed));
  }

  @Get('orgs/:org/history')
  @Answers('单位沿革：每次变动的依据与日期 · All that is on record of a unit: each change with its act and day', { asOf: AS_OF })
  orgHistory(@Req() request: FastifyRequest, @Param('org') org: string): Promise<OrgHistoryAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asOf = ask.day('asOf');
    ask.done();
    return this.bus.execute(new OrgHistoryQuestion(askerOf(request), idOf('org', org), asOf));
  }

  @Get('operations/:operation')
  @Answers('批量操作的进度 · How far a mass act is')
  operation(@Req() request: FastifyRequest, @Param('operation') operation: string): Promise<object> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new OperationQuestion(askerOf(request), idOf('operation', operation)));
  }
}
