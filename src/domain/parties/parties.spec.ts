import { checkParties } from '../rules/party-check';
import type { ProgrammeDefinition } from '../rules/programme-definition';
import { decideAssignDuty, gateFault, gateOwes, passedBy } from './parties';
import type { PhaseGate } from './rules';
import { assignedBy, membersOn, ownerOn, parties, type PartiesState } from './state';

const stated = { stated: 'A7' };
const leaf = <T>(value: T) => ({ value, ...stated });
const names = { zh: '某', en: 'some' };

function state(...facts: readonly { readonly type: string; readonly on: string; readonly data: object }[]): PartiesState {
  return facts.reduce((held, { type, on, data }, index) => parties.evolve(held, { type, id: `e${index}`, data, private: {}, meta: { effectiveOn: on, actor: 'p' } } as never), parties.initial('duties-p'));
}

const gate: PhaseGate = { code: 'G', names, clause: 'A7', before: { value: ['OpenRound'], clause: 'A7' }, duties: { value: ['CARRY_OUT'], clause: 'A6' }, after: [] };

describe('parties of a programme', () => {
  test('an owner holds from her day on until another does, whichever was recorded first', () => {
    const held = state({ type: 'PartyOwnerAppointed', on: '2023-03-01', data: { party: 'B', person: 'later', from: '2023-03-01' } }, { type: 'PartyOwnerAppointed', on: '2023-01-01', data: { party: 'B', person: 'first', from: '2023-01-01' } }, { type: 'PartyOwnerAppointed', on: '2023-05-01', data: { party: 'B', person: null, from: '2023-05-01' } });
    expect(['2022-12-31', '2023-02-28', '2023-03-01', '2023-05-01'].map((day) => ownerOn(held, 'B', day)?.person ?? null)).toEqual([null, 'first', 'later', null]);
    expect(membersOn(held, 'B', '2023-05-01')).toEqual([]);
  });

  test('a gate waits for every unit that a duty was given to, and for nobody while it was given to none', () => {
    const given = (unit: string | null) => ({ type: 'DutyAssigned', on: '2023-01-01', data: { party: 'S', duty: 'CARRY_OUT', unit, due: '2023-06-30' } });
    const done = (unit: string | null, on: string) => ({ type: 'DutyDone', on, data: { party: 'S', duty: 'CARRY_OUT', unit, document: { name: '报告', number: null, file: null } } });
    const programme = { parties: [] } as never;
    expect(gateOwes(state(), programme, gate, '2023-02-01').duties).toEqual(['CARRY_OUT']);
    expect(gateOwes(state(given('s-1'), given('s-2'), done('s-1', '2023-01-10')), programme, gate, '2023-02-01').duties).toEqual(['CARRY_OUT']);
    const both = state(given('s-1'), given('s-2'), done('s-1', '2023-01-10'), done('s-2', '2023-01-20'));
    expect(gateOwes(both, programme, gate, '2023-02-01').duties).toEqual([]);
    // As of a day before the second report it still waits.
    expect(gateOwes(both, programme, gate, '2023-01-19').duties).toEqual(['CARRY_OUT']);
    expect(assignedBy(both, '2022-12-31')).toEqual([]);
  });

  test('what was done is owed again once it is assigned again', () => {
    const given = { type: 'DutyAssigned', on: '2023-01-01', data: { party: 'S', duty: 'CARRY_OUT', unit: null, due: '2023-06-30' } };
    const held = state(given, { type: 'DutyDone', on: '2023-01-10', data: { duty: 'CARRY_OUT', unit: null, document: { name: '报告', number: null, file: null } } }, { ...given, on: '2023-02-01' });
    expect(assignedBy(held, '2023-02-01')[0]?.done).toBeNull();
    expect(assignedBy(held, '2023-01-31')[0]?.done?.on).toBe('2023-01-10');
    const context = { today: '2023-02-01', programme: { id: 'p', version: 1, parties: [{ code: 'S', duties: [{ code: 'CARRY_OUT', clause: 'A6' }] }] }, orgs: { orgs: new Map() } } as never;
    expect(decideAssignDuty(held, { party: 'S', duty: 'CARRY_OUT', unit: null, due: '2023-06-30' }, context)).toEqual({ kind: 'events', events: [] });
  });

  test('an act is held back until the gate is passed, from the day of passing on', () => {
    const programme = { gates: [gate], parties: [] } as never;
    const held = state({ type: 'PhaseGatePassed', on: '2023-03-01', data: { gate: 'G', duties: [] } });
    expect(gateFault('OpenRound', held, programme, '2023-02-28')?.refusal).toMatchObject({ rule: 'gateNotPassed', clause: 'A7', inputs: { gate: 'G', duties: ['CARRY_OUT'] } });
    expect(gateFault('OpenRound', held, programme, '2023-03-01')).toBeNull();
    expect(gateFault('ConferTitles', state(), programme, '2023-02-28')).toBeNull();
    expect(gateFault('OpenRound', undefined, programme, '2023-02-28')).toBeNull();
    expect(passedBy(held, 'OTHER', '2023-03-01')).toBe(false);
  });
});

describe('the rule file', () => {
  const duties = (...codes: readonly string[]) => leaf(codes.map((code) => ({ code, names })));
  const check = (given: Pick<ProgrammeDefinition, 'parties' | 'gates' | 'supervision'>) => checkParties(given as ProgrammeDefinition).map(({ code, place }) => `${code} ${place.join('.')}`);

  test('a duty stands once, a gate asks for duties and gates that there are, and none waits for itself', () => {
    const open = { names, ...stated, before: leaf(['OpenRound'] as const) };
    expect(check({ parties: { A: { names, ...stated, duties: duties('ONE') }, B: { names, ...stated, duties: duties('TWO', 'ONE') } } })).toEqual(['duplicateCode parties.B.duties.value.1']);
    expect(check({ parties: { A: { names, ...stated, duties: duties('ONE') } }, gates: { G: { ...open, duties: leaf(['TWO']) } } })).toEqual(['unknownDuty gates.G.duties.value.0']);
    expect(check({ parties: { A: { names, ...stated, duties: duties('ONE') } }, gates: { G: { ...open, duties: leaf(['ONE']), after: leaf(['G']) } } })).toEqual(['unknownGate gates.G.after.value.0']);
    expect(check({ parties: { A: { names, ...stated, duties: duties('ONE') } }, gates: { G: { ...open, duties: leaf(['ONE']), after: leaf(['H']) }, H: { ...open, duties: leaf(['ONE']), after: leaf(['G']) } } })).toEqual(['unknownGate gates.G.after.value.0', 'unknownGate gates.H.after.value.0']);
    expect(check({ supervision: { S: { names, ...stated, by: leaf({ post: 'Supervisor', level: 'CITY' } as const), levels: leaf(['SCHOOL'] as const), everyYears: leaf(0) } } })).toEqual(['outOfBounds supervision.S.everyYears.value']);
  });
});
