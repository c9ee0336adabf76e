import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import { view, type LifeFact } from '../../src/domain/teacher/view';
import type { Query } from '../../src/read-models/document-store';
import { dossiersTouched, lifeIn, withEvent, type KeptFact } from '../dossier';
import type { Projection } from '../projection';
import { careers, careersBetween, careersOf } from './careers';

const EVENTS = ['TitleConferred', 'TitleRevoked', 'RevocationOverturned', 'LegacyTitleImported', 'ExternalRecognitionRecorded', 'IdentitiesMerged', 'MergeUndone', 'FactVoided'] as const satisfies readonly EventType[];

/** Everything that one teacher was ever given, in log order. Teachers who were given nothing, and whose dossier was never merged with another, have no document. */
export interface HonoursDocument extends JsonObject {
  readonly teacher: string;
  readonly facts: readonly KeptFact[];
  /** 1: among them is what a list says of the time before. */
  readonly listed: 0 | 1;
}

export const HONOURS = 'honours_v3';

export const honours: Projection<HonoursDocument> = {
  name: 'honours',
  version: 3,
  events: EVENTS,
  collection: { name: HONOURS, indexes: [{ field: 'teacher', type: 'text' }, { field: 'listed', type: 'number', alone: false }], compound: [['listed', 'teacher']] },
  derived: [careers],
  keys: (event) => (event.stream.startsWith('teacher-') ? dossiersTouched(event) : []),
  fold(body, event, teacher, other) {
    const facts = body?.facts ?? [];
    const { id, type, revision, data, meta } = event;
    if (type === 'FactVoided' && !facts.some((fact) => fact.id === data['event'])) return body;
    const kept: KeptFact = { id, type: type as (typeof EVENTS)[number], revision, data, private: {}, meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) } };
    const after = withEvent(facts, event, teacher, kept, (dossier) => other(dossier)?.facts ?? []);
    return after === facts ? body : { teacher, facts: after, listed: after.some((fact) => fact.type === 'LegacyTitleImported') ? 1 : 0 };
  },
  derive(before, after) {
    return careersBetween(before === undefined ? new Map() : careersIn(before), careersIn(after));
  },
};

function careersIn(document: HonoursDocument): ReturnType<typeof careersOf> {
  return careersOf(document.facts.map(({ meta }) => meta.effectiveOn), (day) => honoursAsOf(document, day, null));
}

/** All of them: people who were given something are few beside those who teach. */
export function honoursQuery(page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [], sort: [{ field: 'teacher' }], ...page };
}

/** Of those whom a list of the time before names. */
export function listedQuery(page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'listed', eq: 1 }], sort: [{ field: 'teacher' }], ...page };
}

/** What she had been given by the day. `unit`: hers on the day, for what lists say of the time before. */
export function honoursAsOf(document: HonoursDocument, asOf: BusinessDate, unit: string | null): readonly Honour[] {
  // Two dossiers of one person are one person in every count (E6).
  const { teacher } = document;
  const { titles, legacyTitles, recognitions } = view(lifeIn(document.facts, teacher) as readonly (KeptFact & LifeFact)[], asOf);
  return [
    ...titles.map((title): Honour => ({ teacher, kind: 'TITLE', programme: title.programme, tier: title.tier, track: title.track, name: null, level: null, number: title.certificate, conferredOn: title.conferredOn, revokedOn: title.revokedOn, unit: title.unit })),
    ...legacyTitles.map(({ programme, name, level, number, conferredOn }): Honour => ({ teacher, kind: 'LEGACY', programme, tier: null, track: null, name, level, number, conferredOn, revokedOn: null, unit })),
    ...recognitions.map(({ programme, kind, level, number, on }): Honour => ({ teacher, kind: 'RECOGNITION', programme, tier: null, track: null, name: kind, level, number, conferredOn: on, revokedOn: null, unit })),
  ];
}
