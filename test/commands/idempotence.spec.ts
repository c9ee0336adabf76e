import fc from 'fast-check';
import { IdempotencyKeyReusedError, OutcomeUnknownError, StaleRevisionError } from '../../src/commands/errors';
import type { Outcome } from '../../src/commands/outcome';
import type { EventStore } from '../../src/event-store/event-store';
import { UnknownOutcomeError } from '../../src/event-store/event-store';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import { round as aggregate } from '../../src/domain/round/round';
import { newEventId } from '../../src/ids';
import { act, clerk, done, dossier, openRound, OFFICER, register, schoolName, send, settle, settledTown, Town } from './town';

async function readyTown(seats: number, teachers: number): Promise<{ readonly town: Town; readonly round: string; readonly candidates: readonly string[] }> {
  const town = await settledTown(1);
  const app = town.boot();
  const round = await openRound(app, { 'school-1': seats }, 50);
  const candidates: string[] = [];
  for (let n = 0; n < teachers; n += 1) {
    const teacher = await register(app, n, 'school-1');
    await done(app, teacher, 'GiveConsent', { round }, {});
    await done(app, clerk('school-1'), 'SubmitNomination', { round }, { teacher });
    candidates.push(teacher);
  }
  return { town, round, candidates };
}

const typesFrom = (town: Town, from: number): readonly string[] => town.log.events.slice(from).map(({ envelope }) => envelope.type);

