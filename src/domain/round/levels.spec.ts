import fc from 'fast-check';
import { District, openRound, weihai, risingStar } from '../../../test/domain/district';
import { again, levels, Levels, path, twoLevels } from '../../../test/domain/levels';
import { Story } from '../../../test/domain/story';
import { decideRegisterOrg, orgs } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';
import { decideSettleRecommendation } from '../teacher/recommendation';
import { nextStep, readyForLevel } from './levels';
import { MOST_SELECTED, readyAt } from './mass';
import { pathOf } from './path';
import { decideClosePublicity, decideOpenPublicity } from './publicity';
import { decideRegisterReturn } from './returns';
import { seatsOf } from './round';
import { candidateOf, candidatesOf, linesOf, pendingRecommendations } from './recommendation-lines';
import { decideSettleSeat } from './seats';

describe('the path of a nomination', () => {
  const tree = new Story(orgs, 'orgs');
  const context = tree.on('2010-01-01');
  const unit = (org: string, level: 'CITY' | 'DISTRICT' | 'SCHOOL', kind: 'BUREAU' | 'SCHOOL' | 'RESEARCH_CENTRE', parent: string | null) =>
    tree.take(decideRegisterOrg(tree.state, { org, names: { zh: org, en: org }, level, kind, parent, stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, context), context);
  unit('city', 'CITY', 'BUREAU', null);
  unit('county', 'DISTRICT', 'BUREAU', 'city');
  unit('zone', 'DISTRICT', 'BUREAU', 'city');
  unit('school', 'SCHOOL', 'SCHOOL', 'county');
  unit('zone-school', 'SCHOOL', 'SCHOOL', 'zone');
  unit('attached', 'SCHOOL', 'SCHOOL', 'city');
  unit('centre', 'DISTRICT', 'RESEARCH_CENTRE', 'county');

  test.each([
    ['school', [{ level: 'SCHOOL', unit: 'school' }, { level: 'DISTRICT', unit: 'county' }]],
    ['zone-school', [{ level: 'SCHOOL', unit: 'zone-school' }, { level: 'DISTRICT', unit: 'zone' }]],
    ['attached', [{ level: 'SCHOOL', unit: 'attached' }]],
    ['centre', [{ level: 'DISTRICT', unit: 'county' }]],
  ] as const)('of %s passes every level that a bureau of stands above it', (from, expected) => {
    expect(pathOf(tree.state, levels, from, '2019-05-01')).toEqual(expected);
  });

  test('a unit that no level of the list fits recommends for itself', () => {
    expect(pathOf(tree.state, ['DISTRICT'], 'attached', '2019-05-01')).toEqual([{ level: 'SCHOOL', unit: 'attached' }]);
    expect(pathOf(tree.state, ['SCHOOL'], 'centre', '2019-05-01')).toEqual([{ level: 'SCHOOL', unit: 'centre' }]);
  });

  test('before a bureau exists, nobody passes it', () => {
    expect(pathOf(tree.state, levels, 'school', '1999-12-31')).toEqual([{ level: 'SCHOOL', unit: 'school' }]);
  });
});

describe('two levels', () => {
  test('given the school has recommended her, the county may; before that it may not, and afterwards not again', () => {
    const story = new Levels();
    story.register('a');
    expect(nextStep(story.round, 'n-a', path)).toEqual(path[0]);
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'notRecommendedBelow', inputs: { level: 'SCHOOL', unit: 'school-1' } });
    story.reserve('a', 'SCHOOL');
    // Taken and not settled is not recommended yet.
    expect(readyForLevel(story.round, { nomination: 'n-a', path }, 'DISTRICT', risingStar)).toMatchObject({ refusal: { rule: 'notRecommendedBelow' } });
    story.rest(['a']);
    expect(candidatesOf(story.round)).toEqual([]);
    expect(story.reserve('a', 'DISTRICT')).toEqual(['SeatReserved']);
    story.rest(['a']);
    expect(candidatesOf(story.round)).toMatchObject([{ nomination: 'n-a', level: 'DISTRICT' }]);
    expect(nextStep(story.round, 'n-a', path)).toBeNull();
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'alreadyRecommended' });
    expect(readyForLevel(story.round, { nomination: 'n-a', path }, 'CITY', risingStar)).toMatchObject({ refusal: { rule: 'levelNotOnPath' } });
  });

  test('where the school has to post its list, the county waits until she was shown to the end of it', () => {
    const tier = { ...risingStar, levels: { clause: 'W12', value: levels }, publicityAt: { SCHOOL: { clause: 'W12', workingDays: 5, countFirstDay: true } } };
    const story = new Levels({ ...weihai, tiers: [tier] });
    story.register('a');
    story.reserve('a', 'SCHOOL');
    story.rest(['a']);
    const pick = { level: 'SCHOOL', unit: 'school-1' } as const;
    const rows = [{ nomination: 'n-a', teacher: 'a', hash: 'h', row: {}, salt: 's' }];
    const { round } = story.district;
    const opening = story.district.about(round, '2019-05-20', 'officer');
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'notShownBelow', clause: expect.stringMatching(/./u) as string, inputs: { level: 'SCHOOL', unit: 'school-1' } });
    expect(round.take(decideOpenPublicity(round.state, { pick, publicity: 'pub-s', rows, listHash: 'l', places: ['gate'] }, opening), opening)).toEqual(['PublicityOpened']);
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'notShownBelow' });
    const closing = story.district.about(round, '2019-05-27', 'officer');
    expect(round.take(decideClosePublicity(round.state, { pick, proofs: [{ place: 'gate', file: null }], objections: 0 }, closing), closing)).toEqual(['PublicityClosed']);
    expect(story.reserve('a', 'DISTRICT')).toEqual(['SeatReserved']);
  });

  test('E13 a list longer than the seats: those before have theirs, those after are told so, and the order of the list decides', () => {
    const story = new Levels();
    for (const id of ['a', 'b', 'c']) story.register(id);
    expect(story.reserveMany(['c', 'a', 'b'], 'SCHOOL', 'b-1')).toEqual(['SeatsReserved']);
    expect(story.district.round.lastOf('SeatsReserved').data).toMatchObject({ lines: [{ nomination: 'n-c' }, { nomination: 'n-a' }], leftOut: [{ teacher: 'b', nomination: 'n-b', rule: 'noSeatLeft' }] });
    expect(seatsOf(story.round, 'school-1')).toEqual({ seats: 2, reserved: 2, confirmed: 0, lapsed: 0 });
    story.rest(['a', 'b', 'c']);
    expect(readyAt(story.round, 'DISTRICT').map(({ nomination }) => nomination)).toEqual(['n-c', 'n-a']);
    story.giveBack('c');
    expect(readyAt(story.round, 'DISTRICT').map(({ nomination }) => nomination)).toEqual(['n-a']);
    story.withdraw('a');
    expect(readyAt(story.round, 'DISTRICT')).toEqual([]);
    expect(story.district.teacher('c').lastOf('SchoolRecommended').meta.cause).toBe(story.district.round.lastOf('SeatsReserved').id);
  });

  test('one act recommends so many at most, and a return asks for something', () => {
    const story = new Levels();
    const many = Array.from({ length: MOST_SELECTED + 1 }, (_, index) => `t-${index}`);
    expect(story.reserveMany(many, 'SCHOOL', 'b-1')).toMatchObject({ rule: 'selectionTooLarge', inputs: { count: 501, most: 500 } });
    story.register('a');
    const asked = (items: readonly string[], words?: string) => story.onRound((context) => decideRegisterReturn(story.round, { nomination: 'n-a', teacher: 'a', level: 'SCHOOL', items, due: '2019-05-24T17:00', ...(words === undefined ? {} : { words }) }, context), '2019-05-20', 'officer');
    expect(asked([])).toMatchObject({ rule: 'nothingAskedFor' });
    expect(asked([], '缺盖章')).toEqual(['ReturnRegistered']);
  });

  test('a reservation for another unit than that of her path is declined, and so is one that the round does not know', () => {
    const story = new Levels();
    story.register('a');
    const teacher = story.district.teacher('a');
    story.reserve('a', 'SCHOOL');
    const [line] = pendingRecommendations(story.round);
    if (!line) throw new Error('nothing was reserved');
    const at = story.district.about(teacher, '2019-05-20');
    teacher.take(decideSettleRecommendation(teacher.state, { round: 'r-2019', line: { ...line, unit: 'school-2' } }, at), at);
    expect(teacher.lastOf('RecommendationDeclined').data).toMatchObject({ rule: 'nominationOfAnotherUnit', inputs: { unit: 'school-1' } });
    const settlement = { outcome: 'e', kind: 'CONFIRMED' as const };
    expect(decideSettleSeat(story.round, { ledger: 'RECOMMENDATION', reservation: 'none', nomination: 'n-a', settlement })).toMatchObject({ refusal: { rule: 'unknownReservation' } });
    expect(decideSettleSeat(story.round, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: 'n-b', settlement })).toMatchObject({ refusal: { rule: 'unknownReservation', inputs: { nomination: 'n-b' } } });
  });

  test('property: no interleaving of reserve, reserve many, settle, withdraw, reject and return takes a seat twice or loses one', () => {
    const ids = ['a', 'b', 'c'];
    const kind = fc.constantFrom('school', 'county', 'schoolMany', 'countyMany', 'answer', 'seat', 'withdraw', 'withdrawLate', 'reject', 'depart', 'departSeats', 'return', 'tell', 'complete', 'lapse', 'endReturn', 'reopen', 'completeLate', 'endReopened');
    fc.assert(
      fc.property(fc.constantFrom(twoLevels, again), fc.array(fc.tuple(kind, fc.nat(5)), { maxLength: 60, size: 'max' }), (programme, steps) => {
        const story = new Levels(programme);
        for (const id of ids) story.register(id);
        for (const [step, n] of steps) {
          const id = ids[n % ids.length] ?? 'a';
          switch (step) {
            case 'school': story.reserve(id, 'SCHOOL'); break;
            case 'county': story.reserve(id, 'DISTRICT'); break;
            case 'schoolMany': story.reserveMany(ids.slice(n % 2), 'SCHOOL', `b-${n}`); break;
            case 'countyMany': story.reserveMany([...ids].reverse(), 'DISTRICT', `b-${n}`); break;
            case 'answer': story.answer(n); break;
            case 'seat': story.seat(n); break;
            case 'withdraw': story.withdraw(id); break;
            case 'withdrawLate': story.withdraw(id, '2019-06-01'); break;
            case 'reject': story.reject(id); break;
            case 'depart': story.depart(id); break;
            case 'departSeats': story.departSeats(id); break;
            case 'return': story.giveBack(id); break;
            case 'tell': story.tell(id); break;
            case 'complete': story.complete(id); break;
            case 'lapse': story.lapse(id); break;
            case 'endReturn': story.endReturn(id); break;
            case 'reopen': story.reopen(id); break;
            case 'completeLate': story.completeLate(id); break;
            case 'endReopened': story.endReopened(id); break;
          }
          // At every instant: the ledger is what the log says, within the seats, one line per nomination and level.
          const counted = story.recount();
          for (const level of levels) {
            const { seats, ...taken } = seatsOf(story.round, level === 'SCHOOL' ? 'school-1' : 'bureau', level);
            expect(taken).toEqual(counted[level]);
            expect(taken.reserved + taken.confirmed + taken.lapsed).toBeLessThanOrEqual(seats ?? 0);
          }
          for (const nomination of ids.map((one) => `n-${one}`)) {
            // Looked up by level, they are all the lines that are not ended: never two at one level.
            const unended = [...story.round.recommendations.values()].filter((line) => line.nomination === nomination && ['RESERVED', 'CONFIRMED'].includes(line.status));
            expect(new Set(linesOf(story.round, nomination))).toEqual(new Set(unended));
            expect(candidateOf(story.round, nomination)).toBe(candidatesOf(story.round).find((line) => line.nomination === nomination) ?? null);
          }
        }
        story.rest(ids);
        // At rest: nothing pending, and her stream says of her what the round says.
        expect(pendingRecommendations(story.round)).toEqual([]);
        for (const { lines } of story.round.departures.values()) {
          for (const { reservation, fate } of lines) expect(story.round.recommendations.get(reservation)?.status).toBe(fate === 'RELEASE' ? 'RELEASED' : 'LAPSED');
        }
        for (const id of ids) {
          const nominated = story.nominated(id);
          const held = linesOf(story.round, `n-${id}`).map((line) => line.level);
          if (story.round.left.has(`n-${id}`)) {
            expect(held).toEqual([]);
            expect(['WITHDRAWN', 'NOT_RECOMMENDED']).toContain(nominated?.status);
          } else {
            expect(nominated?.recommendedBy.map((entry) => entry.level)).toEqual(held);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('one round, two rounds', () => {
  test('E38 one person in two tracks of a tier, where the programme allows one: refused, with what stands in the way', () => {
    const programme: EffectiveProgramme = { ...twoLevels, tiers: [{ ...risingStar, tracks: ['TEACHER', 'CLASS_TEACHER'], exclusivity: { clause: 'W12', value: 'TRACK' } }] };
    const district = new District(programme);
    district.open();
    district.register('a');
    district.consent('a');
    district.nominate('a');
    const other = new District(programme);
    other.teachers.set('a', district.teacher('a'));
    other.open({ ...openRound, round: 'r-2019', track: 'CLASS_TEACHER' });
    // The other track is another round of the same tier.
    const second = { ...other.round.state, id: 'r-2020', opened: other.round.state.opened ? { ...other.round.state.opened, round: 'r-2020' } : null };
    Object.assign(other.round.state, second);
    expect(other.nominate('a')).toMatchObject({ rule: 'exclusiveNomination', clause: 'W12', inputs: { round: 'r-2019', track: 'TEACHER', exclusivity: 'TRACK' } });
    expect(district.teacher('a').last().type).toBe('NominationRefused');
  });
});
