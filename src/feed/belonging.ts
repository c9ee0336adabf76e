import { subjectOf } from '../../projections/audit-trail/audit-trail';
import type { OrgId, Revision, StreamName } from '../domain/facts';
import type { StoredEnvelope } from '../event-store/event-store';

/** Whose an event is, as far as its envelope says. */
export interface Belonging {
  readonly stream: StreamName;
  /** The unit in whose post it was done, and those that it names; none where a teacher acted for herself or a day passed. */
  readonly units: readonly OrgId[];
  /** The one person or team it is about. */
  readonly subject: string | null;
  /** How far the tree of units was read when it was decided; −1 where it was not. */
  readonly tree: Revision;
  /** Programmes and units are published for everybody. */
  readonly everybodys: boolean;
}

/** Both sides of these have to know. */
const MOVES: ReadonlySet<string> = new Set(['Transferred', 'SeatsTransferred']);

export function belongingOf({ type, stream, data, meta }: Pick<StoredEnvelope, 'type' | 'stream' | 'data' | 'meta'>): Belonging {
  const named = [data['unit'], data['org'], ...(MOVES.has(type) ? [data['from'], data['to']] : [])];
  return {
    stream,
    units: [meta.capacity?.org, ...named].filter((unit) => typeof unit === 'string'),
    // A notice says to whom.
    subject: subjectOf({ stream, data, meta }) ?? (type === 'NoticeQueued' && typeof data['to'] === 'string' ? data['to'] : null),
    tree: meta.context.orgs ?? -1,
    everybodys: stream === 'orgs' || stream.startsWith('programme-'),
  };
}
