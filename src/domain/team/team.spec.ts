import { atSchool, District, personal, risingStar, weihai } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { conflictsBetween } from '../panel/conflicts';
import { decideOpenRound } from '../round/opening';
import { rolesIn } from '../round/round';
import { decideReserveSeat } from '../round/seats';
import { decideCorrect, decideVoid } from '../teacher/correction';
import type { TeacherFact } from '../teacher/facts';
import { decideGiveConsent, decideNominate, type Dossiers } from '../teacher/nomination';
import { decideRecordSanction } from '../teacher/sanction';
import { decideSettleRecommendation } from '../teacher/recommendation';
import { conferralFault } from '../teacher/title';
import { spans, rowsOf } from '../teacher/spans';
import { teacher, type TeacherState } from '../teacher/teacher';
import { view } from '../teacher/view';
import { openRound } from '../../../test/domain/district';
import { decideReviewTeam, decideTeamReview } from './review';
import { decideJoinTeam, decideLeaveTeam, decideNameTeamLeader, decideRegisterTeam } from './team';
import { membersOf } from './view';

const programme: typeof weihai = {
  ...weihai,
  tracks: [...weihai.tracks, { code: 'TEAM', names: { zh: '团队', en: 'Team' }, holder: 'TEAM', clause: 'W3' }],
  tiers: [{ ...risingStar, tracks: ['TEACHER', 'TEAM'], eligibility: [...risingStar.eligibility, { rule: 'teamSize@1', clause: 'W3', arguments: { min: 3, max: 4 } }] }],
};

/** A district with a team of three, a, b and c, led by a. */
class WithTeam {
  readonly district = new District(programme);
  readonly team: Story<TeacherState, TeacherFact> = new Story(teacher, 'team-x');

  constructor() {
    for (const id of ['a', 'b', 'c', 'd']) this.district.register(id, { unit: 'school-1' });
    this.district.open({ track: 'TEAM' });
    const members = ['b', 'c'].map((person) => ({ person, role: 'MEMBER' as const }));
    this.take('2018-10-01', (context) => decideRegisterTeam(this.team.state, { names: { zh: '语文团队', en: 'Chinese Team' }, unit: 'school-1', stage: 'PRIMARY', subject: '语文', leader: 'a', members, dossierOf: (person) => this.facts(person) }, context));
  }

  facts(person: string): readonly TeacherFact[] {
    return this.district.teacher(person).state.facts;
  }

  get dossiers(): Dossiers {
    const { team } = view(this.team.state.facts, '9999-12-31');
    return new Map((team === null ? [] : membersOf(team)).map(({ person }) => [person, this.facts(person)]));
  }

  take(today: string, decide: (context: ReturnType<District['about']>) => Parameters<Story<TeacherState, TeacherFact>['take']>[0], person = 'officer') {
    const context = this.district.about(this.team, today, person);
    return this.team.take(decide(context), context);
  }

  nominate(today = '2019-05-12') {
    this.take(today, (context) => decideGiveConsent(this.team.state, { round: this.district.round.state, form: 'CONSENTED' }, context), 'clerk-1');
    return this.take(today, (context) => decideNominate(this.team.state, { nomination: 'n-x', round: this.district.round.state, dossiers: this.dossiers }, context), 'clerk-1');
  }

  look(today: string, cause = 'cause') {
    return this.take(today, (context) => decideReviewTeam(this.team.state, { dossiers: this.dossiers, rounds: [{ round: this.district.round.state, programme }], unrecommended: new Set(), cause }, context));
  }

  sanction(person: string, from: string) {
    const story = this.district.teacher(person);
    const context = this.district.about(story, from, 'officer');
    return story.take(decideRecordSanction(story.state, { kind: 'DISCIPLINARY', scopes: ['HONOURS'], from, to: '2020-12-31', releaseBy: 'AUTOMATIC', barMonths: 0, personal: { measure: '警告', basis: '第六条', reason: '补课' }, act: { body: 'bureau', kind: '决定', number: '1号', date: from, file: null } }, context), context);
  }
}

