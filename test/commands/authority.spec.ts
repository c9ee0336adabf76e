import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, dossier, OFFICER, PROGRAMME, register, send, settledTown, Town } from './town';

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
