import type { Application } from '../../src/application';
import { IdempotencyKeyReusedError } from '../../src/commands/errors';
import { Requests } from '../../src/commands/requests';
import type { UseCaseName } from '../../src/commands/use-cases';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import type { Town } from './town';
import { act, clerk, done, dossier, openRound, OFFICER, PROGRAMME, register, send, settledTown } from './town';

const typesFrom = (town: Town, from: number): readonly string[] => town.log.events.slice(from).map(({ envelope }) => envelope.type);

interface Place {
  readonly app: Application;
  readonly round: string;
  readonly teachers: readonly [string, string];
}

/** A town with a demonstration round and two teachers who consented to be nominated. */
async function place(): Promise<Place & { readonly town: Town }> {
  const town = await settledTown(1);
  const app = town.boot();
  const round = await openRound(app, { 'school-1': 2 }, 2);
  const teachers = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')] as const;
  return { town, app, round, teachers };
}

interface Asked {
  readonly by: string;
  readonly target: object;
  readonly body: object;
}
type Pair = (place: Place) => Promise<readonly [Asked, Asked]>;

const ofBoth = (ask: (teacher: string, place: Place) => Asked): Pair => async (given) => [ask(given.teachers[0], given), ask(given.teachers[1], given)];
const person = (n: number) => ({ name: dossier(n, 'school-1').personal.name, identityType: 'RESIDENT_ID', identityNumber: dossier(n, 'school-1').personal.identityNumber });

/** Two requests to one use case that lead to two streams. */
const pairs: { readonly [name in UseCaseName]?: Pair } = {
  RegisterTeacher: async () => [{ by: clerk('school-1'), target: {}, body: dossier(11, 'school-1') }, { by: clerk('school-1'), target: {}, body: dossier(12, 'school-1') }],
  RegisterPerson: async () => [{ by: OFFICER, target: {}, body: person(11) }, { by: OFFICER, target: {}, body: person(12) }],
  RegisterTeachers: async () => [{ by: OFFICER, target: {}, body: { rows: [dossier(11, 'school-1')] } }, { by: OFFICER, target: {}, body: { rows: [dossier(12, 'school-1')] } }],
  GiveConsent: ofBoth((teacher, { round }) => ({ by: clerk('school-1'), target: { round }, body: { teacher, effectiveOn: '2019-05-09' } })),
  SubmitNomination: async ({ app, round, teachers }) => {
    for (const teacher of teachers) await done(app, teacher, 'GiveConsent', { round }, {});
    return [{ by: clerk('school-1'), target: { round }, body: { teacher: teachers[0] } }, { by: clerk('school-1'), target: { round }, body: { teacher: teachers[1] } }];
  },
  RecommendAtSchool: async ({ app, round, teachers }) => {
    for (const teacher of teachers) {
      await done(app, teacher, 'GiveConsent', { round }, {});
      await done(app, clerk('school-1'), 'SubmitNomination', { round }, { teacher });
    }
    return [{ by: clerk('school-1'), target: { round }, body: { teacher: teachers[0], act: act() } }, { by: clerk('school-1'), target: { round }, body: { teacher: teachers[1], act: act() } }];
  },
  TransferTeacher: ofBoth((teacher) => ({ by: OFFICER, target: { teacher }, body: { to: 'edz', stage: 'PRIMARY', subject: '语文' } })),
  RecordTraining: ofBoth((teacher) => ({ by: clerk('school-1'), target: { teacher }, body: { training: 'tr-1', activity: '班主任培训', topic: 'CLASS_TEACHER', periods: 18, provider: '教研中心', completedOn: '2019-04-20', source: 'A-1' } })),
  ConcludeAssessment: ofBoth((teacher) => ({ by: OFFICER, target: { teacher }, body: { programme: PROGRAMME, kind: 'MILESTONE', period: 'M1', title: null, grade: 'QUALIFIED', assessor: 'edz', act: act() } })),
  ErasePersonalData: ofBoth((teacher) => ({ by: OFFICER, target: { person: teacher }, body: { basis: 'CONSENT_WITHDRAWN' } })),
};

