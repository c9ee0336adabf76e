import type { StoredEnvelope } from '../event-store/event-store';
import { PendingWork } from './pending-work';

const event = (type: string, stream: string, data: object): StoredEnvelope => JSON.parse(JSON.stringify({ id: `${type}-1`, type, stream, data, meta: { cause: 'x' } })) as StoredEnvelope;

describe('a conclusion of an assessment that was cut short', () => {
  test('waits until its batch is complete, and the batch is no import', () => {
    const work = new PendingWork();
    expect(work.fold(event('AssessmentConcluded', 'cohort-c', { cohort: 'c', batch: 'b', verdicts: [], revocation: null }))).toMatchObject({ kind: 'cohort', batch: 'b' });
    expect(work.fold(event('BatchOpened', 'batch-b', { batch: 'b', round: null, reservation: 'AssessmentConcluded-1' }))).toBeUndefined();
    expect(work.open.map(({ kind }) => kind)).toEqual(['cohort']);
    work.fold(event('BatchCompleted', 'batch-b', { batch: 'b' }));
    expect(work.open).toEqual([]);
  });
});

describe('a confirmation or a departure that was cut short', () => {
  test('waits until the pool, or her own stream, says that it is done', () => {
    const work = new PendingWork();
    work.fold(event('ConfirmationDecided', 'pool-p.STAR', { batch: 'b', confirmations: [] }));
    work.fold(event('BatchOpened', 'batch-b', { batch: 'b', round: null, reservation: 'ConfirmationDecided-1' }));
    work.fold(event('BatchCompleted', 'batch-b', { batch: 'b' }));
    work.fold(event('DepartureDecided', 'pool-p.STAR', { nomination: 'n', teacher: 't' }));
    expect(work.open.map(({ kind }) => kind)).toEqual(['confirmation', 'leaving']);
    work.fold(event('ConfirmationCarriedOut', 'pool-p.STAR', { reservation: 'ConfirmationDecided-1', batch: 'b', confirmed: [], declined: [] }));
    work.fold(event('LeftPool', 'teacher-t', { nomination: 'n', decision: 'DepartureDecided-1' }));
    expect(work.open).toEqual([]);
  });
});
