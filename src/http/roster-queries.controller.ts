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
import { AS_OF, Answers, askerOf, parametersOf, Queries } from './query-answers';
import { given, QueryParameters } from './query-parameters';

const TYPES = Object.keys(catalogue);
const STATUSES = [...titleStatuses, 'NONE'] as const;
const LINEAGE = 'asAtTime（默认）：当日隶属该单位；successor：今日由该单位承继，含已合并者 · asAtTime (default): below it on that day; successor: carried on by it today, units merged into it included';

@Queries('views')
@Controller()
export class RosterQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get('roster')
  @Answers('花名册 · The roster of a day', {
    asOf: AS_OF, programme: '方案 · Programme', tier: `层级；${UNTITLED}：没有称号者 · Tier; ${UNTITLED}: teachers without a title`, track: '类别 · Track', unit: '单位及其下属 · A unit with those below it', lineage: LINEAGE,
    stage: '学段 · School stage', subject: '学科 · Subject', status: STATUSES.join(', '), round: '届次 · Round', certificate: '证书 · Certificate', underReview: 'true: 待复核 · With an open review', name: '姓名的一部分 · Part of a name',
    sort: `${ROSTER_SORTS.join(', ')}; -: 降序 · descending`, limit: '1–500, 50', after: '上一页的 next · The page before\'s next', format: FORMAT,
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
  @Answers('金字塔 · The pyramid of a day', { asOf: AS_OF, programme: '方案 · Programme', tier: `层级 · Tier; ${UNTITLED}`, track: '类别 · Track', unit: '单位及其下属 · A unit with those below it', lineage: LINEAGE, stage: '学段 · School stage', by: `分组 · Grouped by ${PYRAMID_GROUPS.join(', ')}`, limit: '1–500, 200', after: '上一页的 next · The page before\'s next' })
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
    asOf: AS_OF, programme: '方案 · Programme', tier: '层级 · Tier', track: '类别 · Track', unit: '单位及其下属 · A unit with those below it', status: titleStatuses.join(', '),
    endsBy: '届期在该日或之前届满 · Terms that end on this day or before', asks: termAsks.join(', '), counts: 'true: 连同全部结果的统计，要逐一读取档案 · Count all that is asked for too, which reads every dossier', limit: '1–500, 50', after: '上一页的 next · The page before\'s next',
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
    subject: '所涉人员 · Whom it is about', actor: '办理人 · Who acted', enteredBy: '代录的经办人 · The clerk who entered paper for the actor', round: '届次 · Round', clause: '条款 · Clause', type: '事件类型，可重复或以逗号分隔 · Event types, repeatable or separated by commas', asOf: '截至该日成立 · Holding by that day',
    recordedAfter: '此时刻之后登记 · Recorded after', recordedUpTo: '此时刻及以前登记 · Recorded up to', newestFirst: 'true: 新的在前 · Newest first', limit: '1–500, 100', after: '上一页的 next · The page before\'s next', format: FORMAT,
  })
  async auditTrail(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AuditAnswer | Readable> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({
      subject: ask.text('subject'), actor: ask.text('actor'), enteredBy: ask.text('enteredBy'), round: ask.text('round'), clause: ask.text('clause'), types: ask.someOf('type', TYPES), asOf: ask.day('asOf'),
      recordedAfter: ask.instant('recordedAfter'), recordedUpTo: ask.instant('recordedUpTo'), newestFirst: ask.flag('newestFirst'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after'),
    });
    const format = formatOf(ask);
    ask.done();
    if (format === 'json') return this.bus.execute(new AuditTrailQuestion(askerOf(request), asked));
    const whole = asked.limit === undefined && asked.after === undefined;
    const lines = await everyPage<AuditAnswer, AuditLine>((answer) => answer.lines, (after) => this.bus.execute(new AuditTrailQuestion(askerOf(request), { ...asked, ...(whole ? { limit: 500 } : {}), ...(after === undefined ? {} : { after }) })), whole);
    return tableOf(request, reply, { zh: '审计轨迹', en: 'Audit trail', file: 'audit-trail' }, auditColumns, lines, format);
  }
}
