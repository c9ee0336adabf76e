import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { PersonRegistered } from '../../src/domain/registry-facts';
import type { PersonalDataErased, TeacherRegistered } from '../../src/domain/teacher/facts';
import type { TeamRegistered } from '../../src/domain/team/facts';
import { factOf } from '../facts-of';
import type { Projection, SealedReference } from '../projection';

/** Who somebody is, still under her own key: clerks, experts, officers and teachers alike. */
export interface PersonDocument extends JsonObject {
  readonly person: string;
  readonly teacher: boolean;
  /** Her last wording; null when erased. */
  readonly personal: SealedReference | null;
  readonly erased: boolean;
  /** A team: its name, which is nobody's, and the unit that leads it; absent of a person. */
  readonly team?: { readonly zh: string; readonly en: string; readonly unit: string };
}

export const PEOPLE = 'people_v1';

export const people: Projection<PersonDocument> = {
  name: 'people',
  version: 1,
  events: ['PersonRegistered', 'TeacherRegistered', 'TeamRegistered', 'PersonalDataErased'],
  collection: { name: PEOPLE, indexes: [] },
  keys(event) {
    const fact = factOf<PersonRegistered | TeacherRegistered | TeamRegistered | PersonalDataErased>(event);
    if (fact.type === 'TeacherRegistered' || fact.type === 'TeamRegistered') return [holderOfStream(event.stream)?.id ?? ''];
    return [fact.data.person];
  },
  fold(body, event, person) {
    if (event.type === 'TeamRegistered') {
      const { names, unit } = factOf<TeamRegistered>(event).data;
      return { person, teacher: false, personal: null, erased: false, team: { ...names, unit } };
    }
    if (event.type === 'PersonalDataErased') return { person, teacher: body?.teacher ?? false, personal: null, erased: true };
    const teacher = body?.teacher === true || event.type === 'TeacherRegistered';
    const erased = body?.erased ?? false;
    return { person, teacher, personal: erased ? null : (event.private[person] ?? body?.personal ?? null), erased };
  },
};
