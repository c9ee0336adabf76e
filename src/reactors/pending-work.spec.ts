import type { StoredEnvelope } from '../event-store/event-store';
import { PendingWork } from './pending-work';

describe('a conclusion of an assessment that was cut short', () => {
  const event = (type: string, stream: string, data: object): StoredEnvelope => JSON.parse(JSON.stringify({ id: `${type}-1`, type, stream, data, meta: { cause: 'x' } })) as StoredEnvelope;

  test('waits until its batch is complete, and the batch is no import', () => {
    const work = new PendingWork();
    expect(work.fold(event('AssessmentConcluded', 'cohort-c', { cohort: 'c', batch: 'b', verdicts: [], revocation: null }))).toMatchObject({ kind: 'cohort', batch: 'b' });
    expect(work.fold(event('BatchOpened', 'batch-b', { batch: 'b', round: null, reservation: 'AssessmentConcluded-1' }))).toBeUndefined();
    expect(work.open.map(({ kind }) => kind)).toEqual(['cohort']);
    work.fold(event('BatchCompleted', 'batch-b', { batch: 'b' }));
    expect(work.open).toEqual([]);
  });
});
