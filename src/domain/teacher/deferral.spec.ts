import { act, District, risingStar, weihai } from '../../../test/domain/district';
import type { BusinessDate } from '../dates';
import type { JsonObject } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect, decideVoid } from './correction';
import { decideEndLeave, decideStartLeave } from './leave';
import { decideGrantLifetime } from './lifetime';
import { decideRevoke } from './title-revocation';
import { view } from './view';

const by = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' } as const;
const programme: EffectiveProgramme = {
  ...weihai,
  tiers: [{
    ...risingStar, termYears: { value: 3, clause: 'W4' },
    life: { lifetime: { clause: 'W4', consecutive: 1, grade: 'EXCELLENT', gap: 'BRIDGES', deferred: 'NEITHER', acrossTracks: true, stillAssessed: false, revocable: { value: [], clause: 'W13' }, onCorrection: { do: 'REVERSE', clause: 'W13' }, by } },
  }],
};

/** a's title to 2022-06-30; on leave from 2022-03-01, and her assessment put off on 2022-05-10. */
function deferred() {
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  const rounds = [{ round: district.round.state, programme }];
  const at = (today: BusinessDate, person = 'officer') => district.about(story, today, person);
  story.take(decideStartLeave(story.state, { kind: 'MATERNITY', reason: null, from: '2022-03-01', expectedTo: null }, at('2022-03-01')), at('2022-03-01'));
  const leave = story.last().id;
  story.take({ kind: 'events', events: [{ type: 'AssessmentDeferred', data: { programme: programme.id, code: 'END_OF_TERM', kind: 'END_OF_TERM', period: 'term-1', title, newDue: '2022-12-31' }, standsOn: [leave, story.lastOf('TitleConferred').id], rule: { programme: programme.id, version: 1, clause: 'W4' } }] }, at('2022-05-10'));
  return {
    district, story, title, leave, at, deferral: story.last().id,
    voidIt: (event: string, today: BusinessDate, more: object = {}) => story.take(decideVoid(story.state, { event, reasonCode: 'NEVER_HAPPENED', reason: '登记错误', rounds, ...more }, at(today)), at(today)),
    correct: (event: string, data: JsonObject, effectiveOn: BusinessDate, today: BusinessDate) => story.take(decideCorrect(story.state, { event, data, effectiveOn, rounds }, at(today)), at(today)),
    back: (backOn: BusinessDate, today: BusinessDate) => story.take(decideEndLeave(story.state, { leave, backOn }, at(today)), at(today)),
    reviews: (day: BusinessDate) => view(story.state.facts, day).reviews.map(({ outcomeType, rule, inputs, open }) => [outcomeType, rule, inputs, open]),
  };
}

