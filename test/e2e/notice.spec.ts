import { act, clerk, done, OFFICER, PROGRAMME, register, schoolName, send, settle } from '../commands/town';
import { at } from './read-town';
import { Served, type Answer } from './served';

describe('the notice of a round, over HTTP', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 2);
  }, 30_000);
  afterAll(() => served.stop());

  const [one, two] = [schoolName(1), schoolName(2)];
  const parameters = {
    born: { date: '1984-01-01', word: 'ON_OR_AFTER' }, snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-06-24', awardSeats: 1, requiredAttachments: [],
    recommendationSeats: [{ unit: one, seats: 2 }, { unit: two, seats: 1 }],
    deadlines: [{ level: 'SCHOOL', at: '2019-06-14T17:00' }], limits: [{ code: 'CHINESE', kind: 'CAP', of: { subjects: ['语文'] }, n: 2, per: 'ROUND' }],
    contacts: [{ office: '区教体处人事科', phone: '0631-0000000' }],
  };
  const body = (more: object) => ({ names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', demonstration: true, parameters: { ...parameters, ...more } });
  const fresh = async (url: string, as: string): Promise<Answer> => served.ask('GET', url, { as, headers: { 'echelon-position': (await served.house.events.head()) ?? '' } });

  it('names every field that is wrong by its path', async () => {
    const answer = await served.post('/rounds', {
      as: OFFICER,
      body: body({
        born: { date: '1984-02-30', word: 'SINCE' }, deadlines: [{ level: 'SCHOOL', date: '2019-06-24' }, { level: 'VILLAGE', at: '2019-06-24T24:00' }],
        limits: [{ code: 'A', kind: 'CAP', n: 1, percent: 10, per: 'ROUND' }, { code: 'B', kind: 'CAP', n: 1, per: 'ROUND', by: ['SEX'] }], overSubscription: { ratio: 0.5, rounding: 'DOWN' }, contacts: [{ office: 'x' }],
      }),
    });
    expect(answer.status).toBe(422);
    expect((answer.body['errors'] as readonly { readonly path: string }[]).map(({ path }) => path).sort()).toEqual([
      'parameters.born.date', 'parameters.born.word', 'parameters.contacts[0].phone', 'parameters.deadlines[0].level', 'parameters.deadlines[1].at', 'parameters.deadlines[1].level',
      'parameters.limits[0].kind', 'parameters.limits[1].by', 'parameters.overSubscription.ratio',
    ]);
  });

  it('shows the notice in force, its deadlines and limits as of a day, and E23 what was let in late', async () => {
    const { house } = served;
    const { application } = house;
    const { round } = (await served.post('/rounds', { as: OFFICER, body: body({}) })).body['result'] as { round: string };
    const [early, tardy] = [await register(application, 1, one), await register(application, 2, two)];
    await done(application, OFFICER, 'RecordAppointment', {}, { person: 'chief', post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null });
    for (const teacher of [early, tardy]) await done(application, teacher, 'GiveConsent', { round }, {});
    await done(application, clerk(one), 'SubmitNomination', { round }, { teacher: early });
    await done(application, clerk(one), 'RecommendAtSchool', { round }, { teacher: early, act: { ...act(), body: one } });
    at(house, '2019-06-17');
    expect((await served.post(`/rounds/${round}/extensions`, { as: OFFICER, body: { level: 'SCHOOL', unit: one, until: '2019-06-18T12:00', act: act('19号', '2019-06-17') } })).status).toBe(200);
    const late = { receivedAt: '2019-06-14T16:00', receipt: '收文88号', approver: 'chief', act: act('20号', '2019-06-17') };
    await done(application, clerk(two), 'SubmitNomination', { round }, { teacher: tardy, late });
    expect((await served.post(`/rounds/${round}/supplements`, { as: OFFICER, body: { changes: { awardSeats: 2 }, act: act('21号', '2019-06-17'), dryRun: true } })).body['result']).toMatchObject({ dryRun: true, becomesEligible: [] });
    await done(application, OFFICER, 'SupplementNotice', { round }, { changes: { awardSeats: 2 }, act: act('21号', '2019-06-17') });
    expect(await send(application, OFFICER, 'TransferSeats', { round }, { fromUnit: one, toUnit: two, n: 1, act: act('22号', '2019-06-17') })).toMatchObject({ kind: 'refused', refusal: { rule: 'deadlinePassed' } });

    const now = (await fresh(`/rounds/${round}`, OFFICER)).body;
    expect(now).toMatchObject({
      parameters: { bornOnOrAfter: '1984-01-01', born: { word: 'ON_OR_AFTER' }, awardSeats: 2, contacts: [{ office: '区教体处人事科' }] },
      deadlines: [{ level: 'SCHOOL', unit: null, at: '2019-06-14T17:00', extended: false }, { level: 'SCHOOL', unit: one, at: '2019-06-18T12:00', extended: true, unitName: { zh: '第1小学' } }],
      limits: [{ code: 'CHINESE', kind: 'CAP', n: 2, waived: false, counted: { ALL: 1 } }],
      changes: [{ type: 'DeadlineExtended', number: '19号' }, { type: 'NoticeSupplemented', number: '21号', word: { zh: '补充通知' }, details: { changed: ['awardSeats'] } }],
      ledgers: { award: { seats: 2 } },
    });
    expect((await fresh(`/rounds/${round}?asOf=2019-06-16`, early)).body).toMatchObject({ parameters: { awardSeats: 1 }, deadlines: [{ at: '2019-06-14T17:00' }], limits: null, changes: [] });

    const papers = (answer: Answer) => answer.body['papers'] as readonly { readonly teacher: string }[];
    expect((await fresh(`/rounds/${round}/late`, OFFICER)).body).toMatchObject({ papers: [{ type: 'Nominated', teacher: tardy, unit: two, on: '2019-06-14', daysLater: 3, late: { receipt: '收文88号', approver: 'chief' } }] });
    expect(papers(await fresh(`/rounds/${round}/late`, clerk(two)))).toHaveLength(1);
    expect(papers(await fresh(`/rounds/${round}/late`, clerk(one)))).toEqual([]);
    expect((await fresh(`/rounds/${round}/late`, tardy)).status).toBe(403);
    expect(await send(application, clerk(two), 'RecommendAtSchool', { round }, { teacher: tardy, act: { ...act(), body: two } })).toMatchObject({ kind: 'refused', refusal: { rule: 'deadlinePassed' } });
  });
});
