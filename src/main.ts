import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { inBoth } from './commands/meanings';
import type { Notice } from './event-store/notice';
import type { House } from './house';
import { BODY_LIMIT, readBodies } from './http/bodies';
import { answerClientError } from './http/client-errors';
import { readFiles } from './http/documents.controller';
import { Metrics } from './http/metrics';
import { NestLog } from './http/nest-log';
import { withPathParameters } from './http/path-parameters';
import { ProblemFilter, withoutMessage } from './http/problem-filter';
import { RouteTable } from './http/route-table';
import { Tokens } from './http/tokens';

/**
 * The server on an open house, ready to listen or to be asked by `inject`. It does not close the house.
 * `forceCloseConnections`: without it `close()` waits for open event streams for ever (pitfalls, "More").
 */
export async function createServer(house: House, log: Logger): Promise<NestFastifyApplication> {
  const { config, clock } = house;
  const routes = new RouteTable();
  const filter = new ProblemFilter(routes, log);
  const adapter = new FastifyAdapter({
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerClientError,
    // Addresses that cannot even be decoded never reach a route.
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) => filter.answer(error, request as FastifyRequest, reply as FastifyReply),
  });
  const server = adapter.getInstance<FastifyInstance>();
  routes.watch(server);
  readBodies(server);
  readFiles(server);
  const metrics = new Metrics(house);
  server.addHook('onClose', () => metrics.stop());
  server.addHook('onResponse', (request, reply, done) => {
    log.info({ method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
    done();
  });
  const tokens = new Tokens({ issuer: config.issuer, data: config.data, clock });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on({ house, tokens, metrics, filter, onTrouble: (what, error) => log.warn({ what, ...withoutMessage(error) }, 'trouble') }), adapter, { bodyParser: false, forceCloseConnections: true, abortOnError: false, logger: new NestLog(log) });
  describe(app);
  await app.init();
  await server.ready();
  return app;
}

/** What every description in the document relies on. */
const DESCRIPTION: Notice = {
  zh: '教师梯队培养的记录系统。日期和时间均为北京时间；“规则文件中的代码”见 GET /programmes/{programme}；“以本人的密钥保存”即加密存放，依法删除后不可再读',
  en: 'The system of record for tiered teacher-talent programmes. Days and minutes are of Asia/Shanghai; codes of a rule file stand in GET /programmes/{programme}; what is kept under somebody\'s own key is encrypted, and cannot be read once her data is erased',
};

/** /docs, with everything it shows served from here. */
function describe(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Echelon 梯队')
    .setDescription(inBoth(DESCRIPTION))
    .setVersion('0.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => withPathParameters(SwaggerModule.createDocument(app, description)), { jsonDocumentUrl: 'docs/openapi.json', yamlDocumentUrl: 'docs/openapi.yaml', customSiteTitle: 'Echelon 梯队' });
}
