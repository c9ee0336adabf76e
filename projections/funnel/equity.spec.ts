import { equityCounts } from './equity';

test('each teacher in service counts once whatever she holds, a team never, and marks as of the day', () => {
  const serving = { onEstablishment: true, inPost: true };
  const gone = { onEstablishment: false, inPost: false };
  const rows = [{ teacher: 't-1', unit: 'a', subject: '语文', tier: 'STAR', ...serving }, { teacher: 't-1', unit: 'a', subject: '语文', tier: 'MASTER', ...serving }, { teacher: 't-2', unit: 'b', subject: null, tier: null, onEstablishment: false, inPost: true }, { teacher: 't-3', unit: 'b', tier: 'STAR', ...gone }, { teacher: 'team-1', team: '课程团队', unit: 'b', ...gone }];
  const cells = [{ unit: 'a', tier: 'STAR', step: 'APPLIED', days: { '2022-04-01': 2, '2022-05-01': 1 } }];
  expect(equityCounts(cells, [{ unit: 'a', subject: '语文', tier: 'STAR', step: 'APPLIED', days: { '2022-04-01': 1, '2022-05-01': 1 } }], rows, '2022-04-30')).toEqual({ population: [{ unit: 'a', subject: '语文', size: 1 }, { unit: 'b', subject: null, size: 1 }], steps: [{ unit: 'a', tier: 'STAR', step: 'APPLIED', size: 2 }], inSubjects: [{ subject: '语文', tier: 'STAR', step: 'APPLIED', size: 1 }] });
});
