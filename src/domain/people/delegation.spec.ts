import { District } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { authorise, decideEndAppointment, decideRecordAppointment, people, separationOfDuties, candidateAsOfficer, type RecordAppointmentCommand, type Requirement } from '../people';
import { covers, decideEndDelegation, decideRecordDelegation, type RecordDelegationCommand } from './delegation';
import { decideRecordHandover, holderOf } from './handover';

const tree = new District().orgs.state;
const known = new Set(['RecommendAtSchool', 'SubmitNomination', 'SubmitScore', 'CloseNominations']);
const schoolAdmin: Requirement = { post: 'SchoolAdmin', level: 'SCHOOL' };

function desk() {
  const story = new Story(people, 'people');
  const context = (person = 'officer', onBehalfOf?: string) => story.on('2018-09-01', { orgs: tree, acting: { person, appointment: null, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) } });
  const appoint = (appointment: string, person: string, more: Partial<RecordAppointmentCommand> = {}) =>
    story.take(decideRecordAppointment(story.state, { appointment, person, post: 'SchoolAdmin', org: 'school-1', from: '2018-09-01', to: '2019-08-31', firstOfficer: 'officer', ...more }, context()), context());
  const delegate = (more: Partial<RecordDelegationCommand> = {}, by = context('head')) =>
    story.take(decideRecordDelegation(story.state, { delegation: `de-${story.state.delegations.size + 1}`, appointment: 'ap-head', delegate: 'deputy', matters: ['RecommendAtSchool'], from: '2019-05-01', to: '2019-05-31', known, ...more }, by), by);
  const hand = (handover: string, appointment: string, successor: string, from: string) => story.take(decideRecordHandover(story.state, { handover, appointment, successor, from }, context()), context());
  const may = (person: string, day = '2019-05-12', picked: string | null = null, requirement = schoolAdmin, subject = 'school-1') => authorise(story.state, tree, { person, appointment: picked, day }, requirement, subject);
  appoint('ap-officer', 'officer', { post: 'BureauOfficer', org: 'bureau', to: null });
  appoint('ap-head', 'head');
  return { story, context, appoint, delegate, hand, may };
}

