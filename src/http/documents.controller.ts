import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FileDocument } from '../commands/file-document';
import { InputError } from '../commands/input';
import { DOCUMENT_KINDS } from '../documents/document-files';
import { MEDIA_TYPES, type FileType } from '../documents/file-type';
import { DocumentQuestion } from '../queries/document';
import { actingAsOf, callerOf } from './authentication';
import { EdgeError } from './edge-error';
import { ProblemAnswer } from './openapi-models';
import { edgeOf } from './position.interceptor';
import { asked, sendProblem } from './problem-filter';
import { refusalAnswer } from './problems';
import { askerOf, parametersOf } from './query-answers';
import { QueryParameters } from './query-parameters';
import { said } from './sentences';

/** Files are larger than any command. */
export const FILE_LIMIT = 20 * 1024 * 1024;
/** What says nothing of its type; the content does. */
export const UNTYPED = 'application/octet-stream';
/** Taken where files are imported; nothing that is filed is one. */
export const CSV = 'text/csv';
const TAKES_FILES: ReadonlySet<string | undefined> = new Set(['/documents', '/imports']);
const HASH = /^[0-9a-f]{64}$/u;
const PROGRAMME = /^programme:[0-9A-Za-z][0-9A-Za-z._-]{0,79}$/u;
const PERSON = /^[0-9A-Za-z][0-9A-Za-z._-]{0,79}$/u;

/** A file as it came. */
export class FileContent {
  constructor(readonly bytes: Buffer) {}
}

/** Files come as they are, at their own addresses only. */
export function readFiles(server: FastifyInstance): void {
  server.addContentTypeParser([...Object.values(MEDIA_TYPES), UNTYPED, CSV], { parseAs: 'buffer', bodyLimit: FILE_LIMIT }, (_request, bytes: Buffer, done) => done(null, new FileContent(bytes)));
  server.addHook('onRoute', (route) => {
    if (TAKES_FILES.has(route.url)) route.bodyLimit = FILE_LIMIT;
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const misplaced = request.body instanceof FileContent && !TAKES_FILES.has(request.routeOptions.url);
    done(misplaced ? new EdgeError(415, 'mediaType', said('mediaType', { accepted: 'application/json' })) : undefined);
  });
}

export class FiledAnswer {
  @ApiProperty({ description: '写入决定的 act.file · What act.file of a decision names' }) readonly hash: string;
  @ApiProperty({ enum: Object.keys(MEDIA_TYPES) }) readonly type: FileType;
  @ApiProperty({ type: 'integer' }) readonly size: number;
}

/** Official acts and evidence: content under its salted hash, encrypted with the key of whom it is about (design, section 9). */
@ApiTags('documents')
@ApiBearerAuth()
@Controller()
export class DocumentsController {
  constructor(private readonly commands: CommandBus, private readonly queries: QueryBus) {}

  @Post('documents')
  @ApiOperation({ operationId: 'FileDocument', summary: '上传文件(PDF、JPG、PNG、OFD、docx、xlsx,20 MB) · File a document' })
  @ApiQuery({ name: 'owner', description: '所涉人员标识；不专涉一人的，写 programme:<方案> · The person it is about, or programme:<programme> where it is about nobody in particular' })
  @ApiQuery({ name: 'kind', required: false, enum: DOCUMENT_KINDS, description: '文件种类，默认“其他” · Application form, undertaking, proof of a publicity, minutes, official document; 其他 (other) where left out' })
  @ApiHeader({ name: 'Echelon-Acting-As', required: false, description: '以哪一项任职操作 · The appointment to act under' })
  @ApiConsumes(...Object.values(MEDIA_TYPES), UNTYPED)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: FiledAnswer })
  @ApiResponse({ status: 403, description: '无权归档此人或此方案的文件 · Her appointments do not let her file it', type: ProblemAnswer })
  @ApiResponse({ status: 404, description: '没有此人或此方案 · There is no such person or programme', type: ProblemAnswer })
  @ApiResponse({ status: 410, description: '所涉人员的个人信息已删除 · Whom it is about was erased', type: ProblemAnswer })
  @ApiResponse({ status: 413, description: '超过 20 MB · More than 20 MB', type: ProblemAnswer })
  @ApiResponse({ status: 415, description: '内容不是声明的格式或不受理 · By its content it is not what is declared, or nothing that is taken', type: ProblemAnswer })
  @ApiResponse({ status: 422, description: '空文件、参数有误 · An empty file, a wrong parameter', type: ProblemAnswer })
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ask = new QueryParameters(parametersOf(request));
    const [owner, kind] = [ask.text('owner'), ask.oneOf('kind', DOCUMENT_KINDS)];
    ask.done();
    if (owner === undefined || !(PERSON.test(owner) || PROGRAMME.test(owner))) {
      throw new InputError([{ path: 'owner', notice: { zh: '请写明文件所涉人员的标识，或 programme:<方案>。', en: 'Say whom the file is about by id, or programme:<programme>.' } }]);
    }
    const { body } = request;
    if (!(body instanceof FileContent)) throw new EdgeError(415, 'mediaType', said('mediaType', { accepted: [...Object.values(MEDIA_TYPES), UNTYPED].join(', ') }));
    const { issuer, person: subject } = callerOf(request);
    const filed = await this.commands.execute(new FileDocument({ issuer, subject, actingAs: actingAsOf(request) }, owner, kind ?? '其他', body.bytes, declaredType(request)));
    if (filed.kind === 'refused') return sendProblem(reply, refusalAnswer({ kind: 'refused', refusal: filed.refusal, reference: null, position: null, repeated: false }, { ...asked(request), target: {} }));
    const { hash, type, size } = filed.document;
    void reply.code(201).header('Location', `/documents/${hash}`).send({ hash, type, size });
  }

  @Get('documents/:hash')
  @ApiOperation({ operationId: 'ReadDocument', summary: '读取文件 · Read a document' })
  @ApiParam({ name: 'hash', type: String })
  @ApiOkResponse({ description: '文件内容;Echelon-Salt 与内容可核对哈希 · The content; with Echelon-Salt it checks against the hash: SHA-256(salt ‖ content)', content: { [UNTYPED]: { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({ status: 404, type: ProblemAnswer })
  @ApiResponse({ status: 410, description: '所涉人员的个人信息已删除 · Whom it is about was erased', type: ProblemAnswer })
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('hash') hash: string): Promise<void> {
    new QueryParameters(parametersOf(request)).done();
    if (!HASH.test(hash)) throw new EdgeError(404, 'notFound', said('noSuchId', { what: 'document', id: hash.slice(0, 100) }));
    const { type, filing, salt, content } = await this.queries.execute(new DocumentQuestion(askerOf(request), hash)).catch((error: unknown) => {
      throw edgeOf(error);
    });
    const name = `${hash.slice(0, 12)}.${type}`;
    // As an attachment of its checked type: nothing that was uploaded is ever shown as a page of ours.
    void reply
      .headers({
        'Content-Disposition': `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(`${filing?.kind ?? '其他'}-${name}`)}`,
        'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store', 'Echelon-Salt': salt,
      })
      .type(MEDIA_TYPES[type])
      .send(content);
  }
}

function declaredType({ headers }: FastifyRequest): FileType | undefined {
  const stated = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return (Object.keys(MEDIA_TYPES) as FileType[]).find((type) => MEDIA_TYPES[type] === stated);
}
