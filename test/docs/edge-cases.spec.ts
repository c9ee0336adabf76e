import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const CASES = Array.from({ length: 54 }, (_, index) => `E${index + 1}`);

/** Every text that names a test: a spec's lines that open one or list its cases, an example's title, a file's name. */
function names(): readonly string[] {
  const files = ['src', 'test', 'projections', 'programmes'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)));
  return files.filter((file) => file !== join('test', 'docs', 'edge-cases.spec.ts')).flatMap((file) => {
    if (/\.(?:spec|contract)\.ts$/u.test(file)) return readFileSync(join(root, file), 'utf8').split('\n').filter((line) => /^\s*(?:(?:describe|it|test)\b|\[['"`]|['"`])/u.test(line));
    if (/examples.*\.yaml$/u.test(file)) return [file, ...readFileSync(join(root, file), 'utf8').split('\n').filter((line) => /^title:|^ {2}(?:zh|en):/u.test(line))];
    return [];
  });
}

/** What is told as a limit: `- **E51** why`. */
function limits(): readonly string[] {
  const file = join(root, 'docs/limits.md');
  return existsSync(file) ? [...readFileSync(file, 'utf8').matchAll(/^- \*\*(E\d+)\*\* \S/gmu)].map(([, edge]) => edge ?? '') : [];
}

describe('the edge cases of the field, E1 to E54', () => {
  it('each have a test or a worked example of that name, or a line in docs/limits.md that says why not', () => {
    const named = new Set(names().flatMap((text) => [...text.matchAll(/(?<![\p{L}\d])E\d+(?!\d)/gu)].map(([edge]) => edge)));
    const told = new Set(limits());
    expect(CASES.filter((edge) => !named.has(edge) && !told.has(edge))).toEqual([]);
    // What has a test is no limit any more.
    expect(CASES.filter((edge) => named.has(edge) && told.has(edge))).toEqual([]);
  });
});
