import type { JsonObject } from '../../src/domain/facts';
import { teacher } from '../../src/domain/teacher/teacher';
import { act, clerk, done, dossier, OFFICER, openRound, PROGRAMME, putForward, readSampled, register, schoolName, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

interface Seen {
  readonly kind: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly teacher: string | null;
  readonly since: string | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly says: { readonly zh: string; readonly en: string };
  readonly name: { readonly zh: string };
}

/** Its next version, which says that titles are assessed every year, in the first three months of the next. */
function everyYear(text: string): string {
  const [before, after] = [text.indexOf('    kind:\n      open: { zh: “动态管理”'), text.indexOf('\nmilestones:')];
  const because = 'implied: W13, because: { zh: 例, en: An example }';
  return `${text.slice(0, before)}    kind: { value: ANNUAL, ${because} }
    grades: { value: [QUALIFIED, UNQUALIFIED], ${because} }
    by: { value: { post: BureauOfficer, level: DISTRICT }, ${because} }
    year: { value: CALENDAR_YEAR, ${because} }
    withinMonths: { value: 3, ${because} }
${text.slice(after)}`.replace('version: 1', 'version: 2');
}

describe('what waits for whom, over HTTP', () => {
  let served: Served;
  let round: string;
  let first: string;
  let second: string;
  const [one, two] = [schoolName(1), schoolName(2)];
  const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
  const get = async (query: string, as: string): Promise<Answer> => served.ask('GET', `/due${query}`, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
  // What the office owes in trainings stands beside a round and is no part of it.
  const tasks = async (query: string, as: string): Promise<readonly Seen[]> => ((await get(query, as)).body['tasks'] as readonly Seen[]).filter(({ kind }) => kind !== 'HOLD_TRAINING');
  const lines = async (query: string, as: string): Promise<readonly string[]> => (await tasks(query, as)).map(({ kind, unit, due, overdue }) => `${kind} ${unit ?? '-'} ${due ?? '-'}${overdue ? ' overdue' : ''}`);

  beforeAll(async () => {
    served = await Served.start();
    const app = served.house.application;
    await settle(app, 2);
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'subscriber-1', post: 'Subscriber', org: 'edz', from: '2017-01-01', to: null });
    [first, second] = [await register(app, 1, one), await register(app, 12, one)];
    // A round pins what is adopted when it opens.
    const by = { post: 'BureauOfficer', level: 'DISTRICT' };
    for (const [path, value] of [['kind', 'ANNUAL'], ['grades', ['QUALIFIED', 'UNQUALIFIED']], ['by', by]]) {
      await done(app, OFFICER, 'AdoptOpenValue', { programme: PROGRAMME }, { version: 1, path: `assessments.DYNAMIC_MANAGEMENT.${String(path)}`, value, sample: true });
    }
    round = await openRound(app, { [one]: 2, [two]: 1 }, 1);
  }, 60_000);
  afterAll(() => served.stop());

  it('a yearly plan waits for whoever brings it from ninety days before its last day on, and is overdue after it', async () => {
    const app = served.house.application;
    const papers = (query: string, as: string): Promise<readonly string[]> => lines(`?kind=BRING_PAPER${query}`, as);
    expect(await papers('', OFFICER)).toEqual(['BRING_PAPER edz 2018-12-31 overdue', `BRING_PAPER ${one} 2018-12-31 overdue`, `BRING_PAPER ${two} 2018-12-31 overdue`]);
    expect(await papers('&person=me', OFFICER)).toEqual(['BRING_PAPER edz 2018-12-31 overdue']);
    expect(await papers(`&asOf=2018-12-31&unit=${two}`, OFFICER)).toEqual([`BRING_PAPER ${two} 2017-12-31 overdue`, `BRING_PAPER ${two} 2018-12-31`]);
    expect(await papers(`&asOf=2018-10-01&unit=${two}`, OFFICER)).toEqual([`BRING_PAPER ${two} 2017-12-31 overdue`]);
    expect(await papers('', clerk(one))).toEqual([`BRING_PAPER ${one} 2018-12-31 overdue`]);
    expect(await papers('', first)).toEqual([]);
    const bring = (as: string, requirement: string, unit: string) => done(app, as, 'RecordCompliance', { programme: PROGRAMME }, { requirement, unit, period: '2018-01-01', on: '2018-09-10', document: { name: '年度工作安排', number: null, file: null } });
    await bring(OFFICER, 'SCHOOL_APPRAISAL', 'edz');
    for (const school of [one, two]) await bring(clerk(school), 'SCHOOL_PLAN', school);
    expect(await papers('', OFFICER)).toEqual([]);
  });

  it('nominations: the school sees its own, the bureau all of them, nobody another school\'s', async () => {
    const app = served.house.application;
    await done(app, first, 'GiveConsent', { round }, {});
    await done(app, clerk(one), 'SubmitNomination', { round }, { teacher: first });

    expect(await lines('', clerk(one))).toEqual([`NOMINATE ${one} 2019-05-31`, `RECOMMEND ${one} 2019-05-31`]);
    expect(await lines('', clerk(two))).toEqual([`NOMINATE ${two} 2019-05-31`]);
    expect(await lines('', OFFICER)).toEqual([`NOMINATE ${one} 2019-05-31`, `NOMINATE ${two} 2019-05-31`, `RECOMMEND ${one} 2019-05-31`, 'CLOSE_NOMINATIONS edz 2019-06-01']);
    expect(await lines('?person=me', OFFICER)).toEqual(['CLOSE_NOMINATIONS edz 2019-06-01']);
    expect(await lines(`?unit=${two}`, OFFICER)).toEqual([`NOMINATE ${two} 2019-05-31`]);
    expect(await lines('?kind=RECOMMEND&dueBy=2019-05-30', OFFICER)).toEqual([]);
    expect((await get('', clerk(one))).body).toMatchObject({ counts: { NOMINATE: 1, RECOMMEND: 1 }, overdue: 0, names: { [first]: expect.any(String) }, parked: 0 });
    expect((await get('', 'subscriber-1')).status).toBe(403);
    expect((await get('?kind=SLEEP', OFFICER)).status).toBe(422);
  });

  it('a page after the other, without leaving out or repeating one', async () => {
    const page = await get('?limit=3', OFFICER);
    const rest = await get(`?limit=3&after=${String(page.body['next'])}`, OFFICER);
    expect([...(page.body['tasks'] as readonly Seen[]), ...(rest.body['tasks'] as readonly Seen[])].map(({ kind }) => kind)).toEqual(['NOMINATE', 'NOMINATE', 'RECOMMEND', 'CLOSE_NOMINATIONS']);
    expect(rest.body['next']).toBeNull();
    expect((await get('?after=!!', OFFICER)).status).toBe(400);
  });

  it('overdue from the day after its last day; a seat used up and a nomination recommended wait no longer', async () => {
    const app = served.house.application;
    await done(app, clerk(one), 'RecommendAtSchool', { round }, { teacher: first, act: act() });
    await putForward(app, round, second, one);
    expect(await lines('?asOf=2019-06-02', OFFICER)).toEqual([`NOMINATE ${two} 2019-05-31 overdue`, 'CLOSE_NOMINATIONS edz 2019-06-01 overdue']);
    expect(await lines('?asOf=2019-05-09', OFFICER)).toEqual([]);

    at(served.house, '2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    expect(await lines('', OFFICER)).toEqual(['FORM_PANELS edz -']);
    expect(await lines('?asOf=2019-06-02', OFFICER)).toEqual([`NOMINATE ${two} 2019-05-31 overdue`, 'CLOSE_NOMINATIONS edz 2019-06-01 overdue']);
  });

  it('an expert sees the sheets that wait for her, and a candidate nothing of the round\'s', async () => {
    const app = served.house.application;
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [first, second] });
    for (const candidate of [first, second]) for (const expert of experts.slice(0, 4)) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher: candidate, components: { LESSON: candidate === first ? 95 : 88, DESIGN: 90, PORTFOLIO: 90 } });
    expect(await lines('', 'expert-5')).toEqual(['SCORE edz -']);
    expect(await lines('', 'expert-1')).toEqual([]);
    expect(await lines('', first)).toEqual([]);
    expect((await tasks('?kind=SCORE', OFFICER)).map(({ person }) => person)).toEqual(['expert-5']);
    for (const candidate of [first, second]) await done(app, 'expert-5', 'SubmitScore', { round, panel: 1 }, { teacher: candidate, components: { LESSON: 90, DESIGN: 90, PORTFOLIO: 90 } });
    await done(app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
    expect(await lines('', OFFICER)).toEqual(['OPEN_SCORES edz -']);
    await done(app, OFFICER, 'OpenScores', { round }, { act: act() });
    await done(app, OFFICER, 'RankCandidates', { round }, {});
    expect(await lines('', OFFICER)).toEqual(['PUBLISH edz -']);
  });

  it('falls to the post when the appointment of who began has ended', async () => {
    const app = served.house.application;
    at(served.house, '2019-06-10');
    await done(app, OFFICER, 'OpenPublicity', { round }, { places: ['区教体处网站'] });
    const publicity = async (): Promise<Seen | undefined> => (await tasks('?kind=CLOSE_PUBLICITY', OFFICER))[0];
    expect(await publicity()).toMatchObject({ person: OFFICER, due: '2019-06-18', name: { zh: '确认公示结束' } });
    await done(app, OFFICER, 'RecordAppointment', {}, { appointment: 'ap-two', person: 'officer-2', post: 'BureauOfficer', org: 'edz', from: '2019-06-11', to: null });
    const { people } = await app.desk.world();
    const own = [...people.state.appointments.values()].find(({ person }) => person === OFFICER)?.appointment ?? '';
    at(served.house, '2019-06-12');
    await done(app, OFFICER, 'EndAppointment', { appointment: own }, { to: '2019-06-12' });
    at(served.house, '2019-06-13');
    expect((await tasks('?person=me', 'officer-2')).map(({ kind, person }) => [kind, person])).toEqual([['CLOSE_PUBLICITY', null]]);
  });

  it('an assessment that a title asks for waits for the body that concludes it, once its period is over', async () => {
    const app = served.house.application;
    at(served.house, '2019-06-19');
    await done(app, 'officer-2', 'ClosePublicity', { round }, { proofs: [{ place: '区教体处网站', file: null }], objections: 0 });
    await done(app, 'officer-2', 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-19'), effectiveOn: '2019-06-19' });
    await done(app, 'officer-2', 'PublishProgrammeVersion', { programme: PROGRAMME }, { text: everyYear(readSampled().text) });
    const assessed = async (query: string, as = 'officer-2'): Promise<readonly unknown[]> => (await tasks(`?kind=ASSESS${query}`, as)).map(({ unit, teacher, since, due, overdue }) => [unit, teacher, since, due, overdue]);
    const waits = ['edz', first, '2019-12-31', '2020-03-31', false];
    expect(await assessed('&asOf=2019-12-30')).toEqual([]);
    expect(await assessed('&asOf=2020-03-31')).toEqual([waits]);
    expect(await assessed('&asOf=2020-04-01&person=me')).toEqual([[...waits.slice(0, -1), true]]);
    // Her own school sees it too, and does not act on it.
    expect(await assessed(`&asOf=2020-03-31&unit=${one}`, clerk(one))).toEqual([waits]);
    for (const other of [`&asOf=2020-03-31&person=me`, `&asOf=2020-03-31&unit=${two}`]) expect(await assessed(other, clerk(one))).toEqual([]);
    for (const other of [clerk(two), first]) expect(await assessed('&asOf=2020-03-31', other)).toEqual([]);
    // The assessment desk says the same, to her as well.
    const desk = async (asOf: string, as = 'officer-2'): Promise<readonly unknown[]> => {
      const { body } = await served.ask('GET', `/assessments?asOf=${asOf}`, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
      return [body['counts'], (body['lines'] as readonly { readonly [field: string]: unknown }[]).map(({ stage, teacher, assessor, since, by, code, period }) => [stage, teacher, assessor, since, by, code, period])];
    };
    for (const as of ['officer-2', clerk(one), first]) {
      expect(await desk('2020-03-31', as)).toEqual([{ DUE: 1 }, [['DUE', first, 'edz', '2019-12-31', '2020-03-31', 'DYNAMIC_MANAGEMENT', '2019']]]);
      expect(await desk('2020-04-01', as)).toEqual([{ OVERDUE: 1 }, [['OVERDUE', first, 'edz', '2020-04-01', '2020-03-31', 'DYNAMIC_MANAGEMENT', '2019']]]);
    }
    expect(await desk('2020-04-01', clerk(two))).toEqual([{}, []]);
    for (const as of [first, clerk(one), 'officer-2']) expect((await served.ask('GET', '/assessments', { as })).body).toMatchObject({ asOf: '2019-06-19', counts: {}, lines: [] });
    at(served.house, '2020-01-10');
    const title = (await served.ask('GET', `/teachers/${first}`, { as: 'officer-2' })).body['titles'] as readonly { readonly title: string }[];
    await done(app, 'officer-2', 'ConcludeAssessment', { teacher: first }, { programme: PROGRAMME, kind: 'ANNUAL', code: 'DYNAMIC_MANAGEMENT', period: '2019', title: title[0]?.title, grade: 'QUALIFIED', assessor: 'edz', act: act('威经教发〔2020〕1号', '2020-01-10') });
    expect(await assessed('&asOf=2020-04-01')).toEqual([]);
    expect(await assessed('&asOf=2020-01-09')).toEqual([waits]);
    for (const as of ['officer-2', clerk(one), first]) expect(await desk('2020-04-01', as)).toEqual([{ CONCLUDED: 1 }, [['CONCLUDED', first, 'edz', '2020-01-10', null, 'DYNAMIC_MANAGEMENT', '2019']]]);
    expect(await desk('2020-04-01', clerk(two))).toEqual([{}, []]);
    expect(await desk('2020-01-09')).toEqual([{ DUE: 1 }, [['DUE', first, 'edz', '2019-12-31', '2020-03-31', 'DYNAMIC_MANAGEMENT', '2019']]]);
    // Called otherwise than before, it is told apart from the one that was concluded by her dossier alone.
    const again = everyYear(readSampled().text).replace('version: 2', 'version: 3').replace('\n  DYNAMIC_MANAGEMENT:', '\n  EVERY_YEAR:');
    await done(app, 'officer-2', 'PublishProgrammeVersion', { programme: PROGRAMME }, { text: again });
    expect([await assessed('&asOf=2019-12-30'), await assessed('&asOf=2020-04-01'), await assessed('&asOf=2020-03-31', clerk(one)), await assessed('&asOf=2020-03-31', clerk(two))]).toEqual([[], [[...waits.slice(0, -1), true]], [waits], []]);
  });

  it('after a move is read by those whose she is today, also as of a day before, and stays the task of the unit that concludes it', async () => {
    const app = served.house.application;
    at(served.house, '2020-01-12');
    await served.done(`/teachers/${first}/transfers`, 'officer-2', { to: two, stage: 'PRIMARY', subject: '语文' });
    const told = async (query: string, as: string): Promise<readonly unknown[]> => {
      const { body } = await served.ask('GET', `/assessments?${query}`, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });
      const desk = (body['lines'] as readonly { readonly [field: string]: unknown }[]).filter(({ stage }) => stage === 'DUE').map(({ teacher, assessor, unit }) => [assessor, unit, teacher]);
      const due = (await tasks(`?kind=ASSESS&${query}`, as)).map((task) => [task.unit, (task as Seen & { readonly teacherUnit: string }).teacherUnit, task.teacher]);
      expect(due).toEqual(desk);
      return due;
    };
    for (const [asOf, unit] of [['2020-01-11', one], ['2020-01-12', two]] as const) {
      expect([await told(`asOf=${asOf}`, clerk(one)), await told(`asOf=${asOf}`, clerk(two))]).toEqual([[], [['edz', unit, first]]]);
      expect([await told(`asOf=${asOf}&unit=${one}`, 'officer-2'), await told(`asOf=${asOf}&unit=${two}`, 'officer-2')].map((lines) => lines.length)).toEqual(unit === one ? [1, 0] : [0, 1]);
    }
    // Where it is her school of then that concludes it, that one has it still.
    const bySchool = everyYear(readSampled().text).replace('version: 2', 'version: 4').replace('\n  DYNAMIC_MANAGEMENT:', '\n  EVERY_YEAR:').replace('value: { post: BureauOfficer, level: DISTRICT }, implied: W13, because: { zh: 例', 'value: { post: SchoolAdmin, level: SCHOOL }, implied: W13, because: { zh: 例');
    await done(app, 'officer-2', 'PublishProgrammeVersion', { programme: PROGRAMME }, { text: bySchool });
    for (const [asOf, unit] of [['2020-01-11', one], ['2020-01-12', two]] as const) {
      for (const as of [clerk(one), clerk(two)]) expect(await told(`asOf=${asOf}`, as)).toEqual([[one, unit, first]]);
      expect(await told(`asOf=${asOf}&unit=${one}`, 'officer-2')).toEqual([[one, unit, first]]);
    }
    const says = async (asOf: string, as = clerk(one)): Promise<readonly unknown[]> => [...((await get(`?kind=ASSESS&asOf=${asOf}`, as)).body['tasks'] as readonly JsonObject[]), ...((await served.ask('GET', `/assessments?asOf=${asOf}&programme=${PROGRAMME}`, { as })).body['lines'] as readonly JsonObject[]).filter(({ stage }) => stage === 'DUE' || stage === 'OVERDUE')].map((line) => line['says']);
    const twice = <T>(one: T): readonly T[] => [one, one];
    expect(await says('2020-03-31')).toEqual(twice({ zh: '动态管理考核（2019）尚无结论，请第1小学在 2020-03-31 前（含当日）考核并作出结论。', en: 'Assessment under dynamic management (2019) is not concluded: Primary School 1 is to assess and conclude it by 2020-03-31.' }));
    expect(await says('2020-04-01')).toEqual(twice({ zh: '动态管理考核（2019）应在 2020-03-31 前（含当日）作出结论，已逾期，请第1小学尽快考核并作出结论。', en: 'Assessment under dynamic management (2019) was to be concluded by 2020-03-31 and is overdue: Primary School 1 is to assess and conclude it.' }));
    // Where it is open to review it goes by a list, and is concluded on the one that has her.
    const byList = bySchool.replace('version: 4', 'version: 5').replace('    withinMonths: { value: 3, implied: W13', '    reviewWorkingDays: { value: 1, implied: W13, because: { zh: 例, en: An example } }\n    withinMonths: { value: 3, implied: W13');
    await done(app, 'officer-2', 'PublishProgrammeVersion', { programme: PROGRAMME }, { text: byList });
    expect(await says('2020-03-31')).toEqual(twice({ zh: '动态管理考核（2019）尚无结论，请第1小学在 2020-03-31 前（含当日）对全体应考核人员开列名单（POST /assessments），统一考核并作出结论。', en: 'Assessment under dynamic management (2019) is not concluded: Primary School 1 is to open it for all who are assessed (POST /assessments) and conclude it there by 2020-03-31.' }));
    const { titles } = (await served.ask('GET', `/teachers/${first}`, { as: 'officer-2' })).body as { readonly titles: readonly { readonly title: string }[] };
    await done(app, clerk(one), 'OpenAssessment', {}, { cohort: 'c1', programme: PROGRAMME, code: 'EVERY_YEAR', kind: 'ANNUAL', period: '2019', assessor: one, members: [{ teacher: first, title: titles[0]?.title }] });
    expect(await says('2020-03-31')).toEqual(twice({ zh: '动态管理考核（2019）尚无结论，请第1小学在 2020-03-31 前（含当日）在名单 c1 上作出结论。', en: 'Assessment under dynamic management (2019) is not concluded: Primary School 1 is to conclude it on list c1 by 2020-03-31.' }));
    expect(await says('2020-03-31', first)).toEqual([{ zh: '动态管理考核（2019）尚无结论，请第1小学在 2020-03-31 前（含当日）统一考核并作出结论。', en: 'Assessment under dynamic management (2019) is not concluded: Primary School 1 is to assess it with the others and conclude it by 2020-03-31.' }]);
    expect((await get('?kind=ASSESS&person=me', clerk(one))).body).toMatchObject({ tasks: [{ teacher: first }], names: { [first]: expect.any(String) as string } });
    expect((await served.ask('GET', `/teachers/${first}`, { as: clerk(one) })).status).toBe(403);
  });

  it('an outcome to be reviewed waits for the bureau of her unit', async () => {
    const app = served.house.application;
    const { state } = await app.desk.streams.load(teacher, `teacher-${first}`);
    await done(app, 'officer-2', 'CorrectFact', { teacher: first }, { event: state.facts[0]?.id, personal: { ...dossier(1, one).personal, birthDate: '1983-12-31' } });
    const reviews = await tasks('?kind=REVIEW', 'officer-2');
    expect(reviews.map(({ teacher, unit }) => [teacher, unit])).toEqual([[first, two]]);
    expect(await lines('?person=me&kind=REVIEW', clerk(one))).toEqual([]);
    // When she has moved on, it is read by those whose she is, as of the day before too.
    at(served.house, '2020-01-13');
    await served.done(`/teachers/${first}/transfers`, 'officer-2', { to: one, stage: 'PRIMARY', subject: '语文' });
    const seen = async (as: string): Promise<readonly unknown[]> => (await tasks('?kind=REVIEW&asOf=2020-01-12', as)).map(({ unit }) => unit);
    expect([await seen(clerk(one)), await seen(clerk(two))]).toEqual([[two], []]);
  });

  it('E40 a pair whose mentor has retired and a studio whose host has wait from then on, however often nothing was found to wait before', async () => {
    const app = served.house.application;
    const [leaves, stays] = [await register(app, 34, two), await register(app, 45, two)];
    for (const [n, mentor] of [leaves, stays].entries()) {
      await done(app, 'officer-2', 'PairMentor', { programme: PROGRAMME }, { pair: `p-${n}`, purpose: 'SUPPORT', mentor, mentee: second, from: '2020-01-13' });
      await done(app, 'officer-2', 'OpenStudio', { programme: PROGRAMME }, { studio: `s-${n}`, kind: 'SUBJECT_RESEARCH', level: 'DISTRICT', names: { zh: '工作室', en: 'Studio' }, org: two, host: mentor, members: [], from: '2020-01-13' });
    }
    const waits = async (query = ''): Promise<readonly unknown[]> => [...(await tasks(`?kind=END_MENTORSHIP${query}`, 'officer-2')), ...(await tasks(`?kind=DECIDE_STUDIO${query}`, 'officer-2'))].map(({ kind, unit, teacher: whom }) => [kind, unit, whom]);
    expect([await waits(), await waits()]).toEqual([[], []]);
    await done(app, clerk(two), 'RecordRetirement', { teacher: leaves }, { on: '2020-01-13' });
    const both = [['END_MENTORSHIP', one, second], ['DECIDE_STUDIO', two, leaves]];
    expect([await waits(), await waits(), await waits('&asOf=2020-01-12')]).toEqual([both, both, []]);
    await done(app, 'officer-2', 'EndMentorship', { programme: PROGRAMME, pair: 'p-0' }, { reason: 'RETIRED', on: '2020-01-13' });
    expect(await waits()).toEqual(both.slice(1));
    // E6 the other one's dossier goes on in another, by which she retires too, until the two are parted.
    const survivor = await register(app, 67, two);
    await done(app, 'officer-2', 'MergeDossiers', { teacher: survivor }, { absorbed: stays, reason: '重复建档', act: act('威经教发〔2020〕3号', '2020-01-13') });
    expect(await waits()).toEqual(both.slice(1));
    await done(app, clerk(two), 'RecordRetirement', { teacher: survivor }, { on: '2020-01-13' });
    expect(await waits()).toEqual([['END_MENTORSHIP', one, second], ...both.slice(1), ['DECIDE_STUDIO', two, stays]]);
    await done(app, 'officer-2', 'UndoMerge', { teacher: survivor, absorbed: stays }, { reason: '系两人', act: act('威经教发〔2020〕4号', '2020-01-13') });
    expect(await waits()).toEqual(both.slice(1));
  });

  it('E29 a pair whose mentee has died waits to be ended, however often nothing was found to wait before, and is told as that', async () => {
    const app = served.house.application;
    const [mentor, mentee] = [await register(app, 78, two), await register(app, 89, two)];
    await done(app, 'officer-2', 'PairMentor', { programme: PROGRAMME }, { pair: 'p-died', purpose: 'SUPPORT', mentor, mentee, from: '2020-01-13' });
    const waits = async (): Promise<readonly unknown[]> => (await tasks('?kind=END_MENTORSHIP', 'officer-2')).map(({ unit, teacher: whom, says }) => [unit, whom, says]);
    expect([await waits(), await waits()]).toEqual([[], []]);
    await done(app, clerk(two), 'RecordDeath', { teacher: mentee }, { on: '2020-01-13' });
    expect(await waits()).toEqual([[two, mentee, { zh: '被指导教师已不在岗（退休、离职或去世），请终止结对。', en: 'The mentee is out of service (retired, left or died): end the pair.' }]]);
    await done(app, 'officer-2', 'EndMentorship', { programme: PROGRAMME, pair: 'p-died' }, { reason: 'DECEASED', on: '2020-01-13' });
    expect(await waits()).toEqual([]);
  });

  describe('what is recorded while somebody asks is told to whoever asks next', () => {
    /** Once who asks is known, and before anything is worked out; the states that were read by then move on no more, as where another process recorded it. */
    const whileAsked = async (query: string, record: () => Promise<unknown>): Promise<void> => {
      const { application: { desk: { programmes, streams } }, events, projector } = served.house;
      const spied = jest.spyOn(programmes, 'effective').mockImplementationOnce(async (...asked) => {
        spied.mockRestore();
        streams.forget();
        await record();
        expect(await projector.whenReflected((await events.head()) ?? '', 4_000)).toBe(true);
        return programmes.effective(...asked);
      });
      expect((await get(query, 'officer-2')).status).toBe(200);
      expect(jest.isMockFunction(programmes.effective)).toBe(false);
    };

    it('the new name of a unit', async () => {
      const asked = `?kind=BRING_PAPER&unit=${two}&asOf=2019-12-31`;
      const names = async (): Promise<readonly unknown[]> => (await tasks(asked, 'officer-2')).map((task) => (task as Seen & { readonly unitName: unknown }).unitName);
      const renamed = { zh: '实验小学', en: 'Experimental School' };
      await whileAsked(asked, () => done(served.house.application, 'officer-2', 'RenameOrg', { org: two }, { names: renamed, effectiveOn: '2019-09-01' }));
      expect(await names()).toEqual([renamed]);
    });

    it('E40 a host whose school went to another district', async () => {
      const app = served.house.application;
      const host = await register(app, 56, one);
      await done(app, 'officer-2', 'RegisterOrg', {}, { org: 'next', names: { zh: '邻区教体局', en: 'Next district' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' });
      for (const org of ['edz', 'next']) await done(app, 'officer-2', 'RecordAppointment', {}, { person: 'of-both', post: 'BureauOfficer', org, from: '2017-01-01', to: null });
      await done(app, 'officer-2', 'OpenStudio', { programme: PROGRAMME }, { studio: 's-2', kind: 'SUBJECT_RESEARCH', level: 'DISTRICT', names: { zh: '工作室', en: 'Studio' }, org: two, host, members: [], from: '2020-01-13' });
      const hosts = async (): Promise<readonly unknown[]> => (await tasks('?kind=DECIDE_STUDIO', 'officer-2')).map((task) => task.teacher);
      expect(await hosts()).not.toContain(host);
      // Asked otherwise, so that its list is not told from memory.
      await whileAsked('', () => done(app, 'of-both', 'MoveOrg', { org: one }, { parent: 'next', on: '2020-01-13', act: act('威经编〔2020〕1号', '2020-01-10') }));
      expect(await hosts()).toContain(host);
    });
  });
});
