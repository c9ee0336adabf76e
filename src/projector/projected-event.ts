import type { EventType } from '../domain/catalogue';
import type { LoggedEvent } from '../event-store/event-store';
import { eventTypes } from '../event-store/upcasters';
import type { ProjectedEvent, SealedReference } from '../../projections/projection';

const NO_PARTS: ProjectedEvent['private'] = Object.freeze({});

/** What a projection sees of an envelope: no key is needed, private parts stay under theirs. */
export function projected({ position, envelope }: LoggedEvent): ProjectedEvent {
  return {
    position,
    id: envelope.id,
    type: envelope.type as EventType,
    stream: envelope.stream,
    revision: envelope.revision,
    recordedAt: envelope.recordedAt,
    // A view reads every written version as today's, as decisions do.
    data: eventTypes.data(envelope.type, envelope.version, envelope.data),
    private: references(envelope),
    meta: envelope.meta,
  };
}

function references(envelope: LoggedEvent['envelope']): ProjectedEvent['private'] {
  let parts: { [person: string]: SealedReference } | undefined;
  for (const person in envelope.private) {
    const part = envelope.private[person];
    if (part === undefined) continue;
    (parts ??= {})[person] = { event: envelope.id, person, cipher: part.cipher };
  }
  return parts ?? NO_PARTS;
}
