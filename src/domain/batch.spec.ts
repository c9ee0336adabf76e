import fc from 'fast-check';
import { Story } from '../../test/domain/story';
import { batch, decideCompleteBatch, decideListTargets, decideOpenBatch, decideSettleTargets, pendingTargets, TARGETS_PER_LIST } from './batch';

const opening = { useCase: 'RegisterTeachers', listHash: 'h', round: null, reservation: null };
const target = (index: number) => ({ target: `t-${index}`, data: { row: index } });
const outcome = (index: number, kind: 'DONE' | 'DECLINED' = 'DONE') => ({ target: `t-${index}`, outcome: kind, event: `e-${index}`, rule: null });

function opened(size: number) {
  const story = new Story(batch, 'batch-b');
  const at = story.on('2019-07-01');
  story.take(decideListTargets(story.state, { targets: Array.from({ length: size }, (_, index) => target(index)) }), at);
  story.take(decideOpenBatch(story.state, opening), at);
  return { story, at };
}

describe('a batch', () => {
  test('lists at most 5,000 targets an event', () => {
    const { story } = opened(TARGETS_PER_LIST + 1);
    expect(story.log.map((fact) => (fact.type === 'BatchTargetsListed' ? [fact.data.part, fact.data.targets.length] : fact.type))).toEqual([[1, 5_000], [2, 1], 'BatchOpened']);
    expect(story.lastOf('BatchOpened').data.targets).toBe(5_001);
  });

  test('an interrupted listing goes on; after the opening the list stands', () => {
    const { story } = opened(2);
    expect(decideListTargets(story.state, { targets: [target(0), target(1)] })).toEqual({ kind: 'events', events: [] });
    expect(decideListTargets(story.state, { targets: [target(2)] })).toMatchObject({ refusal: { rule: 'batchOpened' } });
    expect(decideListTargets(story.state, { targets: [target(0), target(0)] })).toMatchObject({ refusal: { rule: 'targetTwice' } });
    expect(decideOpenBatch(story.state, opening)).toEqual({ kind: 'events', events: [] });
  });

  test('settling before the opening, and for a stranger', () => {
    const empty = new Story(batch, 'batch-b');
    expect(decideSettleTargets(empty.state, { outcomes: [] })).toMatchObject({ refusal: { rule: 'batchNotOpened' } });
    expect(decideCompleteBatch(empty.state, { completedAt: 'x' })).toMatchObject({ refusal: { rule: 'batchNotOpened' } });
    expect(decideSettleTargets(opened(1).story.state, { outcomes: [outcome(7)] })).toMatchObject({ refusal: { rule: 'unknownTarget', inputs: { target: 't-7' } } });
  });

  test('property: in whatever chunks and repetitions, each target has its first outcome, and it completes exactly when all have one', () => {
    const chunk = fc.array(fc.tuple(fc.nat(9), fc.constantFrom('DONE' as const, 'DECLINED' as const)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), (chunks) => {
        const { story, at } = opened(10);
        const first = new Map<string, string>();
        for (const entries of chunks) {
          const outcomes = [...new Map(entries.map(([index, kind]) => [index, outcome(index, kind)])).values()];
          for (const entry of outcomes) if (!first.has(entry.target)) first.set(entry.target, entry.outcome);
          story.take(decideSettleTargets(story.state, { outcomes }), at);
          const completion = decideCompleteBatch(story.state, { completedAt: '2019-07-01T00:00:00.000Z' });
          expect(completion.kind === 'events').toBe(first.size === 10);
          expect(pendingTargets(story.state)).toHaveLength(10 - first.size);
        }
        expect(new Map([...story.state.outcomes].map(([id, entry]) => [id, entry.outcome]))).toEqual(first);
        const recorded = story.log.flatMap((fact) => (fact.type === 'BatchTargetsSettled' ? fact.data.outcomes : []));
        expect(recorded).toHaveLength(first.size);
      }),
      { numRuns: 200 },
    );
  });

  test('completed once, counting both kinds, and not before everybody has an outcome', () => {
    const { story, at } = opened(2);
    expect(story.take(decideCompleteBatch(story.state, { completedAt: 'x' }), at)).toMatchObject({ rule: 'batchNotSettled', inputs: { batch: 'b', left: 2 } });
    story.take(decideSettleTargets(story.state, { outcomes: [outcome(0), outcome(1, 'DECLINED')] }), at);
    expect(story.take(decideCompleteBatch(story.state, { completedAt: '2019-07-01T00:00:00.000Z' }), at)).toEqual(['BatchCompleted']);
    expect(story.lastOf('BatchCompleted').data).toMatchObject({ done: 1, declined: 1 });
    expect(decideCompleteBatch(story.state, { completedAt: 'later' })).toEqual({ kind: 'events', events: [] });
  });
});