describe('delegation', () => {
  test('the delegate acts under the appointment on its days, as whom it is', () => {
    const { delegate, may } = desk();
    expect(may('deputy')).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(delegate()).toEqual(['DelegationRecorded']);
    expect(may('deputy')).toMatchObject({ kind: 'authorised', appointment: { appointment: 'ap-head', person: 'head' }, matters: ['RecommendAtSchool'] });
    expect(may('deputy', '2019-05-12', 'ap-head')).toMatchObject({ kind: 'authorised' });
    expect(may('deputy', '2019-04-30')).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(may('deputy', '2019-06-01', 'ap-head')).toMatchObject({ refusal: { rule: 'appointmentNotValid' } });
    expect(may('stranger', '2019-05-12', 'ap-head')).toMatchObject({ refusal: { rule: 'notYourAppointment' } });
    expect(may('deputy', '2019-05-12', null, schoolAdmin, 'school-2')).toMatchObject({ refusal: { rule: 'outsideJurisdiction' } });
  });

  test('an appointment of her own comes first, unless she picks the other', () => {
    const { appoint, delegate, may } = desk();
    appoint('ap-own', 'deputy');
    delegate();
    expect(may('deputy')).toMatchObject({ kind: 'authorised', appointment: { appointment: 'ap-own' } });
    expect(may('deputy')).not.toHaveProperty('matters');
    expect(may('deputy', '2019-05-12', 'ap-head')).toMatchObject({ appointment: { appointment: 'ap-head' }, matters: ['RecommendAtSchool'] });
  });

  test('delegated by two, she must pick; by one in two papers, all the matters count', () => {
    const { appoint, delegate, may, context } = desk();
    appoint('ap-other', 'other-head');
    delegate();
    delegate({ appointment: 'ap-other' }, context('other-head'));
    expect(may('deputy')).toMatchObject({ refusal: { rule: 'pickAppointment', inputs: { appointments: ['ap-head', 'ap-other'] } } });
    expect(delegate({ matters: ['SubmitNomination'] })).toMatchObject({ rule: 'delegationExists', inputs: { delegation: 'de-1' } });
    expect(delegate({ matters: ['SubmitNomination'], from: '2019-06-01', to: '2019-06-30' })).toEqual(['DelegationRecorded']);
    expect(may('deputy', '2019-06-12')).toMatchObject({ matters: ['SubmitNomination'] });
  });

  test('never beyond the term of the appointment, also where that ends early', () => {
    const { story, delegate, may, context } = desk();
    expect(delegate({ to: '2019-09-01' })).toMatchObject({ rule: 'delegationBeyondTerm', inputs: { termTo: '2019-08-31' } });
    expect(delegate({ from: '2018-08-31' })).toMatchObject({ rule: 'delegationBeyondTerm', inputs: { termFrom: '2018-09-01' } });
    delegate();
    story.take(decideEndAppointment(story.state, { appointment: 'ap-head', to: '2019-05-10' }), context());
    expect(may('deputy', '2019-05-10')).toMatchObject({ kind: 'authorised' });
    expect(may('deputy', '2019-05-11')).toMatchObject({ refusal: { rule: 'postMayNot' } });
  });

  test.each<[string, Partial<RecordDelegationCommand>, string]>([
    ['of an appointment that there is not', { appointment: 'none' }, 'unknownAppointment'],
    ['to its holder', { delegate: 'head' }, 'delegateIsHolder'],
    ['of a matter that there is not', { matters: ['Recommend'] }, 'unknownMatter'],
    ['of what is done in person', { matters: ['SubmitScore'] }, 'matterInPerson'],
    ['that ends before it begins', { to: '2019-04-01' }, 'endBeforeStart'],
  ])('refused: %s', (_what, more, rule) => {
    expect(desk().delegate(more)).toMatchObject({ rule });
  });

  test('refused: an expert judges in person; an officer records none to herself, nor through her own delegate', () => {
    const { appoint, delegate, context } = desk();
    appoint('ap-expert', 'expert', { post: 'Expert', org: 'bureau' });
    expect(delegate({ appointment: 'ap-expert' }, context('expert'))).toMatchObject({ rule: 'postInPerson', inputs: { post: 'Expert' } });
    expect(delegate({ delegate: 'officer' }, context('officer'))).toMatchObject({ rule: 'delegatesToHerself' });
    expect(delegate({ delegate: 'officer' }, context('clerk', 'officer'))).toMatchObject({ rule: 'delegatesToHerself' });
  });

  test('ends when it is ended, once', () => {
    const { story, delegate, may, context } = desk();
    delegate();
    const end = (delegation: string, to: string) => story.take(decideEndDelegation(story.state, { delegation, to }), context());
    expect(end('none', '2019-05-10')).toMatchObject({ rule: 'unknownDelegation' });
    expect(end('de-1', '2019-04-30')).toMatchObject({ rule: 'endBeforeStart' });
    expect(end('de-1', '2019-05-10')).toEqual(['DelegationEnded']);
    expect(end('de-1', '2019-05-20')).toMatchObject({ rule: 'delegationEnded' });
    expect(may('deputy', '2019-05-11')).toMatchObject({ refusal: { rule: 'postMayNot' } });
  });

  test('ALL is all but what is done in person', () => {
    expect(covers(['ALL'], 'CloseNominations')).toBe(true);
    expect(covers(['RecommendAtSchool'], 'CloseNominations')).toBe(false);
    for (const matter of ['SubmitScore', 'GiveConsent', 'RecordDelegation', 'RecordAppointment']) expect(covers(['ALL', matter], matter)).toBe(false);
  });

  test('what is delegated of one is delegated of many, and no other mass act', () => {
    expect(covers(['RecommendAtLevel'], 'RecommendMany', 'RecommendAtLevel')).toBe(true);
    expect(covers(['RecommendMany'], 'RecommendMany', 'RecommendAtLevel')).toBe(true);
    expect(covers(['RecommendAtSchool'], 'RecommendMany', 'RecommendAtLevel')).toBe(false);
    expect(covers(['RecommendMany'], 'RecommendAtLevel')).toBe(false);
  });

  test('separation of duties catches a delegate as herself and as her delegator', () => {
    const roles = { round: 'r', candidates: new Set(['c']), recommenders: new Set(['k']), scorers: new Set<string>(), deciders: new Set<string>() };
    const acting = (person: string, onBehalfOf: string) => ({ person, onBehalfOf, appointment: 'ap' });
    expect(separationOfDuties(roles, acting('new', 'newer'), 'DECIDER')).toBeNull();
    expect(separationOfDuties(roles, acting('new', 'k'), 'DECIDER')).toMatchObject({ refusal: { inputs: { person: 'k', holds: 'RECOMMENDER' } } });
    expect(separationOfDuties(roles, acting('k', 'new'), 'DECIDER')).toMatchObject({ refusal: { inputs: { person: 'k', holds: 'RECOMMENDER' } } });
    expect(candidateAsOfficer(roles, acting('new', 'c'))).toMatchObject({ refusal: { inputs: { person: 'c', role: 'OFFICER' } } });
  });
});

