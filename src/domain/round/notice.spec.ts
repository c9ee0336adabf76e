import fc from 'fast-check';
import { act, atSchool, District, openRound, parameters, risingStar, weihai } from '../../../test/domain/district';
import type { EffectiveProgramme } from '../programme-rules';
import { Story } from '../../../test/domain/story';
import { shanghaiMinute } from '../../clock';
import { decideRegisterOrg } from '../orgs';
import { decideRecordAppointment, people } from '../people';
import { decideNominate } from '../teacher/nomination';
import { decideExtendDeadline } from './extension';
import { decideCloseNominations } from './opening';
import type { LatePaper, RoundParameters } from './facts';
import { limitsOf, verdictOnRest } from './limits';
import { deadlineOf, levelRunning } from './notice';
import { asNotified, countedTo, withParameters } from './notice-state';
import { firstDayOf, lastMinute, mostPutForward, numberOf, type SeatLimit } from './parameters';
import { decideReserveSeat, decideSettleSeat } from './seats';
import { parametersOf, seatsOf } from './round';
import { pendingRecommendations } from './recommendation-lines';
import { decideTransferSeats } from './seat-transfer';
import { decideSupplementNotice } from './supplement';

const limit = (more: Partial<SeatLimit> & Pick<SeatLimit, 'code' | 'kind'>): SeatLimit => ({ level: 'SCHOOL', of: {}, by: [], amount: { n: 1 }, per: 'ROUND', unitSeats: null, ...more });
const changed = (more: Partial<RoundParameters>): RoundParameters => ({ ...parameters, ...more }) as RoundParameters;
const { snapshotOn, nominationsFrom, nominationsTo, recommendationSeats, awardSeats, requiredAttachments } = parameters;
/** As `parameters`, and no bound of birth. */
const boundless: RoundParameters = { snapshotOn, nominationsFrom, nominationsTo, recommendationSeats, awardSeats, requiredAttachments };
const opened = (more: Partial<RoundParameters>) => {
  const district = new District();
  expect(district.open({ parameters: changed(more) })).toEqual(['RoundOpened']);
  return district;
};

describe('words of a notice', () => {
  test('E35 以后 takes the printed day in and 后 begins on the day after, over the end of February too', () => {
    expect(firstDayOf({ date: '1984-02-28', word: 'ON_OR_AFTER' })).toBe('1984-02-28');
    expect(firstDayOf({ date: '1984-02-28', word: 'AFTER' })).toBe('1984-02-29');
    expect(firstDayOf({ date: '1983-02-28', word: 'AFTER' })).toBe('1983-03-01');
  });

  test('E47 a bare day with 前 ends with it or with the day before, as it is read', () => {
    expect(lastMinute({ date: '2019-06-24', before: 'INCLUSIVE' })).toBe('2019-06-24T23:59');
    expect(lastMinute({ date: '2019-03-01', before: 'EXCLUSIVE' })).toBe('2019-02-28T23:59');
  });

  test('E47 the end of a day is midnight in Asia/Shanghai: 16:00 UTC is the next day already', () => {
    const { state } = opened({ deadlines: [{ level: 'SCHOOL', at: '2019-05-24T23:59', printed: null }] }).round;
    const story = new District();
    const at = (instant: string) => {
      const now = shanghaiMinute(instant);
      return levelRunning(state, 'SCHOOL', 'school-1', { ...story.about(story.round, now.slice(0, 10)), now });
    };
    expect(at('2019-05-24T15:59:59.999Z')).toBeNull();
    expect(at('2019-05-24T16:00:00.000Z')).toMatchObject({ refusal: { rule: 'deadlinePassed', inputs: { now: '2019-05-25T00:00' } } });
  });

  test('shares are rounded as stated', () => {
    const share = (percent: number, rounding: 'UP' | 'DOWN' | 'HALF_UP', seats: number) => numberOf({ amount: { percent, base: 'SEATS', rounding } }, seats);
    expect([share(10, 'DOWN', 37), share(20, 'UP', 37), share(10, 'HALF_UP', 35), share(10, 'HALF_UP', 34)]).toEqual([3, 8, 4, 3]);
    // 0.1 × 30 is 3 and not 3.0000000000000004.
    expect(share(10, 'UP', 30)).toBe(3);
    expect(mostPutForward({ ratio: 1.2, rounding: 'DOWN' }, 37)).toBe(44);
    expect(mostPutForward({ ratio: 1.2, rounding: 'UP' }, 37)).toBe(45);
  });
});

