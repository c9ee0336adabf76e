import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { LifeFact } from '../../src/domain/teacher/view';
import type { Query } from '../../src/read-models/document-store';
import { dossiersTouched, lifeIn, withEvent, type KeptFact } from '../dossier';
import type { Projection } from '../projection';

/** What a training requirement may read of her, and what it counts, and by what her assessments are due. Nothing of her own part: no rule that says whom it is for reads it. */
const EVENTS = [
  'TeacherRegistered', 'Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'SubjectChanged', 'StageChanged', 'IdentitiesMerged', 'MergeUndone', 'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded',
  'TitleConferred', 'TitleRevoked', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned', 'AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified',
  'CompletedTraining', 'TrainingHoursVoided', 'EnrolledInTraining', 'DeliverableSubmitted', 'DeliverableReturned', 'DeliverableAccepted',
  'AssessmentDeferred',
  'FactVoided',
] as const satisfies readonly EventType[];

/**
 * One teacher's facts in log order. What they come to is worked out when it is asked: a value that is adopted or a version
 * that is published changes what everybody owes, on past days too.
 */
export interface TrainingDocument extends JsonObject {
  readonly teacher: string;
  readonly facts: readonly KeptFact[];
  /** Pieces that wait to be judged. */
  readonly waiting: number;
}

export const TRAININGS = 'trainings_v3';

export const trainings: Projection<TrainingDocument> = {
  name: 'trainings',
  version: 3,
  events: EVENTS,
  collection: { name: TRAININGS, indexes: [{ field: 'waiting', type: 'number' }] },
  keys: (event) => (event.stream.startsWith('teacher-') ? dossiersTouched(event) : []),
  fold(body, event, teacher, other) {
    const facts = body?.facts ?? [];
    const { id, type, revision, data, meta } = event;
    // A void of what is not kept here changes nothing.
    if (type === 'FactVoided' && !facts.some((fact) => fact.id === data['event'])) return body;
    const kept: KeptFact = { id, type: type as (typeof EVENTS)[number], revision, data, private: {}, meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) } };
    const after = withEvent(facts, event, teacher, kept, (dossier) => other(dossier)?.facts ?? []);
    return after === facts ? body : { teacher, facts: after, waiting: waitingIn(lifeIn(after, teacher)) };
  },
};

/** With what she did under a dossier that was merged into hers. */
export function trainingLife({ facts, teacher }: TrainingDocument): readonly LifeFact[] {
  return lifeIn(facts, teacher) as readonly (KeptFact & LifeFact)[];
}

/** Whoever handed in what nobody has judged yet. */
export function waitingQuery(page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'waiting', gt: 0 }], sort: [], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}

function waitingIn(facts: readonly KeptFact[]): number {
  const voided = new Set(facts.flatMap(({ type, data }) => (type === 'FactVoided' ? [data['event']] : [])));
  const standing = facts.filter(({ id }) => !voided.has(id));
  const judged = new Set(standing.flatMap(({ type, data }) => (type === 'DeliverableAccepted' || type === 'DeliverableReturned' ? [data['deliverable']] : [])));
  return standing.filter(({ id, type }) => type === 'DeliverableSubmitted' && !judged.has(id)).length;
}
