import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { json } from '../../test/contract/json-values';
import type { JsonObject, Meta } from '../domain/facts';
import { ErasedError } from '../keys/key-store';
import { canonicalDigest, canonicalForm, canonicalJson } from './canonical';
import { decode, decodeAll, encode, ownersOf, ownersOfStored, stamp, type OpenEnvelope } from './codec';
import { InvalidEventError, StoreRefusedError, type StoredEnvelope } from './event-store';
import { matchesCommitment, openPart, openWithSalt, TamperedPartError } from './private-parts';
import { EventTypes } from './upcasters';

const types = new EventTypes({ Seen: { version: 1, class: 'internal', zh: '', en: '' } }, []);
const meta: Meta = {
  commandId: 'c-1', useCase: 'See', request: 'ff', actor: 'p-1', capacity: null, appointment: null, effectiveOn: '2019-05-12', context: { today: '2019-05-12' }, cause: 'c-1', correlation: 'c-1', class: 'internal',
};
const fact: OpenEnvelope = {
  id: '0190a7c8-1111-7222-8333-444455556666', type: 'Seen', version: 1, stream: 'teacher-t-1', revision: 0, recordedAt: '2019-05-12T01:00:00.000Z',
  data: { unit: 'school-7' }, private: { 't-1': { name: '阿依古丽·买买提', birthDate: '1980-02-29' }, 't-2': { reason: '因病' } },
  sealed: { components: { lecture: 91.5 } }, sealKey: 'seal:r-1', meta,
};
const keys = new Map(['t-1', 't-2', 'seal:r-1'].map((owner) => [owner, createHash('sha256').update(owner).digest()]));
const keyFor = (owner: string): Buffer => keys.get(owner) ?? Buffer.alloc(32);
const without = (...owners: string[]): Map<string, Buffer> => new Map([...keys].filter(([owner]) => !owners.includes(owner)));
function omit<T extends object, K extends keyof T>(value: T, field: K): Omit<T, K> {
  const copy = { ...value };
  delete copy[field];
  return copy;
}
const stored = (): StoredEnvelope => encode(fact, keys, randomBytes, types);
const sealedOf = (envelope: StoredEnvelope) => { if (envelope.sealed === undefined) throw new Error('not sealed'); return envelope.sealed; };
const partOf = (envelope: StoredEnvelope, person: string) => { const part = envelope.private[person]; if (part === undefined) throw new Error(`no part of ${person}`); return part; };