describe('deadlines', () => {
  test('E23 late paper needs an approver with a post, who is not the clerk, and a receipt before the deadline', () => {
    const district = opened({ deadlines: [{ level: 'SCHOOL', at: '2019-05-24T17:00', printed: null }] });
    const registry = new Story(people, 'people');
    for (const [person, post, org] of [['officer', 'BureauOfficer', 'bureau'], ['chief', 'BureauOfficer', 'bureau'], ['clerk-1', 'SchoolAdmin', 'school-1']] as const) {
      const officer = registry.on('2018-01-01', { orgs: district.orgs.state, acting: { person: 'officer', appointment: null } });
      registry.take(decideRecordAppointment(registry.state, { appointment: `post-of-${person}`, person, post, org, from: '2018-01-01', to: null, firstOfficer: 'officer' }, officer), officer);
    }
    const context = { ...district.about(district.round, '2019-05-27'), people: registry.state };
    const late = (more: Partial<LatePaper> = {}): LatePaper => ({ receivedAt: '2019-05-24T17:00', receipt: '88', approver: 'chief', act: { ...act() }, ...more });
    const asked = (paper?: LatePaper) => levelRunning(district.round.state, 'SCHOOL', 'school-1', context, paper);
    expect(asked()).toMatchObject({ refusal: { rule: 'deadlinePassed' } });
    expect(asked(late())).toBeNull();
    expect(asked(late({ receivedAt: '2019-05-24T17:01' }))).toMatchObject({ refusal: { rule: 'paperReceivedLate' } });
    expect(asked(late({ receivedAt: '2019-05-01T09:00' }))).toMatchObject({ refusal: { rule: 'datesOutOfOrder' } });
    expect(asked(late({ approver: 'clerk-1' }))).toMatchObject({ refusal: { rule: 'approverIsClerk' } });
    expect(asked(late({ approver: 'nobody' }))).toMatchObject({ refusal: { rule: 'approverMayNot' } });
  });

  test('an extension for all and one for a unit: the later of them holds', () => {
    const district = opened({ deadlines: [{ level: 'SCHOOL', at: '2019-05-24T17:00', printed: null }] });
    const extend = (unit: string | null, until: string) => {
      const context = district.about(district.round, '2019-05-24', 'officer');
      return district.round.take(decideExtendDeadline(district.round.state, { level: 'SCHOOL', unit, until, act: act() }, context), context);
    };
    expect(extend('school-1', '2019-05-27T12:00')).toEqual(['DeadlineExtended']);
    expect(extend(null, '2019-05-26T12:00')).toEqual(['DeadlineExtended']);
    expect(deadlineOf(district.round.state, 'SCHOOL', 'school-1')).toBe('2019-05-27T12:00');
    expect(deadlineOf(district.round.state, 'SCHOOL', 'school-2')).toBe('2019-05-26T12:00');
    expect(extend('school-9', '2019-05-28T12:00')).toMatchObject({ rule: 'noSeatsForUnit' });
    expect(district.round.take(decideExtendDeadline(district.round.state, { level: 'DISTRICT', unit: null, until: '2019-05-28T12:00', act: act() }, district.about(district.round, '2019-05-24', 'officer')), district.about(district.round, '2019-05-24', 'officer'))).toMatchObject({ rule: 'levelNotInRound' });
    const close = (today: string, now: string) => decideCloseNominations(district.round.state, { ...district.about(district.round, today, 'officer'), now });
    expect(close('2019-05-27', '2019-05-27T12:00')).toMatchObject({ refusal: { rule: 'nominationsStillRunning' } });
    expect(close('2019-05-27', '2019-05-27T12:01').kind).toBe('events');
  });
});

