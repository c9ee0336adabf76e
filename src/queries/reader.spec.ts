import { orgs, tell, type OrgsState } from '../domain/orgs';
import type { Appointment, PeopleState } from '../domain/people';
import type { OrgKind, OrgLevel, Post } from '../domain/registry-facts';
import { MayNotReadError, Reader } from './reader';

/** city ← district (bureau) ← school-1, school-2, centre (research centre of the district); city ← other district ← school-9 */
const units = [
  ['city', null, 'BUREAU', 'CITY'],
  ['district', 'city', 'BUREAU', 'DISTRICT'],
  ['centre', 'district', 'RESEARCH_CENTRE', 'DISTRICT'],
  ['school-1', 'district', 'SCHOOL', 'SCHOOL'],
  ['school-2', 'district', 'SCHOOL', 'SCHOOL'],
  ['other', 'city', 'BUREAU', 'DISTRICT'],
  ['school-9', 'other', 'SCHOOL', 'SCHOOL'],
] as const;
const tree: OrgsState = treeOf(units);

function treeOf(units: readonly (readonly [string, string | null, OrgKind, OrgLevel])[]): OrgsState {
  const data = units.map(([org, parent, kind, level]) => ({ org, parent, kind, level, names: { zh: org, en: org }, stages: [], code: null, rural: false }));
  return data.reduce((grown, unit) => tell(grown, { type: 'OrgRegistered', data: unit }, '2010-01-01', `e-${unit.org}`), orgs.initial('orgs'));
}

/** The same with another city beside it, which shares the store. */
const grove: OrgsState = treeOf([...units, ['other-city', null, 'BUREAU', 'CITY'], ['other-school', 'other-city', 'SCHOOL', 'SCHOOL']]);

function reader(posts: readonly (readonly [Post, string, string?, (string | null)?])[], actingAs: string | null = null, day = '2019-05-10', within = tree): Reader {
  const held = posts.map(([post, org, from = '2017-01-01', to = null], index): Appointment => ({ appointment: `a${index}`, person: 'p', post, org, from, to, event: `e${index}` }));
  const people: PeopleState = { persons: new Set(), erased: new Set(), appointments: new Map(held.map((one) => [one.appointment, one])), delegations: new Map(), toDelegate: new Map(), handovers: [], relations: new Map(), ofPerson: new Map([['p', held.map(({ appointment }) => appointment)]]) };
  return new Reader('p', people, within, day, actingAs);
}

describe('who may read', () => {
  it('a bureau reads what lies below it and nothing beside it', () => {
    const bureau = reader([['BureauOfficer', 'district']]);
    expect([...(bureau.rosterUnits('roster') ?? [])].sort()).toEqual(['centre', 'district', 'school-1', 'school-2']);
    expect(bureau.readsTeacher('t', 'school-1')).toBe(true);
    expect(bureau.readsTeacher('t', 'school-9')).toBe(false);
  });

  it('at the top of the tree it reads everything, also of a teacher who is on no roster', () => {
    const top = reader([['Auditor', 'city']]);
    expect(top.auditUnits('audit-trail')).toBeNull();
    expect(top.readsTeacher('t', null)).toBe(true);
    expect([top, reader([['Auditor', 'district']])].map((one) => one.readsEveryTeacher())).toEqual([true, false]);
    expect(reader([['Auditor', 'district']]).readsTeacher('t', null)).toBe(false);
  });

  it('at the top of one of several trees it reads the whole of that one, and nothing of another', () => {
    const top = reader([['Auditor', 'city']], null, '2019-05-10', grove);
    expect([...(top.auditUnits('audit-trail') ?? [])].sort()).toEqual(units.map(([org]) => org).sort());
    expect(top.seesWholeTree()).toBe(true);
    expect(reader([['Auditor', 'district']], null, '2019-05-10', grove).seesWholeTree()).toBe(false);
    expect(top.readsTeacher('t', 'school-9')).toBe(true);
    expect(top.readsTeacher('t', 'other-school')).toBe(false);
    expect(top.readsEveryTeacher()).toBe(false);
    // Whoever is on no roster belongs to none of the trees.
    expect(top.readsTeacher('t', null)).toBe(false);
  });

  it('a research centre reads what its bureau reads of rounds, but no whole identity and no audit trail', () => {
    const centre = reader([['ResearchCentre', 'centre']]);
    expect(centre.opensWorking('t', 'school-2')).toBe(true);
    expect(centre.seesIdentity('t', 'school-2')).toBe(false);
    expect(() => centre.auditUnits('audit-trail')).toThrow(MayNotReadError);
  });

  it('a school reads its own teachers, without their marks', () => {
    const school = reader([['SchoolAdmin', 'school-1']]);
    expect([...(school.rosterUnits('roster') ?? [])]).toEqual(['school-1']);
    expect(school.readsTeacher('t', 'school-1')).toBe(true);
    expect(school.opensWorking('t', 'school-1')).toBe(false);
    expect(school.readsTeacher('t', 'school-2')).toBe(false);
  });

  it('everybody reads herself, whole', () => {
    const herself = reader([]);
    expect(herself.readsTeacher('p', 'school-1')).toBe(true);
    expect(herself.opensWorking('p', null)).toBe(true);
    expect(herself.seesIdentity('p', null)).toBe(true);
    expect(() => herself.rosterUnits('roster')).toThrow(MayNotReadError);
  });

  it.each<[string, string, boolean]>([
    ['the day before it begins', '2019-05-09', false],
    ['its first day', '2019-05-10', true],
    ['its last day', '2019-05-12', true],
    ['the day after its last', '2019-05-13', false],
  ])('an appointment opens on its days only: %s', (_what, day, opens) => {
    expect(reader([['Auditor', 'city', '2019-05-10', '2019-05-12']], null, day).readsTeacher('t', 'school-1')).toBe(opens);
  });

  it('acting as one of several counts that one alone', () => {
    const posts = [['SchoolAdmin', 'school-1'], ['Auditor', 'city']] as const;
    expect(reader(posts).readsTeacher('t', 'school-9')).toBe(true);
    expect(reader(posts, 'a0').readsTeacher('t', 'school-9')).toBe(false);
    expect(reader(posts, 'somebody-elses').posts).toEqual([]);
  });

  it('a subscriber has no part; the refusal names what she is', () => {
    const subscriber = reader([['Subscriber', 'city']]);
    expect(subscriber.hasPart()).toBe(false);
    expect(subscriber.refuse('roster').notice).toMatchObject({ zh: expect.stringContaining('Subscriber'), en: expect.stringContaining('Subscriber') });
  });
});
