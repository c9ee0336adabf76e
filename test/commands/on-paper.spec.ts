import type { Application } from '../../src/application';
import { filesOf } from '../../src/audit/cited-files';
import { readHistory } from '../../src/audit/history';
import { replay } from '../../src/audit/replay';
import { timeline } from '../../src/audit/timeline';
import { IdempotencyKeyReusedError } from '../../src/commands/errors';
import type { UseCaseName } from '../../src/commands/use-cases';
import type { StoredEnvelope } from '../../src/event-store/event-store';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import { MemoryEventStore } from '../../src/event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import type { Town } from './town';
import { act, clerk, done, dossier, openRound, OFFICER, register, send, settledTown } from './town';

const HEAD = 'head-1';
const CLERK = clerk('school-1');
const ofType = (town: Town, type: string): readonly StoredEnvelope[] => town.log.events.map(({ envelope }) => envelope).filter((envelope) => envelope.type === type);
const signed = (signedOn: string, more: object = {}) => ({ onPaper: { actor: HEAD, signedOn, file: null, ...more } });

/** A school with a head who signs and a clerk who types, and a teacher who is nominated. */
async function school(): Promise<{ readonly town: Town; readonly app: Application; readonly round: string; readonly teacher: string }> {
  const town = await settledTown(1);
  const app = town.boot();
  await done(app, OFFICER, 'RecordAppointment', {}, { person: HEAD, post: 'SchoolAdmin', org: 'school-1', from: '2018-01-01', to: null });
  const round = await openRound(app, { 'school-1': 2 }, 1);
  const teacher = await register(app, 1, 'school-1');
  await done(app, teacher, 'GiveConsent', { round }, {});
  await done(app, CLERK, 'SubmitNomination', { round }, { teacher });
  town.clock.set('2019-05-20');
  return { town, app, round, teacher };
}

