import { NotFoundError } from '../../src/commands/errors';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { clerk, done, dossier, openRound, OFFICER, putForward, register, send, settledTown } from './town';

const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);

describe('a score that may not be submitted', () => {
  it('makes no seal: not for whoever asks, not for a round or a panel there is not', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    town.clock.set('2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    const keys = new Set(town.held.keys.keys());
    const score = { teacher, components: { LESSON: 90, DESIGN: 80, PORTFOLIO: 70 } };
    // when
    await expect(send(app, 'expert-1', 'SubmitScore', { round: 'no-such-round', panel: 1 }, score)).rejects.toBeInstanceOf(NotFoundError);
    expect(await send(app, 'expert-1', 'SubmitScore', { round, panel: 1 }, score)).toMatchObject({ kind: 'refused', refusal: { rule: 'unknownPanel' } });
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts: experts.slice(0, 4), candidates: [teacher] });
    expect(await send(app, clerk('school-1'), 'SubmitScore', { round, panel: 1 }, score)).toMatchObject({ kind: 'refused' });
    expect(await send(app, 'expert-5', 'SubmitScore', { round, panel: 1 }, score)).toMatchObject({ kind: 'refused', refusal: { rule: 'notOnThePanel' } });
    // then
    expect([...town.held.keys.keys()].filter((owner) => !keys.has(owner))).toEqual([]);
    // while an expert of the panel makes it, once
    await done(app, 'expert-1', 'SubmitScore', { round, panel: 1 }, score);
    expect([...town.held.keys.keys()].filter((owner) => !keys.has(owner))).toEqual([`seal:${round}`]);
    expect(await send(app, 'expert-1', 'SubmitScore', { round, panel: 1 }, score)).toMatchObject({ kind: 'accepted', events: [] });
  });
});

describe('a claim whose dossier is refused', () => {
  it('is answered with the refusal, not as accepted, and is trouble of the reactor', async () => {
    // given a process that died between claim and dossier, and a clock that was then set back
    const town = await settledTown(1);
    const body = { ...dossier(1, 'school-1'), effectiveOn: '2019-05-10' };
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'after' ? 'crash' : undefined))) });
    await expect(send(dying, clerk('school-1'), 'RegisterTeacher', {}, body, 'K')).rejects.toBeInstanceOf(SimulatedCrash);
    town.clock.set('2019-05-09');
    const app = town.boot();
    // then
    expect(await send(app, clerk('school-1'), 'RegisterTeacher', {}, body, 'K')).toMatchObject({ kind: 'refused', refusal: { rule: 'inTheFuture' } });
    await expect(app.reactor.rest()).rejects.toThrow('cannot be finished: inTheFuture');
    // and once nothing stands against it any more, the same request ends it
    town.clock.set('2019-05-10');
    expect(await send(app, clerk('school-1'), 'RegisterTeacher', {}, body, 'K')).toMatchObject({ kind: 'accepted', repeated: true });
    await app.reactor.rest();
    expect(app.reactor.open).toEqual([]);
  });
});

describe('the claims of an import that was killed', () => {
  it('give way to the corrected row of the next import, under the same persons', async () => {
    const town = await settledTown(1);
    const rows = [1, 2].map((n) => dossier(n, 'school-1'));
    const killed = town.boot({ store: (store) => ({ ...withFaults(store, new FaultPoints(() => undefined)), append: async (stream, expected, envelopes) => {
      if (envelopes[0]?.type === 'BatchOpened') throw new Error('killed');
      return store.append(stream, expected, envelopes);
    } }) });
    await expect(send(killed, OFFICER, 'RegisterTeachers', {}, { rows }, 'first')).rejects.toThrow('killed');
    const persons = (): readonly unknown[] => [...new Set(town.log.events.filter(({ envelope }) => envelope.type === 'IdentityClaimed').map(({ envelope }) => envelope.data['person']))];
    const before = persons();
    // when the file is put right and sent again
    const app = town.boot();
    const corrected = rows.map((row) => ({ ...row, subject: '数学' }));
    expect(await send(app, OFFICER, 'RegisterTeachers', {}, { rows: corrected }, 'second')).toMatchObject({ kind: 'accepted', result: { done: 2, declined: 0 } });
    // then what the second file says stands, for the same persons
    const registered = town.log.events.map(({ envelope }) => envelope).filter(({ type }) => type === 'TeacherRegistered');
    expect(registered.map(({ data }) => data['subject'])).toEqual(['数学', '数学']);
    expect(persons()).toEqual(before);
    // and the first, sent once more, finds them registered
    expect(await send(app, OFFICER, 'RegisterTeachers', {}, { rows }, 'first')).toMatchObject({ kind: 'accepted', result: { done: 2, declined: 0 } });
    expect(town.log.events.filter(({ envelope }) => envelope.type === 'TeacherRegistered')).toHaveLength(2);
    expect(await send(app, OFFICER, 'RegisterTeachers', {}, { rows: corrected }, 'third')).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused' } });
  });
});

