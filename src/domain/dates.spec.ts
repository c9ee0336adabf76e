import * as fc from 'fast-check';
import { addDays, addMonths, addYears, compareDates, daysBetween, fullYears, isBusinessDate, requireDate, weekday } from './dates';

describe('business dates', () => {
  it.each(['2019-02-29', '1900-02-29', '2019-13-01', '2019-00-10', '2019-04-31', '2019-1-1', '2019/01/01', '20190101', '2019-01-01T00:00', ' 2019-01-01', '０２０１９-01-01', '', '0019-01-01', '10000-01-01'])('refuses %j, which is no day or not written as one', (text) => {
    expect(isBusinessDate(text)).toBe(false);
    expect(() => requireDate(text)).toThrow(RangeError);
  });

  it.each(['2020-02-29', '2000-02-29', '1984-01-01', '2019-12-31', '1900-01-01', '9999-12-31'])('takes %s', (text) => {
    expect(isBusinessDate(text)).toBe(true);
  });

  it('refuses what is no text', () => {
    expect([20190101, null, undefined, new Date(0)].map((value) => isBusinessDate(value))).toEqual([false, false, false, false]);
  });

  it('adds months, ending on the last day of a month that has no such day', () => {
    expect(addMonths('2019-08-31', 6)).toBe('2020-02-29');
    expect(addMonths('2018-08-31', 6)).toBe('2019-02-28');
    expect(addMonths('2019-12-01', 24)).toBe('2021-12-01');
    expect(addMonths('2019-01-31', -2)).toBe('2018-11-30');
  });

  it('adds days over the ends of months and years', () => {
    expect(addDays('2019-12-31', 1)).toBe('2020-01-01');
    expect(addDays('2020-02-28', 1)).toBe('2020-02-29');
    expect(addDays('2019-03-01', -1)).toBe('2019-02-28');
  });

  it('adds years, 29 February ending on the last day of the month (Civil Code art. 202)', () => {
    expect(addYears('2016-02-29', 1)).toBe('2017-02-28');
    expect(addYears('2016-02-29', 4)).toBe('2020-02-29');
    expect(addYears('2019-05-10', -3)).toBe('2016-05-10');
  });

  it('counts full years up to and on the corresponding day', () => {
    expect(fullYears('2016-05-10', '2019-05-10')).toBe(3);
    expect(fullYears('2016-05-11', '2019-05-10')).toBe(2);
    expect(fullYears('2016-02-29', '2017-02-28')).toBe(1);
  });

  it('knows the days of the week', () => {
    // 1970-01-01 was a Thursday, 2019-09-29 a Sunday, 1949-10-01 a Saturday.
    expect(['1970-01-01', '2019-09-29', '2019-09-30', '1949-10-01', '1900-01-01'].map(weekday)).toEqual([4, 7, 1, 6, 1]);
  });

  it('goes there and back, in the order of the text', () => {
    const day = fc.integer({ min: 0, max: 200_000 }).map((days) => addDays('1950-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: -9000, max: 9000 }), (date, days) => {
        const other = addDays(date, days);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(compareDates(date, other)).toBe(Math.sign(-days) === 0 ? 0 : Math.sign(-days));
      }),
    );
  });
});
