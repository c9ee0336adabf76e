import type { JsonObject } from '../domain/facts';
import { TermsToEnd } from './terms-to-end';
import type { Asking } from './work';

const FIRST = { number: 1, from: '2025-06-02', to: '2028-06-01' };
const SECOND = { number: 2, from: '2028-06-02', to: '2031-06-01' };

describe('terms that end by date', () => {
  let terms: TermsToEnd;
  beforeEach(() => {
    terms = new TermsToEnd();
  });
  const told = (type: string, data: JsonObject, { id = `${type}/${String(data['title'])}`, corrects }: { readonly id?: string; readonly corrects?: string } = {}): void => terms.fold(JSON.parse(JSON.stringify({ id, type, stream: 'teacher-t', data, meta: { cause: 'x', corrects } })) as Asking);
  const over = (day: string) => terms.over(day).map((work) => (work.kind === 'expiry' ? `${work.title} ${work.number}` : work.kind));

  test('each waits for the day after its last one, until it is told or the title ends', () => {
    told('TitleConferred', { title: 'a', term: FIRST });
    told('TitleConferred', { title: 'b', term: { number: 1, from: '2025-06-02', to: null } });
    told('TitleConferred', { title: 'c', term: FIRST });
    expect([over('2028-06-01'), over('2028-06-02')]).toEqual([[], ['a 1', 'c 1']]);
    told('TitleExpired', { title: 'c', term: 1 });
    told('LifetimeTitleGranted', { title: 'a' });
    expect(over('2040-01-01')).toEqual([]);
  });

  test('a term that is followed at once is not told of, and is when the renewal is voided', () => {
    told('TitleConferred', { title: 'a', term: FIRST });
    told('TitleRenewed', { title: 'a', term: SECOND });
    expect([over('2028-06-02'), over('2031-06-02')]).toEqual([[], ['a 2']]);
    told('FactVoided', { event: 'TitleRenewed/a' });
    expect([over('2028-06-02'), over('2031-06-02')]).toEqual([['a 1'], ['a 1']]);
  });

  test.each([['TitleConferred/a'], ['better']])('of a title whose conferral is voided, whichever wording (%s) is named, no term is told of, nor when its renewal is voided too', (named) => {
    told('TitleConferred', { title: 'a', term: FIRST });
    told('TitleConferred', { title: 'a', term: FIRST }, { id: 'better', corrects: 'TitleConferred/a' });
    told('TitleRenewed', { title: 'a', term: SECOND });
    told('FactVoided', { event: named });
    expect([over('2028-06-02'), over('2031-06-02')]).toEqual([[], []]);
    told('FactVoided', { event: 'TitleRenewed/a' });
    expect(over('2031-06-02')).toEqual([]);
  });

  test('a gap before the next term is told of as well as its end', () => {
    told('TitleConferred', { title: 'a', term: FIRST });
    told('TitleRenewed', { title: 'a', term: { ...SECOND, from: '2029-01-01' } });
    expect([over('2028-06-02'), over('2031-06-02')]).toEqual([['a 1'], ['a 1', 'a 2']]);
  });

  test.each([['TitleRevoked', { event: 'TitleRevoked/a' }, 'FactVoided'], ['TitleRevoked', { title: 'a', revocation: 'TitleRevoked/a' }, 'RevocationOverturned'], ['TitleExited', { event: 'TitleExited/a' }, 'FactVoided'], ['LifetimeTitleGranted', { event: 'LifetimeTitleGranted/a' }, 'FactVoided']])('after %s and its undoing by %j (%s) the term ends by date again', (ending, undoing, how) => {
    told('TitleConferred', { title: 'a', term: FIRST });
    told(ending, { title: 'a' });
    expect(over('2028-06-02')).toEqual([]);
    told(how, undoing);
    expect(over('2028-06-02')).toEqual(['a 1']);
  });

  test.each([['TitleRevoked/a'], ['better']])('a corrected revocation is undone with both of its wordings, whichever (%s) is named', (named) => {
    for (const [how, undoing] of [['FactVoided', { event: named }], ['RevocationOverturned', { title: 'a', revocation: named }]] as const) {
      terms = new TermsToEnd();
      told('TitleConferred', { title: 'a', term: FIRST });
      told('TitleRevoked', { title: 'a' });
      told('TitleRevoked', { title: 'a' }, { id: 'better', corrects: 'TitleRevoked/a' });
      expect(over('2028-06-02')).toEqual([]);
      told(how, undoing);
      expect([how, over('2028-06-02')]).toEqual([how, ['a 1']]);
    }
  });

  test('one that was looked at and has nothing to tell is not looked at again', () => {
    told('TitleConferred', { title: 'a', term: FIRST });
    const [work] = terms.over('2028-06-02');
    if (work?.kind !== 'expiry') throw new Error('no term');
    terms.done(work);
    expect([terms.has(work), over('2028-06-03')]).toEqual([false, []]);
  });
});
