import { EdgeError } from './edge-error';
import { parseStrictJson } from './strict-json';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text, 'utf8'));

function fault(text: string | Uint8Array): EdgeError {
  try {
    parseStrictJson(typeof text === 'string' ? Buffer.from(text, 'utf8') : text);
  } catch (error) {
    if (error instanceof EdgeError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('strict JSON', () => {
  it('takes what JSON.parse takes when nothing is lost by it', () => {
    const value = { a: [1, -0.5, 9007199254740991, { b: 'x"},[1e99', c: null }], 'ключ': '𠮷', deep: { a: 1 } };
    expect(parse(JSON.stringify(value))).toEqual(value);
    expect(parse('{"a":1,"b":[{"a":1},{"a":2}]}')).toEqual({ a: 1, b: [{ a: 1 }, { a: 2 }] });
    expect(parse('  ')).toBeUndefined();
    expect(parse(JSON.stringify({ a: '\\', b: '\\"', c: `${'\\"'.repeat(500_000)}` }))).toEqual({ a: '\\', b: '\\"', c: '\\"'.repeat(500_000) });
  });

  it.each([
    ['{"rows":[{"n":9007199254740993}]}', 'rows[0].n'],
    ['{"rows":[{"n":1},{"n":-1e400}]}', 'rows[1].n'],
    ['{"a":{"b":"\\ud800"}}', 'a.b'],
    ['{"a":["x","\\udc00\\ud800"]}', 'a[1]'],
    ['{"a":{"__proto__":{"admin":true}}}', 'a.__proto__'],
    ['{"a":{"\\u005f_proto__":1}}', 'a.__proto__'],
    ['{"constructor":{}}', 'constructor'],
    ['{"a":{"b":1,"b":2}}', 'a.b'],
  ])('refuses %s and says where', (text, path) => {
    const error = fault(text);
    expect(error).toMatchObject({ status: 400, more: { members: { errors: [{ path }] } } });
    expect(error.sentences.zh).not.toContain('{');
  });

  it('names line and column of a syntax error where V8 tells them, in both languages', () => {
    const { sentences } = fault('{\n  "a": 1,\n  "b" 2\n}');
    expect(sentences.en).toMatch(/line 3, column 7/);
    expect(sentences.zh).toMatch(/第 3 行第 7 列/);
  });

  it('refuses bytes that are not UTF-8, and a nest of brackets', () => {
    expect(fault(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d])).sentences.en).toMatch(/UTF-8/);
    expect(fault(`${'['.repeat(65)}${']'.repeat(65)}`).sentences.en).toMatch(/64 levels/);
  });
});
