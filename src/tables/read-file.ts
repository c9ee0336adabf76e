import { readCsvTable } from './read-csv';
import { readXlsxTables } from './read-xlsx';
import { TableError, type TableFile } from './table';

const OLE = [0xd0, 0xcf, 0x11, 0xe0] as const;

/** By content, never by the name it came with. Errors: TableError. */
export async function readTableFile(bytes: Uint8Array): Promise<TableFile> {
  if (bytes.length === 0) throw new TableError('notATable', { zh: '文件是空的。请检查所选的文件。', en: 'The file is empty. Check which file was chosen.' });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsxTables(bytes);
  if (OLE.every((byte, index) => bytes[index] === byte)) {
    // A locked xlsx is wrapped in the same container as an old xls.
    throw new TableError('oldFormat', { zh: '这是旧版 xls 或加密的文件，不能导入。请在 Excel 或 WPS 中打开，另存为不加密的 xlsx。', en: 'This is an old xls or an encrypted file and is not taken. Open it in Excel or WPS and save it as xlsx without a password.' });
  }
  if (bytes.subarray(0, 4_096).includes(0) && !(bytes[0] === 0xff && bytes[1] === 0xfe)) {
    throw new TableError('notATable', { zh: '这不是表格文件。请导入 xlsx 或 csv。', en: 'This is no table. Import an xlsx or a csv.' });
  }
  return readCsvTable(bytes, 'csv');
}
