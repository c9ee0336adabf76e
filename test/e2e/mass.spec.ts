import { act, clerk, dossier, OFFICER, schoolName, settle } from '../commands/town';
import { eventually, Served } from './served';

describe('mass acts over HTTP', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 1);
  }, 30_000);
  afterAll(() => served.stop());

  it('a list is nominated, tried out, recommended and partly returned; every batch can be followed', async () => {
    const school = schoolName(1);
    const parameters = {
      bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31',
      recommendationSeats: [{ unit: school, seats: 3 }], awardSeats: 1, requiredAttachments: [],
    };
    const round = String((await served.done('/rounds', OFFICER, { names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true }))['round']);
    const teachers: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      teachers.push(String((await served.done('/teachers', clerk(school), dossier(n, school, n === 4 ? '1983-12-31' : undefined)))['teacher']));
      await served.done(`/rounds/${round}/consents`, teachers.at(-1) ?? '');
    }
    const rows = teachers.map((teacher) => ({ teacher }));
    const as = clerk(school);

    const whole = await served.post(`/rounds/${round}/nominations/batches`, { as, body: { rows, mode: 'ALL' } });
    expect(whole).toMatchObject({ status: 422, body: { rule: 'targetsRefused', sentences: { zh: expect.stringContaining('1 项') as string }, working: { inputs: { count: 1, targets: [{ target: teachers[3], rule: 'bornOnOrAfter' }] } } } });
    // What the rule read of her is hers and not the list's.
    expect(JSON.stringify(whole.body)).not.toContain('1983-12-31');
    const listed = await served.post(`/rounds/${round}/nominations/batches`, { as, body: { rows, mode: 'PASSING', recordRefusals: true } });
    expect(listed).toMatchObject({ status: 201, body: { result: { done: 3, declined: 1, persons: [{ passes: true }, { passes: true }, { passes: true }, { teacher: teachers[3], nomination: null, passes: false, rule: 'bornOnOrAfter' }] } } });

    const body = { level: 'SCHOOL', teachers: 'ALL_READY', mode: 'ALL', act: act() };
    expect(await served.post(`/rounds/${round}/recommendations/batches`, { as, body: { ...body, dryRun: true } })).toMatchObject({ status: 200, body: { events: [], result: { batch: null, dryRun: true, persons: [{ passes: true }, { passes: true }, { passes: true }] } } });
    const recommended = await served.post(`/rounds/${round}/recommendations/batches`, { as, body });
    expect(recommended).toMatchObject({ status: 201, body: { result: { dryRun: false, done: 3, declined: 0 } } });
    const operation = String(recommended.headers.location);
    expect(operation).toBe(`/operations/${String((recommended.body['result'] as { batch: string }).batch)}`);
    expect(await eventually(() => served.ask('GET', operation, { as: OFFICER }), ({ body: found }) => found['state'] === 'COMPLETED')).toMatchObject({ body: { useCase: 'RecommendMany', round, targets: 3, done: 3, declined: 0 } });
    expect(await eventually(() => served.ask('GET', `/rounds/${round}`, { as: OFFICER }), ({ body: found }) => JSON.stringify(found).includes('"confirmed":3'))).toMatchObject({ status: 200 });
    expect(await served.post(`/rounds/${round}/recommendations/batches`, { as, body })).toMatchObject({ status: 409, body: { rule: 'nobodyReady' } });

    const returned = await served.post(`/rounds/${round}/returns/batches`, { as: OFFICER, body: { teachers: teachers.slice(0, 2), items: ['承诺书'], due: '2019-05-24T17:00', mode: 'ALL' } });
    expect(returned).toMatchObject({ status: 201, body: { result: { done: 2, declined: 0 } } });
    const rejected = await served.post(`/rounds/${round}/rejections/batches`, { as: OFFICER, body: { teachers, reason: '未承担教学任务', act: act(), mode: 'PASSING' } });
    expect(rejected).toMatchObject({ status: 201, body: { result: { done: 1, persons: [{ rule: 'nominationReturned' }, { rule: 'nominationReturned' }, { passes: true }, { passes: false }] } } });
  }, 60_000);
});
