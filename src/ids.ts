import { v5, v7 } from 'uuid';
import type { CommandId, EventId } from './domain/facts';

/** Namespace of every name-based id of this product (RFC 9562, version 5). */
const NAMESPACE = '6f1d2a52-8f0a-5b57-9a86-3c5e1f0f7b11';

/** Parts are joined by a character that none of them may contain, so that no two lists make one name. */
function name(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('\u001f', '\ufffd')).join('\u001f');
}

export function commandId(issuer: string, subject: string, useCase: string, idempotencyKey: string): CommandId {
  return v5(name([issuer, subject, useCase, idempotencyKey]), NAMESPACE);
}

/** Ids that a command creates: a retried creation finds its stream. */
export function createdId(command: CommandId, ordinal: number | string): string {
  return v5(name([command, String(ordinal)]), NAMESPACE);
}

/** Fresh per attempt; sent again only to settle an unknown outcome at the same revision. */
export type NewEventId = () => EventId;
export const newEventId: NewEventId = () => v7();
