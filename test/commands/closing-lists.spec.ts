import type { EventStore, StoredEnvelope } from '../../src/event-store/event-store';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import type { Town } from './town';
import { clerk, done, openRound, OFFICER, register, send, settledTown } from './town';

const SCHOOL = clerk('school-1');
const ofType = (town: Town, type: string): readonly StoredEnvelope[] => town.log.events.map(({ envelope }) => envelope).filter((envelope) => envelope.type === type);

/** A school hands in a list of three on the last day, by a process that dies once one of them is nominated. */
async function stoppedHalfWay() {
  const town = await settledTown(1);
  const app = town.boot();
  const round = await openRound(app, { 'school-1': 3 }, 2);
  const teachers: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const teacher = await register(app, n, 'school-1');
    await done(app, teacher, 'GiveConsent', { round }, {});
    teachers.push(teacher);
  }
  town.clock.set('2019-05-31', '23:59');
  let nominations = 0;
  const dying = town.boot({
    store: (store: EventStore) => withFaults(store, new FaultPoints(({ operation, when }) => {
      // The list with its opening is one append, and each of those on it another.
      if (operation !== 'append' || when !== 'before') return undefined;
      nominations += 1;
      return nominations === 3 ? 'crash' : undefined;
    })),
  });
  await expect(send(dying, SCHOOL, 'SubmitNominations', { round }, { rows: teachers.map((teacher) => ({ teacher })), mode: 'ALL' })).rejects.toThrow();
  town.clock.set('2019-06-03');
  return { town, round, teachers };
}

describe('nominations do not close over a list that was handed in', () => {
  it('a list stopped half way by a kill at the deadline is carried out first, and nobody on it is lost', async () => {
    // given a list of which one was nominated when the process died
    const { town, round, teachers } = await stoppedHalfWay();
    expect(ofType(town, 'Nominated')).toHaveLength(1);
    // when the officer closes before the next process has come to it, then she is told which list it is
    const app = town.boot();
    expect(await send(app, OFFICER, 'CloseNominations', { round }, {})).toMatchObject({ kind: 'refused', refusal: { rule: 'listsUnderWay', inputs: { count: 1, batches: [ofType(town, 'BatchOpened')[0]?.data['batch']] } } });
    // and once it is carried out she closes, with everybody nominated as of the day it was handed in
    await app.reactor.rest();
    expect(await send(app, OFFICER, 'CloseNominations', { round }, {})).toMatchObject({ kind: 'accepted' });
    expect(ofType(town, 'Nominated').map(({ stream, meta }) => [stream, meta.effectiveOn, meta.context.today]).sort()).toEqual(teachers.map((teacher) => [`teacher-${teacher}`, '2019-05-31', '2019-05-31']).sort());
    expect(ofType(town, 'BatchCompleted')).toMatchObject([{ data: { done: 3, declined: 0 } }]);
  });

  it('and where the closing did not see it, those on it count by the gate they handed in at', async () => {
    const { town, round, teachers } = await stoppedHalfWay();
    // given a closing that read the log before the list stood in it
    const blind = town.boot({
      store: (store: EventStore) => new Proxy(store, {
        get: (target, name) => {
          if (name === 'readTypes') return () => [][Symbol.iterator]();
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === 'function' ? (member as (...args: never[]) => unknown).bind(target) : member;
        },
      }),
    });
    expect(await send(blind, OFFICER, 'CloseNominations', { round }, {})).toMatchObject({ kind: 'accepted' });
    // when the list is carried out afterwards, then nobody on it is declined
    await town.boot().reactor.rest();
    expect(ofType(town, 'Nominated')).toHaveLength(teachers.length);
    expect(ofType(town, 'BatchCompleted')).toMatchObject([{ data: { done: 3, declined: 0 } }]);
  });
});
