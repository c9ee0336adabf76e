import type { History, HistoryFact, Placed } from '../audit/history';
import type { TeacherFact } from '../domain/teacher/facts';
import type { Reader } from './reader';
import { historyFor } from './withheld';

const part = { inputs: [{ rule: 'noSanction@1', inputs: { sanctions: [{ measure: '警告', from: '2019-04-01' }] } }, { rule: 'anyOf@1', inputs: { of: [{ rule: 'noSanction@1', inputs: { sanctions: [{ measure: '记过' }] } }, { rule: 'stageIn@1', inputs: { stage: 'PRIMARY' } }] } }] };

function fact(type: string, eventClass: string, data: object = {}): Placed<TeacherFact> {
  return { position: type, fact: { id: type, type, data, private: { t: part }, meta: { class: eventClass } } as object as HistoryFact as TeacherFact };
}
const own = [fact('SanctionRecorded', 'case'), fact('NominationRefused', 'internal'), fact('ReviewRequired', 'internal', { rule: 'noSanction' })];
const history = { teacher: 't', own, acts: [], words: {} } as object as History;
const asks = (person: string, working: boolean) => ({ person, opensWorking: () => working, seesIdentity: () => working }) as object as Reader;
const read = (person: string, working: boolean) => historyFor(asks(person, working), history, 't', 'school-1').own.map(({ fact: { type, private: parts } }) => [type, JSON.stringify(parts)] as const);

describe('what a history withholds of a sanction', () => {
  it('from her school: the sanction, and what the rule read of it, also within another rule', () => {
    const seen = read('clerk-1', false);
    expect(seen.map(([type]) => type)).toEqual(['NominationRefused', 'ReviewRequired']);
    expect(JSON.stringify(seen)).not.toMatch(/警告|记过|2019-04-01/u);
    expect(seen[0]?.[1]).toContain('PRIMARY');
  });

  it('from her school, and from nobody else who reads her: why her service or her place in cultivation ended', () => {
    const ends: History = { ...history, own: [{ position: 'd', fact: { ...fact('Departed', 'internal').fact, private: { t: { kind: 'DISMISSED' } } } }, { position: 'l', fact: { ...fact('LeftPool', 'internal').fact, private: { t: { reasonCode: 'ETHICS' } } } }] };
    const why = (person: string, working: boolean) => historyFor(asks(person, working), ends, 't', 'school-1').own.map(({ fact: { private: parts } }) => parts);
    expect(why('clerk-1', false)).toEqual([{}, {}]);
    for (const person of ['officer', 't']) expect(why(person, true)).toEqual([{ t: { kind: 'DISMISSED' } }, { t: { reasonCode: 'ETHICS' } }]);
  });

  it('from nobody who runs or oversees the round', () => {
    expect(read('officer', true).map(([type]) => type)).toEqual(['SanctionRecorded', 'NominationRefused', 'ReviewRequired']);
    expect(JSON.stringify(read('officer', true))).toContain('警告');
  });

  it('from herself: the record of the case, and not what a refusal told her', () => {
    const seen = read('t', true);
    expect(seen.map(([type]) => type)).toEqual(['NominationRefused', 'ReviewRequired']);
    expect(seen[0]?.[1]).toContain('警告');
  });
});
