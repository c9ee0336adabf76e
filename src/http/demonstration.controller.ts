import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { instantOf } from '../audit/as-known';
import { shanghaiSecond } from '../clock';
import { InputError, Text, validated } from '../commands/input';
import { isBusinessDate, type BusinessDate, type Instant } from '../domain/dates';
import type { Position } from '../event-store/event-store';
import { demonstrationStamp, stampDemonstration, type House } from '../house';
import { MayNotReadError, Reader } from '../queries/reader';
import { bodyOf } from './command-request';
import { EdgeError } from './edge-error';
import { HOUSE } from './injection';
import { ProblemAnswer } from './openapi-models';
import { edgeOf } from './position.interceptor';
import { askerOf } from './query-answers';

export class ClockBody {
  @Text(40, { means: { zh: '拨到何时：带时差的时刻，或日期（指北京时间当日早晨）', en: 'A moment with its offset, or a day, whose morning in Shanghai is meant' } }) readonly now: string;
}

class NamesAnswer {
  @ApiProperty() readonly zh: string;
  @ApiProperty() readonly en: string;
}

export class ClockAnswer {
  @ApiProperty({ format: 'date-time' }) readonly now: Instant;
  @ApiProperty({ format: 'date' }) readonly today: BusinessDate;
  @ApiProperty({ nullable: true, type: String, description: '查询时放入 Echelon-Position · For Echelon-Position' }) readonly position: Position | null;
  /** What the demonstration tells of these days and could not carry out, because somebody had done something else. */
  @ApiProperty({ type: [NamesAnswer] }) readonly halted: readonly NamesAnswer[];
}

/**
 * A round takes weeks: who tries one out moves the demonstration's own clock, and what its other bureaux did meanwhile
 * happens. A real store has no such clock.
 */
@ApiTags('operation')
@ApiBearerAuth()
@Controller()
export class DemonstrationController {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Post('demonstration/clock')
  @HttpCode(200)
  @ApiOperation({ operationId: 'MoveDemonstrationClock', summary: '拨动演示环境的业务时钟(只能向前) · Move the business clock of a demonstration, forward only' })
  @ApiBody({ type: ClockBody })
  @ApiOkResponse({ type: ClockAnswer })
  @ApiResponse({ status: 409, description: '不是演示环境，或时间倒退 · No demonstration, or backwards', type: ProblemAnswer })
  async move(@Req() request: FastifyRequest): Promise<ClockAnswer> {
    await this.mayMove(request);
    const wanted = momentOf(validated(ClockBody, bodyOf(request, false)).now);
    // One after the other: whoever comes second finds the clock where the first has moved it.
    const moved = this.moving.then(() => this.moveTo(wanted));
    this.moving = moved.catch(() => undefined);
    return moved;
  }

  private async moveTo(wanted: Instant): Promise<ClockAnswer> {
    const { config, clock, application, events, meanwhile } = this.house;
    if ((await demonstrationStamp(config)) === undefined) {
      throw new EdgeError(409, 'notDemonstration', { zh: '这里不是演示环境，业务时钟就是真实时间，不能拨动。', en: 'This is no demonstration: its business clock is the real one and is not moved.' });
    }
    if (wanted >= LAST_DAY) throw new InputError([{ path: 'now', notice: { zh: '演示环境的时钟最多拨到 2099 年；拨过去就回不来。', en: 'The clock of a demonstration goes up to 2099 at most: it never comes back.' } }]);
    const now = clock.now();
    if (wanted <= now) throw new EdgeError(409, 'clockBackwards', { zh: `业务时钟只能向前拨，现在是 ${shanghaiSecond(now)}（北京时间）。请给出更晚的时间。`, en: `The business clock moves forward only and it is ${shanghaiSecond(now)} (Asia/Shanghai). Give a later moment.` });
    await stampDemonstration(config, now, wanted);
    const halted = (await meanwhile?.playUntil(wanted)) ?? [];
    // It has run on beside what was played, and never goes back.
    if (wanted > clock.now()) clock.set(wanted);
    await stampDemonstration(config, clock.now());
    // What falls due by the new day is recorded before the answer, so that the next step finds it.
    await application.reactor.rest();
    return { now: clock.now(), today: clock.today(), position: await events.head(), halted: halted.map(({ zh, en }) => ({ zh, en })) };
  }

  private async mayMove(request: FastifyRequest): Promise<void> {
    const { person, actingAs } = askerOf(request);
    const { people, orgs, today } = await this.house.application.desk.world();
    const reader = new Reader(person, people.state, orgs.state, today, actingAs);
    if (!reader.holds('BureauOfficer', 'SystemOperator')) throw edgeOf(new MayNotReadError(person, 'demonstration/clock', reader.posts, ['BureauOfficer', 'SystemOperator']));
  }
}

/** A clock that went too far never comes back, and its folder is lost. */
const LAST_DAY: Instant = '2100-01-01T00:00:00.000Z';

function momentOf(text: string): Instant {
  const moment = isBusinessDate(text) ? new Date(`${text}T09:00:00+08:00`).toISOString() : instantOf(text);
  if (moment === null) throw new InputError([{ path: 'now', notice: { zh: '请写作 2019-06-03 或 2019-06-03T09:00:00+08:00。', en: 'Write 2019-06-03 or 2019-06-03T09:00:00+08:00.' } }]);
  return moment;
}
