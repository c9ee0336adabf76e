import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from '../../src/application';
import { teacher as holder } from '../../src/domain/teacher/teacher';
import { view } from '../../src/domain/teacher/view';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import { Outbox } from '../../src/reactors/outbox';
import type { Town } from './town';
import { act, clerk, done, OFFICER, register, schoolName, send, settledTown } from './town';

const TEXT = readFileSync(join(__dirname, '../programmes/team-practice/programme.yaml'), 'utf8');
const ONE = schoolName(1);
const LAST = '9999-12-31';

interface WithTeam {
  readonly town: Town;
  readonly round: string;
  readonly team: string;
  readonly members: readonly string[];
}

async function district(): Promise<WithTeam> {
  const town = await settledTown(1);
  const app = town.boot();
  await done(app, OFFICER, 'PublishProgrammeVersion', { programme: 'team-practice' }, { text: TEXT });
  const members = [await register(app, 1, ONE), await register(app, 12, ONE), await register(app, 23, ONE)];
  const parameters = { snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: ONE, seats: 2 }], awardSeats: 1, requiredAttachments: ['申报书'] };
  const round = String((await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '创新团队', en: 'Innovation teams' }, programme: 'team-practice', tier: 'INNOVATION', track: 'CURRICULUM_TEAM', parameters, demonstration: true })).round);
  const { team } = await done(app, clerk(ONE), 'RegisterTeam', {}, { names: { zh: '语文团队', en: 'Chinese Team' }, unit: ONE, stage: 'PRIMARY', subject: '语文', leader: members[0], members: members.slice(1).map((person) => ({ person, role: 'MEMBER' })), effectiveOn: '2018-09-01' });
  return { town, round, team: String(team), members };
}

const nominate = async (app: Application, { round, team }: WithTeam): Promise<void> => {
  await done(app, clerk(ONE), 'GiveConsent', { round }, { teacher: team });
  await done(app, clerk(ONE), 'SubmitNomination', { round }, { teacher: team, attachments: ['申报书'] });
};
const sanction = { kind: 'DISCIPLINARY', scopes: ['ALL'], from: '2019-05-10', to: '2020-06-30', releaseBy: 'AUTOMATIC', barMonths: 0, measure: '警告', basis: '第六条', reason: '有偿补课', act: act('威经教发〔2019〕30号') };
const reviews = ({ town, team }: WithTeam) => town.log.events.filter(({ envelope: { type, stream } }) => type === 'ReviewRequired' && stream === `team-${team}`).map(({ envelope }) => envelope);

describe('who puts teachers into a team', () => {
  it('E39 a school takes nobody of another school into a team, led by her or not; a bureau above both does', async () => {
    const town = await settledTown(2);
    const app = town.boot();
    const [own, other] = [await register(app, 1, ONE), await register(app, 12, schoolName(2))];
    const team = (leader: string, member: string) => ({ names: { zh: '语文团队', en: 'Chinese Team' }, unit: ONE, stage: 'PRIMARY', subject: '语文', leader, members: [{ person: member, role: 'MEMBER' }] });
    const outside = { kind: 'refused', refusal: { rule: 'outsideJurisdiction' } };
    expect(await send(app, clerk(ONE), 'RegisterTeam', {}, team(other, own))).toMatchObject(outside);
    expect(await send(app, clerk(ONE), 'RegisterTeam', {}, team(own, other))).toMatchObject(outside);
    const { team: mine } = await done(app, clerk(ONE), 'RegisterTeam', {}, team(own, own));
    expect(await send(app, clerk(ONE), 'JoinTeam', { team: mine }, { member: other, role: 'MEMBER' })).toMatchObject(outside);
    expect(await send(app, clerk(schoolName(2)), 'JoinTeam', { team: mine }, { member: other, role: 'MEMBER' })).toMatchObject(outside);
    await done(app, OFFICER, 'JoinTeam', { team: mine }, { member: other, role: 'MEMBER' });
    await done(app, OFFICER, 'RegisterTeam', {}, team(other, own));
  });
});

