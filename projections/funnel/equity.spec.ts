import { equityCounts } from './equity';

test('each teacher counts once whatever she holds, a team never, and marks as of the day', () => {
  const rows = [{ teacher: 't-1', unit: 'a', tier: 'STAR' }, { teacher: 't-1', unit: 'a', tier: 'MASTER' }, { teacher: 't-2', unit: 'b', tier: null }, { teacher: 'team-1', team: '课程团队', unit: 'b' }];
  const cells = [{ unit: 'a', tier: 'STAR', step: 'APPLIED', days: { '2022-04-01': 2, '2022-05-01': 1 } }];
  expect(equityCounts(cells, rows, '2022-04-30')).toEqual({ population: [{ unit: 'a', size: 1 }, { unit: 'b', size: 1 }], steps: [{ unit: 'a', tier: 'STAR', step: 'APPLIED', size: 2 }] });
});
