import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import { view, type LifeFact } from '../../src/domain/teacher/view';
import type { Query } from '../../src/read-models/document-store';
import type { Projection } from '../projection';

const EVENTS = ['TitleConferred', 'TitleRevoked', 'RevocationOverturned', 'LegacyTitleImported', 'ExternalRecognitionRecorded', 'FactVoided'] as const satisfies readonly EventType[];

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
}

export const HONOURS = 'honours_v2';

export const honours: Projection<HonoursDocument> = {
  name: 'honours',
  version: 2,
  events: EVENTS,
  collection: { name: HONOURS, indexes: [{ field: 'teacher', type: 'text' }] },
  keys: (event) => (event.stream.startsWith('teacher-') ? [event.stream.slice('teacher-'.length)] : []),
  fold(body, { id, type, revision, data, meta }, teacher) {
    const facts = body?.facts ?? [];
    if (type === 'FactVoided' && !facts.some((fact) => fact.id === data['event'])) return body;
    const kept: KeptFact = { id, type: type as KeptFact['type'], revision, data, private: {}, meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) } };
    return { teacher, facts: [...facts, kept] };
  },
};

/** All of them: people who were given something are few beside those who teach. */
export function honoursQuery(page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [], sort: [{ field: 'teacher' }], ...page };
}

/** What she had been given by the day. `unit`: hers on the day, for what lists say of the time before. */
export function honoursAsOf({ teacher, facts }: HonoursDocument, asOf: BusinessDate, unit: string | null): readonly Honour[] {
  const { titles, legacyTitles, recognitions } = view(facts as readonly (KeptFact & LifeFact)[], asOf);
  return [
    ...titles.map((title): Honour => ({ teacher, kind: 'TITLE', programme: title.programme, tier: title.tier, track: title.track, name: null, level: null, number: title.certificate, conferredOn: title.conferredOn, revokedOn: title.revokedOn, unit: title.unit })),
    ...legacyTitles.map(({ programme, name, level, number, conferredOn }): Honour => ({ teacher, kind: 'LEGACY', programme, tier: null, track: null, name, level, number, conferredOn, revokedOn: null, unit })),
    ...recognitions.map(({ programme, kind, level, number, on }): Honour => ({ teacher, kind: 'RECOGNITION', programme, tier: null, track: null, name: kind, level, number, conferredOn: on, revokedOn: null, unit })),
  ];
}
