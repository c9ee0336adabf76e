import type { Application } from '../../src/application';
import { refusalNotice } from '../../src/http/sentences';
import { act, done, OFFICER, PROGRAMME, send, settle, Town } from './town';

const parameters = { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: 'school-1', seats: 1 }], awardSeats: 1, requiredAttachments: [] };
const round = (by: object) => ({ names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true, act: { ...act(), ...by } });

describe('acts that a request cites', () => {
  let town: Town;
  let app: Application;

  beforeEach(async () => {
    town = new Town();
    app = town.boot();
    await settle(app, 1);
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'next-district', names: { zh: '邻区教体局', en: 'Next District' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2010-01-01' });
  });

  it.each([
    ['passed tomorrow', { date: '2019-05-11' }, 'inTheFuture'],
    ['of a body of another tree', { body: 'next-district' }, 'actOfUnrelatedBody'],
    ['of a body that was not there yet', { date: '1901-01-01' }, 'orgNotYet'],
  ])('one %s is refused whatever it is cited for, in both languages, and nothing is stored', async (_title, by, rule) => {
    const before = town.log.events.length;

    const refused = await send(app, OFFICER, 'OpenRound', {}, round(by));

    expect(refused).toMatchObject({ kind: 'refused', refusal: { rule } });
    expect(town.log.events).toHaveLength(before);
    if (refused.kind === 'refused') expect(refusalNotice(refused.refusal)).toMatchObject({ zh: expect.stringMatching(/请/u) as string, en: expect.stringMatching(/correct|record/u) as string });
  });

  it('who lacks authority is told that, and a body that is no unit is a name', async () => {
    expect(await send(app, 'clerk-of-school-1', 'OpenRound', {}, round({ date: '2019-05-11' }))).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await send(app, OFFICER, 'OpenRound', {}, round({ body: 'district-government' }))).toMatchObject({ kind: 'accepted' });
  });
});
