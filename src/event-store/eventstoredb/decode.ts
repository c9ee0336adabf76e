import type { AllStreamResolvedEvent, RecordedEvent, ResolvedEvent } from '@eventstore/db-client';
import { StoreRefusedError, type LoggedEvent, type StoredEnvelope } from '../event-store';
import { positionText, type LogPosition } from './positions';

/** Holds the identity of the log; its event is no fact. */
export const IDENTITY_STREAM = 'echelon-store';

/** The event of a record, or undefined for what is not ours: system events, metadata streams, links, the identity. */
export function decode(resolved: AllStreamResolvedEvent | ResolvedEvent): LoggedEvent | undefined {
  const event = resolved.event;
  if (event === undefined || isForeign(event)) return undefined;
  const position = positionOf(resolved);
  if (!isEnvelope(event.data) || !agrees(event, event.data)) throw damaged(event, position);
  return { position: positionText(position), envelope: event.data };
}

export function positionOf(resolved: AllStreamResolvedEvent | ResolvedEvent): LogPosition {
  const position = resolved.event?.position;
  if (position === undefined) {
    throw new StoreRefusedError({
      zh: '该 EventStoreDB 读取流时不返回事件位置；请使用 22.6 或更高版本。',
      en: 'This EventStoreDB gives no position with the events of a stream; use version 22.6 or later.',
    });
  }
  return position;
}

/** A `$` in front marks what the server writes for itself, in `$$stream` the metadata; `$>` is a link. */
function isForeign(event: RecordedEvent): boolean {
  return event.streamId.startsWith('$') || event.type.startsWith('$') || event.streamId === IDENTITY_STREAM;
}

/** Malformed JSON comes back as a string, not as an error (pitfalls.md, 4b 13). */
function isEnvelope(data: unknown): data is StoredEnvelope {
  return typeof data === 'object' && data !== null && 'id' in data && 'stream' in data && 'revision' in data && 'type' in data && 'data' in data && 'meta' in data && 'private' in data;
}

/** The server's own fields against the envelope's: a copied or edited event must not pass for another. */
function agrees(event: RecordedEvent, envelope: StoredEnvelope): boolean {
  return envelope.id === event.id && envelope.stream === event.streamId && envelope.revision === Number(event.revision) && envelope.type === event.type;
}

function damaged(event: RecordedEvent, position: LogPosition): StoreRefusedError {
  const where = `${event.streamId}@${event.revision} (${event.type}, ${event.id}, ${positionText(position)})`;
  return new StoreRefusedError({
    zh: `事件库中的事件 ${where} 不是本系统写入的，或已与其位置不符。请检查是否有其他程序写入该库，或从备份恢复；读取在此停止，不会跳过。`,
    en: `Event ${where} was not written by Echelon or does not agree with its place. See whether another program writes to this store, or restore a backup; reading stops here and skips nothing.`,
  });
}
