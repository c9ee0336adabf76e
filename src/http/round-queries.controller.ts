import type { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConflictsQuestion, type ConflictsAnswer } from '../queries/conflicts';
import { DrawQuestion, type DrawAnswer } from '../queries/draw';
import { EvidenceQuestion, type EvidenceAnswer } from '../queries/evidence';
import { PanelQuestion, type PanelAnswer } from '../queries/panel';
import { PublicitiesQuestion, type PublicitiesAnswer } from '../queries/publicities';
import { RankingQuestion, type RankingAnswer } from '../queries/ranking';
import { LateQuestion, RoundQuestion, RoundsQuestion, type LateAnswer, type RoundAnswer, type RoundsAnswer } from '../queries/rounds';
import { SheetsQuestion, type SheetsAnswer } from '../queries/sheets';
import { READERS } from '../queries/reader';
import { SharedFilesQuestion, type SharedFilesAnswer } from '../queries/shared-files';
import { OUTLIER_POINTS } from '../domain/rules/outliers';
import { EdgeError } from './edge-error';
import { ledgerColumns, ledgerLines, rankingColumns } from './export-columns';
import { FORMAT, formatOf, tableOf, type ExportFormat } from './exports';
import { AFTER, Answers, AS_OF, askerOf, idOf, limitedTo, parametersOf, PROGRAMME, Queries, TIER, TRACK } from './query-answers';
import { given, QueryParameters } from './query-parameters';
import { said } from './sentences';

