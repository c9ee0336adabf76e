import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Asker } from '../queries/reader';
import { actingAsOf, callerOf } from './authentication';
import { EdgeError } from './edge-error';
import { NamedCodesInterceptor } from './named-codes.interceptor';
import { ProblemAnswer } from './openapi-models';
import { PositionInterceptor } from './position.interceptor';
import { said } from './sentences';

const ID = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u;

/** Everything that the questions of one controller have in common. */
export const Queries = (tag: string): ClassDecorator => applyDecorators(ApiTags(tag), ApiBearerAuth(), UseInterceptors(PositionInterceptor, NamedCodesInterceptor));

/** One question: what it answers, and the names of its parameters with what they mean. */
export function Answers(summary: string, parameters: { readonly [name: string]: string } = {}): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'Echelon-Position', required: false, description: '等到视图反映此位置(最多 2 秒) · Waits until the views reflect it, 2 s at most' }),
    ApiHeader({ name: 'Echelon-Acting-As', required: false, description: '以哪项任职查阅 · Which appointment to read under' }),
    ...Object.entries(parameters).map(([name, description]) => ApiQuery({ name, required: false, description, type: String })),
    ApiOkResponse({ description: summary, content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } } }),
    ApiResponse({ status: 403, description: '任职不允许查阅 · Appointments do not let one read this', type: ProblemAnswer }),
    ApiResponse({ status: 404, description: '没有所问的对象，或没有筛选条件所写的单位、方案、届次或代码 · What is asked about is not there, or no unit, programme, round or code that a filter names is', type: ProblemAnswer }),
    ApiResponse({ status: 422, description: '参数有误 · A parameter is wrong', type: ProblemAnswer }),
  );
}

/** Parameters that mean the same in many questions. */
export const CHANGES = 'true: 一并给出每次更正、作废的前后内容 · With what each correction or void changed, before and after';
export const AS_OF = '查询的日期，默认今天 · The day asked about, today if left out';
export const UNIT = '单位及其下属 · A unit with those below it';
export const PROGRAMME = '只列此方案的，写方案代码 · Of one programme only, by its id';
export const TIER = '只列此层级的，写规则文件中的代码 · Of one tier only, by its code in the rule file';
export const TRACK = '只列此类别的，写规则文件中的代码 · Of one track only, by its code in the rule file';
export const ROUND = '只列此届次的 · Of one round only, by its id';
export const STAGE = '只列此学段的 · Of one school stage only';
export const LONG_AFTER = '事后多少天以上才登记的，0–3650，默认 30 · Recorded more than so many days after, 0–3650, 30 if left out';
export const AFTER = '上一页的 next；第一页不写 · The page before\'s next; left out for the first page';

export function limitedTo(most: number): string {
  return `每页条数，1–500，默认 ${most} · Lines on a page, 1–500, ${most} if left out`;
}

/** A filter that takes one of these, or some where it may be repeated. */
export function amongst(zh: string, en: string, values: readonly string[]): string {
  return `${zh}：${values.join('、')} · ${en}: ${values.join(', ')}`;
}

export function askerOf(request: FastifyRequest): Asker {
  return { person: callerOf(request).person, actingAs: actingAsOf(request) };
}

/** An id that can be none of ours is not there: 404. */
export function idOf(what: string, value: string): string {
  if (ID.test(value)) return value;
  throw new EdgeError(404, 'notFound', said('noSuchId', { what, id: value.slice(0, 100) }));
}

export function parametersOf(request: FastifyRequest): { readonly [name: string]: unknown } {
  return request.query as { readonly [name: string]: unknown };
}
