import { act, District, parameters, risingStar, weihai } from '../../../test/domain/district';
import { batch } from '../batch';
import { Story } from '../../../test/domain/story';
import type { EffectiveProgramme } from '../programme-rules';
import { decideApproveList, decideSubstitute } from './approval';
import { decideConferral } from './conferral';
import { heldBy, listChangedSince, waitingForConferral } from './holds';
import { decideRegisterObjection, decideSettleObjection, type RegisterObjectionCommand } from './objections';
import { currentList } from './ranking';
import { decideAnswerVetting, decideRequestVetting } from './vetting';
import { separationOfDuties } from '../people';
import { rolesIn } from './round';

const complaint: RegisterObjectionCommand = { objection: 'o-1', about: { kind: 'NOMINATION', nomination: 'n-b' }, objectionType: 'EVIDENCE', receivedAt: '2019-06-12T10:00', objector: null, text: '材料不实' };

function published(scores: { readonly [teacher: string]: number } = { a: 90, b: 80, c: 70 }, programme: EffectiveProgramme = weihai): District {
  const district = new District(programme);
  district.ranked(scores, Object.keys(scores).length > 3 ? { parameters: { ...parameters, recommendationSeats: [{ unit: 'school-2', seats: 9 }] } } : {});
  district.publish();
  district.closePublicity('2019-06-18');
  return district;
}

describe('who handled an objection of the round', () => {
  test('has a part in it: she neither recommends, scores nor decides in it afterwards', () => {
    const district = new District();
    district.open();
    district.recommend(['a', 'b']);
    district.closeNominations();
    object(district);
    expect(separationOfDuties(rolesIn(district.round.state), 'handler', 'DECIDER')).toBeNull();
    settle(district, 'MAINTAINED');
    for (const role of ['RECOMMENDER', 'SCORER', 'DECIDER'] as const) expect(separationOfDuties(rolesIn(district.round.state), 'handler', role)).toMatchObject({ refusal: { rule: 'separationOfDuties', inputs: { holds: 'OBJECTION_HANDLER' } } });
    expect(separationOfDuties(rolesIn(district.round.state), 'handler', 'OBJECTION_HANDLER')).toBeNull();
  });
});

function object(district: District, more: Partial<RegisterObjectionCommand> = {}, today = '2019-06-18') {
  const context = district.about(district.round, today, 'officer');
  return district.round.take(decideRegisterObjection(district.round.state, { ...complaint, ...more }, context), context);
}

function settle(district: District, outcome: 'MAINTAINED' | 'CANCELLED' | 'REASSESS', objection = 'o-1', effect: 'PERSON' | 'LIST' = 'PERSON') {
  const context = district.about(district.round, '2019-06-25', 'handler');
  return district.round.take(decideSettleObjection(district.round.state, { objection, outcome, effect, decision: 'decision-1', corrections: [], act: null }, context), context);
}

function again(district: District, more: object = {}) {
  district.batch = new Story(batch, 'batch-b-2');
  return district.decide('2019-07-10', 'officer', more);
}

