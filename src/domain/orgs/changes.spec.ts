import fc from 'fast-check';
import { Story } from '../../../test/domain/story';
import type { OfficialAct } from '../facts';
import { answersFor, carriedOnBy, decideRegisterOrg, decideRenameOrg, heirsOf, isAskedBy, isWithin, lineOf, nameOn, orgBy, orgOn, orgs, registerOrgs, unitsUnder, type RegisterOrgCommand } from '../orgs';
import { authorise, people, type PeopleState } from '../people';
import { isCarriedOutIn } from '../programme-stream';
import { decideChangeOrgCode, decideChangeOrgTraits, decideCloseOrg, decideMergeOrgs, decideMoveOrg, decideSplitOrg, type NewOrg } from './changes';
import { decideVoidOrgChange } from './voiding';

const TODAY = '2024-01-10';
const act: OfficialAct = { body: 'city', kind: '批复', number: '市政字〔2023〕8号', date: '2023-06-01', file: null };
const unit = (org: string, more: Partial<NewOrg> = {}): NewOrg => ({ org, names: { zh: org, en: org }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'east', stages: ['PRIMARY'], code: null, rural: false, ...more });
const bureau = (org: string, more: Partial<NewOrg> = {}): NewOrg => unit(org, { level: 'DISTRICT', kind: 'BUREAU', parent: 'city', stages: [], ...more });

/** city ← east (371001: school-1, school-2), west (371002: school-9), zone (a functional zone without a code). */
function tree() {
  const story = new Story(orgs, 'orgs');
  const context = story.on(TODAY);
  const register = (data: NewOrg, effectiveOn = '2000-01-01') => story.take(decideRegisterOrg(story.state, { ...data, effectiveOn }, context), context);
  for (const data of [bureau('city', { level: 'CITY', parent: null, code: '371000' }), bureau('east', { code: '371001' }), bureau('west', { code: '371002' }), bureau('zone')]) register(data);
  for (const data of [unit('school-1', { code: '3710010001' }), unit('school-2', { code: '3710010002' }), unit('school-9', { parent: 'west' })]) register(data);
  const { state } = story;
  return {
    state, story, register,
    merge: (from: readonly string[], into: string, on: string, more: { readonly founds?: NewOrg; readonly code?: string | null } = {}) => story.take(decideMergeOrgs(state, { into, from, founds: null, on, act, ...more }, context), context),
    split: (org: string, into: readonly string[], on: string, founds: readonly NewOrg[] = []) => story.take(decideSplitOrg(state, { org, into, founds, on, act }, context), context),
    close: (org: string, successor: string | null, on: string, staff?: PeopleState) => story.take(decideCloseOrg(state, { org, successor, on, act }, { ...context, ...(staff === undefined ? {} : { people: staff }) }), context),
    move: (org: string, parent: string, on: string) => story.take(decideMoveOrg(state, { org, parent, on, act }, context), context),
    voided: (event: string, staff?: PeopleState) => story.take(decideVoidOrgChange(state, { event, reasonCode: 'NEVER_HAPPENED', act }, { ...context, ...(staff === undefined ? {} : { people: staff }) }), context),
    recode: (org: string, code: string | null, on: string) => story.take(decideChangeOrgCode(state, { org, code, on, act }, context), context),
  };
}

/** One clerk of a school and one officer of a bureau. */
function staffed(): PeopleState {
  const story = new Story(people, 'people');
  const context = story.on(TODAY);
  for (const [appointment, person, post, org] of [['a-1', 'clerk', 'SchoolAdmin', 'school-1'], ['a-2', 'clerk-2', 'SchoolAdmin', 'school-2'], ['a-3', 'officer', 'BureauOfficer', 'east']] as const) {
    story.take({ kind: 'events', events: [{ type: 'AppointmentRecorded', data: { appointment, person, post, org, from: '2015-01-01', to: null } }] }, context);
  }
  return story.state;
}

