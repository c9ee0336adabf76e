import type { BusinessDate } from '../../src/domain/dates';
import type { EffectiveProgramme } from '../../src/domain/programme-rules';
import type { LifetimeRules, TitleLifeRules } from '../../src/domain/programme-titles';
import { decideConcludeAssessment } from '../../src/domain/teacher/assessment';
import type { Grade } from '../../src/domain/teacher/facts';
import { decideGrantLifetime } from '../../src/domain/teacher/lifetime';
import type { TitleStatus } from '../../src/domain/teacher/title-status';
import { decideExit, decideReinstate, decideRelinquish, decideSuspend } from '../../src/domain/teacher/title-standing';
import { decideOverturn, decideRevoke } from '../../src/domain/teacher/title-revocation';
import { decideRenew } from '../../src/domain/teacher/title-term';
import { view } from '../../src/domain/teacher/view';
import { act, District, risingStar, weihai } from './district';

export const by = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' } as const;
export const lifetime: LifetimeRules = {
  clause: 'W4', consecutive: 2, grade: 'EXCELLENT', gap: 'BREAKS', deferred: 'NEITHER', acrossTracks: true, stillAssessed: false,
  revocable: { value: ['ETHICS'], clause: 'W13' }, onCorrection: { do: 'REVERSE', clause: 'W13' }, by,
};
export const whole: TitleLifeRules = {
  renewal: { clause: 'W4', by, grades: ['EXCELLENT', 'QUALIFIED'] },
  reinstatement: { value: 'EXTEND', clause: 'W13' },
  lifetime,
  exits: [
    { code: 'LEFT_TEACHING', names: { zh: '离开教学岗位', en: 'Left teaching' }, clause: 'W13', vacancy: true, by },
    { code: 'RETIREMENT', names: { zh: '退休', en: 'Retirement' }, clause: 'W13', vacancy: true, by, when: 'RETIRED' },
  ],
};
export const keeping: TitleLifeRules = { ...whole, reinstatement: { value: 'KEEP_EXPIRY', clause: 'W13' } };
export const under = (life: TitleLifeRules = whole): EffectiveProgramme => ({ ...weihai, tiers: [{ ...risingStar, termYears: { value: 3, clause: 'W4' }, life }] });
export const number = (n: number, on: BusinessDate) => act(`威经开教〔2022〕${n}号`, on);

/** a's title from 2019-07-01 to 2022-06-30, and what may be done to it. */
export function titled(life: TitleLifeRules = whole) {
  const programme = under(life);
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  const at = (today: BusinessDate, person = 'officer') => district.about(story, today, person);
  return {
    district, story, title, programme, at,
    assess: (grade: Grade, term: number, today: BusinessDate) => story.take(decideConcludeAssessment(story.state, { assessment: `as-${term}`, programme: programme.id, kind: 'END_OF_TERM', period: `term-${term}`, grade, title, assessor: 'bureau', act: number(term, today) }, at(today)), at(today)),
    renew: (today: BusinessDate, from?: BusinessDate) => story.take(decideRenew(story.state, { title, act: number(9, today), ...(from === undefined ? {} : { from }) }, at(today)), at(today)),
    suspend: (on: BusinessDate, until?: BusinessDate) => story.take(decideSuspend(story.state, { title, reason: '核查', act: number(2, on), effectiveOn: on, ...(until === undefined ? {} : { until }) }, at(on)), at(on)),
    reinstate: (on: BusinessDate) => story.take(decideReinstate(story.state, { title, reason: '核查结束', act: number(3, on), effectiveOn: on }, at(on)), at(on)),
    revoke: (on: BusinessDate, ground = 'ETHICS') => story.take(decideRevoke(story.state, { title, ground, authority: 'bureau', certificateRecovered: false, act: number(4, on) }, at(on)), at(on)),
    overturn: (on: BusinessDate, person = 'deputy') => story.take(decideOverturn(story.state, { title, appeal: '申诉〔2020〕1号', reason: '事实不清', act: number(5, on) }, at(on, person)), at(on, person)),
    exit: (on: BusinessDate, exit = 'LEFT_TEACHING') => story.take(decideExit(story.state, { title, exit, reason: '转岗', act: number(6, on) }, at(on)), at(on)),
    relinquish: (on: BusinessDate, paper: { signedOn: BusinessDate } | null = { signedOn: on }) =>
      story.take(decideRelinquish(story.state, { title, form: 'PAPER', reason: '个人原因', ...(paper === null ? {} : { paper: { name: '放弃称号申请书', number: null, file: null, ...paper } }) }, at(on)), at(on)),
    grant: (on: BusinessDate) => story.take(decideGrantLifetime(story.state, { title, act: number(7, on) }, at(on)), at(on)),
    status: (day: BusinessDate): TitleStatus | undefined => view(story.state.facts, day).titles[0]?.status,
    view: (day: BusinessDate) => view(story.state.facts, day).titles[0],
  };
}
