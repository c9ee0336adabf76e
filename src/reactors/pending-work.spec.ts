import type { StoredEnvelope } from '../event-store/event-store';
import { PendingWork } from './pending-work';

describe('terms that end by date', () => {
  const event = (type: string, title: string, term?: object): StoredEnvelope => JSON.parse(JSON.stringify({ id: `${type}-${title}`, type, stream: 'teacher-t', data: { title, ...(term === undefined ? {} : { term }) }, meta: { cause: 'x' } })) as StoredEnvelope;

  test('each title waits with its last term until that is told or the title ends, and nothing counts as unfinished', () => {
    const work = new PendingWork();
    const days = () => work.terms.all.map((one) => (one.kind === 'expiry' ? [one.title, one.lastDay] : []));
    work.fold(event('TitleConferred', 'a', { number: 1, from: '2025-06-02', to: '2028-06-01' }));
    work.fold(event('TitleConferred', 'b', { number: 1, from: '2025-06-02', to: null }));
    work.fold(event('TitleConferred', 'c', { number: 1, from: '2025-06-02', to: '2028-06-01' }));
    work.fold(event('TitleRenewed', 'a', { number: 2, from: '2028-06-02', to: '2031-06-01' }));
    expect(days()).toEqual([['a', '2031-06-01'], ['c', '2028-06-01']]);
    expect(work.open).toEqual([]);
    work.fold(event('TitleExpired', 'c', undefined));
    work.fold(event('LifetimeTitleGranted', 'a'));
    expect(days()).toEqual([]);
  });
});

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