const act = { body: 'bureau', kind: '决定', number: '2号', date: '2019-05-20', file: null };

describe('a team with dated members', () => {
  it('E39 has on each day the members of that day, also where somebody came back', () => {
    const { team, take, facts } = bound(new WithTeam());
    take('2019-01-01', (context) => decideLeaveTeam(team.state, { member: 'b', reason: 'OWN_WISH', effectiveOn: '2018-12-01' }, context));
    take('2019-02-01', (context) => decideJoinTeam(team.state, { member: 'b', role: 'CORE', effectiveOn: '2019-01-15', dossierOf: facts }, context));
    const on = (day: string) => membersOf(view(team.state.facts, day).team ?? { names: { zh: '', en: '' }, leader: '', memberships: [] }).map(({ person, role }) => `${person} ${role}`);
    expect(view(team.state.facts, '2018-09-30').team).toBeNull();
    expect(on('2018-11-30')).toEqual(['a CORE', 'b MEMBER', 'c MEMBER']);
    expect(on('2018-12-01')).toEqual(['a CORE', 'c MEMBER']);
    expect(on('2019-01-15')).toEqual(['a CORE', 'c MEMBER', 'b CORE']);
    expect(take('2019-02-02', (context) => decideJoinTeam(team.state, { member: 'b', role: 'CORE', dossierOf: facts }, context))).toMatchObject({ rule: 'alreadyMember' });
  });

  it('E39 refuses days that cannot be: joining before she left, leaving on the day she came, before the team began, or in the future', () => {
    const { team, take, facts } = bound(new WithTeam());
    expect(take('2019-01-01', (context) => decideLeaveTeam(team.state, { member: 'b', reason: 'OTHER', effectiveOn: '2018-10-01' }, context))).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(take('2019-01-01', (context) => decideJoinTeam(team.state, { member: 'd', role: 'MEMBER', effectiveOn: '2018-09-30', dossierOf: facts }, context))).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(take('2019-01-01', (context) => decideJoinTeam(team.state, { member: 'd', role: 'MEMBER', effectiveOn: '2019-01-02', dossierOf: facts }, context))).toMatchObject({ rule: 'inTheFuture' });
    expect(take('2019-01-01', (context) => decideJoinTeam(team.state, { member: 'd', role: 'MEMBER', effectiveOn: '2014-01-01', dossierOf: facts }, context))).toMatchObject({ rule: 'datesOutOfOrder' });
    take('2019-01-01', (context) => decideLeaveTeam(team.state, { member: 'b', reason: 'OTHER', effectiveOn: '2018-12-01' }, context));
    expect(take('2019-01-02', (context) => decideJoinTeam(team.state, { member: 'b', role: 'MEMBER', effectiveOn: '2018-11-01', dossierOf: facts }, context))).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(take('2019-01-02', (context) => decideLeaveTeam(team.state, { member: 'b', reason: 'OTHER' }, context))).toMatchObject({ rule: 'notAMember' });
    expect(take('2019-01-02', (context) => decideNameTeamLeader(team.state, { leader: 'a', dossierOf: () => null }, context))).toMatchObject({ rule: 'leadsAlready' });
    expect(take('2019-01-02', (context) => decideRegisterTeam(team.state, { names: { zh: 'x', en: 'x' }, unit: 'school-1', stage: 'PRIMARY', subject: '语文', leader: 'a', members: [], dossierOf: facts }, context))).toMatchObject({ rule: 'teamExists' });
  });

  it('E39 a wrong day is corrected and a departure that never was is voided; who it is about stays', () => {
    const { team, take } = bound(new WithTeam());
    take('2019-01-01', (context) => decideLeaveTeam(team.state, { member: 'b', reason: 'TRANSFERRED', effectiveOn: '2018-12-01' }, context));
    const left = team.lastOf('MemberLeft').id;
    expect(take('2019-01-02', (context) => decideCorrect(team.state, { event: left, data: { member: 'c', reason: 'TRANSFERRED' }, rounds: [] }, context))).toMatchObject({ rule: 'fieldFixed', inputs: { field: 'member' } });
    expect(take('2019-01-02', (context) => decideCorrect(team.state, { event: left, data: { member: 'b', reason: 'BORED' }, rounds: [] }, context))).toMatchObject({ rule: 'fieldImpossible', inputs: { field: 'reason' } });
    expect(take('2019-01-02', (context) => decideCorrect(team.state, { event: left, data: { member: 'b', reason: 'RETIRED' }, effectiveOn: '2018-12-31', rounds: [] }, context))).toEqual(['MemberLeft']);
    expect(view(team.state.facts, '2018-12-30').team?.memberships[1]).toMatchObject({ person: 'b', leftOn: null });
    expect(view(team.state.facts, '2018-12-31').team?.memberships[1]).toMatchObject({ leftOn: '2018-12-31', reason: 'RETIRED' });
    expect(take('2019-01-03', (context) => decideVoid(team.state, { event: left, reasonCode: 'NEVER_HAPPENED', reason: '未调动', rounds: [] }, context))).toEqual(['FactVoided']);
    expect(view(team.state.facts, '2019-01-03').team?.memberships[1]).toMatchObject({ leftOn: null });
    expect(take('2019-01-03', (context) => decideCorrect(team.state, { event: team.lastOf('TeamRegistered').id, data: { ...team.lastOf('TeamRegistered').data, leader: 'd' }, rounds: [] }, context))).toMatchObject({ rule: 'fieldFixed' });
  });
});

