import { District, risingStar, weihai } from '../../../test/domain/district';
import type { TierRules } from '../programme-rules';
import { seatsBeside, seatsInAll } from './tier-seats';

const nearly: TierRules = { ...risingStar, seats: { value: 100, clause: 'W13' }, seatsAs: { word: 'NEARLY', percent: 5, clause: 'W13' }, cadenceYears: { value: 3, clause: 'W13' } };

/** A round of two titles, opened on another's day. */
const other = (openedOn: string, demonstration = true) => {
  const district = new District({ ...weihai, open: [] });
  district.open({ demonstration });
  return { state: district.round.state, openedOn };
};

describe('a number that is meant roughly, of all rounds of the tier', () => {
  test('counts the others of the years that follow each other, and not those of the year from which the next is due', () => {
    const others = ['2024-12-31', '2022-01-01', '2021-12-31', '2027-01-01'].map((day) => other(day));
    const { awardSeats } = others[0]?.state.opened?.parameters ?? { awardSeats: 0 };
    const beside = seatsBeside(nearly, others, { day: '2024-05-05', demonstration: true });
    expect(beside.map(({ openedOn, seats }) => [openedOn, seats])).toEqual([['2022-01-01', awardSeats], ['2024-12-31', awardSeats]]);
    expect(seatsInAll(90, beside)).toBe(90 + 2 * awardSeats);
  });

  test('never counts two together that lie a cadence apart: of the years around hers those that hold most', () => {
    const years = (...days: readonly string[]) => seatsBeside(nearly, days.map((day) => other(day)), { day: '2024-05-05', demonstration: true }).map(({ openedOn }) => openedOn.slice(0, 4));
    expect(years('2022-06-01', '2026-06-01')).toEqual(['2022']);
    expect(years('2022-06-01', '2025-06-01', '2026-06-01')).toEqual(['2025', '2026']);
    expect(years('2022-06-01', '2023-06-01', '2026-06-01')).toEqual(['2022', '2023']);
    expect(years('2022-06-01', '2023-06-01', '2025-06-01', '2026-06-01')).toEqual(['2022', '2023']);
    expect(years('2023-06-01', '2025-06-01')).toEqual(['2023', '2025']);
    expect(years('2021-06-01', '2027-06-01')).toEqual([]);
  });

  test('a demonstration stands to demonstrations alone, and without a cadence or a rough number each round for itself', () => {
    const asked = { day: '2024-05-05', demonstration: false };
    expect(seatsBeside(nearly, [other('2024-05-05')], asked)).toEqual([]);
    expect(seatsBeside(nearly, [other('2024-05-05', false)], asked)).toHaveLength(1);
    expect(seatsBeside({ ...nearly, cadenceYears: null }, [other('2024-05-05', false)], asked)).toEqual([]);
    const { seatsAs, ...exact } = nearly;
    expect(seatsAs).toBeDefined();
    expect(seatsBeside(exact, [other('2024-05-05', false)], asked)).toEqual([]);
  });

  test('of a concluded round as many as were conferred', () => {
    const district = new District();
    district.concluded();
    const { state } = district.round;
    const conferred = [...state.awards.values()].filter(({ status }) => status === 'CONFIRMED').length;
    expect(conferred).toBeGreaterThan(0);
    expect(seatsBeside(nearly, [{ state, openedOn: '2019-05-05' }], { day: '2019-06-01', demonstration: state.opened?.demonstration ?? false })).toMatchObject([{ seats: conferred }]);
  });
});
