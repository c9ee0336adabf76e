import { randomBytes } from 'node:crypto';
import type { EventType } from '../../src/domain/catalogue';
import { addDays } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import { encode, stamp } from '../../src/event-store/codec';
import { newEventId } from '../../src/ids';
import { ASSESSMENT_COUNTS, ASSESSMENTS } from '../../projections/assessments/assessments';
import { act, clerk, done, dossier, OFFICER, PROGRAMME, register, schoolName, settle } from '../commands/town';
import { AUDITOR } from './read-town';
import { Served } from './served';

interface Line {
  readonly cohort: string;
  readonly teacher: string;
  readonly stage: string;
}

describe('assessments of several, over HTTP', () => {
  let served: Served;
  let teachers: readonly string[];
  let elsewhere: string;

  /** What an assessment leaves in the log, without the years that it takes to come to one. */
  async function record(cohort: string, facts: readonly (readonly [EventType, string, JsonObject])[]): Promise<void> {
    const envelopes = facts.map(([type, on, data], revision) => {
      const { version, class: kind } = stamp(type);
      return encode({
        id: newEventId(), type, version, stream: `cohort-${cohort}`, revision, recordedAt: `${on}T01:00:00.000Z`, data: { cohort, ...data }, private: {},
        meta: { commandId: `${cohort}-${revision}`, useCase: 'Test', request: 'r', actor: OFFICER, appointment: 'ap', capacity: { post: 'BureauOfficer', org: 'edz' }, effectiveOn: on, context: { today: on }, cause: 'c', correlation: 'c', class: kind },
      }, new Map(), randomBytes);
    });
    await served.house.events.append(`cohort-${cohort}`, -1, envelopes);
  }

  async function listed(query: string, as = AUDITOR): Promise<{ readonly lines: readonly Line[]; readonly counts: unknown; readonly sizes: readonly number[] }> {
    const lines: Line[] = [];
    const sizes: number[] = [];
    let counts: unknown;
    for (let after: string | null | undefined = undefined, pages = 0; after !== null && pages < 10; pages += 1) {
      const { status, body } = await served.ask('GET', `/assessments?${query}&limit=2${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
      expect(status).toBe(200);
      lines.push(...(body['lines'] as readonly Line[]));
      sizes.push((body['lines'] as readonly Line[]).length);
      [counts, after] = [body['counts'], body['next'] as string | null];
    }
    return { lines, counts, sizes };
  }

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 2);
    await done(app, OFFICER, 'RecordAppointment', {}, { person: AUDITOR, post: 'Auditor', org: 'edz', from: '2017-01-01', to: null });
    teachers = [await register(app, 1, schoolName(1)), await register(app, 12, schoolName(1)), await register(app, 23, schoolName(2))];
    // One of those assessed oversees as well: before the notification her own is not hers to read.
    await done(app, OFFICER, 'RecordAppointment', {}, { person: teachers[0], post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null });
    const opened = (members: readonly (string | undefined)[]): JsonObject => ({ programme: PROGRAMME, version: 1, adoptions: 0, code: 'END', kind: 'END_OF_TERM', period: 'term-1', assessor: 'edz', members: members.map((teacher) => ({ teacher: teacher ?? '', title: `ti-${teacher}` })) });
    const graded = (of: readonly (string | undefined)[]): JsonObject => ({ grades: of.map((teacher) => ({ teacher: teacher ?? '', grade: 'QUALIFIED', marks: null })) });
    // A bureau beside it that was closed, with a teacher who stayed on its books: whoever is above all there is reads of her too.
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'old', names: { zh: '原矿区教育处', en: 'Former mine education office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: clerk('old'), post: 'BureauOfficer', org: 'old', from: '2017-01-01', to: '2019-05-10' });
    elsewhere = await register(app, 34, 'old');
    await done(app, clerk('old'), 'CloseOrg', { org: 'old' }, { successor: null, on: '2019-05-11', act: { ...act(), body: 'old' } });
    await served.ask('POST', '/demonstration/clock', { as: OFFICER, body: { now: '2019-05-12' } });
    await record('c1', [['AssessmentOpened', '2019-04-01', opened(teachers)], ['GradesProposed', '2019-04-10', graded(teachers.slice(0, 2))]]);
    await record('c3', [['AssessmentOpened', '2019-05-02', opened([elsewhere])], ['GradesProposed', '2019-05-03', graded([elsewhere])]]);
    await record('c2', [['AssessmentOpened', '2019-04-02', opened(teachers.slice(1))], ['GradesProposed', '2019-04-10', graded(teachers.slice(1))], ['ResultsNotified', '2019-04-20', { lastDay: '2019-04-30', teachers: [teachers[1] ?? ''] }]]);
  }, 60_000);
  afterAll(() => served.stop());

  it('come in pages that leave nobody out, and say the same where they are looked through one by one', async () => {
    const all = await listed('asOf=2019-05-01');
    // No version has it: it goes by its code.
    expect(all.lines[0]).toMatchObject({ code: 'END', names: { zh: 'END', en: 'END' } });
    expect(all).toMatchObject({ counts: { OPENED: 1, PROPOSED: 3, NOTIFIED: 1 }, sizes: [2, 2, 1] });
    expect(all.lines.map(({ cohort, teacher }) => `${cohort}/${teacher}`)).toEqual([...teachers.map((one) => `c1/${one}`), ...teachers.slice(1).map((one) => `c2/${one}`)].sort());
    for (const asOf of ['2019-03-31', '2019-04-01', '2019-04-15', '2019-05-01']) {
      for (const more of ['', '&cohort=c2', `&programme=${PROGRAMME}`, '&stage=OPENED', '&stage=NOTIFIED', '&stage=CONCLUDED', '&stage=PROPOSED&cohort=c1']) {
        // What stands below a unit is looked through: everybody's is below the top one.
        expect(await listed(`asOf=${asOf}${more}`)).toEqual(await listed(`asOf=${asOf}${more}&unit=edz`));
      }
    }
  });

  it('count as many to whoever is above all there is as stand on the pages, those of a tree that has ended among them', async () => {
    for (const as of [AUDITOR, teachers[0] ?? '']) {
      const { lines, counts } = await listed('asOf=2019-05-03&cohort=c3', as);
      expect([lines.map(({ teacher }) => teacher), counts]).toEqual([[elsewhere], { PROPOSED: 1 }]);
      const all = await listed('asOf=2019-05-03', as);
      expect(Object.values(all.counts as { readonly [stage: string]: number }).reduce((sum, n) => sum + n, 0)).toBe(all.lines.length);
    }
  });

  it('of one stage are read from the assessments that stand there, and no further than the page', async () => {
    const reads = jest.spyOn(served.house.documents, 'find');
    const asked = async (query: string): Promise<number> => {
      reads.mockClear();
      expect((await served.ask('GET', `/assessments?asOf=2019-05-01&limit=1&${query}`, { as: AUDITOR })).status).toBe(200);
      return reads.mock.calls.filter(([name]) => !name.startsWith(ASSESSMENT_COUNTS) && name.startsWith(ASSESSMENTS)).length;
    };
    // One look is at her own, who asks.
    expect(await asked('cohort=c1&stage=CONCLUDED')).toBe(1);
    expect(await asked('stage=NOTIFIED')).toBe(2);
    reads.mockRestore();
  });

  it('do not count to somebody what is not hers to read yet', async () => {
    expect((await listed('asOf=2019-05-01', teachers[0])).counts).toEqual({ OPENED: 1, PROPOSED: 2, NOTIFIED: 1 });
    expect((await listed('asOf=2019-05-01', clerk(schoolName(2)))).lines.map(({ teacher }) => teacher)).toEqual([teachers[2], teachers[2]]);
  });

  it('of a first year are due, and wait for the office, until they are concluded singly; then they stand among the others', async () => {
    const app = served.house.application;
    const came = async (n: number, school: string): Promise<string> => String((await done(app, clerk(school), 'RegisterTeacher', {}, { ...dossier(n, school), enteredOn: '2018-05-11', effectiveOn: '2018-05-11' }))['teacher']);
    const [one, two] = [await came(45, schoolName(1)), await came(56, schoolName(2))];
    const waiting = async (asOf: string): Promise<readonly unknown[]> => ((await served.ask('GET', `/due?kind=ASSESS&asOf=${asOf}`, { as: OFFICER, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } })).body['tasks'] as readonly { readonly [field: string]: unknown }[]).map(({ teacher, unit, teacherUnit, since, task }) => [teacher, unit, teacherUnit, since, task]);
    expect(await waiting('2019-05-10')).toEqual([]);
    expect(await waiting('2019-05-11')).toEqual([[one, 'edz', schoolName(1), '2019-05-11', `ASSESS/${one}/${PROGRAMME}/M1/M1`], [two, 'edz', schoolName(2), '2019-05-11', `ASSESS/${two}/${PROGRAMME}/M1/M1`]].sort((a, b) => (String(a[4]) < String(b[4]) ? -1 : 1)));
    expect((await served.ask('GET', '/due?kind=ASSESS&asOf=2019-05-11', { as: OFFICER })).body).toMatchObject({ tasks: [{ says: { zh: '现代教学基本功考核尚无结论，请经区教体处考核并作出结论。' } }, {}] });
    await done(app, OFFICER, 'ConcludeAssessment', { teacher: one }, { programme: PROGRAMME, kind: 'MILESTONE', period: 'M1', title: null, grade: 'QUALIFIED', assessor: 'edz', act: act('威经教发〔2019〕2号', '2019-05-12') });

    const M1 = { zh: '现代教学基本功考核', en: 'Assessment of modern basic teaching skills' };
    const all = await listed('asOf=2019-05-12');
    expect(all.counts).toEqual({ DUE: 1, OPENED: 1, PROPOSED: 4, NOTIFIED: 1, CONCLUDED: 1 });
    expect(all.sizes).toEqual([2, 2, 2, 2]);
    expect([all.lines[0], all.lines[7]]).toEqual([
      expect.objectContaining({ stage: 'DUE', teacher: two, cohort: null, title: null, code: 'M1', names: M1, kind: 'MILESTONE', period: 'M1', assessor: 'edz', unit: schoolName(2), since: '2019-05-11', by: null, grade: null }),
      expect.objectContaining({ stage: 'CONCLUDED', teacher: one, cohort: null, title: null, code: 'M1', names: M1, kind: 'MILESTONE', period: 'M1', assessor: 'edz', since: '2019-05-12', grade: 'QUALIFIED' }),
    ]);
    expect(all.lines.map(({ teacher }) => teacher)).toEqual(expect.arrayContaining([...teachers, elsewhere]));
    for (const asOf of ['2019-05-11', '2019-05-12']) {
      for (const more of ['', `&programme=${PROGRAMME}`, '&stage=DUE', '&stage=OVERDUE', '&stage=CONCLUDED', '&cohort=c1']) {
        // The top one concludes that of a tree that has ended too.
        const [whole, below] = [await listed(`asOf=${asOf}${more}`), await listed(`asOf=${asOf}${more}&unit=edz`)];
        expect(below.lines).toEqual(whole.lines);
      }
    }
    expect((await listed('asOf=2019-05-11&stage=DUE')).lines).toHaveLength(2);
    // Whose they are alone sees them, and she herself.
    expect((await listed('asOf=2019-05-12', clerk(schoolName(2)))).counts).toEqual({ DUE: 1, OPENED: 1, PROPOSED: 1 });
    expect([(await listed('asOf=2019-05-12', two)).counts, (await listed('asOf=2019-05-12', one)).counts]).toEqual([{ DUE: 1 }, { CONCLUDED: 1 }]);
    expect((await served.ask('GET', '/assessments?after=9/x', { as: AUDITOR })).status).toBe(400);
    const { body } = await served.ask('GET', '/assessments?asOf=2019-05-11&limit=1', { as: AUDITOR });
    const after = encodeURIComponent(String(body['next']));
    expect((await served.ask('GET', `/assessments?asOf=2019-05-11&after=${after}`, { as: AUDITOR })).status).toBe(200);
    expect((await served.ask('GET', `/assessments?asOf=2019-05-11&stage=DUE&after=${after}`, { as: AUDITOR })).status).toBe(400);
  });

  it('of a unit as of a day are of whoever was hers on the day, wherever she went since', async () => {
    const [moved = ''] = teachers.slice(2);
    const [from, to] = [schoolName(2), schoolName(1)];
    const hers = async (asOf: string, unit: string): Promise<number> => (await listed(`asOf=${asOf}&unit=${unit}&cohort=c1`)).lines.filter(({ teacher }) => teacher === moved).length;
    const known = served.house.clock.today();
    const later = addDays(known, 3);
    await served.ask('POST', '/demonstration/clock', { as: OFFICER, body: { now: later } });
    await served.done(`/teachers/${moved}/transfers`, OFFICER, { to, stage: 'PRIMARY', subject: '语文' });
    expect([await hers(known, from), await hers(known, to), await hers(later, from), await hers(later, to)]).toEqual([1, 0, 0, 1]);
  });

  it('on a list of a unit that she has left are its task until it is concluded', async () => {
    const [moved = ''] = teachers.slice(2);
    const from = schoolName(2);
    const today = served.house.clock.today();
    await record('c4', [['AssessmentOpened', today, { programme: PROGRAMME, version: 1, adoptions: 0, code: 'END', kind: 'END_OF_TERM', period: 'term-2', assessor: from, members: [{ teacher: moved, title: `ti-${moved}` }] }]]);
    const seen = async (query: string, as: string): Promise<readonly unknown[]> => (await listed(`cohort=c4${query}`, as)).lines.map(({ teacher, stage }) => [teacher, stage]);
    for (const [query, as] of [['', clerk(from)], ['', clerk(schoolName(1))], [`&unit=${from}`, AUDITOR]] as const) expect(await seen(query, as)).toEqual([[moved, 'OPENED']]);
    expect((await listed('cohort=c1', clerk(from))).lines).toEqual([]);
  });

  it('of first years are asked in no tree but that of the bureau whose programme asks, whoever looks', async () => {
    const app = served.house.application;
    const [chief, school] = ['chief-next', 'school-next'];
    const unit = { names: { zh: '邻区教育局', en: 'Next bureau' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' };
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'next', ...unit });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: chief, post: 'BureauOfficer', org: 'next', from: '2017-01-01', to: null });
    await done(app, chief, 'RegisterOrg', {}, { org: school, ...unit, level: 'SCHOOL', kind: 'SCHOOL', parent: 'next', stages: ['PRIMARY'] });
    // given two who entered on one day, one in either tree
    const came = async (n: number, by: string, at: string): Promise<string> => String((await done(app, by, 'RegisterTeacher', {}, { ...dossier(n, at), enteredOn: '2018-04-11', effectiveOn: '2018-04-11' }))['teacher']);
    const [own, theirs] = [await came(60, clerk(schoolName(1)), schoolName(1)), await came(61, chief, school)];
    const waits = async (as: string, query = ''): Promise<readonly string[]> => {
      const tasks = (await served.ask('GET', `/due?kind=ASSESS&limit=500${query}`, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } })).body['tasks'] as readonly { readonly teacher: string }[];
      const { lines } = await listed(`stage=DUE${query}`, as);
      return [...tasks, ...lines].flatMap(({ teacher }) => ([own, theirs].includes(teacher) ? [teacher] : []));
    };
    const milestones = async (teacher: string, as: string): Promise<readonly unknown[]> => (await served.ask('GET', `/teachers/${teacher}`, { as })).body['milestones'] as readonly unknown[];
    // then that of the programme's own tree alone is asked of, and she of the other is not told of it
    expect([await waits(OFFICER), await waits(AUDITOR), await waits(chief), await waits(theirs)]).toEqual([[own, own], [own, own], [], []]);
    expect([(await milestones(own, OFFICER)).length > 0, await milestones(theirs, chief)]).toEqual([true, []]);
    // when she goes to the other tree after her year was full, it is the task still of whoever concludes it
    const later = addDays(served.house.clock.today(), 3);
    await served.ask('POST', '/demonstration/clock', { as: OFFICER, body: { now: later } });
    for (const [by, org] of [[OFFICER, 'edz'], [chief, 'next']] as const) await done(app, by, 'RecordAppointment', {}, { person: 'officer-of-both', post: 'BureauOfficer', org, from: later, to: null });
    await done(app, 'officer-of-both', 'TransferTeacher', { teacher: own }, { to: school, stage: 'PRIMARY', subject: '语文', effectiveOn: later });
    expect(await waits(OFFICER)).toEqual([own, own]);
  });
});