describe('lives of units', () => {
  test('E32 a merger into a unit that stands: it carries on the other from the day, and on no day before', () => {
    const { state, merge } = tree();
    expect(merge(['school-1'], 'school-2', '2023-09-01')).toEqual(['OrgsMerged']);
    expect(orgOn(state, 'school-1', '2023-08-31')).not.toBeNull();
    expect(orgOn(state, 'school-1', '2023-09-01')).toBeNull();
    expect(['2023-08-31', '2023-09-01'].map((day) => carriedOnBy(state, 'school-1', day))).toEqual([['school-1'], ['school-2']]);
    expect(state.orgs.get('school-2')?.predecessors).toMatchObject([{ org: 'school-1', on: '2023-09-01', how: 'MERGED' }]);
    // Its place is kept, so that what was is still found below its bureau.
    expect(lineOf(state, 'school-1', '2024-01-01')).toEqual(['school-1', 'east', 'city']);
  });

  test('E32 under a unit is what it answers for: what it carries on, and what had ended below that, from the day on', () => {
    const { state, merge, close, split } = tree();
    close('school-9', null, '2020-07-01');
    expect(split('school-2', ['part-a', 'part-b'], '2021-09-01', [unit('part-a'), unit('part-b')])).toEqual(['OrgRegistered', 'OrgRegistered', 'OrgSplit']);
    expect(merge(['west'], 'east', '2023-09-01')).toEqual(['OrgsMerged']);
    expect(unitsUnder(state, 'east', '2023-08-31')).toEqual(['east', 'school-1', 'school-2', 'part-a', 'part-b']);
    // A school that was closed before and that nobody carries on goes with its district.
    expect(unitsUnder(state, 'east', '2023-09-01')).toEqual(['east', 'west', 'school-1', 'school-2', 'school-9', 'part-a', 'part-b']);
    expect(unitsUnder(state, 'west', '2023-09-01')).toEqual(['west', 'school-9']);
    // One that was split is with each of its parts, and with the district that they are in.
    expect([unitsUnder(state, 'part-a', '2021-08-31'), unitsUnder(state, 'part-a', '2021-09-01'), unitsUnder(state, 'part-b', '2021-09-01')]).toEqual([['part-a'], ['school-2', 'part-a'], ['school-2', 'part-b']]);
    expect([heirsOf(state, 'school-2', '2021-08-31'), heirsOf(state, 'school-2', '2021-09-01'), heirsOf(state, 'school-9', '2021-09-01')]).toEqual([['school-2'], ['part-a', 'part-b'], ['school-9']]);
  });

  test('E32 what is asked by a last day is asked of who was there by then and had not ended before it', () => {
    const { state, merge, register } = tree();
    merge(['school-1'], 'school-2', '2023-09-01');
    register(unit('school-7'), '2022-01-01');
    const asked = (org: string, last: string | null, day: string) => isAskedBy(state.orgs.get(org) ?? { from: '', ended: null }, last, day);
    expect([asked('school-1', '2023-08-31', '2024-01-01'), asked('school-1', '2023-09-01', '2024-01-01'), asked('school-1', '2023-09-01', '2023-08-31')]).toEqual([true, false, true]);
    expect([asked('school-1', null, '2023-08-31'), asked('school-1', null, '2023-09-01')]).toEqual([true, false]);
    expect([asked('school-7', '2021-12-31', '2024-01-01'), asked('school-7', '2022-01-01', '2024-01-01'), asked('school-7', null, '2024-01-01')]).toEqual([false, true, true]);
  });

  test('E32 after its end a unit is what it was on its last day', () => {
    const { state, story, merge } = tree();
    const traits = (rural: boolean, on: string) => story.take(decideChangeOrgTraits(state, { org: 'school-1', stages: ['PRIMARY'], rural, weak: false, on, act }, story.on(TODAY)), story.on(TODAY));
    traits(true, '2020-09-01');
    traits(false, '2023-12-01');
    merge(['school-1'], 'school-2', '2023-09-01');
    expect(['1999-12-31', '2020-08-31', '2023-08-31', '2023-09-01', '2024-01-01'].map((day) => orgBy(state, 'school-1', day)?.rural)).toEqual([undefined, false, true, true, true]);
  });

  test('E32 a merger may found a new unit, in one act, with a code that one of the old had', () => {
    const { state, merge } = tree();
    expect(merge(['school-1', 'school-2'], 'school-3', '2023-09-01', { founds: unit('school-3', { code: '3710010001', stages: ['PRIMARY', 'JUNIOR'] }) })).toEqual(['OrgRegistered', 'OrgsMerged']);
    expect(orgOn(state, 'school-3', '2023-08-31')).toBeNull();
    expect(orgOn(state, 'school-3', '2023-09-01')).toMatchObject({ code: '3710010001', parent: 'east' });
    expect(carriedOnBy(state, 'school-2', '2023-09-01')).toEqual(['school-3']);
  });

  test('E32 a nine-year school formed: its stages are those of the day', () => {
    const { state, story } = tree();
    const command = { org: 'school-1', stages: ['PRIMARY', 'JUNIOR'], rural: true, weak: true, on: '2023-09-01', act };
    expect(story.take(decideChangeOrgTraits(state, command, story.on(TODAY)), story.on(TODAY))).toEqual(['OrgTraitsChanged']);
    expect(orgOn(state, 'school-1', '2023-08-31')).toMatchObject({ stages: ['PRIMARY'], rural: false, weak: false });
    expect(orgOn(state, 'school-1', '2023-09-01')).toMatchObject({ stages: ['PRIMARY', 'JUNIOR'], rural: true, weak: true });
    expect(decideChangeOrgTraits(state, command, story.on(TODAY))).toMatchObject({ refusal: { rule: 'sameTraits' } });
  });

  test('E32 split: a part set off while the unit goes on, or an end in its parts', () => {
    const { state, split } = tree();
    expect(split('school-1', ['school-1', 'campus'], '2020-09-01', [unit('campus')])).toEqual(['OrgRegistered', 'OrgSplit']);
    expect(carriedOnBy(state, 'school-1', '2022-01-01')).toEqual(['school-1']);
    expect(state.orgs.get('campus')?.predecessors).toMatchObject([{ org: 'school-1', how: 'SPLIT' }]);
    expect(split('school-2', ['part-a', 'part-b'], '2021-09-01', [unit('part-a', { code: '3710010002' }), unit('part-b')])).toEqual(['OrgRegistered', 'OrgRegistered', 'OrgSplit']);
    expect(carriedOnBy(state, 'school-2', '2022-01-01')).toEqual(['part-a', 'part-b']);
    expect(split('school-1', ['school-1', 'school-9'], '2022-09-01')).toEqual(['OrgSplit']);
    expect(split('school-9', ['school-9', 'other'], '2022-09-01')).toMatchObject({ rule: 'unknownOrg' });
    expect(split('school-9', ['school-9', 'zone'], '2022-09-01')).toMatchObject({ rule: 'orgsUnlike' });
    expect(split('west', ['half-a', 'half-b'], '2022-09-01', [bureau('half-a'), bureau('half-b')])).toMatchObject({ rule: 'orgHasUnits', inputs: { units: ['school-9'] } });
    expect(split('school-9', ['school-9', 'new'], '2022-09-01', [unit('stranger')])).toMatchObject({ rule: 'partNotNew' });
    expect(split('school-9', ['school-9'], '2022-09-01')).toMatchObject({ rule: 'splitNeedsParts' });
    expect(split('school-9', ['c', 'd'], '2023-09-01', [unit('c', { parent: 'west', code: 'X' }), unit('d', { parent: 'west', code: 'X' })])).toMatchObject({ rule: 'orgCodeTaken' });
  });

  test('E32 what a merger, a closing or a move may not be', () => {
    const { merge, close, move, register } = tree();
    expect(merge(['school-1', 'school-2'], 'school-2', '2023-09-01')).toMatchObject({ rule: 'mergesWithItself' });
    expect(merge(['school-1'], 'zone', '2023-09-01')).toMatchObject({ rule: 'orgsUnlike' });
    expect(merge(['school-1'], 'nowhere', '2023-09-01')).toMatchObject({ rule: 'unknownOrg' });
    expect(merge(['school-1'], 'school-2', '1999-09-01')).toMatchObject({ rule: 'orgNotYet' });
    expect(merge(['school-1'], 'school-3', '2023-09-01', { founds: unit('school-4') })).toMatchObject({ rule: 'partNotNew' });
    expect(merge(['school-1'], 'school-2', '2023-09-01')).toEqual(['OrgsMerged']);
    expect(merge(['school-9'], 'school-1', '2023-09-01')).toMatchObject({ rule: 'orgEnded', inputs: { successors: ['school-2'] } });
    // The unit that carries another on from September cannot have ended in June.
    expect(close('school-2', 'school-9', '2023-06-01')).toMatchObject({ rule: 'orgUsedLater', inputs: { other: 'school-1' } });
    expect(close('east', 'west', '2023-12-01')).toMatchObject({ rule: 'orgHasUnits', inputs: { units: ['school-2'] } });
    expect(close('school-2', 'school-2', '2023-12-01')).toMatchObject({ rule: 'mergesWithItself' });
    expect(move('east', 'school-2', '2023-12-01')).toMatchObject({ rule: 'levelAboveParent' });
    expect(move('east', 'east', '2023-12-01')).toMatchObject({ rule: 'orgCycle' });
    expect(move('school-2', 'east', '2023-12-01')).toMatchObject({ rule: 'sameParent' });
    expect(move('school-1', 'west', '2023-12-01')).toMatchObject({ rule: 'orgEnded' });
    register(unit('late', { parent: 'zone' }), '2023-10-01');
    expect(close('zone', 'east', '2023-09-01')).toMatchObject({ rule: 'orgUsedLater', inputs: { other: 'late', day: '2023-10-01' } });
  });

  test('E32 closed without a successor only where nobody has a post there', () => {
    const { close } = tree();
    expect(close('school-1', null, '2023-09-01', staffed())).toMatchObject({ rule: 'orgInOffice', inputs: { appointments: ['a-1'] } });
    expect(close('school-9', null, '2023-09-01', staffed())).toEqual(['OrgClosed']);
    expect(close('school-1', 'school-2', '2023-09-01', staffed())).toEqual(['OrgClosed']);
  });

  test('E32 an appointment holds no longer than its unit, and who carries it on answers for what it left', () => {
    const { state, merge } = tree();
    const staff = staffed();
    merge(['school-1'], 'school-2', '2023-09-01');
    const asks = (person: string, day: string, subject: string) => authorise(staff, state, { person, appointment: null, day }, { post: 'SchoolAdmin', level: 'SCHOOL' }, subject);
    expect(asks('clerk', '2023-08-31', 'school-1')).toMatchObject({ kind: 'authorised' });
    expect(asks('clerk', '2023-09-01', 'school-1')).toMatchObject({ refusal: { rule: 'unitOfPostEnded', inputs: { org: 'school-1', successors: ['school-2'] } } });
    expect(asks('clerk-2', '2023-08-31', 'school-1')).toMatchObject({ refusal: { rule: 'outsideJurisdiction' } });
    expect(asks('clerk-2', '2023-09-01', 'school-1')).toMatchObject({ kind: 'authorised' });
  });

  test('E33 a district merged: its schools stand below the other from the day, one code is kept and one is given up', () => {
    const { state, merge, recode } = tree();
    expect(merge(['west'], 'east', '2011-07-01', { code: '371002' })).toEqual(['OrgsMerged', 'OrgCodeChanged']);
    expect([orgOn(state, 'east', '2011-06-30')?.code, orgOn(state, 'east', '2011-07-01')?.code]).toEqual(['371001', '371002']);
    expect(['2011-06-30', '2011-07-01'].map((day) => lineOf(state, 'school-9', day))).toEqual([['school-9', 'west', 'city'], ['school-9', 'east', 'city']]);
    expect([answersFor(state, 'east', 'west', '2011-06-30'), answersFor(state, 'east', 'west', '2011-07-01')]).toEqual([false, true]);
    // What the one published is carried out below the other from then on, and never in a third.
    const carriedOut = (unit: string, day: string) => isCarriedOutIn(state, 'west', unit, day);
    expect(['2011-06-30', '2011-07-01'].map((day) => ['school-9', 'east', 'city'].map((unit) => carriedOut(unit, day)))).toEqual([[true, false, false], [true, true, false]]);
    expect(recode('zone', '371001', '2012-01-01')).toEqual(['OrgCodeChanged']);
  });

  test('E33 a rename keeps the code; a code is one unit\'s at a time', () => {
    const { state, story, recode } = tree();
    story.take(decideRenameOrg(state, { org: 'east', names: { zh: '东城区', en: 'East City' }, effectiveOn: '2014-01-01' }, story.on(TODAY)), story.on(TODAY));
    expect([nameOn(state, 'east', '2014-01-01')?.zh, orgOn(state, 'east', '2014-01-01')?.code]).toEqual(['东城区', '371001']);
    expect(recode('east', '371002', '2016-01-01')).toMatchObject({ rule: 'orgCodeTaken', inputs: { org: 'west' } });
    expect(recode('east', '371083', '2016-01-01')).toEqual(['OrgCodeChanged']);
    expect(recode('east', '371083', '2017-01-01')).toMatchObject({ rule: 'sameCode' });
    // Free from 2016 on, and not before.
    expect(recode('zone', '371001', '2015-01-01')).toMatchObject({ rule: 'orgCodeTaken', inputs: { org: 'east' } });
    expect(recode('zone', '371001', '2016-01-01')).toEqual(['OrgCodeChanged']);
    expect(['2015-12-31', '2016-01-01'].map((day) => orgOn(state, 'east', day)?.code)).toEqual(['371001', '371083']);
  });

  test('E34 a functional zone has no code; a school is handed to it, also by a paper that comes late', () => {
    const { state, move } = tree();
    expect(orgOn(state, 'zone', TODAY)?.code).toBeNull();
    expect(move('school-1', 'zone', '2018-09-01')).toEqual(['OrgMoved']);
    expect(move('school-1', 'west', '2013-09-01')).toEqual(['OrgMoved']);
    expect(['2013-08-31', '2013-09-01', '2018-08-31', '2018-09-01'].map((day) => lineOf(state, 'school-1', day)[1])).toEqual(['east', 'west', 'west', 'zone']);
    expect([isWithin(state, 'school-1', 'zone', '2018-08-31'), isWithin(state, 'school-1', 'zone', '2018-09-01')]).toEqual([false, true]);
  });

  test('E34 a list of units is taken in after changes as before: an ended parent is told, a freed code is free', () => {
    const { state, merge, story } = tree();
    merge(['school-1'], 'school-2', '2023-09-01');
    const row = (org: string, more: Partial<RegisterOrgCommand>): RegisterOrgCommand => ({ ...unit(org), effectiveOn: '2023-10-01', ...more });
    const { events, refusals } = registerOrgs(state, [row('a', { code: '3710010001' }), row('b', { code: '3710010001' }), row('c', { parent: 'school-1' })], story.on(TODAY));
    expect(events.map(({ data }) => data.org)).toEqual(['a']);
    expect(refusals.map((refusal) => refusal?.rule ?? null)).toEqual([null, 'orgCodeTaken', 'orgEnded']);
    expect(state.orgs.has('a')).toBe(false);
  });

  test('a late paper that fits its own day is refused where it closes a ring with what was recorded for a later one', () => {
    const { move, register } = tree();
    register(bureau('a'));
    register(bureau('b'));
    expect(move('a', 'b', '2020-01-01')).toEqual(['OrgMoved']);
    expect(move('b', 'a', '2021-01-01')).toMatchObject({ rule: 'orgCycleOn', inputs: { day: '2021-01-01' } });
    expect(move('b', 'a', '2019-01-01')).toMatchObject({ rule: 'orgCycleOn', inputs: { day: '2020-01-01' } });
  });

  test('E32 a merger that never was: its units go on as if nothing had been recorded, on every day', () => {
    const { state, story, merge, voided, register } = tree();
    const before = JSON.stringify([...state.orgs]);
    merge(['school-1'], 'school-2', '2023-09-01', { code: '3710010001' });
    const [merger, recoded] = story.log.slice(-2).map(({ id }) => id);
    expect(voided('nothing')).toMatchObject({ rule: 'unknownChange', inputs: { event: 'nothing' } });
    expect(voided(story.log[0]?.id ?? '')).toMatchObject({ rule: 'unknownChange' });
    expect(voided(merger ?? '')).toEqual(['OrgChangeVoided']);
    expect(story.lastOf('OrgChangeVoided')).toMatchObject({ data: { event: merger, type: 'OrgsMerged', with: [recoded], units: ['school-1', 'school-2'] }, meta: { effectiveOn: '2023-09-01', standsOn: [merger] } });
    expect(JSON.stringify([...state.orgs])).toBe(before);
    expect(['2023-08-31', '2023-09-01'].map((day) => carriedOnBy(state, 'school-1', day))).toEqual([['school-1'], ['school-1']]);
    expect(voided(merger ?? '')).toMatchObject({ rule: 'alreadyVoided' });
    expect(register(unit('school-4', { code: '3710010001' }), '2023-09-01')).toMatchObject({ rule: 'orgCodeTaken', inputs: { org: 'school-1' } });
    expect(merge(['school-2'], 'school-1', '2023-09-01')).toEqual(['OrgsMerged']);
  });

  test('E33 districts that were merged by mistake have their schools and codes again, but not where another has the code by now', () => {
    const { state, story, merge, voided, register, recode } = tree();
    merge(['west'], 'east', '2023-09-01', { code: '371002' });
    const merger = story.lastOf('OrgsMerged').id;
    register(bureau('north', { code: '371001' }), '2023-10-01');
    expect(voided(merger)).toMatchObject({ rule: 'orgCodeTaken', inputs: { code: '371001', org: 'north' } });
    recode('north', null, '2023-10-01');
    expect(voided(merger)).toEqual(['OrgChangeVoided']);
    expect(lineOf(state, 'school-9', '2024-01-01')).toEqual(['school-9', 'west', 'city']);
    expect(['east', 'west'].map((org) => orgOn(state, org, '2024-01-01')?.code)).toEqual(['371001', '371002']);
  });

  test('E32 what was founded with it is closed from its first day, once nothing stands below it and nobody is in office there', () => {
    const { state, story, merge, voided, move, register } = tree();
    merge(['school-1', 'school-2'], 'school-3', '2023-09-01', { founds: unit('school-3', { code: '3710010001' }) });
    const merger = story.lastOf('OrgsMerged').id;
    register(unit('campus', { parent: 'school-3' }), '2023-10-01');
    expect(voided(merger)).toMatchObject({ rule: 'orgUsedLater', inputs: { org: 'school-3', other: 'campus' } });
    move('campus', 'east', '2023-10-01');
    const office = new Story(people, 'people');
    office.take({ kind: 'events', events: [{ type: 'AppointmentRecorded', data: { appointment: 'a-3', person: 'clerk', post: 'SchoolAdmin', org: 'school-3', from: '2023-09-01', to: null } }] }, office.on(TODAY));
    expect(voided(merger, office.state)).toMatchObject({ rule: 'orgInOffice', inputs: { appointments: ['a-3'] } });
    office.take({ kind: 'events', events: [{ type: 'AppointmentEnded', data: { appointment: 'a-3', to: '2024-01-09' } }] }, office.on(TODAY));
    // The fact that founded it names the same act.
    expect(voided(story.log.find(({ type, data }) => type === 'OrgRegistered' && 'org' in data && data.org === 'school-3')?.id ?? '', office.state)).toEqual(['OrgChangeVoided', 'OrgClosed']);
    expect(['school-1', 'school-2', 'school-3'].map((org) => orgOn(state, org, '2024-01-01') !== null)).toEqual([true, true, false]);
    expect(orgOn(state, 'school-1', '2024-01-01')?.code).toBe('3710010001');
    expect(carriedOnBy(state, 'school-3', '2024-01-01')).toEqual([]);
  });

  test('E32 what took a change as given is voided before it; a split and a closure are voided as a merger is', () => {
    const { state, story, merge, split, close, voided } = tree();
    merge(['school-1'], 'school-2', '2023-09-01');
    const merger = story.lastOf('OrgsMerged').id;
    split('school-2', ['school-2', 'school-5'], '2023-10-01', [unit('school-5')]);
    const later = story.lastOf('OrgSplit').id;
    expect(voided(merger)).toMatchObject({ rule: 'orgChangeBuiltOn', inputs: { event: merger, later, org: 'school-2', day: '2023-10-01' } });
    expect(voided(later)).toEqual(['OrgChangeVoided', 'OrgClosed']);
    expect(voided(merger)).toEqual(['OrgChangeVoided']);
    close('school-1', 'school-2', '2023-11-01');
    expect(voided(story.lastOf('OrgClosed').id)).toEqual(['OrgChangeVoided']);
    expect(['school-1', 'school-2'].map((org) => state.orgs.get(org)?.ended)).toEqual([null, null]);
    expect(state.orgs.get('school-2')?.predecessors).toEqual([]);
  });

  test('property: whatever is asked for in whatever order, no day has a ring, an end that leads in circles, or a code twice', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const id = fc.constantFrom(...ids);
    const day = fc.constantFrom('2011-01-01', '2012-01-01', '2013-01-01', '2014-01-01');
    const ask = fc.oneof(
      fc.record({ kind: fc.constant('move' as const), one: id, other: id, on: day }),
      fc.record({ kind: fc.constant('merge' as const), one: id, other: id, on: day }),
      fc.record({ kind: fc.constant('split' as const), one: id, other: id, on: day }),
      fc.record({ kind: fc.constant('close' as const), one: id, other: id, on: day }),
      fc.record({ kind: fc.constant('void' as const), one: id, other: id, on: day }),
      fc.record({ kind: fc.constant('recode' as const), one: id, other: fc.constantFrom('x', ...ids), on: day }),
    );
    const seen = new Map<string, number>();
    fc.assert(fc.property(fc.array(ask, { maxLength: 12 }), (asked) => {
      const { state, story, register, move, merge, split, close, recode, voided } = tree();
      // The last change in which the unit had a part.
      const lastOf = (org: string): string => story.log.findLast(({ type, data }) => ['OrgsMerged', 'OrgSplit', 'OrgClosed'].includes(type) && JSON.stringify(data).includes(`"${org}"`))?.id ?? '';
      ids.forEach((org, index) => register(bureau(org, { parent: ids[index - 1] ?? 'city', code: org })));
      for (const { kind, one, other, on } of asked) {
        const done = kind === 'move' ? move(one, other, on) : kind === 'merge' ? merge([one], other, on) : kind === 'split' ? split(one, [one, other], on) : kind === 'close' ? close(one, other, on) : kind === 'void' ? voided(lastOf(one)) : recode(one, other, on);
        if (Array.isArray(done)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
      for (const on of ['2010-06-01', '2011-06-01', '2012-06-01', '2013-06-01', '2014-06-01']) {
        const codes = new Set<string>();
        for (const org of state.orgs.keys()) {
          expect(lineOf(state, org, on).at(-1)).toBe('city');
          expect(carriedOnBy(state, org, on).every((next) => orgOn(state, next, on) !== null)).toBe(true);
          const code = orgOn(state, org, on)?.code ?? null;
          if (code !== null) {
            expect(codes.has(code)).toBe(false);
            codes.add(code);
          }
        }
      }
    }), { numRuns: 150 });
    // Each kind went through at times, or nothing was tried out.
    expect([...seen.keys()].sort()).toEqual(['close', 'merge', 'move', 'recode', 'split', 'void']);
  });
});
