import { MemoryDocumentStore } from '../read-models/memory/memory-document-store';
import { MAX_DOCUMENT_BYTES } from '../read-models/document-store';
import type { Projection } from '../../projections/projection';
import { logOf, type GivenEvent } from '../../test/projector/given';
import { Fold } from './fold';
import type { Pace } from './pace';
import { unpaced } from './pace';
import { Plan } from './plan';

const notes: Projection = {
  name: 'notes',
  version: 1,
  events: ['Transferred'],
  collection: { name: 'notes_v1', indexes: [{ field: 'size', type: 'number' }] },
  keys(event) {
    if (event.data['broken'] === true) throw new Error('no key in it');
    return [String(event.data['key'])];
  },
  fold: (body, event) => ({ size: event.data['size'] ?? 0, text: String(body?.['text'] ?? '') + 'x'.repeat(Number(event.data['size'] ?? 0)) }),
};

const note = (key: string, size: number | string): GivenEvent => ({ type: 'Transferred', stream: `teacher-${key}`, on: '2019-01-01', data: { key, size } });

async function foldInto(given: readonly GivenEvent[], pace: Pace = unpaced): Promise<MemoryDocumentStore> {
  const store = new MemoryDocumentStore();
  const plan = new Plan([notes], [{ projection: 'notes', version: 1, generation: 1 }], []);
  await store.prepare(plan.specs);
  expect(await new Fold(plan, store, { name: 'set_g1', log: 'log' }, pace).advance(logOf(given))).toBe('written');
  return store;
}

const parked = async (store: MemoryDocumentStore) => (await store.find('notes_v1_parked_g1', { where: [], sort: [], limit: 10 })).documents.map(({ body }) => ({ key: body['key'], since: body['since'], reason: body['reason'] }));

describe('Fold', () => {
  it('a document that outgrows the largest size parks its key, not the projector', async () => {
    const store = await foldInto([note('a', 10), note('big', 5), note('big', MAX_DOCUMENT_BYTES), note('big', 7), note('b', 1)]);
    expect(await parked(store)).toEqual([{ key: 'big', since: '0000000000000003', reason: expect.stringContaining('would exceed the largest size') }]);
    const documents = await store.get('notes_v1_g1', ['a', 'big', 'b']);
    expect(documents.get('big')).toMatchObject({ at: '0000000000000002', stuck: { since: '0000000000000003' }, body: { text: 'xxxxx' } });
    expect(documents.get('b')?.body).toEqual({ size: 1, text: 'x' });
    expect((await store.checkpoint('set_g1'))?.position).toBe('0000000000000005');
  });

  it('a value that its index cannot hold parks the key instead of failing every write', async () => {
    const store = await foldInto([note('a', 'NaN'), note('b', 2)]);
    expect((await parked(store)).map(({ key }) => key)).toEqual(['a']);
    expect((await store.get('notes_v1_g1', ['b'])).get('b')?.body).toEqual({ size: 2, text: 'xx' });
  });

  it('an event whose key cannot be told is parked under its stream', async () => {
    const store = await foldInto([{ type: 'Transferred', stream: 'teacher-q', on: '2019-01-01', data: { broken: true } }, note('b', 1)]);
    expect(await parked(store)).toEqual([{ key: 'teacher-q', since: '0000000000000001', reason: 'Error: no key in it' }]);
  });

  it('breathes between pieces of work when a slice is used up', async () => {
    let breaths = 0;
    const store = await foldInto(Array.from({ length: 20 }, (_, i) => note(`k${i}`, 1)), {
      begin: () => undefined,
      due: () => true,
      breathe: () => {
        breaths++;
        return Promise.resolve();
      },
    });
    expect(breaths).toBeGreaterThanOrEqual(40);
    expect(await store.count('notes_v1_g1', [])).toBe(20);
  });
});
