import { act, District, risingStar, weihai } from '../../../test/domain/district';
import type { BusinessDate } from '../dates';
import type { EffectiveProgramme } from '../programme-rules';
import type { LifetimeRules } from '../programme-titles';
import { decideConcludeAssessment } from './assessment';
import { roundsOf } from './concerned';
import { decideVoid } from './correction';
import type { Grade } from './facts';
import { decideGrantLifetime } from './lifetime';
import { decideConfer, decideReviewObjected } from './title';
import { decideOverturn, decideRevoke } from './title-revocation';
import { decideExit, decideSuspend } from './title-standing';
import { decideRenew } from './title-term';
import { LAST_DAY } from './nomination-view';
import { view } from './view';

const by = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' } as const;
const lifetime = (onCorrection: 'REVIEW' | 'REVERSE'): LifetimeRules => ({
  clause: 'W4', consecutive: 2, grade: 'EXCELLENT', gap: 'BRIDGES', deferred: 'NEITHER', acrossTracks: true, stillAssessed: false,
  revocable: { value: ['ETHICS'], clause: 'W13' }, onCorrection: { do: onCorrection, clause: 'W13' }, by,
});
const under = (onCorrection: 'REVIEW' | 'REVERSE'): EffectiveProgramme => ({
  ...weihai,
  tiers: [{
    ...risingStar, termYears: { value: 3, clause: 'W4' },
    life: { renewal: { clause: 'W4', by }, lifetime: lifetime(onCorrection), exits: [{ code: 'LEFT_TEACHING', names: { zh: '离开教学岗位', en: 'Left teaching' }, clause: 'W13', vacancy: true, by }] },
  }],
});
const number = (n: number, on?: BusinessDate) => act(`威经开教〔2022〕${n}号`, on);

/** a's title of one round, from 2019-07-01 to 2022-06-30. */
function titled(onCorrection: 'REVIEW' | 'REVERSE' = 'REVERSE') {
  const programme = under(onCorrection);
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const conferral = story.lastOf('TitleConferred');
  const { title } = conferral.data;
  const at = (today: BusinessDate, person = 'officer') => district.about(story, today, person);
  return {
    district, story, conferral, title, programme, at,
    voidIt: (today: BusinessDate, more: object = { act: number(8) }, event = conferral.id) => story.take(decideVoid(story.state, { event, reasonCode: 'GROUND_CORRECTED', reason: '本不应授予', rounds: [{ round: district.round.state, programme }], ...more }, at(today)), at(today)),
    assess: (grade: Grade, term: number, today: BusinessDate) => story.take(decideConcludeAssessment(story.state, { assessment: `as-${term}`, programme: programme.id, kind: 'END_OF_TERM', period: `term-${term}`, grade, title, assessor: 'bureau', act: number(term, today) }, at(today)), at(today)),
    renew: (today: BusinessDate) => story.take(decideRenew(story.state, { title, act: number(9, today) }, at(today)), at(today)),
    revoke: (today: BusinessDate) => story.take(decideRevoke(story.state, { title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: false, act: number(4, today) }, at(today)), at(today)),
    view: (day: BusinessDate = LAST_DAY) => view(story.state.facts, day),
  };
}

