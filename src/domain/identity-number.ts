import { isBusinessDate, type BusinessDate } from './dates';
import type { IdentityType } from './teacher/facts';

export type IdentityFault =
  | 'empty'
  /** Not the length or the characters of a number of this type. */
  | 'shape'
  /** 18 characters whose last does not follow from the first 17 (GB 11643-1999, MOD 11-2 of ISO 7064). */
  | 'checkDigit'
  /** The eight digits of the birth date are no day. */
  | 'noSuchDay'
  /** The birth date in the number is not the one given. */
  | 'birthDateDiffers'
  /** A 15-digit number: accepted only where a document of the past is recorded. */
  | 'fifteenDigits';

export type IdentityWarning =
  /** The first two digits are no province; the district codes change every year and old cards keep theirs (E3). */
  'unknownRegion';

export type IdentityReading =
  | {
      readonly kind: 'number';
      /** Normalised: NFKC, no blanks or hyphens, capitals. */
      readonly number: string;
      /** As the number states it; null for types that state none. */
      readonly birthDate: BusinessDate | null;
      readonly warnings: readonly IdentityWarning[];
    }
  | { readonly kind: 'refused'; readonly fault: IdentityFault };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK = '10X98765432';
/** Provinces of GB/T 2260 with Taiwan, Hong Kong and Macao (81–83: residence permits of 2018); 91: foreigners' new card. */
const PROVINCES = new Set(['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46', '50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82', '83']);

/**
 * Reads an identity number as typed or as a spreadsheet gave it: full-width digits, blanks, a lower-case x.
 *
 * @param birthDate the one stated beside it, where there is one; must agree.
 * @param history true where a past document is recorded: then a 15-digit number is taken as it is.
 */
export function readIdentityNumber(type: IdentityType, input: string, birthDate: BusinessDate | null = null, history = false): IdentityReading {
  const number = input
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200D\u2060\uFEFF\u2010-\u2015-]/gu, '')
    .toUpperCase();
  if (number === '') return refused('empty');
  switch (type) {
    case 'RESIDENT_ID':
      return resident(number, birthDate, history);
    case 'FOREIGN_PERMANENT_RESIDENT':
      return foreignResident(number, birthDate);
    case 'HK_MACAO_PERMIT':
      // 港澳居民来往内地通行证: H or M, eight digits, and two for the issue on older cards.
      return byShape(number, /^[HM]\d{8}(\d{2})?$/u);
    case 'TAIWAN_PERMIT':
      // 台湾居民来往大陆通行证: eight digits; older booklets ten with a letter for the issue.
      return byShape(number, /^(\d{8}|\d{10}[A-Z]?)$/u);
    case 'PASSPORT':
      // ICAO Doc 9303: up to nine letters and digits; some states write more in the visual zone.
      return byShape(number, /^[A-Z0-9]{5,12}$/u);
  }
}

/** The 18th character that belongs to 17 digits. */
export function checkCharacter(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return CHECK.charAt(sum % 11);
}

function resident(number: string, birthDate: BusinessDate | null, history: boolean): IdentityReading {
  if (/^\d{15}$/u.test(number)) {
    if (!history) return refused('fifteenDigits');
    return dated(number, `19${number.slice(6, 12)}`, birthDate);
  }
  if (!/^\d{17}[\dX]$/u.test(number)) return refused('shape');
  if (checkCharacter(number) !== number.charAt(17)) return refused('checkDigit');
  return dated(number, number.slice(6, 14), birthDate);
}

/** 外国人永久居留身份证: 18 characters since 2023 (begins with 9, MOD 11-2), or three letters and twelve digits before. */
function foreignResident(number: string, birthDate: BusinessDate | null): IdentityReading {
  if (/^[A-Z]{3}\d{12}$/u.test(number)) return found(number, null, []);
  if (!/^9\d{16}[\dX]$/u.test(number)) return refused('shape');
  if (checkCharacter(number) !== number.charAt(17)) return refused('checkDigit');
  const reading = dated(number, number.slice(6, 14), birthDate);
  return reading.kind === 'number' ? { ...reading, warnings: [] } : reading;
}

function dated(number: string, eight: string, given: BusinessDate | null): IdentityReading {
  const birthDate = `${eight.slice(0, 4)}-${eight.slice(4, 6)}-${eight.slice(6, 8)}`;
  if (!isBusinessDate(birthDate)) return refused('noSuchDay');
  if (given !== null && given !== birthDate) return refused('birthDateDiffers');
  return found(number, birthDate, PROVINCES.has(number.slice(0, 2)) ? [] : ['unknownRegion']);
}

function byShape(number: string, shape: RegExp): IdentityReading {
  return shape.test(number) ? found(number, null, []) : refused('shape');
}

function found(number: string, birthDate: BusinessDate | null, warnings: readonly IdentityWarning[]): IdentityReading {
  return { kind: 'number', number, birthDate, warnings };
}

function refused(fault: IdentityFault): IdentityReading {
  return { kind: 'refused', fault };
}
