import type { Readable } from 'node:stream';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditTrailQuestion, type AuditAnswer, type AuditLine } from '../queries/audit-trail';
import { PYRAMID_GROUPS, PyramidQuestion, type PyramidAnswer } from '../queries/pyramid';
import { TermCalendarQuestion, type TermCalendarAnswer } from '../queries/term-calendar';
import { LINEAGES, RosterQuestion, type RosterAnswer, type RosterEntry } from '../queries/roster';
import { catalogue } from '../domain/catalogue';
import { termAsks } from '../domain/teacher/term-calendar';
import { titleStatuses } from '../domain/teacher/title-status';
import { ROSTER_SORTS } from '../../projections/roster/query';
import { auditColumns, rosterColumns } from './export-columns';
import { everyPage, FORMAT, formatOf, tableOf } from './exports';
import { UNTITLED } from './named-codes.interceptor';
import { AFTER, amongst, Answers, AS_OF, askerOf, CHANGES, limitedTo, parametersOf, PROGRAMME, Queries, ROUND, STAGE, TIER, TRACK, UNIT } from './query-answers';
import { given, QueryParameters } from './query-parameters';

const TYPES = Object.keys(catalogue);
const STATUSES = [...titleStatuses, 'NONE'] as const;
const TIER_OR_NONE = `只列此层级的，写规则文件中的代码；${UNTITLED}：没有称号者 · Of one tier only, by its code in the rule file; ${UNTITLED}: teachers without a title`;
const LINEAGE = 'asAtTime（默认）：当日隶属该单位或由其承继；successor：今日由该单位承继，含已合并者 · asAtTime (default): below it or carried on by it on that day; successor: carried on by it today, units merged into it included';

@Queries('views')
@Controller()
export class RosterQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('roster')
  @Answers('花名册 · The roster of a day', {
    asOf: AS_OF, programme: PROGRAMME, tier: TIER_OR_NONE, track: TRACK, unit: UNIT, lineage: LINEAGE,
    stage: STAGE, subject: '只列此学科的 · Of one subject only', status: amongst('状态', 'Where it stands', STATUSES), round: ROUND, certificate: '证书编号 · Number of the certificate', underReview: 'true: 待复核 · With an open review', name: '姓名的一部分 · Part of a name',
    sort: amongst('排序，可写几项，降序在前面加 -', 'Sorted by some of these, - before what descends', ROSTER_SORTS), limit: limitedTo(50), after: AFTER, format: FORMAT,
  })
  async roster(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<RosterAnswer | Readable> {
    const ask = new QueryParameters(parametersOf(request));
    const tier = ask.text('tier');
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), tier: tier === UNTITLED ? null : tier, track: ask.text('track'), unit: ask.text('unit'), lineage: ask.oneOf('lineage', LINEAGES), stage: ask.text('stage'), subject: ask.text('subject'),
      status: ask.oneOf('status', STATUSES), round: ask.text('round'), certificate: ask.text('certificate'), underReview: ask.flag('underReview'), name: ask.text('name'),
      sort: ask.sort('sort', ROSTER_SORTS), limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    const format = formatOf(ask);
    ask.done();
    if (format === 'json') return this.bus.execute(new RosterQuestion(askerOf(request), asked));
    const whole = asked.limit === undefined && asked.after === undefined;
    const rows = await everyPage<RosterAnswer, RosterEntry>((answer) => answer.rows, (after) => this.bus.execute(new RosterQuestion(askerOf(request), { ...asked, named: true, ...(whole ? { limit: 500 } : {}), ...(after === undefined ? {} : { after }) })), whole);
    return tableOf(request, reply, { zh: '花名册', en: 'Roster', file: 'roster' }, rosterColumns, rows, format);
  }

  @Get('pyramid')
  @Answers('金字塔 · The pyramid of a day', { asOf: AS_OF, programme: PROGRAMME, tier: TIER_OR_NONE, track: TRACK, unit: UNIT, lineage: LINEAGE, stage: STAGE, by: amongst('分组，可写几项', 'Grouped by some of these', PYRAMID_GROUPS), limit: limitedTo(200), after: AFTER })
  pyramid(@Req() request: FastifyRequest): Promise<PyramidAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const tier = ask.text('tier');
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), tier: tier === UNTITLED ? null : tier, track: ask.text('track'), unit: ask.text('unit'), lineage: ask.oneOf('lineage', LINEAGES), stage: ask.text('stage'),
      by: ask.someOf('by', PYRAMID_GROUPS), limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new PyramidQuestion(askerOf(request), asked));
  }

  @Get('terms')
  @Answers('届期日历：谁的届期何时届满、应办何事 · The calendar of terms: which end when, and what waits', {
    asOf: AS_OF, programme: PROGRAMME, tier: TIER, track: TRACK, unit: UNIT, status: amongst('称号的状态', 'Where the title stands', titleStatuses),
    endsBy: '届期在该日或之前届满 · Terms that end on this day or before', asks: amongst('应办何事', 'What waits', termAsks), counts: 'true: 连同全部结果的统计，要逐一读取档案 · Count all that is asked for too, which reads every dossier', limit: limitedTo(50), after: AFTER,
  })
  terms(@Req() request: FastifyRequest): Promise<TermCalendarAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      asOf: ask.day('asOf'), programme: ask.text('programme'), tier: ask.text('tier'), track: ask.text('track'), unit: ask.text('unit'), status: ask.oneOf('status', titleStatuses),
      endsBy: ask.day('endsBy'), asks: ask.oneOf('asks', termAsks), counts: ask.flag('counts'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    ask.done();
    return this.bus.execute(new TermCalendarQuestion(askerOf(request), asked));
  }

  @Get('audit-trail')
  @Answers('审计轨迹 · Who did what, as whom, when, under which clause', {
    subject: '所涉人员 · Whom it is about', actor: '办理人 · Who acted', enteredBy: '代录的经办人 · The clerk who entered paper for the actor', round: ROUND, clause: '所依据的条款，如 W12(1) · The clause it was done under, such as W12(1)', type: '事件类型，可重复或以逗号分隔 · Event types, repeatable or separated by commas', asOf: '截至该日成立 · Holding by that day',
    recordedAfter: '此时刻之后登记 · Recorded after', recordedUpTo: '此时刻及以前登记 · Recorded up to', newestFirst: 'true: 新的在前 · Newest first', changes: CHANGES, limit: limitedTo(100), after: AFTER, format: FORMAT,
  })
  async auditTrail(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AuditAnswer | Readable> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      subject: ask.text('subject'), actor: ask.text('actor'), enteredBy: ask.text('enteredBy'), round: ask.text('round'), clause: ask.text('clause'), types: ask.someOf('type', TYPES), asOf: ask.day('asOf'),
      recordedAfter: ask.instant('recordedAfter'), recordedUpTo: ask.instant('recordedUpTo'), newestFirst: ask.flag('newestFirst'), changes: ask.flag('changes'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    const format = formatOf(ask);
    ask.done();
    if (format === 'json') return this.bus.execute(new AuditTrailQuestion(askerOf(request), asked));
    const whole = asked.limit === undefined && asked.after === undefined;
    const lines = await everyPage<AuditAnswer, AuditLine>((answer) => answer.lines, (after) => this.bus.execute(new AuditTrailQuestion(askerOf(request), { ...asked, ...(whole ? { limit: 500 } : {}), ...(after === undefined ? {} : { after }) })), whole);
    return tableOf(request, reply, { zh: '审计轨迹', en: 'Audit trail', file: 'audit-trail' }, auditColumns, lines, format);
  }
}
