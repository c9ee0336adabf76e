import * as fc from 'fast-check';
import { District, weihai } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { addDays, type BusinessDate } from '../dates';
import { decideEndMentorship, decidePairMentor, mentors, type MentorFact, type MentorsState } from '../mentoring/mentors';
import { copyOf, orgs, tell, type OrgsState } from '../orgs';
import { tiesOf } from '../panel/ties';
import { people } from '../people';
import type { EffectiveProgramme } from '../programme-rules';
import type { OrgLevel } from '../registry-facts';
import type { Grade } from '../teacher/facts';
import { decideDepart } from '../teacher/service';
import type { StudioFact, WhyRestated } from './facts';
import { lostOn } from './host';
import type { KindOfStudio } from './kinds';
import { decideAppointHost, decideAssessStudio, decideCloseStudio, decideJoinStudio, decideLeaveStudio } from './life';
import { decideOpenStudio, type OpenStudioCommand } from './opening';
import { membersOn, studios, type StudiosState } from './studios';

const names = { zh: '工作室', en: 'Studio' };
const kind: KindOfStudio = {
  code: 'MASTER', names, clause: 'Q16', levels: null, missions: null, onlyIn: null, opensFor: null, perHolder: null, cityLevelToo: null,
  members: { min: null, max: { value: 2, clause: 'Q16' } }, termYears: null, grades: null, onHostLoss: null, ledBy: null, number: { value: 36, clause: 'Q16' }, coverage: null, openedBy: null,
};
const ids = ['a', 'b', 'c', 'd', 'e'];

class WithStudios {
  readonly district: District;
  readonly story: Story<StudiosState, StudioFact> = new Story(studios, 'studios-weihai-edz-2017');
  readonly persons: { readonly dossierOf: (person: string) => ReturnType<District['teacher']>['state']['facts'] | null; readonly isOfCity: () => boolean };

  constructor(studio: KindOfStudio = kind) {
    const programme: EffectiveProgramme = { ...weihai, studios: [studio], mentoring: [{ code: 'SUPPORT', names, clause: 'W28', who: null, maxMentees: { value: 1, clause: 'W28' }, higherTier: null, by: null }] };
    this.district = new District(programme);
    for (const id of ids) this.district.register(id, { unit: 'school-1' });
    this.persons = { dossierOf: (person) => (ids.includes(person) ? this.district.teacher(person).state.facts : null), isOfCity: () => false };
  }

  take(today: string, decide: (context: ReturnType<District['about']>) => Parameters<Story<StudiosState, StudioFact>['take']>[0], person = 'officer') {
    const context = { ...this.district.about(this.story, today, person), people: people.initial('people') };
    return this.story.take(decide(context), context);
  }

  open(studio: string, host: string, members: readonly string[] = [], from = '2019-05-01', more: Partial<OpenStudioCommand> = {}, person = 'officer') {
    return this.take(from, (context) => decideOpenStudio(this.story.state, { studio, kind: 'MASTER', level: 'DISTRICT', mission: null, names, org: 'school-1', host, selection: null, members, ledBy: null, from, ...this.persons, ...more }, context), person);
  }
}

