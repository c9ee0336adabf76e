import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import type { Clause } from '../domain/rules/clauses';
import { readFolder } from '../examples/programme-folder';
import { readExample, runExample } from '../examples/run-example';
import type { Programme } from '../examples/play';
import { mutateFolder } from '../examples/mutate-folder';

/** What one check came to. */
export interface Checked {
  readonly examples: number;
  /** Of the examples, those that do not hold or could not be read. */
  readonly failed: number;
  /** Problems of the rule file and its sample. */
  readonly problems: number;
}

/**
 * Reads a programme's folder and plays its worked examples on stores in memory.
 *
 * @param out takes the report, line by line.
 */
export async function checkProgramme(folder: string, out: (line: string) => void): Promise<Checked> {
  if (!existsSync(join(folder, 'programme.yaml'))) {
    out(`${folder}: 没有 programme.yaml。请给出方案文件夹，例如 programmes/weihai-edz-2017。`);
    out(`${folder}: no programme.yaml. Name a programme's folder, such as programmes/weihai-edz-2017.`);
    return { examples: 0, failed: 0, problems: 1 };
  }
  const reading = readable(() => readFolder(folder));
  if (reading instanceof Error) {
    out(`✗ ${folder}: 读取失败，请检查文件及其权限 · cannot be read, check its files and their permissions: ${reading.message}`);
    return { examples: 0, failed: 0, problems: 1 };
  }
  if (reading.kind === 'refused') {
    for (const { line, column, path, zh, en, clauses } of reading.problems) {
      tell(out, reading.file, line, column, path, zh, en);
      for (const clause of clauses) quote(out, reading.clauses?.get(clause));
    }
    out(`✗ ${folder}: ${reading.problems.length} 处错误，算例未运行 · ${reading.problems.length === 1 ? '1 problem' : `${reading.problems.length} problems`}; the worked examples were not played`);
    return { examples: 0, failed: 0, problems: reading.problems.length };
  }
  let failed = 0;
  for (const file of reading.examples) if (!(await checkExample(file, reading.programme, out))) failed += 1;
  const { id, version } = reading.programme.definition;
  const held = reading.examples.length - failed;
  out(`${failed === 0 ? '✓' : '✗'} ${id} v${version}: 方案有效，${held}/${reading.examples.length} 个算例成立 · the rule file is valid, ${held} of ${reading.examples.length} worked examples hold`);
  return { examples: reading.examples.length, failed, problems: 0 };
}

/** A file that cannot be opened and a clause list with a broken row are told in a line, not in a stack trace. */
function readable<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function checkExample(file: string, programme: Programme, out: (line: string) => void): Promise<boolean> {
  const shown = relative(process.cwd(), file);
  const reading = readExample(readFileSync(file, 'utf8'));
  if (reading.kind === 'refused') {
    for (const { line, column, path, zh, en } of reading.problems) tell(out, shown, line, column, path, zh, en);
    out(`✗ ${shown}`);
    return false;
  }
  const { title } = reading.example;
  const findings = await runExample(reading, programme);
  for (const { line, column, where, zh, en } of findings) tell(out, shown, line, column, where, zh, en);
  out(`${findings.length === 0 ? '✓' : '✗'} ${title.zh} · ${title.en}`);
  return findings.length === 0;
}

/**
 * Alters or drops each value of the round's rules in turn: every change must make a worked example fail, or be listed in
 * `survivors.yaml` with its reason. Takes a folder that `checkProgramme` found nothing wrong with.
 *
 * @returns how many survive unlisted or are listed without surviving; problems of the list count too.
 */
export async function mutateProgramme(folder: string, out: (line: string) => void): Promise<number> {
  const mutated = await mutateFolder(folder, (done, all, { path, change }, by) => {
    if (by === null) out(`  [${done}/${all}] ${path}: ${change}`);
  });
  if (mutated.kind === 'refused') {
    for (const { line, column, path, zh, en } of mutated.problems) tell(out, mutated.file, line, column, path, zh, en);
    return mutated.problems.length;
  }
  const { programme, changes, stale } = mutated;
  const survivors = changes.filter(({ noticedBy, reason }) => noticedBy === null && reason === null);
  for (const { path, change } of survivors) {
    out(`✗ ${path}: ${change}`);
    out('    没有算例察觉这一改动；请补一个依赖该值的算例，或在 survivors.yaml 写明理由。');
    out('    No worked example notices this change; add one that rests on the value, or list it in survivors.yaml with the reason.');
  }
  for (const { path, change } of stale) {
    out(`✗ survivors.yaml ${path}: ${change}`);
    out('    已有算例察觉，或方案中已无此改动；请从 survivors.yaml 删去。');
    out('    A worked example notices it, or the file has no such change any more; take it off survivors.yaml.');
  }
  const wrong = survivors.length + stale.length;
  const noticed = changes.filter(({ noticedBy }) => noticedBy !== null).length;
  const kept = changes.length - noticed - survivors.length;
  out(`${wrong === 0 ? '✓' : '✗'} ${programme}: ${changes.length} 处改动，${noticed} 处被算例察觉，${kept} 处列明理由 · ${changes.length} changes, ${noticed} noticed by an example, ${kept} listed with a reason`);
  return wrong;
}

function tell(out: (line: string) => void, file: string, line: number | null, column: number | null, where: string, zh: string, en: string): void {
  out(`${file}:${line ?? 1}:${column ?? 1} ${where}`.trimEnd());
  out(`    ${zh}`);
  out(`    ${en}`);
}

/** Where the notice says it, and in which words: whoever mends the file need not look the clause up. */
function quote(out: (line: string) => void, clause: Clause | undefined): void {
  if (clause !== undefined) out(`    ${clause.clause}（${clause.source}）：“${clause.quote}”`);
}

/** `echelon programme check <folder…>`: exit code 1 where anything does not hold. */
export function registerProgrammeCheck(program: Command): void {
  const programme = program.commands.find((command) => command.name() === 'programme') ?? program.command('programme').description('方案文件 · rule files');
  programme
    .command('check')
    .description('检查方案文件并运行其算例 · check a rule file and play its worked examples')
    .argument('<folder...>', '方案文件夹 · the programme\'s folder')
    .option('--mutate', '逐一改动评选规则的每个值，看算例能否察觉 · alter each value of the round\'s rules in turn and see that an example notices')
    .action(async (folders: readonly string[], { mutate: mutating = false }: { readonly mutate?: boolean }) => {
      let wrong = 0;
      for (const folder of folders) {
        const { failed, problems } = await checkProgramme(folder, (line) => process.stdout.write(`${line}\n`));
        wrong += failed + problems;
        if (mutating && failed + problems === 0) wrong += await mutateProgramme(folder, (line) => process.stdout.write(`${line}\n`));
      }
      if (wrong > 0) process.exitCode = 1;
    });
}
