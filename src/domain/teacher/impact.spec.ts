import { act, District, personal, weihai } from '../../../test/domain/district';
import { rolesIn } from '../round/round';
import { decideCorrect, decideVoid } from './correction';
import { impactOf } from './impact';
import { decideConcludeReview, roundUnderReview } from './review';
import { decideRevoke } from './title-revocation';

const registered = 'teacher-a#0';

function corrected() {
  const district = new District(weihai);
  district.concluded();
  const story = district.teacher('a');
  const rounds = [{ round: district.round.state, programme: weihai }];
  const context = district.about(story, '2019-09-02', 'officer');
  story.take(decideCorrect(story.state, { event: registered, personal: personal('a', '1983-12-31'), act: act(), rounds }, context), context);
  const conclude = (review: string, today: string, number: string | null = '威经教纪〔2019〕6号', person = 'officer') => {
    const at = district.about(story, today, person);
    return story.take(decideConcludeReview(story.state, { review, roles: rolesIn(district.round.state), reason: '集体研究维持', act: { ...act(), number } }, at), at);
  };
  return { district, story, rounds, conclude, review: story.lastOf('ReviewRequired').id, title: story.lastOf('TitleConferred') };
}

describe('E24 what stood on a fact that was corrected later', () => {
  test('the nomination, the recommendation and the title, with the review that was raised; the day before, the fact had not been touched', () => {
    const { story, review, title } = corrected();
    expect(impactOf(story.log, registered, '2019-09-02')).toMatchObject({
      fact: registered, type: 'TeacherRegistered',
      changes: [{ kind: 'CORRECTED', on: '2019-09-02', actor: 'officer' }],
      outcomes: [
        { type: 'Nominated', direct: true, decided: 'BEFORE', status: 'CONFERRED', reviews: [] },
        { type: 'SchoolRecommended', direct: false, decided: 'BEFORE', status: null, reviews: [] },
        { event: title.id, type: 'TitleConferred', decided: 'BEFORE', status: 'ACTIVE', round: title.data.round, reviews: [{ event: review, rule: 'bornOnOrAfter', open: true, ended: null }] },
      ],
    });
    const before = impactOf(story.log, registered, '2019-09-01');
    expect(before?.changes).toEqual([]);
    expect(before?.outcomes.map(({ type, reviews }) => [type, reviews.length])).toEqual([['Nominated', 0], ['SchoolRecommended', 0], ['TitleConferred', 0]]);
  });

  test('a correction may be named in the place of the fact; an id that is none of hers is nothing', () => {
    const { story } = corrected();
    expect(impactOf(story.log, story.lastOf('TeacherRegistered').id, '2019-09-02')?.fact).toBe(registered);
    expect(impactOf(story.log, 'e-none', '2019-09-02')).toBeNull();
  });

  test('hours that were voided are a change of the training, asked about by either, and no outcome of it', () => {
    const { district, story } = corrected();
    const at = district.about(story, '2019-09-03', 'officer');
    story.take({ kind: 'events', events: [{ id: 'training', type: 'CompletedTraining', data: { training: 'w', topic: 'ETHICS', periods: 12, provider: '培训中心', completedOn: '2019-03-01', source: 's', credit: null, base: null, converted: null, late: false }, effectiveOn: '2019-03-01' }] }, at);
    story.take({ kind: 'events', events: [{ id: 'standing', type: 'ReviewRequired', data: { outcome: 'training', outcomeType: 'CompletedTraining', title: null, facts: [], rule: 'factChanged', inputs: {} }, standsOn: ['training'] }] }, at);
    story.take({ kind: 'events', events: [{ id: 'voiding', type: 'TrainingHoursVoided', data: { training: 'training', periods: 12, reasonCode: 'NOT_ATTENDED' }, standsOn: ['training'] }] }, at);
    const impact = impactOf(story.log, 'training', '2019-09-03');
    expect(impact).toMatchObject({ fact: 'training', changes: [{ event: 'voiding', kind: 'HOURS_VOIDED', on: '2019-09-03' }], outcomes: [] });
    expect(impactOf(story.log, 'voiding', '2019-09-03')).toEqual(impact);
  });

  test('a review that ends with the title standing, by whom and when', () => {
    const { story, conclude, review } = corrected();
    expect(conclude(review, '2019-09-20')).toEqual(['ReviewConcluded']);
    const concluded = story.lastOf('ReviewConcluded');
    expect(concluded.data).toMatchObject({ review, outcomeType: 'TitleConferred', conclusion: 'STANDS' });
    expect(concluded.private['a']).toEqual({ reason: '集体研究维持' });
    expect(concluded.meta.rule?.clause).toBe('W12');
    expect(impactOf(story.log, registered, '2019-09-20')?.outcomes[2]).toMatchObject({ status: 'ACTIVE', reviews: [{ open: false, ended: { how: 'STANDS', event: concluded.id, on: '2019-09-20' } }] });
    expect(impactOf(story.log, registered, '2019-09-19')?.outcomes[2]).toMatchObject({ reviews: [{ open: true, ended: null }] });
  });

  test('before a title, whoever recommended her does not conclude that her nomination stands; another does', () => {
    const district = new District(weihai);
    district.open();
    district.recommend(['a']);
    const story = district.teacher('a');
    const at = district.about(story, '2019-05-22', 'officer');
    story.take(decideCorrect(story.state, { event: registered, personal: personal('a', '1983-12-31'), rounds: [{ round: district.round.state, programme: weihai }] }, at), at);
    const review = story.lastOf('ReviewRequired');
    expect(review.data).toMatchObject({ title: null });
    const conclude = (person: string) => {
      const context = district.about(story, '2019-05-23', person);
      return story.take(decideConcludeReview(story.state, { review: review.id, roles: rolesIn(district.round.state), reason: '集体研究维持', act: act() }, context), context);
    };
    expect(conclude('clerk-1')).toMatchObject({ rule: 'separationOfDuties', inputs: { person: 'clerk-1', role: 'OBJECTION_HANDLER', holds: 'RECOMMENDER' } });
    expect(conclude('officer')).toEqual(['ReviewConcluded']);
  });

  test('a title that is revoked instead ends its review, and the revocation is told with what it stands on', () => {
    const { district, story, title, conclude, review } = corrected();
    const context = district.about(story, '2019-10-08', 'officer');
    story.take(decideRevoke(story.state, { title: title.data.title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act() }, context), context);
    const outcomes = impactOf(story.log, registered, '2019-10-08')?.outcomes;
    expect(outcomes).toMatchObject([{ type: 'Nominated' }, { type: 'SchoolRecommended' }, { type: 'TitleConferred', status: 'REVOKED', reviews: [{ open: false, ended: { how: 'REVOKED', on: '2019-10-08' } }] }, { type: 'TitleRevoked', direct: false, decided: 'AFTER' }]);
    expect(conclude(review, '2019-10-09')).toMatchObject({ rule: 'reviewEnded', inputs: { how: 'REVOKED' } });
  });

  test('a voided consent is told as voided, with the title that rests on it', () => {
    const { district, story, rounds } = corrected();
    const consent = story.lastOf('ConsentGiven').id;
    const context = district.about(story, '2019-09-03', 'officer');
    story.take(decideVoid(story.state, { event: consent, reasonCode: 'NEVER_HAPPENED', reason: '代签', rounds }, context), context);
    expect(impactOf(story.log, consent, '2019-09-03')).toMatchObject({ changes: [{ kind: 'VOIDED' }], outcomes: [{ type: 'Nominated' }, { type: 'SchoolRecommended' }, { type: 'TitleConferred', reviews: [{ rule: 'bornOnOrAfter' }, { rule: 'bornOnOrAfter', facts: [story.lastOf('FactVoided').id], open: true }] }] });
  });
});