describe('an Idempotency-Key used again for a request that leads to another stream', () => {
  it.each(Object.entries(pairs))('%s: is refused before anything is stored, also after a restart', async (name, pair) => {
    const { town, ...given } = await place();
    const [first, second] = await pair(given);
    const useCase = name as UseCaseName;
    await done(given.app, first.by, useCase, first.target, first.body, 'K');
    const events = town.log.events.length;
    const keys = town.held.keys.size;
    const restarted = town.boot();
    await restarted.reactor.start();
    for (const process of [given.app, restarted]) {
      await expect(send(process, second.by, useCase, second.target, second.body, 'K')).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
    }
    expect(typesFrom(town, events)).toEqual([]);
    expect(town.held.keys.size).toBe(keys);
    // and under a key of its own it goes through: nothing is wedged
    await done(restarted, second.by, useCase, second.target, second.body, 'K2');
    await restarted.reactor.rest();
  });

  it('while the first is still being stored is refused too', async () => {
    const { town, app } = await place();
    const events = town.log.events.length;
    const outcomes = await Promise.allSettled([11, 12].map((n) => send(app, clerk('school-1'), 'RegisterTeacher', {}, dossier(n, 'school-1'), 'K')));
    expect(outcomes).toMatchObject([{ status: 'fulfilled', value: { kind: 'accepted' } }, { status: 'rejected', reason: expect.any(IdempotencyKeyReusedError) }]);
    expect(typesFrom(town, events)).toEqual(['IdentityClaimed', 'TeacherRegistered']);
  });

  it('by two processes that know nothing of each other makes two persons, never two numbers of one, and leaves no work behind', async () => {
    const { town } = await place();
    const made: unknown[] = [];
    for (const n of [11, 12]) made.push((await done(town.boot(), clerk('school-1'), 'RegisterTeacher', {}, dossier(n, 'school-1'), 'K')).teacher);
    for (const n of [21, 22]) made.push((await done(town.boot(), OFFICER, 'RegisterPerson', {}, person(n), 'K')).person);
    expect(new Set(made).size).toBe(4);
    const claims = town.log.events.filter(({ envelope }) => envelope.type === 'IdentityClaimed').map(({ envelope }) => envelope.data['person']);
    expect(new Set(claims).size).toBe(claims.length);
    const reactor = town.boot().reactor;
    await reactor.rest();
    expect(reactor.open).toEqual([]);
  });

  it('by two processes that know nothing of each other makes two nominations with two ids', async () => {
    const { town, round, teachers } = await place();
    const nominations: unknown[] = [];
    for (const teacher of teachers) {
      await done(town.boot(), teacher, 'GiveConsent', { round }, {});
      nominations.push((await done(town.boot(), clerk('school-1'), 'SubmitNomination', { round }, { teacher }, 'K')).nomination);
    }
    expect(new Set(nominations).size).toBe(2);
    // and each takes a seat of its own
    for (const teacher of teachers) expect(await send(town.boot(), clerk('school-1'), 'RecommendAtSchool', { round }, { teacher, act: act() })).toMatchObject({ kind: 'accepted' });
  });

  it('for another list than the one an import was killed over claims none of its numbers', async () => {
    const { town } = await place();
    const killed = town.boot({ store: (store) => ({ ...withFaults(store, new FaultPoints(() => undefined)), append: async (stream, expected, envelopes) => {
      if (stream.startsWith('identity-')) throw new Error('killed');
      return store.append(stream, expected, envelopes);
    } }) });
    await expect(send(killed, OFFICER, 'RegisterTeachers', {}, { rows: [dossier(11, 'school-1')] }, 'K')).rejects.toThrow('killed');
    const events = town.log.events.length;
    await expect(send(town.boot(), OFFICER, 'RegisterTeachers', {}, { rows: [dossier(12, 'school-1')] }, 'K')).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
    expect(typesFrom(town, events)).toEqual([]);
    expect(await send(town.boot(), OFFICER, 'RegisterTeachers', {}, { rows: [dossier(11, 'school-1')] }, 'K')).toMatchObject({ kind: 'accepted', result: { done: 1 } });
  });
});

describe('what commands asked for', () => {
  it('is remembered for the newest alone', async () => {
    const requests = new Requests(2);
    for (const n of [1, 2, 3]) requests.heard({ correlation: `c-${n}`, request: 'one' });
    const ask = (n: number): Promise<string> => requests.during({ commandId: `c-${n}`, correlation: `c-${n}`, request: 'two' }, async () => 'done');
    expect(await ask(1)).toBe('done');
    await expect(ask(2)).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
    await expect(ask(3)).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
  });
});
