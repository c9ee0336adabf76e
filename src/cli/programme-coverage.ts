import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../config';
import { readClauses, type Clause } from '../domain/rules/clauses';
import { countsByKind, type ClauseHome } from '../examples/coverage';
import { coverageOf, type Coverage, type CoverageOptions } from '../examples/coverage-of';

export interface CoverageAsked {
  readonly json?: boolean;
  readonly mutate?: boolean;
  readonly only?: string;
}

/** `echelon programme coverage [root]`: exit code 1 where a clause has no home (with `--mutate`: a value of a rule goes unnoticed, or cannot be altered) or an example does not hold. */
export function registerProgrammeCoverage(program: Command): void {
  const programme = program.commands.find((command) => command.name() === 'programme') ?? program.command('programme').description('方案文件 · rule files');
  programme
    .command('coverage')
    .description('每一条款在方案文件、算例和查询中的落点；有条款没有落点即失败 · where each clause lives; fails when one has no home')
    .argument('[root]', '放有 clauses.csv 和各方案文件夹的文件夹 · the folder of clauses.csv and of the programmes', 'programmes')
    .option('--json', '输出 JSON · as JSON')
    .option('--mutate', '逐一改动每条规则的值，须有算例察觉 · alter each value of each rule and see that an example notices')
    .option('--only <clauses>', '只查这些条款，逗号分隔 · these clauses only, separated by commas')
    .action(async (root: string, { json = false, mutate = false, only }: CoverageAsked) => {
      const { text, whole } = await coverageText(root, json, { mutate, told: progress, ...(only === undefined ? {} : { only: only.split(',') }) });
      process.stdout.write(text);
      if (!whole) process.exitCode = 1;
    });
}

/** The report, and whether every clause has a home. Error: ConfigError for a folder without a clause list, and for a clause that it does not have. */
export async function coverageText(root: string, json: boolean, options: CoverageOptions): Promise<{ readonly text: string; readonly whole: boolean }> {
  if (!existsSync(path.join(root, 'clauses.csv'))) {
    throw new ConfigError(`${root} 中没有 clauses.csv。请给出放有条款清单和各方案文件夹的文件夹，例如 programmes。`, `There is no clauses.csv in ${root}. Name the folder of the clause list and of the programmes, such as programmes.`);
  }
  const known = readClauses(readFileSync(path.join(root, 'clauses.csv'), 'utf8'));
  const unknown = (options.only ?? []).filter((clause) => !known.has(clause));
  if (unknown.length > 0) {
    throw new ConfigError(`${root} 的条款清单中没有 ${unknown.join('、')}。请核对条款编号（大小写有别）；自带清单的方案请以其上一级为文件夹。`, `The clause list of ${root} has no ${unknown.join(', ')}. Check the numbers, capitals included; a programme with a list of its own is asked from a root of its own.`);
  }
  const coverage = await coverageOf(root, options);
  const counts = countsByKind(coverage.homes);
  const text = json ? JSON.stringify({ mutated: options.mutate, counts, clauses: coverage.homes, faults: coverage.faults }, null, 2) : coverageLines(coverage).join('\n');
  return { text: `${text}\n`, whole: coverage.faults.length === 0 && coverage.homes.every(({ lacks }) => lacks === null) };
}

const kinds: { readonly [kind in Clause['kind']]: string } = { rule: '规则 rule', figure: '数据 figure', structure: '结构 structure', text: '文字 text' };

/** Clause by clause, what lacks a home and what would give it one, then the counts by kind. */
export function coverageLines({ homes, faults }: Coverage): readonly string[] {
  const lines = homes.map(lineOf);
  for (const { file, findings } of faults) for (const { line, column, zh, en } of findings) lines.push(`✗ ${file}:${line ?? 1}:${column ?? 1}`, `    ${zh}`, `    ${en}`);
  const missing = homes.filter(({ lacks }) => lacks !== null);
  for (const { clause, programme, kind, zh, en, lacks } of missing) lines.push(`✗ ${clause} ${kinds[kind]} ${programme ?? ''}`.trimEnd(), `    ${zh}：${lacks?.zh ?? ''}`, `    ${en}: ${lacks?.en ?? ''}`);
  lines.push('', row('类别 kind', '条款 clauses', '有落点 homed'));
  for (const [kind, { all, homed }] of Object.entries(countsByKind(homes))) lines.push(row(kinds[kind as Clause['kind']], String(all), String(homed)));
  lines.push(row('合计 all', String(homes.length), String(homes.length - missing.length)));
  const changes = homes.flatMap((home) => (home.changes === null ? [] : [home.changes]));
  if (changes.length > 0) {
    const sum = (of: (one: (typeof changes)[number]) => number): number => changes.reduce((all, one) => all + of(one), 0);
    const [tried, noticed, listed] = [sum((one) => one.tried), sum((one) => one.noticed), sum((one) => one.listed)];
    lines.push(`改动规则 ${tried} 处，${noticed} 处被算例察觉，${listed} 处列明理由 · ${tried} changes of rules, ${noticed} noticed by an example, ${listed} listed with a reason`);
    const [untried, explained] = [sum((one) => one.unchanged.length), sum((one) => one.unchanged.filter(({ reason }) => reason !== null).length)];
    lines.push(`${untried} 个值没有可试的改动，${explained} 个列明理由 · values with no change to try: ${untried}, listed with a reason: ${explained}`);
  }
  const wrong = missing.length + faults.length;
  lines.push(wrong === 0 ? '✓ 每一条款都有落点 · every clause has a home' : `✗ ${missing.length} 条没有落点，${faults.length} 个文件有误 · ${missing.length} clauses without a home, ${faults.length} files with faults`);
  return lines;
}

/** `✓ W12 rule weihai-edz-2017 · tiers.RISING_STAR.seats (+13) · 4 examples · figures`. */
function lineOf({ clause, kind, programme, rules, examples, queries, changes, lacks }: ClauseHome): string {
  const [first] = rules;
  const where = first === undefined ? '—' : `${first.path}${rules.length > 1 ? ` (+${rules.length - 1})` : ''}`;
  const tried = changes === null ? [] : [`${changes.noticed}/${changes.tried} 处改动被察觉 changes noticed`];
  return [`${lacks === null ? '✓' : '✗'} ${clause} ${kind} ${programme ?? '—'}`, where, `算例 examples ${examples.length}`, ...(queries.length === 0 ? [] : [`查询 queries ${queries.join(', ')}`]), ...tried].join(' · ');
}

/** Chinese characters take two columns. */
function row(...cells: readonly string[]): string {
  const width = (text: string): number => [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
  return cells.map((cell) => `${cell}${' '.repeat(Math.max(0, 20 - width(cell)))}`).join('').trimEnd();
}

function progress(folder: string, done: number, all: number): void {
  if (done % 50 === 0 || done === all) process.stderr.write(`  ${folder} [${done}/${all}]\n`);
}
