import { writeXlsx, type Cell, type CellStyle, type CellValue } from 'hucre/xlsx';
import type { PrintKind } from '../domain/round/facts';
import { listKinds } from './list-kinds';

const THIN = { style: 'thin' } as const;
const BOX = { top: THIN, bottom: THIN, left: THIN, right: THIN };
const TITLE: CellStyle = { font: { name: '方正小标宋简体', size: 18 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } };
const HEAD: CellStyle = { font: { name: '黑体', size: 11 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true }, border: BOX };
const BODY: CellStyle = { font: { name: '仿宋', size: 11 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true }, border: BOX };
const PLAIN: CellStyle = { font: { name: '仿宋', size: 11 }, alignment: { vertical: 'center' } };

/**
 * The form that ships: an ordinary xlsx whose headers, columns, order and fonts can be changed in any spreadsheet program
 * and filed again. The check code stands under the table and at the foot of every page.
 */
export async function defaultTemplate(kind: PrintKind): Promise<Buffer> {
  const { name, columns, signatures, orientation } = listKinds[kind];
  const last = columns.length - 1;
  const across = (text: string): readonly string[] => [text];
  const lines: readonly (readonly [readonly string[], CellStyle, number])[] = [
    [across('{{round.zh}}{{list.zh}}'), TITLE, 40],
    [across(kind === 'recommendations' ? '推荐单位：{{unit.zh}}　　　　共 {{list.count}} 人' : '{{programme.zh}}　{{tier.zh}}　　　　共 {{list.count}} 人'), PLAIN, 22],
    [columns.map(({ label }) => label.zh), HEAD, 30],
    [columns.map(({ code }) => `{{rows.${code}}}`), BODY, 26],
    [across(signatures), PLAIN, 40],
    [across('{{print.state}}　校验码：{{print.code}}　第 {{print.edition}} 版　{{print.date}}'), PLAIN, 22],
  ];
  const cells = new Map<string, Partial<Cell>>();
  for (const [row, [texts, style]] of lines.entries()) for (const [place, value] of texts.entries()) cells.set(`${row},${place}`, { value, style });
  const bytes = await writeXlsx({
    sheets: [{
      name: name.zh,
      rows: lines.map(([texts]): CellValue[] => [...texts]),
      columns: columns.map(({ width }) => ({ width })),
      cells,
      rowDefs: new Map(lines.map(([, , height], row) => [row, { height }])),
      merges: lines.flatMap(([texts], row) => (texts.length === 1 && last > 0 ? [{ startRow: row, startCol: 0, endRow: row, endCol: last }] : [])),
      pageSetup: { paperSize: 'a4', orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$3:$3', horizontalCentered: true },
      headerFooter: { oddFooter: '&L{{print.state}} {{print.code}}&R第 &P 页，共 &N 页' },
    }],
  });
  return Buffer.from(bytes);
}
