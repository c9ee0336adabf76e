import { Command, CommanderError } from 'commander';
import { told } from './told';
import { inBothLanguages, wasHelp } from './usage';

/** What a command line says and how it ends. */
async function run(...argv: readonly string[]): Promise<{ readonly zh: string; readonly en: string; readonly exitCode: number; readonly written: string; readonly done: boolean }> {
  let written = '';
  let done = false;
  const program = inBothLanguages(new Command('echelon'));
  program.configureOutput({ writeOut: (text) => (written += text), writeErr: (text) => (written += text) });
  program.command('replay').argument('<teacher>', '教师标识 · the teacher\'s id').option('--as-of <date>', '截至该日 · on that day').action(() => void (done = true));
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

describe('a wrong command line', () => {
  it.each([
    [['repaly', 'x'], /没有命令“repaly”。请.*是否指 replay？/, /no command "repaly".*Did you mean replay\?/],
    [['projections', 'nonsense'], /没有命令“nonsense”。请/, /no command "nonsense".*lists/],
    [['replay'], /缺少参数 <teacher>。请/, /<teacher> is missing\. Add it/],
    [['replay', 'x', '--as-of'], /选项 --as-of <date> 缺少值。请/, /--as-of <date> lacks its value\. Write/],
    [['replay', 'x', '--nonsense'], /没有选项 --nonsense。请/, /no option --nonsense\. Put --help/],
    [['replay', 'x', 'y'], /命令 replay 的参数过多。请/, /replay was given too many arguments\. Leave out/],
  ] as const)('%j is told in both languages, with what to do, and does nothing', async (argv, zh, en) => {
    const said = await run(...argv);
    expect(said.zh).toMatch(zh);
    expect(said.en).toMatch(en);
    expect(said).toMatchObject({ exitCode: 1, written: '', done: false });
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

  it('is not shown for a right command line', async () => {
    expect(await run('replay', 'x', '--as-of', '2019-01-01')).toMatchObject({ exitCode: 0, written: '', done: true });
  });
});
