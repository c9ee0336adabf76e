import { act, District, risingStar, weihai } from '../../../test/domain/district';
import { personalData } from '../../../test/domain/story';
import { decideRegisterOrg } from '../orgs';
import type { RuleSpec } from '../programme-rules';
import { isLeader } from './career-view';
import { decideEndSpell, decideRecordLeaderPost, decideRecordService } from './career';
import { decideCorrect, decideVoid } from './correction';
import { decideRecordSanction, decideReleaseSanction, type RecordSanctionCommand } from './sanction';
import { decideGrantWaiver } from './waiver';
import { view } from './view';

const secrets = ['警告', '第六条第二项', '有偿补课', '某民办学校'];
for (const secret of secrets) personalData.add(secret);

const sanction: RecordSanctionCommand = {
  kind: 'DISCIPLINARY', scopes: ['HONOURS'], from: '2019-04-01', to: '2019-05-12', releaseBy: 'AUTOMATIC', barMonths: 0,
  personal: { measure: '警告', basis: '第六条第二项', reason: '有偿补课' }, act: act('威经开教〔2019〕3号'),
};

function withRules(...eligibility: readonly RuleSpec[]): District {
  const district = new District({ ...weihai, tiers: [{ ...risingStar, eligibility }, { ...risingStar, code: 'BACKBONE', rank: 2, eligibility: [] }] });
  district.open();
  return district;
}

function sanctioned(district: District, id: string, more: Partial<RecordSanctionCommand> = {}, today = '2019-05-10') {
  const story = district.teacher(id);
  const context = district.about(story, today, 'officer');
  return story.take(decideRecordSanction(story.state, { ...sanction, ...more }, context), context);
}