describe('parameters that cannot be', () => {
  const asked = (more: Partial<RoundParameters>) => new District().open({ parameters: changed(more) });

  test.each([
    ['a date named as a parameter', { dates: [{ name: 'snapshotOn', date: '2019-01-01', word: null }] }, 'dateNameTaken'],
    ['a deadline after the last day', { deadlines: [{ level: 'SCHOOL', at: '2019-06-01T00:00', printed: null }] }, 'deadlineOutside'],
    ['a county before its schools', { deadlines: [{ level: 'DISTRICT', at: '2019-05-20T12:00', printed: null }, { level: 'SCHOOL', at: '2019-05-21T12:00', printed: null }] }, 'deadlineBeforeLower'],
    ['a level twice', { attachments: [{ level: 'SCHOOL', kinds: ['a'] }, { level: 'SCHOOL', kinds: ['b'] }] }, 'levelTwice'],
    ['a school in the county\'s ledger', { recommendationSeats: [{ unit: 'school-1', seats: 1, level: 'DISTRICT' }] }, 'seatLevelDiffers'],
    ['seats for a level that recommends nobody', { recommendationSeats: [{ unit: 'bureau', seats: 1, level: 'DISTRICT' }] }, 'seatLevelUnused'],
    ['more limits than can be decided', { limits: [limit({ code: 'EACH', kind: 'FLOOR', by: ['SUBJECT'], of: { subjects: Array.from({ length: 700 }, (_, index) => `科目${index}`) } })] }, 'tableUndecided'],
    ['a limit twice', { limits: [limit({ code: 'A', kind: 'CAP' }), limit({ code: 'A', kind: 'FLOOR' })] }, 'namedTwice'],
    ['a floor for each subject of none', { limits: [limit({ code: 'A', kind: 'FLOOR', by: ['SUBJECT'] })] }, 'limitUnclear'],
    ['a size of unit for the whole round', { limits: [limit({ code: 'A', kind: 'CAP', unitSeats: { from: 1, to: 2 } })] }, 'limitUnclear'],
  ] as const)('%s', (_name, more, rule) => {
    expect(asked(more as Partial<RoundParameters>)).toMatchObject({ rule });
  });

  test('a rule that reads a date which the notice does not give', () => {
    expect(new District().open({ parameters: boundless })).toMatchObject({ rule: 'parameterMissing', clause: 'W12', inputs: { name: 'bornOnOrAfter' } });
  });

  test('a bound of birth may be said in words alone, and what it comes to is recorded', () => {
    const district = new District();
    district.open({ parameters: { ...boundless, born: { date: '1984-01-01', word: 'AFTER' } } });
    expect(district.round.state.opened?.parameters).toMatchObject({ bornOnOrAfter: '1984-01-02', born: { word: 'AFTER' } });
  });
});

