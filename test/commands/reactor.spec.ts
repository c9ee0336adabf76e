import type { Application } from '../../src/application';
import type { EventStore } from '../../src/event-store/event-store';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { teacher as dossierOf } from '../../src/domain/teacher/teacher';
import type { Town } from './town';
import { act, clerk, done, dossier, openRound, OFFICER, putForward, register, schoolName, select, send, settledTown } from './town';

const ofType = (town: Town, type: string) => town.log.events.map(({ envelope }) => envelope).filter((envelope) => envelope.type === type);

/** Runs the loop until the log holds an event of a type, or fails after 10 s. */
async function followUntil(town: Town, app: Application, type: string): Promise<void> {
  const stop = new AbortController();
  const running = app.reactor.run(stop.signal).catch(() => undefined);
  const deadline = Date.now() + 10_000;
  try {
    while (ofType(town, type).length === 0) {
      if (Date.now() > deadline) throw new Error(`no ${type} after ${town.log.events.length} events`);
      await town.clock.wait(20);
    }
  } finally {
    stop.abort();
    await running;
  }
}

/** A process that dies at the nth append. */
function dyingAt(town: Town, append: number): Application {
  let appends = 0;
  return town.boot({
    store: (store: EventStore) => withFaults(store, new FaultPoints((point) => {
      if (point.operation !== 'append' || point.when !== 'before') return undefined;
      appends += 1;
      return appends === append ? 'crash' : undefined;
    })),
  });
}

async function selected(): Promise<{ readonly town: Town; readonly round: string; readonly teachers: readonly string[] }> {
  const town = await settledTown(1);
  const app = town.boot();
  const round = await openRound(app, { 'school-1': 5 }, 3);
  const teachers: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const teacher = await register(app, n, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    teachers.push(teacher);
  }
  await select(town.clock, app, round, teachers);
  return { town, round, teachers };
}

