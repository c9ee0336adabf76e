import { done, OFFICER, register, send, settle, Town } from './town';

const HARBOUR = 'harbour-officer';

/** Beside the town's district `edz` a second one, `harbour`, each with a school of its own. */
async function twoDistricts() {
  const town = new Town();
  const app = town.boot();
  await settle(app, 1);
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