describe('idempotence comes from state', () => {
  it('an answer lost and asked for again, in another process and after other events, is the first answer', async () => {
    const town = await settledTown(1);
    const first = await send(town.boot(), clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'), 'register');
    await register(town.boot(), 2, 'school-1');
    const events = town.log.events.length;
    const again = await send(town.boot(), clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'), 'register');
    expect(again).toEqual({ ...first, repeated: true });
    expect(town.log.events).toHaveLength(events);
  });

  it('E51 the warning of a round after its programme\'s last day stands in the answer that is asked for again', async () => {
    const town = await settledTown(1);
    town.clock.set('2021-03-01');
    const parameters = { bornOnOrAfter: '1986-01-01', snapshotOn: '2021-03-01', nominationsFrom: '2021-03-01', nominationsTo: '2021-03-31', recommendationSeats: [{ unit: 'school-1', seats: 1 }], awardSeats: 1, requiredAttachments: [] };
    const body = { names: { zh: '2021年教坛新秀', en: 'Rising Star 2021' }, programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true };
    const first = await send(town.boot(), OFFICER, 'OpenRound', {}, body, 'open');
    expect(first).toMatchObject({ kind: 'accepted', result: { validity: { to: '2020-12-31', clause: 'W1', within: false, sentences: { en: expect.stringContaining('outside it') as string } } } });
    expect(await send(town.boot(), OFFICER, 'OpenRound', {}, body, 'open')).toEqual({ ...first, repeated: true });
  });

  it('another body under the same key is refused by name, in the same process and in another', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const body = { org: 'school-9', names: { zh: '九小', en: 'Nine' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: [], code: null, rural: false };
    await done(app, OFFICER, 'RegisterOrg', {}, body, 'org');
    const events = town.log.events.length;
    for (const process of [app, town.boot()]) {
      await expect(send(process, OFFICER, 'RegisterOrg', {}, { ...body, rural: true }, 'org')).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
    }
    expect(town.log.events).toHaveLength(events);
  });

  it('two processes deciding the same command at once store it once, and both answer it', async () => {
    const { town, round, candidates: [teacher = ''] } = await readyTown(1, 1);
    const [one, two] = [town.boot(), town.boot()];
    const events = town.log.events.length;
    const recommend = (process: typeof one): Promise<Outcome> => send(process, clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() }, 'recommend');
    const outcomes = await Promise.all([recommend(one), recommend(two), recommend(one), recommend(two)]);
    expect(typesFrom(town, events)).toEqual(['SeatReserved', 'SchoolRecommended', 'SeatConfirmed']);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(outcomes.filter((outcome) => outcome.kind === 'accepted' && !outcome.repeated)).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => (outcome.kind === 'accepted' ? outcome.position : ''))).size).toBe(1);
  });

  it('a command that another process finishes while this one reads is repeated and not refused, whichever read that is', async () => {
    const interruptedAt: number[] = [];
    for (let during = 1, reads = 1; reads >= during; during += 1) {
      const town = await settledTown(1);
      const app = town.boot();
      const round = await openRound(app, { 'school-1': 1 }, 50);
      const teacher = await register(app, 0, 'school-1');
      await done(app, teacher, 'GiveConsent', { round }, {});
      const submit = (process: typeof app): Promise<Outcome> => send(process, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'nominate');
      reads = 0;
      const interrupted = (store: EventStore): EventStore => ({
        ...withFaults(store, new FaultPoints(() => undefined)),
        async *readStream(stream, from) {
          if (stream === `teacher-${teacher}` && (reads += 1) === during) expect(await submit(app)).toMatchObject({ kind: 'accepted', repeated: false });
          yield* store.readStream(stream, from);
        },
      });
      const events = town.log.events.length;
      const outcome = await submit(town.boot({ store: interrupted }));
      const met = reads >= during;
      if (met) interruptedAt.push(during);
      expect([during, outcome]).toMatchObject([during, { kind: 'accepted', repeated: met }]);
      expect(typesFrom(town, events)).toEqual(['Nominated']);
    }
    expect(interruptedAt.length).toBeGreaterThan(2);
  });

  it.each([['stored', 'after'], ['not stored', 'before']] as const)('an unknown outcome of an append that was %s is settled by the same event', async (_, when) => {
    const town = await settledTown(1);
    let lost = 0;
    const points = new FaultPoints((point) => {
      if (point.operation !== 'append' || point.when !== when || lost >= 2) return undefined;
      lost += 1;
      return 'unknown';
    });
    const events = town.log.events.length;
    const app = town.boot({ store: (store) => withFaults(store, points) });
    await done(app, clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'), 'register');
    expect(lost).toBe(2);
    expect(typesFrom(town, events)).toEqual(['IdentityClaimed', 'TeacherRegistered']);
  });

  it('an outcome that stays unknown says so, and the same key finds out', async () => {
    const town = await settledTown(1);
    const ambiguous = (store: EventStore): EventStore => ({
      ...withFaults(store, new FaultPoints(() => undefined)),
      append: async (stream, expected, envelopes) => {
        await store.append(stream, expected, envelopes);
        throw new UnknownOutcomeError('the answer was lost');
      },
    });
    const app = town.boot({ store: ambiguous, streams: { patienceMs: 30 } });
    const events = town.log.events.length;
    await expect(send(app, clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'), 'register')).rejects.toBeInstanceOf(OutcomeUnknownError);
    const again = await send(town.boot(), clerk('school-1'), 'RegisterTeacher', {}, dossier(1, 'school-1'), 'register');
    expect(again).toMatchObject({ kind: 'accepted', repeated: true });
    expect(typesFrom(town, events)).toEqual(['IdentityClaimed', 'TeacherRegistered']);
  });

  it('a stale If-Match stores nothing and says what there is', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const revision = (town.log.streams.get('orgs')?.length ?? 0) - 1;
    await done(town.boot(), OFFICER, 'RenameOrg', { org: 'school-1' }, { names: { zh: '实验一小', en: 'First Experimental' } });
    const events = town.log.events.length;
    await expect(send(app, OFFICER, 'RenameOrg', { org: 'school-1' }, { names: { zh: '一小', en: 'First' } }, 'rename', revision)).rejects.toBeInstanceOf(StaleRevisionError);
    expect(town.log.events).toHaveLength(events);
    expect(await send(app, OFFICER, 'RenameOrg', { org: 'school-1' }, { names: { zh: '一小', en: 'First' } }, 'rename', revision + 1)).toMatchObject({ kind: 'accepted' });
  });

  it('a refusal is decided on the tail actually read, of its own stream and of those beside it', async () => {
    const town = new Town();
    const [one, two] = [town.boot(), town.boot()];
    await settle(one, 1);
    // given a process that remembers people and units, and another that adds to both
    await done(two, OFFICER, 'RegisterOrg', {}, { org: 'school-2', names: { zh: '二小', en: 'Second' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: '2017-01-01' });
    await done(two, OFFICER, 'RecordAppointment', {}, { appointment: 'a-2', person: clerk('school-2'), post: 'SchoolAdmin', org: 'school-2', from: '2017-01-01', to: null });
    // then it refuses neither what it had not heard of, nor whom
    expect(await send(one, clerk('school-2'), 'RegisterTeacher', {}, dossier(1, 'school-2'))).toMatchObject({ kind: 'accepted' });
    expect(await send(one, OFFICER, 'EndAppointment', { appointment: 'a-2' }, { to: '2019-05-10' })).toMatchObject({ kind: 'accepted' });
    expect(await send(two, OFFICER, 'EndAppointment', { appointment: 'a-2' }, { to: '2019-05-10' })).toMatchObject({ kind: 'refused', refusal: { rule: 'appointmentEnded' } });
  });

  it('a seat that another process took is seen', async () => {
    const { town, round, candidates: [teacher = '', other = ''] } = await readyTown(1, 2);
    const [one, two] = [town.boot(), town.boot()];
    const recommend = (process: typeof one, who: string): Promise<Outcome> => send(process, clerk('school-1'), 'RecommendAtSchool', { round }, { teacher: who, act: act() });
    await one.desk.streams.load(aggregate, `round-${round}`);
    expect(await recommend(two, teacher)).toMatchObject({ kind: 'accepted' });
    expect(await recommend(one, other)).toMatchObject({ kind: 'refused', refusal: { rule: 'noSeatLeft', inputs: { seats: 1, confirmed: 1 } } });
  });
});

describe('refusals', () => {
  it('about a person are facts of hers, once for what was read, whatever the key', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1', '1983-12-31');
    await done(app, teacher, 'GiveConsent', { round }, {});
    const events = town.log.events.length;
    const first = await send(app, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'one');
    expect(first).toMatchObject({ kind: 'refused', repeated: false, refusal: { rule: 'bornOnOrAfter', clause: 'W12' } });
    expect(await send(town.boot(), clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'one')).toMatchObject({ kind: 'refused', repeated: true, refusal: { rule: 'bornOnOrAfter', clause: 'W12' } });
    expect(await send(app, clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'two')).toMatchObject({ kind: 'refused', refusal: { rule: 'bornOnOrAfter' } });
    expect(typesFrom(town, events)).toEqual(['NominationRefused']);
  });

  it('for lack of authority go to the access log and leave no fact', async () => {
    const town = await settledTown(2);
    const app = town.boot();
    const events = town.log.events.length;
    const outcome = await send(app, clerk('school-2'), 'RegisterTeacher', {}, dossier(1, 'school-1'));
    expect(outcome).toMatchObject({ kind: 'refused', position: null, refusal: { rule: 'outsideJurisdiction' } });
    expect(town.refusedAccess).toMatchObject([{ subject: clerk('school-2'), useCase: 'RegisterTeacher', rule: 'outsideJurisdiction' }]);
    expect(town.log.events).toHaveLength(events);
  });

  it('a list of an import with rows that do not pass is refused whole, and a dry run says which', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const rows = [dossier(1, 'school-1'), dossier(2, 'school-7'), dossier(1, 'school-1')];
    const events = town.log.events.length;
    expect(await send(app, OFFICER, 'RegisterTeachers', {}, { rows, dryRun: true })).toMatchObject({ kind: 'accepted', result: { rows: [{ row: 0, passes: true }, { row: 1, passes: false, rule: 'unknownOrg' }, { row: 2, passes: false, rule: 'identityTwice' }] } });
    expect(await send(app, OFFICER, 'RegisterTeachers', {}, { rows })).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { count: 2 } } });
    expect(town.log.events).toHaveLength(events);
  });

  it('a person who is known by her number gets a dossier under the same id, and a second one is refused', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const row = dossier(1, 'school-1');
    const { person } = await done(app, OFFICER, 'RegisterPerson', {}, { name: row.personal.name, identityType: 'RESIDENT_ID', identityNumber: row.personal.identityNumber });
    const { teacher } = await done(app, clerk('school-1'), 'RegisterTeacher', {}, row, 'register');
    expect(teacher).toBe(person);
    expect(await send(app, clerk('school-1'), 'RegisterTeacher', {}, row, 'register')).toMatchObject({ kind: 'accepted', repeated: true });
    expect(await send(app, clerk('school-1'), 'RegisterTeacher', {}, row, 'another')).toMatchObject({ kind: 'refused', refusal: { rule: 'identityTaken' } });
  });
});

