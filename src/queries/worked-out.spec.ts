import type { Loaded } from '../commands/streams';
import type { TeacherState } from '../domain/teacher/teacher';
import type { Reading } from './reading';
import { listsWorkedOut, markOf, stampOf, whileNothingIsRecorded, whileViewsStand, workedOutIn, WorkedOut } from './worked-out';

/** A house whose log ends somewhere, and whose views stand somewhere. */
function house(): { readonly reading: Reading; readonly stand: (position: string | null) => void; readonly record: (position: string) => void } {
  let stood: string | null = null;
  let head: string | null = null;
  const sources = { projector: { get stand() { return stood; } }, events: { head: () => Promise.resolve(head) } };
  return { reading: { sources } as Partial<Reading> as Reading, stand: (position) => (stood = position), record: (position) => (head = position) };
}

describe('what was worked out', () => {
  test('is told again under the same stamp, and never under another', () => {
    const kept = new WorkedOut<number>(2);
    kept.keep('a', '1', 7);
    expect([kept.get('a', '1'), kept.get('a', '2'), kept.get('b', '1')]).toEqual([7, undefined, undefined]);
  });

  test('is kept of the last few alone', () => {
    const kept = new WorkedOut<number>(2);
    for (const [key, value] of [['a', 1], ['b', 2], ['a', 3], ['c', 4]] as const) kept.keep(key, '1', value);
    expect([kept.get('a', '1'), kept.get('b', '1'), kept.get('c', '1'), kept.size]).toEqual([3, undefined, 4, 2]);
  });

  test('is kept as far as all together weighs no more, and what alone weighs more not at all', () => {
    const kept = new WorkedOut<readonly number[]>(4, ({ length }) => length);
    for (const [key, value] of [['a', [1, 2]], ['b', [3]], ['a', [4]], ['c', [5, 6]], ['d', [7]], ['e', [1, 2, 3, 4, 5]]] as const) kept.keep(key, '1', value);
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => kept.get(key, '1'))).toEqual([[4], undefined, [5, 6], [7], undefined]);
  });

  test('is worked out anew once a view was told anything, and in every house by itself', async () => {
    const [one, other] = [house(), house()];
    const worked = workedOutIn<number>(8);
    let times = 0;
    const ask = ({ reading }: ReturnType<typeof house>, key = 'k') => whileViewsStand(reading, worked(reading), key, () => Promise.resolve((times += 1)));
    // While nobody can say how far the views are, nothing is kept.
    expect([await ask(one), await ask(one)]).toEqual([1, 2]);
    one.stand('0001');
    other.stand('0001');
    expect([await ask(one), await ask(one), await ask(one, 'other'), await ask(other)]).toEqual([3, 3, 4, 5]);
    one.stand('0002');
    expect([await ask(one), await ask(one), await ask(other)]).toEqual([6, 6, 5]);
  });

  test('is not kept where the views moved on while it was worked out', async () => {
    const { reading, stand } = house();
    const kept = new WorkedOut<string>(8);
    stand('0001');
    const told = await whileViewsStand(reading, kept, 'k', () => {
      stand('0002');
      return Promise.resolve('half of before');
    });
    expect([told, kept.size]).toEqual(['half of before', 0]);
  });

  test('of streams as well is worked out anew once anything was recorded, whether a view was told of it or not', async () => {
    const { reading, stand, record } = house();
    const kept = new WorkedOut<number>(8);
    let times = 0;
    const ask = async () => whileNothingIsRecorded(reading, kept, await markOf(reading), 'k', () => Promise.resolve((times += 1)));
    record('0001');
    expect([await ask(), await ask()]).toEqual([1, 2]);
    stand('0001');
    expect([await ask(), await ask()]).toEqual([3, 3]);
    record('0002');
    expect([await ask(), await ask()]).toEqual([4, 4]);
    stand('0002');
    expect([await ask(), await ask()]).toEqual([5, 5]);
  });

  test('is never told later where anything was recorded after the mark, before it was asked for', async () => {
    const { reading, stand, record } = house();
    const kept = new WorkedOut<string>(8);
    const ask = async (read: string, meanwhile: () => void = () => undefined) => {
      const mark = await markOf(reading);
      meanwhile();
      return whileNothingIsRecorded(reading, kept, mark, 'k', () => Promise.resolve(read));
    };
    record('0001');
    stand('0001');
    const told = await ask('by the rules of before', () => { record('0002'); stand('0002'); });
    expect([told, kept.size, await ask('by the rules of now')]).toEqual(['by the rules of before', 0, 'by the rules of now']);
    // The views were told of it after the mark alone.
    record('0003');
    expect([await ask('half of before', () => stand('0003')), await ask('of now')]).toEqual(['half of before', 'of now']);
  });

  test('is kept of some hundreds of lists, however empty they are and however much each is asked with', async () => {
    const { reading, stand } = house();
    const kept = listsWorkedOut<readonly string[]>(({ length }) => length)(reading);
    const keys = jest.spyOn(kept, 'keep');
    const units = Array.from({ length: 200 }, (_, n) => `school-${n}`);
    stand('0001');
    for (let day = 0; day < 1_000; day += 1) await whileViewsStand(reading, kept, JSON.stringify([day, units]), () => Promise.resolve([]));
    expect(kept.size).toBeGreaterThan(100);
    expect(kept.size).toBeLessThanOrEqual(500);
    expect(Math.max(...keys.mock.calls.map(([key]) => key.length))).toBeLessThan(64);
    expect(new Set(keys.mock.calls.map(([key]) => key)).size).toBe(1_000);
  });

  test('of a dossier goes by its revision, and by that of each that it has taken in', () => {
    const dossier = (revision: number, joined: readonly (readonly [string, number])[] = []): string => stampOf({ revision, state: { absorbedInto: null, joined: new Map(joined) } } as Partial<Loaded<TeacherState>> as Loaded<TeacherState>);
    const stamps = [dossier(7), dossier(8), dossier(7, [['t2', 3]]), dossier(7, [['t2', 4]]), dossier(7, [['t3', 3]])];
    expect(new Set(stamps).size).toBe(5);
    expect(dossier(7, [['t2', 3]])).toBe(stamps[2]);
  });
});
