import { act, District } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { decideRegisterOrg } from '../orgs';
import { people, type ExceptedRole } from '../people';
import { decideExceptSeparation } from './separation';

/** A round of a district under a city, with officers of both. */
function cityAbove() {
  const district = new District();
  const at = district.orgs.on('2010-01-01');
  district.orgs.take(decideRegisterOrg(district.orgs.state, { org: 'city', names: { zh: '市', en: 'City' }, level: 'CITY', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, at), at);
  district.orgs.take(decideRegisterOrg(district.orgs.state, { org: 'county', names: { zh: '县', en: 'County' }, level: 'DISTRICT', kind: 'BUREAU', parent: 'city', stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, at), at);
  district.open();
  const desk = new Story(people, 'people');
  const appoint = (person: string, org: string, to: string | null = null) => desk.take({ kind: 'events', events: [{ type: 'AppointmentRecorded', data: { appointment: `post-of-${person}`, person, post: 'BureauOfficer', org, from: '2018-09-01', to } }] }, desk.on('2018-09-01'));
  appoint('head', 'city');
  appoint('deputy', 'county');
  appoint('left', 'county', '2019-04-30');
  return (person: string, roles: readonly ExceptedRole[], more: { readonly body?: string; readonly by?: string; readonly number?: string | null } = {}) => {
    const context = { ...district.about(district.round, '2019-05-20', more.by ?? 'head'), people: desk.state };
    return district.round.take(decideExceptSeparation(district.round.state, { person, roles, act: { ...act(more.number === undefined ? '市教〔2019〕3号' : more.number), body: more.body ?? 'city' } }, context), context);
  };
}

describe('an exception to the separation of duties', () => {
  test('is of two roles at least, and of somebody with a post on that day', () => {
    const except = cityAbove();
    expect(except('deputy', ['DECIDER'])).toMatchObject({ rule: 'exceptionNeedsRoles', inputs: { roles: ['DECIDER'] } });
    expect(except('deputy', ['DECIDER', 'DECIDER'])).toMatchObject({ rule: 'exceptionNeedsRoles' });
    expect(except('left', ['DECIDER', 'RECOMMENDER'])).toMatchObject({ rule: 'exceptionWithoutPost', inputs: { person: 'left', day: '2019-05-20' } });
    expect(except('nobody', ['DECIDER', 'RECOMMENDER'])).toMatchObject({ rule: 'exceptionWithoutPost' });
  });

  test('nobody approves her own, no body one of its own people, and none without a number', () => {
    const except = cityAbove();
    expect(except('deputy', ['DECIDER', 'RECOMMENDER'], { by: 'deputy' })).toMatchObject({ rule: 'ownException', inputs: { person: 'deputy' } });
    expect(except('deputy', ['DECIDER', 'RECOMMENDER'], { body: 'county' })).toMatchObject({ rule: 'exceptionNotAbove', inputs: { body: 'county', unit: 'county' } });
    expect(except('deputy', ['DECIDER', 'RECOMMENDER'], { number: null })).toMatchObject({ rule: 'actNumberRequired' });
    expect(except('deputy', ['DECIDER', 'RECOMMENDER'])).toEqual(['SeparationExcepted']);
    expect(except('deputy', ['RECOMMENDER', 'DECIDER'])).toEqual([]);
  });
});