describe('the last seat', () => {
  it('two clerks racing for the last 推荐名额 take exactly one, and the other is told in her history', async () => {
    const { town, round, candidates } = await readyTown(1, 2);
    const events = town.log.events.length;
    const outcomes = await Promise.all(candidates.map((teacher) => send(town.boot(), clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['accepted', 'refused']);
    const types = typesFrom(town, events);
    expect(types.filter((type) => type === 'SeatReserved')).toHaveLength(1);
    expect(types.filter((type) => type === 'SchoolRecommended')).toHaveLength(1);
    expect(types.filter((type) => type === 'RecommendationRefused')).toHaveLength(1);
  });

  it('N racers on several processes take exactly the seats there are', async () => {
    const racers = 9;
    const { town, round, candidates } = await readyTown(4, racers);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { minLength: racers, maxLength: racers }), fc.shuffledSubarray([...candidates], { minLength: 1 }), async (processes, order) => {
        const copy = town.copy();
        const apps = [copy.boot(), copy.boot(), copy.boot()];
        const events = copy.log.events.length;
        const outcomes = await Promise.all(order.map((teacher, n) => {
          const app = apps[processes[n] ?? 0];
          if (app === undefined) throw new Error('no such process');
          return send(app, clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() });
        }));
        const taken = Math.min(4, order.length);
        expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(taken);
        expect(typesFrom(copy, events).filter((type) => type === 'SeatConfirmed')).toHaveLength(taken);
        expect(typesFrom(copy, events).filter((type) => type === 'RecommendationRefused')).toHaveLength(order.length - taken);
      }),
      { numRuns: 15 },
    );
  });
});

