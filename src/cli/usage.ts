import type { Argument, Command, CommanderError, Option } from 'commander';
import type { Notice } from '../event-store/notice';

const HELP = 'npm run -s echelon -- --help';

/** By commander's code: what is wrong with the command line and what to do. `what` is the word that commander quotes. */
const sentences: { readonly [code: string]: (what: string) => Notice } = {
  'commander.unknownCommand': (what) => ({ zh: `没有命令“${what}”。请在该处改写 --help，查看可用的命令。`, en: `There is no command "${what}". Write --help in its place to see those that there are.` }),
  'commander.unknownOption': (what) => ({ zh: `没有选项 ${what}。请在命令后加 --help 查看可用的选项。`, en: `There is no option ${what}. Put --help behind the command to see its options.` }),
  'commander.missingArgument': (what) => ({ zh: `缺少参数 <${what}>。请补上；在命令后加 --help 可查看其含义。`, en: `The argument <${what}> is missing. Add it; --help behind the command says what it means.` }),
  'commander.missingMandatoryOptionValue': (what) => ({ zh: `缺少必需的选项 ${what}。请补上；在命令后加 --help 可查看其含义。`, en: `The option ${what} is missing and has to be given. Add it; --help behind the command says what it means.` }),
  'commander.optionMissingArgument': (what) => ({ zh: `选项 ${what} 缺少值。请在其后写上。`, en: `The option ${what} lacks its value. Write it behind the option.` }),
  'commander.excessArguments': (what) => ({ zh: `命令 ${what} 的参数过多。请删去多余的；含空格的参数须加引号。`, en: `The command ${what} was given too many arguments. Leave out what is too much; quote an argument that holds spaces.` }),
};

const titles: { readonly [title: string]: string } = { 'Usage:': '用法 · Usage:', 'Arguments:': '参数 · Arguments:', 'Options:': '选项 · Options:', 'Commands:': '命令 · Commands:' };

/** Lets a wrong command line end in a CommanderError, for `usageNotice`, and help be read in both languages. Before commands are added. */
export function inBothLanguages(program: Command): Command {
  return program
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, optionDescription: describedIn, argumentDescription: describedIn })
    .helpOption('-h, --help', '显示帮助 · display help')
    .helpCommand('help [command]', '某个命令的帮助 · help for a command');
}

/** Behind what is said of an option or argument, that it has to be given, or what holds without it. */
function describedIn({ description, defaultValue, ...more }: Option | Argument): string {
  if ('mandatory' in more && more.mandatory) return `${description}（必需 · required）`;
  return defaultValue === undefined || defaultValue === false ? description : `${description}（默认 · default: ${String(defaultValue)}）`;
}

/** Help has been shown, because it was asked for or because no command was named: nothing is left to say. */
export function wasHelp({ code }: CommanderError): boolean {
  return code === 'commander.help' || code === 'commander.helpDisplayed';
}

/** A command line that is wrong, as a person reads it. */
export function usageNotice({ code, message }: CommanderError): Notice {
  const what = /'([^']*)'/u.exec(message)?.[1] ?? '';
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/u.exec(message)?.[1];
  const { zh, en } = sentences[code]?.(what) ?? { zh: `命令行有误（${message}）。请用 ${HELP} 查看用法。`, en: `The command line is wrong (${message}). ${HELP} says how it is used.` };
  return meant === undefined ? { zh, en } : { zh: `${zh}是否指 ${meant.replaceAll(', ', '、')}？`, en: `${en} Did you mean ${meant}?` };
}
