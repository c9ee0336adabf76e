/** What may be filed. Told by content, never by name. */
export type FileType = 'pdf' | 'jpg' | 'png' | 'ofd' | 'docx' | 'xlsx';

export const MEDIA_TYPES: { readonly [type in FileType]: string } = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  ofd: 'application/ofd',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const MAGIC: readonly (readonly [FileType, Buffer])[] = [
  ['pdf', Buffer.from('%PDF-', 'latin1')],
  ['jpg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
];
/** The entry that makes a zip archive one of these: GB/T 33190 (OFD) and ECMA-376 (docx, xlsx). */
const MAIN_ENTRY: readonly (readonly [FileType, string])[] = [
  ['ofd', 'OFD.xml'],
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
];

/** Undefined for anything else: office files with macros, archives, programs, text. */
export function fileTypeOf(content: Buffer): FileType | undefined {
  const direct = MAGIC.find(([, magic]) => content.subarray(0, magic.length).equals(magic));
  if (direct !== undefined) return direct[0];
  const names = zipEntries(content);
  if (names === undefined || names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) return undefined;
  const found = MAIN_ENTRY.filter(([, entry]) => names.includes(entry));
  // Two main entries is a file that one reader shows as this and another as that.
  return found.length === 1 ? found[0]?.[0] : undefined;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;

/** Names in a zip archive's central directory (APPNOTE 4.3.12); undefined when it is none or is damaged. Nothing is unpacked. */
function zipEntries(content: Buffer): readonly string[] | undefined {
  if (content.length < END_BYTES || content.readUInt32LE(0) !== LOCAL_HEADER) return undefined;
  const end = endOfDirectory(content);
  if (end === undefined) return undefined;
  const names: string[] = [];
  let at = content.readUInt32LE(end + 16);
  for (let left = content.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > end || content.readUInt32LE(at) !== CENTRAL_HEADER) return undefined;
    const name = content.readUInt16LE(at + 28);
    names.push(content.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return names;
}

function endOfDirectory(content: Buffer): number | undefined {
  const last = content.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at -= 1) {
    if (content.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}
