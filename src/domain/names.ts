/**
 * Names of people as they are kept: Unicode NFC, one interpunct, single spaces. Rare characters outside the basic
 * plane (GB 18030 four-byte, U+2xxxx) stay; length is counted in code points, never in UTF-16 units (E53).
 */
export type NameFault = 'empty' | 'tooLong' | 'loneSurrogate' | 'notAllowed' | 'misplacedInterpunct';

export type NameReading = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'refused'; readonly fault: NameFault };

/** The longest name that a resident card was seen to carry is under 40; 60 leaves room for foreign names. */
export const LONGEST_NAME = 60;

/** U+00B7 is the interpunct of GB/T names; keyboards, Word and Japanese fonts write the others for it. */
const INTERPUNCTS = /[\u2022\u2027\u22C5\u30FB\uFF65\u0387\u2219\u16EB\uFF0E]/gu;
/** Letters with their marks, ideographs, spaces, and what Latin names need. Control, format and private-use characters are none. */
const ALLOWED = /^[\p{L}\p{M}\p{Nl}\u3007 ·'’.\u002D]+$/u;

export function readName(input: string): NameReading {
  if (/\p{Cs}/u.test(input)) return refused('loneSurrogate');
  const name = input
    .normalize('NFC')
    .replace(INTERPUNCTS, '·')
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000\t]/gu, ' ')
    .replace(/ +/gu, ' ')
    .replace(/ ?· ?/gu, '·')
    .trim();
  if (name === '') return refused('empty');
  if (!ALLOWED.test(name)) return refused('notAllowed');
  if (name.startsWith('·') || name.endsWith('·') || name.includes('··')) return refused('misplacedInterpunct');
  if ([...name].length > LONGEST_NAME) return refused('tooLong');
  return { kind: 'name', name: isHan(name) ? name.replace(/ /gu, '') : name };
}

/** Two names a person would read as the same, for warning of a likely namesake; never a key (E1). */
export function sameName(a: string, b: string): boolean {
  const [one, other] = [readName(a), readName(b)];
  return one.kind === 'name' && other.kind === 'name' && one.name === other.name;
}

/** 张 三 and 张三 are one name: spreadsheets pad two-character names to line them up (E44). */
function isHan(name: string): boolean {
  return /^[\p{Script=Han}· ]+$/u.test(name);
}

function refused(fault: NameFault): NameReading {
  return { kind: 'refused', fault };
}