describe('limits of the seat table', () => {
  test('E16 property: whatever order schools recommend in, the places left can always meet every floor', () => {
    const stages = ['PRESCHOOL', 'PRIMARY', 'JUNIOR'];
    const floors = fc.array(fc.record({ kind: fc.constantFrom('FLOOR' as const, 'RESERVED' as const, 'CAP' as const), stages: fc.subarray(stages, { minLength: 1 }), n: fc.integer({ min: 1, max: 2 }), per: fc.constantFrom('ROUND' as const, 'UNIT' as const) }), { minLength: 1, maxLength: 3 });
    const asks = fc.array(fc.record({ unit: fc.constantFrom('school-1', 'school-2'), stage: fc.constantFrom(...stages) }), { maxLength: 12 });
    let kept = 0;
    fc.assert(fc.property(floors, asks, (wanted, asked) => {
      const district = new District();
      const limits = wanted.map(({ kind, stages: of, n, per }, index) => limit({ code: `L${index}`, kind, of: { stages: of }, amount: { n }, per }));
      if (!Array.isArray(district.open({ parameters: { ...parameters, limits } }))) return;
      asked.forEach(({ unit, stage }, index) => {
        const context = district.about(district.round, '2019-05-20');
        const answer = district.round.take(decideReserveSeat(district.round.state, { nomination: `n-${index}`, teacher: `t-${index}`, ...atSchool(unit), stage, subject: '语文', act: act() }, context), context);
        if ('rule' in answer && answer.rule === 'seatsKept') kept += 1;
        expect(verdictOnRest(district.round.state, 'SCHOOL', limitsOf(district.round.state, 'SCHOOL'), context, null).kind).toBe('FEASIBLE');
      });
    }), { numRuns: 150 });
    expect(kept).toBeGreaterThan(10);
  });

  test('a seat that is given back counts no longer', () => {
    const district = opened({ limits: [limit({ code: 'CHINESE', kind: 'CAP', of: { subjects: ['语文'] } })] });
    district.register('a');
    district.consent('a');
    district.nominate('a');
    expect(district.reserve('a')).toEqual(['SeatReserved']);
    expect(countedTo(district.round.state.notice, 'CHINESE', null)).toBe(1);
    expect(district.reserve('b')).toMatchObject({ rule: 'limitReached' });
    const [line] = pendingRecommendations(district.round.state);
    const context = district.about(district.round, '2019-05-20');
    district.round.take(decideSettleSeat(district.round.state, { ledger: 'RECOMMENDATION', reservation: line?.reservation ?? '', nomination: 'n-a', settlement: { kind: 'RELEASED', outcome: 'e' } }), context);
    expect(countedTo(district.round.state.notice, 'CHINESE', null)).toBe(0);
    expect(district.reserve('b')).toEqual(['SeatReserved']);
  });

  test('a limit that was given up by an act is not enforced', () => {
    const limits = [limit({ code: 'CHINESE', kind: 'CAP', of: { subjects: ['语文'] }, amount: { n: 0 } })];
    const district = new District();
    district.open({ parameters: { ...parameters, limits }, waiver: { limits: ['CHINESE'], act: { ...act() } } });
    expect(district.reserve('a')).toEqual(['SeatReserved']);
    expect(district.round.state.opened?.waiver?.limits).toEqual(['CHINESE']);
  });

  test('seats are moved only as far as what is left can meet every floor', () => {
    const district = opened({ recommendationSeats: [{ unit: 'school-1', seats: 2 }, { unit: 'school-2', seats: 3 }], limits: [limit({ code: 'TOWN', kind: 'FLOOR', of: { units: ['school-2'] }, amount: { n: 2 } })] });
    const move = (n: number) => {
      const context = district.about(district.round, '2019-05-15', 'officer');
      return district.round.take(decideTransferSeats(district.round.state, { level: 'SCHOOL', fromUnit: 'school-2', toUnit: 'school-1', n, act: act() }, context), context);
    };
    expect(move(2)).toMatchObject({ rule: 'restInfeasible', inputs: { limits: ['TOWN'] } });
    expect(move(1)).toEqual(['SeatsTransferred']);
    expect(move(1)).toMatchObject({ rule: 'restInfeasible' });
  });

  test('E37 leaders of schools take at most their share of the seats, and the places that are kept from them others have', () => {
    const limits = [limit({ code: 'LEADERS', kind: 'CAP', of: { leaders: true }, amount: { percent: 20, base: 'SEATS', rounding: 'DOWN' } }), limit({ code: 'TEACHERS', kind: 'FLOOR', of: { leaders: false, subjects: ['数学'] }, amount: { n: 1 } })];
    const district = opened({ recommendationSeats: [{ unit: 'school-1', seats: 5 }], limits });
    const reserve = (id: string, leader: boolean, subject = '语文') => {
      const context = district.about(district.round, '2019-05-20');
      return district.round.take(decideReserveSeat(district.round.state, { nomination: `n-${id}`, teacher: id, ...atSchool('school-1'), stage: 'PRIMARY', subject, leader, act: act() }, context), context);
    };
    expect(reserve('head', true)).toEqual(['SeatReserved']);
    expect(district.round.lastOf('SeatReserved').data.countsTo).toEqual(['LEADERS']);
    expect(reserve('deputy', true)).toMatchObject({ rule: 'limitReached', inputs: { limit: 'LEADERS', n: 1 } });
    for (const id of ['a', 'b', 'c']) expect(reserve(id, false)).toEqual(['SeatReserved']);
    expect(reserve('d', false)).toMatchObject({ rule: 'seatsKept', inputs: { limits: ['TEACHERS'] } });
    expect(reserve('e', false, '数学')).toEqual(['SeatReserved']);
  });

  test('E37 a floor and a cap of leaders that cannot hold together are named', () => {
    const limits = [limit({ code: 'FEW', kind: 'CAP', of: { leaders: true }, amount: { n: 1 } }), limit({ code: 'MANY', kind: 'FLOOR', of: { leaders: true }, amount: { n: 2 } })];
    expect(new District().open({ parameters: changed({ limits }) })).toMatchObject({ rule: 'tableInfeasible', clause: 'W12', inputs: { limits: ['FEW ≤ 1', 'MANY ≥ 2'] } });
    const cited = limits.map((one, index) => (index === 0 ? one : { ...one, clause: 'W16' }));
    expect(new District().open({ parameters: changed({ limits: cited }) })).toMatchObject({ rule: 'tableInfeasible', clause: 'W16', inputs: { seats: parameters.recommendationSeats.reduce((sum, { seats }) => sum + seats, 0), level: 'SCHOOL' } });
    expect(new District().open({ parameters: changed({ limits: [limit({ code: 'FEW', kind: 'CAP', of: { leaders: true }, amount: { n: 1 } }), limit({ code: 'MANY', kind: 'FLOOR', of: { leaders: false }, amount: { n: 4 } })] }) })).toEqual(['RoundOpened']);
  });

  test('E16 where the notice cites nothing, what the programme says of those meant is cited, else its number of titles', () => {
    const leans = [
      { code: 'RURAL', names: { zh: '乡村', en: 'Rural' }, clause: 'Z27', form: 'TIE_BREAK' as const, points: null, toward: { traits: ['RURAL' as const] }, who: [] },
      { code: 'WEAK', names: { zh: '薄弱学科', en: 'Weak subjects' }, clause: 'Z28', form: 'TIE_BREAK' as const, points: null, toward: { subjects: ['音乐'] }, who: [] },
    ];
    const leaning: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, ...(risingStar.scoring === null ? {} : { scoring: { ...risingStar.scoring, leans } }) }] };
    const most = parameters.recommendationSeats.reduce((sum, { seats }) => sum + seats, 0) + 1;
    const opening = (of: SeatLimit['of']) => new District(leaning).open({ parameters: changed({ limits: [limit({ code: 'KEPT', kind: 'FLOOR', of, amount: { n: most } })] }) });
    expect([opening({ rural: true }), opening({ subjects: ['音乐'] }), opening({ subjects: ['数学'] }), opening({ rural: false })]).toMatchObject([{ clause: 'Z27' }, { clause: 'Z28' }, { clause: 'W12' }, { clause: 'W12' }]);
  });

  test('rural schools, and units with all below them', () => {
    const district = new District();
    const context = district.orgs.on('2010-01-01');
    district.orgs.take(decideRegisterOrg(district.orgs.state, { org: 'village', names: { zh: '村小', en: 'Village' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'bureau', stages: [], code: null, rural: true, effectiveOn: '2000-01-01' }, context), context);
    const limits = [limit({ code: 'RURAL', kind: 'RESERVED', of: { rural: true }, amount: { percent: 50, base: 'SEATS', rounding: 'UP' } }), limit({ code: 'ALL', kind: 'CAP', of: { units: ['bureau'] }, amount: { n: 2 } })];
    const table = [{ unit: 'school-1', seats: 2 }, { unit: 'village', seats: 1 }];
    expect(district.open({ parameters: { ...parameters, recommendationSeats: table, limits } })).toMatchObject({ rule: 'tableInfeasible', inputs: { limits: ['RURAL ≥ 2'] } });
    expect(district.open({ parameters: { ...parameters, recommendationSeats: [{ unit: 'school-1', seats: 2 }, { unit: 'village', seats: 2 }], limits } })).toEqual(['RoundOpened']);
    expect(district.reserve('a')).toMatchObject({ rule: 'seatsKept', inputs: { limits: ['RURAL', 'ALL'] } });
    expect(district.reserve('v', 'village')).toEqual(['SeatReserved']);
    expect(district.reserve('w', 'village')).toEqual(['SeatReserved']);
    expect(seatsOf(district.round.state, 'village').reserved).toBe(2);
  });
});

