import { accessSync, constants, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { pino, type Logger } from 'pino';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError, readConfig, type Config } from '../config';
import { FIRST_OFFICER } from '../demo/play';
import { StoreRefusedError } from '../event-store/event-store';
import { NoticeError } from '../event-store/notice';
import { demonstrationStamp, openHouse, stampDemonstration, type House } from '../house';
import { withoutMessage } from '../http/problem-filter';
import { createServer } from '../main';
import { playWhereEmpty } from './demonstration';
import { readPersonas } from './personas';
import { tellFailure } from './told';

/** Longer than a stop ever takes; after it the process ends whatever still holds it. */
const STOP_WITHIN_MS = 10_000;
const MINUTE_MS = 60_000;
const SHANGHAI: Intl.DateTimeFormatOptions = { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' };

export interface Running {
  readonly address: string;
  readonly house: House;
  stop(): Promise<void>;
}

/** From a configuration to a listening server. Errors: those of `openHouse`, ConfigError for an address that cannot be had. */
export async function serve(config: Config, log: Logger, show: (line: string) => void): Promise<Running> {
  refuseNoAddress(config.issuer);
  refuseUnwritable(config.data);
  const demonstration = config.demonstration || (await demonstrationStamp(config)) !== undefined;
  const told = demonstration && config.firstOfficer === undefined ? { ...config, firstOfficer: FIRST_OFFICER } : config;
  const house = await openHouse(told, { onTrouble: (what, error) => log.warn({ what, ...trouble(error) }, 'trouble') });
  let app: NestFastifyApplication | undefined;
  try {
    await playWhereEmpty(house, show);
    await house.start();
    app = await createServer(house, log);
    await listen(app, config);
  } catch (error) {
    await app?.close();
    await house.close();
    throw error;
  }
  return new Serving(house, app);
}

class Serving implements Running {
  readonly address: string;
  private readonly remembering: NodeJS.Timeout;
  private stopping: Promise<void> | undefined;

  constructor(readonly house: House, private readonly app: NestFastifyApplication) {
    const { address, port, family } = app.getHttpServer().address() as AddressInfo;
    this.address = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    // A demonstration that is killed goes on at most a minute earlier; recordedAt never goes back (design, section 5).
    this.remembering = setInterval(() => void this.remember().catch(() => undefined), MINUTE_MS).unref();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    clearInterval(this.remembering);
    await this.app.close();
    await this.remember();
    await this.house.close();
  }

  private async remember(): Promise<void> {
    const { config, clock } = this.house;
    if ((await demonstrationStamp(config)) !== undefined) await stampDemonstration(config, clock.now());
  }
}

async function listen(app: NestFastifyApplication, { bind, port }: Config): Promise<void> {
  try {
    await app.listen(port, bind);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new ConfigError(`${bind} 的端口 ${port} 已被占用。请停止占用它的程序,或用 ECHELON_PORT 指定另一个端口。`, `Port ${port} of ${bind} is taken. Stop the program that has it, or name another port in ECHELON_PORT.`);
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new ConfigError(`不能在 ${bind}:${port} 监听(${code})。请检查 ECHELON_BIND 与 ECHELON_PORT;1024 以下的端口需要权限。`, `The server may not listen on ${bind}:${port} (${code}). Check ECHELON_BIND and ECHELON_PORT; ports below 1024 need a privilege.`);
    }
    throw error;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/** JSON lines on stderr. `ECHELON_LOG`: info adds a line for each answer. Error: ConfigError. */
export function logOf({ ECHELON_LOG: level = 'warn' }: NodeJS.ProcessEnv): Logger {
  if (!LOG_LEVELS.includes(level)) throw new ConfigError(`ECHELON_LOG 应为以下之一,请更正:${LOG_LEVELS.join('、')}。`, `ECHELON_LOG must be one of ${LOG_LEVELS.join(', ')}; correct it.`);
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}

/** An issuer that is no address would otherwise show only with the first token. */
function refuseNoAddress(issuer: string | undefined): void {
  if (issuer === undefined || (URL.canParse(issuer) && /^https?:$/u.test(new URL(issuer).protocol))) return;
  throw new ConfigError(`ECHELON_ISSUER(${issuer})不是 http(s) 地址,请填写签发机构的地址。`, `ECHELON_ISSUER (${issuer}) is no http(s) address; give the address of the issuer.`);
}

function refuseUnwritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StoreRefusedError(
      { zh: `数据文件夹 ${folder} 无法写入。请检查它及上级文件夹的权限,或用 ECHELON_DATA 指定另一个文件夹。`, en: `The data folder ${folder} cannot be written. Check its permissions and those of the folder above, or name another one in ECHELON_DATA.` },
      { cause },
    );
  }
}

/** What the stores say of themselves names files and addresses only; any other message may quote a value. */
function trouble(error: unknown): object {
  return error instanceof NoticeError && error.notice !== undefined ? { error: error.name, notice: error.notice.en } : withoutMessage(error);
}

function welcome({ address, house: { config, clock } }: Running, show: (line: string) => void): void {
  show(`\n梯队 Echelon  ${address}`);
  show(`  接口文档 · API          ${address}/docs`);
  const personas = readPersonas(config.data);
  show(`  业务时钟 · clock        ${new Date(clock.now()).toLocaleString('zh-CN', SHANGHAI)} · ${new Date(clock.now()).toLocaleString('en-GB', SHANGHAI)}${personas === undefined ? '' : ' (演示 · demonstration)'}`);
  if (config.issuer !== undefined) show(`  令牌由 ${config.issuer} 发放 · tokens come from ${config.issuer}`);
  else {
    show('  令牌 · tokens');
    if (personas === undefined) show('    npm run -s echelon -- token <人员标识 · person id>');
    for (const [name, { zh, en }] of Object.entries(personas ?? {})) show(`    npm run -s echelon -- token ${name.padEnd(12)} # ${zh} · ${en}`);
  }
  show('  按 Ctrl-C 停止 · Ctrl-C stops\n');
}

/** `echelon serve`: runs until a signal ends it. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('启动服务 · start the server')
    .option('--empty', '不载入演示数据 · without the demonstration', false)
    .option('--demo', '在集群存储上也载入演示数据 · the demonstration on a cluster store too', false)
    .action(async (options: { readonly empty: boolean; readonly demo: boolean }) => {
      const show = (line: string): void => void process.stdout.write(`${line}\n`);
      const stopped = new AbortController();
      let running: Running | undefined;
      const stop = (): void => {
        // Whoever asks twice does not want to wait.
        if (stopped.signal.aborted) process.exit(130);
        stopped.abort();
        setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
        // While it still starts there is nothing to close that a kill would harm: every command is whole or absent.
        if (running === undefined) process.exit(130);
        running.stop().then(() => process.exit(0), (error: unknown) => {
          tellFailure(error);
          process.exit(1);
        });
      };
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
      try {
        running = await serve(readConfig(process.env, options), logOf(process.env), show);
        welcome(running, show);
      } catch (error) {
        tellFailure(error);
        process.exit();
      }
    });
}