describe('handover', () => {
  test('tasks wait at the successor from its day on, and follow her on and back', () => {
    const { story, appoint, hand } = desk();
    appoint('ap-b', 'b');
    appoint('ap-c', 'c');
    expect(hand('ha-1', 'ap-head', 'ap-b', '2019-05-10')).toEqual(['HandoverRecorded']);
    const at = (day: string, appointment = 'ap-head') => holderOf(story.state, appointment, day);
    expect([at('2019-05-09'), at('2019-05-10')]).toEqual(['ap-head', 'ap-b']);
    expect(hand('ha-2', 'ap-head', 'ap-c', '2019-05-20')).toMatchObject({ rule: 'handoverExists', inputs: { handover: 'ha-1' } });
    expect(hand('ha-2', 'ap-b', 'ap-c', '2019-05-20')).toEqual(['HandoverRecorded']);
    expect([at('2019-05-19'), at('2019-05-20'), at('2019-05-20', 'ap-b')]).toEqual(['ap-b', 'ap-c', 'ap-c']);
    expect(hand('ha-3', 'ap-c', 'ap-head', '2019-06-01')).toEqual(['HandoverRecorded']);
    expect(at('2019-06-01')).toBe('ap-head');
    expect(hand('ha-4', 'ap-head', 'ap-b', '2019-05-15')).toMatchObject({ rule: 'handoverExists' });
    expect(hand('ha-4', 'ap-head', 'ap-b', '2019-07-01')).toEqual(['HandoverRecorded']);
    expect([at('2019-06-30'), at('2019-07-01')]).toEqual(['ap-head', 'ap-b']);
  });

  test('refused: unlike desks, an expert, a successor not there yet, a day before she was', () => {
    const { appoint, hand } = desk();
    appoint('ap-elsewhere', 'b', { org: 'school-2' });
    appoint('ap-expert', 'expert', { post: 'Expert', org: 'bureau' });
    appoint('ap-expert-2', 'expert-2', { post: 'Expert', org: 'bureau' });
    appoint('ap-later', 'c', { from: '2019-06-01' });
    expect(hand('ha', 'none', 'ap-head', '2019-05-10')).toMatchObject({ rule: 'unknownAppointment' });
    expect(hand('ha', 'ap-head', 'none', '2019-05-10')).toMatchObject({ rule: 'unknownAppointment' });
    expect(hand('ha', 'ap-head', 'ap-elsewhere', '2019-05-10')).toMatchObject({ rule: 'handoverNotAlike' });
    expect(hand('ha', 'ap-head', 'ap-head', '2019-05-10')).toMatchObject({ rule: 'handoverNotAlike' });
    expect(hand('ha', 'ap-expert', 'ap-expert-2', '2019-05-10')).toMatchObject({ rule: 'postInPerson' });
    expect(hand('ha', 'ap-head', 'ap-later', '2019-05-31')).toMatchObject({ rule: 'appointmentNotValid' });
    expect(hand('ha', 'ap-head', 'ap-later', '2018-08-01')).toMatchObject({ rule: 'datesOutOfOrder' });
  });
});