describe('a member of a team who keeps the school\'s papers', () => {
  it('E39 enters none of another officer\'s about the team, whether or not it names her', async () => {
    const { town, team, members } = await district();
    const app = town.boot();
    const [, herself, other] = members.map(String);
    for (const person of [herself, 'head-1']) await done(app, OFFICER, 'RecordAppointment', {}, { person, post: 'SchoolAdmin', org: ONE, from: '2018-01-01', to: null });
    const outsider = await register(app, 34, ONE);
    const signed = { onPaper: { actor: 'head-1', signedOn: '2019-05-09', file: null } };
    const refusal = { rule: 'ownDossier', inputs: { person: herself } };
    const before = town.log.events.length;
    expect(await send(app, String(herself), 'NameTeamLeader', { team }, { leader: herself, ...signed })).toMatchObject({ refusal });
    // These name somebody else, and are about the team that she is in.
    expect(await send(app, String(herself), 'NameTeamLeader', { team }, { leader: other, ...signed })).toMatchObject({ refusal });
    expect(await send(app, String(herself), 'LeaveTeam', { team }, { member: other, reason: 'OWN_WISH', ...signed })).toMatchObject({ refusal });
    expect(await send(app, String(herself), 'JoinTeam', { team }, { member: outsider, role: 'MEMBER', ...signed })).toMatchObject({ refusal });
    const made = { names: { zh: '数学团队', en: 'Maths Team' }, unit: ONE, stage: 'PRIMARY', subject: '数学', leader: other, members: [{ person: herself, role: 'MEMBER' }] };
    expect(await send(app, String(herself), 'RegisterTeam', {}, { ...made, ...signed })).toMatchObject({ refusal });
    expect(town.log.events).toHaveLength(before);
    // The clerk of the school, who is in no team, enters the same paper.
    expect(await send(app, clerk(ONE), 'NameTeamLeader', { team }, { leader: other, ...signed })).toMatchObject({ kind: 'accepted' });
  });
});

