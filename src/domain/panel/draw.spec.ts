import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawOrder, inputHash } from './draw';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('a draw that anybody recomputes', () => {
  test('the input is the hash of what the list says, line by line', () => {
    const inputs = { round: 'r-2019', n: 2, size: 3, eligible: ['p-1', 'p-2', 'p-3', 'p-4'] };
    expect(inputHash(inputs, sha256)).toBe(createHash('sha256').update('r-2019\n2\n3\np-1\np-2\np-3\np-4', 'utf8').digest('hex'));
  });

  test('the order is that of SHA-256(seed ‖ person), from the published inputs alone', () => {
    const eligible = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'];
    const lots = eligible.map((person) => [createHash('sha256').update('02-08-14', 'utf8').update(person, 'utf8').digest('hex'), person] as const).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(drawOrder(eligible, '02-08-14', sha256)).toEqual(lots.map(([, person]) => person));
  });

  test('nobody is lost or doubled, and the order in which the list is written changes nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 30 }), fc.string({ minLength: 1 }), (people, seed) => {
        const order = drawOrder(people, seed, sha256);
        expect([...order].sort()).toEqual([...people].sort());
        expect(drawOrder([...people].reverse(), seed, sha256)).toEqual(order);
      }),
    );
  });
});
