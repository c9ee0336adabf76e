import { act, District, risingStar, weihai } from '../../../test/domain/district';
import { funnelMarks } from '../cultivation/funnel';
import type { EffectiveProgramme, TierRules } from '../programme-rules';
import type { PoolRules } from '../programme-ways';
import { round as rounds } from '../round/round';
import { decideConfirmCandidate, decideLeftPool } from './cultivation';
import { decideDepart, decideReemploy, decideRetire } from './service';
import { view } from './view';

const stated = <T>(value: T) => ({ value, clause: 'Z8' });
const pool: PoolRules = { clause: 'Z8', convertsTo: stated(2), batches: 'ONCE', cultivationYears: null, endsAfterYears: null, refill: stated(false), confirmedBy: { post: 'BureauOfficer', level: 'DISTRICT', clause: 'Z8' }, requires: [], recognitions: null };
const star: TierRules = { ...risingStar, termYears: { value: 3, clause: 'W4' } };

/** a holds the first term of RISING_STAR, 2019-07-01 to 2022-06-30, and is in a pool of this tier from 2020-05-10 on. */
function cultivated(tier: string, tiers: readonly TierRules[]) {
  const programme: EffectiveProgramme = { ...weihai, tiers };
  const district = new District({ ...weihai, tiers: [star] });
  district.concluded();
  const story = district.teacher('a');
  const at = (today: string) => story.on(today, { orgs: district.orgs.state, programme, acting: { person: 'officer', appointment: 'post' } });
  const round = rounds.initial('round-r-2');
  round.opened = { ...(district.round.state.opened ?? (() => { throw new Error('opened'); })()), round: 'r-2', tier };
  const place = { programme: programme.id, tier, track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit: 'school-2', round: 'r-2', nomination: 'n-2', reservation: 'chosen', batch: 'b-2', cohort: 'ALL', from: '2020-05-10', to: null } as const;
  story.take({ kind: 'events', events: [{ type: 'AdmittedToPool', data: place, effectiveOn: place.from }] }, at('2020-05-10'));
  let confirmations = 0;
  return {
    story, at,
    confirm: (conferredOn: string, today = conferredOn) => {
      confirmations += 1;
      const confirmation = { nomination: 'n-2', teacher: 'a', title: 'ti-2', certificate: 'c-2' };
      const member = { nomination: 'n-2', teacher: 'a', track: 'TEACHER', cohort: 'ALL', round: 'r-2', from: place.from, to: null, admittedOn: '2020-05-10', status: 'TAKEN' as const };
      return story.take(decideConfirmCandidate(story.state, { reservation: `confirmed-${confirmations}`, batch: 'b-3', conferredOn, act: act(), confirmation, member, round }, at(today)), at(today));
    },
    declined: () => story.lastOf('ConfirmationDeclined').data,
    place: (day: string) => view(story.state.facts, day).pools[0],
  };
}
const inItsOwnPool = () => cultivated('RISING_STAR', [{ ...star, way: 'CANDIDATE', pool }]);

describe('a confirmation', () => {
  test('E26 begins no term that shares a day with one that runs, and counts the terms through', () => {
    const { confirm, declined, story } = inItsOwnPool();
    expect(confirm('2022-06-30')).toEqual(['ConfirmationDeclined']);
    expect(declined()).toMatchObject({ rule: 'termOverlaps', inputs: { from: '2022-06-30', to: '2025-06-29', runsFrom: '2019-07-01', runsTo: '2022-06-30' } });
    expect(confirm('2022-07-01')).toEqual(['TitleConferred']);
    expect(story.last().data).toMatchObject({ term: { number: 2, from: '2022-07-01', to: '2025-06-30' }, cohort: 'ALL' });
  });

  test('E11 takes up the lower titles that its tier names, as a conferral does', () => {
    const master: TierRules = { ...star, code: 'MASTER', rank: 2, way: 'CANDIDATE', pool, life: { absorbs: { value: ['RISING_STAR'], clause: 'W3' } } };
    const { confirm, story } = cultivated('MASTER', [star, master]);
    expect(confirm('2021-07-01')).toEqual(['TitleConferred', 'TitleAbsorbed']);
    expect(story.lastOf('TitleAbsorbed')).toMatchObject({ data: { tier: 'RISING_STAR', by: 'ti-2' }, meta: { effectiveOn: '2021-07-01', rule: { clause: 'W3' } } });
    expect(view(story.state.facts, '2021-07-01').titles.map(({ tier, status }) => [tier, status])).toEqual([['RISING_STAR', 'ABSORBED'], ['MASTER', 'ACTIVE']]);
  });
});

