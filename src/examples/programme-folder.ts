import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { readClauses, type ClauseList } from '../domain/rules/clauses';
import type { Problem } from '../domain/rules/problems';
import { readProgramme } from '../domain/rules/programme-text';
import { readSample } from '../domain/rules/sample-text';
import type { Programme } from './play';

/** A file with what is wrong in it. */
export interface Faulty {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** What the clauses that they name say, where there is a list of them. */
  readonly clauses?: ClauseList;
}

export type FolderReading = { readonly kind: 'programme'; readonly programme: Programme; readonly examples: readonly string[] } | ({ readonly kind: 'refused' } & Faulty);

/**
 * `programme.yaml`, held against its own folder's own clause list, or the one or else the one beside the folder, where there is one, and
 * `sample.yaml`,
 * where there is one; and the files of the worked examples by name. Errors: those of the file system.
 */
export function readFolder(folder: string): FolderReading {
  const file = join(folder, 'programme.yaml');
  const text = readFileSync(file, 'utf8');
  const list = [join(folder, 'clauses.csv'), join(folder, '..', 'clauses.csv')].find((path) => existsSync(path));
  const known = list === undefined ? {} : { clauses: readClauses(readFileSync(list, 'utf8')) };
  const reading = readProgramme(text, known);
  if (reading.kind === 'refused') return { kind: 'refused', file, problems: reading.problems, ...known };
  const { definition } = reading;
  const overlay = join(folder, 'sample.yaml');
  const sample = existsSync(overlay) ? readSample(readFileSync(overlay, 'utf8'), definition) : { kind: 'sample' as const, choices: [] };
  if (sample.kind === 'refused') return { kind: 'refused', file: overlay, problems: sample.problems, ...known };
  const within = join(folder, 'examples');
  const examples = existsSync(within) ? readdirSync(within).filter((name) => /\.ya?ml$/u.test(name)).sort().map((name) => join(within, name)) : [];
  return { kind: 'programme', programme: { text, definition, choices: sample.choices }, examples };
}
