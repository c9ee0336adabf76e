import { checkLedgers, type LedgerCheck } from '../../bench/city/check';
import type { JsonObject } from '../../src/domain/facts';

/** A log made by hand: two seats at a school, one in its county, one award. */
const opened = fact('RoundOpened', { parameters: { recommendationSeats: [{ unit: 'school', seats: 2 }, { unit: 'county', seats: 1, level: 'DISTRICT' }], awardSeats: 1 } });
const seat = (id: string, who: string, level = 'SCHOOL', unit = 'school') => fact('SeatReserved', { ledger: 'RECOMMENDATION', level, unit, nomination: `n-${who}`, teacher: `t-${who}` }, id);
const ends = (type: string, reservation: string, nomination = '', ledger = 'RECOMMENDATION') => fact(type, { ledger, reservation, nomination });
const decided = (id: string, ...who: readonly string[]) => fact('ConferralDecided', { conferrals: who.map((one) => ({ nomination: `n-${one}`, teacher: `t-${one}` })) }, id);
const title = (who: string, reservation: string) => fact('TitleConferred', { round: 'r', nomination: `n-${who}`, reservation }, 'title', `teacher-t-${who}`);

function fact(type: string, data: JsonObject, id = type, stream = 'round-r') {
  return { id, type, data, stream };
}

function check(...envelopes: readonly ReturnType<typeof fact>[]): LedgerCheck {
  return checkLedgers(envelopes.map((envelope, index) => ({ envelope, position: index + 1 })));
}

const breaches = (...envelopes: readonly ReturnType<typeof fact>[]): readonly string[] => check(...envelopes).breaches.map(({ position, what }) => `${position}: ${what}`);

describe('the check of both ledgers from the log alone', () => {
  it('counts what it read and finds nothing in a log that keeps to its seats', () => {
    const log = [opened, seat('a', '1'), seat('b', '2'), ends('SeatConfirmed', 'a'), ends('SeatReleased', 'b'), seat('c', '3'), seat('d', '1', 'DISTRICT', 'county'), decided('x', '1'), title('1', 'x'), ends('SeatConfirmed', 'x', 'n-1', 'AWARD')];

    expect(check(...log)).toEqual({ events: 10, reservations: 4, ledgers: 2, awards: 1, titles: 1, breaches: [] });
  });

  it.each([
    ['one seat more than a school has, also where another is released later', [seat('a', '1'), seat('b', '2'), seat('c', '3'), ends('SeatReleased', 'a')], '4: SCHOOL/school holds 3 of 2'],
    ['a mass act that takes one seat more than a school has', [seat('a', '1'), fact('SeatsReserved', { level: 'SCHOOL', lines: [{ unit: 'school', nomination: 'n-2', teacher: 't-2' }, { unit: 'school', nomination: 'n-3', teacher: 't-3' }] }, 'm')], '3: SCHOOL/school holds 3 of 2'],
    ['somebody whom a mass act names again', [fact('SeatsReserved', { level: 'SCHOOL', lines: [{ unit: 'school', nomination: 'n-1', teacher: 't-1' }] }, 'm'), seat('a', '1')], '3: t-1 holds m/n-1 at SCHOOL already'],
    ['one seat more than a county has', [seat('a', '1', 'DISTRICT', 'county'), seat('b', '2', 'DISTRICT', 'county')], '3: DISTRICT/county holds 2 of 1'],
    ['a seat that lapsed and was given again', [seat('a', '1'), seat('b', '2'), ends('SeatLapsed', 'a'), seat('c', '3')], '5: SCHOOL/school holds 3 of 2'],
    ['a seat of a unit that has none', [seat('a', '1', 'SCHOOL', 'elsewhere')], '2: SCHOOL/elsewhere holds 1 of 0'],
    ['somebody with two seats at a level', [seat('a', '1'), seat('b', '1')], '3: t-1 holds a at SCHOOL already'],
    ['a table cut below what is taken', [seat('a', '1'), seat('b', '2'), fact('NoticeSupplemented', { parameters: { recommendationSeats: [{ unit: 'school', seats: 1 }], awardSeats: 1 } })], '4: SCHOOL/school holds 2 of 1'],
    ['seats moved from under those who hold them', [seat('a', '1'), seat('b', '2'), fact('SeatsTransferred', { level: 'SCHOOL', fromUnit: 'school', toUnit: 'other', n: 1 })], '4: SCHOOL/school holds 2 of 1'],
    ['a seat ended that was never taken', [ends('SeatReleased', 'nothing')], '2: nothing is not reserved'],
    ['a kind of seat that this check does not know', [fact('SeatsGivenAway', {})], '2: is not counted here'],
    ['more awards than seats over two decisions', [decided('x', '1'), decided('y', '2')], '3: 2 awards of 1'],
    ['somebody awarded twice', [decided('x', '1'), decided('y', '1')], '3: t-1 is awarded twice'],
    ['a title without an award', [title('2', 'x')], '2: t-2 has a title without an award'],
    ['a title of an award given back', [decided('x', '1'), ends('SeatReleased', 'x', 'n-1', 'AWARD'), title('1', 'x')], '4: t-1 has a title without an award'],
    ['two titles of one award', [decided('x', '1'), title('1', 'x'), title('1', 'x')], '4: t-1 has two titles'],
  ])('finds %s', (_what, planted, found) => {
    expect(breaches(opened, ...planted)).toContain(found);
  });

  it('lets a released award be given to another', () => {
    expect(breaches(opened, decided('x', '1'), ends('SeatReleased', 'x', 'n-1', 'AWARD'), decided('y', '2'), title('2', 'y'))).toEqual([]);
  });
});