const clean: RuleSpec = { rule: 'noSanction@1', clause: 'W12', code: 'clean', arguments: { scope: 'HONOURS' } };
const served: RuleSpec = { rule: 'yearsOfService@2', clause: 'W12', code: 'served', arguments: { years: 3, kinds: ['PUBLIC_SCHOOL'] }, waiver: { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W22' } };

describe('a sanction', () => {
  test('bars through its last day; the day after she is nominated, and nothing of it stands in clear', () => {
    const district = withRules(clean);
    district.register('a');
    district.consent('a');
    sanctioned(district, 'a');
    const refusal = district.nominate('a', '2019-05-12');
    expect(refusal).toMatchObject({ rule: 'noSanction', clause: 'W12', inputs: { scope: 'HONOURS', until: '2019-05-12' } });
    // Her school asked: it learns until when, and not for what.
    expect(refusal).not.toHaveProperty('personal');
    const fact = district.teacher('a').lastOf('NominationRefused');
    expect(fact.private['a']).toMatchObject({ inputs: [{ inputs: { sanctions: [{ from: '2019-04-01', to: '2019-05-12', measure: '警告', basis: '第六条第二项' }] } }, {}] });
    expect(district.nominate('a', '2019-05-13')).toEqual(['Nominated']);
  });

  test('that comes between the decision and the title bars the title, whatever the notice asked', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    district.publish();
    district.closePublicity('2019-06-20');
    sanctioned(district, 'a', { from: '2019-06-15', to: '2019-12-14' }, '2019-06-30');
    district.decide();
    district.confer();
    expect(district.teacher('a').lastOf('ConferralDeclined').data).toMatchObject({ rule: 'sanctionInForce', inputs: { day: '2019-07-01' } });
    expect(district.teacher('b').lastOf('TitleConferred').data.tier).toBe('RISING_STAR');
  });

  test.each([
    ['of another scope', { scopes: ['EVALUATION'] as const, to: '2019-12-14' }],
    ['that lapsed the day before', { to: '2019-06-30' }],
  ])('%s does not bar the title', (_what, more) => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    district.publish();
    district.closePublicity('2019-06-20');
    sanctioned(district, 'a', { from: '2019-06-15', ...more }, '2019-06-30');
    district.decide();
    district.confer();
    expect(district.teacher('a').lastOf('TitleConferred').data.tier).toBe('RISING_STAR');
  });

  test('of one kind from one day is recorded once; one of another kind beside it', () => {
    const district = new District();
    district.register('a');
    expect(sanctioned(district, 'a')).toEqual(['SanctionRecorded']);
    expect(sanctioned(district, 'a', { to: '2019-06-12' })).toMatchObject({ rule: 'sanctionRecorded', inputs: { from: '2019-04-01' } });
    expect(sanctioned(district, 'a', { kind: 'OTHER_MEASURE' })).toEqual(['SanctionRecorded']);
  });

  test('extended, maintained and released: it is what the last of them says, on each day', () => {
    const district = withRules(clean);
    district.register('a');
    const story = district.teacher('a');
    sanctioned(district, 'a', { from: '2018-10-01', to: '2019-03-31', releaseBy: 'DECISION' });
    const id = story.last().id;
    const review = (outcome: 'EXTENDED' | 'MAINTAINED' | 'RELEASED' | 'QUASHED', on: string, to: string | null = null) => {
      const context = district.about(story, '2019-05-20', 'officer');
      return story.take(decideReleaseSanction(story.state, { sanction: id, outcome, to, reason: '有偿补课', act: act('威经开教〔2019〕9号'), effectiveOn: on }, context), context);
    };
    expect(review('EXTENDED', '2019-03-20', '2019-03-31')).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(review('RELEASED', '2019-03-20', '2019-04-30')).toMatchObject({ rule: 'endNotOfOutcome' });
    expect(review('EXTENDED', '2019-03-20', '2019-04-30')).toEqual(['SanctionReleased']);
    expect(review('MAINTAINED', '2019-05-01')).toEqual(['SanctionReleased']);
    expect(review('RELEASED', '2018-09-30')).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(review('RELEASED', '2019-05-15')).toEqual(['SanctionReleased']);
    const on = (day: string) => view(story.state.facts, day).career.sanctions.map(({ status, to, freeFrom }) => [status, to, freeFrom]);
    expect(on('2019-03-31')).toEqual([['IN_FORCE', '2019-04-30', null]]);
    expect(on('2019-05-14')).toEqual([['PENDING_RELEASE', '2019-04-30', null]]);
    expect(on('2019-05-15')).toEqual([['RELEASED', '2019-04-30', '2019-05-15']]);
    expect(review('QUASHED', '2019-05-18')).toEqual(['SanctionReleased']);
    expect(review('QUASHED', '2019-05-19')).toMatchObject({ rule: 'sanctionOver', inputs: { status: 'QUASHED' } });
  });

  test.each([
    ['without a number of its act', { act: act(null) }, 'actNumberRequired'],
    ['with an end of paper, 9999-12-31', { to: '9999-12-31' }, 'sanctionTooLong'],
    ['that ends before it begins', { to: '2019-03-31' }, 'datesOutOfOrder'],
    ['that begins tomorrow', { from: '2019-05-11', to: '2019-06-11' }, 'inTheFuture'],
  ])('%s is refused', (_what, more, rule) => {
    const district = withRules(clean);
    district.register('a');
    expect(sanctioned(district, 'a', more)).toMatchObject({ rule });
  });

  test('whose end is corrected after she was nominated: the nomination is looked at again, by the rule that fails now', () => {
    const district = withRules(clean);
    district.register('a');
    district.consent('a');
    sanctioned(district, 'a', { to: '2019-05-11' });
    const id = district.teacher('a').last().id;
    expect(district.nominate('a', '2019-05-12')).toEqual(['Nominated']);
    const story = district.teacher('a');
    const context = district.about(story, '2019-05-14', 'officer');
    const data = { ...story.state.byId.get(id)?.data, to: '2019-08-31' };
    const rounds = [{ round: district.round.state, programme: district.programme }];
    expect(story.take(decideCorrect(story.state, { event: id, data, rounds }, context), context)).toEqual(['SanctionRecorded', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'Nominated', rule: 'noSanction', inputs: { until: '2019-08-31' } });
    const later = district.about(story, '2019-05-15', 'officer');
    expect(story.take(decideVoid(story.state, { event: id, reasonCode: 'WRONG_PERSON', reason: '有偿补课', rounds }, later), later)).toMatchObject({ rule: 'actRequired' });
  });
});

