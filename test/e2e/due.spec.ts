import { teacher } from '../../src/domain/teacher/teacher';
import { act, clerk, done, dossier, OFFICER, openRound, putForward, register, schoolName, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

interface Seen {
  readonly kind: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly teacher: string | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly name: { readonly zh: string };
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
    round = await openRound(app, { [one]: 2, [two]: 1 }, 1);
  }, 60_000);
  afterAll(() => served.stop());

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

  it('an outcome to be reviewed waits for the bureau of her unit', async () => {
    const app = served.house.application;
    const { state } = await app.desk.streams.load(teacher, `teacher-${first}`);
    await done(app, 'officer-2', 'CorrectFact', { teacher: first }, { event: state.facts[0]?.id, personal: { ...dossier(1, one).personal, birthDate: '1983-12-31' } });
    const reviews = await tasks('?kind=REVIEW', 'officer-2');
    expect(reviews.map(({ teacher, unit }) => [teacher, unit])).toEqual([[first, one]]);
    expect(await lines('?person=me&kind=REVIEW', clerk(one))).toEqual([]);
  });
});
