import { District } from '../../test/domain/district';
import { Story } from '../../test/domain/story';
import { authorise, decideEndAppointment, decideErasePerson, decideRecordAppointment, decideRegisterPerson, isBody, people, separationOfDuties, type RecordAppointmentCommand, type Requirement } from './people';
import { claimant, decideClaimIdentity, identity } from './identity';

const tree = new District().orgs.state;
const appointment = (id: string, more: Partial<RecordAppointmentCommand> = {}): RecordAppointmentCommand => ({ appointment: id, person: 'p', post: 'SchoolAdmin', org: 'school-1', from: '2018-09-01', to: null, firstOfficer: 'officer', ...more });

function desk() {
  const story = new Story(people, 'people');
  const context = (person = 'officer') => story.on('2018-09-01', { orgs: tree, acting: { person, appointment: null } });
  const record = (command: RecordAppointmentCommand, person?: string) => story.take(decideRecordAppointment(story.state, command, context(person)), context(person));
  const end = (id: string, to: string) => story.take(decideEndAppointment(story.state, { appointment: id, to }), context());
  const may = (requirement: Requirement, subject: string | null, day = '2019-05-12', picked: string | null = null, person = 'p') => authorise(story.state, tree, { person, appointment: picked, day }, requirement, subject);
  return { story, record, end, may };
}
const schoolAdmin: Requirement = { post: 'SchoolAdmin', level: 'SCHOOL', clause: 'W22' };

describe('appointments', () => {
  test('the very first is accepted only from the officer whom the installation names', () => {
    const { record } = desk();
    expect(record(appointment('x'), 'p')).toMatchObject({ rule: 'firstAppointmentReserved' });
    expect(record(appointment('x', { firstOfficer: null }), 'officer')).toMatchObject({ rule: 'firstAppointmentReserved' });
    expect(record(appointment('x'))).toEqual(['AppointmentRecorded']);
    expect(record(appointment('y', { post: 'Expert' }), 'p')).toEqual(['AppointmentRecorded']);
  });

  test('dates, units and overlaps', () => {
    const { record, end } = desk();
    record(appointment('x', { to: '2019-08-31' }));
    expect(record(appointment('y', { from: '2019-08-31' }))).toMatchObject({ rule: 'appointmentExists', inputs: { appointment: 'x' } });
    expect(record(appointment('y', { from: '2019-09-01' }))).toEqual(['AppointmentRecorded']);
    expect(record(appointment('z', { from: '2019-09-01', to: '2019-08-01', person: 'q' }))).toMatchObject({ rule: 'endBeforeStart' });
    expect(record(appointment('z', { org: 'nowhere' }))).toMatchObject({ rule: 'unknownOrg' });
    expect(end('x', '2019-09-30')).toMatchObject({ rule: 'appointmentEnded' });
    expect(end('x', '2019-01-31')).toEqual(['AppointmentEnded']);
    expect(end('none', '2019-01-31')).toMatchObject({ rule: 'unknownAppointment' });
  });
});

describe('posts', () => {
  test.each([['BureauOfficer', 'school-1', 'SCHOOL', 'SCHOOL'], ['BureauOfficer', 'centre', 'RESEARCH_CENTRE', 'DISTRICT'], ['SchoolAdmin', 'bureau', 'BUREAU', 'DISTRICT']] as const)('a %s at %s is refused: a school would act as a bureau', (post, org, kind, level) => {
    const { record } = desk();
    expect(record(appointment('x', { post, org }))).toMatchObject({ rule: 'postNotOfUnit', inputs: { post, org, kind, level } });
  });

  test('one recorded before that was refused gives no authority', () => {
    const { story, may } = desk();
    story.take({ kind: 'events', events: [{ type: 'AppointmentRecorded', data: { appointment: 'x', person: 'p', post: 'BureauOfficer', org: 'school-1', from: '2018-09-01', to: null } }] }, story.on('2018-09-01'));
    expect(may({ post: 'BureauOfficer', level: null }, null)).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(may({ post: 'BureauOfficer', level: null }, 'school-1')).toMatchObject({ refusal: { rule: 'postMayNot' } });
  });
});

describe('bodies', () => {
  it.each([
    ['BureauOfficer', 'BUREAU', 'DISTRICT', true],
    ['BureauOfficer', 'RESEARCH_CENTRE', 'DISTRICT', false],
    ['ResearchCentre', 'RESEARCH_CENTRE', 'DISTRICT', true],
    // A centre may have no unit of its own and its people sit at the bureau, which is the other body all the same.
    ['ResearchCentre', 'BUREAU', 'DISTRICT', false],
    ['BureauOfficer', 'BUREAU', 'CITY', false],
  ] as const)('%s at DISTRICT names a %s of level %s: %s', (post, kind, level, is) => {
    expect(isBody({ kind, level }, { post, level: 'DISTRICT' })).toBe(is);
  });

  it('a unit that there is not is none', () => {
    expect(isBody(undefined, { post: 'BureauOfficer', level: 'CITY' })).toBe(false);
  });
});

