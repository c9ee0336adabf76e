import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/domain/facts';
import { act, clerk, done, OFFICER, register, schoolName, send, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

const TEXT = readFileSync(join(__dirname, '../programmes/team-practice/programme.yaml'), 'utf8');
const [ONE, TWO] = [schoolName(1), schoolName(2)];

/** One team with its title, asked about by everybody who may ask. */
describe('a team as the holder of a title', () => {
  let served: Served;
  let round: string;
  let team: string;
  let members: readonly [string, string, string];
  let stranger: string;
  const ask = async (url: string, as: string = OFFICER): Promise<Answer> => served.ask('GET', url, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  const act2 = (number: string, date: string): JsonObject => ({ ...act(number, date) });

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 2);
    await done(app, OFFICER, 'PublishProgrammeVersion', { programme: 'team-practice' }, { text: TEXT });
    members = [await register(app, 1, ONE), await register(app, 12, ONE), await register(app, 23, TWO)];
    stranger = await register(app, 34, TWO);
    // The leader served ten years.
    await done(app, OFFICER, 'CorrectFact', { teacher: members[0] }, { event: await registration(members[0]), data: { unit: ONE, stage: 'PRIMARY', subject: '语文', enteredOn: '2005-08-25', onEstablishment: true, inPost: true } });
    const parameters = { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: ONE, seats: 1 }], awardSeats: 1, requiredAttachments: [] };
    round = String((await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '名课程团队', en: 'Curriculum teams' }, programme: 'team-practice', tier: 'RENOWNED', track: 'CURRICULUM_TEAM', parameters, demonstration: true })).round);
    team = String((await served.done('/teams', OFFICER, { names: { zh: '语文课程团队', en: 'Chinese Curriculum Team' }, unit: ONE, stage: 'PRIMARY', subject: '语文', leader: members[0], members: members.slice(1).map((person) => ({ person, role: 'MEMBER' })), effectiveOn: '2018-09-01' })).team);
  }, 60_000);
  afterAll(() => served.stop());

  async function registration(teacher: string): Promise<string> {
    for await (const page of served.house.events.readStream(`teacher-${teacher}`)) return page[0]?.envelope.id ?? '';
    return '';
  }

  it('E39 the leader applies and withdraws for the team, the school puts it forward, and its answers name it', async () => {
    const app = served.house.application;
    expect(await served.done(`/rounds/${round}/consents`, members[0], { teacher: team })).toMatchObject({ teacher: team });
    expect(await served.done(`/rounds/${round}/nominations`, clerk(ONE), { teacher: team })).toMatchObject({ teacher: team });
    await served.done(`/rounds/${round}/withdrawals`, members[0], { teacher: team });
    expect(await send(app, members[1], 'GiveConsent', { round }, { teacher: team })).toMatchObject({ kind: 'refused' });
    await served.done(`/rounds/${round}/consents`, members[0], { teacher: team });
    await served.done(`/rounds/${round}/nominations`, clerk(ONE), { teacher: team });
    const due = await ask('/due', clerk(ONE));
    expect(due.body['tasks']).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'RECOMMEND', teacher: team })]));
    expect(due.body['names']).toMatchObject({ [team]: '语文课程团队' });
  });

  it('E39 a member takes part in her team\'s round as nothing else', async () => {
    const app = served.house.application;
    await done(app, OFFICER, 'RecordAppointment', {}, { person: members[1], post: 'SchoolAdmin', org: ONE, from: '2017-01-01', to: null });
    expect(await send(app, members[1], 'RecommendAtSchool', { round }, { teacher: team, act: act() })).toMatchObject({ kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { person: members[1], role: 'RECOMMENDER', holds: 'CANDIDATE' } } });
    expect(await send(app, members[1], 'RejectNomination', { round }, { teacher: team, reason: '材料不全', act: act() })).toMatchObject({ kind: 'refused', refusal: { rule: 'ownDossier', inputs: { person: members[1] } } });
    expect(await send(app, members[1], 'JoinTeam', { team }, { member: members[0], role: 'MEMBER' })).toMatchObject({ kind: 'refused', refusal: { rule: 'ownDossier' } });
    await done(app, clerk(ONE), 'RecommendAtSchool', { round }, { teacher: team, act: act() });
    at(served.house, '2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    expect(await send(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '评委会', experts: [members[2]], candidates: [team] })).toMatchObject({ kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { person: members[2], role: 'SCORER', holds: 'CANDIDATE' } } });
  });

  it('E39 an expert\'s unit and relations are held against every member', async () => {
    const app = served.house.application;
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'expert-2', post: 'SchoolAdmin', org: TWO, from: '2018-01-01', to: null });
    await done(app, OFFICER, 'RecordRelation', {}, { kind: 'MENTOR', a: 'expert-1', b: members[1], from: '2018-01-01', to: null });
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '评委会', experts: ['expert-1', 'expert-2', 'expert-3'], candidates: [team] });
    expect((await ask(`/rounds/${round}/panels/1/conflicts`)).body['conflicts']).toMatchObject([
      { expert: 'expert-1', teacher: team, kind: 'MENTOR' },
      { expert: 'expert-2', teacher: team, kind: 'SAME_UNIT', basis: { unit: TWO } },
    ]);
  });

  it('E39 the list and the public check show the team by its name and nobody in it', async () => {
    const app = served.house.application;
    for (const expert of ['expert-1', 'expert-2', 'expert-3']) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher: team, components: { DEFENCE: 90 } });
    await done(app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
    await done(app, OFFICER, 'OpenScores', { round }, { act: act() });
    await done(app, OFFICER, 'RankCandidates', { round }, {});
    const seen = async (as: string): Promise<readonly unknown[]> => ((await ask(`/teams/${team}/history`, as)).body['entries'] as readonly JsonObject[]).map(({ type }) => type);
    expect(await seen(OFFICER)).toContain('CandidatesRanked');
    // Nobody in it learns her team's place before the list is posted.
    expect(await seen(members[0])).not.toContain('CandidatesRanked');
    const { publicity } = await done(app, OFFICER, 'OpenPublicity', { round }, { places: ['区教体处网站'] });
    // The public page waits for nothing: another view of the same set is asked for the posting first.
    await ask('/roster', OFFICER);
    const posted = await served.ask('GET', `/public/publicity/${String(publicity)}`, { headers: { accept: 'application/json' } });
    expect(posted.body['rows']).toMatchObject([{ no: 1, name: '语文课程团队', unit: '第1小学', subject: '语文', title: '四名' }]);
    expect(await seen(members[0])).toContain('CandidatesRanked');
    at(served.house, '2019-06-13');
    await app.reactor.rest();
    await done(app, OFFICER, 'ClosePublicity', { round }, { proofs: [{ place: '区教体处网站', file: null }], objections: 0 });
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act2('威经教发〔2019〕19号', '2019-06-13'), effectiveOn: '2019-06-13' });
    const [row] = (await ask('/roster?status=ACTIVE')).body['rows'] as readonly JsonObject[];
    expect(row).toMatchObject({ teacher: team, holder: 'TEAM', name: '语文课程团队', erased: false, tier: 'RENOWNED', track: 'CURRICULUM_TEAM' });
    expect((await ask(`/corrections?holder=${team}`)).status).toBe(200);
    const paper = await served.ask('GET', `/public/certificates/${String(row?.['certificate'])}`, { headers: { accept: 'application/json' } });
    expect(paper.body).toMatchObject({ status: 'VALID', holder: '语文课程团队', unit: { zh: '第1小学' } });
    for (const member of members) expect(paper.text).not.toContain(member);
    expect((await ask('/roster?name=课程团队')).body['rows']).toMatchObject([{ teacher: team }]);
  });

  it('E39 the team\'s page, its history, and the member\'s own case say who is in it and since when', async () => {
    const page = await ask(`/teams/${team}`);
    expect(page.body).toMatchObject({ team: { names: { zh: '语文课程团队' }, leader: members[0], members: [{ person: members[0], name: '王乙子', from: '2018-09-01', leftOn: null }, { person: members[1] }, { person: members[2] }] }, titles: [{ status: 'ACTIVE' }] });
    const nominations = page.body['nominations'] as readonly { readonly working: readonly JsonObject[] }[];
    expect(nominations.at(-1)?.working).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'membersMeet@1', holds: true, members: members.map((person) => ({ person, verdict: 'holds' })) })]));
    // What was read of a member is hers: none of it stands on the team's page.
    expect(page.text).not.toContain('1990-01-02');
    const history = await ask(`/teams/${team}/history?format=text&lang=zh`);
    expect(history.text).toContain('语文课程团队，牵头单位 第1小学');
    const own = await ask('/teachers/me/case', members[2]);
    expect(own.body).toMatchObject({ memberships: [{ team, names: { zh: '语文课程团队' }, role: 'MEMBER', from: '2018-09-01', leftOn: null }], titles: [] });
    expect((await ask(`/teams/${team}`, members[2])).status).toBe(200);
    expect((await ask(`/teams/${team}`, stranger)).status).toBe(403);
    expect((await ask(`/audit-trail?subject=${team}`)).text).toContain('TeamRegistered');
  });

  it('E39 a member under a sanction: those who decide see whom it is about, the others that somebody is asked', async () => {
    const app = served.house.application;
    at(served.house, '2019-07-01');
    await done(app, OFFICER, 'RecordSanction', { teacher: members[2] }, { kind: 'DISCIPLINARY', scopes: ['HONOURS'], from: '2019-07-01', to: '2020-06-30', releaseBy: 'AUTOMATIC', barMonths: 0, measure: '警告', basis: '第六条', reason: '有偿补课', act: act2('威经教发〔2019〕30号', '2019-07-01') });
    await app.reactor.rest();
    const page = await ask(`/teams/${team}`);
    const [review] = page.body['reviews'] as readonly (JsonObject & { readonly event: string })[];
    expect(review).toMatchObject({ open: true, rule: 'memberSanctioned', outcomeType: 'TitleConferred', inputs: {} });
    expect((await ask('/due')).body['tasks']).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'REVIEW', teacher: team })]));
    expect((await ask(`/reviews?teacher=${team}&state=OPEN`)).body['reviews']).toMatchObject([{ review: review?.event, teacher: team, name: '语文课程团队', unit: ONE, rule: 'memberSanctioned', open: true }]);
    const personal = async (as: string): Promise<unknown> => ((await ask(`/teams/${team}/history`, as)).body['entries'] as readonly (JsonObject & { readonly event: string })[]).find(({ event }) => event === review?.event)?.['personal'];
    expect(await personal(OFFICER)).toEqual({ inputs: { member: members[2] } });
    expect(await personal(clerk(ONE))).toBeNull();
    expect(await personal(members[1])).toBeNull();
    // Nor does a post of hers open it to a member.
    await done(app, OFFICER, 'RecordAppointment', {}, { person: members[0], post: 'Auditor', org: 'edz', from: '2019-01-01', to: null });
    expect(await personal(members[0])).toBeNull();
    await served.done(`/teams/${team}/reviews/${String(review?.event)}/decision`, OFFICER, { outcome: 'LEAVES', reason: '影响期内退出', act: act2('威经教发〔2019〕31号', '2019-07-01') });
    const why = async (as: string): Promise<unknown> => ((await ask(`/teams/${team}/history`, as)).body['entries'] as readonly JsonObject[]).find(({ type }) => type === 'TeamReviewDecided')?.['personal'];
    expect(await why(OFFICER)).toEqual({ reason: '影响期内退出' });
    expect(await why(clerk(ONE))).toBeNull();
    expect(await why(members[1])).toBeNull();
    const after = await ask(`/teams/${team}`);
    expect(after.body).toMatchObject({ titles: [{ status: 'ACTIVE' }], reviews: [{ open: false }], team: { members: [{ leftOn: null }, { leftOn: null }, { leftOn: '2019-07-01', reason: 'DECISION' }] } });
    // Also for those who do not learn what was weighed, it is over.
    for (const reader of [clerk(ONE), members[0]]) expect((await ask(`/teams/${team}`, reader)).body).toMatchObject({ reviews: [{ open: false }] });
    expect((await ask('/teachers/me/case', members[2])).body).toMatchObject({ memberships: [{ leftOn: '2019-07-01' }], titles: [] });
    expect((await ask('/due')).body['tasks']).not.toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'REVIEW', teacher: team })]));
  });

  it('E39 whether a member leads the team is told as of the day that is asked for', async () => {
    await done(served.house.application, clerk(ONE), 'NameTeamLeader', { team }, { leader: members[1] });
    const leads = async (person: string, asOf: string): Promise<unknown> => ((await ask(`/teachers/${person}?asOf=${asOf}`)).body['memberships'] as readonly JsonObject[]).map((held) => held['leads']);
    expect(await leads(members[0], '2019-06-30')).toEqual([true]);
    expect(await leads(members[0], '2019-07-01')).toEqual([false]);
    expect(await leads(members[1], '2019-06-30')).toEqual([false]);
    expect(await leads(members[1], '2019-07-01')).toEqual([true]);
  });

  it('E6 whose dossier was merged into another\'s was in the teams that both were in, for as long as the two are one', async () => {
    const app = served.house.application;
    const [absorbed, kept] = [await register(app, 45, ONE), await register(app, 56, ONE)];
    const teamed = async (leader: string, effectiveOn: string): Promise<unknown> => (await served.done('/teams', OFFICER, { names: { zh: '数学课程团队', en: 'Maths Team' }, unit: ONE, stage: 'PRIMARY', subject: '数学', leader, members: [{ person: stranger, role: 'MEMBER' }], effectiveOn })).team;
    const [hers, own] = [await teamed(absorbed, '2018-09-01'), await teamed(kept, '2018-10-01')];
    const seen = async (): Promise<unknown> => Promise.all([ask(`/teachers/${kept}`), ask('/teachers/me/case', kept), ask(`/teachers/${absorbed}`)].map(async (answer) => ((await answer).body['memberships'] as readonly JsonObject[]).map((held) => held['team'])));
    expect(await seen()).toEqual([[own], [own], [hers]]);
    await served.done(`/teachers/${kept}/merges`, OFFICER, { absorbed, reason: '重复建档', act: act2('威经教发〔2019〕32号', '2019-07-01') });
    expect(await seen()).toEqual([[hers, own], [hers, own], [hers]]);
    await served.done(`/teachers/${kept}/merges/${absorbed}/undoing`, OFFICER, { reason: '系两人', act: act2('威经教发〔2019〕33号', '2019-07-01') });
    expect(await seen()).toEqual([[own], [own], [hers]]);
  });

  it('E39 the erasure of a member leaves the team\'s facts complete and says nothing of her any more', async () => {
    await served.done(`/people/${members[1]}/erasure`, OFFICER, { basis: 'RETENTION_ENDED' });
    const page = await ask(`/teams/${team}`);
    expect(page.body).toMatchObject({ erased: false, titles: [{ status: 'ACTIVE' }], team: { members: [{ name: '王乙子' }, { person: members[1], name: null }, {}] } });
    const nominations = page.body['nominations'] as readonly { readonly working: readonly JsonObject[] }[];
    expect(nominations.at(-1)?.working).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'membersMeet@1', members: members.map((person) => ({ person, verdict: 'holds' })) })]));
  });

  it('E39 the title is revoked, its certificate reissued before and recovered after, by the team\'s own addresses', async () => {
    const title = String(((await ask(`/teams/${team}`)).body['titles'] as readonly JsonObject[])[0]?.['title']);
    const { certificate } = await served.done(`/teams/${team}/titles/${title}/certificates`, OFFICER, { reasonCode: 'LOST', reason: '遗失' });
    await served.done(`/teams/${team}/titles/${title}/revocation`, OFFICER, { ground: 'ETHICS', authority: 'edz', certificateRecovered: false, reason: '集体造假', act: act2('威经教发〔2019〕40号', '2019-07-01') });
    await served.done(`/teams/${team}/titles/${title}/certificates/recovery`, OFFICER, { certificate });
    expect((await served.ask('GET', `/public/certificates/${String(certificate)}`, { headers: { accept: 'application/json' } })).body).toMatchObject({ status: 'REVOKED', holder: '语文课程团队' });
  });
});
