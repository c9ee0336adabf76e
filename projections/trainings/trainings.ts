import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject, OrgId } from '../../src/domain/facts';
import type { OwedFor } from '../../src/domain/assessment/owed';
import { owedSpans, type Asks } from '../../src/domain/assessment/owed-spans';
import { enteredDeltas, enteredSpec, ENTERED_TURNS } from './entered';
import { verdictDeltas, verdictSpecs, VERDICT_TURNS } from './verdicts';
import { addDays, type BusinessDate } from '../../src/domain/dates';
import type { LifeFact } from '../../src/domain/teacher/view';
import type { Comparison, Query } from '../../src/read-models/document-store';
import { dossiersTouched, keptOf, lifeIn, withEvent, type KeptFact } from '../dossier';
import { trainingLife, type TrainingDocument } from './document';
import type { Delta, Projection } from '../projection';
import { OPEN_END } from '../roster/rows';

/** What a training requirement may read of her, and what it counts, and by what her assessments are due. Nothing of her own part: no rule that says whom it is for reads it. */
const EVENTS = [
  'TeacherRegistered', 'Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'SubjectChanged', 'StageChanged', 'IdentitiesMerged', 'MergeUndone', 'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded',
  'TitleConferred', 'TitleRevoked', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned', 'AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified',
  'CompletedTraining', 'TrainingHoursVoided', 'EnrolledInTraining', 'DeliverableSubmitted', 'DeliverableReturned', 'DeliverableAccepted',
  'AssessmentDeferred',
  'FactVoided',
] as const satisfies readonly EventType[];

export const TRAININGS = 'trainings_v7';

/** Days on which one of hers may owe an assessment, whoever is to conclude it, with all that tells whether it does. */
export interface OwedRow extends JsonObject {
  readonly teacher: string;
  readonly programme: string;
  readonly by: OwedFor;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Where she is on these days. */
  readonly unit: OrgId;
  readonly asks: Asks;
}

export const OWED_ROWS = 'trainings_v7_owed';

export const trainings: Projection<TrainingDocument> = {
  name: 'trainings',
  version: 7,
  events: EVENTS,
  collection: { name: TRAININGS, indexes: [{ field: 'waiting', type: 'number' }] },
  derived: [
    {
      name: OWED_ROWS,
      indexes: [
        { field: 'programme', type: 'text', alone: false },
        { field: 'by', type: 'text', alone: false },
        { field: 'from', type: 'text', alone: false },
        { field: 'to', type: 'text', alone: false },
        { field: 'unit', type: 'text', alone: false },
      ],
      compound: [['programme', 'by', 'to', 'from', 'unit']],
    },
    enteredSpec,
    ...verdictSpecs,
  ],
  keys: (event) => (event.stream.startsWith('teacher-') ? dossiersTouched(event) : []),
  fold(body, event, teacher, other) {
    const facts = body?.facts ?? [];
    const { type, data } = event;
    // A void of what is not kept here changes nothing.
    if (type === 'FactVoided' && !facts.some((fact) => fact.id === data['event'])) return body;
    const after = withEvent(facts, event, teacher, keptOf(event), (dossier) => other(dossier)?.facts ?? []);
    return after === facts ? body : { teacher, facts: after, waiting: waitingIn(lifeIn(after, teacher)) };
  },
  derive(before, after) {
    const last = after.facts.at(-1);
    if (last === undefined) return [];
    // Of one fact more only what may follow from it is worked out again.
    const told = after.facts.length === (before?.facts.length ?? 0) + 1 ? last.type : null;
    return [
      ...(told !== null && BESIDE.has(told) ? [] : owedDeltas(before, after)),
      ...(told === null || ENTERED_TURNS.has(told) ? enteredDeltas(before, after) : []),
      ...(told === null || VERDICT_TURNS.has(told) ? verdictDeltas(before, after) : []),
    ];
  },
};

function owedDeltas(before: TrainingDocument | undefined, after: TrainingDocument): readonly Delta[] {
  if (![...(before?.facts ?? []), ...after.facts].some(({ type }) => type === 'TitleConferred')) return [];
  const [was, is] = [before === undefined ? NOTHING : owedIn(before), owedIn(after)];
  return [
    ...[...is].filter(([row, body]) => !sameRow(was.get(row), body)).map(([row, body]): Delta => ({ kind: 'put', collection: OWED_ROWS, id: row, body })),
    ...[...was.keys()].filter((row) => !is.has(row)).map((row): Delta => ({ kind: 'put', collection: OWED_ROWS, id: row, body: null })),
  ];
}

/** Most of what is kept of her, and nothing that a title or its assessments ask about: left out, a city's holders take a quarter of the time. */
const BESIDE: ReadonlySet<string> = new Set<EventType>([
  'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded',
  'CompletedTraining', 'TrainingHoursVoided', 'EnrolledInTraining', 'DeliverableSubmitted', 'DeliverableReturned', 'DeliverableAccepted',
]);
const NOTHING: ReadonlyMap<string, OwedRow> = new Map();

/** What of hers her titles and their assessments ask about. */
export function assessedLife(document: TrainingDocument): readonly LifeFact[] {
  return trainingLife(document).filter(({ type }) => !BESIDE.has(type));
}

/** Two questions: what nobody has concluded yet, and what was concluded after the day. @param units where she is; null: wherever. */
export function owedWhere({ programme, by, asOf, units }: { readonly programme: string; readonly by: readonly OwedFor[]; readonly asOf: BusinessDate; readonly units: ReadonlySet<OrgId> | null }): readonly (readonly Comparison[])[] {
  const where: readonly Comparison[] = [{ field: 'programme', eq: programme }, { field: 'by', in: by }, { field: 'from', lte: asOf }, ...(units === null ? [] : [{ field: 'unit', in: [...units] }])];
  return [[...where, { field: 'to', eq: OPEN_END }], [...where, { field: 'to', gt: asOf }, { field: 'to', lte: addDays(OPEN_END, -1) }]];
}

function owedIn(document: TrainingDocument): ReadonlyMap<string, OwedRow> {
  const { teacher } = document;
  return new Map(owedSpans(assessedLife(document)).map(({ programme, by, from, to, unit, asks }) => [`${teacher}/${programme}/${by}/${from}`, { teacher, programme, by, from, to: to ?? OPEN_END, unit, asks }]));
}

function sameRow(a: OwedRow | undefined, b: OwedRow): boolean {
  return a !== undefined && a.teacher === b.teacher && a.to === b.to && JSON.stringify(a.asks) === JSON.stringify(b.asks);
}

/** Whoever handed in what nobody has judged yet; in the order of the index, or every teacher would be looked at. */
export function waitingQuery(page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'waiting', gt: 0 }], sort: [{ field: 'waiting' }], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}

function waitingIn(facts: readonly KeptFact[]): number {
  const voided = new Set(facts.flatMap(({ type, data }) => (type === 'FactVoided' ? [data['event']] : [])));
  const standing = facts.filter(({ id }) => !voided.has(id));
  const judged = new Set(standing.flatMap(({ type, data }) => (type === 'DeliverableAccepted' || type === 'DeliverableReturned' ? [data['deliverable']] : [])));
  return standing.filter(({ id, type }) => type === 'DeliverableSubmitted' && !judged.has(id)).length;
}
