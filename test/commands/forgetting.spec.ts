import { people } from '../../src/domain/people';
import type { EventStore } from '../../src/event-store/event-store';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import type { Application } from '../../src/application';
import { clerk, done, dossier, OFFICER, send, settle, Town } from './town';

/** Told of every append before it begins. */
function watched(store: EventStore, before: (stream: string) => Promise<void> | void): EventStore {
  return {
    ...withFaults(store, new FaultPoints(() => undefined)),
    append: async (stream, expected, envelopes) => {
      await before(stream);
      return store.append(stream, expected, envelopes);
    },
  };
}

describe('the memory emptied by an erasure', () => {
  it('in the middle of a batch does not make the batch go round for ever', async () => {
    // given an import during which somebody else is erased
    const town = new Town();
    let erasures = 0;
    let reads = 0;
    const app: Application = town.boot({
      store: (store) => ({
        ...watched(store, (stream) => {
          if (!stream.startsWith('teacher-') || erasures > 0) return;
          erasures += 1;
          app.desk.streams.forget();
        }),
        // bounded, so that going round for ever fails instead of hanging
        readStream: (stream, from) => {
          if (stream.startsWith('batch-') && (reads += 1) > 100) throw new Error('the batch goes round');
          return store.readStream(stream, from);
        },
      }),
    });
    await settle(app, 1, 1);
    // when
    const rows = [1, 2, 3].map((n) => dossier(n, 'school-1'));
    const outcome = await send(app, OFFICER, 'RegisterTeachers', {}, { rows });
    // then
    expect(erasures).toBe(1);
    expect(outcome).toMatchObject({ kind: 'accepted', result: { done: 3 } });
    expect(town.log.events.filter(({ envelope }) => envelope.type === 'BatchCompleted')).toHaveLength(1);
  });

  it.each([['before the append', false], ['by a read that began before it and ends after it', true]])('while the people are appended to leaves no state without that append, read again %s', async (_, overtaken) => {
    // given the only process there is, which forgets and reads again just before the end of an appointment is stored
    const town = new Town();
    let armed = false;
    let reading: Promise<unknown> | undefined;
    let release: () => void = () => undefined;
    let held: Promise<void> | undefined;
    const app: Application = town.boot({
      streams: { soleWriter: true },
      store: (store) => {
        const inner = watched(store, async (stream) => {
          if (!armed || stream !== 'people') return;
          armed = false;
          app.desk.streams.forget();
          if (overtaken) held = new Promise((resolve) => { release = resolve; });
          reading = app.desk.streams.load(people, 'people');
          if (!overtaken) await reading;
        });
        return {
          ...inner,
          async *readStream(stream, from) {
            for await (const page of store.readStream(stream, from)) {
              if (stream === 'people') await held;
              yield page;
            }
          },
        };
      },
    });
    await settle(app, 1, 1);
    const { appointment } = await done(app, OFFICER, 'RecordAppointment', {}, { person: 'temp', post: 'SchoolAdmin', org: 'school-1', from: '2017-01-01', to: null });
    armed = true;
    // when
    await done(app, OFFICER, 'EndAppointment', { appointment }, { to: '2018-01-01' });
    held = undefined;
    release();
    await reading;
    // then whose appointment has ended may not act
    expect(await send(app, 'temp', 'RegisterTeacher', {}, dossier(9, 'school-1'))).toMatchObject({ kind: 'refused' });
    expect(await send(app, clerk('school-1'), 'RegisterTeacher', {}, dossier(9, 'school-1'))).toMatchObject({ kind: 'accepted' });
  });
});