describe('E27 a deferral whose leave reads otherwise', () => {
  test('is looked at where the leave is voided, under its own clause, and no longer once it is voided itself', () => {
    const { story, title, leave, deferral, voidIt, reviews } = deferred();
    expect(voidIt(leave, '2022-05-12')).toEqual(['FactVoided', 'ReviewRequired']);
    expect(story.last()).toMatchObject({ data: { outcome: deferral, title, facts: [story.lastOf('FactVoided').id] }, meta: { rule: { clause: 'W4' }, standsOn: [deferral, story.lastOf('FactVoided').id] } });
    expect(reviews('2022-05-12')).toEqual([['AssessmentDeferred', 'notOnLeave', { day: '2022-05-10' }, true]]);
    expect(voidIt(deferral, '2022-05-13')).toEqual(['FactVoided']);
    expect(reviews('2022-05-13')).toEqual([['AssessmentDeferred', 'notOnLeave', { day: '2022-05-10' }, false]]);
  });

  test('is looked at all the same where the leave still ran on its day', () => {
    const { leave, correct, reviews } = deferred();
    expect(correct(leave, { from: '2022-04-01', expectedTo: null }, '2022-04-01', '2022-05-12')).toEqual(['LeaveStarted', 'ReviewRequired']);
    expect(reviews('2022-05-12')).toEqual([['AssessmentDeferred', 'factChanged', {}, true]]);
  });

  test.each([['2022-05-10', ['LeaveEnded', 'ReviewRequired']], ['2022-05-11', ['LeaveEnded']]])('is looked at where she was back on %s: %j', (backOn, told) => {
    const { back, reviews } = deferred();
    expect(back(backOn, '2022-05-20')).toEqual(told);
    expect(reviews('2022-05-20').map(([, rule]) => rule)).toEqual(told.length === 2 ? ['notOnLeave'] : []);
  });

  test('is looked at where her return is put right to before its day', () => {
    const one = deferred();
    one.back('2022-05-16', '2022-05-20');
    expect(one.correct(one.story.lastOf('LeaveEnded').id, { leave: one.leave, backOn: '2022-05-02' }, '2022-05-02', '2022-05-24')).toEqual(['LeaveEnded', 'ReviewRequired']);
    expect(one.reviews('2022-05-24')).toEqual([['AssessmentDeferred', 'notOnLeave', { day: '2022-05-10' }, true]]);
  });

  test('is not where the assessment was concluded meanwhile, or the title has ended', () => {
    const one = deferred();
    one.story.take(decideConcludeAssessment(one.story.state, { assessment: 'as-1', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'QUALIFIED', title: one.title, assessor: 'bureau', act: act('8', '2023-01-04') }, one.at('2023-01-04')), one.at('2023-01-04'));
    expect(one.story.last().type).toBe('AssessedQualified');
    expect(one.voidIt(one.leave, '2023-01-05')).toEqual(['FactVoided']);
    const two = deferred();
    two.story.take(decideRevoke(two.story.state, { title: two.title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: false, act: act() }, two.at('2022-05-11')), two.at('2022-05-11'));
    expect(two.voidIt(two.leave, '2022-05-12')).toEqual(['FactVoided']);
  });

  test('carries a lifetime that passed over its term: voided, it takes the grant with it as the file says', () => {
    const { district, story, deferral, at, voidIt } = deferred();
    const conferral = story.lastOf('TitleConferred');
    const series = { ...conferral.data, track: 'TEACHER' };
    const earlier = { ...series, title: 'earlier', nomination: 'n-1', reservation: 'd-1', term: { number: 1, from: '2016-07-01', to: '2019-06-30' } };
    const later = { ...series, title: 'later', nomination: 'n-3', reservation: 'd-3', term: { number: 3, from: '2022-07-01', to: '2025-06-30' } };
    const assessed = (id: string, of: string) => ({ id, type: 'AssessedExcellent' as const, data: { assessment: id, programme: programme.id, kind: 'END_OF_TERM' as const, period: 'x', title: of, assessor: 'bureau' }, effectiveOn: '2025-06-10' });
    story.take({ kind: 'events', events: [{ type: 'TitleConferred', data: earlier, effectiveOn: '2016-07-01' }, { type: 'TitleConferred', data: later, effectiveOn: '2022-07-01' }, assessed('v-1', 'earlier'), assessed('v-3', 'later')] }, at('2025-06-10'));
    const twice: EffectiveProgramme = { ...programme, tiers: programme.tiers.map((tier) => ({ ...tier, life: { ...tier.life, lifetime: { ...tier.life?.lifetime, consecutive: 2 } } })) as EffectiveProgramme['tiers'] };
    expect(story.take(decideGrantLifetime(story.state, { title: 'later', act: act('8', '2025-06-20') }, { ...at('2025-06-20'), programme: twice }), at('2025-06-20'))).toEqual(['LifetimeTitleGranted']);
    expect(story.last().meta.standsOn).toContain(deferral);
    const rounds = [{ round: district.round.state, programme: twice }];
    expect(voidIt(deferral, '2025-08-01', { rounds })).toMatchObject({ rule: 'actRequired', clause: 'W13' });
    expect(voidIt(deferral, '2025-08-01', { rounds, act: act() })).toEqual(['FactVoided', 'FactVoided', 'ReviewRequired']);
  });
});
