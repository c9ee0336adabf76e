import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { teacherStream } from '../commands/desk';
import { unitOf } from '../commands/dossiers';
import { InputError } from '../commands/input';
import type { FileType } from '../documents/file-type';
import type { PersonId } from '../domain/facts';
import { isRegistered, teacher } from '../domain/teacher/teacher';
import type { House } from '../house';
import { readLogOf, type ReadLog } from '../queries/read-log';
import { MayNotReadError, Reader } from '../queries/reader';
import { EdgeError } from './edge-error';
import { HOUSE } from './injection';
import { ProblemAnswer } from './openapi-models';
import { edgeOf } from './position.interceptor';
import { askerOf, parametersOf } from './query-answers';
import { QueryParameters } from './query-parameters';
import { said } from './sentences';

/** Files are larger than any command. */
export const FILE_LIMIT = 20 * 1024 * 1024;
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const mediaTypes: { readonly [type in FileType]: string } = {
  pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png', ofd: 'application/ofd', docx: `${OFFICE}.wordprocessingml.document`, xlsx: `${OFFICE}.spreadsheetml.sheet`,
};
/** What says nothing of its type; the content does. */
const UNTYPED = 'application/octet-stream';
const HASH = /^[0-9a-f]{64}$/u;
const PROGRAMME = /^programme:[0-9A-Za-z][0-9A-Za-z._-]{0,79}$/u;
const PERSON = /^[0-9A-Za-z][0-9A-Za-z._-]{0,79}$/u;

/** A file as it came. */
export class FileContent {
  constructor(readonly bytes: Buffer) {}
}

/** Files come as they are, at their own address only. */
export function readFiles(server: FastifyInstance): void {
  server.addContentTypeParser([...Object.values(mediaTypes), UNTYPED], { parseAs: 'buffer', bodyLimit: FILE_LIMIT }, (_request, bytes: Buffer, done) => done(null, new FileContent(bytes)));
  server.addHook('onRoute', (route) => {
    if (route.url === '/documents') route.bodyLimit = FILE_LIMIT;
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const misplaced = request.body instanceof FileContent && request.routeOptions.url !== '/documents';
    done(misplaced ? new EdgeError(415, 'mediaType', said('mediaType', { accepted: 'application/json' })) : undefined);
  });
}

export class FiledAnswer {
  @ApiProperty({ description: '写入决定的 act.file · What act.file of a decision names' }) readonly hash: string;
  @ApiProperty({ enum: Object.keys(mediaTypes) }) readonly type: FileType;
  @ApiProperty({ type: 'integer' }) readonly size: number;
}

/** Official acts and evidence: content under its salted hash, encrypted with the key of whom it is about (design, section 9). */
@ApiTags('documents')
@ApiBearerAuth()
@Controller()
export class DocumentsController {
  private readonly readLog: ReadLog;

  constructor(@Inject(HOUSE) private readonly house: House) {
    this.readLog = readLogOf(house.config.data);
  }

  @Post('documents')
  @ApiOperation({ operationId: 'FileDocument', summary: '上传文件(PDF、JPG、PNG、OFD、docx、xlsx,20 MB) · File a document' })
  @ApiQuery({ name: 'owner', description: '所涉人员标识,或 programme:<方案> · The person it is about, or programme:<programme>' })
  @ApiConsumes(...Object.values(mediaTypes), UNTYPED)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: FiledAnswer })
  @ApiResponse({ status: 413, type: ProblemAnswer })
  @ApiResponse({ status: 415, type: ProblemAnswer })
  async file(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<FiledAnswer> {
    const ask = new QueryParameters(parametersOf(request));
    const owner = ask.text('owner');
    ask.done();
    if (owner === undefined || !(PERSON.test(owner) || PROGRAMME.test(owner))) {
      throw new InputError([{ path: 'owner', notice: { zh: '请写明文件所涉人员的标识，或 programme:<方案>。', en: 'Say whom the file is about by id, or programme:<programme>.' } }]);
    }
    const { reader } = await this.allowed(request, owner, 'POST /documents');
    if (PROGRAMME.test(owner) && !reader.holds('BureauOfficer', 'ResearchCentre', 'SchoolAdmin')) throw edgeOf(reader.refuse('POST /documents'));
    const { body } = request;
    if (!(body instanceof FileContent)) throw new EdgeError(415, 'mediaType', said('mediaType', { accepted: [...Object.values(mediaTypes), UNTYPED].join(', ') }));
    const filed = await this.house.files.put(owner, body.bytes, declaredType(request));
    void reply.header('Location', `/documents/${filed.hash}`);
    return { hash: filed.hash, type: filed.type, size: filed.size };
  }

  @Get('documents/:hash')
  @ApiOperation({ operationId: 'ReadDocument', summary: '读取文件 · Read a document' })
  @ApiParam({ name: 'hash', type: String })
  @ApiOkResponse({ description: '文件内容;Echelon-Salt 与内容可核对哈希 · The content; with Echelon-Salt it checks against the hash: SHA-256(salt ‖ content)', content: { [UNTYPED]: { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({ status: 404, type: ProblemAnswer })
  @ApiResponse({ status: 410, description: '所涉人员的个人信息已删除 · Whom it is about was erased', type: ProblemAnswer })
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('hash') hash: string): Promise<void> {
    const found = HASH.test(hash) ? await this.house.files.get(hash) : undefined;
    if (found === undefined) throw new EdgeError(404, 'notFound', said('noSuchId', { what: 'document', id: hash.slice(0, 100) }));
    const { reader } = await this.allowed(request, found.owner, 'GET /documents');
    if (PROGRAMME.test(found.owner) && !reader.hasPart()) throw edgeOf(reader.refuse('GET /documents'));
    if (!PROGRAMME.test(found.owner) && found.owner !== reader.person) this.note(request, 'GET /documents', 'SHOWN', found.owner);
    // As an attachment of its checked type: nothing that was uploaded is ever shown as a page of ours.
    void reply
      .headers({ 'Content-Disposition': `attachment; filename="${hash.slice(0, 12)}.${found.type}"`, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store', 'Echelon-Salt': found.salt })
      .type(mediaTypes[found.type])
      .send(found.content);
  }

  /** About a person: herself, her school and who stands above it. Error: 403. */
  private async allowed(request: FastifyRequest, owner: string, question: string): Promise<{ readonly reader: Reader }> {
    const { person, actingAs } = askerOf(request);
    const { desk } = this.house.application;
    const { people, orgs, today } = await desk.world();
    const reader = new Reader(person, people.state, orgs.state, today, actingAs);
    if (PROGRAMME.test(owner)) return { reader };
    const { state } = await desk.streams.load(teacher, teacherStream(owner));
    const reads = owner === person || (isRegistered(state) ? reader.readsTeacher(owner, unitOf(state, today)) : people.state.persons.has(owner) && reader.overseesUnit(null));
    if (!reads) {
      this.note(request, question, 'REFUSED', owner);
      throw edgeOf(new MayNotReadError(person, question, reader.posts));
    }
    return { reader };
  }

  private note(request: FastifyRequest, question: string, outcome: 'SHOWN' | 'REFUSED', owner: PersonId): void {
    const { person, actingAs } = askerOf(request);
    this.readLog.noted({ at: this.house.clock.now(), reader: person, actingAs, question, outcome, people: [owner] });
  }
}

function declaredType({ headers }: FastifyRequest): FileType | undefined {
  const stated = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return (Object.keys(mediaTypes) as FileType[]).find((type) => mediaTypes[type] === stated);
}
