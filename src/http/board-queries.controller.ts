import { Controller, Get, Param, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import type { HonourLevel } from '../domain/teacher/facts';
import { ComplianceQuestion, type ComplianceAnswer } from '../queries/compliance';
import { LateDecisionsQuestion, type LateDecisionsAnswer } from '../queries/backdated';
import { CorrectionsQuestion, type CorrectionsAnswer } from '../queries/corrections';
import { FiguresQuestion, type FiguresAnswer } from '../queries/figures';
import { FundsQuestion, type FundsAnswer } from '../queries/funds';
import { FUNNEL_BY, FunnelQuestion, type FunnelAnswer } from '../queries/funnel';
import { LegacyLedgerQuestion, type LegacyLedgerAnswer } from '../queries/legacy-ledger';
import { EquityQuestion, type EquityAnswer } from '../queries/equity';
import { PartiesQuestion, type PartiesAnswer } from '../queries/parties';
import type { BoardAsked } from '../queries/stated';
import { TargetsQuestion, type TargetsAnswer } from '../queries/targets';
import { AFTER, amongst, Answers, AS_OF, askerOf, CHANGES, idOf, limitedTo, LONG_AFTER, parametersOf, PROGRAMME, Queries, TIER, UNIT } from './query-answers';
import { given, QueryParameters } from './query-parameters';

const STATUSES = ['DONE', 'LATE', 'DUE', 'OVERDUE', 'OPEN'] as const;
const CORRECTION_KINDS = ['CORRECTED', 'VOIDED', 'HOURS_VOIDED', 'IDENTITY_CORRECTED', 'MERGED', 'PARTED'] as const;
/** A month, as for a round. */
const BACKDATED_DAYS = 30;

/** What a programme promises and states, beside what the record has. */
const LEGACY_LEVELS = ['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'SCHOOL'] as const satisfies readonly HonourLevel[];

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

  @Get('programmes/:programme/funnel')
  @Answers('培养漏斗：申报、推荐、入选、在培、认定、授予，对照文件的数 · From the nominations to the titles, against the numbers of the text', { asOf: AS_OF, unit: UNIT, tier: TIER, stageGroup: '阶段组代码，只列其下的层级 · Stage group by code, whose tiers alone are shown', by: amongst('另按何项分列，可写几项', 'Told apart by some of these too', FUNNEL_BY) })
  funnel(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<FunnelAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), tier: ask.text('tier'), stageGroup: ask.text('stageGroup'), by: ask.someOf('by', FUNNEL_BY) });
    ask.done();
    return this.bus.execute(new FunnelQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('programmes/:programme/compliance')
  @Answers('各单位规划、方案等落实情况 · Papers that units have to bring: come, late, owed', { asOf: AS_OF, unit: UNIT, requirement: '只列此事项，写规则文件中的代码 · One requirement only, by its code in the rule file', status: amongst('状态', 'Where it stands', STATUSES), period: '期间首日，默认最近一期 · First day of a period; the last that has begun if left out' })
  compliance(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<ComplianceAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), requirement: ask.text('requirement'), status: ask.oneOf('status', STATUSES), period: ask.day('period') });
    ask.done();
    return this.bus.execute(new ComplianceQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('programmes/:programme/equity')
  @Answers('乡村、薄弱学校在申报、推荐、入选、授予中的占比与在教师中的占比 · Share of rural and weak schools among who applied, was recommended, selected, conferred, and among all teachers', { asOf: AS_OF, unit: UNIT })
  equity(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<EquityAnswer> {
    return this.bus.execute(new EquityQuestion(askerOf(request), idOf('programme', programme), boardAsked(request)));
  }

  @Get('programmes/:programme/parties')
  @Answers('各方专人、成员、职责清单、阶段关口与督导 · Parties with owners, members and duties, phase gates, supervision', { asOf: AS_OF, unit: UNIT, period: '督导期间首日，默认最近一期 · First day of the years of a supervision; the last that have begun if left out' })
  parties(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<PartiesAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), period: ask.day('period') });
    ask.done();
    return this.bus.execute(new PartiesQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('programmes/:programme/funds')
  @Answers('经费：应安排、已安排、已支出（分） · Funds: asked for, allocated, spent, in fen', { asOf: AS_OF, unit: UNIT, fund: '只列此经费，写规则文件中的代码 · One fund only, by its code in the rule file', year: '年度，默认查询日期所在年 · Year, that of the day if left out' })
  funds(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<FundsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), fund: ask.text('fund'), year: ask.whole('year', 1950, 9998) });
    ask.done();
    return this.bus.execute(new FundsQuestion(askerOf(request), idOf('programme', programme), asked));
  }

  @Get('corrections')
  @Answers('更正台账：更正、作废、证件更正、档案合并与撤销，由谁、何时、涉及哪些决定 · Corrections, voids, mergers and their undoing: by whom, when known, which decisions they touched', {
    asOf: AS_OF, unit: UNIT, kind: amongst('何种更正', 'What was done', CORRECTION_KINDS), holder: '只列此教师或团队的 · Of one teacher or team only, by id', changes: CHANGES, limit: limitedTo(100), after: AFTER,
  })
  corrections(@Req() request: FastifyRequest): Promise<CorrectionsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), kind: ask.oneOf('kind', CORRECTION_KINDS), holder: ask.text('holder'), changes: ask.flag('changes'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new CorrectionsQuestion(askerOf(request), asked));
  }

  @Get('programmes/:programme/backdated')
  @Answers('倒签：称号决定和持有人的变动，生效多日之后才登记的 · Decisions on titles and changes in holders\' lives that were entered long after they took effect', {
    asOf: AS_OF, unit: UNIT, days: LONG_AFTER, limit: limitedTo(50), after: AFTER,
  })
  backdated(@Req() request: FastifyRequest, @Param('programme') programme: string): Promise<LateDecisionsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const days = ask.whole('days', 0, 3_650) ?? BACKDATED_DAYS;
    const asked = given({ asOf: ask.day('asOf'), unit: ask.text('unit'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new LateDecisionsQuestion(askerOf(request), idOf('programme', programme), { days, ...asked }));
  }

  @Get('legacy-titles')
  @Answers('历史称号台账（未经核实） · Titles of the time before, as lists have them', {
    asOf: AS_OF, unit: UNIT, name: '称号名称 · Name of the title', level: amongst('授予层级', 'Level of the body that gave it', LEGACY_LEVELS), programme: PROGRAMME, limit: '每页教师数，1–500，50 · Teachers on a page', after: AFTER,
  })
  legacyTitles(@Req() request: FastifyRequest): Promise<LegacyLedgerAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), unit: ask.text('unit'), name: ask.text('name'), level: ask.oneOf('level', LEGACY_LEVELS), programme: ask.text('programme'),
      limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
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
