import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Outcome } from '../../src/commands/outcome';
import { Office } from '../../src/examples/office';
import { readFolder } from '../../src/examples/programme-folder';
import { readExample, runExample } from '../../src/examples/run-example';
import { spread } from '../spread';
import { bareCodesOf, codesNamedIn } from './bare-codes';

/** Plays the worked examples of every programme under a folder: every one in CI, every eighth in an everyday run. */
export function describeExamplesUnder(root: string): void {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'programme.yaml'))).map(({ name }) => join(root, name));

  describe.each(folders.map((folder) => [basename(folder), folder]))('worked examples of %s', (_name, folder) => {
    const reading = readFolder(folder);
    const files = reading.kind === 'programme' ? reading.examples : [];
    const known = new Set(reading.kind === 'programme' ? codesNamedIn(reading.programme.definition) : []);

    it('are there, beside a rule file and a sample that can be read', () => {
      expect(reading).toMatchObject({ kind: 'programme' });
      expect(files.length).toBeGreaterThan(0);
    });

    it.each(spread(files, 8).map((file) => [basename(file), file]))('%s', async (_file, file) => {
      const example = readExample(readFileSync(file, 'utf8'));
      // Problems and findings are the message: each says where it stands and what was the case.
      expect(example.kind === 'refused' ? example.problems : []).toEqual([]);
      if (example.kind === 'refused' || reading.kind === 'refused') return;
      const asked = jest.spyOn(Office.prototype, 'send');
      expect(await runExample(example, reading.programme)).toEqual([]);
      const outcomes = await Promise.all(asked.mock.results.map(({ value }) => (value as Promise<Outcome>).catch(() => null)));
      asked.mockRestore();
      // Whatever is refused is refused in words.
      expect(bareCodesOf(outcomes.filter((outcome) => outcome !== null), known)).toEqual([]);
    });
  });
}
