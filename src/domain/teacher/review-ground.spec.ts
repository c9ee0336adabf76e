import { act, District, personal, weihai } from '../../../test/domain/district';
import type { BusinessDate } from '../dates';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect, type CorrectFactCommand } from './correction';
import { decideConcludeReview } from './review';
import { decideOverturn, decideRevoke } from './title-revocation';
import { view } from './view';

function titled() {
  const district = new District();
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  const at = (today: BusinessDate, person = 'officer') => district.about(story, today, person);
  return {
    story, title,
    correct: (command: Omit<CorrectFactCommand, 'rounds'>, today: BusinessDate) => story.take(decideCorrect(story.state, { ...command, rounds: [{ round: district.round.state, programme: weihai }] }, at(today)), at(today)),
    unqualified: (today: BusinessDate) => story.take(decideConcludeAssessment(story.state, { assessment: 'as-1', programme: 'weihai-edz-2017', kind: 'END_OF_TERM', period: 'term-1', grade: 'UNQUALIFIED', title, assessor: 'bureau', act: act(), revocation: { ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: false } }, at(today)), at(today)),
    revoke: (today: BusinessDate) => story.take(decideRevoke(story.state, { title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: false, act: act() }, at(today)), at(today)),
    overturn: (today: BusinessDate) => story.take(decideOverturn(story.state, { title, appeal: '申诉〔2022〕1号', reason: '事实不清', act: act() }, at(today, 'deputy')), at(today, 'deputy')),
    conclude: (review: string, today: BusinessDate) => story.take(decideConcludeReview(story.state, { review, roles: null, reason: '维持', act: act() }, at(today)), at(today)),
    reviews: (day: BusinessDate) => view(story.state.facts, day).reviews.map(({ outcomeType, open, ended }) => [outcomeType, open, ended?.how ?? null, ended?.on ?? null]),
  };
}

describe('a revocation that an appeal overturned', () => {
  test('leaves no review of itself', () => {
    const { story, correct, unqualified, overturn, conclude, reviews } = titled();
    unqualified('2022-07-10');
    correct({ event: story.lastOf('AssessedUnqualified').id, grade: 'QUALIFIED' }, '2022-08-01');
    expect(reviews('2022-08-01')).toEqual([['TitleRevoked', true, null, null]]);
    overturn('2022-08-10');
    expect([reviews('2022-08-09'), reviews('2022-08-10')]).toEqual([[['TitleRevoked', true, null, null]], [['TitleRevoked', false, 'OVERTURNED', '2022-08-10']]]);
    expect(conclude(story.lastOf('ReviewRequired').id, '2022-08-11')).toMatchObject({ rule: 'reviewEnded', inputs: { how: 'OVERTURNED' } });
  });

  test('answered what was asked of the title before it, and not what is asked after', () => {
    const { story, correct, revoke, overturn, reviews } = titled();
    const registered = 'teacher-a#0';
    correct({ event: registered, personal: personal('a', '1983-12-31') }, '2019-09-02');
    revoke('2019-10-08');
    expect(reviews('2019-10-08')).toEqual([['TitleConferred', false, 'REVOKED', '2019-10-08']]);
    overturn('2019-11-04');
    correct({ event: registered, personal: personal('a', '1983-11-30') }, '2019-12-02');
    expect(reviews('2019-12-02')).toEqual([['TitleConferred', false, 'REVOKED', '2019-10-08'], ['TitleConferred', true, null, null]]);
    expect(story.lastOf('ReviewRequired').meta.effectiveOn).toBe('2019-12-02');
  });
});
