import { checkCharacter } from '../../src/domain/identity-number';
import type { PersonData } from './needles';

/** Somebody of the scenario: what is sent about her, and what must then stand nowhere in clear. */
export interface Somebody {
  readonly who: string;
  readonly personal: {
    readonly name: string;
    readonly formerNames: readonly string[];
    readonly identityType: string;
    readonly identityNumber: string;
    readonly birthDate: string;
    readonly sex: '1' | '2';
    readonly phone: string;
  };
}

/** No name of two characters: in UTF-16 it is four bytes, and four bytes are met by chance. */
const names = [
  '欧阳若蘅', '丛毓秀', '毕晓楠', '上官\u{2B4B6}雪', '古丽娜尔·买买提', '姜汝霖', '鞠承恩', '戚\u{20BB7}宁', '诸葛慕云', '宋知微',
  '曲怀瑾', '邹令仪', '扎西·罗布', '梁书蕙', '谢九歌', '唐砚秋', '冯既白', '宿星野', '许惊蛰', '郑守拙',
] as const;
const formerNames = ['丛招娣子', '毕爱军国', '姜援朝阳', '鞠卫红星'] as const;

/** Region 379900 was never assigned in GB/T 2260. Numbers from 0; each has data of her own. */
export function somebody(n: number, birthDate = birthDateOf(n)): Somebody {
  const name = names[n];
  if (name === undefined) throw new Error(`there are ${names.length} people`);
  const seventeen = `379900${birthDate.replaceAll('-', '')}${String(100 + n * 2)}`;
  const former = formerNames[n];
  return {
    who: `p${n}`,
    personal: {
      name,
      formerNames: former === undefined ? [] : [former],
      identityType: 'RESIDENT_ID',
      identityNumber: `${seventeen}${checkCharacter(seventeen)}`,
      birthDate,
      sex: '2',
      phone: `1990000${String(7310 + n)}`,
    },
  };
}

/** In 1985 to 1989, and nobody else's: no fact, bound or file of the scenario holds on such a day. */
function birthDateOf(n: number): string {
  return `${1985 + (n % 5)}-${String(1 + ((n * 5) % 12)).padStart(2, '0')}-${String(2 + n).padStart(2, '0')}`;
}

export function dataOf({ who, personal }: Somebody, more: { readonly birthDates?: readonly string[]; readonly texts?: readonly string[] } = {}): PersonData {
  const { name, formerNames: former, identityNumber, birthDate, phone } = personal;
  return { who, name, formerNames: former, identityNumber, phone, birthDates: [birthDate, ...(more.birthDates ?? [])], texts: more.texts ?? [] };
}
