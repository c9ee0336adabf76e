import { openXlsx } from 'hucre';
import { readXlsx, writeXlsx, type Cell } from 'hucre/xlsx';
import { defaultTemplate } from '../prints/default-template';
import { placeholdersOf } from '../prints/list-kinds';
import { printKinds } from '../domain/round/facts';
import { TableError } from './table';
import { fillTemplate, readTemplate } from './template';

const thin = { style: 'thin' } as const;

/** A title over three columns, a header, the row that repeats with two of its cells merged, and a line under it. */
async function form(row: readonly string[] = ['{{rows.no}}', '{{rows.name}}']): Promise<Uint8Array> {
  const style = { border: { top: thin }, font: { name: '仿宋' } };
  return writeXlsx({
    sheets: [{
      name: '名单',
      rows: [['{{round.zh}}（{{list.count}}人）'], ['序号', '姓名'], [...row], ['校验码：{{print.code}}']],
      cells: new Map<string, Partial<Cell>>([['2,0', { value: row[0] ?? null, style }], ['2,1', { value: row[1] ?? null, style }]]),
      merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }, { startRow: 2, startCol: 1, endRow: 2, endCol: 2 }, { startRow: 3, startCol: 0, endRow: 3, endCol: 2 }],
      rowDefs: new Map([[2, { height: 26 }], [3, { height: 33 }]]),
      headerFooter: { oddFooter: '&L{{print.code}} {{round.zh}}&R&P' },
    }],
  });
}
const fields = { 'round.zh': '2019年A&B评选', 'list.count': 3, 'print.code': '7K3M-0QX9-Z2AB' };
const people = ['王一', '=HYPERLINK("http://x")', '王三'].map((name, index) => ({ 'rows.no': index + 1, 'rows.name': name }));

describe('print templates', () => {
  it('the row repeats for each person in its own style, height and merges, and what is below moves down', async () => {
    const { sheets: [sheet] } = await openXlsx(await fillTemplate(await form(), fields, people), { readStyles: true });
    expect(sheet?.rows.map((row) => row.slice(0, 2))).toEqual([['2019年A&B评选（3人）', null], ['序号', '姓名'], [1, '王一'], [2, '=HYPERLINK("http://x")'], [3, '王三'], ['校验码：7K3M-0QX9-Z2AB', null]]);
    expect(sheet?.merges).toEqual(expect.arrayContaining([2, 3, 4].map((row) => ({ startRow: row, startCol: 1, endRow: row, endCol: 2 }))));
    expect(sheet?.merges).toContainEqual({ startRow: 5, startCol: 0, endRow: 5, endCol: 2 });
    expect([2, 3, 4, 5].map((row) => sheet?.rowDefs?.get(row)?.height)).toEqual([26, 26, 26, 33]);
    expect([2, 3, 4].map((row) => sheet?.cells?.get(`${row},1`)?.style?.font?.name)).toEqual(['仿宋', '仿宋', '仿宋']);
    // A single & of a name would be taken for a code of the page footer.
    expect(sheet?.headerFooter?.oddFooter).toBe('&L7K3M-0QX9-Z2AB 2019年A&&B评选&R&P');
  });

  it('nothing that is filled in is ever calculated', async () => {
    const { sheets: [sheet] } = await readXlsx(await fillTemplate(await form(), fields, people));
    expect([...(sheet?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
    expect(sheet?.rows[3]?.[1]).toBe('=HYPERLINK("http://x")');
  });

  it('a list of nobody leaves the row empty, and what is not filled in leaves nothing', async () => {
    const { sheets: [sheet] } = await readXlsx(await fillTemplate(await form(), { 'print.code': '—' }, []));
    expect(JSON.stringify(sheet?.rows)).not.toContain('{{');
    expect(sheet?.rows).toHaveLength(4);
  });

  it('placeholders are found in cells and page margins, with their places', async () => {
    const { placeholders, repeated } = await readTemplate(await form());
    expect(placeholders.map(({ cell, name }) => `${cell} ${name}`)).toEqual(['A1 round.zh', 'A1 list.count', 'A3 rows.no', 'B3 rows.name', 'A4 print.code', 'oddFooter print.code', 'oddFooter round.zh']);
    expect(repeated).toEqual([{ place: '名单!3', formula: false }]);
    const calculated = await writeXlsx({ sheets: [{ name: 'S', rows: [['{{rows.no}}', 2]], cells: new Map<string, Partial<Cell>>([['0,1', { value: 2, formula: 'A1+1' }]]) }] });
    expect((await readTemplate(calculated)).repeated).toEqual([{ place: 'S!1', formula: true }]);
    await expect(readTemplate(Buffer.from('no workbook'))).rejects.toBeInstanceOf(TableError);
  });

  it.each(printKinds)('the form that ships for %s asks for nothing that is not known, and has the code', async (kind) => {
    const { placeholders, repeated } = await readTemplate(await defaultTemplate(kind));
    const { fields: known, rows } = placeholdersOf(kind);
    expect(placeholders.filter(({ name }) => ![...known, ...rows].includes(name))).toEqual([]);
    expect(rows.filter((row) => !placeholders.some(({ name }) => name === row))).toEqual([]);
    expect(placeholders.map(({ name }) => name)).toContain('print.code');
    expect(repeated).toHaveLength(1);
  });
});
