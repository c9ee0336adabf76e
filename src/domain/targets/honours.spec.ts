import { countNew, type Honour } from './honours';
import { firstDay, isPrintedDay, lastDay } from './printed-day';

const title = (teacher: string, conferredOn: string, more: Partial<Honour> = {}): Honour => ({
  teacher, kind: 'TITLE', programme: 'p', tier: 'MASTER', track: 'TEACHER', name: null, level: null, number: null, conferredOn, revokedOn: null, unit: 'u1', ...more,
});
const listed = (teacher: string, conferredOn: string, name = '名师'): Honour => title(teacher, conferredOn, { kind: 'LEGACY', programme: null, tier: null, track: null, name });
const metric = { of: 'TITLES', tiers: ['MASTER'], earlier: ['名师'] } as const;
const round2 = { from: '2022-03-08', to: '2025-12-31' };

describe('E52 新增 counts distinct persons by the day of conferral', () => {
  it('a holder of round 1 adds nothing when she is conferred again in round 2', () => {
    expect(countNew([title('a', '2019-09-01'), title('a', '2023-09-01'), title('b', '2023-09-01')], metric, 'p', round2)).toBe(1);
    expect(countNew([listed('a', '2019'), title('a', '2023-09-01'), title('b', '2023-09-01')], metric, 'p', round2)).toBe(1);
  });

  it('two tracks add one, and another tier or programme none', () => {
    expect(countNew([title('a', '2023-09-01'), title('a', '2024-09-01', { track: 'PRINCIPAL' })], metric, 'p', round2)).toBe(1);
    expect(countNew([title('a', '2023-09-01', { tier: 'STAR' }), title('b', '2023-09-01', { programme: 'q' })], metric, 'p', round2)).toBe(0);
  });

  it('counts the first day and the last, and nothing outside', () => {
    expect(countNew([title('a', '2022-03-08'), title('b', '2025-12-31'), title('c', '2026-01-01')], metric, 'p', round2)).toBe(2);
    expect(countNew([title('a', '2022-03-07')], metric, 'p', round2)).toBe(0);
  });

  it('a title that was revoked by the last day is not counted, and still keeps the next from being new', () => {
    expect(countNew([title('a', '2023-01-01', { revokedOn: '2024-01-01' })], metric, 'p', { from: '2022-03-08', to: '2023-12-31' })).toBe(1);
    expect(countNew([title('a', '2023-01-01', { revokedOn: '2024-01-01' })], metric, 'p', { from: '2022-03-08', to: '2024-01-01' })).toBe(0);
    expect(countNew([title('a', '2020-01-01', { revokedOn: '2021-01-01' }), title('a', '2023-01-01')], metric, 'p', round2)).toBe(0);
  });

  it('a title that only a list has never counts as new; under another name it takes nobody out', () => {
    expect(countNew([listed('a', '2023')], metric, 'p', round2)).toBe(0);
    expect(countNew([listed('a', '2019', '教坛新秀'), title('a', '2023-09-01')], metric, 'p', round2)).toBe(1);
  });

  it('of a ledger, distinct persons under its names up to the day', () => {
    const ledger = { of: 'LEGACY', names: ['名师', '名校长'] } as const;
    expect(countNew([listed('a', '2015'), listed('a', '2016', '名校长'), listed('b', '2017-05'), listed('c', '2019', '其他')], ledger, 'p', { from: null, to: '2017-05-01' })).toBe(2);
    expect(countNew([listed('b', '2017-05')], ledger, 'p', { from: null, to: '2017-04-30' })).toBe(0);
  });
});

describe('a day as it is printed', () => {
  it('is a year, a month or a day that the calendar has', () => {
    expect(['2022', '2022-06', '2022-06-30', '2024-02-29'].every(isPrintedDay)).toBe(true);
    expect(['22', '2022-6', '2022-13', '2022-06-31', '2023-02-29', '2022-06-', ''].some(isPrintedDay)).toBe(false);
  });

  it('Z28 前 under both readings: to the end of June, or to the end of May', () => {
    expect([lastDay('2022-06', 'INCLUSIVE'), lastDay('2022-06', 'EXCLUSIVE')]).toEqual(['2022-06-30', '2022-05-31']);
    expect([lastDay('2025', 'INCLUSIVE'), lastDay('2025', 'EXCLUSIVE')]).toEqual(['2025-12-31', '2024-12-31']);
    expect([lastDay('2024-02'), lastDay('2022-06-15'), lastDay('2022-06-15', 'EXCLUSIVE')]).toEqual(['2024-02-29', '2022-06-15', '2022-06-14']);
  });

  it('begins on its first day, and is nothing else', () => {
    expect([firstDay('2025'), firstDay('2022-06'), firstDay('2022-06-15')]).toEqual(['2025-01-01', '2022-06-01', '2022-06-15']);
    expect(() => firstDay('soon')).toThrow('soon');
  });
});
