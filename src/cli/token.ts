import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { ConfigError, readConfig } from '../config';
import { LAST_DAY } from '../demo/bureaux';
import type { Notice } from '../event-store/notice';
import { signLocalToken } from '../http/local-tokens';
import { readPersonas, type Personas } from './personas';

const HOUR_S = 3600;
/** An id that the server made: nobody types one for the name of a persona. */
const MADE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** `echelon token <who>`: a persona of the demonstration, or a person id. The token alone is on stdout. */
export function registerToken(program: Command): void {
  program
    .command('token')
    .description('签发本机令牌 · print a token signed with the key of the data folder')
    .argument('<who>', '演示角色或人员标识 · a persona of the demonstration, or a person id')
    .option('--hours <n>', '有效小时数 · for how many hours', '8')
    .action(async (who: string, { hours }: { readonly hours: string }) => {
      const token = await localToken(process.env, who, Number(hours));
      const note = noPersona(readPersonas(readConfig(process.env).data), who);
      if (note !== null) process.stderr.write(`… ${note.zh}\n… ${note.en}\n`);
      process.stdout.write(`${token}\n`);
    });
}

/** A persona misspelt is a person id that nobody has: the token is made, and what it is made for is said. */
export function noPersona(personas: Personas | undefined, who: string): Notice | null {
  if (personas === undefined || Object.hasOwn(personas, who) || MADE_ID.test(who)) return null;
  const known = Object.keys(personas);
  return { zh: `“${who}”不是演示角色（${known.join('、')}），已按人员标识签发。`, en: `"${who}" is no persona (${known.join(', ')}); the token is for the person of this id.` };
}

/** Errors: ConfigError. */
export async function localToken(env: NodeJS.ProcessEnv, who: string, hours: number): Promise<string> {
  const { data, issuer } = readConfig(env);
  if (issuer !== undefined) throw new ConfigError(`已配置 ECHELON_ISSUER，令牌由 ${issuer} 发放，不能在本机签发：请向其申领，或不设该变量。`, `ECHELON_ISSUER is set: tokens come from ${issuer} and are not made here. Ask there for one, or leave the variable out.`);
  if (!existsSync(data)) throw new ConfigError(`没有数据文件夹 ${data}。请先启动服务，或用 ECHELON_DATA 指明它。`, `There is no data folder ${data}. Start the server first, or name the folder in ECHELON_DATA.`);
  if (!(hours > 0 && hours <= 24 * 30)) throw new ConfigError('--hours 应为大于 0、不超过 720 的数，请改正。', '--hours must be a number above 0 and up to 720; correct it.');
  const personas = readPersonas(data);
  const persona = personas !== undefined && Object.hasOwn(personas, who) ? personas[who] : undefined;
  if (persona?.person === null) {
    const { from = LAST_DAY } = persona;
    throw new ConfigError(`演示中的 ${who} 到 ${from} 才出现：请先用 POST /demonstration/clock 把业务时钟拨到那一天之后。`, `${who} comes into the demonstration on ${from}: move its clock past that day first, with POST /demonstration/clock.`);
  }
  const person = persona?.person ?? who;
  if (!/^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u.test(person)) {
    const known = Object.keys(personas ?? {}).join(', ');
    throw new ConfigError(`“${who}”不是演示角色(${known === '' ? '无' : known})，也不是人员标识。请写二者之一；标识由字母、数字和 . _ : - 组成，不超过 80 个字符。`, `"${who}" is no persona (${known === '' ? 'there are none' : known}) and no person id. Give one of the two; an id is of letters, digits and . _ : -, 80 at most.`);
  }
  return signLocalToken(data, person, hours * HOUR_S, Date.now());
}
