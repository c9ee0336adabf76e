import { readIdentityNumber } from '../domain/identity-number';
import { teachers, units } from './district';

describe('the demonstration district', () => {
  const all = teachers(1500);

  it('has 24 units, 22 of them schools with teachers', () => {
    expect(units).toHaveLength(24);
    expect(new Set(all.map((teacher) => teacher.unit)).size).toBe(22);
  });

  it('has namesakes, surrogate pairs and interpuncts among its names, and nobody twice', () => {
    const names = all.map((teacher) => teacher.name);
    expect(names.length - new Set(names).size).toBeGreaterThan(30);
    expect(names.filter((name) => name.length > [...name].length).length).toBeGreaterThan(3);
    expect(names.filter((name) => name.includes('\u00b7')).length).toBe(10);
    expect(new Set(all.map((teacher) => teacher.identityNumber)).size).toBe(1500);
  });

  it('is the same every time', () => {
    expect(teachers(1500)).toEqual(all);
  });

  it('carries only identity numbers that check, with the right birth date and sex', () => {
    for (const teacher of all) {
      expect(readIdentityNumber('RESIDENT_ID', teacher.identityNumber, teacher.birthDate)).toMatchObject({ kind: 'number', number: teacher.identityNumber });
      expect(Number(teacher.identityNumber[16]) % 2 === 1 ? '1' : '2').toBe(teacher.sex);
    }
  });
});
