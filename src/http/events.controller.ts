import { Controller, Get, Inject, Req, Res, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AUDIT_TRAIL } from '../../projections/audit-trail/audit-trail';
import { NotFoundError } from '../commands/errors';
import { catalogue, type EventType } from '../domain/catalogue';
import type { EventClass, OrgId } from '../domain/facts';
import type { Position } from '../event-store/event-store';
import { Feed, FeedFullError, ForeignPlaceError } from '../feed/feed';
import { feedPlace } from '../feed/frames';
import { FOLLOWERS, granted } from '../feed/grants';
import { Reach } from '../feed/reach';
import { SocketSink } from '../feed/socket-sink';
import { Whereabouts } from '../feed/whereabouts';
import type { House } from '../house';
import { Reader } from '../queries/reader';
import { EdgeError } from './edge-error';
import { HOUSE } from './injection';
import { ProblemAnswer } from './openapi-models';
import { askerOf, idOf, parametersOf } from './query-answers';
import { QueryParameters } from './query-parameters';
import { said } from './sentences';

const TYPES = Object.keys(catalogue) as readonly EventType[];
/** A stream ends after this long and its reader comes back, so that token and appointment are asked for again. */
const LONGEST_STREAM_MS = 3_600_000;
/** From where the log ends when the stream is opened. */
const NOW = 'now';

/** What leaves the house (docs/decisions/feed.md). */
@ApiTags('feed')
@ApiBearerAuth()
@Controller()
export class EventsController implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly whereabouts: Whereabouts;

  constructor(
    private readonly feed: Feed,
    @Inject(HOUSE) private readonly house: House,
  ) {
    this.whereabouts = new Whereabouts(house.application.desk.streams, house.events, house.clock);
  }

  onApplicationBootstrap(): Promise<void> {
    return this.feed.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.feed.stop();
  }

  @Get('events')
  @ApiOperation({ summary: '事件订阅(CloudEvents,SSE) · The events as they are recorded: CloudEvents 1.0 in server-sent events' })
  @ApiQuery({ name: 'after', required: false, type: String, description: `此事件之后；${NOW}：自现在起；不写：从头 · After this event id or position; ${NOW}: from here on; left out: from the start` })
  @ApiQuery({ name: 'type', required: false, isArray: true, enum: TYPES, description: '事件类型，可重复 · Event types, repeatable' })
  @ApiQuery({ name: 'programme', required: false, type: String, description: '方案 · Of one programme' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: '断线后从此继续，优先于 after · Goes on after this one; wins over after' })
  @ApiOkResponse({ description: 'text/event-stream', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 403, description: '任职不允许订阅，或不允许订阅所写的事件类型 · Appointments do not let one follow the feed, or not the types asked for', type: ProblemAnswer })
  @ApiResponse({ status: 404, description: '没有所写的方案 · No programme of that name', type: ProblemAnswer })
  @ApiResponse({ status: 409, description: '标识不属于现在的日志 · The id is not of this log', type: ProblemAnswer })
  async events(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ask = new QueryParameters(parametersOf(request));
    const asked = ask.text('after');
    const types = ask.someOf('type', TYPES);
    const programme = ask.text('programme');
    ask.done();
    const seats = await this.seatsOf(request);
    if (types !== undefined) mayFollow(types, seats);
    if (programme !== undefined) await this.requireProgramme(programme);
    const after = await this.placeOf(request, asked);
    if (this.feed.isFull) throw unavailable();

    reply.hijack();
    const over = new AbortController();
    reply.raw.once('close', () => over.abort(new Error('the reader is gone')));
    const longest = setTimeout(() => over.abort(new Error('long enough')), LONGEST_STREAM_MS);
    try {
      await this.feed.open(new SocketSink(reply.raw), after, { classes: new Set(seats.keys()), reach: new Reach(seats, this.whereabouts), ...(types === undefined ? {} : { types: new Set(types) }), ...(programme === undefined ? {} : { programme }) }, over.signal);
    } finally {
      clearTimeout(longest);
    }
  }

  private async seatsOf(request: FastifyRequest): Promise<ReadonlyMap<EventClass, readonly OrgId[]>> {
    const { person, actingAs } = askerOf(request);
    const world = await this.house.application.desk.world();
    const reader = new Reader(person, world.people.state, world.orgs.state, world.today, actingAs);
    const seats = granted(reader.seated);
    if (seats.size === 0) throw new EdgeError(403, 'mayNotRead', said('mayFollowOnly', { posts: reader.posts.length === 0 ? null : [...reader.posts], may: [...FOLLOWERS] }));
    return seats;
  }

  /** Asked of its own stream: no view has to know yet what was published a moment ago. */
  private async requireProgramme(given: string): Promise<void> {
    const { state } = await this.house.application.desk.programmes.load(idOf('programme', given));
    if (state.versions.size === 0) throw new NotFoundError('programme', given);
  }

  /** `Last-Event-ID` is what a browser's EventSource sends by itself after a break. */
  private async placeOf({ headers }: FastifyRequest, asked: string | undefined): Promise<Position | null> {
    const last = headers['last-event-id'];
    const [name, text] = typeof last === 'string' && last !== '' ? ['Last-Event-ID', last] : ['after', asked];
    if (text === undefined) return null;
    if (text === NOW && name === 'after') return this.feed.head();
    const place = feedPlace(text);
    if (place === null) throw new EdgeError(400, 'eventIdMalformed', said('eventIdMalformed', { name: name ?? 'after' }));
    try {
      await this.feed.check(place);
    } catch (error) {
      if (error instanceof ForeignPlaceError && error.notice !== undefined) throw new EdgeError(409, 'foreignLog', error.notice);
      throw error;
    }
    return place.position;
  }
}

/** A type that none of her posts lets her see would be waited for in vain. */
function mayFollow(types: readonly EventType[], seats: ReadonlyMap<EventClass, unknown>): void {
  const sees = (type: EventType): boolean => seats.has(catalogue[type].class);
  const never = types.filter((type) => !sees(type));
  if (never.length > 0) throw new EdgeError(403, 'mayNotRead', said('mayFollowTypesOnly', { types: never, may: TYPES.filter(sees) }));
}

function unavailable(): EdgeError {
  return new EdgeError(503, 'feedFull', new FeedFullError().notice ?? said('shuttingDown'));
}

/** The feed of a house: places are looked up in the audit trail, which holds one line for each event. */
export const feedProvider = {
  provide: Feed,
  inject: [HOUSE],
  useFactory: ({ events, documents, projector, clock }: House): Feed =>
    new Feed({
      events, clock,
      places: {
        get upTo() {
          return projector.reflected;
        },
        positionOf: async (event) => {
          const position = (await documents.get(projector.views.collection(AUDIT_TRAIL), [event])).get(event)?.body['position'];
          return typeof position === 'string' ? position : null;
        },
      },
    }),
};