describe('codec', () => {
  it('gives back what was written', () => {
    expect(decode(stored(), keys, types)).toEqual({
      id: fact.id, type: 'Seen', version: 1, stream: fact.stream, revision: 0, recordedAt: fact.recordedAt,
      data: fact.data, private: fact.private, sealed: fact.sealed, meta,
    });
  });

  it('leaves nothing personal in the bytes', () => {
    const text = JSON.stringify(stored());
    for (const secret of ['阿依古丽', '买买提', '1980-02-29', '因病', '91.5', 'lecture', 'birthDate']) expect(text).not.toContain(secret);
  });

  it('gives null for a person whose key is gone, and for a seal that is shut, and the rest as before', () => {
    const decoded = decode(stored(), without('t-1', 'seal:r-1'), types);
    expect(decoded.private).toEqual({ 't-1': null, 't-2': { reason: '因病' } });
    expect(decoded.sealed).toBeNull();
    expect(decoded.data).toEqual(fact.data);
  });

  it('salts: the same part never gives the same commitment or cipher', () => {
    const [one, two] = [stored(), stored()];
    expect(partOf(one, 't-1').commitment).not.toBe(partOf(two, 't-1').commitment);
    expect(partOf(one, 't-1').cipher).not.toBe(partOf(two, 't-1').cipher);
  });

  it('lets an auditor with plaintext and salt check the commitment with a hash alone', () => {
    const part = partOf(stored(), 't-1');
    const opened = openWithSalt(part, keyFor('t-1'), fact.id, 't-1');
    const plain = Buffer.concat([Buffer.from(opened.salt, 'hex'), Buffer.from(canonicalJson(opened.part))]);
    expect(createHash('sha256').update(plain).digest('hex')).toBe(part.commitment);
    expect(matchesCommitment(opened.part, opened.salt, part.commitment)).toBe(true);
    expect(matchesCommitment({ ...opened.part, name: '另一人' }, opened.salt, part.commitment)).toBe(false);
  });

  describe('tampering', () => {
    const expectTampered = (envelope: StoredEnvelope, owner: string): void => {
      let error: unknown;
      try { decode(envelope, keys, types); } catch (caught) { error = caught; }
      expect(error).toBeInstanceOf(TamperedPartError);
      expect(error).toMatchObject({ event: envelope.id, owner });
      expect(String(error)).toContain(owner);
    };

    it('is told for every byte of a cipher', () => {
      const envelope = stored();
      const part = partOf(envelope, 't-1');
      const length = Buffer.from(part.cipher, 'base64').length;
      for (let index = 0; index < length; index += 1) {
        const bytes = Buffer.from(part.cipher, 'base64');
        bytes[index] = (bytes[index] ?? 0) ^ 1;
        expectTampered({ ...envelope, private: { ...envelope.private, 't-1': { ...part, cipher: bytes.toString('base64') } } }, 't-1');
      }
    });

    it.each<[string, (envelope: StoredEnvelope) => StoredEnvelope, string]>([
      ['a commitment', (e) => ({ ...e, private: { ...e.private, 't-1': { ...partOf(e, 't-1'), commitment: '00'.repeat(32) } } }), 't-1'],
      ['a short commitment', (e) => ({ ...e, private: { ...e.private, 't-1': { ...partOf(e, 't-1'), commitment: '00' } } }), 't-1'],
      ['an empty cipher', (e) => ({ ...e, private: { ...e.private, 't-1': { ...partOf(e, 't-1'), cipher: '' } } }), 't-1'],
      ['a part moved to another event', (e) => ({ ...e, id: '0190a7c8-1111-7222-8333-444455556667' }), 't-1'],
      ['parts of two persons swapped', (e) => ({ ...e, private: { 't-1': partOf(e, 't-2'), 't-2': partOf(e, 't-1') } }), 't-1'],
      ['a sealed commitment', (e) => ({ ...e, sealed: { ...sealedOf(e), commitment: '00'.repeat(32) } }), 'seal:r-1'],
    ])('is told: %s', (_, change, owner) => expectTampered(change(stored()), owner));

    it('is told when a part stands under another person of the same key', () => {
      const part = partOf(stored(), 't-1');
      expect(() => openPart(part, keyFor('t-1'), fact.id, 't-9')).toThrow(TamperedPartError);
    });
  });

  it('refuses what is not the catalogue\'s: type, version, class, a seal without a name', () => {
    expect(() => encode({ ...fact, type: 'Unheard' }, keys, randomBytes, types)).toThrow(InvalidEventError);
    expect(() => encode({ ...fact, version: 2 }, keys, randomBytes, types)).toThrow(InvalidEventError);
    expect(() => encode({ ...fact, meta: { ...meta, class: 'public' } }, keys, randomBytes, types)).toThrow(/class internal/);
    expect(() => encode(omit(fact, 'sealKey'), keys, randomBytes, types)).toThrow(InvalidEventError);
    expect(() => encode({ ...fact, data: { at: 2 ** 53 } }, keys, randomBytes, types)).toThrow(InvalidEventError);
    expect(() => encode({ ...fact, private: { 't-1': { at: NaN } } }, keys, randomBytes, types)).toThrow(InvalidEventError);
  });

  it('writes nothing about a person whose key is gone', () => {
    expect(() => encode(fact, without('t-2'), randomBytes, types)).toThrow(ErasedError);
  });

  it('names the owners of keys, before and after', () => {
    expect(ownersOf(fact)).toEqual(['t-1', 't-2', 'seal:r-1']);
    expect(ownersOfStored(stored(), true)).toEqual(['t-1', 't-2', 'seal:r-1']);
    expect(ownersOfStored(stored(), false)).toEqual(['t-1', 't-2']);
  });

  it('asks the key store once for a batch, and for no seal unless told', async () => {
    const asked: string[][] = [];
    const keyStore = { get: async (owners: readonly string[]) => { asked.push([...owners]); return new Map([...keys].filter(([owner]) => owners.includes(owner))); } };
    const batch = [stored(), stored(), { ...stored(), private: {} }];
    const decoded = await decodeAll(batch, keyStore, { types });
    expect(asked).toEqual([['t-1', 't-2']]);
    expect(decoded.map((one) => [Object.keys(one.private).length, one.sealed])).toEqual([[2, null], [2, null], [0, null]]);
    expect((await decodeAll(batch.slice(0, 1), keyStore, { types, sealed: true }))[0]?.sealed).toEqual(fact.sealed);
  });

  it('stamps version and class', () => {
    expect(stamp('Seen', types)).toEqual({ version: 1, class: 'internal' });
    expect(() => stamp('Unheard', types)).toThrow(InvalidEventError);
  });

  describe('properties', () => {
    const part = (): fc.Arbitrary<JsonObject> => fc.dictionary(fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'), json(), { maxKeys: 4 });
    const person = fc.string({ minLength: 1, maxLength: 8 }).filter((id) => id !== '__proto__');
    const anyFact = fc.record({ data: part(), private: fc.dictionary(person, part(), { maxKeys: 4 }), sealed: fc.option(part(), { nil: undefined }), revision: fc.nat() })
      .map(({ sealed, ...rest }): OpenEnvelope => {
        return { ...omit(omit(fact, 'sealed'), 'sealKey'), ...rest, ...(sealed === undefined ? {} : { sealed, sealKey: 'seal:r-1' }) };
      });
    const keysFor = (envelope: OpenEnvelope): Map<string, Buffer> => new Map(ownersOf(envelope).map((owner) => [owner, createHash('sha256').update(owner).digest()]));

    it('round trip through JSON text', () => {
      fc.assert(fc.property(anyFact, (open) => {
        const ring = keysFor(open);
        const read = JSON.parse(JSON.stringify(encode(open, ring, randomBytes, types))) as StoredEnvelope;
        expect(decode(read, ring, types)).toEqual(omit(open, 'sealKey'));
      }), { numRuns: 200 });
    });

    it('the canonical form survives storage and the erasure of any private part, key or cipher', () => {
      fc.assert(fc.property(anyFact, fc.func(fc.boolean()), (open, erased) => {
        const ring = keysFor(open);
        const envelope = encode(open, ring, randomBytes, types);
        const form = canonicalForm(envelope);
        const blank = (owner: string, part: { commitment: string; cipher: string }) => (erased(owner) ? { ...part, cipher: '' } : part);
        const left: StoredEnvelope = {
          ...(JSON.parse(JSON.stringify(envelope)) as StoredEnvelope),
          private: Object.fromEntries(Object.entries(envelope.private).reverse().map(([owner, sealed]) => [owner, blank(owner, sealed)])),
        };
        expect(canonicalForm(left)).toBe(form);
        expect(canonicalDigest(left)).toBe(createHash('sha256').update(form).digest('hex'));
        const rest = new Map([...ring].filter(([owner]) => !erased(owner)));
        const decoded = decode(left, rest, types);
        for (const owner of Object.keys(open.private ?? {})) expect(decoded.private[owner]).toEqual(erased(owner) ? null : open.private?.[owner]);
        expect(decoded.data).toEqual(open.data);
      }), { numRuns: 200 });
    });
  });
});

describe('upcasters', () => {
  const kinds = { Moved: { version: 3, class: 'internal', zh: '', en: '' } } as const;
  const evolved = new EventTypes(kinds, [
    { type: 'Moved', from: 1, data: (data) => ({ ...data, to: data['unit'] ?? null }), part: (part) => ({ ...part, note: null }) },
    { type: 'Moved', from: 2, data: (data) => omit(data, 'unit'), sealed: (part) => ({ wrapped: part }) },
  ]);
  const first = new EventTypes({ Moved: { ...kinds.Moved, version: 1 } }, []);
  const old = { ...fact, type: 'Moved', version: 1, data: { unit: 'school-7' } };

  it('give the newest version of data, parts and seal', () => {
    const decoded = decode(encode(old, keys, randomBytes, first), keys, evolved);
    expect(decoded).toMatchObject({ version: 3, data: { to: 'school-7' }, sealed: { wrapped: { components: { lecture: 91.5 } } } });
    expect(decoded.data).not.toHaveProperty('unit');
    expect(decoded.private['t-2']).toEqual({ reason: '因病', note: null });
    expect(evolved.part('Moved', 1, { reason: '因病' })).toEqual({ reason: '因病', note: null });
    expect(evolved.part('Moved', 2, { reason: '因病' })).toEqual({ reason: '因病' });
  });

  it('do not touch an erased part or the canonical form', () => {
    const envelope = encode(old, keys, randomBytes, first);
    const before = canonicalForm(envelope);
    expect(decode(envelope, without('t-2'), evolved).private['t-2']).toBeNull();
    expect(canonicalForm(envelope)).toBe(before);
  });

  it('refuse what a newer program wrote, with what to do', () => {
    const envelope = { ...encode(old, keys, randomBytes, first), version: 4 };
    expect(() => decode(envelope, keys, evolved)).toThrow(StoreRefusedError);
    expect(() => decode(envelope, keys, evolved)).toThrow(/Upgrade Echelon.*请升级/);
    expect(() => decode({ ...envelope, type: 'Unheard', version: 1 }, keys, evolved)).toThrow(StoreRefusedError);
  });

  it('must be complete and have a place', () => {
    expect(() => new EventTypes(kinds, [])).toThrow(/Moved@1 has no upcaster/);
    expect(() => new EventTypes({}, [{ type: 'Gone', from: 1, data: (data) => data }])).toThrow(/Gone@1 has no place/);
  });
});