describe('concluding a review', () => {
  test('is a decision with a number, once, of a review that there is, and nobody concludes her own', () => {
    const { conclude, review } = corrected();
    expect(conclude(review, '2019-09-20', null)).toMatchObject({ rule: 'actNumberRequired' });
    expect(conclude('e-none', '2019-09-20')).toMatchObject({ rule: 'unknownFact' });
    expect(conclude(review, '2019-09-20', '威经教纪〔2019〕6号', 'a')).toMatchObject({ rule: 'ownDossier' });
    // Whoever recommended her says nothing of her title either; the body that conferred it does.
    expect(conclude(review, '2019-09-20', '威经教纪〔2019〕6号', 'clerk-1')).toMatchObject({ rule: 'separationOfDuties', inputs: { role: 'DECIDER', holds: 'RECOMMENDER' } });
    conclude(review, '2019-09-20');
    expect(conclude(review, '2019-09-21')).toMatchObject({ rule: 'reviewEnded', inputs: { how: 'STANDS' } });
  });

  test('is for the round that the outcome was decided in, also where a revocation is looked at', () => {
    const { story, district, review, title } = corrected();
    expect(roundUnderReview(story.state, { outcome: title.id, title: null })).toBe(district.round.state.id);
    expect(roundUnderReview(story.state, { outcome: review, title: title.data.title })).toBe(district.round.state.id);
    expect(roundUnderReview(story.state, { outcome: story.lastOf('TeacherRegistered').id, title: null })).toBeNull();
  });
});
