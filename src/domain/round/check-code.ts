/** Crockford's base 32: no I, L, O or U, which people read as 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Twelve characters as they are typed; the last one checks the others. */
export const CODE_LENGTH = 12;
const DATA_BITS = BigInt((CODE_LENGTH - 1) * 5);

/**
 * The code of a printed list, from the HMAC of what it says: 55 bits of it, and a check character over GF(32). Each place has
 * a weight of its own, so that any single wrong character and any two neighbours in each other's place are noticed.
 *
 * @param hash hex, at least 14 digits.
 */
export function codeOf(hash: string): string {
  let bits = BigInt(`0x${hash.slice(0, 14)}`) & ((1n << DATA_BITS) - 1n);
  const values: number[] = [];
  for (let place = 1; place < CODE_LENGTH; place += 1) {
    values.unshift(Number(bits & 31n));
    bits >>= 5n;
  }
  return [...values, checkOf(values)].map((value) => ALPHABET.charAt(value)).join('');
}

/**
 * A code as somebody typed it from the paper: small letters, full-width ones, O for 0, I and L for 1, with the dashes and blanks
 * that it was printed with. Null where it is no code, or one with a mistake in it.
 */
export function readCode(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s\-‐-―－]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
  if (plain.length !== CODE_LENGTH) return null;
  const values = [...plain].map((character) => ALPHABET.indexOf(character));
  if (values.includes(-1)) return null;
  return checkOf(values.slice(0, -1)) === values.at(-1) ? plain : null;
}

/** `7K3M-0QX9-Z2AB`: in fours, as it stands on the paper. */
export function shownCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/gu, '$1-');
}

/** The check character makes Σ αⁱ·dᵢ = 0, itself at i = 0; α generates GF(32), so that neighbours' weights differ. */
function checkOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = doubled(sum ^ value);
  return sum;
}

/** Times α, modulo x⁵ + x² + 1. */
function doubled(value: number): number {
  const shifted = value << 1;
  return shifted > 31 ? shifted ^ 0b100101 : shifted;
}
