import fc from 'fast-check';
import { CODE_LENGTH, codeOf, readCode, shownCode } from './check-code';

const hashes = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

describe('check codes of printed lists', () => {
  it('are twelve characters, read back as they were printed, and two contents have two', () => {
    fc.assert(fc.property(hashes, (hash) => {
      const code = codeOf(hash);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/u);
      expect(readCode(shownCode(code))).toBe(code);
      expect(readCode(code)).toBe(code);
    }));
    expect(codeOf('0'.repeat(64))).not.toBe(codeOf(`${'0'.repeat(13)}1${'0'.repeat(50)}`));
  });

  it('a single wrong character is noticed at every place', () => {
    fc.assert(fc.property(hashes, fc.nat(CODE_LENGTH - 1), fc.constantFrom(...ALPHABET), (hash, place, other) => {
      const code = codeOf(hash);
      const wrong = `${code.slice(0, place)}${other}${code.slice(place + 1)}`;
      expect(readCode(wrong)).toBe(wrong === code ? code : null);
    }), { numRuns: 2_000 });
  });

  it('two neighbours in each other\'s place are noticed, the check character with them', () => {
    fc.assert(fc.property(hashes, fc.nat(CODE_LENGTH - 2), (hash, place) => {
      const code = codeOf(hash);
      const swapped = `${code.slice(0, place)}${code.charAt(place + 1)}${code.charAt(place)}${code.slice(place + 2)}`;
      expect(readCode(swapped)).toBe(swapped === code ? code : null);
    }), { numRuns: 2_000 });
  });

  it('is typed in small or full-width letters, with O for 0 and I or L for 1, however it is spaced', () => {
    const code = codeOf(`00${'0f'.repeat(31)}`);
    expect(readCode(shownCode(code).toLowerCase())).toBe(code);
    expect(readCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(code);
    expect(readCode([...code].map((character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)).join(''))).toBe(code);
    expect(readCode(`${code.slice(0, 6)} ${code.slice(6)}`)).toBe(code);
    for (const none of ['', code.slice(1), `${code}0`, code.replace(/.$/u, 'U'), '校验码']) expect(readCode(none)).toBeNull();
  });
});
