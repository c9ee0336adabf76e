import { logOf } from '../../test/projector/given';
import type { JsonObject } from '../domain/facts';
import { FinalLists, noticeable } from './noticeable';

const rows = (...teachers: readonly string[]): readonly JsonObject[] => teachers.map((teacher) => ({ nomination: `n-${teacher}`, teacher, hash: 'h' }));

type Written = readonly [type: 'PublicityListed' | 'PublicityOpened' | 'PublicityListChanged' | 'PublicityClosed', data: JsonObject];

/** Whom each event tells of a result, in the order of the log. */
function told(...events: readonly Written[]): readonly (readonly string[])[] {
  const lists = new FinalLists();
  return logOf(events.map(([type, data]) => ({ type, stream: 'round-r1', on: '2019-06-11', data: { publicity: 'p-1', ...data } }))).map(({ envelope }, index) => {
    lists.take(envelope);
    const type = events[index]?.[0];
    return type === undefined ? [] : (noticeable[type]?.(envelope, lists) ?? []).map(({ to, kind }) => `${kind} ${to}`);
  });
}

describe('who is told of a posted list', () => {
  const inParts: readonly Written[] = [['PublicityListed', { edition: 1, part: 1, rows: rows('a', 'b') }], ['PublicityListed', { edition: 1, part: 2, rows: rows('c') }]];

  it('everybody on a final list, in one piece or in parts, once it is posted', () => {
    expect(told(['PublicityOpened', { level: null, rows: rows('a', 'b') }])).toEqual([['RESULT a', 'RESULT b']]);
    expect(told(...inParts, ['PublicityOpened', { level: null, rows: [], listed: { parts: 2, count: 3 } }])).toEqual([[], [], ['RESULT a', 'RESULT b', 'RESULT c']]);
    // A part that a repeated request stored twice names nobody twice.
    expect(told(...inParts, ...inParts, ['PublicityOpened', { level: null, rows: [] }]).at(-1)).toHaveLength(3);
  });

  it('whoever a change adds, and nobody who stood there before', () => {
    const changes = [{ kind: 'ADDED', nomination: 'n-d', teacher: 'd' }, { kind: 'REMOVED', nomination: 'n-a', teacher: 'a' }, { kind: 'MOVED', nomination: 'n-b', teacher: 'b' }];
    expect(told(['PublicityOpened', { level: null, rows: rows('a', 'b') }], ['PublicityListChanged', { edition: 2, changes, rows: rows('b', 'd') }])).toEqual([['RESULT a', 'RESULT b'], ['RESULT d']]);
    expect(told(...inParts, ['PublicityOpened', { level: null, rows: [] }], ['PublicityListed', { edition: 2, part: 1, rows: rows('b', 'c', 'd') }], ['PublicityListChanged', { edition: 2, changes, rows: [] }]).slice(3)).toEqual([[], ['RESULT d']]);
  });

  it('nobody of a recommending level\'s list, of another list, or of one that is closed', () => {
    const added = { changes: [{ kind: 'ADDED', nomination: 'n-d', teacher: 'd' }], rows: [] };
    expect(told(...inParts, ['PublicityOpened', { level: 'SCHOOL', unit: 'u1', rows: [] }], ['PublicityListChanged', added]).flat()).toEqual([]);
    expect(told(...inParts, ['PublicityOpened', { publicity: 'p-2', level: null, rows: rows('x') }]).at(-1)).toEqual(['RESULT x']);
    expect(told(['PublicityOpened', { level: null, rows: [] }], ['PublicityClosed', {}], ['PublicityListChanged', added]).flat()).toEqual([]);
  });
});