describe('a conferral that never should have been is voided', () => {
  test('by an act with its number, and the title never was, on no day; what was known before stays', () => {
    const { voidIt, view: of, story, conferral } = titled();
    const clause = conferral.meta.rule?.clause;
    expect(voidIt('2019-09-02', {})).toMatchObject({ rule: 'actRequired', clause });
    expect(voidIt('2019-09-02', { act: { ...number(8), number: null } })).toMatchObject({ rule: 'actNumberRequired', clause });
    expect(voidIt('2019-09-02')).toEqual(['FactVoided', 'NominationStruck']);
    expect(story.lastOf('FactVoided').meta).toMatchObject({ rule: { clause }, act: { number: number(8).number } });
    expect(of('2019-08-01')).toMatchObject({ titles: [], nominations: [{ status: 'STRUCK' }] });
    expect(of('2019-06-30').nominations).toMatchObject([{ status: 'RECOMMENDED' }]);
    expect(voidIt('2019-09-03')).toMatchObject({ rule: 'alreadyVoided' });
  });

  test('its decision is not carried out again, and an objection upheld later finds no title to look at', () => {
    const { voidIt, story, conferral: { data: { reservation, nomination } }, district, at } = titled();
    voidIt('2019-09-02');
    expect(decideConfer(story.state, { round: district.round.state, reservation, nomination }, at('2019-09-03')).events).toEqual([]);
    expect(decideReviewObjected(story.state, { nomination, decision: 'objection', act: null }).events).toEqual([]);
  });

  test('a further term is looked at by a person; a suspension is not', () => {
    const { voidIt, renew, view: of, story, title, at } = titled();
    story.take(decideSuspend(story.state, { title, reason: '核查', act: number(2, '2020-03-01'), effectiveOn: '2020-03-01', until: '2020-04-01' }, at('2020-03-01')), at('2020-03-01'));
    renew('2022-06-20');
    expect(voidIt('2022-08-01')).toEqual(['FactVoided', 'NominationStruck', 'ReviewRequired']);
    expect(of('2022-08-01').reviews).toMatchObject([{ outcomeType: 'TitleRenewed', outcome: story.lastOf('TitleRenewed').id, title: null, rule: 'conferralVoided', facts: [story.lastOf('FactVoided').id], open: true }]);
    expect(voidIt('2022-08-02', { act: number(8) }, story.lastOf('TitleRenewed').id)).toEqual(['FactVoided']);
    expect(of('2022-08-02').reviews).toMatchObject([{ open: false, ended: { how: 'OUTCOME_VOIDED' } }]);
  });

  test('a revocation that stands is looked at; one that was overturned, and an exit, are not', () => {
    const one = titled();
    one.revoke('2020-01-10');
    expect(one.voidIt('2020-02-01')).toEqual(['FactVoided', 'NominationStruck', 'ReviewRequired']);
    expect(one.view().reviews).toMatchObject([{ outcomeType: 'TitleRevoked', rule: 'conferralVoided', open: true }]);
    const two = titled();
    two.revoke('2020-01-10');
    two.story.take(decideOverturn(two.story.state, { title: two.title, appeal: '申诉〔2020〕1号', reason: '事实不清', act: number(5, '2020-02-01') }, two.at('2020-02-01', 'deputy')), two.at('2020-02-01', 'deputy'));
    two.story.take(decideExit(two.story.state, { title: two.title, exit: 'LEFT_TEACHING', reason: '转岗', act: number(6, '2020-03-01') }, two.at('2020-03-01')), two.at('2020-03-01'));
    expect(two.voidIt('2020-04-01')).toEqual(['FactVoided', 'NominationStruck']);
  });

  test('the lifetime of the title itself is looked at', () => {
    const { voidIt, assess, renew, view: of, story, title, at } = titled();
    assess('EXCELLENT', 1, '2022-06-10');
    renew('2022-06-20');
    assess('EXCELLENT', 2, '2025-06-10');
    story.take(decideGrantLifetime(story.state, { title, act: number(7, '2025-06-20') }, at('2025-06-20')), at('2025-06-20'));
    expect(voidIt('2025-08-01')).toEqual(['FactVoided', 'NominationStruck', 'ReviewRequired', 'ReviewRequired']);
    expect(of().reviews.map(({ outcomeType, rule }) => [outcomeType, rule])).toEqual([['TitleRenewed', 'conferralVoided'], ['LifetimeTitleGranted', 'conferralVoided']]);
  });

  test.each(['REVIEW', 'REVERSE'] as const)('the lifetime of another title that counts its term follows the file: %s', (onCorrection) => {
    const { voidIt, assess, view: of, story, conferral, at } = titled(onCorrection);
    assess('EXCELLENT', 1, '2022-06-10');
    // The next round conferred the next term under a title of its own.
    const next = { ...conferral.data, title: 'next', nomination: 'nomination-2', reservation: 'decided-2', term: { number: 2, from: '2022-07-01', to: '2025-06-30' } };
    story.take({ kind: 'events', events: [{ type: 'TitleConferred', data: next, effectiveOn: '2022-07-01', act: number(10), rule: conferral.meta.rule ?? { programme: 'x', version: 1, clause: 'x' }, standsOn: [] }] }, at('2022-07-01'));
    story.take(decideConcludeAssessment(story.state, { assessment: 'as-2', programme: 'weihai-edz-2017', kind: 'END_OF_TERM', period: 'term-2', grade: 'EXCELLENT', title: 'next', assessor: 'bureau', act: number(3, '2025-06-10') }, at('2025-06-10')), at('2025-06-10'));
    expect(story.take(decideGrantLifetime(story.state, { title: 'next', act: number(7, '2025-06-20') }, at('2025-06-20')), at('2025-06-20'))).toEqual(['LifetimeTitleGranted']);
    expect(roundsOf(story.state, conferral.id)).toContain(story.lastOf('LifetimeTitleGranted').data.round);
    const done = voidIt('2025-08-01');
    if (onCorrection === 'REVIEW') {
      expect(done).toEqual(['FactVoided', 'NominationStruck', 'ReviewRequired']);
      expect(of().reviews).toMatchObject([{ outcomeType: 'LifetimeTitleGranted', title: 'next', rule: 'lifetimeNotEarned', open: true }]);
      expect(of('2025-08-01').titles).toMatchObject([{ title: 'next', status: 'LIFETIME' }]);
    } else {
      expect(done).toEqual(['FactVoided', 'NominationStruck', 'FactVoided', 'ReviewRequired']);
      expect(of('2025-08-01').titles).toMatchObject([{ title: 'next', status: 'EXPIRED', lifetime: null }]);
    }
  });
});
