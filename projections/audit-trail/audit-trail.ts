import { catalogue } from '../../src/domain/catalogue';
import type { EventType } from '../../src/domain/catalogue';
import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { ProjectedEvent, Projection } from '../projection';

/** Who did what, as whom, when, to whom, under which clause and act: one document for each event. */
export interface AuditEntry extends JsonObject {
  readonly event: string;
  readonly position: string;
  readonly type: string;
  readonly class: string;
  readonly stream: string;
  readonly revision: number;
  /** When we learned it (UTC), and the business day on which it holds. */
  readonly recordedAt: string;
  readonly effectiveOn: string;
  readonly useCase: string;
  readonly actor: string;
  readonly appointment: string | null;
  readonly post: string | null;
  readonly org: string | null;
  /** The delegator, where the actor acted under another's appointment; absent where she did not. */
  readonly onBehalfOf?: string;
  /** The clerk who entered it for the actor. */
  readonly enteredBy: string | null;
  /** The officer's paper that it was entered from, and the clerk's own post; absent where there was none. */
  readonly paper?: JsonObject;
  readonly via: string | null;
  /** The one person or team it is about; null where it is about several or none. */
  readonly subject: string | null;
  readonly round: string | null;
  readonly nomination: string | null;
  readonly programme: string | null;
  readonly rule: string | null;
  readonly clause: string | null;
  readonly programmeVersion: number | null;
  readonly act: JsonObject | null;
  readonly corrects: string | null;
  readonly correlation: string;
  readonly cause: string;
}

const EVENTS = Object.keys(catalogue) as readonly EventType[];
export const AUDIT_TRAIL = 'audit_trail_v3';

export const auditTrail: Projection<AuditEntry> = {
  name: 'audit-trail',
  version: 3,
  events: EVENTS,
  once: true,
  collection: {
    name: AUDIT_TRAIL,
    indexes: [
      { field: 'position', type: 'text' },
      { field: 'type', type: 'text', alone: false },
      { field: 'class', type: 'text', alone: false },
      { field: 'recordedAt', type: 'text', alone: false },
      { field: 'effectiveOn', type: 'text', alone: false },
      { field: 'actor', type: 'text', alone: false },
      // Asked for with a round or by an auditor who waits: no order of its own.
      { field: 'enteredBy', type: 'text', alone: false },
      { field: 'subject', type: 'text', alone: false },
      { field: 'round', type: 'text', alone: false },
      { field: 'clause', type: 'text', alone: false },
    ],
    // One line for every event there is, and always in the order of the log: each index more costs a rebuild about a tenth.
    compound: [
      ['subject', 'position'],
      ['round', 'position'],
      ['actor', 'position'],
      ['clause', 'position'],
    ],
  },
  keys: (event) => [event.id],
  fold(_body, event) {
    const { id, position, type, stream, revision, recordedAt, data, meta } = event;
    return {
      event: id,
      position,
      type,
      class: meta.class,
      stream,
      revision,
      recordedAt,
      effectiveOn: meta.effectiveOn,
      useCase: meta.useCase,
      actor: meta.actor,
      appointment: meta.appointment,
      post: meta.capacity?.post ?? null,
      org: meta.capacity?.org ?? null,
      ...(meta.onBehalfOf === undefined ? {} : { onBehalfOf: meta.onBehalfOf }),
      enteredBy: meta.enteredBy ?? null,
      ...(meta.paper === undefined ? {} : { paper: { ...meta.paper } }),
      via: meta.via ?? null,
      subject: subjectOf(event),
      round: roundOf(event),
      nomination: text(data['nomination']),
      programme: meta.rule?.programme ?? text(data['programme']),
      // A refusal names its rule in its data; a decision stands on a clause in its meta.
      rule: text(data['rule']),
      clause: meta.rule?.clause ?? text(data['clause']),
      programmeVersion: meta.rule?.version ?? null,
      act: meta.act === undefined ? null : { ...meta.act, meeting: meta.act.meeting ?? null },
      corrects: meta.corrects ?? null,
      correlation: meta.correlation,
      cause: meta.cause,
    };
  },
};

/** Of what came with a merged dossier: that one, which has it when the two are parted (E6). */
export function subjectOf({ stream, data, meta }: Pick<ProjectedEvent, 'stream' | 'data' | 'meta'>): string | null {
  return holderOfStream(meta.about ?? stream)?.id ?? text(data['teacher']) ?? text(data['person']) ?? text(data['host']) ?? text(data['member']) ?? text(data['mentee']);
}

function roundOf({ stream, data }: ProjectedEvent): string | null {
  return text(data['round']) ?? after('round-', stream) ?? roundOfPanel(stream);
}

/** `panel-<round>-<n>` */
export function roundOfPanel(stream: string): string | null {
  const rest = after('panel-', stream);
  return rest === null ? null : rest.slice(0, rest.lastIndexOf('-'));
}

function after(prefix: string, stream: string): string | null {
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : null;
}

function text(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
