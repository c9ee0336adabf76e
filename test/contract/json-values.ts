import fc from 'fast-check';
import type { Json } from '../../src/domain/facts';

/** JSON values that survive, with the numbers, strings and keys that tend not to. */
export const json = (): fc.Arbitrary<Json> => fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null), fc.boolean(), fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value))),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'), tie('value'), { maxKeys: 4 }),
  ),
})).value;
