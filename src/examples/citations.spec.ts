import { citationsOf } from './citations';
import type { WorkedExample } from './worked-example';

const queries = (then: object) => {
  const { queried, told } = citationsOf({ steps: [], then } as unknown as WorkedExample);
  return [[...(queried.get('T4') ?? [])], [...(told.get('T4') ?? [])]];
};

describe('what an example cites', () => {
  it.each([
    ['a number with its clause', { figures: { PREDECESSORS: { says: 432, clause: 'T4' } } }, ['figures'], ['figures']],
    ['a target within a line', { funnel: { STAR: { confirmed: { number: 0, clause: 'T4', left: 0 } } } }, ['funnel'], ['funnel']],
    ['a clause that is asked for', { audit: [{ type: 'RoundOpened', clause: 'T4', size: 0 }] }, ['audit'], []],
    ['a clause without its number', { studios: { CLUSTER: { standing: 1, clause: 'T4', number: null } } }, ['studios'], []],
  ])('%s', (_what, then, queried, told) => {
    expect(queries({ asOf: '2024-01-01', ...then })).toEqual([queried, told]);
  });
});
