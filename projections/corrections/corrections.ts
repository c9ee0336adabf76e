import type { EventType } from '../../src/domain/catalogue';
import { holderOfStream, type HolderKind, type JsonObject } from '../../src/domain/facts';
import type { CollectionSpec, Comparison, Query } from '../../src/read-models/document-store';
import { sumAsOf, type DayCounts } from '../facts-of';
import type { ProjectedEvent, Projection } from '../projection';

export type CorrectionKind = 'CORRECTED' | 'VOIDED' | 'HOURS_VOIDED' | 'IDENTITY_CORRECTED' | 'MERGED' | 'PARTED';

/** An outcome that somebody was asked to look at, or that was reversed, because of it. */
export interface Touched extends JsonObject {
  readonly event: string;
  /** REVIEW: a body is asked; REVERSED: the same append took the title away. */
  readonly how: 'REVIEW' | 'REVERSED';
  readonly outcome: string;
  readonly outcomeType: string;
  readonly title: string | null;
}

/** One change of what the record says: who made it, when it was known, and what it touched. */
export interface CorrectionDocument extends JsonObject {
  readonly event: string;
  readonly kind: CorrectionKind;
  readonly holder: string;
  readonly holderKind: HolderKind;
  /** Type of the fact that reads otherwise; of a void the fact's id alone is told. */
  readonly type: string | null;
  /** The first wording of the fact, or the training whose hours were voided; of a merger, none. */
  readonly fact: string | null;
  /** Of a merger: the other dossier. */
  readonly other: string | null;
  readonly reasonCode: string | null;
  /** From when the fact holds as it reads now, and the day of acting. */
  readonly effectiveOn: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly post: string | null;
  readonly org: string | null;
  readonly act: JsonObject | null;
  readonly touched: readonly Touched[];
}

/** How many of a kind were made on each day. */
export interface CorrectionCount extends JsonObject {
  readonly kind: CorrectionKind;
  readonly days: DayCounts;
}

export const CORRECTIONS = 'corrections_v4';
export const correctionCounts: CollectionSpec = { name: 'corrections_v4_counts', indexes: [] };

/** Types that can be corrected, and those that are a change by themselves. */
const EVENTS = [
  'TeacherRegistered', 'Transferred', 'ConsentGiven', 'CompletedTraining', 'AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified',
  'TitleConferred', 'TitleRevoked', 'TitleRenewed', 'ExternalRecognitionRecorded', 'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded',
  'SanctionRecorded', 'LeaveStarted', 'LeaveEnded', 'LegacyTitleImported', 'TeamRegistered', 'MemberJoined', 'MemberLeft', 'LeaderChanged',
  'FactVoided', 'TrainingHoursVoided', 'IdentityCorrected', 'IdentitiesMerged', 'MergeUndone', 'ReviewRequired',
] as const satisfies readonly EventType[];

export const corrections: Projection<CorrectionDocument> = {
  name: 'corrections',
  version: 4,
  events: EVENTS,
  collection: {
    name: CORRECTIONS,
    indexes: [{ field: 'recordedAt', type: 'text' }, { field: 'holder', type: 'text' }, { field: 'kind', type: 'text', alone: false }, { field: 'on', type: 'text', alone: false }],
    compound: [['kind', 'recordedAt']],
  },
  derived: [correctionCounts],
  keys: (event) => {
    if (event.type === 'ReviewRequired') return listed(event.data['facts']).slice(0, 1);
    const own = kindOf(event) === null ? [] : [event.id];
    return event.type === 'TitleRevoked' && event.meta.corrects === undefined ? [...own, event.meta.cause] : own;
  },
  fold(body, event) {
    const { id, type, data, meta } = event;
    if (body !== undefined && type === 'ReviewRequired') return touch(body, { event: id, how: 'REVIEW', outcome: String(data['outcome']), outcomeType: String(data['outcomeType']), title: textOf(data['title']) });
    if (body !== undefined && type === 'TitleRevoked' && meta.cause === body.event) return touch(body, { event: id, how: 'REVERSED', outcome: String(meta.standsOn?.[0] ?? id), outcomeType: 'TitleConferred', title: textOf(data['title']) });
    const kind = kindOf(event);
    // Of a fact that came with a merged dossier: that one, which has it when the two are parted (E6).
    const holder = holderOfStream(meta.about ?? event.stream);
    if (body !== undefined || kind === null || holder === null) return body;
    const { capacity, act } = meta;
    return {
      event: id, kind, holder: holder.id, holderKind: holder.kind,
      type: kind === 'CORRECTED' ? type : kind === 'HOURS_VOIDED' ? 'CompletedTraining' : kind === 'IDENTITY_CORRECTED' ? 'TeacherRegistered' : null,
      fact: kind === 'CORRECTED' ? (meta.corrects ?? null) : textOf(data['event'] ?? data['training'] ?? data['registration']),
      other: kind === 'MERGED' ? textOf(data['into']) : kind === 'PARTED' ? textOf(data['from']) : null,
      reasonCode: textOf(data['reasonCode']),
      effectiveOn: meta.effectiveOn, on: meta.context.today, recordedAt: event.recordedAt,
      actor: meta.actor, post: capacity?.post ?? null, org: capacity?.org ?? null,
      act: act === undefined ? null : (JSON.parse(JSON.stringify(act)) as JsonObject),
      touched: [],
    };
  },
  // What it touched comes later, and makes it no other correction.
  derive: (before, { kind, on }) => (before === undefined ? [{ kind: 'add', collection: correctionCounts.name, id: kind, key: { kind }, add: { [on]: 1 } }] : []),
};

/** What changed; null for a fact that is told for the first time. Of a merger and of its undoing the first of the two that say so counts. */
function kindOf({ type, stream, data, meta }: ProjectedEvent): CorrectionKind | null {
  switch (type) {
    case 'FactVoided': return 'VOIDED';
    case 'TrainingHoursVoided': return 'HOURS_VOIDED';
    case 'IdentityCorrected': return 'IDENTITY_CORRECTED';
    case 'IdentitiesMerged': return stream === `teacher-${String(data['from'])}` ? 'MERGED' : null;
    case 'MergeUndone': return stream === `teacher-${String(data['into'])}` ? 'PARTED' : null;
    default: return meta.corrects === undefined ? null : 'CORRECTED';
  }
}

function touch(body: CorrectionDocument, touched: Touched): CorrectionDocument {
  return { ...body, touched: [...body.touched, touched] };
}

export interface CorrectionFilter {
  /** Made on this day or before. */
  readonly asOf: string;
  readonly kind?: CorrectionKind;
  /** Any of several. */
  readonly holders?: readonly string[];
}

export function correctionsWhere({ asOf, kind, holders }: CorrectionFilter): readonly Comparison[] {
  return [{ field: 'on', lte: asOf }, ...(kind === undefined ? [] : [{ field: 'kind', eq: kind }]), ...(holders === undefined ? [] : [{ field: 'holder', in: holders }])];
}

/** The newest first; what was recorded together, by event. */
export function correctionsQuery(filter: CorrectionFilter, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: correctionsWhere(filter), sort: [{ field: 'recordedAt', descending: true }], ...page };
}

/** How many of each kind had been made by the day; kinds of which there were none are left out. */
export function countsAsOf(counts: Iterable<JsonObject>, { asOf, kind }: CorrectionFilter): { readonly [kind: string]: number } {
  return Object.fromEntries([...counts].flatMap((body) => {
    const { kind: of, days } = body as CorrectionCount;
    const sum = kind === undefined || of === kind ? sumAsOf(days, asOf) : 0;
    return sum === 0 ? [] : [[of, sum] as const];
  }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
