import { Controller, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../domain/facts';
import { InputError } from '../commands/input';
import { MEDIA_TYPES } from '../documents/file-type';
import type { Notice } from '../event-store/notice';
import { importKinds } from '../imports/fields';
import { ImportFile, RefusalTeller, type Imported } from '../imports/import-file';
import { callerOf } from './authentication';
import { senderOf } from './command-request';
import { CSV, FileContent, UNTYPED } from './documents.controller';
import { EdgeError } from './edge-error';
import { ProblemAnswer } from './openapi-models';
import { edgeOf } from './position.interceptor';
import { asked, sendProblem } from './problem-filter';
import { refusalAnswer } from './problems';
import { parametersOf } from './query-answers';
import { QueryParameters } from './query-parameters';
import { refusalNotice, said } from './sentences';

const STOPPED: { readonly [why in Extract<Imported, { readonly kind: 'stopped' }>['why']]: 409 | 422 } = { mappingNotConfirmed: 409, rowsWrong: 422, questionsOpen: 409 };

/** A report says why a row is refused in the words in which the command itself would have been. */
export class EdgeTeller extends RefusalTeller {
  tell(refusal: Refusal): Notice {
    return refusalNotice(refusal);
  }
}

/** Files as bureaux have them. The same file is sent for the dry run and for the import; no copy of it is kept. */
@ApiTags('imports')
@ApiBearerAuth()
@Controller()
export class ImportsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('imports')
  @ApiOperation({ operationId: 'ImportFile', summary: '导入 xlsx 或 csv（教师、单位、名额表、专家库、历史称号；20 MB），可试运行 · Import an xlsx or csv, or try it out' })
  @ApiQuery({ name: 'kind', enum: importKinds, description: '种类 · teachers, units, seats (答复为启动届次所用的 recommendationSeats，不保存 · answers with recommendationSeats for OpenRound, stores nothing), experts, titles' })
  @ApiQuery({ name: 'dryRun', required: false, description: 'true：逐格列出问题，不保存 · Every cell that is wrong, and nothing is stored' })
  @ApiQuery({ name: 'rows', required: false, enum: ['all', 'passing'], description: 'all（默认）：有一行不通过则全部不导入；passing：只导入通过的行 · all (default): nothing unless every row passes; passing: those that pass' })
  @ApiQuery({ name: 'namesakes', required: false, enum: ['ask', 'distinct'], description: 'distinct：已核实同校同名者为不同的人 · People of one name at one unit were found to be different people' })
  @ApiHeader({ name: 'Echelon-Acting-As', required: false, description: '以哪一项任职操作 · The appointment to act under' })
  @ApiConsumes(MEDIA_TYPES.xlsx, CSV, UNTYPED)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ description: '逐列、逐行、逐格的报告；导入后另有各批操作 · A report by column, row and cell; once imported, the operations', content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } } })
  @ApiResponse({ status: 202, description: '已登记，仍在进行 · Durable, and still being carried out', content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } } })
  @ApiResponse({ status: 403, type: ProblemAnswer })
  @ApiResponse({ status: 409, description: '各列含义尚未确认，或同名者待核实 · The columns are not confirmed, or namesakes are', type: ProblemAnswer })
  @ApiResponse({ status: 413, type: ProblemAnswer })
  @ApiResponse({ status: 415, type: ProblemAnswer })
  @ApiResponse({ status: 422, description: '文件无法读取，或有行不通过 · The file cannot be read, or rows do not pass', type: ProblemAnswer })
  async import(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ask = new QueryParameters(parametersOf(request));
    const [kind, dryRun, rows, namesakes] = [ask.oneOf('kind', importKinds), ask.flag('dryRun'), ask.oneOf('rows', ['all', 'passing']), ask.oneOf('namesakes', ['ask', 'distinct'])];
    ask.done();
    if (kind === undefined) throw new InputError([{ path: 'kind', notice: { zh: `请写明种类：${importKinds.join('、')}。`, en: `Say what the file is: ${importKinds.join(', ')}.` } }]);
    const { body } = request;
    if (!(body instanceof FileContent)) throw new EdgeError(415, 'mediaType', said('mediaType', { accepted: [MEDIA_TYPES.xlsx, CSV, UNTYPED].join(', ') }));
    const sender = senderOf(request, callerOf(request));
    const done = await this.commands.execute(new ImportFile(sender, kind, body.bytes, { dryRun: dryRun ?? false, passing: rows === 'passing', distinct: namesakes === 'distinct' })).catch((error: unknown) => {
      throw edgeOf(error);
    });
    switch (done.kind) {
      case 'refused':
        return sendProblem(reply, refusalAnswer(done.outcome, { ...asked(request), target: {} }));
      case 'stopped': {
        const { counts, unit } = done.report;
        throw new EdgeError(STOPPED[done.why], done.why, said(done.why, { wrong: counts.wrong, questions: counts.questions, unit }), { members: { report: done.report } });
      }
      case 'report':
        return void reply.code(200).send(done.report);
      case 'done': {
        const { report, outcomes, position, pending } = done;
        if (position !== '') void reply.header('Echelon-Position', position);
        return void reply.code(pending ? 202 : 200).send({ ...report, outcomes, position });
      }
    }
  }
}
