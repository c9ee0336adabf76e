import type { Command } from 'commander';
import { diffProgrammes, type ProgrammeDifference } from '../domain/rules/programme-diff';
import { programmeIn } from './programme-in';

/** `echelon programme diff <before> <after>`: two rule files, or two versions of one, in words. */
export function registerProgrammeDiff(program: Command): void {
  const programme = program.commands.find((command) => command.name() === 'programme') ?? program.command('programme').description('方案文件 · rule files');
  programme
    .command('diff')
    .description('逐条说明两份方案文件有何不同 · what differs between two rule files, place by place')
    .argument('<before>', '原方案的文件夹 · the folder of the one before')
    .argument('<after>', '新方案的文件夹 · the folder of the other')
    .option('--json', '输出 JSON · as JSON')
    .action((before: string, after: string, { json = false }: { readonly json?: boolean }) => {
      const differences = diffProgrammes(programmeIn(before).definition, programmeIn(after).definition);
      process.stdout.write(json ? `${JSON.stringify(differences, null, 2)}\n` : `${diffLines(differences).join('\n')}\n`);
    });
}

const marks: { readonly [kind in ProgrammeDifference['kind']]: string } = { ADDED: '+', REMOVED: '-', VALUE: '≠', BASIS: '§' };

export function diffLines(differences: readonly ProgrammeDifference[]): readonly string[] {
  if (differences.length === 0) return ['两份方案没有不同。', 'The two do not differ.'];
  const count = (kind: ProgrammeDifference['kind']): number => differences.filter((one) => one.kind === kind).length;
  return [
    ...differences.flatMap(({ path, kind, words }) => [`${marks[kind]} ${path}`, `    ${words.zh}`, `    ${words.en}`]),
    `共 ${differences.length} 处不同：新增 ${count('ADDED')}，删去 ${count('REMOVED')}，改动 ${count('VALUE')}，依据不同 ${count('BASIS')}`,
    `${differences.length} differences: ${count('ADDED')} added, ${count('REMOVED')} removed, ${count('VALUE')} changed, ${count('BASIS')} on another basis`,
  ];
}