describe('studios', () => {
  it('36 stand at once and the next is refused by its clause; one that is closed leaves its place free (Q16)', () => {
    const town = new WithStudios();
    for (let index = 0; index < 36; index += 1) expect(town.open(`s-${index}`, 'a')).toEqual(['StudioOpened', 'HostAppointed']);
    expect(town.open('s-36', 'a')).toMatchObject({ rule: 'studiosFull', clause: 'Q16', inputs: { number: 36 } });
    town.take('2019-06-01', (context) => decideCloseStudio(town.story.state, { studio: 's-3', reason: 'DECISION', on: '2019-06-01', ...town.persons }, context));
    expect(town.open('s-36', 'a', [], '2019-05-31')).toMatchObject({ rule: 'studiosFull' });
    expect(town.open('s-36', 'a', [], '2019-06-01')).toEqual(['StudioOpened', 'HostAppointed']);
  });

  it('what is above the officer is opened by the act of a body of that level, or of one outside the tree where the tree has none', () => {
    const town = new WithStudios();
    const by = (body: string) => ({ act: { body, kind: '通知', number: '〔2019〕1号', date: '2019-04-20', file: null } });
    expect(town.open('s-1', 'a', [], '2019-05-01', { level: 'PROVINCE', ...by('bureau') })).toMatchObject({ rule: 'studioActTooLow', inputs: { body: 'bureau', of: 'DISTRICT' } });
    expect(town.open('s-1', 'a', [], '2019-05-01', { level: 'DISTRICT', ...by('school-1') })).toMatchObject({ rule: 'studioActTooLow', inputs: { of: 'SCHOOL' } });
    expect(town.open('s-1', 'a', [], '2019-05-01', { level: 'DISTRICT', ...by('elsewhere') })).toMatchObject({ rule: 'studioActTooLow', inputs: { of: '' } });
    for (const level of ['CITY', 'PROVINCE'] as const) expect(town.open(`s-${level}`, 'a', [], '2019-05-01', { level, ...by('elsewhere') })).toEqual(['StudioOpened', 'HostAppointed']);
    expect(town.open('s-1', 'a', [], '2019-05-01', { level: 'DISTRICT', ...by('bureau') })).toEqual(['StudioOpened', 'HostAppointed']);
  });

  it('a grade is restated by a later one that says why: entered wrongly it never was, decided otherwise it holds until then', () => {
    const town = new WithStudios();
    town.open('s-1', 'a');
    const assess = (period: string, grade: Grade, on: BusinessDate, restates?: WhyRestated) =>
      town.take(on, (context) => decideAssessStudio(town.story.state, { studio: 's-1', period, grade, on, ...(restates === undefined ? {} : { restates }), ...town.persons }, context));
    const grades = () => town.story.state.studios.get('s-1')?.grades.map(({ period, grade, on }) => `${period} ${grade} ${on}`);
    expect(assess('2019', 'QUALIFIED', '2019-12-20', 'ENTERED_WRONG')).toMatchObject({ rule: 'studioNotAssessed' });
    assess('2019', 'QUALIFIED', '2019-12-20');
    const first = town.story.last().id;
    assess('2020', 'QUALIFIED', '2020-12-20');
    expect(assess('2019', 'EXCELLENT', '2021-01-05')).toMatchObject({ rule: 'studioAssessed', inputs: { grade: 'QUALIFIED' } });
    expect(assess('2019', 'EXCELLENT', '2021-01-05', 'REVIEWED')).toEqual(['StudioAssessed']);
    expect(town.story.last()).toMatchObject({ meta: { corrects: first } });
    // What the year after was given stays the last.
    expect(grades()).toEqual(['2019 QUALIFIED 2019-12-20', '2019 EXCELLENT 2021-01-05', '2020 QUALIFIED 2020-12-20']);
    expect(assess('2019', 'UNQUALIFIED', '2019-12-20', 'ENTERED_WRONG')).toEqual(['StudioAssessed']);
    expect(town.story.last()).toMatchObject({ meta: { corrects: first } });
    expect(grades()).toEqual(['2019 UNQUALIFIED 2019-12-20', '2020 QUALIFIED 2020-12-20']);
  });

  it('nobody opens her own, joins it by her own hand, or assesses one that she was in', () => {
    const town = new WithStudios();
    expect(town.open('s-1', 'a', [], '2019-05-01', {}, 'a')).toMatchObject({ rule: 'ownDossier' });
    town.open('s-1', 'a', ['b']);
    expect(town.take('2019-05-02', (context) => decideJoinStudio(town.story.state, { studio: 's-1', member: 'c', on: '2019-05-02', ...town.persons }, context), 'c')).toMatchObject({ rule: 'ownDossier' });
    expect(town.take('2019-12-02', (context) => decideAssessStudio(town.story.state, { studio: 's-1', period: '2019', grade: 'QUALIFIED', on: '2019-12-02', ...town.persons }, context), 'b')).toMatchObject({ rule: 'ownDossier' });
  });

  it('E40 a host whose data was erased is lost, and a successor ends what she was as a member', () => {
    const town = new WithStudios();
    town.open('s-1', 'a', ['b']);
    const studio = town.story.state.studios.get('s-1');
    const tree = town.district.about(town.story, '2019-06-01').orgs;
    if (studio === undefined || tree === undefined) throw new Error('it was opened in a tree');
    expect(lostOn(studio, '2019-06-01', { dossierOf: town.persons.dossierOf, tree })).toBeNull();
    const erased = { id: 'x', type: 'PersonalDataErased', revision: 9, data: {}, private: {}, meta: { effectiveOn: '2019-06-01' } };
    const gone = (person: string) => [...(town.persons.dossierOf(person) ?? []), ...(person === 'a' ? [erased] : [])] as ReturnType<District['teacher']>['state']['facts'];
    expect(lostOn(studio, '2019-06-01', { dossierOf: gone, tree })).toMatchObject({ reason: 'ERASED', host: 'a' });
    expect(town.take('2019-06-02', (context) => decideAppointHost(town.story.state, { studio: 's-1', host: 'b', selection: null, on: '2019-06-02', ...town.persons, dossierOf: gone }, context))).toEqual(['HostReleased', 'StudioMemberLeft', 'HostAppointed']);
  });

  it('E40 a host who left the area is lost from that day, and nobody who did is taken in (E8)', () => {
    const town = new WithStudios();
    town.open('s-1', 'a', ['b']);
    const her = town.district.teacher('a');
    const on = town.district.about(her, '2019-06-01');
    her.take(decideDepart(her.state, { on: '2019-06-01', kind: 'MOVED_AWAY', to: null, rounds: [] }, on), on);
    const studio = town.story.state.studios.get('s-1');
    const tree = on.orgs;
    if (studio === undefined || tree === undefined) throw new Error('it was opened in a tree');
    const lost = (day: string) => lostOn(studio, day, { dossierOf: town.persons.dossierOf, tree });
    expect([lost('2019-05-31'), lost('2019-06-01')]).toEqual([null, { reason: 'TRANSFERRED', host: 'a', since: '2019-06-01' }]);
    expect(town.open('s-2', 'c', ['a'], '2019-05-31')).toEqual(['StudioOpened', 'HostAppointed', 'StudioMemberJoined']);
    expect(town.open('s-3', 'c', ['a'], '2019-06-01')).toMatchObject({ rule: 'notInService', inputs: { status: 'DEPARTED' } });
  });

  it('E32 a seat that was split is in each of its parts, and one that was closed stays where it stood, also when that is merged', () => {
    const town = new WithStudios();
    town.open('s-1', 'a', [], '2019-05-01', { level: 'SCHOOL' });
    town.open('s-2', 'a', [], '2019-05-01', { level: 'DISTRICT' });
    const tree = copyOf(town.district.about(town.story, '2019-06-30').orgs ?? orgs.initial('orgs'));
    const register = (org: string, level: OrgLevel, parent: string | null) => tell(tree, { type: 'OrgRegistered', data: { org, names, level, kind: level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU', parent, stages: [], code: null, rural: false } }, '2010-09-01', `${org}`);
    register('other', 'DISTRICT', null);
    for (const org of ['part-a', 'part-b']) register(org, 'SCHOOL', 'bureau');
    register('elsewhere', 'SCHOOL', 'other');
    const facts = town.persons.dossierOf('a') ?? [];
    const movedTo = (to: string) => [...facts, { id: 'x', type: 'Transferred', revision: 9, data: { from: 'school-1', to, stage: 'PRIMARY', subject: '语文' }, private: {}, meta: { effectiveOn: '2019-06-02' } }] as typeof facts;
    const lost = (name: string, unit: string, after: OrgsState) => {
      const studio = town.story.state.studios.get(name);
      if (studio === undefined) throw new Error('it was opened');
      return lostOn(studio, '2019-06-02', { dossierOf: () => movedTo(unit), tree: after })?.reason ?? null;
    };
    const split = tell(copyOf(tree), { type: 'OrgSplit', data: { org: 'school-1', into: ['part-a', 'part-b'] } }, '2019-06-01', 'split');
    expect(['part-a', 'part-b', 'school-1', 'school-2'].map((unit) => lost('s-1', unit, split))).toEqual([null, null, null, 'TRANSFERRED']);
    const closed = tell(copyOf(tree), { type: 'OrgClosed', data: { org: 'school-1', successor: null } }, '2019-06-01', 'closed');
    expect(['school-1', 'school-2'].map((unit) => lost('s-1', unit, closed))).toEqual([null, 'TRANSFERRED']);
    const merged = tell(closed, { type: 'OrgsMerged', data: { from: ['bureau'], into: 'other', moved: ['part-a', 'part-b', 'school-2'] } }, '2019-06-02', 'merged');
    expect(['school-2', 'elsewhere'].map((unit) => lost('s-2', unit, merged))).toEqual([null, null]);
  });

  it('no day has more members than the kind allows, whatever is entered late', () => {
    const action = fc.record({ join: fc.boolean(), member: fc.constantFrom('b', 'c', 'd', 'e'), day: fc.integer({ min: 0, max: 30 }) });
    fc.assert(fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      const town = new WithStudios();
      town.open('s-1', 'a');
      let joined = 0;
      for (const { join, member, day } of actions) {
        const on = addDays('2019-05-01', day);
        const taken = town.take('2019-06-30', (context) => (join ? decideJoinStudio(town.story.state, { studio: 's-1', member, on, ...town.persons }, context) : decideLeaveStudio(town.story.state, { studio: 's-1', member, reason: 'OWN_WISH', on, ...town.persons }, context)));
        if (Array.isArray(taken) && join) joined += 1;
      }
      const studio = town.story.state.studios.get('s-1');
      const days = Array.from({ length: 61 }, (_, day) => (studio === undefined ? [] : membersOn(studio, addDays('2019-05-01', day)).map(({ member }) => member)));
      expect(Math.max(...days.map((there) => there.length))).toBeLessThanOrEqual(2);
      expect(days.every((there) => new Set(there).size === there.length)).toBe(true);
      expect(studio?.members).toHaveLength(joined);
    }), { numRuns: 40 });
  });
});

describe('what studios and mentors tie', () => {
  it('E41 two were in one studio where their days in it meet, and a pair ties mentor and mentee', () => {
    const town = new WithStudios();
    town.open('s-1', 'a', ['b']);
    town.take('2019-06-01', (context) => decideLeaveStudio(town.story.state, { studio: 's-1', member: 'b', reason: 'OTHER', on: '2019-06-01', ...town.persons }, context));
    town.take('2019-06-01', (context) => decideJoinStudio(town.story.state, { studio: 's-1', member: 'c', on: '2019-06-01', ...town.persons }, context));
    const pairs: Story<MentorsState, MentorFact> = new Story(mentors, 'mentors-weihai-edz-2017');
    const context = { ...town.district.about(pairs, '2019-06-01', 'officer'), people: people.initial('people') };
    const command = { purpose: 'SUPPORT', mentor: 'd', from: '2019-06-01', dossierOf: town.persons.dossierOf };
    expect(pairs.take(decidePairMentor(pairs.state, { ...command, pair: 'p-1', mentee: 'b' }, context), context)).toEqual(['MentorPaired']);
    expect(pairs.take(decidePairMentor(pairs.state, { ...command, pair: 'p-2', mentee: 'c' }, context), context)).toMatchObject({ rule: 'mentorFull', clause: 'W28' });
    const ended = town.district.about(pairs, '2019-07-01', 'officer');
    pairs.take(decideEndMentorship(pairs.state, { pair: 'p-1', reason: 'COMPLETED', on: '2019-07-01' }, ended), ended);
    const ties = tiesOf(new Map(), ['b', 'c', 'd'], [town.story.state], [pairs.state]);
    const of = (person: string) => [...(ties.get(person)?.values() ?? [])].map(({ kind: what, a, b, from, to }) => ({ kind: what, a, b, from, to }));
    expect(of('b')).toEqual([{ kind: 'STUDIO', a: 'b', b: 'a', from: '2019-05-01', to: '2019-05-31' }, { kind: 'MENTOR', a: 'd', b: 'b', from: '2019-06-01', to: '2019-06-30' }]);
    expect(of('c')).toEqual([{ kind: 'STUDIO', a: 'c', b: 'a', from: '2019-06-01', to: null }]);
    expect(of('d')).toEqual([{ kind: 'MENTOR', a: 'd', b: 'b', from: '2019-06-01', to: '2019-06-30' }]);
  });
});
