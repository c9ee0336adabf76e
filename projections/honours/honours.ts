import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import { view, type LifeFact } from '../../src/domain/teacher/view';
import type { Query } from '../../src/read-models/document-store';
import type { Delta, Projection } from '../projection';
import { careers, careersBetween, careersOf, mergedHonours } from './careers';

const EVENTS = ['TitleConferred', 'TitleRevoked', 'RevocationOverturned', 'LegacyTitleImported', 'ExternalRecognitionRecorded', 'IdentitiesMerged', 'MergeUndone', 'FactVoided'] as const satisfies readonly EventType[];

interface KeptFact extends JsonObject {
  readonly id: string;
  readonly type: (typeof EVENTS)[number];
  readonly revision: number;
  readonly data: JsonObject;
  readonly private: JsonObject;
  readonly meta: { readonly effectiveOn: string; readonly corrects?: string };
}

/** Everything that one teacher was ever given, in log order. Teachers who were given nothing have no document. */
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
  derived: [careers, mergedHonours],
  keys: (event) => (event.stream.startsWith('teacher-') ? [event.stream.slice('teacher-'.length)] : []),
  fold(body, { id, type, revision, data, meta }, teacher) {
    const facts = body?.facts ?? [];
    // Who was merged into another says so by her own stream.
    if ((type === 'IdentitiesMerged' || type === 'MergeUndone') && (data['from'] !== teacher || body === undefined)) return body;
    if (type === 'FactVoided' && !facts.some((fact) => fact.id === data['event'])) return body;
    const kept: KeptFact = { id, type: type as KeptFact['type'], revision, data, private: {}, meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) } };
    const all = [...facts, kept];
    return { teacher, facts: all, listed: all.some((fact) => fact.type === 'LegacyTitleImported') ? 1 : 0 };
  },
  derive(before, after, teacher) {
    const [was, is] = [before === undefined ? null : mergedInto(before), mergedInto(after)];
    const merged: readonly Delta[] = was === is ? [] : [{ kind: 'put', collection: mergedHonours.name, id: teacher, body: is === null ? null : { teacher, into: is } }];
    return [...merged, ...careersBetween(before === undefined ? new Map() : countedAlone(before), countedAlone(after))];
  },
};

/** Hers, as far as she counts for herself. */
function countedAlone(document: HonoursDocument): ReturnType<typeof careersIn> {
  return mergedInto(document) === null ? careersIn(document) : new Map();
}

export function careersIn(document: HonoursDocument): ReturnType<typeof careersOf> {
  return careersOf(document.facts.map(({ meta }) => meta.effectiveOn), (day) => honoursAsOf(document, day, null));
}

/** Two dossiers of one person are one person in every count (E6): the other one; null while this one stands for itself. */
export function mergedInto({ facts }: HonoursDocument): string | null {
  const merger = facts.findLast(({ type }) => type === 'IdentitiesMerged' || type === 'MergeUndone');
  return merger?.type === 'IdentitiesMerged' ? String(merger.data['into']) : null;
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
  const { facts } = document;
  const teacher = mergedInto(document) ?? document.teacher;
  const { titles, legacyTitles, recognitions } = view(facts as readonly (KeptFact & LifeFact)[], asOf);
  return [
    ...titles.map((title): Honour => ({ teacher, kind: 'TITLE', programme: title.programme, tier: title.tier, track: title.track, name: null, level: null, number: title.certificate, conferredOn: title.conferredOn, revokedOn: title.revokedOn, unit: title.unit })),
    ...legacyTitles.map(({ programme, name, level, number, conferredOn }): Honour => ({ teacher, kind: 'LEGACY', programme, tier: null, track: null, name, level, number, conferredOn, revokedOn: null, unit })),
    ...recognitions.map(({ programme, kind, level, number, on }): Honour => ({ teacher, kind: 'RECOGNITION', programme, tier: null, track: null, name: kind, level, number, conferredOn: on, revokedOn: null, unit })),
  ];
}