describe('a conferral decided more than once', () => {
  test('confers those not held; a later one confers her, and numbers go on', () => {
    const district = published();
    object(district);
    expect(heldBy(district.round.state, 'n-b')).toEqual([{ kind: 'OBJECTION', objection: 'o-1', listWide: false }]);
    district.decide();
    expect(district.round.lastOf('ConferralDecided').data).toMatchObject({ held: ['n-b'], conferrals: [{ nomination: 'n-a' }], notSelected: [{ nomination: 'n-c' }] });
    expect(district.confer()).toEqual(['ConferralCarriedOut']);
    expect(district.round.state.gate).toBe('CONFERRAL_DECIDED');
    settle(district, 'MAINTAINED');
    again(district);
    expect(district.confer()).toEqual(['RoundConcluded']);
    expect(district.round.lastOf('RoundConcluded').data).toEqual({ conferred: 2, declined: 0, notSelected: 1 });
    const certificates = [...district.round.state.conferrals.values()].flatMap(({ conferrals }) => conferrals.map(({ certificate }) => certificate));
    expect(certificates.map((text) => text.slice(-3))).toEqual(['001', '002']);
    expect(new Set(certificates).size).toBe(2);
  });

  test('the first does not say of the held that they were not selected', () => {
    const district = published();
    object(district);
    district.decide();
    expect(district.round.lastOf('ConferralDecided').data.notSelected.map(({ nomination }) => nomination)).toEqual(['n-c']);
    expect(waitingForConferral(district.round.state)).toEqual(['n-b']);
  });

  test('a last one passes the held over on record, so that the round ends', () => {
    const district = published();
    object(district);
    district.decide();
    district.confer();
    expect(again(district, { passOver: ['n-c'] })).toMatchObject({ rule: 'notProposed' });
    expect(again(district, { passOver: ['n-b'], nominations: ['n-b'] })).toMatchObject({ rule: 'conferredAndPassedOver' });
    expect(again(district, { passOver: ['n-b'] })).toEqual(['ConferralDecided']);
    expect(district.confer()).toEqual(['RoundConcluded']);
    expect(district.teacher('b').last().type).toBe('NotSelected');
  });

  test('no second one while the first is not carried out', () => {
    const district = published();
    object(district);
    district.decide();
    settle(district, 'MAINTAINED');
    expect(again(district)).toMatchObject({ rule: 'conferralUnderWay' });
  });

  test('a later one confers nobody whom the first passed over, and takes no more seats than there are', () => {
    const district = published({ a: 90, b: 80, c: 70, d: 60 });
    object(district);
    district.decide();
    district.confer();
    settle(district, 'MAINTAINED');
    const context = district.about(district.round, '2019-06-28', 'officer');
    const asked = decideConferral(district.round.state, { batch: 'b-2', act: act(), conferredOn: '2019-07-10', nominations: ['n-b', 'n-c'] }, context);
    expect(asked).toMatchObject({ refusal: { rule: 'notProposed' } });
    again(district);
    expect([...district.round.state.awards.values()]).toHaveLength(2);
  });
});

describe('objections', () => {
  test('E21 the last minute of the last day is in the window, the next minute is late; both are registered', () => {
    const district = published();
    object(district, { receivedAt: '2019-06-17T23:59' });
    expect(district.round.lastOf('ObjectionRegistered').data).toMatchObject({ timing: 'IN_WINDOW', realName: false, holds: true });
    object(district, { objection: 'o-2', receivedAt: '2019-06-18T00:00' });
    expect(district.round.lastOf('ObjectionRegistered').data).toMatchObject({ timing: 'LATE', holds: true });
  });

  test('E21 the programme may say that late or anonymous ones stop nothing; they are registered all the same', () => {
    const rules = { clause: 'W12', handlingWorkingDays: 10, extendedWorkingDays: 30, late: 'RECORDED', anonymous: 'RECORDED' } as const;
    const district = published({ a: 90, b: 80 }, { ...weihai, tiers: [{ ...risingStar, objections: rules }] });
    expect(object(district, { receivedAt: '2019-06-18T00:00', objector: { name: '某人', contact: '信箱' } })).toEqual(['ObjectionRegistered']);
    expect(object(district, { objection: 'o-2' })).toEqual(['ObjectionRegistered']);
    expect(heldBy(district.round.state, 'n-b')).toEqual([]);
  });

  test('the objector and the text stand under a key of theirs or of the programme, never in clear', () => {
    const district = published();
    object(district, { objector: { person: 'p-7', name: '告状人', contact: '电话' } });
    expect(Object.keys(district.round.last().private)).toEqual(['p-7']);
    object(district, { objection: 'o-2' });
    expect(Object.keys(district.round.last().private)).toEqual(['programme:weihai-edz-2017']);
    const clear = JSON.stringify(district.round.log.map(({ data, meta }) => [data, meta]));
    for (const word of ['告状人', '电话', '材料不实', 'p-7']) expect(clear).not.toContain(word);
  });

  test('one upheld strikes the person; where it was the last who waited the list is empty of her', () => {
    const district = published();
    object(district);
    settle(district, 'CANCELLED');
    expect(district.round.lastOf('ObjectionSettled').data.cancelled).toEqual({ nomination: 'n-b', teacher: 'b', conferred: false });
    expect(currentList(district.round.state)).toEqual(['n-a']);
    district.decide();
    expect(district.round.lastOf('ConferralDecided').data).toMatchObject({ held: [], notSelected: [{ nomination: 'n-c' }] });
    expect(district.confer()).toEqual(['RoundConcluded']);
  });

  test('one about the list holds everybody on it until the selection is done again', () => {
    const district = published();
    object(district, { about: { kind: 'ROUND' } });
    expect(heldBy(district.round.state, 'n-a')).toMatchObject([{ listWide: true }]);
    settle(district, 'REASSESS', 'o-1', 'LIST');
    expect(heldBy(district.round.state, 'n-a')).toHaveLength(1);
    expect(district.decide()).toMatchObject({ rule: 'nobodyToConfer', inputs: { count: 2 } });
  });

  test('about somebody of whom the round knows nothing there is none', () => {
    const district = published();
    expect(object(district, { about: { kind: 'NOMINATION', nomination: 'n-z' } })).toMatchObject({ rule: 'notACandidate', inputs: { nomination: 'n-z', round: 'r-2019' } });
    expect(decideSettleObjection(district.round.state, { objection: 'o-9', outcome: 'MAINTAINED', effect: 'PERSON', decision: 'd', corrections: [], act: null }, district.about(district.round, '2019-06-25', 'handler'))).toMatchObject({ refusal: { rule: 'unknownObjection' } });
  });

  test('settled twice it is settled once', () => {
    const district = published();
    object(district);
    expect(settle(district, 'MAINTAINED')).toEqual(['ObjectionSettled']);
    expect(settle(district, 'CANCELLED')).toEqual([]);
    expect(heldBy(district.round.state, 'n-b')).toEqual([]);
  });
});

