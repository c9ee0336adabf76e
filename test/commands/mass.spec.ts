import type { Application } from '../../src/application';
import type { Outcome } from '../../src/commands/outcome';
import { round as rounds, seatsOf } from '../../src/domain/round/round';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { COUNTY, countyRound, nominate, settleCity } from './city';
import { act, clerk, done, openRound, register, send, settle, Town } from './town';

interface Person {
  readonly teacher: string;
  readonly nomination: string | null;
  readonly passes: boolean;
  readonly rule?: string;
}

function personsOf(outcome: Outcome): readonly Person[] {
  const holder = outcome.kind === 'refused' ? outcome.refusal.inputs : outcome.result;
  return holder['persons'] as readonly (Person & { readonly [field: string]: string | boolean | null })[];
}

describe('recommendations of many', () => {
  let town: Town;
  let app: Application;
  beforeEach(() => {
    town = new Town();
    app = town.boot();
  });
  const typesFrom = (from: number): readonly string[] => town.log.events.slice(from).map(({ envelope }) => envelope.type);
  const seats = async (round: string, unit: string, level: 'SCHOOL' | 'DISTRICT') => seatsOf((await app.desk.streams.load(rounds, `round-${round}`)).state, unit, level);

  it('E13 a mass act that races single ones for the last seats of the county: never above the seats, and every seat is somebody\'s', async () => {
    await settleCity(app);
    const round = await countyRound(app, { school: 8, county: 4 });
    const teachers: string[] = [];
    for (let n = 1; n <= 8; n += 1) teachers.push(await nominate(app, round, n));
    const single = (teacher: string) => send(app, COUNTY, 'RecommendAtLevel', { round }, { teacher, level: 'DISTRICT', act: act() });
    const many = (some: readonly string[]) => send(app, COUNTY, 'RecommendMany', { round }, { level: 'DISTRICT', teachers: some, mode: 'PASSING', act: act() });

    const outcomes = await Promise.all([single(teachers[0] ?? ''), many(teachers.slice(0, 3)), single(teachers[7] ?? ''), many(teachers.slice(2, 7))]);
    await app.reactor.rest();

    expect(await seats(round, 'county', 'DISTRICT')).toEqual({ seats: 4, reserved: 0, confirmed: 4, lapsed: 0 });
    let taken = 0;
    for (const { envelope } of town.log.events) {
      if (envelope.stream !== `round-${round}` || envelope.data['level'] === undefined) continue;
      if (envelope.type === 'SeatReserved' && envelope.data['level'] === 'DISTRICT') taken += 1;
      if (envelope.type === 'SeatsReserved' && envelope.data['level'] === 'DISTRICT') taken += (envelope.data['lines'] as readonly object[]).length;
      expect(taken).toBeLessThanOrEqual(4);
    }
    expect(taken).toBe(4);
    expect(outcomes.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThanOrEqual(2);
    expect(town.log.events.filter(({ envelope }) => envelope.type === 'LevelRecommended')).toHaveLength(4);
  });

  it('E45 a double click on a mass act is one act, and whoever asks again reads the same of everybody', async () => {
    await settleCity(app);
    const round = await countyRound(app, { school: 3, county: 2 });
    const teachers = [await nominate(app, round, 1), await nominate(app, round, 2), await nominate(app, round, 3)];
    const from = town.log.events.length;
    const click = () => send(app, COUNTY, 'RecommendMany', { round }, { level: 'DISTRICT', teachers, mode: 'PASSING', act: act() }, 'clicked');

    const [first, second] = await Promise.all([click(), click()]);
    const third = await click();

    expect([first.kind, second.kind, third.kind]).toEqual(['accepted', 'accepted', 'accepted']);
    expect(typesFrom(from).filter((type) => type === 'SeatsReserved')).toHaveLength(1);
    expect(typesFrom(from).filter((type) => type === 'LevelRecommended')).toHaveLength(2);
    for (const outcome of [first, second, third]) expect(personsOf(outcome).map(({ teacher, passes, rule }) => [teacher, passes, rule])).toEqual([[teachers[0], true, undefined], [teachers[1], true, undefined], [teachers[2], false, 'noSeatLeft']]);
    expect(third).toMatchObject({ repeated: true, result: { done: 2, declined: 0 } });
  });

  it('of 200 of whom 3 do not pass is refused whole with each of them and why, tried out without a trace, and passes without them', async () => {
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 200 }, 10);
    const teachers: string[] = [];
    for (let n = 0; n < 200; n += 1) {
      const teacher = await register(app, n, 'school-1', `19${80 + (n % 2) * 10}-0${1 + (n % 9)}-1${n % 10}`.replace('1980', '1985'));
      teachers.push(teacher);
      if (n % 80 === 7) continue;
      await done(app, teacher, 'GiveConsent', { round }, {});
      await done(app, clerk('school-1'), 'SubmitNomination', { round }, { teacher });
    }
    const wrong = teachers.filter((_, n) => n % 80 === 7);
    const ask = (mode: string, more: object = {}) => send(app, clerk('school-1'), 'RecommendMany', { round }, { level: 'SCHOOL', teachers, mode, act: act(), ...more });
    const from = town.log.events.length;

    const tried = await ask('ALL', { dryRun: true });
    expect(tried).toMatchObject({ kind: 'accepted', events: [], result: { batch: null, dryRun: true, done: 0, declined: 0 } });
    expect(personsOf(tried)).toHaveLength(200);
    expect(personsOf(tried).filter(({ passes }) => !passes).map(({ teacher, nomination, rule }) => [teacher, nomination, rule])).toEqual(wrong.map((teacher) => [teacher, null, 'unknownNomination']));
    const refused = await ask('ALL');
    expect(refused).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { count: 3, targets: wrong.map((target) => ({ target, rule: 'unknownNomination' })) } } });
    expect(personsOf(refused)).toEqual(personsOf(tried));
    expect(town.log.events).toHaveLength(from);

    const passed = await ask('PASSING');
    await app.reactor.rest();
    expect(['accepted', 'pending']).toContain(passed.kind);
    expect(await seats(round, 'school-1', 'SCHOOL')).toEqual({ seats: 200, reserved: 0, confirmed: 197, lapsed: 0 });
    const reserved = town.log.events.filter(({ envelope }) => envelope.type === 'SeatsReserved');
    expect(reserved).toHaveLength(1);
    expect(reserved[0]?.envelope.data['leftOut']).toEqual(wrong.map((teacher) => ({ teacher, nomination: null, rule: 'unknownNomination' })));
    expect(Buffer.byteLength(JSON.stringify(reserved[0]?.envelope))).toBeLessThan(200_000);
    expect(app.reactor.open.filter(({ kind }) => kind === 'seats')).toEqual([]);
  }, 120_000);

  it('an officer of no unit of the selection lacks authority; a selection of one unit of hers and one of another names the stranger', async () => {
    await settle(app, 2);
    const round = await openRound(app, { 'school-1': 2, 'school-2': 2 }, 2);
    const [mine, other] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-2')];
    for (const [teacher, school] of [[mine, 'school-1'], [other, 'school-2']] as const) {
      await done(app, teacher, 'GiveConsent', { round }, {});
      await done(app, clerk(school), 'SubmitNomination', { round }, { teacher });
    }
    const ask = (teachers: readonly string[]) => send(app, clerk('school-1'), 'RecommendMany', { round }, { level: 'SCHOOL', teachers, mode: 'ALL', act: act() });

    expect(await ask([other])).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(town.refusedAccess).toHaveLength(1);
    const mixed = await ask([mine, other]);
    // Nothing of the other school's nomination is told.
    expect(personsOf(mixed)).toEqual([expect.objectContaining({ teacher: mine, passes: true }), expect.objectContaining({ teacher: other, nomination: null, passes: false, rule: 'outsideJurisdiction' })]);
    await expect(ask([mine, mine])).rejects.toMatchObject({ fields: [{ path: 'teachers' }] });
  });

  it('eighty returned at once in the longest words stay within one append, and each has her own', async () => {
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 80 }, 10);
    const teachers: string[] = [];
    for (let n = 0; n < 80; n += 1) {
      teachers.push(await register(app, n, 'school-1'));
      await done(app, teachers.at(-1) ?? '', 'GiveConsent', { round }, {});
    }
    const listed = await send(app, clerk('school-1'), 'SubmitNominations', { round }, { rows: teachers.map((teacher) => ({ teacher })), mode: 'ALL' });
    await app.reactor.rest();
    expect(['accepted', 'pending']).toContain(listed.kind);
    const from = town.log.events.length;

    const returned = await send(app, clerk('school-1'), 'ReturnMany', { round }, { teachers, items: Array.from({ length: 20 }, (_, n) => `${n}`.padEnd(80, '件')), words: '缺'.repeat(300), due: '2019-05-24T17:00', mode: 'ALL' }, 'return');
    await app.reactor.rest();

    expect(['accepted', 'pending']).toContain(returned.kind);
    expect(personsOf(returned)).toHaveLength(80);
    const registered = town.log.events.slice(from).filter(({ envelope }) => envelope.type === 'ReturnRegistered');
    expect(registered).toHaveLength(80);
    expect(new Set(registered.map(({ envelope }) => envelope.data['batch'])).size).toBe(1);
    expect(typesFrom(from).filter((type) => type === 'NominationReturned')).toHaveLength(80);
    expect(typesFrom(from).filter((type) => type === 'BatchCompleted')).toHaveLength(1);
    expect(app.reactor.open.filter(({ kind }) => kind !== 'return')).toEqual([]);
    expect(await send(app, clerk('school-1'), 'ReturnMany', { round }, { teachers: [...teachers, 'one-more'], items: [], words: '缺', due: '2019-05-24T17:00', mode: 'ALL' }).catch((error: unknown) => error)).toMatchObject({ fields: [{ path: 'teachers' }] });
  }, 120_000);

  it('a list of nominations that a crash delays is carried out as of its opening: whom it only recorded as refused it does not nominate, though by now she would pass', async () => {
    await settle(app, 1);
    const round = await openRound(app, { 'school-1': 2 }, 2);
    const [asked, notAsked] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    await done(app, asked, 'GiveConsent', { round }, {});
    town.clock.set('2019-05-31', '16:00');
    // A process dies right after the list is opened; the next one takes it up when the round takes no nomination any more.
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints(({ operation, when, subject }) => (operation === 'append' && when === 'before' && subject.startsWith('teacher-') ? 'crash' : undefined))) });
    const submit = (by: Application) => send(by, clerk('school-1'), 'SubmitNominations', { round }, { rows: [{ teacher: asked }, { teacher: notAsked }], mode: 'PASSING', recordRefusals: true }, 'listed');
    await expect(submit(dying)).rejects.toBeInstanceOf(SimulatedCrash);
    const meanwhile = town.boot();
    await done(meanwhile, notAsked, 'GiveConsent', { round }, {});
    town.clock.set('2019-06-01');
    const answer = await submit(meanwhile);
    await meanwhile.reactor.rest();

    expect(answer).toMatchObject({ kind: 'accepted', repeated: true, result: { done: 1, declined: 1 } });
    const nominated = town.log.events.flatMap(({ envelope: { type, stream, meta } }) => (type === 'Nominated' ? [[stream, meta.effectiveOn]] : []));
    expect(nominated).toEqual([[`teacher-${asked}`, '2019-05-31']]);
    const outcomes = town.log.events.flatMap(({ envelope }) => (envelope.type === 'BatchTargetsSettled' ? (envelope.data['outcomes'] as readonly { readonly target: string; readonly rule: string | null }[]) : []));
    expect(outcomes.map(({ target, rule }) => [target, rule]).sort()).toEqual([[asked, null], [notAsked, 'leftOut']].sort());
    expect(meanwhile.reactor.open).toEqual([]);
  });

  it('who is overtaken on her own stream between the act and her turn is named as declined, and her seat comes back', async () => {
    await settleCity(app);
    const round = await countyRound(app, { school: 3, county: 3 });
    const teachers = [await nominate(app, round, 1), await nominate(app, round, 2)];
    // A process dies right after the act is on the round; before the next one goes on, she withdraws.
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints(({ operation, when, subject }) => (operation === 'append' && when === 'before' && subject.startsWith('batch-') ? 'crash' : undefined))) });
    await expect(send(dying, COUNTY, 'RecommendMany', { round }, { level: 'DISTRICT', teachers, mode: 'ALL', act: act() }, 'many')).rejects.toBeInstanceOf(SimulatedCrash);
    const next = town.boot();
    await send(next, teachers[0] ?? '', 'WithdrawNomination', { round }, {});
    const answer = await send(next, COUNTY, 'RecommendMany', { round }, { level: 'DISTRICT', teachers, mode: 'ALL', act: act() }, 'many');
    await next.reactor.rest();

    expect(answer).toMatchObject({ kind: 'accepted', repeated: true, result: { done: 1, declined: 1, persons: [{ teacher: teachers[0], passes: false, rule: 'nominationNotOpen' }, { teacher: teachers[1], passes: true }] } });
    expect(await seats(round, 'county', 'DISTRICT')).toEqual({ seats: 3, reserved: 0, confirmed: 1, lapsed: 0 });
    expect(next.reactor.open).toEqual([]);
  });
});
