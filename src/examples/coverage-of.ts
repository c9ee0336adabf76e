import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readClauses, type ClauseList } from '../domain/rules/clauses';
import type { Problem } from '../domain/rules/problems';
import { homesOf, type ClauseHome, type Told } from './coverage';
import { mutateFolder } from './mutate-folder';
import type { ListedSurvivor } from './mutation';
import { readFolder } from './programme-folder';
import { readExample, runExample, type Finding } from './run-example';

/** Why something is no home: a file that cannot be read, an example that does not hold, a listed survivor that is none. */
export interface Fault {
  readonly file: string;
  readonly findings: readonly Pick<Finding | Problem, 'line' | 'column' | 'zh' | 'en'>[];
}

export interface Coverage {
  readonly homes: readonly ClauseHome[];
  readonly faults: readonly Fault[];
}

export interface CoverageOptions {
  readonly mutate: boolean;
  /** Only these clauses are asked about. */
  readonly only?: readonly string[];
  /** Of the places of a rule, only these are altered. */
  readonly paths?: readonly string[];
  readonly threads?: Parameters<typeof mutateFolder>[2];
  /** What is under way. */
  readonly told?: (folder: string, done: number, all: number) => void;
}

/**
 * Where each clause of `clauses.csv` of a folder lives in the programmes in it. Programmes with a clause list of their own
 * are not asked. Errors: those of the file system; RangeError for a broken clause list.
 */
export async function coverageOf(root: string, options: CoverageOptions): Promise<Coverage> {
  const { only } = options;
  const listed = readClauses(readFileSync(path.join(root, 'clauses.csv'), 'utf8'));
  const clauses: ClauseList = only === undefined ? listed : new Map([...listed].filter(([clause]) => only.includes(clause)));
  const faults: Fault[] = [];
  const programmes: Told[] = [];
  for (const folder of readdirSync(root).sort().map((name) => path.join(root, name))) {
    if (!existsSync(path.join(folder, 'programme.yaml')) || existsSync(path.join(folder, 'clauses.csv'))) continue;
    if (only !== undefined && !concerns(folder, clauses)) continue;
    const told = await toldBy(folder, clauses, options, faults);
    if (told !== null) programmes.push(told);
  }
  return { homes: homesOf(clauses, programmes), faults };
}

/** Whether the programme is based on the source of one of the clauses; one that cannot be read is, for its faults to be told. */
function concerns(folder: string, clauses: ClauseList): boolean {
  const reading = readFolder(folder);
  return reading.kind === 'refused' || reading.programme.definition.basis.some(({ source }) => [...clauses.values()].some((clause) => clause.source === source));
}

async function toldBy(folder: string, clauses: ClauseList, { mutate, paths, threads, told }: CoverageOptions, faults: Fault[]): Promise<Told | null> {
  const reading = readFolder(folder);
  if (reading.kind === 'refused') {
    faults.push({ file: reading.file, findings: reading.problems });
    return null;
  }
  const { programme } = reading;
  const examples: Told['examples'][number][] = [];
  const broken = faults.length;
  for (const name of reading.examples) {
    const read = readExample(readFileSync(name, 'utf8'));
    const findings = read.kind === 'refused' ? read.problems : await runExample(read, programme);
    const file = path.relative(process.cwd(), name);
    if (findings.length > 0) faults.push({ file, findings });
    else if (read.kind === 'example') examples.push({ file, example: read.example });
  }
  const { definition } = programme;
  // An example that does not hold would notice everything.
  if (!mutate || faults.length > broken) return { folder, definition, examples, changes: null, untried: [] };
  const sources = new Set(definition.basis.map(({ source }) => source));
  const rules = [...clauses.values()].filter(({ kind, source }) => kind === 'rule' && sources.has(source)).map(({ clause }) => clause);
  const mutated = await mutateFolder(folder, (done, all) => told?.(folder, done, all), threads, { clauses: rules, ...(paths === undefined ? {} : { paths }) });
  if (mutated.kind === 'refused') {
    faults.push({ file: mutated.file, findings: mutated.problems });
    return { folder, definition, examples, changes: [], untried: [] };
  }
  if (mutated.stale.length > 0) faults.push({ file: path.join(folder, 'survivors.yaml'), findings: mutated.stale.map(noSurvivor) });
  return { folder, definition, examples, changes: mutated.changes, untried: mutated.untried };
}

function noSurvivor({ path: at, change }: ListedSurvivor): Fault['findings'][number] {
  return { line: 1, column: 1, zh: `${at}：${change} 已有算例察觉，或方案中已无此改动（写作 none 的：已有可试的改动，或已无此值）；请删去。`, en: `${at}: ${change}: an example notices it, or the file has no such change any more (of none: there is a change to try, or no such value any more); take it off.` };
}
