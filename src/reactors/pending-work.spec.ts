import type { StoredEnvelope } from '../event-store/event-store';
import { PendingWork } from './pending-work';

const event = (type: string, stream: string, data: object): StoredEnvelope => JSON.parse(JSON.stringify({ id: `${type}-1`, type, stream, data, meta: { cause: 'x' } })) as StoredEnvelope;

const told = (id: string, type: string, stream: string, data: object, cause = 'command'): StoredEnvelope => JSON.parse(JSON.stringify({ id, type, stream, data, meta: { cause } })) as StoredEnvelope;
const kindsOf = (work: PendingWork) => work.open.map(({ kind }) => kind);

describe('what is said of a life on two streams', () => {
  test('E6 a merger waits for the surviving dossier, its undoing for the other, and each ends with it', () => {
    const work = new PendingWork();
    const pair = { into: 'b', from: 'a' };
    expect(work.fold(told('m', 'IdentitiesMerged', 'teacher-a', pair))).toMatchObject({ kind: 'merge' });
    expect(work.fold(told('m2', 'IdentitiesMerged', 'teacher-b', pair, 'm'))).toBeUndefined();
    expect(kindsOf(work)).toEqual([]);
    expect(work.fold(told('u', 'MergeUndone', 'teacher-b', { ...pair, merge: 'm' }))).toMatchObject({ kind: 'unmerge' });
    work.fold(told('u2', 'MergeUndone', 'teacher-a', { ...pair, merge: 'm' }, 'u'));
    expect(kindsOf(work)).toEqual([]);
    // The surviving one could not take it in: the other is its own again at once.
    work.fold(told('n', 'IdentitiesMerged', 'teacher-a', pair));
    work.fold(told('n2', 'MergeUndone', 'teacher-a', { ...pair, merge: 'n' }, 'n'));
    expect(kindsOf(work)).toEqual([]);
  });

  test('E6 whoever is merged into somebody erased is erased with her, and nobody who was parted before', () => {
    const work = new PendingWork();
    for (const from of ['a', 'c']) {
      work.fold(told(`m-${from}`, 'IdentitiesMerged', `teacher-${from}`, { into: 'b', from }));
      work.fold(told(`s-${from}`, 'IdentitiesMerged', 'teacher-b', { into: 'b', from }, `m-${from}`));
    }
    work.fold(told('u', 'MergeUndone', 'teacher-b', { into: 'b', from: 'c', merge: 'm-c' }));
    work.fold(told('u2', 'MergeUndone', 'teacher-c', { into: 'b', from: 'c', merge: 'm-c' }, 'u'));
    expect(work.fold(told('e', 'PersonalDataErased', 'teacher-b', { person: 'b' }))).toMatchObject({ kind: 'erasure', left: new Set(['a']) });
    work.fold(told('e2', 'PersonalDataErased', 'teacher-a', { person: 'a' }, 'e'));
    expect(kindsOf(work)).toEqual([]);
    expect(work.takeErased()).toEqual(['b', 'a']);
  });

  test('E5 a right number waits for the dossier and for the wrong one to be given back', () => {
    const work = new PendingWork();
    expect(work.fold(told('c', 'IdentityClaimed', 'identity-2', { person: 'a', registration: null, batch: null, correction: true }))).toMatchObject({ kind: 'identity' });
    work.fold(told('t', 'TeacherRegistered', 'teacher-a', {}, 'c'));
    expect(kindsOf(work)).toEqual(['identity']);
    work.fold(told('r', 'IdentityReleased', 'identity-1', { person: 'a', claim: 'c' }, 'c'));
    expect(kindsOf(work)).toEqual([]);
  });

  const post = (work: PendingWork, appointment: string, code: string, { person = 'a', to = null }: { readonly person?: string; readonly to?: string | null } = {}) => work.fold(told(appointment, 'AppointmentRecorded', 'people', { appointment, person, post: code, from: '2020-01-01', to }));
  const gone = (id: string, type: string, person: string, on: string): StoredEnvelope => { const event = told(id, type, `teacher-${person}`, {}); return { ...event, meta: { ...event.meta, effectiveOn: on } }; };
  const ended = (id: string, appointment: string, to: string) => told(id, 'AppointmentEnded', 'people', { appointment, to });

  test('the posts of who retired wait to end, an expert goes on, and death ends all', () => {
    const work = new PendingWork();
    post(work, 'p1', 'SchoolAdmin');
    post(work, 'p2', 'Expert');
    expect(work.fold(gone('r', 'Retired', 'a', '2024-03-01'))).toMatchObject({ kind: 'roles', person: 'a' });
    expect(work.fold(gone('r2', 'Retired', 'b', '2024-03-01'))).toBeUndefined();
    work.fold(ended('end', 'p1', '2024-02-29'));
    expect(kindsOf(work)).toEqual([]);
    expect(work.fold(gone('d', 'Deceased', 'a', '2025-03-01'))).toMatchObject({ kind: 'roles' });
    work.fold(ended('end2', 'p2', '2025-02-28'));
    expect(kindsOf(work)).toEqual([]);
  });

  test('a post that has a last day after hers waits too, whether it was recorded with it or ended for it', () => {
    const work = new PendingWork();
    post(work, 'p1', 'SchoolAdmin', { to: '2024-12-31' });
    post(work, 'p2', 'BureauOfficer');
    post(work, 'p3', 'BureauOfficer', { to: '2024-02-29' });
    work.fold(ended('later', 'p2', '2024-12-31'));
    expect(work.fold(gone('r', 'Retired', 'a', '2024-03-01'))).toMatchObject({ kind: 'roles', person: 'a' });
    work.fold(ended('end1', 'p1', '2024-02-29'));
    expect(kindsOf(work)).toEqual(['roles']);
    work.fold(ended('end2', 'p2', '2024-02-29'));
    expect(kindsOf(work)).toEqual([]);
    expect(work.fold(gone('again', 'Retired', 'a', '2024-03-01'))).toBeUndefined();
  });

  test('E6 posts under the id of a dossier that was merged into hers end with her', () => {
    const work = new PendingWork();
    post(work, 'p1', 'SchoolAdmin', { person: 'b' });
    work.fold(told('m', 'IdentitiesMerged', 'teacher-b', { into: 'a', from: 'b' }));
    work.fold(told('m2', 'IdentitiesMerged', 'teacher-a', { into: 'a', from: 'b' }, 'm'));
    expect(work.fold(gone('r', 'Retired', 'a', '2024-03-01'))).toMatchObject({ kind: 'roles', person: 'a' });
    work.fold(ended('end', 'p1', '2024-02-29'));
    expect(kindsOf(work)).toEqual([]);
  });

  test('E6 E39 a team is looked at after what is told of the dossier that a member\'s was merged into, and after the merger and the parting', () => {
    const work = new PendingWork();
    const pair = { into: 'b', from: 'a' };
    const asked = (next: PendingWork) => next.open.flatMap((one) => (one.kind === 'team' ? [`${one.team} ${one.of.id}`] : []));
    work.fold(told('t', 'TeamRegistered', 'team-t', { leader: 'a', members: [{ person: 'a' }] }));
    work.fold(told('s', 'SanctionRecorded', 'teacher-b', {}));
    expect(asked(work)).toEqual([]);
    work.fold(told('m', 'IdentitiesMerged', 'teacher-a', pair));
    expect(asked(work)).toEqual(['team-t m']);
    work.fold(told('m2', 'IdentitiesMerged', 'teacher-b', pair, 'm'));
    expect(asked(work)).toEqual(['team-t m2']);
    work.fold(told('s2', 'SanctionRecorded', 'teacher-b', {}));
    expect(asked(work)).toEqual(['team-t s2']);
    const later = new PendingWork(undefined, work.state);
    later.fold(told('s3', 'SanctionRecorded', 'teacher-b', {}));
    expect(asked(later)).toEqual(['team-t s3']);
    later.fold(told('u', 'MergeUndone', 'teacher-b', { ...pair, merge: 'm' }));
    expect(asked(later)).toEqual(['team-t u']);
    later.fold(told('u2', 'MergeUndone', 'teacher-a', { ...pair, merge: 'm' }, 'u'));
    later.fold(told('s4', 'SanctionRecorded', 'teacher-b', {}));
    expect(asked(later)).toEqual(['team-t u2']);
  });
});

