import { InputError } from '../commands/input';
import { given, QueryParameters } from './query-parameters';

function faultsOf(ask: QueryParameters): readonly string[] {
  try {
    ask.done();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.fields.map(({ path }) => path);
    throw error;
  }
}

describe('parameters of a question', () => {
  it('reads each by its kind', () => {
    const ask = new QueryParameters({ asOf: '2019-05-12', limit: '20', underReview: 'true', sort: 'tier,-unit', by: ['tier', 'unit'], asKnown: '2019-06-02', type: ['Nominated', 'TitleConferred'], name: '热依汗·艾力' });
    expect([ask.day('asOf'), ask.whole('limit', 1, 500), ask.flag('underReview')]).toEqual(['2019-05-12', 20, true]);
    expect(ask.sort('sort', ['tier', 'unit'])).toEqual([{ field: 'tier', descending: false }, { field: 'unit', descending: true }]);
    expect(ask.someOf('by', ['tier', 'unit', 'stage'])).toEqual(['tier', 'unit']);
    // A day means all of it in Shanghai.
    expect(ask.instant('asKnown')).toBe('2019-06-02T15:59:59.999Z');
    expect(ask.texts('type')).toEqual(['Nominated', 'TitleConferred']);
    expect(ask.text('name')).toBe('热依汗·艾力');
    expect(faultsOf(ask)).toEqual([]);
  });

  it.each<[string, { readonly [name: string]: unknown }, (ask: QueryParameters) => unknown]>([
    ['a day that is none', { asOf: '2019-02-30' }, (ask) => ask.day('asOf')],
    ['a number out of bounds', { limit: '501' }, (ask) => ask.whole('limit', 1, 500)],
    ['a number that is none', { limit: '1e2' }, (ask) => ask.whole('limit', 1, 500)],
    ['one given twice', { unit: ['a', 'b'] }, (ask) => ask.text('unit')],
    ['an empty one', { unit: '' }, (ask) => ask.text('unit')],
    ['half a character', { unit: '\ud800' }, (ask) => ask.text('unit')],
    ['a control character', { unit: 'a\u0000' }, (ask) => ask.text('unit')],
    ['one too long', { unit: 'a'.repeat(201) }, (ask) => ask.text('unit')],
    ['a version that is neither a number nor a day', { from: 'v1' }, (ask) => ask.versionOrDay('from')],
    ['an unknown word', { status: 'SOMETIMES' }, (ask) => ask.oneOf('status', ['ACTIVE'])],
    ['a field sorted by twice', { sort: 'tier,-tier' }, (ask) => ask.sort('sort', ['tier'])],
    ['an instant without its offset', { asKnown: '2019-06-02T09:00:00' }, (ask) => ask.instant('asKnown')],
    ['an object smuggled in', { unit: { a: 'b' } }, (ask) => ask.text('unit')],
  ])('refuses %s', (_what, query, read) => {
    const ask = new QueryParameters(query);
    read(ask);
    expect(faultsOf(ask)).toEqual(Object.keys(query));
  });

  it('refuses a name that nobody asked for', () => {
    expect(faultsOf(new QueryParameters({ colour: 'red' }))).toEqual(['colour']);
  });

  it('leaves out what was not given, and keeps null', () => {
    expect(given({ a: undefined, b: null, c: 0 })).toEqual({ b: null, c: 0 });
  });
});
