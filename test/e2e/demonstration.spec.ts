import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRound, OFFICER, putForward, register, settle } from '../commands/town';
import { Served } from './served';

describe('the business clock of a demonstration', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 1);
  }, 30_000);
  afterAll(() => served.stop());

  const move = (now: unknown, as = OFFICER) => served.post('/demonstration/clock', { as, body: { now } });

  it('moves forward, and a round goes on as if the days had passed', async () => {
    const { application } = served.house;
    const round = await openRound(application, { 'school-1': 1 }, 1);
    await putForward(application, round, await register(application, 1, 'school-1'), 'school-1');
    expect(await served.post(`/rounds/${round}/nominations/close`, { as: OFFICER })).toMatchObject({ status: 409, body: { rule: 'nominationsStillRunning' } });

    expect(await move('2019-06-03')).toMatchObject({ status: 200, body: { today: '2019-06-03', now: expect.stringMatching(/^2019-06-03T01:00:00/) as string } });

    expect(await served.post(`/rounds/${round}/nominations/close`, { as: OFFICER })).toMatchObject({ status: 200 });
  });

  it('stands where it was after a restart', async () => {
    await move('2019-07-01T10:00:00+08:00');
    await served.stop(true);
    served = await Served.start(served.data);
    expect(served.house.clock.today()).toBe('2019-07-01');
  });

  it.each([
    ['backwards', '2019-05-01', OFFICER, 409, 'clockBackwards'],
    ['further than it could ever be used again', '9999-01-01', OFFICER, 422, 'fieldsWrong'],
    ['to no moment at all', 'tomorrow', OFFICER, 422, 'fieldsWrong'],
    ['to a number', 7, OFFICER, 422, 'fieldsWrong'],
    ['for a clerk', '2019-09-01', 'clerk-of-school-1', 403, 'mayNotRead'],
  ])('does not move %s', async (_what, now, as, status, rule) => {
    expect(await move(now, as)).toMatchObject({ status, body: { rule } });
    expect(served.house.clock.today()).toBe('2019-07-01');
  });

  it('says in Shanghai time where it stands when it is moved backwards', async () => {
    const { body } = await move('2019-05-01');
    expect(body['sentences']).toEqual({ zh: expect.stringMatching(/现在是 2019-07-01 10:\d\d:\d\d（北京时间）。/u) as string, en: expect.stringMatching(/it is 2019-07-01 10:\d\d:\d\d \(Asia\/Shanghai\)\./u) as string });
  });

  it('is the real one in a real store, and stays', async () => {
    const real = await Served.start(await mkdtemp(join(tmpdir(), 'echelon-e2e-')));
    await settle(real.house.application, 1);
    expect(await real.post('/demonstration/clock', { as: OFFICER, body: { now: '2199-01-01' } })).toMatchObject({ status: 409, body: { rule: 'notDemonstration' } });
    await real.stop();
  });
});