describe('cost of a command', () => {
  it('on a stream of 30,000 events reads what it reads on one of 30', async () => {
    const town = await settledTown(1);
    let read = 0;
    const counting = (store: EventStore): EventStore => ({
      ...withFaults(store, new FaultPoints(() => undefined)),
      async *readStream(stream, from) {
        for await (const page of store.readStream(stream, from)) {
          read += page.length;
          yield page;
        }
      },
    });
    const app = town.boot({ store: counting, streams: { checkReadOnly: false } });
    const rename = (n: number): Promise<unknown> => done(app, OFFICER, 'RenameOrg', { org: schoolName(1) }, { names: { zh: `名${n}`, en: `Name ${n}` }, effectiveOn: '2019-05-10' });
    await rename(0);
    const readBy = async (n: number): Promise<number> => {
      const before = read;
      await rename(n);
      return read - before;
    };
    const short = await readBy(1);
    const orgs = town.log.streams.get('orgs') ?? [];
    const [registered] = orgs.filter(({ envelope }) => envelope.data['org'] === schoolName(1));
    if (registered === undefined) throw new Error('no school');
    // 30,000 more units, as another process would have left them
    const template = registered.envelope;
    for (let start = orgs.length; start <= 30_000; start += 1_000) {
      await app.desk.ports.store.append('orgs', start - 1, Array.from({ length: 1_000 }, (_, n) => ({ ...template, id: newEventId(), revision: start + n, data: { ...template.data, org: `filler-${start + n}` }, meta: { ...template.meta, commandId: `filler-${start + n}` } })));
    }
    await rename(2);
    const long = await readBy(3);
    expect(long).toBe(short);
    expect(long).toBeLessThan(10);
  }, 60_000);

  it('reads nothing at all where this process is the only writer and remembers the streams', async () => {
    const town = new Town();
    let read = 0;
    const app = town.boot({
      streams: { soleWriter: true },
      store: (store) => ({ ...withFaults(store, new FaultPoints(() => undefined)), readStream: (stream, from) => { read += 1; return store.readStream(stream, from); } }),
    });
    await settle(app, 1);
    const rename = (n: number) => done(app, OFFICER, 'RenameOrg', { org: schoolName(1) }, { names: { zh: `名${n}`, en: `Name ${n}` } });
    await rename(1);
    read = 0;
    await rename(2);
    expect(read).toBe(0);
  });
});
