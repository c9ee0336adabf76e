import { readIdentityNumber, type IdentityFault } from '../domain/identity-number';
import { readName, type NameFault } from '../domain/names';
import type { IdentityType, Personal } from '../domain/teacher/facts';
import type { Notice } from '../event-store/notice';
import { InputError, type FieldError } from './input';
import type { PersonalInput } from './personal-input';

const nameNotices: { readonly [fault in NameFault]: Notice } = {
  empty: { zh: '姓名不能为空。', en: 'The name is empty.' },
  tooLong: { zh: '姓名过长，请核对。', en: 'The name is too long: check it.' },
  loneSurrogate: { zh: '姓名含残缺的字符，请重新输入。', en: 'The name holds a broken character: enter it again.' },
  notAllowed: { zh: '姓名只能由汉字、字母、空格、· 和连字符组成。', en: 'A name is made of letters, ideographs, spaces, · and hyphens.' },
  misplacedInterpunct: { zh: '姓名中的 · 位置不对，请核对。', en: 'The · stands in the wrong place: check the name.' },
};
const identityNotices: { readonly [fault in IdentityFault]: Notice } = {
  empty: { zh: '证件号码不能为空。', en: 'The identity number is empty.' },
  shape: { zh: '证件号码的位数或字符与证件类型不符，请核对。', en: 'The identity number has not the length or the characters of its type: check it.' },
  checkDigit: { zh: '居民身份证号的校验码不对，请逐位核对(GB 11643)。', en: 'The check digit of the resident number is wrong: compare it digit by digit (GB 11643).' },
  noSuchDay: { zh: '证件号码中的出生日期不存在，请核对。', en: 'The birth date within the identity number is no day: check it.' },
  birthDateDiffers: { zh: '证件号码中的出生日期与所填出生日期不一致，请核对。', en: 'The birth date within the identity number is not the one given: check both.' },
  fifteenDigits: { zh: '15 位旧号码只用于历史材料，请填 18 位号码。', en: 'A number of 15 digits is for documents of the past: give the one of 18.' },
};

/**
 * Spelling made one: names in NFC with ·, numbers in NFKC with a capital X.
 *
 * @param byFile true for a correction: the personnel file may prove another birth date than the number states, and then
 *   the file counts (for cadres the first record in it), while the number stays what the card says.
 */
export function personalFields(input: PersonalInput, within = '', byFile = false): { readonly personal: Personal } | { readonly fields: readonly FieldError[] } {
  const fields: FieldError[] = [];
  const name = normalName(input.name, `${within}name`, fields);
  const formerNames = (input.formerNames ?? []).map((former, index) => normalName(former, `${within}formerNames[${index}]`, fields));
  const identityNumber = normalNumber(input.identityType, input.identityNumber, byFile ? null : input.birthDate, `${within}identityNumber`, fields);
  if (fields.length > 0) return { fields };
  const { identityType, birthDate, sex, phone } = input;
  return { personal: { name, formerNames, identityType, identityNumber, birthDate, sex, phone } };
}

/** Error: InputError. */
export function personalOf(input: PersonalInput, within = 'personal.', byFile = false): Personal {
  const read = personalFields(input, within, byFile);
  if ('fields' in read) throw new InputError(read.fields);
  return read.personal;
}

export function normalName(input: string, path: string, fields: FieldError[]): string {
  const reading = readName(input);
  if (reading.kind === 'name') return reading.name;
  fields.push({ path, notice: nameNotices[reading.fault] });
  return input;
}

export function normalNumber(type: IdentityType, input: string, birthDate: string | null, path: string, fields: FieldError[]): string {
  const reading = readIdentityNumber(type, input, birthDate);
  if (reading.kind === 'number') return reading.number;
  fields.push({ path, notice: identityNotices[reading.fault] });
  return input;
}
