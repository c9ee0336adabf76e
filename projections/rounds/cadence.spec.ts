import { cadenceOf, validityOf } from './cadence';
import type { RoundDocument } from './rounds';

const twice = { value: 2, clause: 'W12' };
const opened = (round: string, openedOn: string, unit = 'u-1', demonstration = false): RoundDocument =>
  ({ round, openedOn, demonstration, recommendation: [{ level: 'SCHOOL', unit, seats: 1, reserved: {}, confirmed: {}, lapsed: {}, given: {} }] }) as Partial<RoundDocument> as RoundDocument;

describe('the cadence of rounds (两年一届)', () => {
  it('counts calendar years: a round of the same or the next year is early, in any month; one of the second year is not', () => {
    const first = opened('r-1', '2019-10-08');
    for (const [day, early] of [['2019-12-30', true], ['2020-12-31', true], ['2021-01-04', false], ['2022-05-10', false]] as const) {
      expect([day, cadenceOf(twice, opened('r-2', day), [opened('r-2', day), first])]).toEqual([day, { years: 2, clause: 'W12', previous: { round: 'r-1', openedOn: '2019-10-08' }, dueYear: 2021, early }]);
    }
  });

  it('looks at the last one before it for some of the same units, and at demonstrations only from a demonstration', () => {
    const elsewhere = opened('r-3', '2020-05-10', 'u-2');
    const played = opened('r-4', '2020-06-10', 'u-1', true);
    const first = opened('r-1', '2018-05-10');
    expect(cadenceOf(twice, opened('r-5', '2020-09-01'), [played, elsewhere, first])).toMatchObject({ previous: { round: 'r-1' }, dueYear: 2020, early: false });
    expect(cadenceOf(twice, opened('r-5', '2020-09-01', 'u-1', true), [played, elsewhere, first])).toMatchObject({ previous: { round: 'r-4' }, early: true });
  });

  it('is nothing where none is stated, and never early for the first', () => {
    expect(cadenceOf(null, opened('r-1', '2019-05-10'), [])).toBeNull();
    expect(cadenceOf(twice, opened('r-1', '2019-05-10'), [opened('r-1', '2019-05-10')])).toEqual({ years: 2, clause: 'W12', previous: null, dueYear: null, early: false });
  });
});

describe('E51 a round opened after its programme has ended', () => {
  const validity = { from: '2017-11-01', to: '2020-12-31', clause: 'T9', fromClause: 'T1', termsOutlive: true };

  it('is told with the days of the programme, of which both are within', () => {
    const within = (day: string) => validityOf({ validity }, opened('r-1', day))?.within;
    expect(['2017-10-31', '2017-11-01', '2020-12-31', '2021-01-01'].map(within)).toEqual([false, true, true, false]);
    expect(validityOf({}, opened('r-1', '2021-01-01'))).toBeNull();
  });

  it('names the clause of the first day only where it opened before it', () => {
    const clause = (day: string) => validityOf({ validity }, opened('r-1', day))?.clause;
    expect(['2017-10-31', '2017-11-01', '2021-01-01'].map(clause)).toEqual(['T1', 'T9', 'T9']);
  });
});
