import { writeXlsx, type CellValue, type WriteSheet } from 'hucre/xlsx';
import { readDay } from './days';
import { findHeaders } from './headers';
import { fold } from './fold';
import { readTableFile } from './read-file';
import { columnLetter, filled, textOf, TableError, type Cell, type Sheet } from './table';

const text = (value: string): Cell => ({ kind: 'text', text: value });
const sheet = (rows: readonly (readonly string[])[], merges: Sheet['merges'] = []): Sheet => ({ name: 'S', rows: rows.map((row) => row.map((value) => (value === '' ? null : text(value)))), merges });
const workbook = (sheets: readonly WriteSheet[], more: object = {}): Promise<Uint8Array> => writeXlsx({ sheets: [...sheets], ...more });
const one = async (rows: CellValue[][], more: Partial<WriteSheet> = {}, options: object = {}) => (await readTableFile(await workbook([{ name: 'S', rows, ...more }], options))).sheets[0] as Sheet;

describe('cells as bureaux have them (E44)', () => {
  it.each<[string, string | number, string | null]>([
    ['2019.6', '2019.6', '2019-06'],
    ['2019.06', '2019.06', '2019-06'],
    ['2019年6月', '2019年6月', '2019-06'],
    ['2019年6月1日', '2019 年 6 月 1 日', '2019-06-01'],
    ['slashes', '2019/6/1', '2019-06-01'],
    ['full-width', '２０１９．６．１', '2019-06-01'],
    ['eight digits', '20190601', '2019-06-01'],
    ['eight digits kept as a number', 20_190_601, '2019-06-01'],
    ['a serial without its format', 43_617, '2019-06-01'],
    ['a serial in a csv', '43617', '2019-06-01'],
    ['with a time of day', '2019-06-01 00:00:00', '2019-06-01'],
    ['a year', 2019, '2019'],
    ['a number that is a month', 2019.6, '2019-06'],
    ['2019.1, which may have been 2019.10', 2019.1, 'ambiguous'],
    ['a day that is none', '2019-02-30', null],
    ['a month that is none', '2019.13', null],
    ['a word', '不详', null],
    ['a count', 12, null],
  ])('E44 a date as %s', (_what, value, expected) => {
    expect(readDay(typeof value === 'number' ? { kind: 'number', number: value } : text(value), 1900)).toBe(expected);
  });

  it('E44 serials count from 1904 in files of old Macs', async () => {
    expect(readDay({ kind: 'number', number: 42_155 }, 1904)).toBe('2019-06-01');
    const day = new Date(Date.UTC(2019, 5, 1));
    for (const dateSystem of ['1900', '1904']) {
      const file = await readTableFile(await workbook([{ name: 'S', rows: [[day]] }], { dateSystem }));
      expect([file.epoch, file.sheets[0]?.rows[0]?.[0]]).toEqual([Number(dateSystem), { kind: 'day', day: '2019-06-01' }]);
    }
  });

  it('E44 a formula is its cached value; one without is a fault at its cell, and so is #REF!', async () => {
    const read = await one([['a', null, null, '#REF!']], { cells: new Map([['0,1', { value: null, formula: '1+4', formulaResult: 5 }], ['0,2', { value: null, formula: 'B1+1' }]]) });
    expect(read.rows[0]?.slice(1)).toEqual([{ kind: 'number', number: 5 }, { kind: 'fault', fault: 'formulaWithoutValue', text: '=B1+1' }, { kind: 'fault', fault: 'errorValue', text: '#REF!' }]);
  });

  it('E44 hidden sheets are named and not read', async () => {
    const file = await readTableFile(await workbook([{ name: '名单', rows: [['姓名']] }, { name: '底稿', rows: [['x']], hidden: true }, { name: '密', rows: [['x']], veryHidden: true }]));
    expect([file.sheets.map(({ name }) => name), file.hidden]).toEqual([['名单'], ['底稿', '密']]);
  });

  it('E44 merged cells mean their value in each place', async () => {
    const read = await one([['学校', '姓名'], ['一小', '甲'], [null, '乙']], { merges: [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }] });
    expect(filled(read).map((row) => textOf(row[0]))).toEqual(['学校', '一小', '一小']);
  });

  it('E44 blanks at the ends go, also ideographic and zero-width ones', () => {
    expect(textOf(text('　王\u200b芳　\u00a0'))).toBe('王\u200b芳');
  });

  it('E44 text that looks like a formula stays the text it is', async () => {
    const csv = Buffer.from('姓名,备注\n王芳,"=cmd|\'/c calc\'!A0"\n李雷,+86\n张三,@x\n赵四,-1\n');
    expect((await readTableFile(csv)).sheets[0]?.rows.slice(1).map((row) => textOf(row[1]))).toEqual(["=cmd|'/c calc'!A0", '+86', '@x', '-1']);
  });

  it.each(['utf8', 'utf8 with a mark', 'gb18030', 'utf16le'])('E44 E53 csv in %s, with a four-byte character', async (encoding) => {
    // 㐂 U+3402 and 𠮷 U+20BB7 are two and four bytes of GB 18030.
    const gb = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd1, 0xa7, 0xd0, 0xa3, 0x0a, 0x95, 0x34, 0xe8, 0x35, 0xb7, 0xbc, 0x2c, 0xd2, 0xbb, 0xd0, 0xa1, 0x0a]);
    const plain = `姓名,学校\n${new TextDecoder('gb18030').decode(gb.subarray(10, 14))}芳,一小\n`;
    const bytes = encoding === 'gb18030' ? gb : encoding === 'utf16le' ? Buffer.from(`\ufeff${plain.replaceAll(',', '\t')}`, 'utf16le') : Buffer.from(`${encoding === 'utf8' ? '' : '\ufeff'}${plain}`, 'utf8');
    const rows = (await readTableFile(bytes)).sheets[0]?.rows.map((row) => row.map(textOf));
    expect(rows).toEqual(plain.trim().split('\n').map((line) => line.split(',')));
    expect([...(rows?.[1]?.[0] ?? '')]).toHaveLength(2);
  });

  it('E44 csv keeps a number as text where it is written ="…"', async () => {
    expect((await readTableFile(Buffer.from('a,"=""0123"""\n'))).sheets[0]?.rows[0]?.map(textOf)).toEqual(['a', '0123']);
  });

  it.each<[string, Buffer, TableError['reason']]>([
    ['an empty file', Buffer.alloc(0), 'notATable'],
    ['an old xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'oldFormat'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'notATable'],
    ['a broken xlsx', Buffer.from('PK\u0003\u0004 and no more'), 'damaged'],
    ['neither UTF-8 nor GB18030', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'encoding'],
  ])('%s is refused with what to do', async (_what, bytes, reason) => {
    const error = await readTableFile(bytes).then(() => null, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TableError);
    expect(error).toMatchObject({ reason, notice: { zh: expect.stringMatching(/请/u), en: expect.stringMatching(/[.;] \w/u) } });
  });

  it('columns are called as Excel calls them', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('headers', () => {
  const WORDS = ['姓名', '学校', '证件号码', '证件类型'].map(fold);
  const known = (texts: readonly string[]): number => texts.filter((one) => WORDS.includes(fold(one.split('/').at(-1) ?? '')) || WORDS.includes(fold(one.split('/').slice(-2).join('')))).length;

  it('E44 two rows of headers with merged groups are one, under a title row', () => {
    const found = findHeaders(sheet([['2019年度教师名册', '', '', ''], ['姓名', '证件', '', '学校'], ['', '类型', '号码', ''], ['王芳', '身份证', '1', '一小']], [
      { top: 0, left: 0, bottom: 0, right: 3 }, { top: 1, left: 0, bottom: 2, right: 0 }, { top: 1, left: 1, bottom: 1, right: 2 }, { top: 1, left: 3, bottom: 2, right: 3 },
    ]), known);
    expect([found?.firstRow, found?.columns.map(({ header }) => header)]).toEqual([3, ['姓名', '证件/类型', '证件/号码', '学校']]);
  });

  it('E44 the same in a csv, which keeps no merges', () => {
    const found = findHeaders(sheet([['姓名', '证件', '', '学校'], ['', '类型', '号码', ''], ['王芳', '身份证', '1', '一小']]), known);
    expect([found?.firstRow, found?.columns.map(({ header }) => header)]).toEqual([2, ['姓名', '证件/类型', '证件/号码', '学校']]);
  });

  it('E44 traditional, full-width and spaced headers have the signature of the plain ones', () => {
    const signature = (rows: readonly (readonly string[])[]) => findHeaders(sheet(rows), known)?.signature;
    expect(signature([['姓　名', '學校*', '證件號碼']])).toBe(signature([['姓名', '学校', '证件号码']]));
    expect(signature([['姓名', '证件号码', '学校']])).not.toBe(signature([['姓名', '学校', '证件号码']]));
  });

  it('none where nothing is known', () => {
    expect(findHeaders(sheet([['a', 'b'], ['1', '2']]), known)).toBeNull();
  });
});
