import { writeXlsx, type CellValue, type WriteSheet } from 'hucre/xlsx';
import { checkCharacter } from '../../src/domain/identity-number';

/** A number of nobody: region 379900 was never assigned. */
export function numberOf(n: number, birthDate = '1990-01-02', woman = true): string {
  const seventeen = `379900${birthDate.replaceAll('-', '')}${String(n * 2 + (woman ? 0 : 1)).padStart(3, '0')}`;
  return `${seventeen}${checkCharacter(seventeen)}`;
}

export async function xlsx(rows: readonly (readonly CellValue[])[], more: Partial<WriteSheet> = {}, others: readonly WriteSheet[] = [], options: { readonly dateSystem?: '1900' | '1904' } = {}): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets: [{ name: '名单', rows: rows.map((row) => [...row]), ...more }, ...others], ...options }));
}

export const HEADERS = ['序号', '姓 名', '性别', '身份證號碼', '學校', '學段', '任教學科', '参加工作时间', '编制情况', '在岗情况', '联系电话', '备注'] as const;

/** One row of a bureau's roster; what is not said is as it mostly is. */
export function teacher(n: number, more: { readonly [header: string]: CellValue } = {}): readonly CellValue[] {
  const usual: { readonly [header: string]: CellValue } = {
    序号: n, '姓 名': `王${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${'子丑寅卯辰巳午未申酉'.charAt(Math.floor(n / 10) % 10)}`, 性别: '女', 身份證號碼: numberOf(n), 學校: '第1小学', 學段: '小学', 任教學科: '语文', 参加工作时间: '2012.8', 编制情况: '在编', 在岗情况: '是', 联系电话: '１３８００００００００', 备注: null,
  };
  return HEADERS.map((header) => (Object.hasOwn(more, header) ? (more[header] ?? null) : (usual[header] ?? null)));
}
