import { CloudEvent } from 'cloudevents';
import type { EventClass, JsonObject, OfficialAct } from '../domain/facts';
import type { LoggedEvent, Position, StoredEnvelope } from '../event-store/event-store';
import { belongingOf, type Belonging } from './belonging';

/** What leaves the house of one event, made once and shared by everybody who may see it. */
export interface Frame {
  readonly position: Position;
  readonly class: EventClass;
  readonly type: string;
  readonly programme: string | null;
  readonly belonging: Belonging;
  /** As server-sent event; made when first asked for. */
  bytes(): Buffer;
}

/** Rendered frames that are kept for those who catch up at the same time. */
const MOST_FRAMES = 8_192;

/** Envelopes as CloudEvents 1.0 in server-sent events. Private and sealed parts are not even looked at. */
export class Frames {
  readonly #kept = new Map<Position, Frame>();

  /** @param log `EventStore.identity()`: the source of every event. */
  constructor(private readonly log: string) {}

  of(event: LoggedEvent): Frame {
    const { position, envelope } = event;
    const known = this.#kept.get(position);
    if (known !== undefined) return known;
    let rendered: Buffer | undefined;
    const frame: Frame = {
      position,
      class: envelope.meta.class,
      type: envelope.type,
      programme: programmeOf(envelope),
      belonging: belongingOf(envelope),
      bytes: () => (rendered ??= Buffer.from(serverSent(position, envelope, cloudEvent(this.log, position, envelope)), 'utf8')),
    };
    this.#kept.set(position, frame);
    if (this.#kept.size > MOST_FRAMES) for (const [oldest] of this.#kept) {
      this.#kept.delete(oldest);
      break;
    }
    return frame;
  }
}

/** Structured mode; extension attributes are lower-case letters and digits only (pitfalls.md, "More": a capital throws). */
export function cloudEvent(log: string, position: Position, { id, type, version, stream, revision, recordedAt, data, meta }: StoredEnvelope): CloudEvent<JsonObject> {
  const programme = meta.rule?.programme;
  return new CloudEvent({
    id,
    source: `urn:echelon:log:${log}`,
    type: `echelon.${type}`,
    subject: stream,
    time: recordedAt,
    datacontenttype: 'application/json',
    dataschema: `urn:echelon:schema:${type}:${version}`,
    logposition: position,
    streamrevision: revision,
    eventclass: meta.class,
    effectiveon: meta.effectiveOn,
    ...(programme === undefined ? {} : { programme }),
    ...(meta.rule === undefined ? {} : { programmeversion: meta.rule.version, clause: meta.rule.clause }),
    ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }),
    correlation: meta.correlation,
    data: { fact: data, capacity: meta.capacity, act: meta.act === undefined ? null : actOf(meta.act), standsOn: [...(meta.standsOn ?? [])] },
  });
}

function actOf({ meeting, ...act }: OfficialAct): JsonObject {
  return { ...act, meeting: meeting ?? null };
}

function serverSent(position: Position, { id, type }: StoredEnvelope, event: CloudEvent<JsonObject>): string {
  // JSON has no line break of its own, so one data line holds it.
  return `id: ${feedId(position, id)}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Whatever leaves the house as a position carries the event's id beside it, so that another log is noticed. */
export function feedId(position: Position, event: string): string {
  return `${position}~${event}`;
}

export interface FeedPlace {
  readonly position: Position;
  readonly event: string | null;
}

/** An id of this feed, or a position that a command answered; null: neither. */
export function feedPlace(text: string): FeedPlace | null {
  const [, position, event] = /^([0-9A-Za-z-]{1,64})(?:~([0-9a-f-]{36}))?$/u.exec(text) ?? [];
  return position === undefined ? null : { position, event: event ?? null };
}

function programmeOf({ data, meta, stream }: StoredEnvelope): string | null {
  const stated = data['programme'];
  if (typeof stated === 'string') return stated;
  return meta.rule?.programme ?? meta.context.programme?.id ?? (stream.startsWith('programme-') ? stream.slice('programme-'.length) : null);
}
