import { dossier, OFFICER } from '../commands/town';
import { BUREAU, Served } from './served';

describe('commands over HTTP', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
  });
  afterAll(() => served.stop());

  const key = (value: string) => ({ headers: { 'idempotency-key': value } });

  it('answers with what was stored, its position, a key to repeat it by and the revision for If-Match', async () => {
    const first = await served.post('/orgs', { as: OFFICER, body: BUREAU });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ useCase: 'RegisterOrg', result: { org: 'edz' }, repeated: false, events: [{ type: 'OrgRegistered', stream: 'orgs', revision: 0 }] });
    expect(first.headers['echelon-position']).toBe(first.body['position']);
    expect(first.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.headers.etag).toBe('"0"');
    expect(await served.house.projector.whenReflected(String(first.body['position']), 5_000)).toBe(true);
  });

  it('answers a repeated request as the first time, and says so; another body under its key is 422', async () => {
    const appointment = { person: OFFICER, post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null };
    const first = await served.post('/appointments', { as: OFFICER, body: appointment, ...key('k-1') });
    const again = await served.post('/appointments', { as: OFFICER, body: appointment, ...key('k-1') });
    expect(first.status).toBe(200);
    expect(first.headers['echelon-repeated']).toBeUndefined();
    expect(again).toMatchObject({ status: 200, headers: { 'echelon-repeated': 'true', 'idempotency-key': 'k-1' }, body: { events: first.body['events'], repeated: true } });
    expect(await served.post('/appointments', { as: OFFICER, body: { ...appointment, org: 'other' }, ...key('k-1') })).toMatchObject({ status: 422, body: { rule: 'idempotencyKeyReused' } });
  });

  it('takes the path as target, makes what it is asked for and says where it is', async () => {
    await served.done('/orgs', OFFICER, { ...BUREAU, org: 'school-1', names: { zh: '第一小学', en: 'Primary School 1' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'] });
    const renamed = await served.post('/orgs/school-1/names', { as: OFFICER, body: { names: { zh: '第一实验小学', en: 'Experimental School 1' }, effectiveOn: '2018-09-01' } });
    expect(renamed).toMatchObject({ status: 200, body: { events: [{ type: 'OrgRenamed' }] } });
    const made = await served.post('/teachers', { as: OFFICER, body: dossier(1, 'school-1') });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/teachers/${String((made.body['result'] as { teacher: string }).teacher)}`);
  });

  it('holds If-Match against the stream that the use case decides on', async () => {
    const { headers } = await served.post('/orgs/school-1/names', { as: OFFICER, body: { names: { zh: '甲', en: 'A' }, effectiveOn: '2019-01-01' } });
    const etag = String(headers.etag);
    const rename = (match: string, name: string) => served.post('/orgs/school-1/names', { as: OFFICER, body: { names: { zh: name, en: name }, effectiveOn: '2019-02-01' }, headers: { 'if-match': match } });
    expect(await rename('"0"', '乙')).toMatchObject({ status: 412, body: { rule: 'staleRevision' } });
    expect(await rename('W/"1"', '乙')).toMatchObject({ status: 400, body: { rule: 'ifMatchMalformed' } });
    expect(await rename(etag, '乙')).toMatchObject({ status: 200 });
    expect(await rename(etag, '丙')).toMatchObject({ status: 412 });
    expect(await rename('*', '丙')).toMatchObject({ status: 200 });
  });

  it('takes a rule file as YAML, and nothing else as YAML', async () => {
    const yaml = { 'content-type': 'application/yaml' };
    const tab = await served.post('/programmes/weihai-edz-2017/versions', { as: OFFICER, raw: 'format: 1\n\tid: weihai-edz-2017\n', headers: yaml });
    expect(tab).toMatchObject({ status: 422, body: { rule: 'programmeFaults' } });
    expect((tab.body['errors'] as { line: number }[])[0]?.line).toBe(2);
    expect(await served.post('/orgs', { as: OFFICER, raw: 'a: 1', headers: yaml })).toMatchObject({ status: 415, body: { rule: 'mediaType' } });
  });

  it('imports a batch, and refuses one whole of which some rows do not pass, with dryRun telling which', async () => {
    const rows = Array.from({ length: 6 }, (_, index) => dossier(100 + index, 'school-1'));
    const spoiled = rows.map((row, index) => (index === 2 ? { ...row, stage: 'SENIOR' } : row));
    expect(await served.post('/teachers/batches', { as: OFFICER, body: { rows: spoiled } })).toMatchObject({ status: 422, body: { rule: 'targetsRefused', working: { inputs: { count: 1 } } } });
    const tried = await served.post('/teachers/batches', { as: OFFICER, body: { rows: spoiled, dryRun: true } });
    expect(tried).toMatchObject({ status: 200, body: { events: [] } });
    expect((tried.body['result'] as { rows: { passes: boolean }[] }).rows.map(({ passes }) => passes)).toEqual([true, true, false, true, true, true]);
    const stored = await served.post('/teachers/batches', { as: OFFICER, body: { rows }, ...key('batch-1') });
    expect([201, 202]).toContain(stored.status);
    expect(stored.headers.location).toMatch(/^\/operations\/[0-9a-f-]{36}$/);
  });

  it('a batch of 200 rows of which 3 are bad stores nothing and names the three', async () => {
    const faulty = new Map<number, object>([[0, { stage: 'SENIOR' }], [98, { unit: 'school-none' }], [199, { stage: 'SENIOR' }]]);
    const rows = Array.from({ length: 200 }, (_, index) => ({ ...dossier(300 + index, 'school-1'), ...faulty.get(index) }));
    const before = await served.house.events.head();
    const refused = await served.post('/teachers/batches', { as: OFFICER, body: { rows }, ...key('batch-200') });
    expect(refused).toMatchObject({ status: 422, body: { rule: 'targetsRefused', working: { inputs: {
      count: 3,
      targets: [{ target: '0', rule: 'stageNotOfUnit' }, { target: '98', rule: 'unknownOrg' }, { target: '199', rule: 'stageNotOfUnit' }],
    } } } });
    expect(await served.house.events.head()).toBe(before);
  });

  it('counts commands by use case and outcome, without a name or an id in the log', async () => {
    const { text } = await served.ask('GET', '/metrics');
    expect(text).toMatch(/echelon_commands_total\{use_case="RenameOrg",outcome="accepted"\} [1-9]/);
    expect(text).toMatch(/echelon_projector_healthy 1/);
    expect(text).toMatch(/echelon_event_loop_delay_seconds\{quantile="0.99"\}/);
    const log = served.logged.join('');
    expect(log).toContain('/orgs/:org/names');
    expect(log).not.toContain(dossier(1, 'school-1').personal.name);
    expect(log).not.toContain(dossier(1, 'school-1').personal.identityNumber);
    expect(log).not.toContain('school-1/names');
  });
});
