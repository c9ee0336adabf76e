import { columnsOf } from '../domain/round/public-row';
import type { PublicField } from '../domain/programme-rules';
import { publicPage } from './public-page';

/** A stored row has its members in the alphabet's order, whatever the programme's. */
const rows = [{ name: '周兰', no: 1, subject: '语文', title: '教坛新秀', unit: '实验小学' }, null];

function headsOf(fields: readonly PublicField[], shown: Parameters<typeof columnsOf>[0] = rows): readonly string[] {
  const page = publicPage(
    {
      publicity: 'p', state: 'POSTED', round: { zh: '第一届', en: 'First' }, level: null, openedOn: '2019-06-10', firstDay: '2019-06-11', lastDay: '2019-06-17', provisional: false, workingDays: 5,
      contact: null, signedBy: { zh: '教育局', en: 'Bureau' }, listHash: '', columns: columnsOf(shown, fields), rows: shown,
    },
    'zh',
  );
  return [...page.matchAll(/<th scope="col">([^<]+)<\/th>/gu)].map(([, head]) => head ?? '');
}

describe('a posted list as a page', () => {
  it('has the columns of the programme in its order', () => {
    expect(headsOf(['NO', 'NAME', 'UNIT', 'SUBJECT', 'TITLE'])).toEqual(['序号', '姓名', '单位', '学科', '称号']);
    expect(headsOf(['TITLE', 'UNIT', 'NAME', 'SUBJECT'])).toEqual(['称号', '单位', '姓名', '学科']);
  });

  it('has after them what tells namesakes apart, and only where a row says it', () => {
    expect(headsOf(['NO', 'NAME', 'UNIT'])).toEqual(['序号', '姓名', '单位', '学科']);
    expect(headsOf(['NO', 'NAME', 'UNIT'], [{ no: 1, name: '周兰', unit: '实验小学' }])).toEqual(['序号', '姓名', '单位']);
  });

  it('keeps its columns when everybody on it was erased', () => {
    expect(headsOf(['NAME', 'UNIT'], [null])).toEqual(['姓名', '单位']);
  });
});