describe('a team in a round', () => {
  it('E39 the track decides for the round who may be put forward', () => {
    const { district } = new WithTeam();
    expect(district.round.state.opened).toMatchObject({ track: 'TEAM', holder: 'TEAM' });
    const persons = new District(programme);
    persons.open();
    expect(persons.round.state.opened).not.toHaveProperty('holder');
    expect(decideOpenRound(new District(programme).round.state, { ...openRound, track: 'NONE' }, district.about(district.round, '2019-05-05', 'officer'))).toMatchObject({ kind: 'refused' });
  });

  it('E39 what a rule read of a member stands in her own part, and in clear only of whom it holds', () => {
    const story = new WithTeam();
    expect(story.nominate()).toEqual(['Nominated']);
    const fact = story.team.lastOf('Nominated');
    expect(Object.keys(fact.private).sort()).toEqual(['a', 'b', 'c', 'x']);
    expect(fact.private['b']).toMatchObject({ inputs: [{ rule: 'bornOnOrAfter@1', inputs: { birthDate: expect.any(String) as string } }, { inputs: {} }, { inputs: {} }] });
    expect(JSON.stringify(fact.private['x'])).not.toMatch(/birthDate/);
    expect(fact.data.members).toEqual(['a', 'b', 'c']);
    expect(fact.data.verdicts[0]).toMatchObject({ rule: 'bornOnOrAfter@1', holds: true, bound: { met: 3, needed: 3, members: [{ person: 'a', verdict: 'holds' }, { person: 'b', verdict: 'holds' }, { person: 'c', verdict: 'holds' }] } });
  });

  it('E39 a member already in another part of the round keeps her team out of it, and a member of a recommended team gets no other part', () => {
    const story = new WithTeam();
    story.nominate();
    const { district } = story;
    const seat = (person: string) => decideReserveSeat(district.round.state, { nomination: 'n-x', teacher: 'x', level: 'SCHOOL', unit: 'school-1', path: [{ level: 'SCHOOL', unit: 'school-1' }], version: 1, school: 'school-1', stage: 'PRIMARY', subject: '语文', members: ['a', 'b', 'c'], act }, district.about(district.round, '2019-05-20', person));
    expect(seat('b')).toMatchObject({ kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { person: 'b', holds: 'CANDIDATE' } } });
    const reserved = seat('clerk-1');
    district.round.take(reserved, district.about(district.round, '2019-05-20'));
    expect([...district.round.state.candidates.keys()].sort()).toEqual(['a', 'b', 'c', 'x']);
    district.round.state.scorers.add('d');
    expect(story.take('2019-05-21', (context) => decideNominate(new WithD(story).state, { nomination: 'n-y', round: district.round.state }, context), 'clerk-1')).toMatchObject({ rule: 'separationOfDuties', inputs: { person: 'd', holds: 'SCORER' } });
  });

  it('E39 is asked about a sanction of a member once for each thing that it bears on, and not again after it was decided', () => {
    const story = new WithTeam();
    story.sanction('b', '2019-05-01');
    expect(story.nominate()).toEqual(['Nominated']);
    expect(story.look('2019-05-12')).toEqual(['ReviewRequired']);
    expect(story.look('2019-05-13')).toEqual([]);
    const review = story.team.last();
    expect(review.data).toMatchObject({ rule: 'memberSanctioned', inputs: {}, title: null });
    expect(review.private).toEqual({ x: { inputs: { member: 'b' } } });
    const decide = (outcome: 'STANDS' | 'LEAVES', person = 'officer', number: string | null = '2号') => story.take('2019-05-20', (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review: review.id, outcome, reason: '情节轻微', act: { ...act, number } }, context), person);
    expect(decide('STANDS', 'c')).toMatchObject({ rule: 'ownDossier', inputs: { person: 'c' } });
    expect(decide('STANDS', 'officer', null)).toMatchObject({ rule: 'actNumberRequired' });
    expect(decide('STANDS')).toEqual(['TeamReviewDecided']);
    expect(story.team.last()).toMatchObject({ data: { nomination: 'n-x', outcome: 'STANDS' } });
    // Under no key of hers, which would name her in clear.
    expect(story.team.last().private).toEqual({ x: { reason: '情节轻微' } });
    expect(decide('LEAVES')).toMatchObject({ rule: 'reviewOver' });
    expect(story.look('2019-05-21')).toEqual([]);
    expect(story.sanction('b', '2019-05-22')).toEqual(['SanctionRecorded']);
    expect(story.look('2019-05-22')).toEqual(['ReviewRequired']);
  });

  it('E39 the leader under a sanction cannot simply leave: another leads first, after the round', () => {
    const story = new WithTeam();
    story.sanction('a', '2019-05-01');
    story.nominate();
    story.look('2019-05-12');
    const review = story.team.last().id;
    expect(story.take('2019-05-20', (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review, outcome: 'LEAVES', reason: 'x', act }, context))).toMatchObject({ rule: 'leaderLeaves' });
    expect(story.take('2019-05-20', (context) => decideNameTeamLeader(story.team.state, { leader: 'b', dossierOf: () => null }, context))).toMatchObject({ rule: 'teamFixed' });
  });

  it('E39 a member who leaves makes a condition fail: somebody is asked, and may say that the team stands, but not that a member leaves', () => {
    const story = new WithTeam();
    story.nominate();
    story.take('2019-05-20', (context) => decideLeaveTeam(story.team.state, { member: 'c', reason: 'RETIRED' }, context));
    expect(story.look('2019-05-20')).toEqual(['ReviewRequired']);
    const review = story.team.last();
    expect(review.data).toMatchObject({ rule: 'teamSize', inputs: { size: 2, min: 3 } });
    expect(story.look('2019-05-21')).toEqual([]);
    expect(story.take('2019-05-21', (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review: review.id, outcome: 'LEAVES', reason: 'x', act }, context))).toMatchObject({ rule: 'reviewNamesNobody' });
    expect(story.take('2019-05-21', (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review: 'none', outcome: 'STANDS', reason: 'x', act }, context))).toMatchObject({ rule: 'unknownReview' });
    expect(story.take('2019-05-21', (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review: review.id, outcome: 'STANDS', reason: '临近结束', act }, context))).toEqual(['TeamReviewDecided']);
  });

  it('E39 that a team stands covers what was decided on: another member who leaves, another rule that fails, is asked about again', () => {
    const story = new WithTeam();
    story.nominate();
    const leave = (member: string, today: string) => story.take(today, (context) => decideLeaveTeam(story.team.state, { member, reason: 'RETIRED' }, context));
    const stands = (today: string) => story.take(today, (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review: story.team.last().id, outcome: 'STANDS', reason: '临近结束', act }, context));
    leave('c', '2019-05-20');
    expect(story.look('2019-05-20')).toEqual(['ReviewRequired']);
    stands('2019-05-21');
    leave('b', '2019-05-22');
    expect(story.look('2019-05-22')).toEqual(['ReviewRequired']);
    expect(story.team.last().data).toMatchObject({ rule: 'teamSize', inputs: { size: 1, min: 3 } });
    // The leader was born too early, as is found out while that review is open.
    const born = story.district.teacher('a');
    const context = story.district.about(born, '2019-05-23', 'officer');
    const { id, data } = born.lastOf('TeacherRegistered');
    expect(born.take(decideCorrect(born.state, { event: id, data, personal: { ...personal('a'), birthDate: '1980-01-01' }, rounds: [] }, context), context)).toEqual(['TeacherRegistered']);
    expect(story.look('2019-05-23')).toEqual(['ReviewRequired']);
    expect(story.team.last().data).toMatchObject({ rule: 'bornOnOrAfter' });
    expect(story.look('2019-05-24')).toEqual([]);
  });

  it('E39 a sanction counts before anybody looked at the team: it is given no title until somebody was asked and decided', () => {
    const story = new WithTeam();
    story.nominate();
    const { district, team } = story;
    const reserving = district.about(district.round, '2019-05-20', 'clerk-1');
    district.round.take(decideReserveSeat(district.round.state, { nomination: 'n-x', teacher: 'x', ...atSchool('school-1'), stage: 'PRIMARY', subject: '语文', members: ['a', 'b', 'c'], act }, reserving), reserving);
    const [line] = [...district.round.state.recommendations.values()];
    if (!line) throw new Error('no seat was reserved');
    expect(story.take('2019-05-20', (context) => decideSettleRecommendation(team.state, { round: 'r-2019', line }, context))).toEqual(['SchoolRecommended']);
    const fault = (today: string) => conferralFault(team.state, district.round.state, 'n-x', '2019-06-20', { dossiers: story.dossiers, today });
    expect(fault('2019-06-20')).toBeNull();
    story.sanction('b', '2019-06-19');
    expect(fault('2019-06-20')).toEqual({ rule: 'teamReviewDue', inputs: {} });
    story.look('2019-06-20');
    expect(fault('2019-06-20')).toMatchObject({ rule: 'reviewOpen' });
    // Whoever recommended the team says nothing of what becomes of it.
    expect(story.take('2019-06-21', (context) => decideTeamReview(team.state, { roles: rolesIn(district.round.state), review: team.last().id, outcome: 'STANDS', reason: '情节轻微', act }, context), 'clerk-1')).toMatchObject({ rule: 'separationOfDuties', inputs: { role: 'OBJECTION_HANDLER', holds: 'RECOMMENDER' } });
    story.take('2019-06-21', (context) => decideTeamReview(team.state, { roles: rolesIn(story.district.round.state), review: team.last().id, outcome: 'STANDS', reason: '情节轻微', act }, context));
    expect(fault('2019-06-21')).toBeNull();
    // Nor of a title that it was given by then; the body that conferred it does, as of a person's.
    team.take({ kind: 'events', events: [{ type: 'TitleConferred', data: { title: 't-x', programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEAM', stage: 'PRIMARY', subject: '语文', unit: 'school-1', round: 'r-2019', nomination: 'n-x', reservation: 'decided', batch: 'batch', certificate: '1', term: { number: 1, from: '2019-07-01', to: null } } }] }, district.about(team, '2019-07-01', 'officer'));
    story.sanction('c', '2019-07-08');
    expect(story.look('2019-07-08')).toEqual(['ReviewRequired']);
    const asked = team.last();
    expect(asked.data).toMatchObject({ title: 't-x' });
    const decide = (person: string) => story.take('2019-07-09', (context) => decideTeamReview(team.state, { roles: { ...rolesIn(district.round.state), deciders: new Set(['officer']) }, review: asked.id, outcome: 'STANDS', reason: '情节轻微', act }, context), person);
    expect(decide('clerk-1')).toMatchObject({ rule: 'separationOfDuties', inputs: { role: 'DECIDER', holds: 'RECOMMENDER' } });
    expect(decide('officer')).toEqual(['TeamReviewDecided']);
  });

  it('E39 the spans of a team are the rows of each of its days, with and without somebody to be asked', () => {
    const story = new WithTeam();
    story.sanction('b', '2019-05-01');
    story.nominate();
    story.look('2019-05-12');
    story.take('2019-05-20', (context) => decideTeamReview(story.team.state, { roles: rolesIn(story.district.round.state), review: story.team.last().id, outcome: 'STANDS', reason: 'x', act }, context));
    const { facts } = story.team.state;
    for (const day of ['2018-09-01', '2018-10-01', '2019-05-11', '2019-05-12', '2019-05-19', '2019-05-20', '2020-01-01']) {
      const held = spans(facts).filter(({ from, to }) => from <= day && (to === null || day < to)).map((span) => ({ ...span, from: undefined, to: undefined }));
      expect([day, held]).toEqual([day, rowsOf(view(facts, day)).map((row) => ({ ...row, from: undefined, to: undefined }))]);
    }
    expect(spans(facts)).toMatchObject([{ from: '2019-05-12', to: '2019-05-20', title: null, underReview: true }]);
  });

  it('E39 what stands between an expert and one member stands between her and the team', () => {
    const placed = (person: string, unit: string, of?: string) => ({ person, spells: [{ unit, from: '2015-01-01', to: null }], ...(of === undefined ? {} : { of }) });
    const relations = new Map([['e-2', new Map([['r', { kind: 'MENTOR' as const, a: 'e-2', b: 'b', from: '2018-01-01', to: null, event: 'r' }]])]]);
    const found = conflictsBetween([placed('e-1', 'school-2'), placed('e-2', 'bureau')], [placed('x', 'school-1'), placed('a', 'school-1', 'x'), placed('b', 'school-2', 'x'), placed('b', 'school-2', 'y')], relations, [{ kind: 'SAME_UNIT', years: 3, effect: 'RECUSE' }, { kind: 'MENTOR', years: 3, effect: 'RECUSE' }], '2019-05-10', '2019-05-01');
    expect(found).toEqual([
      { expert: 'e-1', teacher: 'x', kind: 'SAME_UNIT', effect: 'RECUSE', basis: { unit: 'school-2' } },
      { expert: 'e-1', teacher: 'y', kind: 'SAME_UNIT', effect: 'RECUSE', basis: { unit: 'school-2' } },
      { expert: 'e-2', teacher: 'x', kind: 'MENTOR', effect: 'RECUSE', basis: { event: 'r' } },
      { expert: 'e-2', teacher: 'y', kind: 'MENTOR', effect: 'RECUSE', basis: { event: 'r' } },
    ]);
  });
});

/** Another team of the district, in which d is. */
class WithD {
  readonly state: TeacherState;

  constructor({ district }: WithTeam) {
    const story: Story<TeacherState, TeacherFact> = new Story(teacher, 'team-y');
    const context = district.about(story, '2019-05-01', 'officer');
    story.take(decideRegisterTeam(story.state, { names: { zh: '数学团队', en: 'Maths Team' }, unit: 'school-1', stage: 'PRIMARY', subject: '数学', leader: 'd', members: [], dossierOf: (person) => district.teacher(person).state.facts }, context), context);
    this.state = story.state;
  }
}

function bound(story: WithTeam) {
  return { team: story.team, take: story.take.bind(story), facts: story.facts.bind(story) };
}

test('nobody joins, leaves or leads a team that was never registered', () => {
  const { district } = new WithTeam();
  const nobody = new Story(teacher, 'team-nobody');
  const context = district.about(nobody, '2019-05-01', 'officer');
  expect(decideNameTeamLeader(nobody.state, { leader: 'b', dossierOf: () => null }, context)).toMatchObject({ refusal: { rule: 'unknownTeam', inputs: { team: 'nobody' } } });
  expect(decideLeaveTeam(nobody.state, { member: 'b', reason: 'TRANSFERRED' }, context)).toMatchObject({ refusal: { rule: 'unknownTeam' } });
});
