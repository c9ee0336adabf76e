import { envelopes } from '../../test/contract/event-store.contract';
import { people } from '../domain/people';
import type { Json } from '../domain/facts';
import type { StoredEnvelope } from '../event-store/event-store';
import { MemoryEventStore, MemoryLog } from '../event-store/memory/memory-event-store';
import { serviceIn, servedRunning } from './placements';
import type { Log } from './read-on';
import { readTies } from './ties';

const fact = (stream: string, revision: number, type: string, data: { readonly [field: string]: Json } = {}): readonly StoredEnvelope[] => envelopes(stream, revision - 1).map((one) => ({ ...one, type, data }));

/** As a log that can leave out what a reader does not take, and as one that cannot; either counts what it hands out. */
function logs(store: MemoryEventStore): readonly { readonly log: Log; handed: number }[] {
  const typed: { readonly log: Log; handed: number } = {
    handed: 0,
    log: {
      readAll: (...asked) => store.readAll(...asked),
      async *readTypes(...asked) {
        for await (const page of store.readTypes(...asked)) {
          typed.handed += page.events.length + page.passedOver;
          yield page;
        }
      },
    },
  };
  const whole: { readonly log: Log; handed: number } = {
    handed: 0,
    log: {
      async *readAll(...asked) {
        for await (const page of store.readAll(...asked)) {
          whole.handed += page.length;
          yield page;
        }
      },
    },
  };
  return [typed, whole];
}

/** Streams that the ties of a panel are asked of. */
async function asked(log: Log): Promise<readonly string[]> {
  const { read } = await readTies({ store: log, streams: { load: async (aggregate, stream) => ({ state: aggregate.initial(stream), revision: 0, seen: 0, at: null }) } }, people.initial('people'), []);
  return read.map(({ stream }) => stream);
}

describe('what is read on from the log', () => {
  it('is which programmes have studios and pairs, also those of after the first look', async () => {
    const store = new MemoryEventStore(new MemoryLog('memory-1'));
    await store.append('studios-p', -1, fact('studios-p', 0, 'StudioOpened'));
    await store.append('teacher-a', -1, envelopes('teacher-a', -1, 300));
    for (const one of logs(store)) {
      expect(await asked(one.log)).toEqual(['studios-p']);
      expect([one.handed, await asked(one.log), one.handed]).toEqual([301, ['studios-p'], 301]);
    }
    const [typed, whole] = logs(store);
    for (const one of [typed, whole]) expect(one === undefined ? [] : await asked(one.log)).toEqual(['studios-p']);
    await store.append('mentors-q', -1, fact('mentors-q', 0, 'MentorPaired'));
    for (const one of [typed, whole]) expect(one === undefined ? [] : await asked(one.log)).toEqual(['studios-p', 'mentors-q']);
    expect([typed?.handed, whole?.handed]).toEqual([302, 302]);
  });

  it('is who served in which round, before the one that is made up', async () => {
    const store = new MemoryEventStore(new MemoryLog('memory-2'));
    const round = async (id: string, on: string, programme: string, experts: readonly string[]): Promise<void> => {
      await store.append(`round-${id}`, -1, fact(`round-${id}`, 0, 'RoundOpened', { programme }).map((one) => ({ ...one, meta: { ...one.meta, effectiveOn: on } })));
      if (experts.length > 0) await store.append(`round-${id}`, 0, fact(`round-${id}`, 1, 'PanelCommissioned', { experts: experts.slice(1) }));
      if (experts.length > 0) await store.append(`round-${id}`, 1, fact(`round-${id}`, 2, 'PanelExtended', { experts: experts.slice(0, 1) }));
    };
    await round('r1', '2021-03-01', 'p', ['x', 'y']);
    await round('r2', '2021-04-01', 'other', ['x']);
    await round('r3', '2022-03-01', 'p', []);
    const all = logs(store);
    for (const { log } of all) expect((await serviceIn(log, 'p', null)).map(({ round: id, on, experts }) => [id, on, [...experts].sort()])).toEqual([['r1', '2021-03-01', ['x', 'y']]]);
    await round('r4', '2023-03-01', 'p', ['y', 'z']);
    await round('r5', '2024-03-01', 'p', []);
    for (const { log } of all) {
      expect((await serviceIn(log, 'p', null)).map(({ round: id }) => id)).toEqual(['r1', 'r4']);
      expect(await servedRunning(log, 'p', 'r5', 2, ['x', 'y', 'z'])).toEqual({ rounds: ['r1', 'r4'], tooOften: new Set(['y']) });
      expect(await servedRunning(log, 'p', 'r4', 2, ['x', 'y'])).toEqual({ rounds: ['r1'], tooOften: new Set() });
      // Under either of her ids she is one (E6).
      expect(await servedRunning(log, 'p', 'r5', 2, ['x', 'z', 'new'], (id) => (id === 'z' ? ['z', 'x'] : id === 'new' ? ['new', 'y'] : [id]))).toEqual({ rounds: ['r1', 'r4'], tooOften: new Set(['z', 'new']) });
      expect(await serviceIn(log, 'never', null)).toEqual([]);
    }
  });

  it('is handed out as it was when it was asked, and nobody who has it changes what the next is told', async () => {
    const store = new MemoryEventStore(new MemoryLog('memory-3'));
    await store.append('round-r1', -1, fact('round-r1', 0, 'RoundOpened', { programme: 'p' }));
    await store.append('round-r1', 0, fact('round-r1', 1, 'PanelCommissioned', { experts: ['x'] }));
    const told = async () => (await serviceIn(store, 'p', null)).map(({ round, experts }) => [round, experts]);
    const first = await told();
    await store.append('round-r1', 1, fact('round-r1', 2, 'PanelExtended', { experts: ['y'] }));
    const second = await told();
    expect([first, second]).toEqual([[['r1', new Set(['x'])]], [['r1', new Set(['x', 'y'])]]]);
    for (const [, experts] of second) if (experts instanceof Set) experts.clear();
    expect(await told()).toEqual([['r1', new Set(['x', 'y'])]]);
  });

  it('is the same where a page is handed out twice, as after a read that broke off', async () => {
    const store = new MemoryEventStore(new MemoryLog('memory-4'));
    await store.append('round-r1', -1, fact('round-r1', 0, 'RoundOpened', { programme: 'p' }));
    await store.append('round-r1', 0, fact('round-r1', 1, 'PanelCommissioned', { experts: ['x'] }));
    await store.append('round-r2', -1, fact('round-r2', 0, 'RoundOpened', { programme: 'p' }));
    await store.append('round-r2', 0, fact('round-r2', 1, 'PanelCommissioned', { experts: ['x'] }));
    const twice: Log = {
      async *readAll() {
        yield* store.readAll(null);
        yield* store.readAll(null);
      },
    };
    expect((await serviceIn(twice, 'p', null)).map(({ round }) => round)).toEqual(['r1', 'r2']);
    expect(await servedRunning(twice, 'p', 'r3', 2, ['x'])).toEqual({ rounds: ['r1', 'r2'], tooOften: new Set(['x']) });
  });
});
