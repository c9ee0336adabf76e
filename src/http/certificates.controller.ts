import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CertificateQuestion, type CertificateAnswer, type CertificateStatus } from '../queries/certificate';
import type { Notice } from '../event-store/notice';
import { OpenToAll } from './authentication';
import { missedBy } from './missing-page';
import { ProblemAnswer } from './openapi-models';
import { idOf, parametersOf } from './query-answers';
import { QueryParameters } from './query-parameters';
import { languageOf } from './sentences';

const STATUS: { readonly [status in CertificateStatus]: Notice } = {
  VALID: { zh: '有效', en: 'Valid' },
  NOT_YET_VALID: { zh: '尚未生效', en: 'Not yet valid' },
  EXPIRED: { zh: '已届满', en: 'Its term has ended' },
  LIFETIME: { zh: '有效（终身）', en: 'Valid for life' },
  SUSPENDED: { zh: '暂停中', en: 'The title is suspended' },
  RELINQUISHED: { zh: '本人已放弃称号', en: 'The holder gave the title up' },
  EXITED: { zh: '已退出称号', en: 'No longer holds the title' },
  ABSORBED: { zh: '已并入更高称号', en: 'Taken up in a higher title' },
  REVOKED: { zh: '称号已撤销', en: 'The title was revoked' },
  REPLACED: { zh: '已补发新证书，此证作废', en: 'Replaced by a newer certificate; this one is void' },
};

@ApiTags('public')
@OpenToAll()
@Controller('public/certificates')
export class CertificatesController {
  constructor(private readonly bus: QueryBus) {}

  @Get(':certificate')
  @ApiOperation({ summary: '按证书编号核验称号（无需登录） · Verifies a title by the number of its certificate, without a token' })
  @ApiOkResponse({ description: '最少的字段与当前状态；浏览器得到网页 · The least there is to know, and the status of today; a browser gets a page', content: { 'application/json': { schema: { type: 'object', additionalProperties: true } }, 'text/html': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 404, description: '没有这个编号 · There is no such number', type: ProblemAnswer })
  async verify(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Param('certificate') certificate: string): Promise<CertificateAnswer | string> {
    new QueryParameters(parametersOf(request)).done();
    let answer: CertificateAnswer;
    try {
      answer = await this.bus.execute(new CertificateQuestion(idOf('certificate', certificate)));
    } catch (error) {
      const missed = missedBy(error, request, reply);
      if (missed === null) throw error;
      return missed;
    }
    // A title may be revoked at any moment: what was true a minute ago is asked for again.
    void reply.header('Cache-Control', 'no-store');
    if (request.headers.accept?.includes('text/html') !== true) return answer;
    void reply.type('text/html; charset=utf-8');
    return page(answer, languageOf(request.headers['accept-language']));
  }
}

function page(answer: CertificateAnswer, language: 'zh' | 'en'): string {
  const { certificate, status, since, holder, unit, programme, tier, conferredOn, until, conferredBy, number, asOf } = answer;
  const words: readonly (readonly [Notice, string | null])[] = [
    [{ zh: '证书编号', en: 'Certificate' }, certificate],
    [{ zh: '状态', en: 'Status' }, since === null ? STATUS[status][language] : `${STATUS[status][language]} (${since})`],
    [{ zh: '持有人', en: 'Holder' }, holder],
    [{ zh: '授予时单位', en: 'Unit at conferral' }, unit[language]],
    [{ zh: '称号', en: 'Title' }, tier[language]],
    [{ zh: '项目', en: 'Programme' }, programme[language]],
    [{ zh: '授予日期', en: 'Conferred on' }, conferredOn],
    [{ zh: '任期至', en: 'Until' }, until],
    [{ zh: '授予机关', en: 'Conferred by' }, conferredBy === null ? null : conferredBy[language]],
    [{ zh: '文号', en: 'Document' }, number],
  ];
  const rows = words.flatMap(([word, value]) => (value === null ? [] : [`<tr><th scope="row">${escaped(word[language])}</th><td>${escaped(value)}</td></tr>`]));
  const title = language === 'zh' ? '称号核验' : 'Title verification';
  const asked = language === 'zh' ? `查询日期 ${asOf}。请将持有人与证书核对。` : `As of ${asOf}. Compare the holder with the paper.`;
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title></head><body><main><h1>${title}</h1><table>${rows.join('')}</table><p>${asked}</p></main></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
