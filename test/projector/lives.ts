import type { JsonObject } from '../../src/domain/facts';
import type { GivenEvent } from './given';

/** Facts of a teacher's life, short to write. */
export const teacher = (id: string) => {
  const stream = `teacher-${id}`;
  const fact = (type: GivenEvent['type'], on: string, data: JsonObject, more: Partial<GivenEvent> = {}): GivenEvent => ({ type, stream, on, data, ...more });
  return {
    registered: (on: string, unit: string, more: Partial<GivenEvent> & { readonly stage?: string } = {}) =>
      fact('TeacherRegistered', on, { unit, stage: more.stage ?? 'PRIMARY', subject: 'CHINESE', enteredOn: null, onEstablishment: true, inPost: true }, { private: { [id]: { commitment: 'c0', cipher: `sealed-${id}` } }, ...more }),
    transferred: (on: string, from: string, to: string, more: Partial<GivenEvent> = {}) => fact('Transferred', on, { from, to, stage: 'PRIMARY', subject: 'CHINESE' }, more),
    conferred: (on: string, title: string, tier: string, more: Partial<GivenEvent> & { readonly to?: string | null; readonly unit?: string } = {}) =>
      fact('TitleConferred', on, {
        title, programme: 'weihai', tier, track: 'TEACHER', stage: 'PRIMARY', subject: 'CHINESE', unit: more.unit ?? 'u1', round: 'r1', nomination: `n-${title}`, reservation: 'd1', batch: 'b1', certificate: `C-${title}`,
        term: { number: 1, from: on, to: more.to ?? null },
      }, more),
    revoked: (on: string, title: string, tier: string, more: Partial<GivenEvent> = {}) => fact('TitleRevoked', on, { title, programme: 'weihai', tier, ground: 'ETHICS', authority: 'edz', certificateRecovered: true }, more),
    review: (on: string, outcome: string, title: string | null) => fact('ReviewRequired', on, { outcome, outcomeType: 'TitleConferred', title, facts: [], rule: 'bornOnOrAfter', inputs: {} }),
    voided: (on: string, event: string) => fact('FactVoided', on, { event, reasonCode: 'ENTRY_ERROR' }),
    erased: (on: string) => fact('PersonalDataErased', on, { person: id, basis: 'REQUEST' }),
  };
};