describe('a supplement', () => {
  const nominated = () => {
    const district = new District();
    district.open();
    for (const id of ['a', 'b']) {
      district.register(id);
      district.consent(id);
      district.nominate(id);
    }
    return district;
  };
  const supplement = (district: District, changes: Parameters<typeof decideSupplementNotice>[1]['changes'], number: string | null = '21号') => {
    const context = district.about(district.round, '2019-05-20', 'officer');
    const people = [...district.teachers].map(([teacher, { state }]) => ({ teacher, facts: state.facts }));
    return district.round.take(decideSupplementNotice(district.round.state, { changes, act: act(number), people }, context), context);
  };

  test('E49 is an act with a number, for an open round, and changes something', () => {
    const district = nominated();
    expect(supplement(district, { awardSeats: 3 }, null)).toMatchObject({ rule: 'actNumberRequired' });
    expect(supplement(district, { awardSeats: 2 })).toMatchObject({ rule: 'supplementChangesNothing' });
    expect(supplement(district, { awardSeats: 51 })).toMatchObject({ rule: 'awardSeatsAboveProgramme' });
    expect(supplement(district, { awardSeats: 3 })).toEqual(['NoticeSupplemented']);
    expect(district.round.state.notice.parameters?.awardSeats).toBe(3);
    expect(district.round.state.opened?.parameters.awardSeats).toBe(2);
  });

  test('E49 lists whom it concerns, and what was decided before it is asked again by the wording of then', () => {
    const district = nominated();
    district.reserve('a');
    expect(supplement(district, { bornOnOrAfter: '1995-01-01' })).toEqual(['NoticeSupplemented']);
    expect(district.round.lastOf('NoticeSupplemented').data.becomesIneligible).toEqual([
      { teacher: 'a', nomination: 'n-a', stands: 'RECOMMENDED', rule: 'bornOnOrAfter@1', clause: 'W12' },
      { teacher: 'b', nomination: 'n-b', stands: 'NOMINATED', rule: 'bornOnOrAfter@1', clause: 'W12' },
    ]);
    // A correction asks as her nomination was asked: by the wording that it read, whatever came later.
    const bound = (revision?: number) => parametersOf(asNotified(district.round.state, revision)).bornOnOrAfter;
    expect([bound(0), bound(1), bound(2), bound()]).toEqual(['1984-01-01', '1984-01-01', '1995-01-01', '1995-01-01']);
    // and one who was listed without a seat gets none, until a supplement lists her otherwise
    expect(district.reserve('b', 'school-1', 'clerk-1', '2019-05-21')).toMatchObject({ rule: 'ineligibleBySupplement' });
    expect(supplement(district, { bornOnOrAfter: '1984-01-01' }, '22号')).toEqual(['NoticeSupplemented']);
    expect(district.reserve('b', 'school-1', 'clerk-1', '2019-05-22')).toEqual(['SeatReserved']);
  });

  test('E49 where the programme has those made ineligible reviewed, the supplement says so by its clause', () => {
    const reviewing: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, onSupplement: { clause: 'W12', value: 'REVIEW' } }] };
    const district = new District(reviewing);
    district.open();
    expect(supplement(district, { bornOnOrAfter: '1995-01-01' })).toEqual(['NoticeSupplemented']);
    expect(district.round.lastOf('NoticeSupplemented').data.review).toEqual({ clause: 'W12' });
    const silent = nominated();
    supplement(silent, { bornOnOrAfter: '1995-01-01' });
    expect(silent.round.lastOf('NoticeSupplemented').data.review).toBeUndefined();
  });

  test('whom a limit speaks of stays once seats were counted by it; its number may change', () => {
    const district = new District();
    district.open({ parameters: { ...parameters, limits: [limit({ code: 'CHINESE', kind: 'CAP', of: { subjects: ['语文'] }, amount: { n: 2 } })] } });
    district.reserve('a');
    expect(supplement(district, { limits: [limit({ code: 'CHINESE', kind: 'CAP', of: { subjects: ['数学'] }, amount: { n: 2 } })] })).toMatchObject({ rule: 'limitsInUse' });
    expect(supplement(district, { limits: [limit({ code: 'CHINESE', kind: 'CAP', of: { subjects: ['语文'] }, amount: { n: 1 } })] })).toEqual(['NoticeSupplemented']);
    expect(district.reserve('b')).toMatchObject({ rule: 'limitReached' });
  });

  test('who is refused after it is refused by its own wording, and that is recorded anew', () => {
    const district = new District();
    district.open();
    district.register('old', { birthDate: '1980-01-01' });
    district.consent('old');
    const ask = () => {
      const story = district.teacher('old');
      const context = district.about(story, '2019-05-21');
      story.take(decideNominate(story.state, { nomination: 'n-old', round: district.round.state }, context), context);
      return story.log.filter(({ type }) => type === 'NominationRefused').length;
    };
    expect([ask(), ask()]).toEqual([1, 1]);
    supplement(district, { bornOnOrAfter: '1982-01-01' });
    expect([ask(), ask()]).toEqual([2, 2]);
  });

  test('parameters are those in force, and a state with others leaves the round alone', () => {
    const district = nominated();
    const other = withParameters(district.round.state, { ...openRound.parameters, awardSeats: 9 });
    expect(other.notice.parameters.awardSeats).toBe(9);
    expect(district.round.state.notice.parameters?.awardSeats).toBe(2);
  });
});