describe('a post that came back after it had been filled', () => {
  const beyond = [{ posts: 2, clause: 'P6', taken: 4, day: '2019-01-03', filled: [{ stream: 'teacher-c', title: 'ti-c' }, { stream: 'teacher-d', title: 'ti-d' }] }];

  test.each(['RevocationOverturned', 'FactVoided'])('E30 by %s waits until everybody who filled it is asked about', (type) => {
    const work = new PendingWork();
    expect(work.fold(told('o', type, 'teacher-a', { beyond }))).toMatchObject({ kind: 'posts', left: new Set(['ti-c', 'ti-d']) });
    const asked = (title: string, rule = 'postsBeyond') => work.fold(told(`r-${title}-${rule}`, 'ReviewRequired', 'teacher-c', { title, rule, facts: ['o'] }, 'o'));
    asked('ti-c');
    asked('ti-d', 'noSanction');
    expect(kindsOf(work)).toEqual(['posts']);
    asked('ti-d');
    expect(kindsOf(work)).toEqual([]);
  });

  test('where none was filled nothing waits', () => {
    const work = new PendingWork();
    work.fold(told('o', 'RevocationOverturned', 'teacher-a', {}));
    expect(kindsOf(work)).toEqual([]);
  });
});

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

  test('a departure from a place that was given back is done with it', () => {
    const work = new PendingWork();
    work.fold(event('DepartureDecided', 'pool-p.STAR', { nomination: 'n', teacher: 't' }));
    work.fold(event('PlacesGivenBack', 'pool-p.STAR', { nominations: ['m'] }));
    expect(work.open.map(({ kind }) => kind)).toEqual(['leaving']);
    work.fold(event('PlacesGivenBack', 'pool-p.STAR', { nominations: ['n'] }));
    expect(work.open).toEqual([]);
  });
});