describe('the list', () => {
  const approving: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, approval: { clause: 'W12', stage: 'AFTER', post: 'BureauOfficer', level: 'DISTRICT' } }] };
  const approve = (district: District, strikes: readonly { readonly nomination: string; readonly reason: string }[]) => {
    const context = district.about(district.round, '2019-06-20', 'officer');
    return district.round.take(decideApproveList(district.round.state, { strikes, act: act() }, context), context);
  };

  test('what changed since a publicity: who left, and nobody who was on it before', () => {
    const district = published({ a: 90, b: 80, c: 70 }, approving);
    approve(district, [{ nomination: 'n-a', reason: '岗位变动' }]);
    const { publicity } = district.round.state;
    if (!publicity) throw new Error('no publicity');
    expect(listChangedSince(district.round.state, publicity)).toEqual({ left: ['n-a'], joined: [] });
    expect(JSON.stringify(district.round.last().data)).not.toContain('岗位变动');
  });

  test('E18 the next by rank comes in, and waits until she was shown', () => {
    const district = new District(approving);
    district.ranked({ a: 90, b: 80, c: 70 }, { parameters: { ...parameters, substitution: { fromRank: 3, until: '2019-06-30' } } });
    district.publish();
    district.closePublicity('2019-06-18');
    approve(district, [{ nomination: 'n-a', reason: '岗位变动' }]);
    const context = district.about(district.round, '2019-06-20', 'officer');
    // The notice's last day is that of entry, whatever day stands on the paper.
    const late = { ...context, now: '2019-07-01T09:00', acting: { ...context.acting, enteredBy: 'clerk-2' } };
    expect(decideSubstitute(district.round.state, { out: 'n-a', reasonCode: 'STRUCK', act: act() }, late)).toMatchObject({ refusal: { rule: 'substitutionEnded', inputs: { until: '2019-06-30', today: '2019-07-01' } } });
    expect(district.round.take(decideSubstitute(district.round.state, { out: 'n-a', reasonCode: 'STRUCK', act: act() }, context), context)).toEqual(['CandidateSubstituted']);
    expect(currentList(district.round.state)).toEqual(['n-b', 'n-c']);
    district.decide();
    expect(district.round.lastOf('ConferralDecided').data).toMatchObject({ held: ['n-c'], conferrals: [{ nomination: 'n-b' }], notSelected: [] });
  });

  test('E18 nobody comes in who is under the pass line', () => {
    const strict = { ...approving, tiers: approving.tiers.map((tier) => (tier.scoring === null ? tier : { ...tier, scoring: { ...tier.scoring, passLine: 60 } })) };
    const district = new District(strict);
    district.ranked({ a: 90, b: 80, c: 10 }, { parameters: { ...parameters, substitution: { fromRank: 3, until: '2019-06-30' } } });
    expect(district.round.state.ranking?.lines.map(({ below }) => below)).toEqual([undefined, undefined, true]);
    district.publish();
    district.closePublicity('2019-06-18');
    approve(district, [{ nomination: 'n-a', reason: '岗位变动' }]);
    const context = district.about(district.round, '2019-06-20', 'officer');
    expect(district.round.take(decideSubstitute(district.round.state, { out: 'n-a', reasonCode: 'STRUCK', act: act() }, context), context)).toMatchObject({ rule: 'nobodyToSubstitute' });
  });
});

