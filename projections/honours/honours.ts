import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import { view, type LifeFact } from '../../src/domain/teacher/view';
import { dossiersTouched, keptOf, lifeIn, withEvent, type KeptFact } from '../dossier';
import type { Projection } from '../projection';
import { careers, careersBetween, careersOf } from './careers';
import { honourSpellsOf, type GivenSpell } from './spells';
import { unitCareers, unitCareersBetween, unitCareersOf } from './unit-careers';

const EVENTS = ['TitleConferred', 'TitleRevoked', 'RevocationOverturned', 'LegacyTitleImported', 'ExternalRecognitionRecorded', 'IdentitiesMerged', 'MergeUndone', 'FactVoided'] as const satisfies readonly EventType[];

/** Everything that one teacher was ever given, in log order. Teachers who were given nothing, and whose dossier was never merged with another, have no document. */
export interface HonoursDocument extends JsonObject {
  readonly teacher: string;
  readonly facts: readonly KeptFact[];
}

export const HONOURS = 'honours_v6';

export const honours: Projection<HonoursDocument> = {
  name: 'honours',
  version: 6,
  events: EVENTS,
  collection: { name: HONOURS, indexes: [] },
  derived: [careers, unitCareers],
  keys: (event) => (event.stream.startsWith('teacher-') ? dossiersTouched(event) : []),
  fold(body, event, teacher, other) {
    const facts = body?.facts ?? [];
    const { type, data } = event;
    if (type === 'FactVoided' && !facts.some((fact) => fact.id === data['event'])) return body;
    const after = withEvent(facts, event, teacher, keptOf(event), (dossier) => other(dossier)?.facts ?? []);
    return after === facts ? body : { teacher, facts: after };
  },
  derive(before, after) {
    const was = before === undefined ? [] : spellsIn(before);
    const is = spellsIn(after);
    const [had, has] = [honourSpellsOf(was), honourSpellsOf(is)];
    return [...careersBetween(careersOf(was), careersOf(is)), ...unitCareersBetween(unitCareersOf(had), unitCareersOf(has))];
  },
};

/** Her honours from each day on which they may have changed to the next. */
function spellsIn(document: HonoursDocument): readonly GivenSpell[] {
  return [...new Set(document.facts.map(({ meta }) => meta.effectiveOn))].sort().map((from) => ({ from, given: givenAsOf(document, from, null) }));
}

/** What she had been given by the day. `unit`: hers on the day, for what lists and other bodies say. */
export function honoursAsOf(document: HonoursDocument, asOf: BusinessDate, unit: string | null): readonly Honour[] {
  return givenAsOf(document, asOf, unit).map(({ honour }) => honour);
}

function givenAsOf(document: HonoursDocument, asOf: BusinessDate, unit: string | null): GivenSpell['given'] {
  // Two dossiers of one person are one person in every count (E6).
  const { teacher } = document;
  const { titles, legacyTitles, recognitions } = view(lifeIn(document.facts, teacher) as readonly (KeptFact & LifeFact)[], asOf);
  return [
    ...titles.map((title) => ({ id: title.title, honour: { teacher, kind: 'TITLE' as const, programme: title.programme, tier: title.tier, track: title.track, name: null, level: null, number: title.certificate, conferredOn: title.conferredOn, revokedOn: title.revokedOn, unit: title.unit } })),
    ...legacyTitles.map(({ event, programme, name, level, number, conferredOn }) => ({ id: event, honour: { teacher, kind: 'LEGACY' as const, programme, tier: null, track: null, name, level, number, conferredOn, revokedOn: null, unit } })),
    ...recognitions.map(({ event, programme, kind, level, number, on }) => ({ id: event, honour: { teacher, kind: 'RECOGNITION' as const, programme, tier: null, track: null, name: kind, level, number, conferredOn: on, revokedOn: null, unit } })),
  ];
}
