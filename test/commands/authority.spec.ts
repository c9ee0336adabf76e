import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, clerk, done, dossier, OFFICER, openRound, PROGRAMME, register, send, settledTown, Town } from './town';

const HARBOUR = 'harbour-officer';

/** Beside the town's district `edz` a second one, `harbour`, each with a school of its own. */
async function twoDistricts() {
  const town = await settledTown(1);
  const app = town.boot();
  const from = '2017-01-01';
  await done(app, OFFICER, 'RegisterOrg', {}, { org: 'harbour', names: { zh: '港区教育局', en: 'Harbour district bureau' }, level: 'DISTRICT', kind: 'BUREAU', parent: 'edz', stages: [], code: null, rural: false, effectiveOn: from });
  await done(app, OFFICER, 'RegisterOrg', {}, { org: 'harbour-school', names: { zh: '港区小学', en: 'Harbour primary school' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'harbour', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: from });
  await done(app, OFFICER, 'RecordAppointment', {}, { person: HARBOUR, post: 'BureauOfficer', org: 'harbour', from, to: null });
  return { town, app };
}

describe('transfers', () => {
  it('a bureau does not take a teacher from a unit that it does not answer for', async () => {
    // given a teacher of a school outside the harbour district
    const { town, app } = await twoDistricts();
    const teacher = await register(app, 1, 'school-1');
    const transfer = { to: 'harbour-school', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-05-01' };
    // when the receiving side alone transfers her
    const taken = await send(app, HARBOUR, 'TransferTeacher', { teacher }, transfer);
    // then it is refused and noted, and whoever answers for both may do it
    expect(taken).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction', inputs: { unit: 'school-1' } } });
    expect(town.refusedAccess).toMatchObject([{ subject: HARBOUR, useCase: 'TransferTeacher', rule: 'outsideJurisdiction' }]);
    expect(await send(app, OFFICER, 'TransferTeacher', { teacher }, transfer)).toMatchObject({ kind: 'accepted' });
    // and it is the unit of the day that counts: she was not yet the harbour's in March
    expect(await send(app, HARBOUR, 'TransferTeacher', { teacher }, { ...transfer, subject: '数学', effectiveOn: '2019-03-01' })).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(await send(app, HARBOUR, 'TransferTeacher', { teacher }, { ...transfer, subject: '数学', effectiveOn: '2019-05-10' })).toMatchObject({ kind: 'accepted' });
  });
});

describe('erasing a person without a dossier', () => {
  it('a district does not erase the clerk of another, nor anybody who has no post', async () => {
    // given a clerk of school-1, somebody who has had posts in both districts, and somebody with none
    const { town, app } = await twoDistricts();
    const person = async (name: string): Promise<string> => String((await done(app, OFFICER, 'RegisterPerson', {}, { name })).person);
    const posts = { clerk: ['school-1'], mover: ['school-1', 'harbour-school'], local: ['harbour-school'], nobody: [] };
    const people = new Map<string, string>();
    for (const [index, [who, schools]] of Object.entries(posts).entries()) {
      people.set(who, await person(`丛${'文书静和'.charAt(index)}`));
      for (const org of schools) await done(app, OFFICER, 'RecordAppointment', {}, { person: people.get(who), post: 'SchoolAdmin', org, from: '2018-01-01', to: '2018-12-31' });
    }
    const erase = (by: string, who: string) => send(app, by, 'ErasePersonalData', { person: people.get(who) ?? '' }, { basis: 'PURPOSE_ENDED' });
    // when the harbour's officer erases them, then only those whose every post she answers for
    for (const who of ['clerk', 'mover', 'nobody']) expect(await erase(HARBOUR, who)).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(town.held.destroyed.size).toBe(0);
    expect(await erase(HARBOUR, 'local')).toMatchObject({ kind: 'accepted' });
    for (const who of ['clerk', 'mover', 'nobody']) expect(await erase(OFFICER, who)).toMatchObject({ kind: 'accepted' });
    expect([...people.values()].every((id) => town.held.destroyed.has(id))).toBe(true);
  });
});

describe('the rules of a programme', () => {
  it('are neither published nor filled in by an officer of a school: there is none', async () => {
    const { app } = await twoDistricts();
    expect(await send(app, OFFICER, 'RecordAppointment', {}, { person: 'p-1', post: 'BureauOfficer', org: 'school-1', from: '2017-01-01', to: null })).toMatchObject({ kind: 'refused', refusal: { rule: 'postNotOfUnit' } });
    expect(await send(app, 'p-1', 'AdoptOpenValue', { programme: PROGRAMME }, { version: 1, path: 'tiers.RISING_STAR.termYears', value: 3 })).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
  });
});

describe('the first officer', () => {
  it('has no more than the three registers before the first appointment, and nothing by herself after it', async () => {
    // given an empty town and its first unit
    const town = new Town();
    const app = town.boot();
    const from = '2017-01-01';
    const unit = { names: { zh: '经区教体处', en: 'EDZ education office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: from };
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'edz', ...unit });
    const person = String((await done(app, OFFICER, 'RegisterPerson', {}, { name: '于海川' })).person);
    // when she tries what only an office may do
    const programmeText = readFileSync(join(__dirname, '../../programmes', PROGRAMME, 'programme.yaml'), 'utf8');
    const beyond = [
      ['PublishProgrammeVersion', { programme: PROGRAMME }, { text: programmeText }],
      ['RegisterTeacher', {}, dossier(1, 'edz')],
      ['RenameOrg', { org: 'edz' }, { names: { zh: '教体处', en: 'Education office' } }],
      ['ErasePersonalData', { person }, { basis: 'PURPOSE_ENDED' }],
    ] as const;
    // then each is refused and noted
    for (const [name, target, body] of beyond) expect(await send(app, OFFICER, name, target, body)).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(town.refusedAccess.map(({ useCase }) => useCase)).toEqual(beyond.map(([name]) => name));
    // and the appointment that she records ends what she may do by herself
    await done(app, OFFICER, 'RecordAppointment', {}, { person, post: 'BureauOfficer', org: 'edz', from, to: null });
    expect(await send(app, OFFICER, 'RegisterOrg', {}, { org: 'other', ...unit })).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await send(app, person, 'RenameOrg', { org: 'edz' }, { names: { zh: '教体处', en: 'Education office' } })).toMatchObject({ kind: 'accepted' });
  });
});

describe('a tree of its own', () => {
  it('is set up by an officer who is there already, until its first post is recorded', async () => {
    const { app } = await twoDistricts();
    const unit = (level: string, parent: string | null) => ({ names: { zh: '邻市', en: 'Next city' }, level, kind: level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU', parent, stages: level === 'SCHOOL' ? ['PRIMARY'] : [], code: null, rural: false, effectiveOn: '2017-01-01' });
    const appoint = (by: string, person: string, org: string) => send(app, by, 'RecordAppointment', {}, { person, post: 'BureauOfficer', org, from: '2017-01-01', to: null });
    await done(app, HARBOUR, 'RegisterOrg', {}, { org: 'next', ...unit('CITY', null) });
    await done(app, HARBOUR, 'RegisterOrg', {}, { org: 'next-district', ...unit('DISTRICT', 'next') });
    // Somebody without an office does not set it up.
    expect(await appoint('clerk-of-school-1', 'next-officer', 'next')).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await appoint(HARBOUR, 'next-officer', 'next')).toMatchObject({ kind: 'accepted' });
    // From then on it is its own officer's.
    expect(await appoint(HARBOUR, 'another', 'next-district')).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(await send(app, HARBOUR, 'RegisterOrg', {}, { org: 'next-school', ...unit('SCHOOL', 'next-district') })).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(await appoint('next-officer', 'another', 'next-district')).toMatchObject({ kind: 'accepted' });
    // Nor does its officer write further versions of a programme that another tree's bureau published.
    const text = readFileSync(join(__dirname, '../../programmes', PROGRAMME, 'programme.yaml'), 'utf8');
    const second = { text: text.replace(/^version: 1$/m, 'version: 2') };
    expect(await send(app, 'next-officer', 'PublishProgrammeVersion', { programme: PROGRAMME }, second)).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    // Nor does another district's, nor adopt values for it: the bureau that published it does.
    expect(await send(app, HARBOUR, 'PublishProgrammeVersion', { programme: PROGRAMME }, second)).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(await send(app, HARBOUR, 'AdoptOpenValue', { programme: PROGRAMME }, { version: 1, path: 'tiers.RISING_STAR.termYears', value: 3 })).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(await send(app, OFFICER, 'PublishProgrammeVersion', { programme: PROGRAMME }, second)).toMatchObject({ kind: 'accepted' });
  });
});

describe('a programme of another tree', () => {
  const parameters = (...units: readonly string[]) => ({
    bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31',
    recommendationSeats: units.map((unit) => ({ unit, seats: 1 })), awardSeats: 1, requiredAttachments: [],
  });
  const opening = (...units: readonly string[]) => ({ names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters: parameters(...units), demonstration: true });

  /** Beside the tree of `edz` another bureau `next`, with a school and a teacher of its own, and neither stands above the other. */
  async function twoTrees() {
    const { town, app } = await twoDistricts();
    const from = '2017-01-01';
    const [chief, school] = ['next-officer', 'next-school'];
    const unit = { names: { zh: '邻区教育局', en: 'Next bureau' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: from };
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'next', ...unit });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: chief, post: 'BureauOfficer', org: 'next', from, to: null });
    await done(app, chief, 'RegisterOrg', {}, { org: school, ...unit, names: { zh: '邻区小学', en: 'Next primary' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'next', stages: ['PRIMARY'] });
    await done(app, chief, 'RecordAppointment', {}, { person: clerk(school), post: 'SchoolAdmin', org: school, from, to: null });
    return { town, app, chief, school, teacher: await register(app, 7, school) };
  }

  it('opens no round for its units, and its seats are left to whoever published it', async () => {
    const { town, app, chief, school } = await twoTrees();
    const elsewhere = { kind: 'refused', refusal: { rule: 'programmeNotOfUnit', inputs: { programme: PROGRAMME, publisher: 'edz', unit: school } } };
    expect(await send(app, chief, 'OpenRound', {}, opening(school))).toMatchObject(elsewhere);
    expect(town.refusedAccess).toMatchObject([{ subject: chief, useCase: 'OpenRound', rule: 'programmeNotOfUnit' }]);
    // Units that nobody knows do not open it either.
    expect(await send(app, chief, 'OpenRound', {}, opening('nowhere'))).toMatchObject({ refusal: { rule: 'programmeNotOfUnit', inputs: { unit: 'next' } } });
    expect(await send(app, OFFICER, 'OpenRound', {}, opening('school-1', school))).toMatchObject({ refusal: { rule: 'outsideJurisdiction', inputs: { unit: school } } });
    // A unit below the publisher opens its own, as before.
    expect(await send(app, HARBOUR, 'OpenRound', {}, opening('harbour-school'))).toMatchObject({ kind: 'accepted' });
  });

  it('is not carried out by what stands above both, but where it was published', async () => {
    // given a city over two counties, of which one has published a programme of its own
    const { app, chief, school } = await twoTrees();
    const from = '2017-01-01';
    const unit = { names: { zh: '市教育局', en: 'City bureau' }, level: 'CITY', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: from };
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'city', ...unit });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'city-officer', post: 'BureauOfficer', org: 'city', from, to: null });
    await done(app, 'city-officer', 'RegisterOrg', {}, { org: 'county', ...unit, level: 'DISTRICT', parent: 'city' });
    await done(app, 'city-officer', 'RegisterOrg', {}, { org: 'county-school', ...unit, level: 'SCHOOL', kind: 'SCHOOL', parent: 'county', stages: ['PRIMARY'] });
    await done(app, 'city-officer', 'RegisterOrg', {}, { org: 'other-county', ...unit, level: 'DISTRICT', parent: 'city' });
    await done(app, 'city-officer', 'RegisterOrg', {}, { org: 'other-school', ...unit, level: 'SCHOOL', kind: 'SCHOOL', parent: 'other-county', stages: ['PRIMARY'] });
    await done(app, 'city-officer', 'RecordAppointment', {}, { person: 'county-officer', post: 'BureauOfficer', org: 'county', from, to: null });
    const text = readFileSync(join(__dirname, '../../programmes', PROGRAMME, 'programme.yaml'), 'utf8').replaceAll(PROGRAMME, 'county-2019').replace(/^version: \d+$/mu, 'version: 1');
    await done(app, 'county-officer', 'PublishProgrammeVersion', { programme: 'county-2019' }, { text });
    // Somebody who is above its publisher is asked about its units alone.
    const recorded = (by: string, at: string) => send(app, by, 'RecordCompliance', { programme: 'county-2019' }, { requirement: 'SCHOOL_PLAN', unit: at, period: '2019-01-01', on: '2019-03-01', document: { name: '规划', number: null, file: null } });
    const rules = async (by: string, at: string) => ((answer) => (answer.kind === 'refused' ? answer.refusal.rule : answer.kind))(await recorded(by, at));
    expect([await rules('city-officer', 'other-school'), await rules('city-officer', 'city'), await rules(chief, school)]).toEqual(['programmeNotOfUnit', 'programmeNotOfUnit', 'programmeNotOfUnit']);
    expect(await rules('city-officer', 'county-school')).not.toBe('programmeNotOfUnit');
    expect(await rules('county-officer', 'county-school')).not.toBe('programmeNotOfUnit');
  });

  it('is written under for nobody there, whatever the act; what she brings in her own name neither', async () => {
    const { app, chief, school, teacher } = await twoTrees();
    const own = await register(app, 8, 'school-1');
    const document = { name: '文件', number: '1号', file: null };
    const of = (unit: string, who: string) => [
      ['ConcludeAssessment', { teacher: who }, { programme: PROGRAMME, kind: 'MILESTONE', period: 'M1', title: null, grade: 'QUALIFIED', assessor: unit, act: act() }],
      ['OpenAssessment', {}, { programme: PROGRAMME, code: 'M1', kind: 'MILESTONE', period: 'M1', assessor: unit, members: [{ teacher: who, title: null }] }],
      ['DeferAssessment', { teacher: who }, { programme: PROGRAMME, code: 'M1', period: 'M1', title: null, assessor: unit, newDue: '2020-01-01', reason: '产假' }],
      ['NoteTracking', { teacher: who }, { programme: PROGRAMME, code: 'M1', title: null, on: '2019-03-01', text: '跟踪' }],
      ['EnrolInTraining', { teacher: who }, { programme: PROGRAMME, requirement: 'x', from: '2019-03-01' }],
      ['RecordTraining', { teacher: who }, { training: 't-1', activity: '培训', topic: 'ethics', periods: 8, provider: '进修学校', completedOn: '2019-03-01', source: 's-1', credit: { programme: PROGRAMME, requirement: 'x' } }],
      ['RecordRecognition', { teacher: who }, { programme: PROGRAMME, kind: 'x', body: '省教育厅', on: '2019-03-01', evidence: document }],
      ['OpenStudio', { programme: PROGRAMME }, { kind: 'x', level: 'DISTRICT', names: { zh: '工作室', en: 'Studio' }, org: unit, host: who, members: [], from: '2019-03-01' }],
      ['PairMentor', { programme: PROGRAMME }, { purpose: 'x', mentor: own, mentee: who, from: '2019-03-01' }],
      ['RecordOutput', { programme: PROGRAMME }, { target: 'x', unit, quantity: 1, on: '2019-03-01', proof: document }],
      ['RecordCompliance', { programme: PROGRAMME }, { requirement: 'x', unit, period: null, on: '2019-03-01', document }],
      ['RecordSupervision', { programme: PROGRAMME }, { supervision: 'x', unit, period: null, on: '2019-03-01', finding: 'IN_ORDER', text: '督导' }],
      ['SetFundBudget', { programme: PROGRAMME }, { fund: 'x', unit, year: 2019, base: 100, on: '2019-03-01', act: act() }],
      ['AllocateFund', { programme: PROGRAMME }, { fund: 'x', unit, year: 2019, amount: 100, on: '2019-03-01', act: act() }],
      ['RecordDutyDone', { programme: PROGRAMME }, { party: 'x', duty: 'x', unit, on: '2019-03-01', document }],
    ] as const;
    const ruleOf = async (by: string, [name, target, body]: ReturnType<typeof of>[number]) => ((answer) => [name, answer.kind === 'refused' ? answer.refusal.rule : answer.kind])(await send(app, by, name, target, body));
    for (const one of of('next', teacher)) expect(await ruleOf(chief, one)).toEqual([one[0], 'programmeNotOfUnit']);
    for (const one of of('edz', own)) expect(await ruleOf(OFFICER, one)).not.toEqual([one[0], 'programmeNotOfUnit']);
    const pieces = { programme: PROGRAMME, requirement: 'x', pieces: ['PLAN'] };
    for (const by of [teacher, clerk(school)]) expect(await send(app, by, 'SubmitDeliverables', { teacher }, pieces)).toMatchObject({ refusal: { rule: 'programmeNotOfUnit', inputs: { unit: school } } });
  });

  it('takes in no unit of hers by a supplement either, nor one that whoever opened the round does not answer for', async () => {
    const { app, school } = await twoTrees();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const supplement = (by: string, id: string, ...units: readonly string[]) => send(app, by, 'SupplementNotice', { round: id }, { changes: { recommendationSeats: units.map((unit) => ({ unit, seats: 1 })) }, act: act() });
    expect(await supplement(OFFICER, round, 'school-1', school)).toMatchObject({ refusal: { rule: 'outsideJurisdiction', inputs: { unit: school } } });
    const { round: own } = await done(app, HARBOUR, 'OpenRound', {}, { ...opening('harbour-school'), parameters: { ...parameters('harbour-school'), awardSeats: 1 } });
    expect(await supplement(HARBOUR, String(own), 'harbour-school', 'school-1')).toMatchObject({ refusal: { rule: 'outsideJurisdiction', inputs: { unit: 'school-1' } } });
    expect(await supplement(OFFICER, round, 'school-1', 'harbour-school')).toMatchObject({ kind: 'accepted' });
  });
});
