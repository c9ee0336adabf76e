import { execFileSync } from 'node:child_process';
import { prcCalendar, publicityWindow, readCalendarYear, workingCalendar } from './calendar';

describe('working days of the PRC', () => {
  // State Council notice for 2019: 1–7 October off, Sunday 29 September and Saturday 12 October worked.
  it('knows the October holiday of 2019 with its make-up workdays', () => {
    const worked = ['2019-09-27', '2019-09-28', '2019-09-29', '2019-09-30', '2019-10-01', '2019-10-07', '2019-10-08', '2019-10-11', '2019-10-12', '2019-10-13'].map((day) => [day, prcCalendar.isWorkday(day)]);
    expect(worked).toEqual([
      ['2019-09-27', true], ['2019-09-28', false], ['2019-09-29', true], ['2019-09-30', true],
      ['2019-10-01', false], ['2019-10-07', false], ['2019-10-08', true], ['2019-10-11', true],
      ['2019-10-12', true], ['2019-10-13', false],
    ]);
  });

  it.each([
    // Posted on Friday: Sun 29, Mon 30, Tue 8, Wed 9, Thu 10.
    ['2019-09-27', 5, false, '2019-09-29', '2019-10-10'],
    // Two more: Fri 11 and Sat 12, the make-up workday on which it ends.
    ['2019-09-27', 7, false, '2019-09-29', '2019-10-12'],
    // The posting day counted: Fri 27, Sun 29, Mon 30, Tue 8, Wed 9.
    ['2019-09-27', 5, true, '2019-09-27', '2019-10-09'],
    // Posted within the holiday: counting begins on the first working day after it, either way.
    ['2019-10-03', 1, false, '2019-10-08', '2019-10-08'],
    ['2019-10-03', 1, true, '2019-10-08', '2019-10-08'],
    // A plain week; domain.md 2.3: 11–15 January 2016 is five days with the first counted.
    ['2016-01-11', 5, true, '2016-01-11', '2016-01-15'],
    ['2016-01-11', 5, false, '2016-01-12', '2016-01-18'],
  ])('posted %s for %i working days (posting day counted: %s): %s to %s', (openedOn, days, countFirst, firstDay, lastDay) => {
    expect(publicityWindow(openedOn, days, countFirst)).toEqual({ firstDay, lastDay, provisional: false, calendar: 'chinese-days@1.5.7' });
    expect(prcCalendar.window(openedOn, days, countFirst)).toEqual(publicityWindow(openedOn, days, countFirst));
  });

  it('pitfalls "More": an uncovered year answers as plain weekdays, so every window that touches one is provisional', () => {
    expect([prcCalendar.firstYear, prcCalendar.lastYear]).toEqual([2004, 2026]);
    expect(prcCalendar.covers('2026-12-31')).toBe(true);
    expect(prcCalendar.covers('2027-01-01')).toBe(false);
    expect(publicityWindow('2026-12-24', 5, false)).toMatchObject({ lastDay: '2026-12-31', provisional: false });
    expect(publicityWindow('2026-12-25', 5, false)).toMatchObject({ lastDay: '2027-01-01', provisional: true });
    expect(publicityWindow('2003-12-30', 1, false).provisional).toBe(true);
  });

  it('takes a year that an operator loads, and says so in its version', () => {
    const calendar = workingCalendar([{ year: 2027, source: 'notice 2027', holidays: ['2027-01-01'], makeUpWorkdays: ['2027-01-03'] }]);
    // Mon 28 to Thu 31 December, New Year off, Sunday 3 January worked.
    expect(publicityWindow('2026-12-25', 5, false, calendar)).toEqual({ firstDay: '2026-12-28', lastDay: '2027-01-03', provisional: false, calendar: 'chinese-days@1.5.7+2027(notice 2027)' });
    expect(calendar.lastYear).toBe(2027);
    expect(calendar.isWorkday('2019-10-12')).toBe(true);
  });

  it('lets a loaded year replace the shipped one whole', () => {
    const calendar = workingCalendar([{ year: 2019, source: 'corrected', holidays: ['2019-10-01'], makeUpWorkdays: [] }]);
    expect(['2019-10-01', '2019-10-02', '2019-10-12'].map(calendar.isWorkday)).toEqual([false, true, false]);
    expect(calendar.isWorkday('2020-10-02')).toBe(false);
  });

  it.each([
    [{ year: 2027, source: 's', holidays: ['2028-01-01'], makeUpWorkdays: [] }],
    [{ year: 2027, source: 's', holidays: ['2027-02-30'], makeUpWorkdays: [] }],
    [{ year: 2027, source: 's', holidays: ['2027-01-02'], makeUpWorkdays: ['2027-01-02'] }],
    [{ year: 2027, source: 's', holidays: ['2027-01-01'], makeUpWorkdays: ['2027-01-04'] }],
  ])('refuses a loaded year that is wrong: %j', (year) => {
    expect(() => workingCalendar([year])).toThrow(RangeError);
  });

  it('reads an operator\'s year file', () => {
    const year = { year: 2027, source: 'notice 2027', holidays: ['2027-01-01'], makeUpWorkdays: ['2027-01-03'] };
    expect(readCalendarYear(JSON.stringify(year))).toEqual({ kind: 'year', year });
  });

  it.each(['', '{', '[]', '{"year":2027}', '{"year":2027,"source":" ","holidays":["2027-01-01"],"makeUpWorkdays":[]}', '{"year":2027,"source":"s","holidays":["2027-1-1"],"makeUpWorkdays":[]}', '{"year":2027,"source":"s","holidays":[],"makeUpWorkdays":[]}', '{"year":2027,"source":"s","holidays":["2028-01-01"],"makeUpWorkdays":[]}', '{"year":2027,"source":"s","holidays":["2027-01-01"],"makeUpWorkdays":["2027-01-04"]}'])('refuses the year file %j in both languages', (text) => {
    const reading = readCalendarYear(text);
    expect(reading).toMatchObject({ kind: 'refused', zh: expect.stringMatching(/年历文件/u) as string, en: expect.stringMatching(/calendar file/u) as string });
  });

  it('refuses the same year loaded twice', () => {
    const year = { year: 2027, source: 's', holidays: [], makeUpWorkdays: [] };
    expect(() => workingCalendar([year, year])).toThrow(RangeError);
  });

  it.each([[0], [-1], [1.5], [Number.NaN], [367]])('refuses a window of %p working days', (days) => {
    expect(() => publicityWindow('2019-09-27', days, false)).toThrow(RangeError);
  });

  it('refuses a day that is none', () => {
    expect(() => publicityWindow('2019-02-29', 5, false)).toThrow(RangeError);
  });

  // chinese-days' own isWorkday builds a local Date: west of Shanghai it takes Saturday 2019-09-28 for a workday.
  it('does not depend on the time zone of the process', () => {
    const script = `const { transformSync } = require('@swc/core'); const fs = require('fs'); const path = require('path');
      require.extensions['.ts'] = (module, file) => module._compile(transformSync(fs.readFileSync(file, 'utf8'), { filename: file, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code, file);
      const { prcCalendar } = require(path.resolve('src/domain/calendar.ts'));
      console.log(JSON.stringify([prcCalendar.isWorkday('2019-09-28'), prcCalendar.isWorkday('2019-09-29'), prcCalendar.window('2019-09-27', 5, false).lastDay, require('chinese-days').isWorkday('2019-09-28')]));`;
    const inZone = (TZ: string) => JSON.parse(execFileSync(process.execPath, ['-e', script], { env: { ...process.env, TZ }, encoding: 'utf8' })) as unknown;
    expect(inZone('America/New_York')).toEqual([false, true, '2019-10-10', true]);
    expect(inZone('Asia/Shanghai')).toEqual([false, true, '2019-10-10', false]);
  });
});
