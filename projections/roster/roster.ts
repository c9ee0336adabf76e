import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { LifeFact } from '../../src/domain/teacher/view';
import { dossiersTouched, keptOf, lifeIn, withEvent, type KeptFact } from '../dossier';
import type { Delta, ProjectedEvent, Projection } from '../projection';
import { honourRows, honourRowsBetween, honourRowsOf } from '../honours/rows';
import { bricksBetween, pyramidUnits, pyramidTiers } from '../pyramid/pyramid';
import { termRows, termsBetween } from '../terms/terms';
import type { RosterRow } from './rows';
import { rowsOf, sameRow } from './rows';

/** What the rows follow from; trainings and verdicts are in her own stream. */
const EVENTS = ['TeacherRegistered', 'TeamRegistered', 'Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'SubjectChanged', 'StageChanged', 'IdentitiesMerged', 'MergeUndone', 'Nominated', 'TitleConferred', 'TitleRevoked', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned', 'CertificateReissued', 'ReviewRequired', 'ReviewConcluded', 'TeamReviewDecided', 'NominationWithdrawn', 'NominationRejected', 'NominationStruck', 'NotSelected', 'ConferralDeclined', 'AdmittedToPool', 'LeftPool', 'ReturnLapsed', 'NominationCompleted', 'FactVoided', 'PersonalDataErased', 'LegacyTitleImported', 'ExternalRecognitionRecorded'] as const satisfies readonly EventType[];

/** One teacher's facts in log order, with those of dossiers that were merged into hers: a late entry or a correction changes her past rows, so they are derived anew. */
export interface RosterDocument extends JsonObject {
  readonly teacher: string;
  readonly facts: readonly KeptFact[];
}

export const ROSTER_ROWS = 'roster_v7_rows';

export const roster: Projection<RosterDocument> = {
  name: 'roster',
  version: 7,
  events: EVENTS,
  collection: { name: 'roster_v7', indexes: [] },
  derived: [
    {
      name: ROSTER_ROWS,
      indexes: [
        { field: 'teacher', type: 'text' },
        { field: 'from', type: 'text', alone: false },
        { field: 'to', type: 'text', alone: false },
        { field: 'programme', type: 'text', alone: false },
        { field: 'tier', type: 'text' },
        { field: 'track', type: 'text' },
        { field: 'unit', type: 'text' },
        { field: 'stage', type: 'text' },
        { field: 'subject', type: 'text' },
        { field: 'status', type: 'text' },
        { field: 'title', type: 'text', alone: false },
        { field: 'certificate', type: 'text' },
        { field: 'conferredOn', type: 'text' },
        { field: 'round', type: 'text' },
        { field: 'underReview', type: 'number' },
      ],
      compound: [
        ['programme', 'unit'],
        ['tier', 'status', 'unit'],
        ['unit', 'tier'],
      ],
    },
    pyramidUnits,
    pyramidTiers,
    termRows,
    honourRows,
  ],
  keys: dossiersTouched,
  fold(body, event, key, other) {
    const facts = body?.facts ?? [];
    if (!matters(facts, event)) return body;
    // A nomination is here only because a review may name it: its working would make up most of the document.
    const kept = keptOf(event, event.type === 'Nominated' ? { data: { ...event.data, verdicts: [] } } : event.type === 'TeacherRegistered' ? { private: event.private } : {});
    const from = (dossier: string) => other(dossier)?.facts ?? [];
    const outcome = outcomeNotKept(facts, event);
    const before = outcome === null ? facts : withEvent(facts, outcome, key, keptOf(outcome), from);
    const after = withEvent(before, event, key, kept, from);
    return after === facts ? body : { teacher: key, facts: after };
  },
  derive(before, after, id) {
    // A new nomination shows in no row: it is kept for the reviews that may name it later.
    const last = after.facts.at(-1);
    if (last?.type === 'Nominated' && last.meta.corrects === undefined && before !== undefined && after.facts.length === before.facts.length + 1) return [];
    const [hers, now] = [before === undefined ? [] : lifeOf(before), lifeOf(after)];
    const [was, is] = [rowsOf(id, hers), rowsOf(id, now)];
    return [...deltasBetween(was, is), ...honourRowsBetween(honourRowsOf(id, hers, was), honourRowsOf(id, now, is))];
  },
};

export function lifeOf(document: RosterDocument): readonly LifeFact[] {
  return lifeIn(document.facts, document.teacher) as readonly (KeptFact & LifeFact)[];
}

const ENDINGS: ReadonlySet<EventType> = new Set<EventType>(['NominationWithdrawn', 'NominationRejected', 'NominationStruck', 'NotSelected', 'ConferralDeclined', 'ReturnLapsed']);

/** A void or a review of what the rows do not show changes nothing. */
function matters(facts: readonly KeptFact[], { type, data }: ProjectedEvent): boolean {
  // How a nomination ended matters to the reviews of a team, which are about it.
  if (ENDINGS.has(type)) return facts.some((fact) => fact.type === 'TeamRegistered');
  // A completion entered late takes its lapse back.
  if (type === 'NominationCompleted') return data['late'] !== undefined && facts.some((fact) => fact.type === 'TeamRegistered');
  // A place in cultivation shows in no row either: a review may name it, until she leaves it.
  if (type === 'LeftPool') return facts.some((fact) => fact.type === 'AdmittedToPool' && fact.data['nomination'] === data['nomination']);
  if (type === 'FactVoided') return facts.some(({ id }) => id === data['event']);
  if (type === 'ReviewRequired') return !isKept(String(data['outcomeType'])) || facts.some(({ id }) => id === data['outcome']);
  if (type === 'ReviewConcluded') return facts.some(({ id }) => id === data['review']);
  return true;
}

/** Of what no row shows and a review names (a verdict, a refusal, a deferral): that it is there, until it is voided. */
function outcomeNotKept(facts: readonly KeptFact[], event: ProjectedEvent): ProjectedEvent | null {
  const { type, data } = event;
  const [outcome, of] = [String(data['outcome']), String(data['outcomeType'])];
  return type !== 'ReviewRequired' || isKept(of) || facts.some(({ id }) => id === outcome) ? null : { ...event, id: outcome, type: of as EventType, data: {} };
}

function isKept(type: string): boolean {
  return (EVENTS as readonly string[]).includes(type);
}

/** Rows that are new, changed or gone, with the bricks of just these, since those of the others would cancel out; and the terms. */
function deltasBetween(was: ReadonlyMap<string, RosterRow>, is: ReadonlyMap<string, RosterRow>): readonly Delta[] {
  const deltas: Delta[] = [];
  const taken: RosterRow[] = [];
  const laid: RosterRow[] = [];
  for (const [id, row] of is) {
    const old = was.get(id);
    if (old !== undefined && sameRow(old, row)) continue;
    if (old !== undefined) taken.push(old);
    laid.push(row);
    deltas.push({ kind: 'put', collection: ROSTER_ROWS, id, body: row });
  }
  for (const [id, row] of was) {
    if (is.has(id)) continue;
    taken.push(row);
    deltas.push({ kind: 'put', collection: ROSTER_ROWS, id, body: null });
  }
  deltas.push(...bricksBetween(taken, laid), ...termsBetween(was, is));
  return deltas;
}
