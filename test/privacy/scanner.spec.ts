import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needlesOf } from './needles';
import { Scanner } from './scanner';

const person = { who: 'p', name: '上官\u{2B4B6}雪', formerNames: ['古丽娜尔·买买提'], identityNumber: '37990019860305102X', birthDates: ['1986-03-05'], phone: '13700000001', texts: ['申报材料中的一项成果系他人所有,经核查属实。'] };
const scanner = new Scanner(needlesOf([person]));
const found = (bytes: Buffer | string) => scanner.search(Buffer.from(bytes), 'here').map(({ what }) => what);

describe('the scanner', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'echelon-scan-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['UTF-8', Buffer.from(`{"name":"${person.name}"}`), 'name of p, UTF-8'],
    ['UTF-16', Buffer.from(person.name, 'utf16le'), 'name of p, UTF-16'],
    ['JSON escapes', '{"name":"\\u4e0a\\u5b98\\ud86d\\udcb6\\u96ea"}', 'name of p, JSON escapes'],
    ['escapes within JSON', JSON.stringify('{"name":"\\u4e0a\\u5b98\\ud86d\\udcb6\\u96ea"}'), 'name of p, escapes in a string within JSON'],
    ['base64', Buffer.from(`ab${person.name}c`).toString('base64'), 'name of p, base64 at 2'],
    ['base64', Buffer.from(`a${person.name}c`).toString('base64'), 'name of p, base64 at 1'],
    ['base64', Buffer.from(`${person.name}c`).toString('base64'), 'name of p, base64 at 0'],
    ['an address', `GET /roster?search=${encodeURIComponent(person.name)}`, 'name of p, as in an address'],
    ['hex', Buffer.from(person.name).toString('hex'), 'name of p, hex'],
    ['a former name', '曾用名古丽娜尔·买买提', 'former name of p, UTF-8'],
    ['a small x', 'number 37990019860305102x', 'identity number, small of p, UTF-8'],
    ['a phone', 'tel:+8613700000001', 'phone of p, UTF-8'],
    ['a birth date', '"1986-03-05"', 'birth date of p, UTF-8'],
    ['a birth date in words', '1986年3月5日生', 'birth date in words of p, UTF-8'],
    ['a birth date in digits', 'born=19860305,', 'birth date in digits of p, UTF-8'],
    ['a piece of a text', '…果系他人所有,经核…', 'words of p, UTF-8'],
  ])('finds %s', (_, bytes, what) => expect(found(bytes)).toContain(what));

  it('passes over what is nobody\'s, and over eight digits within a hash', () => {
    expect(found('{"name":"王静","born":"1987-03-05","hash":"ab19860305cd","day":"2019-05-10"}')).toEqual([]);
  });

  it('a piece of a key that an event id holds by chance is none, and is found where it stands by itself', () => {
    const one = new Scanner(needlesOf([{ who: 'p', name: '王静怡', texts: ['yantai:roll-77-line-0093'] }]));
    const within = (text: string): readonly string[] => {
      writeFileSync(join(folder, 'ids'), text);
      return one.scan(folder).findings.map(({ what }) => what);
    };
    expect(within('"id":"0193707e-0093-7abc-8def-0123456789ab"')).toEqual([]);
    expect(within('"key":"line-0093"')).not.toEqual([]);
    rmSync(join(folder, 'ids'));
  });

  it('finds what lies across the border of two pieces of a file', () => {
    for (const before of [4 * 1024 * 1024 - 5, 4 * 1024 * 1024, 8 * 1024 * 1024 - 3]) {
      writeFileSync(join(folder, 'big'), Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(person.name), Buffer.alloc(100, 'y')]));
      expect(scanner.scan(folder).findings.map(({ what }) => what)).toEqual(['name of p, UTF-8']);
    }
  });
});
