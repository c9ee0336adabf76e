import { District } from '../../test/domain/district';
import { isHers } from './sheets';

test('whoever stands for election herself, alone or in a team, does not read who gave her which mark', () => {
  const district = new District();
  district.open();
  district.register('a', { unit: 'school-1' });
  const at = district.about(district.round, '2019-05-20', 'clerk-1');
  const line = { ledger: 'RECOMMENDATION' as const, nomination: 'n-t', level: 'SCHOOL' as const, unit: 'school-1' };
  district.round.take({ kind: 'events', events: [{ id: 'reserved', type: 'SeatReserved', data: { ...line, teacher: 'team', members: ['a', 'b'], path: [{ level: 'SCHOOL', unit: 'school-1' }], version: 1, countsTo: [] } }] }, at);
  district.round.take({ kind: 'events', events: [{ type: 'SeatConfirmed', data: { ledger: 'RECOMMENDATION', nomination: 'n-t', reservation: 'reserved', outcome: 'x' } }] }, at);
  const { state } = district.round;
  expect(['a', 'b', 'c'].map((person) => isHers(state, 'n-t', 'team', person))).toEqual([true, true, false]);
  expect(isHers(state, 'n-a', 'a', 'a')).toBe(true);
});
