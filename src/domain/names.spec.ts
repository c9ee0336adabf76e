import { LONGEST_NAME, readName, sameName } from './names';

const name = (input: string) => readName(input);

describe('names', () => {
  it.each(['·', '•', '・', '･', '‧', '．', '∙'])('E53: folds the interpunct %s', (mark) => {
    expect(name(`阿依古丽${mark}买买提`)).toEqual({ kind: 'name', name: '阿依古丽·买买提' });
    expect(name(`阿依古丽 ${mark} 买买提`)).toEqual({ kind: 'name', name: '阿依古丽·买买提' });
  });

  it('E53: keeps rare characters of the supplementary planes', () => {
    expect(name('王𬱖')).toEqual({ kind: 'name', name: '王𬱖' });
    expect(name('𠮷田')).toEqual({ kind: 'name', name: '𠮷田' });
  });

  it('E53: counts code points, not UTF-16 units', () => {
    expect(name('𠮷'.repeat(LONGEST_NAME)).kind).toBe('name');
    expect(name('𠮷'.repeat(LONGEST_NAME + 1))).toEqual({ kind: 'refused', fault: 'tooLong' });
  });

  it('composes: a decomposed é is the é of a keyboard', () => {
    expect(name('Rene\u0301e Dupont')).toEqual({ kind: 'name', name: 'Renée Dupont' });
    expect(sameName('Rene\u0301e', 'Renée')).toBe(true);
  });

  it('E44: drops the blanks that line up names in a sheet, and keeps those of Latin names', () => {
    expect(name(' 张　三 ')).toEqual({ kind: 'name', name: '张三' });
    expect(name('Anna   Maria O’Neil-Smith')).toEqual({ kind: 'name', name: 'Anna Maria O’Neil-Smith' });
  });

  it('does not take one character for another: 吕 and 呂 stay two names', () => {
    expect(sameName('吕明', '呂明')).toBe(false);
  });

  it.each([
    ['张\uD842', 'loneSurrogate'], ['\uDFB7三', 'loneSurrogate'], ['', 'empty'], ['　 ', 'empty'],
    ['张三\u0000', 'notAllowed'], ['张\u202E三', 'notAllowed'], ['张三<b>', 'notAllowed'], ['张3', 'notAllowed'], ['=1+1', 'notAllowed'],
    ['·三', 'misplacedInterpunct'], ['买··提', 'misplacedInterpunct'], ['买买提·', 'misplacedInterpunct'],
  ])('refuses %j: %s', (input, fault) => {
    expect(name(input)).toEqual({ kind: 'refused', fault });
  });
});