describe('what bears on a team is asked after every crash, and once', () => {
  let given: WithTeam;
  beforeAll(async () => {
    given = await district();
  });
  const fresh = (): WithTeam => ({ ...given, town: given.town.copy() });

  it('E39 a sanction recorded by a process that died is found by the next one', async () => {
    const here = fresh();
    const app = here.town.boot();
    await nominate(app, here);
    await done(app, OFFICER, 'RecordSanction', { teacher: here.members[1] }, sanction);
    expect(reviews(here)).toEqual([]);
    for (let boots = 0; boots < 3; boots += 1) await here.town.boot().reactor.rest();
    expect(reviews(here)).toMatchObject([{ data: { rule: 'memberSanctioned', outcomeType: 'Nominated', inputs: {} }, meta: { via: 'reactor' } }]);
    // Who it is about is under the team's key and nowhere in clear.
    expect(JSON.stringify(reviews(here)[0]?.data)).not.toContain(here.members[1]);
  });

  it('E39 a sanction counts from when it is recorded: nobody recommends the team before somebody was asked', async () => {
    const here = fresh();
    const app = here.town.boot();
    await nominate(app, here);
    await done(app, OFFICER, 'RecordSanction', { teacher: here.members[1] }, sanction);
    const body = { teacher: here.team, act: act() };
    const due = { kind: 'refused', refusal: { rule: 'teamReviewDue', inputs: {} } };
    expect(await send(app, clerk(ONE), 'RecommendAtSchool', { round: here.round }, body)).toMatchObject(due);
    expect(await send(app, clerk(ONE), 'RecommendMany', { round: here.round }, { level: 'SCHOOL', teachers: [here.team], act: act(), mode: 'ALL' })).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { targets: [{ target: here.team, rule: 'teamReviewDue' }] } } });
    await app.reactor.rest();
    expect(await send(app, clerk(ONE), 'RecommendAtSchool', { round: here.round }, body)).toMatchObject({ kind: 'refused', refusal: { rule: 'teamReviewOpen' } });
    await done(app, OFFICER, 'DecideTeamReview', { team: here.team, event: reviews(here)[0]?.id }, { outcome: 'STANDS', reason: '情节轻微', act: act('威经教发〔2019〕31号') });
    await done(app, clerk(ONE), 'RecommendAtSchool', { round: here.round }, body);
  });

  it('E39 a nomination whose process died before it looked at the members is looked at by the next one', async () => {
    const here = fresh();
    await done(here.town.boot(), OFFICER, 'RecordSanction', { teacher: here.members[2] }, sanction);
    let appends = 0;
    const dying = here.town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => {
      if (point.operation !== 'append' || point.when !== 'before') return undefined;
      appends += 1;
      return appends === 3 ? 'crash' : undefined;
    })) });
    await expect(nominate(dying, here)).rejects.toThrow();
    expect(here.town.log.events.at(-1)?.envelope.type).toBe('Nominated');
    await here.town.boot().reactor.rest();
    expect(reviews(here)).toHaveLength(1);
  });

  it('E39 a process that starts looks at a team once, after the last thing that happened to it or to a member, whatever it was', async () => {
    const here = fresh();
    const app = here.town.boot();
    await nominate(app, here);
    await done(app, OFFICER, 'RecordSanction', { teacher: here.members[1] }, sanction);
    await done(app, clerk(ONE), 'StartLeave', { teacher: here.members[2] }, { from: '2019-05-01', expectedTo: null, kind: 'SICK', reason: '住院' });
    const next = here.town.boot();
    await next.reactor.start();
    expect(next.reactor.open).toMatchObject([{ kind: 'team', team: `team-${here.team}`, of: { type: 'LeaveStarted', stream: `teacher-${here.members[2]}` } }]);
    await next.reactor.rest();
    expect(next.reactor.open).toEqual([]);
    expect(reviews(here).map(({ data }) => data['rule'])).toContain('memberSanctioned');
  });

  it('E39 a mass recommendation leaves a team out while somebody has to decide on it, and takes it afterwards', async () => {
    const here = fresh();
    const app = here.town.boot();
    await done(app, OFFICER, 'RecordSanction', { teacher: here.members[2] }, sanction);
    await nominate(app, here);
    const body = { level: 'SCHOOL', teachers: [here.team], act: act(), mode: 'ALL' };
    expect(await send(app, clerk(ONE), 'RecommendMany', { round: here.round }, body)).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { targets: [{ target: here.team, rule: 'teamReviewOpen' }] } } });
    await done(app, OFFICER, 'DecideTeamReview', { team: here.team, event: reviews(here)[0]?.id }, { outcome: 'STANDS', reason: '情节轻微', act: act('威经教发〔2019〕31号') });
    expect(await send(app, clerk(ONE), 'RecommendMany', { round: here.round }, body)).toMatchObject({ kind: 'accepted', result: { persons: [{ teacher: here.team, passes: true }] } });
    const lines = here.town.log.events.find(({ envelope }) => envelope.type === 'SeatsReserved')?.envelope.data['lines'];
    expect(lines).toMatchObject([{ teacher: here.team, members: here.members }]);
  });

  it('E39 a school\'s list nominates a team, which is returned, completed, and not recommended', async () => {
    const here = fresh();
    const app = here.town.boot();
    await done(app, here.members[0] ?? '', 'GiveConsent', { round: here.round }, { teacher: here.team });
    expect(await send(app, clerk(ONE), 'SubmitNominations', { round: here.round }, { rows: [{ teacher: here.team, attachments: ['申报书'] }, { teacher: here.members[1] }], mode: 'PASSING' })).toMatchObject({
      kind: 'accepted', result: { persons: [{ teacher: here.team, passes: true }, { teacher: here.members[1], passes: false, rule: 'personOnTeamTrack' }], done: 1 },
    });
    await done(app, clerk(ONE), 'ReturnNomination', { round: here.round }, { teacher: here.team, items: ['申报书'], due: '2019-05-20T12:00' });
    expect(here.town.log.events.findLast(({ envelope }) => envelope.type === 'NominationReturned')?.envelope.data).toMatchObject({ unit: ONE });
    expect(await done(app, clerk(ONE), 'CompleteNomination', { round: here.round }, { teacher: here.team, attachments: ['申报书'] })).toMatchObject({ version: 2 });
    await done(app, clerk(ONE), 'RejectNomination', { round: here.round }, { teacher: here.team, reason: '未通过集体研究', act: act() });
    const { state } = await app.desk.streams.load(holder, `team-${here.team}`);
    expect(view(state.facts, LAST).nominations).toMatchObject([{ status: 'NOT_RECOMMENDED', version: 2 }]);
    await app.reactor.rest();
    expect(app.reactor.open).toEqual([]);
  });

  it('E39 a nomination of a member that came to nothing in a closed round keeps her team out of no later one', async () => {
    const here = fresh();
    const app = here.town.boot();
    const parameters = { snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-13', bornOnOrAfter: '1984-01-01', recommendationSeats: [{ unit: ONE, seats: 2 }], awardSeats: 1, requiredAttachments: [] };
    const persons = String((await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '名师', en: 'Renowned teachers' }, programme: 'team-practice', tier: 'RENOWNED', track: 'TEACHER', parameters, demonstration: true })).round);
    await done(app, here.members[1] ?? '', 'GiveConsent', { round: persons }, {});
    await done(app, clerk(ONE), 'SubmitNomination', { round: persons }, { teacher: here.members[1] });
    await done(app, clerk(ONE), 'GiveConsent', { round: here.round }, { teacher: here.team });
    const submit = () => send(app, clerk(ONE), 'SubmitNomination', { round: here.round }, { teacher: here.team, attachments: ['申报书'] });
    expect(await submit()).toMatchObject({ kind: 'refused', refusal: { rule: 'memberNominated' } });
    here.town.clock.set('2019-05-14');
    await done(app, OFFICER, 'CloseNominations', { round: persons }, {});
    expect(await submit()).toMatchObject({ kind: 'accepted' });
    await app.reactor.rest();
    expect(reviews(here)).toEqual([]);
  });

  it('E39 a member of a team that is nominated enters nobody\'s papers of that round, before it holds a seat too', async () => {
    const here = fresh();
    const app = here.town.boot();
    const herself = here.members[1] ?? '';
    for (const person of [herself, 'head-1']) await done(app, OFFICER, 'RecordAppointment', {}, { person, post: 'SchoolAdmin', org: ONE, from: '2018-01-01', to: null });
    await nominate(app, here);
    const recommending = { teacher: here.team, act: act(), onPaper: { actor: 'head-1', signedOn: '2019-05-10', file: null } };
    expect(await send(app, herself, 'RecommendAtSchool', { round: here.round }, recommending)).toMatchObject({ kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { person: herself, role: 'OFFICER', holds: 'CANDIDATE' } } });
  });

  it('E39 the same paper of a team and of one of its members is one work used twice', async () => {
    const here = fresh();
    const app = here.town.boot();
    const parameters = { snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', bornOnOrAfter: '1984-01-01', recommendationSeats: [{ unit: ONE, seats: 2 }], awardSeats: 1, requiredAttachments: [] };
    const persons = String((await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '名师', en: 'Renowned teachers' }, programme: 'team-practice', tier: 'RENOWNED', track: 'TEACHER', parameters, demonstration: true })).round);
    const work = { kind: 'PAPER', source: '《教学研究》2018年第3期' };
    await done(app, clerk(ONE), 'EnterEvidence', { round: persons }, { teacher: here.members[1], ...work });
    expect(await done(app, clerk(ONE), 'EnterEvidence', { round: here.round }, { teacher: here.team, ...work })).toMatchObject({ earlier: 1, earlierInRound: 0 });
    const { state } = await app.desk.streams.load(holder, `team-${here.team}`);
    expect(view(state.facts, LAST).career.evidence).toHaveLength(1);
  });

  it('E6 E39 a member whose dossier was merged into another is sanctioned under the other id, and the team waits as it would without the merger', async () => {
    const here = fresh();
    const app = here.town.boot();
    await nominate(app, here);
    const survivor = await register(app, 45, ONE);
    await done(app, OFFICER, 'MergeDossiers', { teacher: survivor }, { absorbed: here.members[1], reason: '重复建档', act: act() });
    await app.reactor.rest();
    expect(reviews(here)).toEqual([]);
    await done(app, OFFICER, 'RecordSanction', { teacher: survivor }, sanction);
    const recommended = () => send(app, clerk(ONE), 'RecommendAtSchool', { round: here.round }, { teacher: here.team, act: act() });
    expect(await recommended()).toMatchObject({ kind: 'refused', refusal: { rule: 'teamReviewDue' } });
    await here.town.boot().reactor.rest();
    expect(reviews(here)).toMatchObject([{ data: { rule: 'memberSanctioned', outcomeType: 'Nominated' }, meta: { context: { streams: { [`teacher-${here.members[1]}`]: expect.any(Number), [`teacher-${survivor}`]: expect.any(Number) } } } }]);
    expect(await recommended()).toMatchObject({ kind: 'refused', refusal: { rule: 'teamReviewOpen', inputs: { by: 'memberSanctioned' } } });
  });

  it('E6 E39 a sanction that stands before the merger bears on the team from the merger on, and on the parting hers alone again', async () => {
    const here = fresh();
    const app = here.town.boot();
    await nominate(app, here);
    const survivor = await register(app, 45, ONE);
    await done(app, OFFICER, 'RecordSanction', { teacher: survivor }, sanction);
    await app.reactor.rest();
    expect(reviews(here)).toEqual([]);
    await done(app, OFFICER, 'MergeDossiers', { teacher: survivor }, { absorbed: here.members[1], reason: '重复建档', act: act() });
    await app.reactor.rest();
    expect(reviews(here)).toMatchObject([{ data: { rule: 'memberSanctioned' } }]);
    await done(app, OFFICER, 'UndoMerge', { teacher: survivor, absorbed: here.members[1] }, { reason: '系两人', act: act() });
    await app.reactor.rest();
    await done(app, OFFICER, 'RecordSanction', { teacher: survivor }, { ...sanction, kind: 'OTHER_MEASURE' });
    await app.reactor.rest();
    expect(reviews(here)).toHaveLength(1);
  });

  it('E6 E39 two members whom a merger shows to be one are asked about once, and leave under both ids where she leaves', async () => {
    const here = fresh();
    const app = here.town.boot();
    const [leader, given, stands] = here.members.map(String);
    await nominate(app, here);
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act: act() });
    await done(app, OFFICER, 'RecordSanction', { teacher: stands }, sanction);
    await here.town.boot().reactor.rest();
    expect(reviews(here).map(({ data }) => data['rule'])).toEqual(['memberSanctioned']);
    await done(app, OFFICER, 'DecideTeamReview', { team: here.team, event: reviews(here).at(-1)?.id }, { outcome: 'LEAVES', reason: '影响期内', act: act('威经教发〔2019〕31号') });
    const { state } = await app.desk.streams.load(holder, `team-${here.team}`);
    expect(view(state.facts, LAST).team?.memberships.filter(({ leftOn }) => leftOn === null).map(({ person }) => person)).toEqual([leader]);
    // One is too few, which is asked about in turn.
    expect(reviews(here).map(({ data }) => data['rule'])).toEqual(['memberSanctioned', 'teamSize']);
  });

  it('E6 E39 two members whom a merger shows to be one count as one, and parted as two again', async () => {
    const here = fresh();
    const app = here.town.boot();
    const [leader, given, third] = here.members.map(String);
    await done(app, clerk(ONE), 'LeaveTeam', { team: here.team }, { member: third, reason: 'OWN_WISH' });
    await nominate(app, here);
    await done(app, OFFICER, 'MergeDossiers', { teacher: leader }, { absorbed: given, reason: '重复建档', act: act() });
    await here.town.boot().reactor.rest();
    expect(reviews(here)).toMatchObject([{ data: { rule: 'teamSize', outcomeType: 'Nominated' } }]);
    await done(app, OFFICER, 'UndoMerge', { teacher: leader, absorbed: given }, { reason: '系两人', act: act() });
    await here.town.boot().reactor.rest();
    expect(reviews(here)).toHaveLength(1);
  });

  it('E6 nobody joins a team under one id who is in it under another', async () => {
    const here = fresh();
    const app = here.town.boot();
    const stands = await register(app, 45, ONE);
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: here.members[1], reason: '重复建档', act: act() });
    const join = () => send(app, clerk(ONE), 'JoinTeam', { team: here.team }, { member: stands, role: 'MEMBER' });
    expect(await join()).toMatchObject({ kind: 'refused', refusal: { rule: 'alreadyMember', inputs: { member: here.members[1], team: here.team } } });
    await done(app, OFFICER, 'UndoMerge', { teacher: stands, absorbed: here.members[1] }, { reason: '系两人', act: act() });
    expect(await join()).toMatchObject({ kind: 'accepted' });
  });

  it('E6 E39 a member of a team that is nominated enters nobody\'s papers of that round by her other id either', async () => {
    const here = fresh();
    const app = here.town.boot();
    const survivor = await register(app, 45, ONE);
    for (const person of [survivor, 'head-1']) await done(app, OFFICER, 'RecordAppointment', {}, { person, post: 'SchoolAdmin', org: ONE, from: '2018-01-01', to: null });
    await nominate(app, here);
    await done(app, OFFICER, 'MergeDossiers', { teacher: survivor }, { absorbed: here.members[1], reason: '重复建档', act: act() });
    const recommending = { teacher: here.team, act: act(), onPaper: { actor: 'head-1', signedOn: '2019-05-10', file: null } };
    expect(await send(app, survivor, 'RecommendAtSchool', { round: here.round }, recommending)).toMatchObject({ kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { person: survivor, role: 'OFFICER', holds: 'CANDIDATE' } } });
  });

  it('E39 a leader is told what concerns her team', async () => {
    const here = fresh();
    const app = here.town.boot();
    await done(app, OFFICER, 'RecordSanction', { teacher: here.members[2] }, sanction);
    await nominate(app, here);
    const told: string[] = [];
    await new Outbox(app.desk, { deliver: ({ to }) => Promise.resolve(void told.push(to)) }).rest();
    expect(told).toEqual([here.members[0]]);
  });
});