describe('who may act', () => {
  test('at the level that leads: who holds the post at another is told which leads and why, and where none can be told nobody may', () => {
    const { record, may } = desk();
    record(appointment('x', { post: 'BureauOfficer', org: 'bureau' }));
    const led = { post: 'BureauOfficer', level: 'CITY', clause: 'Z25', led: ['VOCATIONAL → CITY (Z25)'] } as const;
    expect(may(led, 'school-1')).toMatchObject({ refusal: { rule: 'otherLevelLeads', clause: 'Z25', inputs: { level: 'CITY', working: led.led, day: '2019-05-12' } } });
    expect(may({ ...led, level: 'DISTRICT' }, 'school-1')).toMatchObject({ kind: 'authorised' });
    expect(may({ ...led, post: 'ResearchCentre' }, 'school-1')).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(may({ post: 'BureauOfficer', level: 'LEAD', clause: 'Z24' }, 'school-1')).toMatchObject({ refusal: { rule: 'leadUnknown', clause: 'Z24' } });
  });

  test('on the day of acting, both ends included', () => {
    const { record, end, may } = desk();
    record(appointment('x'));
    end('x', '2019-06-30');
    expect(may(schoolAdmin, 'school-1', '2018-08-31')).toMatchObject({ refusal: { rule: 'postMayNot', clause: 'W22' } });
    expect(may(schoolAdmin, 'school-1', '2018-09-01')).toMatchObject({ kind: 'authorised', appointment: { appointment: 'x' } });
    expect(may(schoolAdmin, 'school-1', '2019-06-30')).toMatchObject({ kind: 'authorised' });
    expect(may(schoolAdmin, 'school-1', '2019-07-01')).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(may(schoolAdmin, 'school-1', '2019-07-01', 'x')).toMatchObject({ refusal: { rule: 'appointmentNotValid' } });
  });

  test('for her own unit and what stands below it, at the level asked for', () => {
    const { record, may } = desk();
    record(appointment('x'));
    record(appointment('b', { post: 'BureauOfficer', org: 'bureau' }));
    expect(may(schoolAdmin, 'school-2')).toMatchObject({ refusal: { rule: 'outsideJurisdiction', inputs: { unit: 'school-2' } } });
    expect(may({ post: 'BureauOfficer', level: 'DISTRICT' }, 'school-2')).toMatchObject({ kind: 'authorised', appointment: { appointment: 'b' } });
    expect(may({ post: 'BureauOfficer', level: 'CITY' }, 'school-2')).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(may({ post: 'BureauOfficer', level: 'DISTRICT' }, null)).toMatchObject({ kind: 'authorised' });
  });

  test('a research centre acts for the schools of its bureau', () => {
    const { record, may } = desk();
    record(appointment('x', { post: 'ResearchCentre', org: 'centre' }));
    expect(may({ post: 'ResearchCentre', level: 'DISTRICT' }, 'school-2')).toMatchObject({ kind: 'authorised' });
  });

  test('several posts that would do: she must pick one, and one of her own', () => {
    const { record, may } = desk();
    record(appointment('x', { post: 'ResearchCentre', org: 'bureau' }));
    record(appointment('y', { post: 'ResearchCentre', org: 'centre' }));
    record(appointment('z', { person: 'other' }));
    const officer: Requirement = { post: 'ResearchCentre', level: 'DISTRICT' };
    expect(may(officer, 'school-1')).toMatchObject({ refusal: { rule: 'pickAppointment', inputs: { appointments: ['x', 'y'] } } });
    expect(may(officer, 'school-1', '2019-05-12', 'y')).toMatchObject({ kind: 'authorised', appointment: { appointment: 'y' } });
    expect(may(officer, 'school-1', '2019-05-12', 'z')).toMatchObject({ refusal: { rule: 'notYourAppointment' } });
    expect(may(schoolAdmin, 'school-1', '2019-05-12', 'x')).toMatchObject({ refusal: { rule: 'postMayNot' } });
  });

  test('recommender, scorer, decider and candidate are different persons', () => {
    const roles = { round: 'r', candidates: new Set(['c']), recommenders: new Set(['k']), scorers: new Set(['s']), deciders: new Set(['d']) };
    expect(separationOfDuties(roles, 'k', 'RECOMMENDER')).toBeNull();
    expect(separationOfDuties(roles, 'new', 'DECIDER')).toBeNull();
    for (const [person, role, holds] of [['c', 'SCORER', 'CANDIDATE'], ['k', 'DECIDER', 'RECOMMENDER'], ['s', 'RECOMMENDER', 'SCORER'], ['d', 'SCORER', 'DECIDER'], ['k', 'CANDIDATE', 'RECOMMENDER']] as const) {
      expect(separationOfDuties(roles, person, role)).toMatchObject({ refusal: { rule: 'separationOfDuties', inputs: { person, role, holds } } });
    }
  });
});

describe('persons and identities', () => {
  test('a person is registered once and erased once; who she is stands in her part', () => {
    const story = new Story(people, 'people');
    const at = story.on('2019-01-01');
    const register = () => story.take(decideRegisterPerson(story.state, { person: 'p', personal: { name: '张三' } }), at);
    expect(decideErasePerson(story.state, { person: 'p', basis: 'REQUEST' })).toMatchObject({ refusal: { rule: 'unknownPerson' } });
    expect(register()).toEqual(['PersonRegistered']);
    expect(story.last().data).toEqual({ person: 'p' });
    expect(register()).toEqual([]);
    expect(story.take(decideErasePerson(story.state, { person: 'p', basis: 'REQUEST' }), at)).toEqual(['PersonalDataErased']);
    expect(decideErasePerson(story.state, { person: 'p', basis: 'REQUEST' }).events).toEqual([]);
  });

  test('one number, one person: repeated by her it is already so, by another it is taken', () => {
    const story = new Story(identity, 'identity-x');
    const claim = (person: string) => story.take(decideClaimIdentity(story.state, { person, for: 'TEACHER', registration: null, batch: null, personal: { name: '张三' } }), story.on('2019-01-01'));
    expect(claimant(story.state)).toBeNull();
    expect(claim('p')).toEqual(['IdentityClaimed']);
    expect(claim('p')).toEqual([]);
    expect(claim('q')).toMatchObject({ rule: 'identityTaken', inputs: { person: 'p' } });
    expect(claimant(story.state)).toBe('p');
  });
});
