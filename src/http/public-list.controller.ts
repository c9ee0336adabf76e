import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { PublicListQuestion, type PublicListAnswer } from '../queries/public-list';
import { Posted } from './authentication';
import { missedBy } from './missing-page';
import { PAGE_POLICY, PAGE_STYLE, publicPage, wantsJson } from './public-page';
import { idOf, parametersOf } from './query-answers';
import { QueryParameters } from './query-parameters';
import { languageOf } from './sentences';

const POLICY = PAGE_POLICY(createHash('sha256').update(PAGE_STYLE, 'utf8').digest('base64'));

@ApiTags('public')
@Posted()
@Controller('public')
export class PublicListController {
  constructor(private readonly bus: QueryBus) {}

  @Get('publicity/:publicity')
  @ApiOperation({ summary: '公示名单，公示期内任何人可看 · A posted list, for everybody while its window runs' })
  @ApiProduces('text/html', 'application/json')
  @ApiOkResponse({ description: '公示内容与名单 · The notice and the list', content: { 'application/json': { schema: { type: 'object', additionalProperties: true } }, 'text/html': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 410, description: '已撤下，不含姓名 · Taken down: without names' })
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('publicity') publicity: string): Promise<void> {
    new QueryParameters(parametersOf(request)).done();
    let answer: PublicListAnswer;
    try {
      answer = await this.bus.execute(new PublicListQuestion(idOf('publicity', publicity)));
    } catch (error) {
      const missed = missedBy(error, request, reply);
      if (missed === null) throw error;
      return void reply.send(missed);
    }
    const json = wantsJson(request.headers.accept);
    const text = json ? JSON.stringify(answer) : publicPage(answer, languageOf(request.headers['accept-language']));
    const tag = `"${createHash('sha256').update(text, 'utf8').digest('base64url')}"`;
    void reply.headers({
      // A minute, so that a list is down everywhere a minute after its last day; and kept by nobody who collects names.
      'Cache-Control': 'public, max-age=60, must-revalidate',
      ETag: tag,
      Vary: 'Accept, Accept-Language',
      'X-Robots-Tag': 'noindex, noarchive',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      ...(json ? {} : { 'Content-Security-Policy': POLICY }),
    });
    if (request.headers['if-none-match'] === tag && answer.state !== 'TAKEN_DOWN') return void reply.code(304).send();
    // Serialised here: Fastify adds a charset to what it serialises itself, and JSON has none (RFC 8259).
    void reply.code(answer.state === 'TAKEN_DOWN' ? 410 : 200).type(json ? 'application/json' : 'text/html; charset=utf-8').send(Buffer.from(text, 'utf8'));
  }
}
