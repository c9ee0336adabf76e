import type { BallotRule, ScoringScheme } from '../programme-rules';
import { countable, majorityReached, presentNeeded, quorumReached } from './ballot';
import { rank, type CandidateSheets } from './scoring';

const rule: BallotRule = { base: 'ON_ESTABLISHMENT', quorum: '2/3', of: 'PRESENT', majority: '1/2', word: 'MORE_THAN' };
const vote = (number: number, present: number, cast: number, votes: number) => ({ number, present, cast, for: votes });

describe('E42 votes on a stated base', () => {
  test('two thirds of 150 are 100, and of 151 they are 101', () => {
    expect([presentNeeded(rule, 150), presentNeeded(rule, 151)]).toEqual([100, 101]);
    expect([quorumReached(rule, vote(150, 100, 1, 1)), quorumReached(rule, vote(150, 99, 1, 1)), quorumReached(rule, vote(151, 100, 1, 1))]).toEqual([true, false, false]);
  });

  test('以上 takes the share itself and 超过 does not', () => {
    expect(majorityReached(rule, vote(30, 24, 24, 12))).toBe(false);
    expect(majorityReached({ ...rule, word: 'AT_LEAST' }, vote(30, 24, 24, 12))).toBe(true);
    expect(majorityReached({ ...rule, of: 'BASE' }, vote(30, 24, 24, 15))).toBe(false);
    expect(majorityReached({ ...rule, of: 'CAST' }, vote(30, 24, 22, 12))).toBe(true);
  });

  test.each([vote(10, 11, 5, 5), vote(10, 8, 9, 5), vote(10, 8, 7, 8), vote(10, 0, 0, 0)])('numbers that no vote has: %j', (count) => expect(countable(count)).toBe(false));
});

describe('components from several sources', () => {
  const scheme: ScoringScheme = {
    clause: 'P6', dropHighest: 0, dropLowest: 0, minimumSheets: 1, decimals: 2, passLine: null, tieBreak: ['LESSON'], ballot: rule,
    components: [
      { code: 'LESSON', names: { zh: '课', en: 'Lesson' }, weight: 50, max: 100 },
      { code: 'WRITTEN', names: { zh: '笔试', en: 'Written' }, weight: 30, max: 50, source: 'ENTERED', passLine: 30 },
      { code: 'VOTE', names: { zh: '测评', en: 'Vote' }, weight: 20, max: 100, source: 'BALLOT' },
    ],
  };
  const one = (id: string, lesson: number, written: number, votes: number): CandidateSheets => ({ nomination: id, teacher: `t-${id}`, unit: 'u', sheets: [{ expert: 'e', components: { LESSON: lesson } }], entered: { WRITTEN: written }, ballots: { VOTE: vote(30, 24, 24, votes) } });

  test('are added by their weights and rounded once, every number shown', () => {
    const found = rank(scheme, [one('a', 87, 44, 23)], 1);
    // 43.5 + 44 ÷ 50 × 30 + 23 ÷ 24 × 20 = 43.5 + 26.4 + 19.1666…
    expect(found.kind === 'ranked' && found.lines[0]?.working).toMatchObject({ mean: '43.5', added: '1367/30', total: '89.07', components: { LESSON: '87.00', WRITTEN: '44.00', VOTE: '95.83' }, votes: { VOTE: { number: 30, for: 23 } } });
  });

  test('who is under a line keeps her rank, and her seat goes to the next', () => {
    const found = rank(scheme, [one('a', 99, 29, 24), one('b', 90, 40, 12), one('c', 60, 30, 13)], 1);
    expect(found.kind === 'ranked' && found.lines.map(({ nomination, rank: place, proposed, working }) => [nomination, place, proposed, working.below ?? []])).toEqual([['a', 1, false, ['WRITTEN']], ['b', 2, false, ['ballot']], ['c', 3, true, []]]);
  });

  test('of equals one who is under a line stands behind, so that a person decides among the others only', () => {
    const low = { ...one('x', 70, 40, 18), ballots: { VOTE: vote(36, 36, 36, 18) } };
    const field = [one('a', 90, 40, 12), { ...one('b', 90, 40, 12), ballots: { VOTE: vote(24, 24, 24, 12) } }, low];
    const flat: ScoringScheme = { ...scheme, ballot: { ...rule, word: 'AT_LEAST' } };
    expect(rank(flat, field, 1)).toMatchObject({ kind: 'tieAtTheCut', places: 1, group: ['a', 'b'] });
  });

  test('missing paper or a missing vote is a fault of the caller', () => {
    expect(() => rank(scheme, [{ nomination: 'a', teacher: 't', unit: 'u', sheets: [{ expert: 'e', components: { LESSON: 1 } }] }], 1)).toThrow(RangeError);
  });
});
