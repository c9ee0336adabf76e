import { Controller, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandOf } from '../application';
import { inBoth, meanings } from '../commands/meanings';
import { NoBody } from '../commands/no-body';
import { OnPaperInput } from '../commands/on-paper';
import { useCases } from '../commands/use-cases';
import { mayBeOnPaper } from '../domain/people/on-paper';
import { callerOf } from './authentication';
import { answerCommand } from './command-answer';
import { bodyOf, senderOf, targetOf } from './command-request';
import { commandRoutes, NUMBERS, type CommandRoute } from './command-routes';
import { Metrics } from './metrics';
import { CommandAnswer, OperationAnswer, ProblemAnswer } from './openapi-models';

/** All commands go one way; `command-routes.ts` says which there are. */
@ApiBearerAuth()
@ApiExtraModels(CommandAnswer, OperationAnswer, ProblemAnswer, OnPaperInput)
@Controller()
export class CommandsController {
  constructor(private readonly bus: CommandBus, private readonly metrics: Metrics) {}

  async carryOut(route: CommandRoute, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { useCase } = route;
    const started = performance.now();
    let outcome = 'failed';
    try {
      const sender = senderOf(request, callerOf(request));
      // Told at once: also a request that fails is repeated under this key.
      void reply.header('Idempotency-Key', sender.idempotencyKey);
      const target = targetOf(request);
      const command = commandOf(useCase, sender, target, bodyOf(request, useCase === 'PublishProgrammeVersion'));
      const answer = await this.bus.execute(command);
      outcome = answer.kind;
      answerCommand(request, reply, { route, sender, target, outcome: answer });
    } finally {
      this.metrics.command(useCase, outcome, (performance.now() - started) / 1000);
    }
  }
}

for (const route of commandRoutes) {
  define(route);
  if (route.ofTeam !== undefined) define({ ...route, path: route.ofTeam, tag: 'teams' }, 'OfTeam');
}

/** The body under its name, and beside it the paper that it is entered from, where a clerk may. */
function bodyDecorators(useCase: string, body: new () => object): readonly MethodDecorator[] {
  const none = body === NoBody;
  if (!mayBeOnPaper(useCase)) return none ? [] : [ApiBody({ type: body })];
  const onPaper = { type: 'object' as const, properties: { onPaper: { description: inBoth(meanings.onPaper), allOf: [{ $ref: getSchemaPath(OnPaperInput) }] } } };
  return none ? [ApiBody({ required: false, schema: onPaper })] : [ApiExtraModels(body), ApiBody({ schema: { allOf: [{ $ref: getSchemaPath(body) }, onPaper] } })];
}

/** Gives the controller a method for one route, with the decorators that a method written by hand would carry. */
function define(route: CommandRoute, suffix = ''): void {
  const { useCase, path, tag, made } = route;
  const name = `${useCase.charAt(0).toLowerCase()}${useCase.slice(1)}${suffix}`;
  const value = function (this: CommandsController, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.carryOut(route, request, reply);
  };
  Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(CommandsController.prototype, name, { value, writable: true, configurable: true });
  Req()(CommandsController.prototype, name, 0);
  Res()(CommandsController.prototype, name, 1);
  const { body } = useCases[useCase];
  const refusals = [400, 401, 403, 404, 409, 412, 413, 415, 422, 503].map((status) => ApiResponse({ status, content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemAnswer) } } } }));
  const decorators: readonly MethodDecorator[] = [
    Post(path),
    ApiTags(tag),
    ApiOperation({ operationId: `${useCase}${suffix}`, summary: inBoth(route) }),
    ...[...path.matchAll(/:(\w+)/gu)].map(([, parameter = '']) => ApiParam({ name: parameter, type: NUMBERS.has(parameter) ? Number : String })),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一请求重发时用同一个键；不给则由服务器生成并返回 · The same for a request sent again; made by the server and answered where it is left out' }),
    ApiHeader({ name: 'If-Match', required: false, description: '所看到的版本 · The revision that was seen' }),
    ApiHeader({ name: 'Echelon-Acting-As', required: false, description: '以哪一项任职操作 · The appointment to act under' }),
    ApiHeader({ name: 'Accept-Language', required: false, description: 'title 和 detail 的语言，zh（默认）或 en · Language of title and detail, zh (default) or en' }),
    ApiConsumes(...(useCase === 'PublishProgrammeVersion' ? ['application/json', 'application/yaml'] : ['application/json'])),
    ...bodyDecorators(useCase, body),
    ApiResponse({ status: made === undefined ? 200 : 201, type: CommandAnswer }),
    ApiResponse({ status: 202, type: OperationAnswer }),
    ...refusals,
  ];
  const descriptor = Object.getOwnPropertyDescriptor(CommandsController.prototype, name);
  if (descriptor === undefined) throw new Error(`${name} was not defined`);
  for (const decorate of decorators) decorate(CommandsController.prototype, name, descriptor);
}
