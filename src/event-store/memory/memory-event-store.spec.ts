import { describeEventStore, envelopes, collect } from '../../../test/contract/event-store.contract';
import { StoreUnavailableError, UnknownOutcomeError } from '../event-store';
import { crashAt, FaultPoints, SimulatedCrash, withFaults, type Fault } from './faults';
import { MemoryEventStore, MemoryLog } from './memory-event-store';

describeEventStore('memory', async () => {
  const log = new MemoryLog('memory-1');
  let next: { when: 'before' | 'after'; fault: Fault } | undefined;
  const points = new FaultPoints((point) => {
    if (point.operation !== 'append' || next?.when !== point.when) return undefined;
    const { fault } = next;
    next = undefined;
    return fault;
  });
  const open = async () => withFaults(new MemoryEventStore(log, { idleMs: 20 }), points);
  return {
    open,
    reopen: open,
    second: open,
    loseNextAnswer: () => { next = { when: 'after', fault: 'fail' }; },
    loseNextAppend: () => { next = { when: 'before', fault: 'unknown' }; },
    clean: async () => undefined,
  };
});

describe('faults around a store', () => {
  it('fails before with nothing stored, and says that it is not stored', async () => {
    const log = new MemoryLog('memory-1');
    const store = withFaults(new MemoryEventStore(log), new FaultPoints((point) => (point.count === 1 ? 'fail' : undefined)));
    await expect(store.append('s-1', -1, envelopes('s-1', -1))).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(log.events).toHaveLength(0);
    await store.append('s-1', -1, envelopes('s-1', -1));
    expect(log.events).toHaveLength(1);
  });

  it('fails after storing with an unknown outcome', async () => {
    const log = new MemoryLog('memory-1');
    const store = withFaults(new MemoryEventStore(log), new FaultPoints((point) => (point.when === 'after' ? 'fail' : undefined)));
    await expect(store.append('s-1', -1, envelopes('s-1', -1))).rejects.toBeInstanceOf(UnknownOutcomeError);
    expect(log.events).toHaveLength(1);
  });

  it.each([[1, 0], [2, 1], [3, 1], [4, 2]])('crashes at edge %i with %i events stored, and the process stays gone', async (edge, stored) => {
    const log = new MemoryLog('memory-1');
    const store = withFaults(new MemoryEventStore(log), new FaultPoints(crashAt(edge)));
    const run = async (): Promise<void> => {
      await store.append('s-1', -1, envelopes('s-1', -1));
      await store.append('s-1', 0, envelopes('s-1', 0));
    };
    await expect(run()).rejects.toBeInstanceOf(SimulatedCrash);
    expect(log.events).toHaveLength(stored);
    await expect(store.head()).rejects.toBeInstanceOf(SimulatedCrash);
    await expect(collect(store.readAll(null))).rejects.toBeInstanceOf(SimulatedCrash);
    // when the process is started again, the log is as it was left
    expect(await collect(new MemoryEventStore(log).readAll(null))).toHaveLength(stored);
  });

  it('waits as long as the plan waits', async () => {
    const log = new MemoryLog('memory-1');
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => { release = resolve; });
    const store = withFaults(new MemoryEventStore(log), new FaultPoints(async (point) => { if (point.subject === 'slow') await gate; return undefined; }));
    const slow = store.append('slow', -1, envelopes('slow', -1));
    await store.append('fast', -1, envelopes('fast', -1));
    expect(log.events.map((event) => event.envelope.stream)).toEqual(['fast']);
    release();
    await slow;
    expect(log.events.map((event) => event.envelope.stream)).toEqual(['fast', 'slow']);
  });
});
