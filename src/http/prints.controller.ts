import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { printKinds, type PrintKind } from '../domain/round/facts';
import { listKinds } from '../prints/list-kinds';
import { PrintedListQuestion, PrintQuestion, type PrintAnswer, type PrintedListAnswer } from '../queries/print';
import { PrintTemplateQuestion } from '../queries/print-template';
import { fillTemplateFile } from '../tables/template-file';
import type { OutCell } from '../tables/write';
import { EdgeError } from './edge-error';
import { asAttachment, FORMAT, formatOf, tableOf } from './exports';
import { Answers, askerOf, idOf, parametersOf, Queries } from './query-answers';
import { QueryParameters } from './query-parameters';
import { refusalNotice, said } from './sentences';

/** Lists as a bureau puts them on paper, and what a code on such a paper stands for. */
@Queries('rounds')
@Controller()
export class PrintsController {
  constructor(private readonly bus: QueryBus) {}

  @Get('rounds/:round/prints/:kind')
  @Answers('名单（推荐汇总表 recommendations、评分汇总表 ranking、授予名单 conferral、公示名单 publicity、证书清单 certificates），xlsx 按模板 · A list as it is printed', {
    unit: '推荐汇总表的单位 · Whose recommendations', code: '为会议指定人员所编印名单的校验码 · Check code of a list whose people were named for a meeting', format: `${FORMAT}；xlsx：按印制模板 · xlsx is filled into the print template`,
  })
  async list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('round') round: string, @Param('kind') given: string): Promise<PrintedListAnswer | Readable> {
    const kind = kindOf(given);
    const ask = new QueryParameters(parametersOf(request));
    const [unit = null, code, format] = [ask.text('unit'), ask.text('code'), formatOf(ask)];
    ask.done();
    if ((kind === 'recommendations') !== (unit !== null)) {
      const rule = unit === null ? 'printNeedsUnit' : 'printOfWholeRound';
      throw new EdgeError(422, rule, refusalNotice({ rule, inputs: { kind } }));
    }
    const asker = askerOf(request);
    const answer = await this.bus.execute(new PrintedListQuestion(asker, idOf('round', round), kind, unit === null ? null : idOf('unit', unit), code));
    if (format === 'json') return answer;
    const name = { ...answer.kindName, file: `${kind}-${round}` };
    if (format === 'csv') return tableOf(request, reply, name, listKinds[kind].columns.map(({ code: column, label }) => ({ ...label, value: ({ values }: PrintedListAnswer['rows'][number]) => values[column] ?? null })), answer.rows, format);
    const template = await this.bus.execute(new PrintTemplateQuestion(asker, answer.programme, kind));
    const filled = await fillTemplateFile(template, fieldsOf(answer), answer.rows.map(({ values }) => Object.fromEntries(listKinds[kind].columns.map(({ code: column }) => [`rows.${column}`, values[column] ?? null]))));
    asAttachment(request, reply, name, 'xlsx');
    return Readable.from(filled);
  }

  @Get('prints/:code')
  @Answers('按校验码核对印件是否为现行名单 · Whether the paper with this check code is of the list as it is now')
  print(@Req() request: FastifyRequest, @Param('code') code: string): Promise<PrintAnswer> {
    new QueryParameters(parametersOf(request)).done();
    return this.bus.execute(new PrintQuestion(askerOf(request), code.slice(0, 100)));
  }

  @Get('programmes/:programme/print-templates/:kind')
  @Answers('印制模板（xlsx，可修改后归档并设置） · The template that a list is printed with, to be edited, filed and set')
  async template(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('programme') programme: string, @Param('kind') given: string): Promise<Readable> {
    const kind = kindOf(given);
    new QueryParameters(parametersOf(request)).done();
    const bytes = await this.bus.execute(new PrintTemplateQuestion(askerOf(request), idOf('programme', programme), kind));
    const { zh, en } = listKinds[kind].name;
    asAttachment(request, reply, { zh: `${zh}模板`, en: `${en} template`, file: `template-${kind}` }, 'xlsx');
    return Readable.from(bytes);
  }
}

function kindOf(given: string): PrintKind {
  const kind = printKinds.find((one) => one === given);
  if (kind === undefined) throw new EdgeError(404, 'notFound', said('noSuchId', { what: 'list', id: given.slice(0, 100) }));
  return kind;
}

/** A draft says so on its face, so that nobody signs a paper that no code stands for. */
function fieldsOf(answer: PrintedListAnswer): { readonly [name: string]: OutCell } {
  const { printed, unitName } = answer;
  return {
    'programme.zh': answer.programmeNames.zh, 'programme.en': answer.programmeNames.en,
    'round.zh': answer.names.zh, 'round.en': answer.names.en, 'tier.zh': answer.tier.zh, 'tier.en': answer.tier.en,
    'list.zh': answer.kindName.zh, 'list.en': answer.kindName.en, 'list.count': answer.rows.length,
    'unit.zh': unitName?.zh ?? '', 'unit.en': unitName?.en ?? '',
    'print.code': printed?.code ?? '—', 'print.edition': printed?.edition ?? '—', 'print.date': printed?.on ?? answer.asOf,
    'print.state': printed === null ? '草稿（未编印，不作签批依据）' : '编印件',
  };
}
