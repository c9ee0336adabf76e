import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { commandLine } from './commands';
import { told } from './told';
import { inBothLanguages, wasHelp } from './usage';

/** What a command line says and how it ends. */
async function run(...argv: readonly string[]): Promise<{ readonly zh: string; readonly en: string; readonly exitCode: number; readonly written: string; readonly done: boolean }> {
  let written = '';
  let done = false;
  const program = inBothLanguages(new Command('echelon'));
  program.configureOutput({ writeOut: (text) => (written += text), writeErr: (text) => (written += text) });
  program.command('replay').argument('<teacher>', '教师标识 · the teacher\'s id').option('--as-of <date>', '截至该日 · on that day').option('--lang <zh|en>', '语言 · language', 'zh').option('--json', '输出 JSON · as JSON', false).action(() => void (done = true));
  program.command('skip').argument('<key>').requiredOption('--reason <text>', '原因 · why').action(() => void (done = true));
  program.command('projections').command('status').action(() => void (done = true));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return { zh: '', en: '', exitCode: 0, written, done };
  } catch (error) {
    expect(error).toBeInstanceOf(CommanderError);
    const { notice, exitCode } = told(error);
    const nothing = { zh: '', en: '' };
    return { ...(error instanceof CommanderError && wasHelp(error) ? nothing : notice), exitCode, written, done };
  }
}

function commandsOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(commandsOf);
}

/** Of every command, a line for each thing that it asks for and is not given, and for what it does not know. */
function wrongLines(program: Command): readonly string[][] {
  return commandsOf(program).flatMap((command) => {
    const path: string[] = [];
    for (let at: Command | null = command; at !== null && at !== program; at = at.parent) path.unshift(at.name());
    const mandatory = command.options.filter((option) => option.mandatory);
    const given = mandatory.flatMap(({ long }) => [long ?? '', 'x']);
    const asked = command.registeredArguments.filter((argument) => argument.required).map(() => 'x');
    const most = command.registeredArguments.map(() => 'x');
    return [
      [...path, ...asked, ...given, '--no-such-option'],
      ...asked.map((_, index) => [...path, ...asked.slice(0, index), ...given]),
      ...mandatory.map((left) => [...path, ...asked, ...mandatory.filter((one) => one !== left).flatMap(({ long }) => [long ?? '', 'x'])]),
      ...command.options.filter((option) => option.required).map(({ long }) => [...path, ...asked, ...given, long ?? '']),
      ...(command.registeredArguments.at(-1)?.variadic === true ? [] : [[...path, ...most, ...given, 'y']]),
    ];
  }).concat([['no-such-command'], ['programme', 'no-such-command'], ['projections', 'no-such-command'], ['--no-such-option']]);
}

describe('a wrong command line', () => {
  it.each([
    [['repaly', 'x'], /没有命令“repaly”。请.*是否指 replay？/, /no command "repaly".*Did you mean replay\?/],
    [['projections', 'nonsense'], /没有命令“nonsense”。请在该处改写 --help/, /no command "nonsense"\. Write --help in its place/],
    [['replay'], /缺少参数 <teacher>。请/, /<teacher> is missing\. Add it/],
    [['skip', 'k'], /缺少必需的选项 --reason <text>。请补上/, /--reason <text> is missing and has to be given\. Add/],
    [['replay', 'x', '--as-of'], /选项 --as-of <date> 缺少值。请/, /--as-of <date> lacks its value\. Write/],
    [['replay', 'x', '--nonsense'], /没有选项 --nonsense。请/, /no option --nonsense\. Put --help/],
    [['replay', 'x', 'y'], /命令 replay 的参数过多。请/, /replay was given too many arguments\. Leave out/],
  ] as const)('%j is told in both languages, with what to do, and does nothing', async (argv, zh, en) => {
    const said = await run(...argv);
    expect(said.zh).toMatch(zh);
    expect(said.en).toMatch(en);
    expect(said).toMatchObject({ exitCode: 1, written: '', done: false });
  });

  it.each(wrongLines(commandLine()).map((argv) => [argv.join(' '), argv] as const))('%s of the product is told in both languages, with what to do', async (_line, argv) => {
    const program = commandLine();
    // A line that were right would do what it says.
    for (const command of commandsOf(program)) command.action(() => { throw new Error('it is taken'); });
    const error: unknown = await program.parseAsync([...argv], { from: 'user' }).then(() => null, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommanderError);
    const { zh, en } = told(error).notice;
    expect(zh).toMatch(/请/u);
    expect([zh, en].join(' ')).not.toMatch(/error:/u);
    expect(en).toMatch(/\. .+\.$/u);
  });

  it('whatever else commander finds is told with its own words', () => {
    expect(told(new CommanderError(1, 'commander.conflictingOption', 'error: these two'))).toMatchObject({ exitCode: 1, notice: { zh: expect.stringMatching(/error: these two.*请/) as string, en: expect.stringMatching(/error: these two/) as string } });
  });
});

describe('help', () => {
  it.each([[['--help'], 0], [['replay', '--help'], 0], [[], 1], [['projections'], 1]] as const)('%j has its headings in both languages and ends with %i', async (argv, exitCode) => {
    const said = await run(...argv);
    expect(said).toMatchObject({ zh: '', en: '', exitCode, done: false });
    expect(said.written).toMatch(/用法 · Usage:[^]*选项 · Options:[^]*显示帮助 · display help/);
  });

  it('says which options have to be given and what holds without the others, in both languages', async () => {
    expect((await run('skip', '--help')).written).toContain('原因 · why（必需 · required）');
    expect((await run('replay', '--help')).written).toMatch(/语言 · language（默认 · default: zh）/u);
    expect((await run('replay', '--help')).written).toMatch(/--json +输出 JSON · as JSON$/mu);
  });

  it.each(commandsOf(commandLine()).map((command) => [command.name(), command] as const))('of %s calls each argument and option in both languages', (_name, command) => {
    expect([command.description(), ...command.registeredArguments.map(({ description }) => description), ...command.options.map(({ description }) => description)].filter((words) => !/\p{Script=Han}.* · .*[a-z]/u.test(words))).toEqual([]);
  });

  it('is not shown for a right command line', async () => {
    expect(await run('replay', 'x', '--as-of', '2019-01-01')).toMatchObject({ exitCode: 0, written: '', done: true });
  });
});
