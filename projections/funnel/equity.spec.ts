import { equityCounts } from './equity';

test('each teacher in service counts once whatever she holds, a team never, and marks as of the day', () => {
  const serving = { onEstablishment: true, inPost: true };
  const gone = { onEstablishment: false, inPost: false };
  const rows = [{ teacher: 't-1', unit: 'a', tier: 'STAR', ...serving }, { teacher: 't-1', unit: 'a', tier: 'MASTER', ...serving }, { teacher: 't-2', unit: 'b', tier: null, onEstablishment: false, inPost: true }, { teacher: 't-3', unit: 'b', tier: 'STAR', ...gone }, { teacher: 'team-1', team: '课程团队', unit: 'b', ...gone }];
  const cells = [{ unit: 'a', tier: 'STAR', step: 'APPLIED', days: { '2022-04-01': 2, '2022-05-01': 1 } }];
  expect(equityCounts(cells, rows, '2022-04-30')).toEqual({ population: [{ unit: 'a', size: 1 }, { unit: 'b', size: 1 }], steps: [{ unit: 'a', tier: 'STAR', step: 'APPLIED', size: 2 }] });
});