describe('reactor', () => {
  it('finishes, under the original actor, what a handler that died had reserved', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await done(app, teacher, 'GiveConsent', { round }, {});
    await done(app, clerk('school-1'), 'SubmitNomination', { round }, { teacher });
    await expect(send(dyingAt(town, 2), clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() })).rejects.toBeInstanceOf(SimulatedCrash);
    const [reserved] = ofType(town, 'SeatReserved');
    const next = town.boot({ reactor: { graceMs: 0 } });
    await next.reactor.start();
    await followUntil(town, next, 'SeatConfirmed');
    const [recommended] = ofType(town, 'SchoolRecommended');
    expect(recommended?.meta).toMatchObject({ actor: clerk('school-1'), via: 'reactor', useCase: 'RecommendAtSchool', cause: reserved?.id, correlation: reserved?.meta.commandId, capacity: { post: 'SchoolAdmin', org: 'school-1' } });
    expect(ofType(town, 'SeatConfirmed')).toMatchObject([{ data: { reservation: reserved?.id, outcome: recommended?.id }, meta: { cause: recommended?.id } }]);
  });

  it('leaves work to its handler for a while', async () => {
    const town = await settledTown(1);
    const app = town.boot({ reactor: { graceMs: 60_000 } });
    await app.reactor.start();
    await expect(send(dyingAt(town, 2), clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'))).rejects.toBeInstanceOf(SimulatedCrash);
    const stop = new AbortController();
    const running = app.reactor.run(stop.signal).catch(() => undefined);
    await town.clock.wait(150);
    stop.abort();
    await running;
    expect(app.reactor.open).toMatchObject([{ kind: 'claim' }]);
    expect(ofType(town, 'TeacherRegistered')).toEqual([]);
  });

  it('goes on with a conferral that was killed in the middle, and records each outcome once', async () => {
    const { town, round, teachers } = await selected();
    await expect(send(dyingAt(town, 6), OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' })).rejects.toBeInstanceOf(SimulatedCrash);
    const next = town.boot({ reactor: { graceMs: 0 } });
    await next.reactor.start();
    await followUntil(town, next, 'RoundConcluded');
    expect(ofType(town, 'TitleConferred').map(({ stream }) => stream).sort()).toEqual(teachers.slice(0, 3).map((id) => `teacher-${id}`).sort());
    expect(ofType(town, 'RoundConcluded')).toMatchObject([{ data: { conferred: 3, declined: 0, notSelected: 1 } }]);
    expect(next.reactor.open).toEqual([]);
  });

  it('a target that no longer passes when its turn comes ends in its recorded decline, and its seat is released', async () => {
    // given a conferral that died right after the decision, and a correction before anybody goes on
    const { town, round, teachers: [first = ''] } = await selected();
    await expect(send(dyingAt(town, 2), OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' }, 'confer')).rejects.toBeInstanceOf(SimulatedCrash);
    const registered = ofType(town, 'TeacherRegistered').find(({ stream }) => stream === `teacher-${first}`);
    const next = town.boot();
    await done(next, OFFICER, 'CorrectFact', { teacher: first }, { event: registered?.id, personal: { ...dossier(0, 'school-1').personal, birthDate: '1983-12-31' } });
    // when
    await next.reactor.start();
    await next.reactor.rest();
    // then
    expect(ofType(town, 'ConferralDeclined')).toMatchObject([{ stream: `teacher-${first}`, data: { rule: 'reviewOpen' } }]);
    expect(ofType(town, 'SeatReleased')).toMatchObject([{ data: { ledger: 'AWARD', outcome: ofType(town, 'ConferralDeclined')[0]?.id } }]);
    expect(ofType(town, 'RoundConcluded')).toMatchObject([{ data: { conferred: 2, declined: 1, notSelected: 1 } }]);
    expect(await send(next, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' }, 'confer')).toMatchObject({ kind: 'accepted', repeated: true, result: { done: 3, declined: 1 } });
  });

  it('an import that died among its claims goes on under another key, with the same persons', async () => {
    const town = await settledTown(2);
    const rows = Array.from({ length: 6 }, (_, n) => dossier(n, schoolName((n % 2) + 1)));
    await expect(send(dyingAt(town, 5), OFFICER, 'RegisterTeachers', {}, { rows }, 'first')).rejects.toBeInstanceOf(SimulatedCrash);
    const claimed = ofType(town, 'IdentityClaimed').map(({ data }) => data['person']);
    expect(claimed).toHaveLength(3);
    const app = town.boot();
    await app.reactor.start();
    // nobody was answered, so nobody goes on by himself
    expect(app.reactor.open).toEqual([]);
    expect(await send(app, OFFICER, 'RegisterTeachers', {}, { rows }, 'second')).toMatchObject({ kind: 'accepted', result: { done: 6, declined: 0, teachers: expect.arrayContaining(claimed) } });
    expect(ofType(town, 'TeacherRegistered')).toHaveLength(6);
  });

  it('records the end of a publicity window once, with the day it was due, by nobody', async () => {
    const { town, round } = await selected();
    expect(ofType(town, 'PublicityWindowEnded')).toMatchObject([{ stream: `round-${round}`, meta: { actor: 'system', appointment: null, via: 'reactor', effectiveOn: '2019-06-17' }, data: { lastDay: '2019-06-17' } }]);
    const next = town.boot();
    await next.reactor.start();
    await next.reactor.rest();
    expect(ofType(town, 'PublicityWindowEnded')).toHaveLength(1);
  });

  it('applies every erasure of the log again at start, as after a restored backup of the keys', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const teacher = await register(app, 1, 'school-1');
    const key = town.held.keys.get(teacher);
    if (key === undefined) throw new Error('no key');
    const told: string[] = [];
    app.desk.onErased((person) => void told.push(person));
    const before = await app.desk.streams.load(dossierOf, `teacher-${teacher}`);
    expect(JSON.stringify(before.state.facts)).toContain('1990-01-02');
    await done(app, OFFICER, 'ErasePersonalData', { person: teacher }, { basis: 'PURPOSE_ENDED' });
    expect(told).toEqual([teacher]);
    const after = await app.desk.streams.load(dossierOf, `teacher-${teacher}`);
    expect(JSON.stringify(after.state.facts)).not.toContain('1990-01-02');
    // given a key that came back
    town.held.keys.set(teacher, key);
    town.held.destroyed.delete(teacher);
    await town.boot().reactor.start();
    expect(town.held.keys.has(teacher)).toBe(false);
    expect(town.held.destroyed.has(teacher)).toBe(true);
  });

  it('tells of work that fails and tries it again', async () => {
    const town = await settledTown(1);
    await expect(send(dyingAt(town, 2), clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'))).rejects.toBeInstanceOf(SimulatedCrash);
    let failures = 2;
    const troubles: string[] = [];
    const next = town.boot({
      store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'before' && failures-- > 0 ? 'fail' : undefined))),
      reactor: { graceMs: 0, retryMs: { first: 1, longest: 5 }, onTrouble: ({ what }) => void troubles.push(what) },
    });
    await next.reactor.start();
    await followUntil(town, next, 'TeacherRegistered');
    expect(troubles).toHaveLength(2);
    expect(troubles[0]).toMatch(/^claim /);
  });
});

describe('use cases beside the round', () => {
  it('a list with one that does not pass is refused whole; a dry run says who, and stores nothing', async () => {
    const { town, round, teachers } = await selected();
    const app = town.boot();
    const [first = ''] = teachers;
    // given a birth date corrected after the ranking, by which the first was never eligible
    const registered = ofType(town, 'TeacherRegistered').find(({ stream }) => stream === `teacher-${first}`);
    await done(app, OFFICER, 'CorrectFact', { teacher: first }, { event: registered?.id, personal: { ...dossier(0, 'school-1').personal, birthDate: '1983-12-31' } });
    const events = town.log.events.length;
    const body = { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' };
    // when
    const preview = await send(app, OFFICER, 'ConferTitles', { round }, { ...body, dryRun: true });
    const whole = await send(app, OFFICER, 'ConferTitles', { round }, body);
    // then
    expect(preview).toMatchObject({ kind: 'accepted', events: [], result: { dryRun: true, persons: [{ teacher: first, passes: false, rule: 'reviewOpen' }, { passes: true }, { passes: true }] } });
    expect(whole).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { count: 1, targets: [{ rule: 'reviewOpen' }] } } });
    expect(town.log.events).toHaveLength(events);
    // and those that pass become the list that the act is carried out with
    const ranking = ofType(town, 'CandidatesRanked')[0]?.data['lines'] as readonly { readonly nomination: string; readonly teacher: string; readonly proposed: boolean }[];
    const nominations = ranking.filter((line) => line.proposed && line.teacher !== first).map(({ nomination }) => nomination);
    expect(await send(app, OFFICER, 'ConferTitles', { round }, { ...body, nominations })).toMatchObject({ kind: 'accepted', result: { done: 4, declined: 0 } });
    expect(ofType(town, 'TitleConferred')).toHaveLength(2);
    expect(ofType(town, 'NotSelected')).toHaveLength(2);
  });

  it('of a list with one that does not pass, those who pass are conferred where the act says so; she waits, and is neither selected nor passed over', async () => {
    const { town, round, teachers } = await selected();
    const app = town.boot();
    const [first = ''] = teachers;
    const registered = ofType(town, 'TeacherRegistered').find(({ stream }) => stream === `teacher-${first}`);
    await done(app, OFFICER, 'CorrectFact', { teacher: first }, { event: registered?.id, personal: { ...dossier(0, 'school-1').personal, birthDate: '1983-12-31' } });
    const body = { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01', mode: 'PASSING' };

    const outcome = await send(app, OFFICER, 'ConferTitles', { round }, body, 'passing');
    expect(outcome).toMatchObject({ kind: 'accepted', result: { dryRun: false, held: 1, declined: 0, persons: [{ teacher: first, passes: false, rule: 'reviewOpen' }, { passes: true }, { passes: true }] } });
    expect(ofType(town, 'TitleConferred')).toHaveLength(2);
    expect(ofType(town, 'NotSelected').some(({ stream }) => stream === `teacher-${first}`)).toBe(false);
    const decided = ofType(town, 'ConferralDecided')[0]?.data;
    expect(ofType(town, 'ConferralCarriedOut')[0]?.data).toMatchObject({ waiting: decided?.['held'] });
    // Asked again under its key: the same people, the same numbers.
    expect(await send(app, OFFICER, 'ConferTitles', { round }, body, 'passing')).toMatchObject({ kind: 'accepted', repeated: true, result: { held: 1, persons: [{ passes: true }, { passes: true }, { teacher: first, passes: false, rule: 'leftOut' }] } });
    // Nobody passes any more: refused with her verdict, and she may be passed over on record.
    const nomination = (decided?.['held'] as readonly string[])[0] ?? '';
    expect(await send(app, OFFICER, 'ConferTitles', { round }, { ...body, nominations: [nomination] })).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { count: 1, persons: [{ teacher: first, rule: 'reviewOpen' }] } } });
    expect(await send(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-02', nominations: [nomination], dryRun: true })).toMatchObject({ kind: 'accepted', events: [], result: { batch: null, dryRun: true, done: 0, declined: 0, persons: [{ teacher: first, passes: false }] } });
  });

  it('training, revocation and voiding are answered and recorded', async () => {
    const { town, round, teachers } = await selected();
    const app = town.boot();
    const [first = ''] = teachers;
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
    const title = String(ofType(town, 'TitleConferred').find(({ stream }) => stream === `teacher-${first}`)?.data['title']);
    town.clock.set('2019-09-01');
    const training = { training: 'tr-1', activity: '班主任培训', topic: 'CLASS_TEACHER', periods: 18, provider: '教研中心', completedOn: '2019-08-20', source: 'A-1' };
    await done(app, clerk('school-1'), 'RecordTraining', { teacher: first }, training);
    expect(await send(app, clerk('school-1'), 'RecordTraining', { teacher: first }, training)).toMatchObject({ kind: 'refused', refusal: { rule: 'trainingCounted' } });
    expect(JSON.stringify(ofType(town, 'CompletedTraining'))).not.toContain('班主任培训');
    const revocation = { ground: 'NONE', authority: 'edz', certificateRecovered: false, reason: '测试', act: act('威经教发〔2019〕20号', '2019-09-01') };
    const refused = await send(app, OFFICER, 'RevokeTitle', { teacher: first, title }, revocation);
    expect(refused).toMatchObject({ kind: 'refused', refusal: { rule: 'unknownGround' } });
    const grounds = refused.kind === 'refused' ? (refused.refusal.inputs['grounds'] as readonly string[]) : [];
    await done(app, OFFICER, 'RevokeTitle', { teacher: first, title }, { ...revocation, ground: 'FRAUD' });
    expect(grounds).toContain('FRAUD');
    expect(ofType(town, 'TitleRevoked')).toMatchObject([{ data: { title }, meta: { act: { number: '威经教发〔2019〕20号' } } }]);
    expect(JSON.stringify(ofType(town, 'TitleRevoked'))).not.toContain('测试');
    const completed = ofType(town, 'CompletedTraining')[0];
    await done(app, OFFICER, 'VoidFact', { teacher: first }, { event: completed?.id, reasonCode: 'ENTERED_TWICE', reason: '重复登记' });
    expect(ofType(town, 'FactVoided')).toMatchObject([{ data: { event: completed?.id, reasonCode: 'ENTERED_TWICE' } }]);
  });

  it('a birth date corrected after conferral requires a review in the same append', async () => {
    const { town, round, teachers } = await selected();
    const app = town.boot();
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
    const [first = ''] = teachers;
    const registered = ofType(town, 'TeacherRegistered').find(({ stream }) => stream === `teacher-${first}`);
    const correction = { event: registered?.id, personal: { ...dossier(0, 'school-1').personal, birthDate: '1983-12-31' } };
    const outcome = await send(app, OFFICER, 'CorrectFact', { teacher: first }, correction);
    expect(outcome.kind === 'accepted' ? outcome.events.map(({ type }) => type) : outcome).toEqual(['TeacherRegistered', 'ReviewRequired']);
    const reviews = ofType(town, 'ReviewRequired');
    expect(reviews).toMatchObject([{ data: { outcomeType: 'TitleConferred', rule: 'bornOnOrAfter' } }]);
    // and nothing of the date stands in clear
    expect(JSON.stringify(town.log.events)).not.toContain('1983-12-31');
    // while the number itself is no matter of a correction
    const other = { ...correction, personal: dossier(9, 'school-1').personal };
    expect(await send(app, OFFICER, 'CorrectFact', { teacher: first }, other)).toMatchObject({ kind: 'refused', refusal: { rule: 'fieldFixed', inputs: { field: 'identityNumber' } } });
  });

  it('a consent from paper is hers, with the clerk who entered it beside her', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await done(app, clerk('school-1'), 'GiveConsent', { round }, { teacher, effectiveOn: '2019-05-09' });
    expect(ofType(town, 'ConsentGiven')).toMatchObject([{ data: { form: 'CONSENTED' }, meta: { actor: teacher, enteredBy: clerk('school-1'), capacity: { post: 'SchoolAdmin', org: 'school-1' }, effectiveOn: '2019-05-09' } }]);
  });

  it('a verdict names its programme, its clause and its act, and stands once for its period', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const teacher = await register(app, 1, 'school-1');
    const verdict = { programme: 'weihai-edz-2017', kind: 'MILESTONE', period: 'M1', title: null, grade: 'QUALIFIED', assessor: 'edz', act: act() };
    await done(app, OFFICER, 'ConcludeAssessment', { teacher }, verdict);
    expect(ofType(town, 'AssessedQualified')).toMatchObject([{ data: { period: 'M1' }, meta: { rule: { programme: 'weihai-edz-2017', version: 1 }, context: { programme: { id: 'weihai-edz-2017', version: 1 }, calendar: expect.any(String), orgs: expect.any(Number), people: expect.any(Number) } } }]);
    expect(await send(app, OFFICER, 'ConcludeAssessment', { teacher }, { ...verdict, grade: 'UNQUALIFIED' })).toMatchObject({ kind: 'refused', refusal: { rule: 'alreadyAssessed' } });
    expect(await send(app, OFFICER, 'TransferTeacher', { teacher }, { to: 'edz', stage: 'PRIMARY', subject: '语文' })).toMatchObject({ kind: 'accepted' });
  });

  it('a round outside a demonstration is refused with the list of what is open', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const parameters = { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: 'school-1', seats: 1 }], awardSeats: 1, requiredAttachments: [] };
    const outcome = await send(app, OFFICER, 'OpenRound', {}, { names: { zh: '正式', en: 'Real' }, programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEACHER', parameters });
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { rule: 'openValues' } });
    expect(ofType(town, 'RoundOpened')).toEqual([]);
  });

  it('an import answers 202 while it is long, and its reactor ends it', async () => {
    const town = await settledTown(2);
    const app = town.boot({ streams: { checkReadOnly: false } });
    const rows = Array.from({ length: 130 }, (_, n) => dossier(n, schoolName((n % 2) + 1)));
    const outcome = await send(app, OFFICER, 'RegisterTeachers', {}, { rows }, 'import');
    expect(['accepted', 'pending']).toContain(outcome.kind);
    await app.reactor.rest();
    expect(ofType(town, 'TeacherRegistered')).toHaveLength(130);
    expect(ofType(town, 'BatchTargetsSettled')).toHaveLength(2);
    expect(ofType(town, 'BatchCompleted')).toMatchObject([{ data: { done: 130, declined: 0 } }]);
    const listed = ofType(town, 'BatchTargetsListed')[0];
    expect(JSON.stringify(listed?.data)).not.toContain('1990');
    expect(await send(town.boot(), OFFICER, 'RegisterTeachers', {}, { rows }, 'import')).toMatchObject({ kind: 'accepted', repeated: true, result: { done: 130 } });
  }, 60_000);
});
