import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { ComplianceQuestion, type ComplianceAnswer } from '../queries/compliance';
import { CorrectionsQuestion, type CorrectionsAnswer } from '../queries/corrections';
import { FiguresQuestion, type FiguresAnswer } from '../queries/figures';
import { FundsQuestion, type FundsAnswer } from '../queries/funds';
import { LegacyLedgerQuestion, type LegacyLedgerAnswer } from '../queries/legacy-ledger';
import type { BoardAsked } from '../queries/stated';
import { TargetsQuestion, type TargetsAnswer } from '../queries/targets';
import { AS_OF, Answers, askerOf, idOf, parametersOf, Queries } from './query-answers';
import { given, QueryParameters } from './query-parameters';

const STATUSES = ['DONE', 'LATE', 'DUE', 'OVERDUE', 'OPEN'] as const;
const CORRECTION_KINDS = ['CORRECTED', 'VOIDED', 'HOURS_VOIDED', 'IDENTITY_CORRECTED', 'MERGED', 'PARTED'] as const;
const UNIT = '单位及其下属 · A unit with those below it';

/** What a programme promises and states, beside what the record has. */
@Queries('boards')
@Controller()
export class BoardQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('programmes/:programme/figures')
  @Answers('文件所载数字及其条款、登记所计 · What the text states as facts, with its clause, and what the record counts', { asOf: AS_OF, unit: UNIT })
  figures(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<FiguresAnswer> {
    return this.bus.execute(new FiguresQuestion(askerOf(request), idOf('programme', programme), boardAsked(request)));
  }

  @Get('programmes/:programme/targets')
  @Answers('目标、期限与进度 · Targets, by when, and how far they are', { asOf: AS_OF, unit: UNIT })
  targets(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<TargetsAnswer> {
    return this.bus.execute(new TargetsQuestion(askerOf(request), idOf('programme', programme), boardAsked(request)));
  }

  @Get('programmes/:programme/compliance')
  @Answers('各单位规划、方案等落实情况 · Papers that units have to bring: come, late, owed', { asOf: AS_OF, unit: UNIT, requirement: '事项 · Requirement', status: STATUSES.join(', '), period: '期间首日，默认最近一期 · First day of a period; the last that has begun if left out' })
  compliance(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<ComplianceAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), requirement: ask.text('requirement'), status: ask.oneOf('status', STATUSES), period: ask.day('period') });
    ask.done();
    return this.bus.execute(new ComplianceQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('programmes/:programme/funds')
  @Answers('经费：应安排、已安排、已支出（分） · Funds: asked for, allocated, spent, in fen', { asOf: AS_OF, unit: UNIT, fund: '经费 · Fund', year: '年度，默认查询日期所在年 · Year, that of the day if left out' })
  funds(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<FundsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), fund: ask.text('fund'), year: ask.whole('year', 1950, 9998) });
    ask.done();
    return this.bus.execute(new FundsQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('corrections')
  @Answers('更正台账：更正、作废、证件更正、档案合并与撤销，由谁、何时、涉及哪些决定 · Corrections, voids, mergers and their undoing: by whom, when known, which decisions they touched', {
    asOf: AS_OF, unit: UNIT, kind: CORRECTION_KINDS.join(', '), holder: '教师或团队 · A teacher or a team', limit: '每页条数，1–500，100 · Lines on a page', after: '上一页的 next · The page before\'s next',
  })
  corrections(@Req() request: FastifyRequest): Promise<CorrectionsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), kind: ask.oneOf('kind', CORRECTION_KINDS), holder: ask.text('holder'), limit: ask.whole('limit', 1, 500), after: ask.text('after') });
    ask.done();
    return this.bus.execute(new CorrectionsQuestion(askerOf(request), asked));
  }

  @Get('legacy-titles')
  @Answers('历史称号台账（未经核实） · Titles of the time before, as lists have them', {
    asOf: AS_OF, unit: UNIT, name: '称号名称 · Name of the title', level: 'NATIONAL, PROVINCE, CITY, COUNTY, SCHOOL', programme: '方案 · Programme', limit: '每页教师数，1–500，50 · Teachers on a page', after: '上一页的 next · The page before\'s next',
  })
  legacyTitles(@Req() request: FastifyRequest): Promise<LegacyLedgerAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), unit: ask.text('unit'), name: ask.text('name'), level: ask.oneOf('level', ['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'SCHOOL']), programme: ask.text('programme'),
      limit: ask.whole('limit', 1, 500), after: ask.text('after'),
    });
    ask.done();
    return this.bus.execute(new LegacyLedgerQuestion(askerOf(request), asked));
  }
}

function boardAsked(request: FastifyRequest): BoardAsked {
  const ask = new QueryParameters(parametersOf(request));
  const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit') });
  ask.done();
  return asked;
}
