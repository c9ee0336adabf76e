import fc from 'fast-check';
import { json } from '../../test/contract/json-values';
import type { Json } from '../domain/facts';
import { canonicalDigest, canonicalForm, canonicalJson } from './canonical';
import { InvalidEventError, type StoredEnvelope } from './event-store';

const shuffled = (value: Json, turn: number): Json => {
  if (Array.isArray(value)) return value.map((inner: Json) => shuffled(inner, turn));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, shuffled(inner, turn)] as const);
  return Object.fromEntries([...entries.slice(turn % (entries.length + 1)), ...entries.slice(0, turn % (entries.length + 1))].reverse());
};

describe('canonical form', () => {
  it('is RFC 8785: the example of its section 3.2.3 and the numbers of its appendix B', () => {
    const value = JSON.parse('{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}') as { numbers: number[] };
    value.numbers[1] = 1.5e-30; // 1E30 is an integer beyond 2^53-1, which we refuse
    expect(canonicalJson(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1.5e-30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
    expect(canonicalJson({ '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, 'ö': 7 })).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each<[string, unknown]>([
    ['NaN', NaN], ['Infinity', Infinity], ['negative zero', -0], ['2^53', 2 ** 53], ['-(2^53)', -(2 ** 53)], ['1e300', 1e300], ['undefined', undefined],
    ['a BigInt', 1n], ['a function', () => 1], ['a symbol', Symbol('x')], ['a Date', new Date(0)], ['a Map', new Map()], ['a Buffer', Buffer.from('x')],
    ['a boxed number', Object(1)], ['a class', new (class Score { value = 1; })()], ['a lone high surrogate', 'a\ud800'], ['a lone low surrogate', '\udc00b'],
    ['a sparse array', Array.from({ length: 1 }).concat(new Array(2))], ['an array with a name', Object.assign([1], { name: 1 })],
    ['a symbol key', { [Symbol('x')]: 1 }], ['__proto__', JSON.parse('{"__proto__":{"admin":true}}')], ['a key with a lone surrogate', { '\ud800': 1 }],
    ['a hidden property', Object.defineProperty({}, 'x', { value: 1, enumerable: false })],
    ['a borrowed prototype', Object.create({ inherited: 1 })],
    ['65 levels', Array.from({ length: 65 }).reduce((inner) => [inner], 1)],
  ])('refuses %s, wherever it stands', (_, bad) => {
    expect(() => canonicalJson(bad)).toThrow(InvalidEventError);
    expect(() => canonicalJson({ a: [bad] })).toThrow(InvalidEventError);
  });

  it('names the place and not the value', () => {
    expect(() => canonicalJson({ scores: [1, { total: 2 ** 60 }] }, 'Ranked.data')).toThrow(/Ranked\.data\.scores\[1\]\.total/);
    expect(() => canonicalJson({ name: '王\ud800' }, 'private')).not.toThrow(/王/);
  });

  it('takes objects without a prototype', () => {
    expect(canonicalJson(Object.assign(Object.create(null) as object, { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });

  it('property: what is written reads back as it was', () => {
    fc.assert(fc.property(json(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }), { numRuns: 300 });
  });

  it('property: the order in which keys were set does not show, and writing again changes nothing', () => {
    fc.assert(fc.property(json(), fc.nat(9), (value, turn) => {
      const text = canonicalJson(value);
      expect(canonicalJson(shuffled(value, turn))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }), { numRuns: 300 });
  });
});

describe('canonical form of an envelope', () => {
  const envelope: StoredEnvelope = {
    id: '0190a7c8-1111-7222-8333-444455556666', type: 'Example', version: 2, stream: 'teacher-1', revision: 4, recordedAt: '2019-05-12T01:00:00.000Z',
    data: { b: 1, a: '梯队' }, private: { 't-2': { commitment: 'bb', cipher: 'xx' }, 't-1': { commitment: 'aa', cipher: 'yy' } },
    sealed: { key: 'seal:r-1', commitment: 'cc', cipher: 'zz' },
    meta: { commandId: 'c', useCase: 'Example', request: 'r', actor: 'p', capacity: null, appointment: null, effectiveOn: '2019-05-12', context: { today: '2019-05-12' }, cause: 'c', correlation: 'c', class: 'internal' },
  };

  it('holds every field, commitments in place of parts, and no position', () => {
    expect(canonicalForm(envelope)).toBe(
      '{"data":{"a":"梯队","b":1},"id":"0190a7c8-1111-7222-8333-444455556666",' +
      '"meta":{"actor":"p","appointment":null,"capacity":null,"cause":"c","class":"internal","commandId":"c","context":{"today":"2019-05-12"},"correlation":"c","effectiveOn":"2019-05-12","request":"r","useCase":"Example"},' +
      '"private":{"t-1":"aa","t-2":"bb"},"recordedAt":"2019-05-12T01:00:00.000Z","revision":4,"sealed":{"commitment":"cc","key":"seal:r-1"},"stream":"teacher-1","type":"Example","version":2}',
    );
  });

  it.each<[string, Partial<StoredEnvelope>]>([
    ['revision', { revision: 5 }], ['stream', { stream: 'teacher-2' }], ['type', { type: 'Other' }], ['version', { version: 1 }], ['data', { data: { b: 1 } }],
    ['recordedAt', { recordedAt: '2019-05-12T01:00:00.001Z' }], ['id', { id: '0190a7c8-1111-7222-8333-444455556667' }],
    ['meta', { meta: { ...envelope.meta, actor: 'q' } }], ['a commitment', { private: { ...envelope.private, 't-1': { commitment: 'ab', cipher: 'yy' } } }],
    ['the seal', { sealed: { key: 'seal:r-1', commitment: 'cd', cipher: 'zz' } }],
  ])('gives another digest for another %s', (_, change) => {
    expect(canonicalDigest({ ...envelope, ...change })).not.toBe(canonicalDigest(envelope));
  });
});
