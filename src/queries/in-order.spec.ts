import { inOrder } from './in-order';

let read = 0;
async function* told(...places: readonly string[]): AsyncIterable<{ readonly place: string }> {
  for (const place of places) {
    read += 1;
    yield await Promise.resolve({ place });
  }
}

describe('several answers in order', () => {
  it.each([
    [[['a', 'd', 'e'], ['b', 'c', 'f']], 'abcdef'],
    [[[], ['b', 'c']], 'bc'],
    [[['x', 'y'], ['a']], 'axy'],
    [[[], []], ''],
    [[['c'], ['a'], ['b']], 'abc'],
  ])('%j are one: %s', async (answers, expected) => {
    const found: string[] = [];
    for await (const { place } of inOrder(answers.map((one) => told(...one)))) found.push(place);
    expect(found.join('')).toBe(expected);
  });

  it('are read as far as they are taken', async () => {
    read = 0;
    for await (const { place } of inOrder([told('a', 'b', 'c', 'd'), told('e', 'f')])) if (place === 'b') break;
    expect(read).toBe(3);
  });
});