describe('a place in cultivation', () => {
  test('that her own stream never gave her is not left either', () => {
    const { story } = inItsOwnPool();
    const leave = (nomination: string) => decideLeftPool(story.state, { nomination, why: { reasonCode: 'ETHICS', reason: '违反师德' }, decision: 'out', act: act(), effectiveOn: '2021-10-08' });
    expect(leave('n-declined')).toEqual({ kind: 'events', events: [] });
    // Why is a case, and the fact is not: the word for it stands in her own part, and erased it is not told any more.
    expect(leave('n-2')).toMatchObject({ events: [{ type: 'LeftPool', data: { nomination: 'n-2' }, private: { a: { reasonCode: 'ETHICS', reason: '违反师德' } } }] });
    const [left] = leave('n-2').events;
    expect([left?.type, JSON.stringify(left?.data).includes('ETHICS')]).toEqual(['LeftPool', false]);
  });

  test('E29 ends with retirement as of its day: no confirmation from then on, and a return brings it not back', () => {
    const { confirm, declined, place, story, at } = inItsOwnPool();
    story.take(decideRetire(story.state, { on: '2022-09-01', rounds: [] }, at('2022-09-01')), at('2022-09-01'));
    expect([place('2022-08-31'), place('2022-09-01')]).toMatchObject([{ status: 'IN', leftOn: null, reason: null }, { status: 'LEFT', leftOn: '2022-09-01', reason: 'RETIRED' }]);
    expect(funnelMarks(story.state.facts).filter(({ key }) => key.step === 'POOL')).toEqual([]);
    expect(confirm('2022-09-01')).toEqual(['ConfirmationDeclined']);
    expect(declined()).toMatchObject({ rule: 'notInService', inputs: { status: 'RETIRED', on: '2022-09-01' } });
    story.take(decideReemploy(story.state, { on: '2023-03-01', unit: 'school-1', stage: 'PRIMARY', subject: '语文', onEstablishment: false, inPost: true }, at('2023-03-01')), at('2023-03-01'));
    expect(place('2023-03-01')).toMatchObject({ status: 'LEFT', leftOn: '2022-09-01', reason: 'RETIRED' });
    expect(confirm('2023-03-02')).toEqual(['ConfirmationDeclined']);
    expect(declined()).toMatchObject({ rule: 'notInPool', inputs: { status: 'LEFT' } });
    // What she came to before that day was hers to come to.
    expect(confirm('2022-08-31', '2023-03-02')).toEqual(['TitleConferred']);
    expect(place('2023-03-02')).toMatchObject({ status: 'CONFIRMED', confirmedOn: '2022-08-31', leftOn: null, reason: null });
  });

  test('E8 ends with departure, whether the body has taken her out by then or not', () => {
    const { place, story, at } = inItsOwnPool();
    story.take({ kind: 'events', events: [{ type: 'LeftPool', data: { programme: weihai.id, tier: 'RISING_STAR', nomination: 'n-2', round: 'r-2', decision: 'out' }, private: { a: { reasonCode: 'OTHER', reason: '' } }, effectiveOn: '2021-10-08' }] }, at('2021-10-08'));
    expect(place('2021-10-08')).toMatchObject({ leftOn: '2021-10-08', reason: 'OTHER' });
    story.take(decideDepart(story.state, { on: '2021-09-01', kind: 'RESIGNED', to: null, rounds: [] }, at('2021-10-09')), at('2021-10-09'));
    expect(place('2021-10-08')).toMatchObject({ status: 'LEFT', leftOn: '2021-09-01', reason: 'DEPARTED' });
  });
});