describe('a claim that nothing followed', () => {
  it('can be erased, and the number is then nobody else\'s', async () => {
    const town = await settledTown(1);
    const rows = [dossier(1, 'school-1')];
    const killed = town.boot({ store: (store) => ({ ...withFaults(store, new FaultPoints(() => undefined)), append: async (stream, expected, envelopes) => {
      if (envelopes[0]?.type === 'BatchOpened') throw new Error('killed');
      return store.append(stream, expected, envelopes);
    } }) });
    await expect(send(killed, OFFICER, 'RegisterTeachers', {}, { rows }, 'first')).rejects.toThrow('killed');
    const person = String(town.log.events.find(({ envelope }) => envelope.type === 'IdentityClaimed')?.envelope.data['person']);
    const app = town.boot();
    // when
    expect(await send(app, OFFICER, 'ErasePersonalData', { person: 'nobody' }, { basis: 'CONSENT_WITHDRAWN' })).toMatchObject({ kind: 'refused', refusal: { rule: 'unknownPerson' } });
    await done(app, OFFICER, 'ErasePersonalData', { person }, { basis: 'CONSENT_WITHDRAWN' });
    // then
    expect(town.held.keys.has(person)).toBe(false);
    expect(town.held.destroyed.has(person)).toBe(true);
    expect(await send(app, clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'))).toMatchObject({ kind: 'refused', refusal: { rule: 'identityErased' } });
    // and the seal of a round is no person
    town.held.keys.set('seal:r', Buffer.alloc(32));
    expect(await send(app, OFFICER, 'ErasePersonalData', { person: 'seal:r' }, { basis: 'CONSENT_WITHDRAWN' })).toMatchObject({ kind: 'refused', refusal: { rule: 'unknownPerson' } });
    expect(town.held.keys.has('seal:r')).toBe(true);
  });
});

describe('the reactor', () => {
  it('keeps nothing of work that the handlers ended themselves', async () => {
    const town = await settledTown(1);
    const app = town.boot({ reactor: { graceMs: 3_600_000 } });
    await app.reactor.start();
    const stop = new AbortController();
    const running = app.reactor.run(stop.signal);
    try {
      const round = await openRound(app, { 'school-1': 2 }, 1);
      const teacher = await register(app, 1, 'school-1');
      await done(app, OFFICER, 'RegisterTeachers', {}, { rows: [2, 3].map((n) => dossier(n, 'school-1')) });
      await putForward(app, round, teacher, 'school-1');
      town.clock.set('2019-06-03');
      await done(app, OFFICER, 'CloseNominations', { round }, {});
      await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [teacher] });
      const head = await app.desk.head();
      const deadline = Date.now() + 10_000;
      while (app.reactor.position !== head) {
        if (Date.now() > deadline) throw new Error('the reactor does not follow');
        await town.clock.wait(10);
      }
      expect(app.reactor.open).toEqual([]);
      expect(app.reactor.postponed).toBe(0);
    } finally {
      stop.abort();
      await running.catch(() => undefined);
    }
  });
});

describe('a work whose use was put in order by a process that then died', () => {
  it('is entered in the dossier by the reactor of the next, once, and the same request is answered with it', async () => {
    // given
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    const body = { teacher, kind: 'PAPER', source: '小学语文教学2018年第4期' };
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'after' ? 'crash' : undefined))) });
    await expect(send(dying, clerk('school-1'), 'EnterEvidence', { round }, body, 'K')).rejects.toBeInstanceOf(SimulatedCrash);
    // when
    const next = town.boot();
    await next.reactor.rest();
    // then
    expect(next.reactor.open).toEqual([]);
    expect(await send(next, clerk('school-1'), 'EnterEvidence', { round }, body, 'K')).toMatchObject({ kind: 'accepted', repeated: true, result: { earlierInRound: 0 } });
    expect(await send(next, clerk('school-1'), 'EnterEvidence', { round }, body, 'L')).toMatchObject({ kind: 'refused', refusal: { rule: 'evidenceEntered' } });
    const types = town.log.events.filter(({ envelope }) => envelope.stream === `teacher-${teacher}`).map(({ envelope }) => envelope.type);
    expect(types).toEqual(['TeacherRegistered', 'EvidenceEntered']);
  });
});
