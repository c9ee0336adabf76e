import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../src/domain/catalogue';
import type { Names } from '../../src/examples/names';
import { Audited } from './audited';
import { ROOT } from './tour';

const AUDITOR = readFileSync(path.join(ROOT, 'docs/auditor.md'), 'utf8');
const MINUTE_MS = 60_000;
/** An address on a line of its own, and the answer under it. */
const asked = [...AUDITOR.matchAll(/^`GET ([^`\n]+)`\n\n```json\n([\s\S]*?)\n```$/gmu)].map(([, address = '', answer = '']) => ({ address, answer }));

describe('docs/auditor.md', () => {
  let audited: Audited;

  beforeAll(async () => {
    audited = await Audited.start('practice-city', 'city-round.yaml');
  }, MINUTE_MS);

  afterAll(() => audited.stop());

  it('takes its answers from a round that went as its example says', () => {
    expect(audited.play.differences).toEqual([]);
  });

  it('answers the questions 1 to 11 and 20, in Chinese and English', () => {
    const headings = [...AUDITOR.matchAll(/^## (\d+)\. (.+) · (.+)$/gmu)];
    expect(headings.map(([, n]) => Number(n))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20]);
    expect(headings.filter(([, , zh = '', en = '']) => !/\p{Script=Han}/u.test(zh) || /\p{Script=Han}/u.test(en))).toEqual([]);
    expect(asked.length).toBe((AUDITOR.match(/^```json$/gmu) ?? []).length);
  });

  it('names addresses that the server has', async () => {
    const { paths } = JSON.parse((await audited.ask('auditor', '/docs/openapi.json')).text) as { readonly paths: { readonly [path: string]: { readonly get?: object } } };
    const served = Object.entries(paths).filter(([, { get }]) => get !== undefined).map(([one]) => one.split('/').map((part) => (part.startsWith('{') ? null : part)));
    const named = [...AUDITOR.matchAll(/`GET (\/[^`?\s]*)/gu)].map(([, one = '']) => one.split('/'));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((one) => !served.some((other) => other.length === one.length && other.every((part, index) => part === null || part === one[index]))).map((one) => one.join('/'))).toEqual([]);
  });

  it('names event types that the catalogue has', () => {
    const named = [...AUDITOR.matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`|type=(\w+)/gu)].map(([, word, type]) => word ?? type ?? '');
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((one) => !Object.hasOwn(catalogue, one))).toEqual([]);
  });

  it.each(asked)('shows what $address answers', async ({ address, answer }) => {
    const { status, text } = await audited.ask('auditor', address);
    expect(status).toBe(200);
    expect(missing(JSON.parse(answer), JSON.parse(text), audited.play.names, '')).toEqual([]);
  });
});

/** Where an answer lacks what the page shows of it. Objects and lists may hold more; of a list what is shown stands in its order. */
function missing(shown: unknown, found: unknown, names: Names, at: string): readonly string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(found) || (shown.length === 0 && found.length > 0)) return [at];
    let from = 0;
    return shown.flatMap((one: unknown, index) => {
      const next = found.findIndex((other: unknown, place) => place >= from && missing(one, other, names, at).length === 0);
      if (next < 0) return [`${at}[${index}]`];
      from = next + 1;
      return [];
    });
  }
  if (typeof shown === 'object' && shown !== null) {
    if (typeof found !== 'object' || found === null) return [at];
    const had = new Map(Object.entries(found));
    return Object.entries(shown).flatMap(([key, one]) => (had.has(key) ? missing(one, had.get(key), names, `${at}.${key}`) : [`${at}.${key}`]));
  }
  const same = shown === found || (typeof shown === 'string' && typeof found === 'string' && names.means(shown, found));
  return same ? [] : [at];
}
