import fc from 'fast-check';
import { act, District, parameters, risingStar, weihai } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { addDays } from '../dates';
import type { EffectiveProgramme } from '../programme-rules';
import type { PoolRules } from '../programme-ways';
import { round, type RoundState } from '../round/round';
import { admissionFault, convertedOf, decideAdmit, decideCarriedOut, decideConfirm, decideGiveBack, decideLeave, pool, type PoolState } from './pool';
import type { PoolFact } from './facts';

const stated = <T>(value: T) => ({ value, clause: 'Z8' });
const rules: PoolRules = { clause: 'Z8', convertsTo: stated(2), batches: 'YEARLY', cultivationYears: stated(1), endsAfterYears: stated(3), refill: stated(true), confirmedBy: { post: 'BureauOfficer', level: 'DISTRICT', clause: 'Z8' }, requires: [], recognitions: null };
const programmeOf = (more: Partial<PoolRules> = {}, seats = 4): EffectiveProgramme => ({ ...weihai, tiers: [{ ...risingStar, way: 'CANDIDATE', seats: stated(seats), pool: { ...rules, ...more } }] });

/** A round as it stands once it has chosen these. */
function chose(id: string, people: readonly string[], on: string): { readonly round: RoundState; readonly reservation: string } {
  const state = round.initial(`round-${id}`);
  state.opened = { round: id, names: { zh: id, en: id }, programme: weihai.id, version: 1, adoptions: 0, tier: 'RISING_STAR', track: 'TEACHER', parameters, calendar: 'c', demonstration: false };
  const reservation = `decision-${id}`;
  const conferrals = people.map((teacher, index) => ({ nomination: `${id}/${teacher}`, teacher, title: `ti-${id}-${teacher}`, certificate: `c-${index}`, rank: index + 1 }));
  state.conferrals.set(reservation, { event: reservation, batch: `b-${id}`, conferrals, notSelected: [], held: [], conferredOn: on, on, act: act() });
  return { round: state, reservation };
}

class Pool {
  readonly story = new Story<PoolState, PoolFact>(pool, 'pool-p.RISING_STAR');
  readonly #district = new District();
  #acts = 0;

  constructor(readonly programme: EffectiveProgramme = programmeOf()) {}

