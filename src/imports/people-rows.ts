import { normalName, normalNumber, personalFields } from '../commands/personal';
import { RegisterExpertInput } from '../commands/register-experts';
import { InputError, validated, type FieldError } from '../commands/input';
import { TeacherInput } from '../commands/personal-input';
import { readIdentityNumber } from '../domain/identity-number';
import type { IdentityType } from '../domain/teacher/facts';
import type { JsonObject } from '../domain/facts';
import { dayWithin } from '../tables/days';
import type { Matched } from './mapping';
import { RowReading, type ReadRow } from './read-row';
import type { RawRow } from './rows';

/** 建档: one dossier a row. */
export function teacherRow(raw: RawRow, matched: Matched): ReadRow {
  const row = new RowReading('teachers', raw, matched);
  const formerNames = (row.text('formerNames') ?? '').split(/[、,，;；/\s]+/u).filter((one) => one !== '');
  namesOf(row, formerNames);
  const identity = identityOf(row);
  const personal: JsonObject = {
    name: row.text('name'),
    ...(formerNames.length === 0 ? {} : { formerNames }),
    identityType: identity?.type ?? null,
    identityNumber: identity?.number ?? null,
    birthDate: birthDateOf(row, identity),
    sex: sexOf(row, identity),
    phone: row.text('phone'),
  };
  const effectiveOn = row.text('effectiveOn');
  const body: JsonObject = {
    personal, unit: row.value('unit'), stage: row.value('stage'), subject: row.value('subject'), enteredOn: row.value('enteredOn'),
    onEstablishment: row.value('onEstablishment'), inPost: row.value('inPost'), ...(effectiveOn === null ? {} : { effectiveOn }),
  };
  row.fieldErrors(faults(row, () => {
    const input = validated(TeacherInput, body);
    const read = personalFields(input.personal);
    return 'fields' in read ? read.fields : [];
  }));
  return row.done(body, personOf(row, identity));
}

/** 专家库: a person, her appointment as an expert of a unit, and her listing in the pool that the file or the mapping names. */
export function expertRow(raw: RawRow, matched: Matched): ReadRow {
  const row = new RowReading('experts', raw, matched);
  namesOf(row, []);
  const identity = identityOf(row);
  const pool = row.text('pool');
  const subjects = (row.text('subjects') ?? '').split(/[、,，;；/\s]+/u).filter((one) => one !== '');
  const body: JsonObject = {
    name: row.text('name'), identityType: identity?.type ?? null, identityNumber: identity?.number ?? null, org: row.value('unit'),
    from: row.text('from'), to: row.text('to'), ...(pool === null ? {} : { pool, subjects: subjects.length === 0 ? null : subjects }),
  };
  row.fieldErrors(faults(row, () => (validated(RegisterExpertInput, body), [])).map((fault) => (fault.path === 'org' ? { ...fault, path: 'unit' } : fault)));
  return row.done(body, personOf(row, identity));
}

/** Spelling as it will be kept, so that the dossier and the file agree (E53). */
function namesOf(row: RowReading, formerNames: readonly string[]): void {
  const fields: FieldError[] = [];
  const name = row.text('name');
  if (name !== null) normalName(name, 'name', fields);
  for (const former of formerNames) normalName(former, 'formerNames', fields);
  row.fieldErrors(fields);
}

interface Identity {
  readonly type: IdentityType;
  readonly number: string;
  readonly birthDate: string | null;
}

/** Type and number as one; the type is read off the number where no column says it and only one kind of document has such numbers. */
export function identityOf(row: RowReading): Identity | null {
  const number = row.text('identityNumber');
  if (number === null) return null;
  const type = (row.text('identityType') as IdentityType | null) ?? (row.wrong('identityType') ? null : typeOf(number));
  if (type === null) {
    if (!row.wrong('identityType')) row.say('ERROR', 'identityTypeNeeded', 'identityType');
    return null;
  }
  const read = readIdentityNumber(type, number);
  if (read.kind === 'refused') {
    const fields: FieldError[] = [];
    normalNumber(type, number, null, 'identityNumber', fields);
    row.fieldErrors(fields);
    return { type, number, birthDate: null };
  }
  if (read.warnings.includes('unknownRegion')) row.say('NOTE', 'unknownRegion', 'identityNumber');
  return { type, number: read.number, birthDate: read.birthDate };
}

function typeOf(number: string): IdentityType | null {
  const plain = number.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase();
  if (/^9\d{16}[\dX]$/u.test(plain) || /^[A-Z]{3}\d{12}$/u.test(plain)) return 'FOREIGN_PERMANENT_RESIDENT';
  // Of 17 or 19 digits too: a slip of the hand in a resident's number is told as one.
  if (/^\d{14,20}X?$/u.test(plain)) return 'RESIDENT_ID';
  return /^[HM]\d{8}(\d{2})?$/u.test(plain) ? 'HK_MACAO_PERMIT' : null;
}

function birthDateOf(row: RowReading, identity: Identity | null): string | null {
  const written = row.text('birthDate');
  const known = identity?.birthDate ?? null;
  if (written !== null && written.length === 10) return written;
  if (known === null) {
    if (!row.wrong('birthDate') && !row.wrong('identityNumber')) row.say('ERROR', written === null ? 'birthDateNeeded' : 'dayIncomplete', 'birthDate', { text: written ?? '' });
    return null;
  }
  if (written !== null && (known < dayWithin(written, 'FIRST_DAY') || known > dayWithin(written, 'LAST_DAY'))) row.say('ERROR', 'birthMonthDiffers', 'birthDate', { text: written });
  return known;
}

/** GB 11643: the 17th digit is odd for men. */
function sexOf(row: RowReading, identity: Identity | null): string {
  const written = row.text('sex');
  const digit = identity !== null && identity.number.length === 18 && identity.birthDate !== null ? Number(identity.number.charAt(16)) : null;
  const known = digit === null || Number.isNaN(digit) ? null : digit % 2 === 1 ? '1' : '2';
  if (written !== null && known !== null && (written === '1' || written === '2') && written !== known) row.say('NOTE', 'sexDiffers', 'sex');
  return written ?? known ?? '0';
}

export function personOf(row: RowReading, identity: Identity | null): ReadRow['person'] {
  return { name: row.text('name'), identityType: identity?.type ?? null, identityNumber: identity?.number ?? null, unit: row.text('unit'), teacher: row.text('teacher') };
}

export function faults(row: RowReading, check: () => readonly FieldError[]): readonly FieldError[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // What a cell lacks or has wrong is told by its own problem; what was to follow from it is not told again.
    return error.fields.filter(({ path }) => !row.failed || (row.raw.texts[path.split('.').at(-1) ?? ''] ?? '') !== '');
  }
}
