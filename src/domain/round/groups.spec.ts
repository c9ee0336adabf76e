import { act, District, openRound, parameters, risingStar, weihai } from '../../../test/domain/district';
import type { EffectiveProgramme, SelectionGroup, TierRules } from '../programme-rules';
import { decideApproveList, decideSubstitute } from './approval';
import type { RankLine, RoundGroup, RoundParameters } from './facts';
import { groupsFault } from './groups';
import { decideOpenSeats } from './reranking';

const group = (code: string, subject: string, seats: number): RoundGroup => ({ code, names: { zh: code, en: code }, stages: null, subjects: [subject], seats });
const groups = [group('CHINESE', '语文', 1), group('MATHS', '数学', 1)];
const substitution = { fromRank: 3, until: '2019-06-30' };
const inGroups: RoundParameters = { ...parameters, groups, substitution, recommendationSeats: [{ unit: 'school-2', seats: 9 }] };

/** Conferred on as soon as ranked, approved before that. */
const plain: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, publicity: null, approval: { clause: 'W12', stage: 'AFTER', post: 'BureauOfficer', level: 'DISTRICT' } }] };

/** a and b of the Chinese group, c and d of the mathematicians; the first of each is proposed. */
function rankedInGroups(): District {
  const district = new District(plain);
  district.open({ parameters: inGroups });
  district.recommend(['a', 'b', 'c', 'd']);
  district.closeNominations();
  const line = (id: string, code: string, rank: number): RankLine => ({ nomination: `n-${id}`, teacher: id, unit: 'school-2', group: code, rank, proposed: rank === 1 });
  const lines = [line('a', 'CHINESE', 1), line('b', 'CHINESE', 2), line('c', 'MATHS', 1), line('d', 'MATHS', 2)];
  const at = district.about(district.round, '2019-06-07', 'officer');
  district.round.take({ kind: 'events', events: [{ type: 'CandidatesRanked', data: { panels: [], lines, scheme: {}, listed: null, supersedes: null } }] }, at);
  return district;
}

function approve(district: District, ...strikes: readonly string[]) {
  const context = district.about(district.round, '2019-06-10', 'officer');
  return district.round.take(decideApproveList(district.round.state, { strikes: strikes.map((nomination) => ({ nomination, reason: '岗位变动' })), act: act() }, context), context);
}

describe('seats by selection group', () => {
  test('a conferral takes the seats of each group and none of another, though there are as many in all', () => {
    const district = rankedInGroups();
    approve(district);
    // What no decision allows, since the seat is not open; the conferral counts again all the same.
    district.round.take({ kind: 'events', events: [{ type: 'SeatsReallocated', data: { from: 'CHINESE', to: 'MATHS', seats: 1 } }] }, district.about(district.round, '2019-06-11', 'officer'));
    expect(district.decide()).toMatchObject({ rule: 'noAwardSeatLeft', inputs: { seats: 0, asked: 1 } });
    expect(district.decide('2019-07-01', 'officer', { nominations: ['n-c'] })).toEqual(['ConferralDecided']);
  });

  test('a substitute takes a seat of the group of whoever left, and not the one that was given to another group since', () => {
    const district = rankedInGroups();
    approve(district, 'n-a', 'n-c');
    const context = district.about(district.round, '2019-06-11', 'officer');
    expect(district.round.take(decideOpenSeats(district.round.state, { kind: 'REALLOCATE', group: 'CHINESE', seats: 1, toGroup: 'MATHS', act: act() }, context), context)).toEqual(['SeatsReallocated']);
    const substitute = (out: string) => district.round.take(decideSubstitute(district.round.state, { out, reasonCode: 'STRUCK', act: act() }, context), context);
    expect(substitute('n-a')).toMatchObject({ rule: 'noSeatToFill', inputs: { group: 'CHINESE', seats: 0 } });
    expect(substitute('n-c')).toEqual(['CandidateSubstituted']);
  });

  test('a seat that was carried is nobody\'s to fill', () => {
    const district = rankedInGroups();
    approve(district, 'n-a');
    const context = district.about(district.round, '2019-06-11', 'officer');
    district.round.take(decideOpenSeats(district.round.state, { kind: 'CARRY', group: 'CHINESE', seats: 1, act: act() }, context), context);
    expect(district.round.take(decideSubstitute(district.round.state, { out: 'n-a', reasonCode: 'STRUCK', act: act() }, context), context)).toMatchObject({ rule: 'noSeatToFill', inputs: { group: 'CHINESE', seats: 0 } });
  });
});

describe('groups of the rule file and of the notice', () => {
  const scheme = (stated: readonly SelectionGroup[]): TierRules => ({ ...risingStar, scoring: risingStar.scoring && { ...risingStar.scoring, groups: stated } });
  const fixed = scheme(groups);
  const leftToTheNotice = scheme(groups.map((one) => ({ ...one, seats: null })));

  test('what the file leaves to the notice the notice says', () => {
    expect(groupsFault(parameters, leftToTheNotice)).toMatchObject({ refusal: { rule: 'groupSeatsNotStated', inputs: { groups: ['CHINESE', 'MATHS'] } } });
    expect(groupsFault({ ...parameters, groups }, leftToTheNotice)).toBeNull();
    expect(groupsFault(parameters, fixed)).toBeNull();
    const district = new District({ ...weihai, tiers: [leftToTheNotice] });
    expect(district.open()).toMatchObject({ rule: 'groupSeatsNotStated' });
    expect(district.open({ ...openRound, parameters: inGroups })).toEqual(['RoundOpened']);
  });

  test.each([
    ['a subject more', [{ ...group('CHINESE', '语文', 1), subjects: ['语文', '历史'] }, group('MATHS', '数学', 1)], 'CHINESE'],
    ['other seats', [group('CHINESE', '语文', 2), group('MATHS', '数学', 0)], 'CHINESE'],
    ['one left out', [group('CHINESE', '语文', 1)], 'MATHS'],
    ['one more', [...groups, group('SPORT', '体育', 0)], 'SPORT'],
  ])('the notice keeps to the groups of the file: %s', (_what, given, differing) => {
    expect(groupsFault({ ...parameters, groups: given }, fixed)).toMatchObject({ refusal: { rule: 'groupsDiffer', clause: 'W12', inputs: { group: differing, tier: 'RISING_STAR' } } });
  });
});
