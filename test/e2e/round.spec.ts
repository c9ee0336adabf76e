import { commandRoutes } from '../../src/http/command-routes';
import { useCases } from '../../src/commands/use-cases';
import { act, clerk, dossier, OFFICER, schoolName, settle } from '../commands/town';
import { Served } from './served';

const bothLanguages = { zh: expect.stringMatching(/[\u4e00-\u9fff]/) as string, en: expect.stringMatching(/[a-z]/) as string };

describe('a round over HTTP', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 1);
  }, 30_000);
  afterAll(() => served.stop());

  it('every use case has one address, and /docs lists them all', async () => {
    expect([...new Set(commandRoutes.map(({ useCase }) => useCase))].sort()).toEqual(Object.keys(useCases).sort());
    // What is done about a holder has an address for a teacher and one for a team.
    const addresses = commandRoutes.flatMap(({ path, ofTeam }) => [path, ...(ofTeam === undefined ? [] : [ofTeam])]);
    expect(new Set(addresses).size).toBe(addresses.length);
    const described = (await served.ask('GET', '/docs/openapi.json')).body as { paths: Record<string, { post?: { operationId: string } }>; components: { schemas: object } };
    const { paths } = described;
    expect(Object.values(paths).flatMap(({ post }) => (post === undefined ? [] : [post.operationId])).filter((id) => id in useCases).sort()).toEqual(Object.keys(useCases).sort());
    // A part that is described nowhere leaves whoever writes a client without its fields.
    const referred = [...new Set([...JSON.stringify(described).matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => String(to)))];
    expect(referred.length).toBeGreaterThan(100);
    expect(referred.filter((to) => !Object.hasOwn(described.components.schemas, to.replace('#/components/schemas/', '')))).toEqual([]);
  });

  it('from the notice to the title, two clerks racing for the last seat taking exactly one', async () => {
    const school = schoolName(1);
    const on = (day: string) => served.house.clock.set(`${day}T01:00:00.000Z`);
    const parameters = {
      bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31',
      recommendationSeats: [{ unit: school, seats: 2 }], awardSeats: 1, requiredAttachments: [],
    };
    const opened = await served.post('/rounds', { as: OFFICER, body: { names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true } });
    expect(opened.status).toBe(201);
    const round = String((opened.body['result'] as { round: string }).round);
    expect(opened.headers.location).toBe(`/rounds/${round}`);

    const teachers: string[] = [];
    for (const n of [1, 2, 3]) {
      const teacher = String((await served.done('/teachers', clerk(school), dossier(n, school)))['teacher']);
      await served.done(`/rounds/${round}/consents`, teacher);
      expect(await served.done(`/rounds/${round}/nominations`, clerk(school), { teacher })).toMatchObject({ teacher });
      teachers.push(teacher);
    }
    const [first = '', ...rivals] = teachers;
    await served.done(`/rounds/${round}/recommendations`, clerk(school), { teacher: first, act: act() });
    const race = await Promise.all(rivals.map((teacher) => served.post(`/rounds/${round}/recommendations`, { as: clerk(school), body: { teacher, act: act() } })));
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(race.find(({ status }) => status === 409)?.body).toMatchObject({ rule: 'noSeatLeft', working: { inputs: { seats: 2 } } });
    const second = rivals[race.findIndex(({ status }) => status === 200)] ?? '';

    on('2019-06-03');
    await served.done(`/rounds/${round}/nominations/close`, OFFICER);
    const late = String((await served.done('/teachers', clerk(school), dossier(4, school)))['teacher']);
    const afterTheClose = await served.post(`/rounds/${round}/nominations`, { as: clerk(school), body: { teacher: late } });
    expect(afterTheClose).toMatchObject({ status: 409, body: { rule: 'wrongGate', sentences: bothLanguages } });
    const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
    await served.done(`/rounds/${round}/panels`, OFFICER, { panel: 1, group: '语文', experts, candidates: [first, second] });
    const score = (mark: number) => ({ LESSON: mark, DESIGN: mark, PORTFOLIO: mark });
    await served.done('/appointments', OFFICER, { person: 'expert-6', post: 'Expert', org: 'edz', from: '2017-01-01', to: null });
    expect(await served.post(`/rounds/${round}/panels/1/scores`, { as: 'expert-6', body: { teacher: first, components: score(99) } })).toMatchObject({ status: 403, body: { rule: 'notOnThePanel', sentences: bothLanguages } });
    expect(await served.post(`/rounds/${round}/panels/1/scores`, { as: OFFICER, body: { teacher: first, components: score(99) } })).toMatchObject({ status: 403 });
    for (const expert of experts) {
      await served.done(`/rounds/${round}/panels/1/scores`, expert, { teacher: first, components: score(90) });
      await served.done(`/rounds/${round}/panels/1/scores`, expert, { teacher: second, components: score(95) });
    }
    await served.done(`/rounds/${round}/panels/1/close`, OFFICER);
    await served.done(`/rounds/${round}/scores/open`, OFFICER, { act: act() });
    await served.done(`/rounds/${round}/ranking`, OFFICER);
    on('2019-06-10');
    await served.done(`/rounds/${round}/publicity`, OFFICER, { places: ['区教体处网站'] });
    const closing = { proofs: [{ place: '区教体处网站', file: null }], objections: 0 };
    expect(await served.post(`/rounds/${round}/publicity/close`, { as: OFFICER, body: closing })).toMatchObject({ status: 409, body: { rule: 'publicityRunning' } });
    on('2019-06-20');
    await served.done(`/rounds/${round}/publicity/close`, OFFICER, closing);

    // Two targets: one is conferred, the other is told that she was not selected.
    const conferral = { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-06-20' };
    expect(await served.post(`/rounds/${round}/conferral`, { as: OFFICER, body: { ...conferral, dryRun: true } })).toMatchObject({ status: 200, body: { events: [], result: { persons: [{ teacher: second, passes: true }] } } });
    const conferred = await served.post(`/rounds/${round}/conferral`, { as: OFFICER, body: conferral, headers: { 'idempotency-key': 'conferral' } });
    expect(conferred).toMatchObject({ status: 201, body: { result: { done: 2, declined: 0 } } });
    const operation = await served.ask('GET', String(conferred.headers.location), { as: OFFICER, headers: { 'echelon-position': String(conferred.headers['echelon-position']) } });
    expect(operation.status).toBe(200);
    const again = await served.post(`/rounds/${round}/conferral`, { as: OFFICER, body: conferral, headers: { 'idempotency-key': 'conferral' } });
    expect(again).toMatchObject({ status: 201, headers: { 'echelon-repeated': 'true' }, body: { result: { done: 2 } } });
  }, 60_000);
});
