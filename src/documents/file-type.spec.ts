import { DOCX, OFD, PDF, XLSX, zip } from '../../test/contract/sample-files';
import { fileTypeOf } from './file-type';

describe('the kind of a file', () => {
  it('is told of a zip by its main entry, also with a comment behind it', () => {
    const commented = Buffer.concat([DOCX, Buffer.from('a comment')]);
    commented.writeUInt16LE(9, DOCX.length - 2);

    expect([OFD, DOCX, XLSX, commented].map(fileTypeOf)).toEqual(['ofd', 'docx', 'xlsx', 'docx']);
  });

  it('is none for macros, other archives, and what would be two things', () => {
    const refused = [
      zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'),
      zip('[Content_Types].xml', 'xl/workbook.xml', 'xl/VBAPROJECT.BIN'),
      zip('word/document.xml', 'xl/workbook.xml'),
      zip('readme.txt'),
      zip(),
    ];
    expect(refused.map(fileTypeOf)).toEqual(refused.map(() => undefined));
  });

  it('is none for damaged files, and never an error', () => {
    for (const whole of [PDF, OFD, XLSX]) {
      for (let length = 0; length < whole.length; length += 1) {
        const cut = fileTypeOf(whole.subarray(0, length));
        expect(cut === undefined || (whole === PDF && length >= 5)).toBe(true);
      }
    }
    for (let at = 0; at < DOCX.length; at += 1) {
      const flipped = Buffer.from(DOCX);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      expect([undefined, 'docx']).toContain(fileTypeOf(flipped));
    }
  });
});
