import { District, parameters, risingStar, weihai } from '../../../test/domain/district';
import { decideTransfer } from './life';
import { decideRecordRecommendationRefusal, decideSettleRecommendation, settlementOfRecommendation } from './recommendation';
import { view } from './view';

function opened(more: Parameters<District['open']>[0] = {}): District {
  const district = new District();
  district.open(more);
  return district;
}

describe('nomination', () => {
  test('given consent and a birth date on the bound, when the school submits, then she is nominated with the working', () => {
    const district = opened();
    district.register('a', { birthDate: '1984-01-01' });
    district.consent('a');
    expect(district.nominate('a')).toEqual(['Nominated']);
    const nominated = district.teacher('a').lastOf('Nominated');
    expect(nominated.data).toMatchObject({ unit: 'school-1', stage: 'PRIMARY', verdicts: [{ rule: 'bornOnOrAfter@1', clause: 'W12', holds: true, bound: { date: '1984-01-01' } }, { rule: 'consented@1', holds: true }] });
    expect(nominated.private['a']).toMatchObject({ inputs: [{ rule: 'bornOnOrAfter@1', inputs: { birthDate: '1984-01-01' } }, {}] });
    expect(nominated.meta.standsOn).toEqual(['teacher-a#0', 'teacher-a#1']);
  });

  test('born one day before the bound: refused with clause, bound and her own date, and the refusal is in her history', () => {
    const district = opened();
    district.register('a', { birthDate: '1983-12-31' });
    district.consent('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'bornOnOrAfter', clause: 'W12', inputs: { date: '1984-01-01' }, personal: { a: { birthDate: '1983-12-31' } } });
    const refusal = district.teacher('a').lastOf('NominationRefused');
    expect(refusal.data).toMatchObject({ useCase: 'SubmitNomination', rule: 'bornOnOrAfter', clause: 'W12', inputs: { date: '1984-01-01' }, read: { 'teacher-a': 1, 'programme-weihai-edz-2017': 0 } });
    expect(refusal.private['a']).toMatchObject({ refusal: { birthDate: '1983-12-31' } });
    expect(view(district.teacher('a').state.facts, '2019-05-12').refusals).toMatchObject([{ rule: 'bornOnOrAfter', clause: 'W12' }]);
  });

  test('asked again without anything new, the refusal is answered and not appended; with something new it is', () => {
    const district = opened();
    district.register('a', { birthDate: '1983-12-31' });
    district.nominate('a');
    const story = district.teacher('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'bornOnOrAfter' });
    expect(story.log.map((fact) => fact.type)).toEqual(['TeacherRegistered', 'NominationRefused']);
    district.consent('a');
    district.nominate('a');
    expect(story.log.map((fact) => fact.type)).toEqual(['TeacherRegistered', 'NominationRefused', 'ConsentGiven', 'NominationRefused']);
  });

  test('without her own will there is no nomination, whatever the programme says', () => {
    const district = opened();
    district.register('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'consented', clause: 'W22' });
  });

  test('one open nomination per round and track', () => {
    const district = opened();
    district.register('a');
    district.consent('a');
    district.nominate('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'alreadyNominated', inputs: { nomination: 'n-a' } });
  });

  test('a round that takes no nominations today leaves no trace in her history', () => {
    const district = opened();
    district.register('a');
    expect(district.nominate('a', '2019-05-09')).toMatchObject({ rule: 'nominationsNotRunning' });
    expect(district.nominate('a', '2019-06-01')).toMatchObject({ rule: 'nominationsNotRunning' });
    district.closeNominations();
    expect(district.nominate('a', '2019-05-20')).toMatchObject({ rule: 'wrongGate' });
    expect(district.teacher('a').log).toHaveLength(1);
  });

  test('the notice asks for attachments', () => {
    const district = opened({ parameters: { ...parameters, requiredAttachments: ['FORM'] } });
    district.register('a');
    district.consent('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'attachmentMissing', inputs: { missing: ['FORM'] } });
    expect(district.teacher('a').last().type).toBe('NominationRefused');
  });

  test('E7: a transfer after the snapshot date leaves the nomination with the old unit', () => {
    const district = opened();
    district.register('a', { unit: 'school-1' });
    const story = district.teacher('a');
    const move = (effectiveOn: string) => {
      const context = district.about(story, '2019-05-11');
      return story.take(decideTransfer(story.state, { to: 'school-2', stage: 'PRIMARY', subject: '数学', effectiveOn }, context), context);
    };
    expect(move('2019-05-02')).toEqual(['Transferred']);
    district.consent('a');
    district.nominate('a');
    expect(story.lastOf('Nominated').data).toMatchObject({ unit: 'school-1', subject: '语文' });

    const before = opened();
    before.register('b', { unit: 'school-1' });
    const other = before.teacher('b');
    const context = before.about(other, '2019-05-11');
    other.take(decideTransfer(other.state, { to: 'school-2', stage: 'PRIMARY', subject: '数学', effectiveOn: '2019-05-01' }, context), context);
    before.consent('b');
    before.nominate('b');
    expect(other.lastOf('Nominated').data).toMatchObject({ unit: 'school-2', subject: '数学' });
  });

  test('a dossier that begins after the snapshot date does not say where she was', () => {
    const district = opened({ parameters: { ...parameters, snapshotOn: '2014-05-01' } });
    district.register('a');
    district.consent('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'unitUnknownOnSnapshot', inputs: { day: '2014-05-01' } });
  });

  test('a recommender of the round cannot be nominated in it', () => {
    const district = opened();
    district.reserve('b', 'school-2', 'a');
    district.register('a');
    district.consent('a');
    expect(district.nominate('a')).toMatchObject({ rule: 'separationOfDuties', inputs: { holds: 'RECOMMENDER', role: 'CANDIDATE' } });
  });

  test('erased: a rule that needs her birth date cannot be decided', () => {
    const district = opened();
    district.register('a');
    district.consent('a');
    const story = district.teacher('a');
    const [registered] = story.state.facts;
    if (registered) story.state.facts[0] = { ...registered, private: { a: null } };
    expect(district.nominate('a')).toMatchObject({ rule: 'bornOnOrAfter', inputs: { undecided: 'erased' } });
  });
});

describe('consent', () => {
  test('APPLIED is hers alone, CONSENTED is entered by another, each round once', () => {
    const district = opened();
    district.register('a');
    expect(district.consent('a')).toEqual(['ConsentGiven']);
    expect(district.consent('a')).toMatchObject({ rule: 'alreadyConsented' });
    district.register('clerk-1');
    expect(district.consent('clerk-1')).toMatchObject({ rule: 'consentNotHers' });
  });
});

describe('settling a recommendation', () => {
  test('exactly one outcome per reservation, however often it is settled', () => {
    const district = opened();
    district.recommend(['a']);
    const story = district.teacher('a');
    const [line] = [...district.round.state.recommendations.values()];
    if (!line) throw new Error('no reservation');
    expect(story.last().type).toBe('SchoolRecommended');
    expect(story.last().meta).toMatchObject({ effectiveOn: '2019-05-20', cause: line.reservation, act: { number: '威经开教〔2019〕8号' } });
    expect(story.last().meta.rule).toMatchObject({ clause: district.programme.authority.RecommendAtSchool?.clause });
    expect(decideSettleRecommendation(story.state, { round: 'r-2019', line }, district.about(story, '2019-05-21'))).toEqual({ kind: 'events', events: [] });
    expect(settlementOfRecommendation(story.state, line.reservation)).toEqual({ outcome: story.last().id, kind: 'CONFIRMED' });
    expect(line.status).toBe('CONFIRMED');
  });

  test('a second reservation for a nomination already recommended is declined', () => {
    const district = opened();
    district.recommend(['a']);
    const story = district.teacher('a');
    const [line] = [...district.round.state.recommendations.values()];
    if (!line) throw new Error('no reservation');
    const context = district.about(story, '2019-05-21');
    story.take(decideSettleRecommendation(story.state, { round: 'r-2019', line: { ...line, reservation: 'other' } }, context), context);
    expect(story.lastOf('RecommendationDeclined').data).toMatchObject({ reservation: 'other', rule: 'nominationNotOpen', inputs: { status: 'RECOMMENDED' } });
  });

  test('a refusal for want of a seat is recorded once for what was read of the ledger', () => {
    const district = opened();
    district.register('a');
    const story = district.teacher('a');
    const command = { nomination: 'n-a', round: 'r-2019', unit: 'school-1', refusal: { rule: 'noSeatLeft', clause: 'W22', inputs: { unit: 'school-1', seats: 2, reserved: 0, confirmed: 2 } }, read: { 'round-r-2019': 7 } };
    expect(story.take(decideRecordRecommendationRefusal(story.state, command), story.on('2019-05-20'))).toEqual(['RecommendationRefused']);
    expect(decideRecordRecommendationRefusal(story.state, command)).toEqual({ kind: 'events', events: [] });
    expect(decideRecordRecommendationRefusal(story.state, { ...command, read: { 'round-r-2019': 9 } }).events).toHaveLength(1);
  });
});

test('a tier that asks for a lower title reads it from her history', () => {
  const higher = { ...risingStar, code: 'BACKBONE', rank: 2, eligibility: [{ rule: 'holdsTitle@1', clause: 'W13', arguments: { tier: 'RISING_STAR' } }] };
  const district = new District({ ...weihai, tiers: [risingStar, higher] });
  district.open({ tier: 'BACKBONE' });
  district.register('a');
  district.consent('a');
  expect(district.nominate('a')).toMatchObject({ rule: 'holdsTitle', clause: 'W13' });
});
