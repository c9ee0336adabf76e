import fc from 'fast-check';
import { BSON } from 'mongodb';
import type { JsonObject } from '../../domain/facts';
import { bodyOf, bytesAtMost, storedBody } from './stored-body';

const key = fc.oneof(fc.constantFrom('', '.', '$', '%', 'a.b', '$set', '%2E', '%', '__proto__', 'constructor', 'n\u0000l', '10'), fc.string({ unit: 'grapheme', maxLength: 8 }));
const json = fc.letrec<{ value: JsonObject[string]; object: JsonObject }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: 'grapheme' }), fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
})).object;

function keysOf(value: JsonObject[string]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...keysOf(inner)]);
}

describe('a body as it lies in MongoDB (pitfalls.md 4d: keys with . or $)', () => {
  it('has no key that a server could refuse, and comes back through BSON as it was', () => {
    fc.assert(
      fc.property(json, (body) => {
        const stored = storedBody(body);
        for (const name of keysOf(stored)) expect(name).not.toMatch(/[.$\p{Cc}]|^$|^__proto__$/u);

        const read = BSON.deserialize(BSON.serialize(stored)) as JsonObject;
        expect(JSON.stringify(bodyOf(read))).toBe(JSON.stringify(body));
      }),
      { numRuns: 500 },
    );
  });

  it('is never larger than it was taken for (pitfalls.md 4d: RangeError)', () => {
    fc.assert(
      fc.property(json, (body) => {
        const stored = storedBody(body);
        expect(bytesAtMost(stored)).toBeGreaterThanOrEqual(BSON.calculateObjectSize(stored));
      }),
      { numRuns: 500 },
    );
  });

  it('is the body itself where no key is special', () => {
    const body = { tier: 'RISING_STAR', history: [{ on: '2019-05-10' }] };

    expect(storedBody(body)).toBe(body);
    expect(bodyOf(body)).toBe(body);
  });
});
