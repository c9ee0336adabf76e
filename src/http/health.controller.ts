import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { House } from '../house';
import { OpenToAll } from './authentication';
import { HOUSE } from './injection';
import { Metrics } from './metrics';
import { LiveAnswer, ReadyAnswer } from './openapi-models';

const PATIENCE_MS = 2_000;

@ApiTags('operation')
@OpenToAll()
@Controller()
export class HealthController {
  constructor(@Inject(HOUSE) private readonly house: House, private readonly metrics: Metrics) {}

  @Get('health/live')
  @ApiOperation({ summary: '进程在运行 · The process runs' })
  @ApiOkResponse({ type: LiveAnswer })
  live(): LiveAnswer {
    return { status: 'live' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: '存储可用且视图跟得上 · Stores answer and views follow the log' })
  @ApiOkResponse({ type: ReadyAnswer })
  @ApiResponse({ status: 503, description: '尚不可用，稍后重试 · Not yet; ask again after Retry-After', type: ReadyAnswer })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { events, documents, keys, projector, config, clock } = this.house;
    const [log, views, keyStore, status] = await Promise.all([answers(events.head()), answers(documents.setting('health')), answers(keys.isDestroyed('health')), projector.status()]);
    const stores = { events: log, documents: views, keys: keyStore };
    const ready = log === 'up' && views === 'up' && keyStore === 'up' && status.healthy;
    const { state, stalled, position, head, lagEvents, lagSeconds, parked, live, build } = status;
    const answer: ReadyAnswer = {
      status: ready ? 'ready' : 'notReady', profile: config.profile, businessTime: clock.now(), stores,
      projector: { state, healthy: status.healthy, stalled, position, head, lagEvents, lagSeconds, parked, generation: live?.generation ?? null, build },
    };
    void reply.code(ready ? 200 : 503).headers(ready ? {} : { 'Retry-After': '2' }).send(answer);
  }

  @Get('metrics')
  @ApiOperation({ summary: '供 Prometheus 采集的指标 · Metrics for Prometheus' })
  @ApiOkResponse({ description: 'Prometheus 文本格式 · In the text format of Prometheus', content: { 'text/plain': { schema: { type: 'string' } } } })
  async prometheus(@Res() reply: FastifyReply): Promise<void> {
    void reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}

/** A store that does not answer in time is down for whoever asks now. */
async function answers(question: Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), PATIENCE_MS);
  });
  try {
    return await Promise.race([question.then(() => 'up' as const, () => 'down' as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