describe('a waiver', () => {
  const grant = (district: District, rule = 'served', today = '2019-05-12') => {
    const story = district.teacher('a');
    const context = district.about(story, today, 'officer');
    return story.take(decideGrantWaiver(story.state, { round: district.round.state, rule, reason: '有偿补课', act: act('威经开教〔2019〕7号', '2019-05-10') }, context), context);
  };
  const short = (...more: readonly RuleSpec[]): District => {
    const district = withRules(served, ...more);
    district.register('a');
    district.consent('a');
    const story = district.teacher('a');
    const context = district.about(story, '2019-05-10');
    story.take(decideRecordService(story.state, { kind: 'PUBLIC_SCHOOL', employer: '某民办学校', from: '2017-09-01', to: null }, context), context);
    return district;
  };

  test('lets her through the rule: the verdict still fails, and names the act', () => {
    const district = short();
    expect(district.nominate('a')).toMatchObject({ rule: 'yearsOfService', inputs: { version: 2 }, personal: { a: { years: 1 } } });
    expect(grant(district)).toEqual(['WaiverGranted']);
    const waiver = district.teacher('a').last().id;
    expect(district.nominate('a')).toEqual(['Nominated']);
    const nominated = district.teacher('a').lastOf('Nominated');
    expect(nominated.data.verdicts[0]).toMatchObject({ rule: 'yearsOfService@2', holds: false, waived: { waiver, body: 'bureau', number: '威经开教〔2019〕7号', date: '2019-05-10' } });
    expect(nominated.meta.standsOn).toContain(waiver);
  });

  test('E32 is for the county that carries hers on, where that was merged after the snapshot, and for no other', () => {
    const district = short();
    const at = district.orgs.on('2019-05-12');
    for (const org of ['zone', 'far']) district.orgs.take(decideRegisterOrg(district.orgs.state, { org, names: { zh: org, en: org }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, at), at);
    const by = (body: string) => {
      const story = district.teacher('a');
      const context = district.about(story, '2019-05-12', 'officer');
      return story.take(decideGrantWaiver(story.state, { round: district.round.state, rule: 'served', reason: '有偿补课', act: { ...act('威经开教〔2019〕7号'), date: '2019-05-12', body } }, context), context);
    };
    expect(by('zone')).toMatchObject({ rule: 'waiverByWrongBody', clause: 'W22' });
    district.orgs.take({ kind: 'events', events: [{ type: 'OrgsMerged', data: { from: ['bureau'], into: 'zone', moved: ['school-1', 'school-2'] }, effectiveOn: '2019-05-11' }] }, at);
    expect(by('far')).toMatchObject({ rule: 'waiverByWrongBody' });
    expect(by('zone')).toEqual(['WaiverGranted']);
  });

  test('for one rule says nothing of another', () => {
    const district = short({ rule: 'stageIn@1', clause: 'W16', code: 'stage', arguments: { stages: ['JUNIOR'] } });
    grant(district);
    expect(district.nominate('a')).toMatchObject({ rule: 'stageIn' });
    expect(grant(district, 'stage')).toMatchObject({ rule: 'notWaivable', clause: 'W16' });
  });

  test('taken back puts the nomination that stood on it under review', () => {
    const district = short();
    grant(district);
    const story = district.teacher('a');
    const waiver = story.last().id;
    district.nominate('a');
    const context = district.about(story, '2019-05-14', 'officer');
    const rounds = [{ round: district.round.state, programme: district.programme }];
    expect(story.take(decideVoid(story.state, { event: waiver, reasonCode: 'WRONG_PERSON', reason: '有偿补课', act: act(), rounds }, context), context)).toEqual(['FactVoided', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'Nominated', rule: 'yearsOfService' });
  });
});

describe('spells', () => {
  test('one that ended is no correction: what stands on it is not looked at again, and what reads it later reads its end', () => {
    const district = withRules({ rule: 'yearsOfService@2', clause: 'W12', arguments: { years: 1, kinds: ['PUBLIC_SCHOOL'] } });
    district.register('a');
    district.consent('a');
    const story = district.teacher('a');
    const first = district.about(story, '2019-05-10');
    story.take(decideRecordService(story.state, { kind: 'PUBLIC_SCHOOL', employer: '某民办学校', from: '2017-09-01', to: null }, first), first);
    const spell = story.last().id;
    district.nominate('a');
    const context = district.about(story, '2019-05-20');
    expect(story.take(decideEndSpell(story.state, { spell, to: '2019-05-20' }, context), context)).toEqual(['SpellEnded']);
    expect(view(story.state.facts, '2019-05-19').career.services).toMatchObject([{ from: '2017-09-01', to: null }]);
    expect(view(story.state.facts, '2019-05-20').career.services).toMatchObject([{ from: '2017-09-01', to: '2019-05-20', endedBy: story.last().id }]);
  });

  test('E37 who leads a school on a day is a leader that a seat limit counts; a head of department is none', () => {
    const district = withRules(clean);
    district.register('a');
    const story = district.teacher('a');
    const record = (post: 'PRINCIPAL' | 'MIDDLE_MANAGER', from: string, to: string | null) => {
      const context = district.about(story, '2019-05-10', 'officer');
      return story.take(decideRecordLeaderPost(story.state, { post, unit: 'school-1', from, to, teaching: true }, context), context);
    };
    record('MIDDLE_MANAGER', '2017-09-01', null);
    const led = (day: string) => isLeader(view(story.state.facts, day).career, day);
    expect(led('2019-05-10')).toBe(false);
    record('PRINCIPAL', '2018-09-01', '2019-04-30');
    expect([led('2018-08-31'), led('2018-09-01'), led('2019-04-30'), led('2019-05-01')]).toEqual([false, true, true, false]);
  });
});
