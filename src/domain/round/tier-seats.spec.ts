import { act, District, parameters, risingStar, weihai } from '../../../test/domain/district';
import type { TierRules } from '../programme-rules';
import type { PoolRules } from '../programme-ways';
import { decideSupplementNotice } from './supplement';
import { seatsBeside, seatsInAll, yearsTogether, yearWithRoom, type SeatsOfRound } from './tier-seats';

const nearly: TierRules = { ...risingStar, seats: { value: 100, clause: 'W13' }, seatsAs: { word: 'NEARLY', percent: 5, clause: 'W13' }, cadenceYears: { value: 3, clause: 'W13' } };

/** A round of two titles, opened on another's day. */
const other = (openedOn: string, demonstration = true) => {
  const district = new District({ ...weihai, open: [] });
  district.open({ demonstration });
  return { state: district.round.state, openedOn };
};

describe('a number of all rounds of the tier', () => {
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

  test('a demonstration stands to demonstrations alone, and without a cadence or a number each round for itself', () => {
    const asked = { day: '2024-05-05', demonstration: false };
    expect(seatsBeside(nearly, [other('2024-05-05')], asked)).toEqual([]);
    expect(seatsBeside(nearly, [other('2024-05-05', false)], asked)).toHaveLength(1);
    expect(seatsBeside({ ...nearly, cadenceYears: null }, [other('2024-05-05', false)], asked)).toEqual([]);
    expect(seatsBeside({ ...nearly, seats: null }, [other('2024-05-05', false)], asked)).toEqual([]);
  });

  test('holds as it stands like one that is meant roughly; posts are counted by who holds them, places of a pool over its batches', () => {
    const { seatsAs, ...exact } = nearly;
    expect(seatsAs).toBeDefined();
    expect(seatsBeside(exact, [other('2024-05-05')], { day: '2024-05-05', demonstration: true })).toHaveLength(1);
    expect([yearsTogether(exact), yearsTogether({ ...exact, way: 'POST' })]).toEqual([3, null]);
    const pool: PoolRules = { clause: 'W13', convertsTo: null, batches: 'ONCE', cultivationYears: null, endsAfterYears: null, refill: { value: false, clause: 'W13' }, confirmedBy: null, requires: [], recognitions: null };
    expect(yearsTogether({ ...exact, pool })).toBeNull();
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

describe('两年一届50名, given by more than one round', () => {
  const beside: readonly SeatsOfRound[] = [{ round: 'r-1', track: 'TEACHER', openedOn: '2018-09-01', seats: 30 }, { round: 'r-2', track: 'TEACHER', openedOn: '2019-03-01', seats: 10 }];

  test('what is left of it can be given, and no more: with the rounds that count, what is left, and from when it is free', () => {
    const opened = (seats: number, others = beside) => new District().open({ parameters: { ...parameters, awardSeats: seats }, beside: others });
    expect(opened(11)).toMatchObject({ rule: 'awardSeatsGivenOut', clause: 'W12', inputs: { seats: 11, rounds: ['TEACHER 30', 'TEACHER 10'], roundIds: ['r-1', 'r-2'], all: 51, allowed: 50, years: 2, left: 10, free: '2020' } });
    // Of the year in which so many fit: ten are still given out in 2020, and all fifty are free in 2021.
    expect(opened(40)).toMatchObject({ rule: 'awardSeatsGivenOut', inputs: { left: 10, free: '2020' } });
    expect(opened(41)).toMatchObject({ rule: 'awardSeatsGivenOut', inputs: { left: 10, free: '2021' } });
    expect(opened(10)).toEqual(['RoundOpened']);
    // More than the programme ever gives is refused for that.
    expect(opened(51)).toMatchObject({ rule: 'awardSeatsAboveProgramme', inputs: { seats: 51, allowed: 50 } });
    expect(opened(2, [{ round: 'r-1', track: 'TEACHER', openedOn: '2019-01-02', seats: 60 }])).toMatchObject({ rule: 'awardSeatsGivenOut', inputs: { left: 0 } });
  });

  test('so many fit in the first year in which enough of it is no longer counted, not only once all of it is', () => {
    const given: readonly SeatsOfRound[] = [{ round: 'r-2', track: 'TEACHER', openedOn: '2021-03-01', seats: 5 }, { round: 'r-1', track: 'TEACHER', openedOn: '2020-09-01', seats: 40 }];
    expect([44, 5, 4, 0].map((most) => yearWithRoom(given, 3, most))).toEqual([2023, 2023, 2024, 2024]);
    // Two of one year end together.
    expect(yearWithRoom([...given, { round: 'r-3', track: 'TEACHER', openedOn: '2020-12-31', seats: 1 }], 3, 5)).toBe(2023);
  });

  test('a supplement gives no more than that either, and may always give less', () => {
    const supplemented = (awardSeats: number) => {
      const district = new District();
      district.open({ parameters: { ...parameters, awardSeats: 12 } });
      const context = district.about(district.round, '2019-05-20', 'officer');
      return district.round.take(decideSupplementNotice(district.round.state, { changes: { awardSeats }, act: act('21号'), people: [], beside }, context), context);
    };
    expect(supplemented(13)).toMatchObject({ rule: 'awardSeatsGivenOut', inputs: { seats: 13, left: 10 } });
    expect(supplemented(11)).toEqual(['NoticeSupplemented']);
  });
});
