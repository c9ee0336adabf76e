import type { Command } from 'commander';
import { whatIf, type Otherwise, type Period, type WhatIf } from '../audit/what-if';
import { ConfigError, readConfig, type Config } from '../config';
import { isBusinessDate } from '../domain/dates';
import type { Notice } from '../event-store/notice';
import { openBeside } from './beside';
import { programmeIn } from './programme-in';

export interface WhatIfOptions {
  readonly over: string;
  readonly json?: boolean;
}

/** Reads the log alone, beside a running server, as `replay` does. */
export function registerWhatIf(program: Command): void {
  const programme = program.commands.find((command) => command.name() === 'programme') ?? program.command('programme').description('方案文件 · rule files');
  programme
    .command('what-if')
    .description('以草案重判一段时间内已作的决定，列出结果会不同的人 · take recorded decisions again under a draft and list who would have been decided otherwise')
    .argument('<draft>', '草案的方案文件夹 · the draft\'s folder')
    .requiredOption('--over <dates>', '起止日期，如 2019-01-01..2019-12-31 · from and to, such as 2019-01-01..2019-12-31')
    .option('--json', '输出 JSON · as JSON')
    .action(async (draft: string, options: WhatIfOptions) => {
      process.stdout.write(await whatIfOver(readConfig(process.env), draft, options));
    });
}

/** Errors: ConfigError for a draft that cannot be read and for dates that are none; those of the stores. */
export async function whatIfOver(config: Config, draft: string, { over, json }: WhatIfOptions): Promise<string> {
  const period = periodOf(over);
  const programme = programmeIn(draft);
  const { events, keys, close } = await openBeside(config);
  try {
    const answer = await whatIf({ events, keys }, programme, period);
    return json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${linesOf(answer).join('\n')}\n`;
  } finally {
    await close();
  }
}

function periodOf(over: string): Period {
  const [from = '', to = from, ...more] = over.split('..');
  if (more.length > 0 || !isBusinessDate(from) || !isBusinessDate(to) || from > to) {
    throw new ConfigError(`“${over}”不是起止日期，请写作 2019-01-01..2019-12-31，前者不晚于后者。`, `"${over}" is no period; write 2019-01-01..2019-12-31, the first day not after the last.`);
  }
  return { from, to };
}

/** Round by round, as a drafter reads it. */
export function linesOf({ programme, version, period, redecided, asTheyStand, otherwise, unanswered }: WhatIf): readonly string[] {
  const lines = [`${programme} v${version} · ${period.from} – ${period.to}`];
  const counts = Object.values(redecided);
  const again = counts.reduce((sum, count) => sum + count, 0);
  if (again + unanswered.length === 0) {
    lines.push('这段时间内没有按此方案作出的、可以重判的决定；请核对日期和方案。', 'Nothing that could be decided again was decided by this programme in that time; check the dates and the programme.');
    return lines;
  }
  for (const one of otherwise) lines.push(...told(one));
  for (const { event, type, words } of unanswered) lines.push(`? ${type} ${event}`, `    ${words.zh}`, `    ${words.en}`);
  const list = (of: { readonly [type: string]: number }): string => Object.entries(of).map(([type, count]) => `${type} ${count}`).join(', ');
  lines.push(`重判 ${again} 项决定（${list(redecided)}），${otherwise.length} 人结果不同，${unanswered.length} 项无从重判`);
  lines.push(`${again} decisions taken again (${list(redecided)}), ${otherwise.length} persons decided otherwise, ${unanswered.length} that cannot be`);
  if (Object.keys(asTheyStand).length > 0) {
    lines.push(`未重判（取决于通知、他人的判断或前述决定）：${list(asTheyStand)}`);
    lines.push(`Not taken again (they rest on the notice, on a person's judgement or on a decision above): ${list(asTheyStand)}`);
  }
  return lines;
}

function told({ event, type, on, round, tier, teacher, was, would }: Otherwise): readonly string[] {
  const both = (language: keyof Notice, then: string, now: string): string => `    ${then}${was.words[language]}；${now}${would.words[language]}`;
  return [`≠ ${on} ${type} ${teacher} (${tier}, ${round}, ${event})`, both('zh', '当时：', '草案：'), both('en', 'then: ', 'draft: ').replace('；', '; ')];
}
