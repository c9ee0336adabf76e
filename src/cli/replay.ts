import type { Command } from 'commander';
import { cutOf, instantOf, noTrail } from '../audit/as-known';
import { readHistory } from '../audit/history';
import { actorsIn, namesOf } from '../audit/names';
import { replay } from '../audit/replay';
import { timeline } from '../audit/timeline';
import { shanghaiDate } from '../clock';
import { ConfigError, readConfig, type Config } from '../config';
import { isBusinessDate, type BusinessDate } from '../domain/dates';
import { demonstrationStamp } from '../house';
import { openBeside } from './beside';

export interface ReplayOptions {
  readonly asOf?: string;
  readonly asKnown?: string;
  readonly lang: string;
  readonly json?: boolean;
  readonly team?: boolean;
}

/** Reads the log alone, beside a running server: no view is asked, so none can lag. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('重放一名教师或一个团队的档案 · replay the record of one teacher, or of one team')
    .argument('<teacher>', '教师（或团队）标识 · the id of the teacher, or of the team')
    .option('--as-of <date>', '截至该日成立，默认今天 · what held on that day; today if left out')
    .option('--as-known <instant>', '按该时刻（或该日）所知 · as known at that instant, or day')
    .option('--lang <zh|en>', '语言 · language', 'zh')
    .option('--json', '输出 JSON · as JSON')
    .option('--team', '该标识是团队 · the id is a team\'s')
    .action(async (teacher: string, options: ReplayOptions) => {
      process.stdout.write(await replayed(readConfig(process.env), teacher, options));
    });
}

/** Errors: ConfigError for a parameter that is none, or a teacher who is not there; those of the stores. */
export async function replayed(config: Config, teacher: string, { asOf, asKnown, lang, json, team }: ReplayOptions): Promise<string> {
  if (lang !== 'zh' && lang !== 'en') throw new ConfigError('--lang 应为 zh 或 en，请改正。', '--lang must be zh or en; correct it.');
  if (asOf !== undefined && !isBusinessDate(asOf)) throw new ConfigError(`“${asOf}”不是日期，请写作 2019-07-01。`, `"${asOf}" is no date; write 2019-07-01.`);
  const known = asKnown === undefined ? null : instantOf(asKnown);
  if (asKnown !== undefined && known === null) {
    throw new ConfigError(`“${asKnown}”不是时刻，请写作 2019-06-02T09:00:00+08:00 或 2019-06-02。`, `"${asKnown}" is no instant; write 2019-06-02T09:00:00+08:00 or 2019-06-02.`);
  }
  const day = asOf ?? (await businessDay(config));
  const { events, keys, close } = await openBeside(config);
  try {
    const cut = known === null ? null : await cutOf(events, noTrail, known);
    const read = replay(await readHistory({ events, keys }, teacher, cut, team === true ? 'TEAM' : 'PERSON'), day, known);
    if (read.revision < 0 && team === true) throw new ConfigError(`没有团队 ${teacher} 的登记。请检查标识。`, `No team ${teacher} is registered. Check the id.`);
    if (read.revision < 0) {
      throw new ConfigError(
        `${known === null ? '' : '按当时所知，'}没有教师 ${teacher} 的档案。请检查标识；按姓名查找请用 GET /roster?name=…。`,
        `There is no record of teacher ${teacher}${known === null ? '' : ' as known then'}. Check the id; to search by name use GET /roster?name=…`,
      );
    }
    const names = await namesOf({ events, keys }, actorsIn(read.entries));
    return json === true ? `${JSON.stringify({ ...read, names: Object.fromEntries(names), words: undefined }, null, 2)}\n` : timeline(read, lang, names);
  } finally {
    await close();
  }
}

/** Today, or the day at which a demonstration stands. */
async function businessDay(config: Config): Promise<BusinessDate> {
  return shanghaiDate((await demonstrationStamp(config))?.now ?? new Date().toISOString());
}