describe('paper that a clerk enters for the officer who signed it', () => {
  it('keeps both names through a crash between the steps, on the day she signed, and in the timeline', async () => {
    // given a process that dies once the seat is reserved
    const { town, round, teacher } = await school();
    let appends = 0;
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints(({ operation, when }) => (operation === 'append' && when === 'before' && ++appends === 2 ? 'crash' : undefined))) });
    // when the clerk enters what the head signed three days before
    await expect(send(dying, CLERK, 'RecommendAtSchool', { round }, { teacher, act: act(null, '2019-05-17'), ...signed('2019-05-17') })).rejects.toThrow();
    expect(ofType(town, 'SchoolRecommended')).toEqual([]);
    const later = town.boot();
    await later.reactor.rest();
    // then every step says who acted and as whom, who entered it and as whom, and from which paper
    const by = { actor: HEAD, capacity: { post: 'SchoolAdmin', org: 'school-1' }, enteredBy: CLERK, paper: { signedOn: '2019-05-17', file: null, post: 'SchoolAdmin', org: 'school-1' }, effectiveOn: '2019-05-17' };
    for (const type of ['SeatReserved', 'SchoolRecommended', 'SeatConfirmed']) expect(ofType(town, type)).toMatchObject([{ meta: by }]);
    expect(ofType(town, 'SeatReserved')[0]?.meta.context).toMatchObject({ today: '2019-05-17', now: '2019-05-20T09:00' });
    const never = (): Buffer => {
      throw new Error('reading makes no keys');
    };
    const read = replay(await readHistory({ events: new MemoryEventStore(town.log), keys: new MemoryKeyStore(town.held, never) }, teacher), '2019-12-31');
    expect(timeline(read, 'zh')).toContain(`办理：${HEAD}，第1小学学校管理员；${CLERK}，第1小学学校管理员 代录（2019-05-17 签署）`);
    expect(timeline(read, 'en')).toContain(`By: ${HEAD}, school administrator at Primary School 1; entered by ${CLERK}, school administrator at Primary School 1 (signed 2019-05-17)`);
  });

  it('goes by the clerk\'s key, and another day on the paper is another request', async () => {
    const { app, round, teacher } = await school();
    const paper = { teacher, act: act(null, '2019-05-17'), ...signed('2019-05-17') };
    expect(await send(app, CLERK, 'RecommendAtSchool', { round }, paper, 'k-1')).toMatchObject({ kind: 'accepted', repeated: false });
    expect(await send(app, CLERK, 'RecommendAtSchool', { round }, paper, 'k-1')).toMatchObject({ kind: 'accepted', repeated: true });
    await expect(send(app, CLERK, 'RecommendAtSchool', { round }, { ...paper, ...signed('2019-05-16') }, 'k-1')).rejects.toThrow(IdempotencyKeyReusedError);
    // The head's own key of the same name is none of the clerk's.
    expect(await send(app, HEAD, 'RecommendAtSchool', { round }, { teacher, act: act() }, 'k-1')).toMatchObject({ kind: 'refused', refusal: { rule: 'alreadyRecommended' } });
  });

  it('stores nothing where either may not, and the access log names who asked', async () => {
    const { town, app, round, teacher } = await school();
    const before = town.log.events.length;
    const body = { teacher, act: act(null, '2019-05-17') };
    // The head was appointed later than she would have signed.
    expect(await send(app, CLERK, 'RecommendAtSchool', { round }, { ...body, ...signed('2017-12-31') })).toMatchObject({ refusal: { rule: 'postMayNot' } });
    expect(await send(app, 'stranger', 'RecommendAtSchool', { round }, { ...body, ...signed('2019-05-17') })).toMatchObject({ refusal: { rule: 'clerkMayNot', inputs: { clerk: 'stranger', body: 'school-1' } } });
    expect(await send(app, CLERK, 'RecommendAtSchool', { round }, { ...body, ...signed('2019-05-17', { file: 'a'.repeat(64) }) })).toMatchObject({ refusal: { rule: 'fileNotFiled' } });
    expect(await send(app, CLERK, 'DraftApplication', { round }, { content: { text: '草稿' }, ...signed('2019-05-17') }).catch((error: unknown) => error)).not.toMatchObject({ kind: 'accepted' });
    expect(town.log.events).toHaveLength(before);
    expect(town.refusedAccess.slice(0, 2)).toMatchObject([{ subject: CLERK, rule: 'postMayNot' }, { subject: 'stranger', rule: 'clerkMayNot' }]);
  });

  it('is refused field by field where the envelope is malformed', async () => {
    const { app, round, teacher } = await school();
    await expect(send(app, CLERK, 'RecommendAtSchool', { round }, { teacher, act: act(), onPaper: { actor: HEAD, signedOn: '2019-02-30', file: null } })).rejects.toMatchObject({ fields: [{ path: 'onPaper.signedOn' }] });
    await expect(send(app, CLERK, 'RecommendAtSchool', { round }, { teacher, act: act(), onPaper: { actor: HEAD, signedOn: '2019-05-17', file: null, by: 'x' } })).rejects.toMatchObject({ fields: [{ path: 'onPaper.by' }] });
  });

  it('is entered under a delegation that covers the act, of one or of many', async () => {
    // given somebody without a post, to whom the clerk lent hers for recommendations
    const { town, app, round, teacher } = await school();
    const held = ofType(town, 'AppointmentRecorded').find(({ data }) => data['person'] === CLERK)?.data['appointment'];
    await done(app, CLERK, 'RecordDelegation', {}, { appointment: held, delegate: 'temp', matters: ['RecommendAtSchool'], from: '2019-05-20', to: '2019-05-31' });
    // when she enters another act, then that is not covered
    const other = await register(app, 2, 'school-1');
    await done(app, other, 'GiveConsent', { round }, {});
    expect(await send(app, 'temp', 'SubmitNomination', { round }, { teacher: other, ...signed('2019-05-20') })).toMatchObject({ refusal: { rule: 'matterNotDelegated' } });
    // and the mass act of what is covered is covered, as the batch says of each
    expect(await send(app, 'temp', 'RecommendMany', { round }, { level: 'SCHOOL', teachers: [teacher], act: act(), mode: 'ALL', ...signed('2019-05-20') })).toMatchObject({ kind: 'accepted', result: { done: 1 } });
    expect(ofType(town, 'SchoolRecommended')).toMatchObject([{ meta: { actor: HEAD, enteredBy: 'temp', paper: { appointment: held } } }]);
    expect(ofType(town, 'BatchCompleted')).toMatchObject([{ meta: { actor: HEAD, enteredBy: 'temp' } }]);
  });

  it('gives nobody the officer\'s eyes: a list tried out on paper is refused and noted, before anything of it is read', async () => {
    const { town, app, teacher } = await school();
    const tried: readonly (readonly [UseCaseName, object])[] = [
      ['RegisterTeachers', { rows: [dossier(1, 'school-1')] }],
      ['RegisterOrgs', { rows: [{ names: { zh: '新校', en: 'New' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false }] }],
      ['RegisterExperts', { rows: [{ name: '王甲', identityType: 'PASSPORT', identityNumber: 'P1234567', org: 'edz', from: null, to: null }] }],
      ['ImportLegacyTitles', { file: 'f-1', rows: [{ teacher, name: '骨干教师', level: 'COUNTY', conferredOn: '2015-09', number: null, programme: null, row: 1 }] }],
    ];
    for (const [useCase, body] of tried) {
      for (const who of ['stranger', CLERK]) expect(await send(app, who, useCase, {}, { ...body, dryRun: true, onPaper: { actor: OFFICER, signedOn: '2019-05-17', file: null } })).toMatchObject({ kind: 'refused', refusal: { rule: 'neverOnPaper', inputs: { useCase } } });
      expect(town.refusedAccess.slice(-2)).toMatchObject([{ subject: 'stranger', useCase }, { subject: CLERK, useCase }]);
      expect(await send(app, OFFICER, useCase, {}, { ...body, dryRun: true })).toMatchObject({ kind: 'accepted', result: { dryRun: true } });
    }
  });

  it('gives no authority where a use case asks for it before the paper was looked at', async () => {
    const { app } = await school();
    const world = await app.desk.world();
    const asked = (more: object) => world.authority({ subject: OFFICER, actingAs: null, ...more }, [{ post: 'BureauOfficer', level: null }], 'edz');
    expect(asked({})).toMatchObject({ kind: 'authorised' });
    expect(asked({ paper: { clerk: 'stranger', actingAs: null, signedOn: '2019-05-17', file: null } })).toMatchObject({ refusal: { rule: 'paperNotTaken' } });
  });

  it('chooses for all who are ready by what the signer could do on the day she signed', async () => {
    const { town, app, round, teacher } = await school();
    const held = ofType(town, 'AppointmentRecorded').find(({ data }) => data['person'] === HEAD)?.data['appointment'];
    await done(app, OFFICER, 'EndAppointment', { appointment: held }, { to: '2019-05-18' });
    const all = (signedOn: string, from = CLERK) => send(app, from, 'RecommendMany', { round }, { level: 'SCHOOL', teachers: 'ALL_READY', act: act(), mode: 'ALL', ...signed(signedOn) });
    expect(await all('2019-05-17', 'stranger')).toMatchObject({ refusal: { rule: 'clerkMayNot' } });
    expect(await all('2019-05-19')).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await all('2019-05-17')).toMatchObject({ kind: 'accepted', result: { persons: [{ teacher, passes: true }] } });
  });

  it('is about what was there on the day she signed', async () => {
    // given a nomination of the 20th, and paper of three days before
    const { town, app, round } = await school();
    const teacher = await register(app, 2, 'school-1');
    await done(app, teacher, 'GiveConsent', { round }, {});
    await done(app, CLERK, 'SubmitNomination', { round }, { teacher });
    const of = (day: string) => ({ act: act(null, day), ...signed(day) });
    const refusal = { rule: 'signedBeforeIt', inputs: { signedOn: '2019-05-17', since: '2019-05-20' } };
    const asked: readonly (readonly [UseCaseName, object])[] = [
      ['RejectNomination', { teacher, reason: '材料不全', ...of('2019-05-17') }],
      ['ReturnNomination', { teacher, items: [], words: '请补正', due: '2019-05-24T17:00', ...signed('2019-05-17') }],
      ['RecommendAtSchool', { teacher, ...of('2019-05-17') }],
    ];
    for (const [useCase, body] of asked) expect(await send(app, CLERK, useCase, { round }, body)).toMatchObject({ kind: 'refused', refusal });
    for (const [useCase, more] of [['RecommendMany', { level: 'SCHOOL' }], ['RejectMany', { reason: '材料不全' }]] as const) {
      expect(await send(app, CLERK, useCase, { round }, { teachers: [teacher], mode: 'ALL', ...more, ...of('2019-05-17') })).toMatchObject({ refusal: { rule: 'targetsRefused', inputs: { targets: [{ target: teacher, rule: 'signedBeforeIt' }] } } });
    }
    expect(ofType(town, 'SeatReserved')).toEqual([]);
    expect(await send(app, CLERK, 'RecommendAtSchool', { round }, { teacher, ...of('2019-05-20') })).toMatchObject({ kind: 'accepted' });
  });

  it('E23 takes no receipt from the teacher herself: after the deadline her own withdrawal leaves the seat lapsed', async () => {
    const { town, app, round, teacher } = await school();
    await done(app, CLERK, 'RecommendAtSchool', { round }, { teacher, act: act() });
    town.clock.set('2019-06-05');
    const late = { receivedAt: '2019-05-30T10:00', receipt: '收〔2019〕1号', approver: OFFICER, act: act('编〔2019〕1号', '2019-06-01') };
    expect(await send(app, teacher, 'WithdrawNomination', { round }, { late })).toMatchObject({ refusal: { rule: 'receiptOfHerOwn', inputs: { person: teacher } } });
    expect(ofType(town, 'WithdrawalRegistered')).toEqual([]);
    await done(app, teacher, 'WithdrawNomination', { round }, {});
    expect(ofType(town, 'SeatLapsed')).toHaveLength(1);
  });

  it('E23 dates a late withdrawal after what was recommended while it was being entered', async () => {
    const { town, app, round, teacher } = await school();
    town.clock.set('2019-06-05');
    const late = (day: string, n: number) => ({ late: { receivedAt: `${day}T10:00`, receipt: `收〔2019〕${n}号`, approver: OFFICER, act: act(`编〔2019〕${n}号`, '2019-06-05') } });
    // given a process that is about to write what it decided on a round without her seat, when another is before it
    let raced = false;
    const slow = town.boot({ store: (store) => withFaults(store, new FaultPoints(async ({ operation, when }) => {
      if (operation !== 'append' || when !== 'before' || raced) return undefined;
      raced = true;
      await done(app, CLERK, 'RecommendAtSchool', { round }, { teacher, act: act(), ...late('2019-05-31', 2) });
      return undefined;
    })) });
    await done(slow, CLERK, 'WithdrawNomination', { round }, { teacher, ...late('2019-05-30', 1) });
    expect(raced).toBe(true);
    expect(ofType(town, 'SchoolRecommended')).toMatchObject([{ meta: { effectiveOn: '2019-05-31' } }]);
    for (const type of ['WithdrawalRegistered', 'NominationWithdrawn', 'SeatReleased']) expect(ofType(town, type)).toMatchObject([{ meta: { effectiveOn: '2019-05-31' } }]);
  });

  it('names its scan as a file that is kept', () => {
    const file = 'b'.repeat(64);
    const meta = { paper: { signedOn: '2019-05-17', file, appointment: 'a-1', post: 'SchoolAdmin', org: 'school-1' } } as StoredEnvelope['meta'];
    expect(filesOf({ data: {}, meta })).toEqual([file]);
  });
});
