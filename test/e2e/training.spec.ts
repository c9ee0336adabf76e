import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/domain/facts';
import { clerk, done, OFFICER, register, schoolName, settle } from '../commands/town';
import { at, SUBSCRIBER } from './read-town';
import { Served, type Answer } from './served';

interface Row {
  readonly teacher: string;
  readonly requirement: string;
  readonly status: string;
  readonly unit: string;
  readonly name: string | null;
  readonly due: string | null;
}

const PRACTICE = 'training-practice';

describe('training over HTTP', () => {
  let served: Served;
  let teachers: readonly string[];
  const [one, two] = [schoolName(1), schoolName(2)];
  const get = async (path: string, as: string): Promise<Answer> => served.ask('GET', path, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  const rows = async (query: string, as: string): Promise<readonly Row[]> => (await get(`/training?programme=${PRACTICE}${query}`, as)).body['rows'] as readonly Row[];
  const lines = async (query: string, as: string): Promise<readonly string[]> => (await rows(query, as)).map(({ teacher, requirement, status, due }) => `${teachers.indexOf(teacher) + 1} ${requirement} ${status}${due === null ? '' : ` ${due}`}`).sort();
  const kinds = async (query: string, as: string): Promise<readonly string[]> => ((await get(`/due${query}`, as)).body['tasks'] as readonly JsonObject[]).map(({ kind, teacher, due }) => `${String(kind)} ${teacher === null ? '-' : teachers.indexOf(String(teacher)) + 1} ${String(due)}`);

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    at(served.house, '2019-05-10');
    await settle(app, 2);
    await done(app, OFFICER, 'RecordAppointment', {}, { person: SUBSCRIBER, post: 'Subscriber', org: 'edz', from: '2017-01-01', to: null });
    await done(app, OFFICER, 'PublishProgrammeVersion', { programme: PRACTICE }, { text: readFileSync(join(__dirname, '../programmes', PRACTICE, 'programme.yaml'), 'utf8') });
    teachers = [await register(app, 1, one), await register(app, 12, one), await register(app, 23, two)];
    const [first = '', second = '', third = ''] = teachers;
    for (const [teacher, unit, from] of [[first, one, '2015-09-01'], [second, one, '2018-09-01'], [third, two, '2015-09-01']] as const) await served.done(`/teachers/${teacher}/class-teacher-spells`, clerk(unit), { from, to: null });
    await served.done(`/teachers/${first}/trainings`, clerk(one), { training: 'h-1', activity: '班级管理', topic: 'CLASS_WORK', clockHours: { hours: 9, minutesPerPeriod: 45 }, provider: '教研中心', completedOn: '2019-05-02', source: 'h-1', credit: { programme: PRACTICE, requirement: 'HOMEROOM' } });
  }, 60_000);
  afterAll(() => served.stop());

  it('the board of a day: by requirement, unit and person, with what was counted', async () => {
    expect(await lines('&requirement=HOMEROOM', OFFICER)).toEqual(['1 HOMEROOM MET', '2 HOMEROOM NOT_YET_DUE 2021-08-31', '3 HOMEROOM MISSED']);
    expect(await lines('&requirement=HOMEROOM&status=MISSED', OFFICER)).toEqual(['3 HOMEROOM MISSED']);
    expect(await lines(`&requirement=HOMEROOM&unit=${one}`, OFFICER)).toEqual(['1 HOMEROOM MET', '2 HOMEROOM NOT_YET_DUE 2021-08-31']);
    // Nobody was class teacher on a day before the first spell, and the hours count from the day they were completed.
    expect(await lines('&requirement=HOMEROOM&asOf=2019-05-01', OFFICER)).toEqual(['1 HOMEROOM MISSED', '2 HOMEROOM NOT_YET_DUE 2021-08-31', '3 HOMEROOM MISSED']);
    const { body } = await get(`/training?programme=${PRACTICE}&requirement=HOMEROOM&limit=1`, OFFICER);
    expect(body).toMatchObject({ asOf: '2019-05-10', parked: 0, requirements: [{ requirement: 'HOMEROOM', clause: 'P4', counts: { MET: 1, NOT_YET_DUE: 1, MISSED: 1 } }], rows: [{ unitName: { zh: '第1小学' }, names: { zh: '班主任培训' } }] });
    expect((await get(`/training?programme=${PRACTICE}&requirement=HOMEROOM&teacher=${teachers[0] ?? ''}`, OFFICER)).body['rows']).toMatchObject([{ parts: [{ part: 'HOURS', found: { periods: '12' } }], late: [] }]);
    expect(((body['rows'] as readonly Row[])[0])?.name).not.toBeNull();
    const rest = await get(`/training?programme=${PRACTICE}&requirement=HOMEROOM&limit=5&after=${String(body['next'])}`, OFFICER);
    // By unit, then by id: one after the other, none twice.
    expect([...(body['rows'] as readonly Row[]), ...(rest.body['rows'] as readonly Row[])].map(({ teacher }) => teacher).sort()).toEqual([...teachers].sort());
    expect(rest.body['next']).toBeNull();
    // A later page that is not the last has one after it.
    const middle = await get(`/training?programme=${PRACTICE}&requirement=HOMEROOM&limit=1&after=${String(body['next'])}`, OFFICER);
    const last = await get(`/training?programme=${PRACTICE}&requirement=HOMEROOM&limit=1&after=${String(middle.body['next'])}`, OFFICER);
    expect([...(middle.body['rows'] as readonly Row[]), ...(last.body['rows'] as readonly Row[])]).toEqual(rest.body['rows']);
    expect(last.body['next']).toBeNull();
  });

  it('a school sees its own, a subscriber nothing, and a wrong question is told so', async () => {
    expect(new Set((await rows('', clerk(two))).map(({ teacher }) => teacher))).toEqual(new Set([teachers[2]]));
    expect((await get('/training', SUBSCRIBER)).status).toBe(403);
    expect((await get('/training?status=LATE', OFFICER)).status).toBe(422);
    expect((await get('/training?after=!!', OFFICER)).status).toBe(400);
  });

  it('what she hands in waits for whoever judges it, and her own case says what is missing and until when', async () => {
    const [, second = ''] = teachers;
    const enrolment = { programme: PRACTICE, requirement: 'FUTURE_BACKBONE', from: '2019-05-10' };
    // She entered service more than three years ago: not hers.
    expect(await served.post(`/teachers/${second}/enrolments`, { as: clerk(one), body: enrolment })).toMatchObject({ status: 422, body: { rule: 'enteredWithinYears' } });
    await served.done(`/teachers/${second}/corrections`, OFFICER, { event: await registrationOf(second), data: { unit: one, stage: 'PRIMARY', subject: '语文', enteredOn: '2018-08-25', onEstablishment: true, inPost: true } });
    await served.done(`/teachers/${second}/enrolments`, clerk(one), enrolment);
    const handedIn = await served.done(`/teachers/${second}/deliverables`, second, { programme: PRACTICE, requirement: 'FUTURE_BACKBONE', pieces: ['LESSON_DESIGN', 'DEVELOPMENT_PLAN'] });
    expect(await kinds('?kind=JUDGE_DELIVERABLE', OFFICER)).toEqual(['JUDGE_DELIVERABLE 2 null']);
    const deliverables = handedIn['deliverables'] as readonly string[];
    await served.done(`/teachers/${second}/deliverables/${deliverables[0] ?? ''}/acceptance`, OFFICER, {});
    await served.done(`/teachers/${second}/deliverables/${deliverables[1] ?? ''}/return`, OFFICER, { reason: '没有年度目标' });
    expect(await kinds('?kind=JUDGE_DELIVERABLE', OFFICER)).toEqual([]);
    const { body } = await get('/teachers/me/case', second);
    const future = (body['training'] as readonly JsonObject[]).find(({ requirement }) => requirement === 'FUTURE_BACKBONE');
    expect(future).toMatchObject({ status: 'DUE', due: '2020-05-09', names: { zh: '未来骨干教师培训' } });
    expect(future?.['says']).toMatchObject({ zh: '未来骨干教师培训尚缺：主题班会、科研小课题立项书、优质展示课、未来发展规划、问题聚焦、理论学习、导师引领、实践反思，请在 2020-05-09 前（含当日）完成。' });
    expect(await kinds('?person=me&kind=TRAIN', second)).toContain('TRAIN 2 2020-05-09');
    expect((await get(`/teachers/${second}`, OFFICER)).body).toMatchObject({ enrolments: [{ requirement: 'FUTURE_BACKBONE' }], deliverables: [{ kind: 'LESSON_DESIGN', status: 'ACCEPTED' }, { kind: 'DEVELOPMENT_PLAN', status: 'RETURNED' }] });
  });

  it('what the office owes is answered by the record, and told in the last ninety days of the year', async () => {
    expect((await get(`/training?programme=${PRACTICE}&requirement=FORUM`, OFFICER)).body['office']).toMatchObject([{ requirement: 'FORUM', status: 'DUE', perYear: 2, held: [] }]);
    expect(await kinds('?kind=HOLD_TRAINING&asOf=2019-10-01', OFFICER)).toEqual([]);
    expect(await kinds('?kind=HOLD_TRAINING&asOf=2019-10-02', OFFICER)).toContain('HOLD_TRAINING - 2019-12-31');
    for (const heldOn of ['2019-03-01', '2019-05-09']) await served.done(`/programmes/${PRACTICE}/training-activities`, OFFICER, { requirement: 'FORUM', activity: `论坛 ${heldOn}`, subject: null, heldOn, provider: '区教研中心', participants: 20 });
    expect((await get(`/training?programme=${PRACTICE}&requirement=FORUM`, OFFICER)).body['office']).toMatchObject([{ status: 'MET', held: [{ heldOn: '2019-03-01' }, { heldOn: '2019-05-09' }] }]);
    await served.done(`/programmes/${PRACTICE}/bases`, OFFICER, { base: 'b-1', kind: 'BASE', names: { zh: '某师范大学', en: 'A university' }, org: null, from: '2019-05-01' });
    expect((await get(`/training?programme=${PRACTICE}`, OFFICER)).body['bases']).toMatchObject([{ base: 'b-1', kind: 'BASE', to: null }]);
    await served.done(`/programmes/${PRACTICE}/bases/b-1/withdrawal`, OFFICER, { to: '2019-05-05' });
    expect((await get(`/training?programme=${PRACTICE}`, OFFICER)).body['bases']).toEqual([]);
  });

  it('asks nothing before the first day of the programme, and after its last shows what was met and missed and asks nobody for it', async () => {
    const said = async (asOf: string) => {
      const { body } = await get(`/training?programme=${PRACTICE}&asOf=${asOf}`, OFFICER);
      return [await lines(`&requirement=HOMEROOM&asOf=${asOf}`, OFFICER), (body['office'] as readonly JsonObject[]).filter(({ requirement }) => requirement === 'FORUM').map(({ status, year }) => [status, year])];
    };
    expect(await said('2017-12-31')).toEqual([[], []]);
    expect(await said('2018-01-01')).toEqual([['1 HOMEROOM NOT_YET_DUE 2018-08-31', '3 HOMEROOM NOT_YET_DUE 2018-08-31'], [['DUE', { from: '2018-01-01', to: '2018-12-31' }]]]);
    expect(await said('2027-12-01')).toEqual([['1 HOMEROOM MISSED', '2 HOMEROOM MISSED', '3 HOMEROOM MISSED'], [['MISSED', { from: '2025-01-01', to: '2025-12-31' }]]]);
    expect(await kinds('?kind=HOLD_TRAINING&asOf=2025-12-01', OFFICER)).toContain('HOLD_TRAINING - 2025-12-31');
    expect(await kinds('?kind=HOLD_TRAINING&asOf=2027-12-01', OFFICER)).toEqual([]);
    const owed = async (asOf: string) => ((await get(`/due?kind=TRAIN&limit=500&asOf=${asOf}`, OFFICER)).body['tasks'] as readonly JsonObject[]).filter(({ task }) => String(task).endsWith('/HOMEROOM')).length;
    expect([await owed('2025-12-31'), await owed('2026-01-01')]).toEqual([3, 0]);
  });

  it('E10 one training that two programmes use counts in each once, is recorded once, and in one alone where it says so', async () => {
    const other = 'training-practice-of-the-city';
    const text = readFileSync(join(__dirname, '../programmes', PRACTICE, 'programme.yaml'), 'utf8').replace(`id: ${PRACTICE}`, `id: ${other}`);
    await done(served.house.application, OFFICER, 'PublishProgrammeVersion', { programme: other }, { text });
    const [first = '', second = ''] = teachers;
    const counted = async (programme: string, requirement: string, teacher: string): Promise<unknown> => {
      const { body } = await get(`/training?programme=${programme}&requirement=${requirement}&teacher=${teacher}`, OFFICER);
      return (body['rows'] as readonly { readonly status: string; readonly parts: readonly { readonly found: JsonObject }[] }[]).map(({ status, parts }) => `${status} ${String(parts[0]?.found['periods'])}`);
    };
    const ethics = { training: 'e-1', activity: '师德学习', topic: 'ETHICS', periods: 8, provider: '教研中心', completedOn: '2019-05-06', source: 'e-1' };
    await served.done(`/teachers/${first}/trainings`, clerk(one), ethics);
    for (const programme of [PRACTICE, other]) {
      expect(await counted(programme, 'ETHICS', first)).toEqual(['MET 8']);
      // The topic is the other requirement's too, which does not say that credits of the first count there.
      expect(await counted(programme, 'ETHICS_OF_PARTY', first)).toEqual(['MISSED 0']);
    }
    const again = { ...ethics, training: 'e-2', credit: { programme: other, requirement: 'ETHICS_OF_PARTY' } };
    expect(await served.post(`/teachers/${first}/trainings`, { as: clerk(one), body: again })).toMatchObject({ status: 409, body: { rule: 'trainingCounted', working: { inputs: { training: 'e-1' } } } });
    await served.done(`/teachers/${second}/trainings`, clerk(one), { ...again, training: 'e-3', source: 'e-3' });
    expect([await counted(other, 'ETHICS_OF_PARTY', second), await counted(other, 'ETHICS', second), await counted(PRACTICE, 'ETHICS_OF_PARTY', second), await counted(PRACTICE, 'ETHICS', second)]).toEqual([['MET 8'], ['MISSED 0'], ['MISSED 0'], ['MISSED 0']]);
  });

  async function registrationOf(teacher: string): Promise<string> {
    const history = (await get(`/teachers/${teacher}/history`, OFFICER)).body['entries'] as readonly JsonObject[];
    return String(history.find(({ type }) => type === 'TeacherRegistered')?.['event']);
  }
});
