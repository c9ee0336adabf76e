import { createHash } from 'node:crypto';

/** Bytes that must stand nowhere. */
export interface Needle {
  /** Whose datum, which, and how it is written: what a finding is called by, so that a report repeats nothing personal. */
  readonly what: string;
  readonly bytes: Buffer;
  /** Eight digits stand in some hash by chance, six characters of a key in some id: counted only where no hexadecimal digit stands before or after. */
  readonly alone?: true;
}

/** What the scenario knows of one person; the same field names as `Personal`. */
export interface PersonData {
  /** Her opaque id or another word for her in the report. */
  readonly who: string;
  readonly name: string;
  readonly formerNames?: readonly string[];
  readonly identityNumber?: string;
  /** Every one that was ever recorded of her, ISO. */
  readonly birthDates?: readonly string[];
  readonly phone?: string | null;
  /** Reasons, activities, keys of providers: whatever was written about her in words. */
  readonly texts?: readonly string[];
}

/** Shorter needles are met by chance in a few gigabytes of ciphertext. */
const LEAST_BYTES = 6;
/** A long text is looked for in overlapping pieces: whoever quotes nine characters of it, or a page border that cuts it, leaves one whole. */
const PIECE = 6;
const STEP = 3;
/** `e-0093` stands in an event id whenever the clock has it so. */
const OF_AN_ID = /^[0-9a-f-]+$/u;

/** Every datum of the people in every way of writing it. A name of two characters is left out in UTF-16: four bytes. */
export function needlesOf(people: readonly PersonData[]): readonly Needle[] {
  const needles = new Map<string, Needle>();
  const add = (needle: Needle): void => {
    const key = createHash('sha256').update(needle.bytes).digest('hex');
    if (needle.bytes.length >= LEAST_BYTES && !needles.has(key)) needles.set(key, needle);
  };
  for (const person of people) {
    for (const { what, text, alone } of textsOf(person)) {
      for (const [writing, bytes] of writings(text)) add({ what: `${what} of ${person.who}, ${writing}`, bytes, ...(alone === true ? { alone } : {}) });
    }
  }
  return [...needles.values()];
}

function* textsOf({ name, formerNames = [], identityNumber, birthDates = [], phone, texts = [] }: PersonData): Generator<{ what: string; text: string; alone?: true }> {
  yield { what: 'name', text: name };
  for (const former of formerNames) yield { what: 'former name', text: former };
  if (identityNumber !== undefined) {
    yield { what: 'identity number', text: identityNumber };
    yield { what: 'identity number, small', text: identityNumber.toLowerCase() };
    if (identityNumber.length === 18) yield { what: 'identity number without its check character', text: identityNumber.slice(0, 17) };
  }
  for (const birthDate of birthDates) {
    const [year = '', month = '', day = ''] = birthDate.split('-');
    yield { what: 'birth date', text: birthDate };
    yield { what: 'birth date with slashes', text: `${year}/${month}/${day}` };
    yield { what: 'birth date in words', text: `${year}年${Number(month)}月${Number(day)}日` };
    yield { what: 'birth date in digits', text: `${year}${month}${day}`, alone: true };
  }
  if (typeof phone === 'string') yield { what: 'phone', text: phone };
  for (const text of texts) {
    const characters = [...text];
    for (let at = 0; at + PIECE <= characters.length; at += STEP) {
      const piece = characters.slice(at, at + PIECE).join('');
      yield { what: 'words', text: piece, ...(OF_AN_ID.test(piece) ? { alone: true } : {}) };
    }
    if (characters.length < PIECE) yield { what: 'words', text };
  }
}

function* writings(text: string): Generator<readonly [string, Buffer]> {
  const utf8 = Buffer.from(text, 'utf8');
  yield ['UTF-8', utf8];
  yield ['UTF-16', Buffer.from(text, 'utf16le')];
  const escaped = (digits: (code: string) => string): string =>
    Array.from({ length: text.length }, (_, i) => (text.charCodeAt(i) < 0x80 ? text.charAt(i) : `\\u${digits(text.charCodeAt(i).toString(16).padStart(4, '0'))}`)).join('');
  yield ['JSON escapes', Buffer.from(escaped((code) => code))];
  yield ['JSON escapes, capital', Buffer.from(escaped((code) => code.toUpperCase()))];
  yield ['escapes in a string within JSON', Buffer.from(escaped((code) => code).replaceAll('\\u', '\\\\u'))];
  const percent = (digits: (code: string) => string): string => [...utf8].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `%${digits(byte.toString(16))}`)).join('');
  yield ['as in an address', Buffer.from(percent((code) => code.toUpperCase()))];
  yield ['as in an address, small', Buffer.from(percent((code) => code))];
  yield ['hex', Buffer.from(utf8.toString('hex'))];
  yield ['hex, capital', Buffer.from(utf8.toString('hex').toUpperCase())];
  for (const offset of [0, 1, 2]) {
    const code = base64At(utf8, offset);
    yield [`base64 at ${offset}`, Buffer.from(code)];
    yield [`base64url at ${offset}`, Buffer.from(code.replaceAll('+', '-').replaceAll('/', '_'))];
  }
}

/** The characters of base64 that depend on these bytes alone when `offset` others stand before them in their group of three. */
function base64At(bytes: Buffer, offset: number): string {
  const code = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return code.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
