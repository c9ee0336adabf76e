import type { EventType } from '../../src/domain/catalogue';
import { daysBetween } from '../../src/domain/dates';
import { holderOfStream, type HolderKind, type JsonObject } from '../../src/domain/facts';
import type { Comparison } from '../../src/read-models/document-store';
import type { ProjectedEvent, Projection } from '../projection';

/** A decision on a title, or a fact of a holder's life, that took effect before the day on which it was entered. */
export interface BackdatedDocument extends JsonObject {
  readonly event: string;
  readonly position: string;
  readonly type: string;
  readonly holder: string;
  readonly holderKind: HolderKind;
  /** Null of a fact of her life, which is of no programme. */
  readonly programme: string | null;
  readonly title: string | null;
  /** The programme, or `LIFE`. */
  readonly of: string;
  readonly effectiveOn: string;
  readonly recordedOn: string;
  readonly days: number;
  readonly actor: string;
  readonly post: string | null;
  readonly org: string | null;
  readonly enteredBy: string | null;
  readonly clause: string | null;
  readonly act: JsonObject | null;
}

export const BACKDATED = 'backdated_v1';
const LIFE = 'LIFE';

const ON_TITLES = [
  'TitleConferred', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRevoked', 'RevocationOverturned', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted',
  'AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified', 'AssessmentDeferred', 'AdmittedToPool', 'LeftPool',
] as const satisfies readonly EventType[];
const OF_LIVES = ['Transferred', 'SubjectChanged', 'StageChanged', 'LeaveStarted', 'LeaveEnded', 'Retired', 'Departed', 'Deceased', 'Reemployed', 'SanctionRecorded', 'SanctionReleased'] as const satisfies readonly EventType[];
const LIVES: ReadonlySet<string> = new Set(OF_LIVES);

export const backdated: Projection<BackdatedDocument> = {
  name: 'backdated',
  version: 1,
  events: [...ON_TITLES, ...OF_LIVES],
  once: true,
  collection: {
    name: BACKDATED,
    indexes: [{ field: 'position', type: 'text' }, { field: 'of', type: 'text', alone: false }, { field: 'recordedOn', type: 'text', alone: false }, { field: 'days', type: 'number', alone: false }],
    compound: [['of', 'position']],
  },
  // What is worded anew is in the ledger of corrections, and holds from the day of the fact by its nature.
  keys: (event) => (event.meta.corrects === undefined && daysLate(event) > 0 && holderOf(event) !== null ? [event.id] : []),
  fold(body, event) {
    const holder = holderOf(event);
    if (holder === null) return body;
    const { id, position, type, data, meta } = event;
    const programme = LIVES.has(type) ? null : textOf(data['programme']);
    return {
      event: id, position, type, holder: holder.id, holderKind: holder.kind, programme, title: textOf(data['title']), of: programme ?? LIFE,
      effectiveOn: meta.effectiveOn, recordedOn: enteredOn(event), days: daysLate(event),
      actor: meta.actor, post: meta.capacity?.post ?? null, org: meta.capacity?.org ?? null, enteredBy: meta.enteredBy ?? null, clause: meta.rule?.clause ?? null,
      act: meta.act === undefined ? null : { ...meta.act, meeting: meta.act.meeting ?? null },
    };
  },
};

/** Of paper that a clerk entered the day of entry, and not the one on which it was signed. */
function enteredOn({ meta: { context } }: ProjectedEvent): string {
  return (context.now ?? context.today).slice(0, 10);
}

function daysLate(event: ProjectedEvent): number {
  return daysBetween(event.meta.effectiveOn, enteredOn(event));
}

/** Of what came with a merged dossier: that one, which has it when the two are parted (E6). */
function holderOf({ stream, meta }: ProjectedEvent): { readonly id: string; readonly kind: HolderKind } | null {
  return holderOfStream(meta.about ?? stream);
}

/** Of the programme, with what is told of lives: those of its holders are for the reader to pick. */
export function backdatedWhere({ programme, days, asOf }: { readonly programme: string; readonly days: number; readonly asOf: string }): readonly Comparison[] {
  return [{ field: 'of', in: [programme, LIFE] }, { field: 'days', gt: days }, { field: 'recordedOn', lte: asOf }];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