  context(today: string, person = 'officer') {
    return this.story.on(today, { orgs: this.#district.orgs.state, programme: this.programme, acting: { person, appointment: 'post' } });
  }

  admit(id: string, people: readonly string[], on: string) {
    const context = this.context(on);
    return this.story.take(decideAdmit(this.story.state, chose(id, people, on), context), context);
  }

  confirm(nominations: readonly string[], on: string, person?: string) {
    const context = this.context(on, person);
    return this.story.take(decideConfirm(this.story.state, { tier: 'RISING_STAR', nominations, batch: `batch-${this.#acts++}`, act: act('1号', on), conferredOn: on }, context), context);
  }

  carryOut(declined: readonly string[] = []) {
    const decided = this.story.lastOf('ConfirmationDecided');
    const confirmed = decided.data.confirmations.map(({ nomination }) => nomination).filter((nomination) => !declined.includes(nomination));
    const context = this.context(decided.data.conferredOn);
    return this.story.take(decideCarriedOut(this.story.state, { reservation: decided.id, batch: decided.data.batch, confirmed, declined }), context);
  }

  giveBack(declined: readonly string[], on: string) {
    const context = this.context(on);
    return this.story.take(decideGiveBack(this.story.state, { reservation: 'decision-r1', tier: 'RISING_STAR', declined }, context), context);
  }

  leave(nomination: string, on: string) {
    const context = this.context(on);
    return this.story.take(decideLeave(this.story.state, { tier: 'RISING_STAR', nomination, reasonCode: 'OWN_WISH', reason: '本人申请', act: act('2号', on), effectiveOn: on }, context), context);
  }
}

describe('a pool', () => {
  test('takes people in by their order as long as it has places, and tells the others', () => {
    const one = new Pool();
    one.admit('r1', ['a', 'b', 'c'], '2019-05-10');
    one.admit('r2', ['c', 'd', 'e'], '2020-05-10');
    expect(one.story.lastOf('CandidatesAdmitted').data).toMatchObject({
      cohort: '2020', from: '2020-05-10', to: '2023-05-09', places: [{ teacher: 'd' }],
      declined: [{ teacher: 'c', rule: 'inPoolAlready', inputs: { nomination: 'r1/c' } }, { teacher: 'e', rule: 'poolFull', inputs: { seats: 4 } }],
    });
    expect(admissionFault(one.story.state, one.programme.tiers[0] ?? risingStar, 1, '2020-06-01')).toMatchObject({ refusal: { rule: 'noPlaceInPool', inputs: { asked: 1, taken: 4, seats: 4 } } });
    expect(one.admit('r2', ['c', 'd', 'e'], '2020-05-10')).toEqual([]);
  });

  test('a place that was left or ended is given again where the tier says so, and not otherwise', () => {
    const full = (refill: boolean): Pool => {
      const one = new Pool(programmeOf({ refill: stated(refill) }, 2));
      one.admit('r1', ['a', 'b'], '2019-05-10');
      one.leave('r1/a', '2019-09-01');
      one.admit('r2', ['c'], '2020-05-10');
      return one;
    };
    expect(full(true).story.lastOf('CandidatesAdmitted').data.places).toHaveLength(1);
    expect(full(false).story.lastOf('CandidatesAdmitted').data.places).toHaveLength(0);
    const over = new Pool(programmeOf({}, 1));
    over.admit('r1', ['a'], '2019-05-10');
    over.admit('r2', ['b'], '2022-05-09');
    expect(over.story.lastOf('CandidatesAdmitted').data.places).toHaveLength(0);
    over.admit('r3', ['c'], '2022-05-10');
    expect(over.story.lastOf('CandidatesAdmitted').data.places).toHaveLength(1);
  });

  test('a place that her own stream declined counts against no number, also where none is given again', () => {
    const one = new Pool(programmeOf({ refill: stated(false) }, 2));
    one.admit('r1', ['a', 'b', 'c'], '2019-05-10');
    // c got none from the pool itself: there is nothing of hers to give back.
    expect(one.giveBack(['r1/a', 'r1/c'], '2019-05-10')).toEqual(['PlacesGivenBack']);
    expect(one.story.lastOf('PlacesGivenBack').data.nominations).toEqual(['r1/a']);
    expect(one.giveBack(['r1/a', 'r1/c'], '2019-05-10')).toEqual([]);
    expect(one.leave('r1/a', '2019-09-01')).toMatchObject({ rule: 'notInPool', inputs: { status: 'GIVEN_BACK' } });
    expect(one.confirm(['r1/a'], '2020-06-01')).toMatchObject({ rule: 'notInPool' });
    one.admit('r2', ['a', 'd'], '2020-05-10');
    expect(one.story.lastOf('CandidatesAdmitted').data).toMatchObject({ places: [{ teacher: 'a' }], declined: [{ teacher: 'd', rule: 'poolFull' }] });
  });

  test('a departure or a confirmation that met the decline leaves the place given back', () => {
    const one = new Pool(programmeOf({ cultivationYears: null }));
    one.admit('r1', ['a', 'b'], '2019-05-10');
    one.leave('r1/a', '2019-06-01');
    one.confirm(['r1/b'], '2019-06-01');
    expect(one.giveBack(['r1/a', 'r1/b'], '2019-06-02')).toEqual(['PlacesGivenBack']);
    expect(convertedOf(one.story.state)).toBe(0);
    one.carryOut(['r1/b']);
    expect([...one.story.state.members.values()].map(({ status }) => status)).toEqual(['GIVEN_BACK', 'GIVEN_BACK']);
  });

  test('a title before its gate, after the last day, while another confirmation runs, of oneself, and one too many', () => {
    const one = new Pool();
    one.admit('r1', ['a', 'b', 'c'], '2019-05-10');
    expect(one.confirm(['r1/a'], '2020-05-09')).toMatchObject({ rule: 'cultivationNotOver', clause: 'Z8', inputs: { gate: '2020-05-10', years: 1 } });
    expect(one.confirm(['r1/a'], '2022-05-10')).toMatchObject({ rule: 'placeInPoolOver', clause: 'Z8', inputs: { to: '2022-05-09' } });
    expect(one.confirm(['r1/a'], '2020-05-10', 'a')).toMatchObject({ rule: 'ownDossier' });
    expect(one.confirm(['r1/a', 'r1/b', 'r1/c'], '2020-05-10')).toMatchObject({ rule: 'noTitleLeftInPool', clause: 'Z8', inputs: { asked: 3, used: 0, convertsTo: 2 } });
    expect(one.confirm(['r1/a', 'r1/b'], '2020-05-10')).toEqual(['ConfirmationDecided']);
    expect(one.confirm(['r1/c'], '2020-05-11')).toMatchObject({ rule: 'confirmationUnderWay' });
    // Who was declined keeps her place, and her title goes back to the pool.
    expect(one.carryOut(['r1/b'])).toEqual(['ConfirmationCarriedOut']);
    expect(one.carryOut()).toEqual([]);
    expect(one.confirm(['r1/c'], '2020-05-11')).toEqual(['ConfirmationDecided']);
  });

  test('property: however batches, confirmations, declines and departures fall, there are never more places or titles than the tier says', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('admit' as const), people: fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 5 }) }),
      fc.record({ do: fc.constant('confirm' as const), picks: fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 4 }), decline: fc.boolean(), carry: fc.boolean() }),
      fc.record({ do: fc.constant('carry' as const) }),
      fc.record({ do: fc.constant('leave' as const), pick: fc.nat(11) }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, refill) => {
      const one = new Pool(programmeOf({ refill: stated(refill), cultivationYears: null, endsAfterYears: null }, 5));
      let day = '2019-01-01';
      steps.forEach((taken, index) => {
        day = addDays(day, 20);
        const inside = [...one.story.state.members.keys()];
        if (taken.do === 'admit') one.admit(`r${index}`, taken.people.map((person) => `t-${person}`), day);
        else if (taken.do === 'confirm') {
          const named = [...new Set(taken.picks.flatMap((pick) => inside[pick % Math.max(1, inside.length)] ?? []))];
          const done = named.length === 0 ? [] : one.confirm(named, day);
          if (Array.isArray(done) && done.length > 0 && taken.carry) one.carryOut(taken.decline ? named.slice(0, 1) : []);
        } else if (taken.do === 'carry') {
          if ([...one.story.state.confirmations.values()].includes(false)) one.carryOut();
        } else if (inside.length > 0) one.leave(inside[taken.pick % inside.length] ?? '', day);
        const members = [...one.story.state.members.values()];
        const held = members.filter(({ status }) => status !== 'LEFT');
        expect(held.length).toBeLessThanOrEqual(5);
        if (!refill) expect(members.length).toBeLessThanOrEqual(5);
        expect(convertedOf(one.story.state)).toBeLessThanOrEqual(2);
        const cultivated = members.filter(({ status }) => status === 'IN' || status === 'TAKEN').map(({ teacher }) => teacher);
        expect(new Set(cultivated).size).toBe(cultivated.length);
      });
    }), { numRuns: 150 });
  });
});
