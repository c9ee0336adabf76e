import { checkCharacter, readIdentityNumber } from './identity-number';

const number = (value: string, birthDate: string | null, warnings: readonly string[] = []) => ({ kind: 'number', number: value, birthDate, warnings });
const refused = (fault: string) => ({ kind: 'refused', fault });

describe('identity numbers', () => {
  // E2: vectors of GB 11643-1999.
  it.each(['11010519491231002X', '440524188001010014'])('takes the check character of %s', (value) => {
    expect(checkCharacter(value.slice(0, 17))).toBe(value.slice(17));
  });

  it('takes a number whose check character follows', () => {
    expect(readIdentityNumber('RESIDENT_ID', '11010519491231002X')).toEqual(number('11010519491231002X', '1949-12-31'));
  });

  it('E2: refuses 110102198801010011, whose check digit would be 5', () => {
    expect(readIdentityNumber('RESIDENT_ID', '110102198801010011')).toEqual(refused('checkDigit'));
    expect(readIdentityNumber('RESIDENT_ID', '110102198801010015')).toEqual(number('110102198801010015', '1988-01-01'));
  });

  it.each(['11010519491231002x', ' 110105 19491231 002x ', '１１０１０５１９４９１２３１００２Ｘ', '１１０１０５１９４９１２３１００２ｘ', '110105\u200B19491231002X', '110105-19491231-002X'])('E2: reads %j as the same number', (input) => {
    expect(readIdentityNumber('RESIDENT_ID', input)).toEqual(number('11010519491231002X', '1949-12-31'));
  });

  it('E2: a number that a spreadsheet rounded ends in zeros and fails its check digit', () => {
    expect(readIdentityNumber('RESIDENT_ID', '440524199001010000')).toEqual(refused('checkDigit'));
    expect(readIdentityNumber('RESIDENT_ID', '4.40524199001E+17')).toEqual(refused('shape'));
  });

  it('agrees with the birth date beside it, or is refused', () => {
    expect(readIdentityNumber('RESIDENT_ID', '11010519491231002X', '1949-12-31').kind).toBe('number');
    expect(readIdentityNumber('RESIDENT_ID', '11010519491231002X', '1949-12-30')).toEqual(refused('birthDateDiffers'));
  });

  it('refuses a birth date that is no day', () => {
    const seventeen = '11010519890229001';
    expect(readIdentityNumber('RESIDENT_ID', seventeen + checkCharacter(seventeen))).toEqual(refused('noSuchDay'));
  });

  it('E3: an unknown region is a warning and no refusal', () => {
    const seventeen = '99010519880101001';
    const value = seventeen + checkCharacter(seventeen);
    expect(readIdentityNumber('RESIDENT_ID', value)).toEqual(number(value, '1988-01-01', ['unknownRegion']));
  });

  it('E2: takes 15 digits as history only', () => {
    expect(readIdentityNumber('RESIDENT_ID', '110105491231002')).toEqual(refused('fifteenDigits'));
    expect(readIdentityNumber('RESIDENT_ID', '110105491231002', '1949-12-31', true)).toEqual(number('110105491231002', '1949-12-31'));
    expect(readIdentityNumber('RESIDENT_ID', '110105491331002', null, true)).toEqual(refused('noSuchDay'));
  });

  it.each([
    ['RESIDENT_ID', '', 'empty'], ['RESIDENT_ID', '1101051949123100', 'shape'], ['RESIDENT_ID', '1X010519491231002X', 'shape'],
    ['HK_MACAO_PERMIT', 'A12345678', 'shape'], ['HK_MACAO_PERMIT', 'H1234567', 'shape'], ['TAIWAN_PERMIT', '1234567', 'shape'],
    ['PASSPORT', 'E1', 'shape'], ['PASSPORT', 'E12345678901234', 'shape'], ['FOREIGN_PERMANENT_RESIDENT', '11010519491231002X', 'shape'],
  ] as const)('E4: %s %j is refused: %s', (type, input, fault) => {
    expect(readIdentityNumber(type, input)).toEqual(refused(fault));
  });

  it.each([
    ['HK_MACAO_PERMIT', 'h12345678', 'H12345678'], ['HK_MACAO_PERMIT', 'M1234567801', 'M1234567801'], ['TAIWAN_PERMIT', '１２３４５６７８', '12345678'],
    ['PASSPORT', 'e 12345678', 'E12345678'], ['FOREIGN_PERMANENT_RESIDENT', 'USA123456789012', 'USA123456789012'],
  ] as const)('E4: %s %j is read as %s', (type, input, value) => {
    expect(readIdentityNumber(type, input)).toEqual(number(value, null));
  });

  it('E4: the foreigner\'s card of 18 characters carries date and check digit', () => {
    const seventeen = '91101019900506001';
    const value = seventeen + checkCharacter(seventeen);
    expect(readIdentityNumber('FOREIGN_PERMANENT_RESIDENT', value, '1990-05-06')).toEqual(number(value, '1990-05-06'));
    expect(readIdentityNumber('FOREIGN_PERMANENT_RESIDENT', seventeen + (checkCharacter(seventeen) === '1' ? '2' : '1'))).toEqual(refused('checkDigit'));
  });
});