@Queries('rounds')
@Controller('rounds')
export class RoundQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @Answers('届次 · Rounds', { asOf: AS_OF, programme: PROGRAMME, tier: TIER, track: TRACK, limit: limitedTo(50), after: AFTER })
  rounds(@Req() request: FastifyRequest): Promise<RoundsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ asOf: ask.day('asOf'), programme: ask.text('programme'), tier: ask.text('tier'), track: ask.text('track'), limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new RoundsQuestion(askerOf(request), asked));
  }

  @Get(':round')
  @Answers('届次进度与两本名额台账 · A round\'s gates and both seat ledgers', { asOf: AS_OF, unit: '名额台账只列该单位及其下属 · The seat ledger of a unit and those below it', format: `${FORMAT}；xlsx、csv：名额台账 · the seat ledgers` })
  async round(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('round') round: string): Promise<RoundAnswer | Readable> {
    const ask = new QueryParameters(parametersOf(request));
    const [asked, format] = [given({ asOf: ask.day('asOf'), unit: ask.text('unit') }), formatOf(ask)];
    ask.done();
    const answer = await this.bus.execute(new RoundQuestion(askerOf(request), idOf('round', round), asked));
    if (format === 'json') return answer;
    if (answer.ledgers === null) throw new EdgeError(403, 'mayNotRead', said('mayReadOnly', { posts: null, may: [...READERS.staff] }));
    return tableOf(request, reply, { zh: '名额台账', en: 'Seat ledger', file: `seats-${round}` }, ledgerColumns, ledgerLines(answer.ledgers), format);
  }

  @Get(':round/late')
  @Answers('截止后补录的材料：收到、录入、批准 · Papers let in after a deadline: received, entered, approved', { asOf: AS_OF })
  late(@Req() request: FastifyRequest, @Param('round') round: string): Promise<LateAnswer> {
    return this.bus.execute(new LateQuestion(askerOf(request), idOf('round', round), asOfOnly(request)));
  }

  @Get(':round/ranking')
  @Answers('排名，从评分表到名次的每个数 · The ranking, every number from sheet to rank', { asOf: AS_OF, format: FORMAT })
  async ranking(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('round') round: string): Promise<RankingAnswer | Readable> {
    const { asOf, format } = dayAndFormat(request);
    const answer = await this.bus.execute(new RankingQuestion(askerOf(request), idOf('round', round), asOf));
    if (format === 'json') return answer;
    return tableOf(request, reply, { zh: '排名', en: 'Ranking', file: `ranking-${round}` }, rankingColumns, answer.lines, format);
  }

  @Get(':round/sheets')
  @Answers('启封后的全部评分表：谁、何时、多少分，改动，偏离 · Every opened sheet: who, when, what, changes, and what stands apart', { points: `偏离多少（占评委评分满分的百分数）即标出，1–100，${OUTLIER_POINTS} · Marked beyond so many hundredths of what a sheet can give` })
  sheets(@Req() request: FastifyRequest, @Param('round') round: string): Promise<SheetsAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const points = ask.whole('points', 1, 100) ?? OUTLIER_POINTS;
    ask.done();
    return this.bus.execute(new SheetsQuestion(askerOf(request), idOf('round', round), points));
  }

  @Get(':round/evidence')
  @Answers('一届中多人使用的同一业绩材料 · Works that more than one candidate presents', { limit: limitedTo(50), after: AFTER })
  evidence(@Req() request: FastifyRequest, @Param('round') round: string): Promise<EvidenceAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = given({ limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new EvidenceQuestion(askerOf(request), idOf('round', round), asked));
  }

  @Get(':round/shared-files')
  @Answers('两名以上候选人提交的相同文件 · Files that two candidates or more handed in', { limit: limitedTo(50), after: AFTER })
  sharedFiles(@Req() request: FastifyRequest, @Param('round') round: string): Promise<SharedFilesAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const page = given({ limit: ask.whole('limit', 1, 500), after: ask.cursor('after') });
    ask.done();
    return this.bus.execute(new SharedFilesQuestion(askerOf(request), idOf('round', round), page));
  }

  @Get(':round/publicities')
  @Answers('各级公示：期限、名单与变更、中止、地点与证明、待办 · Every publicity: window, list and changes, suspensions, places and proofs, what is due', { asOf: AS_OF })
  publicities(@Req() request: FastifyRequest, @Param('round') round: string): Promise<PublicitiesAnswer> {
    return this.bus.execute(new PublicitiesQuestion(askerOf(request), idOf('round', round), asOfOnly(request)));
  }

  @Get(':round/panels/:panel/conflicts')
  @Answers('利害关系：由历史推算的与本人申报的，未回避的在前 · What stands between experts and candidates, computed and declared; without a recusal first')
  conflicts(@Req() request: FastifyRequest, @Param('round') round: string, @Param('panel') panel: string): Promise<ConflictsAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new ConflictsQuestion(askerOf(request), idOf('round', round), numberOf('panel', panel)));
  }

  @Get(':round/draws/:draw')
  @Answers('评委抽取：全部输入与结果，任何人可复算 · A draw: every input and the result, for anybody to recompute')
  draw(@Req() request: FastifyRequest, @Param('round') round: string, @Param('draw') draw: string): Promise<DrawAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new DrawQuestion(askerOf(request), idOf('round', round), numberOf('draw', draw)));
  }

  @Get(':round/panels/:panel')
  @Answers('评委会：候选人与已交的评分表 · A panel: its candidates and the sheets handed in')
  panel(@Req() request: FastifyRequest, @Param('round') round: string, @Param('panel') panel: string): Promise<PanelAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new PanelQuestion(askerOf(request), idOf('round', round), numberOf('panel', panel)));
  }
}

function dayAndFormat(request: FastifyRequest): { readonly asOf: string | undefined; readonly format: ExportFormat } {
  const ask = new QueryParameters(parametersOf(request));
  const [asOf, format] = [ask.day('asOf'), formatOf(ask)];
  ask.done();
  return { asOf, format };
}

/** 1, 2, 3 … within the round; anything else is not there: 404. */
function numberOf(what: string, value: string): number {
  if (!/^[1-9]\d{0,2}$/u.test(value)) throw new EdgeError(404, 'notFound', said('noSuchId', { what, id: value.slice(0, 100) }));
  return Number(value);
}

export function asOfOnly(request: FastifyRequest): string | undefined {
  const ask = new QueryParameters(parametersOf(request));
  const asOf = ask.day('asOf');
  ask.done();
  return asOf;
}
