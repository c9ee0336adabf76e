import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { OrgHistoryQuestion, type OrgHistoryAnswer } from '../queries/org-history';
import { OrgsQuestion, type OrgsAnswer } from '../queries/orgs';
import { OperationQuestion, ProgrammeQuestion, ProgrammesQuestion, type ProgrammeAnswer, type ProgrammesAnswer } from '../queries/registry';
import { DiffQuestion, RulesQuestion, type DiffAnswer, type RulesAnswer } from '../queries/programme-rules';
import { AFTER, Answers, AS_OF, askerOf, idOf, limitedTo, parametersOf, Queries } from './query-answers';
import { ServiceQuestion, type ServiceAnswer } from '../queries/service';
import { given, QueryParameters } from './query-parameters';
import { asOfOnly } from './round-queries.controller';

@Queries('registry')
@Controller()
export class RegistryQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('programmes')
  @Answers('方案 · Programmes', { limit: limitedTo(50), after: AFTER })
  programmes(@Req() request: FastifyRequest): Promise<ProgrammesAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new ProgrammesQuestion(askerOf(request), asked));
  }

  @Get('programmes/:programme')
  @Answers('方案全文、各条款与待定值 · A programme with its clauses and what is still open')
  programme(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<ProgrammeAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new ProgrammeQuestion(askerOf(request), idOf('programme', programme)));
  }

  @Get('programmes/:programme/rules')
  @Answers('某日有效的规则：版本、已采纳的值、各条款 · The rules in force on a day: version, adopted values, clauses', { asOf: AS_OF })
  rules(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<RulesAnswer> {
    return this.bus.execute(new RulesQuestion(askerOf(request), idOf('programme', programme), asOfOnly(request)));
  }

  @Get('programmes/:programme/differences')
  @Answers('两版规则（或两日有效的规则）有何不同，逐条写明 · What differs between two versions, or the rules of two days, in words', { from: '前一版本：版本号或日期 · The earlier one: a version number or a day', to: '后一版本：版本号或日期 · The later one: a version number or a day' })
  differences(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<DiffAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const [from, to] = [ask.versionOrDay('from'), ask.versionOrDay('to')];
    ask.done();
    return this.bus.execute(new DiffQuestion(askerOf(request), idOf('programme', programme), from, to));
  }

  @Get('programmes/:programme/service')
  @Answers('评委任职：谁在哪几届、哪几年任评委，连任几届 · Who sat on panels in which rounds and years, and how many rounds running', { asOf: AS_OF })
  service(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<ServiceAnswer> {
    return this.bus.execute(new ServiceQuestion(askerOf(request), idOf('programme', programme), asOfOnly(request)));
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