describe('what the programme does not state', () => {
  const vetting = { clause: 'W12', bodies: [{ code: 'DISCIPLINE', names: { zh: '纪检', en: 'Discipline' } }], answerWithinWorkingDays: 5, before: 'CONFERRAL' as const };
  const asked = (programme: EffectiveProgramme, codes: readonly string[]) => {
    const district = published({ a: 90, b: 80 }, programme);
    const context = district.about(district.round, '2019-06-20', 'officer');
    const answer = (body: string) => district.round.take(decideAnswerVetting(district.round.state, { body, answers: [{ nomination: 'n-a', holds: false }], act: act() }, context), context);
    return { asking: district.round.take(decideRequestVetting(district.round.state, { bodies: codes.map((code) => ({ code, org: 'bureau' })) }, context), context), answer };
  };

  test('no body is asked where it names none, and no other than those it names is asked or answers', () => {
    const named: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, vetting }] };
    expect(asked(weihai, ['DISCIPLINE']).asking).toMatchObject({ rule: 'noVettingStated', inputs: { tier: 'RISING_STAR' } });
    expect(asked(named, ['DISCIPLINE', 'POLICE']).asking).toMatchObject({ rule: 'unknownVettingBody', inputs: { body: 'POLICE', bodies: ['DISCIPLINE'] } });
    const { asking, answer } = asked(named, ['DISCIPLINE']);
    expect(asking).toEqual(['VettingRequested']);
    expect(answer('POLICE')).toMatchObject({ rule: 'unknownVettingBody' });
    expect(answer('DISCIPLINE')).toEqual(['VettingAnswered']);
  });

  test('a body\'s answer on paper is not signed before it was asked', () => {
    const district = published({ a: 90, b: 80 }, { ...weihai, tiers: [{ ...risingStar, vetting }] });
    const asking = district.about(district.round, '2019-06-20', 'officer');
    district.round.take(decideRequestVetting(district.round.state, { bodies: [{ code: 'DISCIPLINE', org: 'bureau' }] }, asking), asking);
    const answer = (signedOn: string, enteredOn: string) => {
      const context = district.about(district.round, signedOn, 'officer');
      return decideAnswerVetting(district.round.state, { body: 'DISCIPLINE', answers: [{ nomination: 'n-a', holds: false }], act: act() }, { ...context, now: `${enteredOn}T09:00`, acting: { ...context.acting, enteredBy: 'clerk-2' } });
    };
    expect(answer('2019-06-19', '2019-06-21')).toMatchObject({ refusal: { rule: 'signedBeforeIt', inputs: { signedOn: '2019-06-19', since: '2019-06-20' } } });
    expect(answer('2019-06-20', '2019-06-21')).toMatchObject({ events: [{ data: { late: false } }] });
    // What counts for the term is when it was entered.
    expect(answer('2019-06-20', '2019-07-20')).toMatchObject({ events: [{ data: { late: true } }] });
  });

  test('nobody approves a list where the conferral is the only decision', () => {
    const district = published();
    const context = district.about(district.round, '2019-06-20', 'officer');
    expect(district.round.take(decideApproveList(district.round.state, { strikes: [], act: act() }, context), context)).toMatchObject({ rule: 'noApprovalStated', inputs: { tier: 'RISING_STAR' } });
  });
});
