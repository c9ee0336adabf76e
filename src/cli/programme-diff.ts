import type { Command } from 'commander';
import { diffProgrammes, type ProgrammeDifference } from '../domain/rules/programme-diff';
import { diffSamples, type SampleDifference } from '../domain/rules/sample-diff';
import type { Programme } from '../examples/play';
import { programmeIn } from './programme-in';

/** `echelon programme diff <before> <after>`: two rule files, or two versions of one, in words; what their samples choose stands apart, for it is no rule. */
export function registerProgrammeDiff(program: Command): void {
  const programme = program.commands.find((command) => command.name() === 'programme') ?? program.command('programme').description('方案文件 · rule files');
  programme
    .command('diff')
    .description('逐条说明两份方案文件有何不同 · what differs between two rule files, place by place')
    .argument('<before>', '原方案的文件夹 · the folder of the one before')
    .argument('<after>', '新方案的文件夹 · the folder of the other')
    .option('--json', '输出 JSON · as JSON')
    .action((before: string, after: string, { json = false }: { readonly json?: boolean }) => {
      const [was, is] = [programmeIn(before), programmeIn(after)];
      const [differences, choices] = [diffProgrammes(was.definition, is.definition), diffSamples(was, is)];
      process.stdout.write(json ? `${JSON.stringify({ differences, choices }, null, 2)}\n` : `${[...headLines(before, was, after, is), ...diffLines(differences), ...sampleLines(choices)].join('\n')}\n`);
    });
}

/** Which folder is the one before and which the other, for two drafts may bear one name. */
export function headLines(before: string, was: Programme, after: string, is: Programme): readonly string[] {
  const called = ({ definition: { id, version } }: Programme): string => `${id} v${version}`;
  return [`原：${before}（${called(was)}）；新：${after}（${called(is)}）`, `before: ${before} (${called(was)}); after: ${after} (${called(is)})`, ''];
}

const marks: { readonly [kind in ProgrammeDifference['kind'] | SampleDifference['kind']]: string } = { ADDED: '+', REMOVED: '-', VALUE: '≠', BASIS: '§', REASON: '§' };

export function diffLines(differences: readonly ProgrammeDifference[]): readonly string[] {
  if (differences.length === 0) return ['两份方案没有不同。', 'The two do not differ.'];
  const count = (kind: ProgrammeDifference['kind']): number => differences.filter((one) => one.kind === kind).length;
  return [
    ...differences.flatMap(({ path, kind, words }) => [`${marks[kind]} ${path}`, `    ${words.zh}`, `    ${words.en}`]),
    `共 ${differences.length} 处不同：新增 ${count('ADDED')}，删去 ${count('REMOVED')}，改动 ${count('VALUE')}，依据不同 ${count('BASIS')}`,
    `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}: ${count('ADDED')} added, ${count('REMOVED')} removed, ${count('VALUE')} changed, ${count('BASIS')} on another basis`,
  ];
}

/** Under a heading of their own; nothing where the samples agree. */
export function sampleLines(choices: readonly SampleDifference[]): readonly string[] {
  if (choices.length === 0) return [];
  return [
    '',
    `示例选择（sample.yaml）：共 ${choices.length} 处不同。它们只供演示，文件仍留作待定，由官员选定。`,
    `Choices of the sample (sample.yaml): ${choices.length} differ. They serve demonstrations; the files leave them open, for an officer to adopt.`,
    ...choices.flatMap(({ path, kind, words }) => [`${marks[kind]} ${path}`, `    ${words.zh}`, `    ${words.en}`]),
  ];
}
