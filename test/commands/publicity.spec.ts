import type { Town} from './town';
import { OFFICER, act, clerk, done, dossier, openRound, putForward, register, send, settledTown } from './town';
import type { Application } from '../../src/application';
import type { EventStore } from '../../src/event-store/event-store';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';

const ofType = (town: Town, type: string) => town.log.events.map(({ envelope }) => envelope).filter((envelope) => envelope.type === type);
const PLACE = '区教体处网站';
const CLOSING = { proofs: [{ place: PLACE, file: null }], objections: 0 };

/** Two of two ranked, and their list posted on Monday 2019-06-10. */
async function posted(): Promise<{ readonly town: Town; readonly app: Application; readonly round: string; readonly teachers: readonly string[] }> {
  const town = await settledTown(1);
  const app = town.boot();
  const round = await openRound(app, { 'school-1': 5 }, 2);
  const teachers: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const teacher = await register(app, n, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    teachers.push(teacher);
  }
  town.clock.set('2019-06-03');
  await done(app, OFFICER, 'CloseNominations', { round }, {});
  const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
  await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [...teachers] });
  for (const [place, teacher] of teachers.entries()) for (const expert of experts) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: 90 - place, DESIGN: 90, PORTFOLIO: 90 } });
  await done(app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
  await done(app, OFFICER, 'OpenScores', { round }, { act: act() });
  await done(app, OFFICER, 'RankCandidates', { round }, {});
  town.clock.set('2019-06-10');
  await done(app, OFFICER, 'OpenPublicity', { round }, { places: [PLACE], contact: { office: '经区教体处人事科', phone: '0631-5980000' }, signedBy: '经区教体处' });
  return { town, app, round, teachers };
}

async function rename(app: Application, teacher: string, town: Town): Promise<void> {
  const registered = ofType(town, 'TeacherRegistered').find(({ stream }) => stream === `teacher-${teacher}`);
  const { data } = registered ?? { data: {} };
  const personal = { ...dossier(0, 'school-1').personal, formerNames: [], name: '王改名' };
  await done(app, OFFICER, 'CorrectFact', { teacher }, { event: registered?.id, data, personal });
}

describe('publicity', () => {
  it('E20 a corrected name keeps the publicity from being closed until the changed list has run its window', async () => {
    const { town, app, round, teachers } = await posted();
    const first = ofType(town, 'PublicityOpened')[0]?.data;
    expect(await send(app, OFFICER, 'ChangePublicityList', { round }, {})).toMatchObject({ kind: 'refused', refusal: { rule: 'listUnchanged' } });
    town.clock.set('2019-06-13');
    await rename(app, teachers[0] ?? '', town);
    town.clock.set('2019-06-18');
    await app.reactor.rest();
    expect(await send(app, OFFICER, 'ClosePublicity', { round }, CLOSING)).toMatchObject({ kind: 'refused', refusal: { rule: 'listOutdated', inputs: { count: 1 } } });
    expect(await done(app, OFFICER, 'ChangePublicityList', { round }, {})).toMatchObject({ changes: [{ kind: 'CORRECTED', teacher: teachers[0] }], firstDay: '2019-06-19', lastDay: '2019-06-25' });
    const changed = ofType(town, 'PublicityListChanged')[0]?.data;
    expect(changed?.['listHash']).not.toBe(first?.['listHash']);
    town.clock.set('2019-06-26');
    await app.reactor.rest();
    await done(app, OFFICER, 'ClosePublicity', { round }, { ...CLOSING, statement: { ...act(null, '2019-06-26'), kind: '公示情况说明' } });
    expect(ofType(town, 'PublicityClosed')[0]?.meta.act).toMatchObject({ kind: '公示情况说明' });
    expect(ofType(town, 'PublicityWindowEnded').map(({ data }) => data['lastDay'])).toEqual(['2019-06-17', '2019-06-25']);
  });

  it('the end of each window is recorded once, whoever dies in between', async () => {
    const { town, app, round } = await posted();
    town.clock.set('2019-06-12');
    const nomination = String(ofType(town, 'Nominated')[0]?.data['nomination']);
    await done(app, OFFICER, 'SuspendPublicityClock', { round }, { nomination, reason: '调查核实', staysPosted: true, act: act() });
    town.clock.set('2019-06-20');
    await app.reactor.rest();
    // The clock stands still, so that the day once announced says nothing.
    expect(ofType(town, 'PublicityWindowEnded')).toEqual([]);
    await done(app, OFFICER, 'ResumePublicityClock', { round }, {});
    town.clock.set('2019-06-27');
    let appends = 0;
    const dying = town.boot({
      store: (store: EventStore) => withFaults(store, new FaultPoints((point) => {
        if (point.operation !== 'append' || point.when !== 'before') return undefined;
        appends += 1;
        return appends === 1 ? 'crash' : undefined;
      })),
    });
    await expect(dying.reactor.start().then(() => dying.reactor.rest())).rejects.toBeInstanceOf(SimulatedCrash);
    expect(ofType(town, 'PublicityWindowEnded')).toEqual([]);
    for (let start = 0; start < 2; start += 1) {
      const next = town.boot();
      await next.reactor.start();
      await next.reactor.rest();
    }
    // 21, 24, 25 and 26 June were left.
    expect(ofType(town, 'PublicityWindowEnded')).toMatchObject([{ data: { lastDay: '2019-06-26' }, meta: { effectiveOn: '2019-06-26', actor: 'system', via: 'reactor' } }]);
  });

  it('E22 why the clock was stopped is in nobody\'s clear text, and the list comes down only after its window', async () => {
    const { town, app, round } = await posted();
    const nomination = String(ofType(town, 'Nominated')[0]?.data['nomination']);
    town.clock.set('2019-06-12');
    await done(app, OFFICER, 'SuspendPublicityClock', { round }, { nomination, reason: '实名举报其有偿补课', staysPosted: false, act: act() });
    const [suspended] = ofType(town, 'PublicityClockSuspended');
    expect(suspended).toMatchObject({ data: { counted: 1, left: 4, staysPosted: false }, meta: { class: 'case' } });
    expect(JSON.stringify(suspended)).not.toContain('补课');
    expect(await send(app, OFFICER, 'TakeDownList', { round }, {})).toMatchObject({ kind: 'refused', refusal: { rule: 'clockSuspended' } });
    await done(app, OFFICER, 'ResumePublicityClock', { round }, {});
    expect(await send(app, OFFICER, 'TakeDownList', { round }, {})).toMatchObject({ kind: 'refused', refusal: { rule: 'publicityRunning' } });
    town.clock.set('2019-06-25');
    expect(await done(app, OFFICER, 'TakeDownList', { round }, {})).toMatchObject({ places: [PLACE] });
  });

  it('a school does not act on the final list, nor the bureau\'s clerk on a unit that posts none', async () => {
    const { app, round } = await posted();
    expect(await send(app, clerk('school-1'), 'ClosePublicity', { round }, CLOSING)).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await send(app, OFFICER, 'OpenPublicity', { round }, { places: [PLACE], level: 'SCHOOL' })).toMatchObject({ kind: 'refused' });
    expect(await send(app, OFFICER, 'ClosePublicity', { round }, { ...CLOSING, unit: 'school-1' })).toMatchObject({ kind: 'refused', refusal: { rule: 'pickUnit' } });
  });
});
