import { accessSync, constants, mkdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { pino, type Logger } from 'pino';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError, readConfig, type Config } from '../config';
import { LAST_DAY } from '../demo/bureaux';
import { FIRST_OFFICER } from '../examples/given';
import { StoreRefusedError, StoreUnavailableError } from '../event-store/event-store';
import { NoticeError } from '../event-store/notice';
import { demonstrationStamp, openHouse, stampDemonstration, type House } from '../house';
import { withoutMessage } from '../http/problem-filter';
import { createServer } from '../main';
import { playWhereEmpty } from './demonstration';
import { addressOf, listening } from './listening';
import { readPersonas } from './personas';
import { tellFailure, told } from './told';
import { pauseAfter, WaitingServer } from './waiting';

/** Longer than a stop ever takes; after it the process ends whatever still holds it. */
const STOP_WITHIN_MS = 10_000;
const MINUTE_MS = 60_000;
const SHANGHAI: Intl.DateTimeFormatOptions = { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' };

export interface Running {
  readonly address: string;
  readonly house: House;
  stop(): Promise<void>;
}

export interface StartHooks {
  /** Aborted: whoever asked wants it no more; what is open is closed, and `serve` rejects. */
  readonly signal?: AbortSignal;
  readonly onWaiting?: (wait: Wait) => void;
}

/** A store is out of reach at `attempt`, counted from 1; the next one comes after `pauseMs`. Meanwhile `address` answers 503. */
export interface Wait {
  readonly error: StoreUnavailableError;
  readonly attempt: number;
  readonly pauseMs: number;
  readonly address: string;
}

/**
 * From a configuration to a listening server. While a store of the cluster profile is out of reach it is waited for, and
 * the address answers 503. Errors: the others of `openHouse`, ConfigError for an address that cannot be had.
 */
export async function serve(config: Config, log: Logger, show: (line: string) => void, hooks: StartHooks = {}): Promise<Running> {
  refuseNoAddress(config.issuer);
  refuseUnwritable(config.data);
  const { signal = new AbortController().signal, onWaiting } = hooks;
  let waiting: WaitingServer | undefined;
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await start(config, log, show, signal, waiting);
      } catch (error) {
        // A folder of this machine does not come back by itself; a server elsewhere does.
        if (config.profile !== 'cluster' || !(error instanceof StoreUnavailableError) || signal.aborted) throw error;
        waiting ??= await WaitingServer.open(config, error);
        waiting.because(error);
        const pauseMs = pauseAfter(attempt);
        onWaiting?.({ error, attempt, pauseMs, address: waiting.address });
        await setTimeout(pauseMs, undefined, { signal });
      }
    }
  } finally {
    await waiting?.close();
  }
}

/** One attempt. Nothing stays open when it fails. */
async function start(config: Config, log: Logger, show: (line: string) => void, signal: AbortSignal, waiting: WaitingServer | undefined): Promise<Running> {
  const demonstration = config.demonstration || (await demonstrationStamp(config)) !== undefined;
  const known = demonstration && config.firstOfficer === undefined ? { ...config, firstOfficer: FIRST_OFFICER } : config;
  const opening = openHouse(known, { onTrouble: (what, error) => log.warn({ what, ...trouble(error) }, 'trouble') });
  const house = await unlessAborted(opening, signal, (late) => late.close());
  let app: NestFastifyApplication | undefined;
  try {
    await playWhereEmpty(house, show, signal);
    await unlessAborted(house.start(), signal);
    const built = (app = await createServer(house, log));
    const port = waiting?.port ?? config.port;
    signal.throwIfAborted();
    // Last of all, so that there is hardly a moment at which nobody answers.
    await waiting?.close();
    await listening({ ...config, port }, () => built.listen(port, config.bind));
    signal.throwIfAborted();
    return new Serving(house, built);
  } catch (error) {
    await app?.close();
    await house.close();
    throw error;
  }
}

/** What `work` gives, or the signal's reason as soon as it is aborted; `late` is for what comes nevertheless. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, late?: (result: T) => Promise<void>): Promise<T> {
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    if (signal.aborted) work.then(late).catch(() => undefined);
    throw error;
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}

class Serving implements Running {
  readonly address: string;
  private readonly remembering: NodeJS.Timeout;
  private stopping: Promise<void> | undefined;

  constructor(readonly house: House, private readonly app: NestFastifyApplication) {
    this.address = addressOf(app.getHttpServer());
    // A demonstration that is killed goes on at most a minute earlier; recordedAt never goes back (design, section 5).
    this.remembering = setInterval(() => void this.remember().catch(() => undefined), MINUTE_MS).unref();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    clearInterval(this.remembering);
    const interrupted = this.house.meanwhile?.playing === true;
    await this.house.meanwhile?.stop();
    await this.app.close();
    // What was interrupted goes on from where the clock stood before it was moved.
    if (!interrupted) await this.remember();
    await this.house.close();
  }

  private async remember(): Promise<void> {
    const { config, clock, meanwhile } = this.house;
    if (meanwhile?.playing === true) return;
    if ((await demonstrationStamp(config)) !== undefined) await stampDemonstration(config, clock.now());
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/** JSON lines on stderr. `ECHELON_LOG`: info adds a line for each answer. Error: ConfigError. */
export function logOf({ ECHELON_LOG: level = 'warn' }: NodeJS.ProcessEnv): Logger {
  if (!LOG_LEVELS.includes(level)) throw new ConfigError(`ECHELON_LOG 应为以下之一，请更正：${LOG_LEVELS.join('、')}。`, `ECHELON_LOG must be one of ${LOG_LEVELS.join(', ')}; correct it.`);
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}

/** An issuer that is no address would otherwise show only with the first token. */
function refuseNoAddress(issuer: string | undefined): void {
  if (issuer === undefined || (URL.canParse(issuer) && /^https?:$/u.test(new URL(issuer).protocol))) return;
  throw new ConfigError(`ECHELON_ISSUER(${issuer})不是 http(s) 地址，请填写签发机构的地址。`, `ECHELON_ISSUER (${issuer}) is no http(s) address; give the address of the issuer.`);
}

function refuseUnwritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StoreRefusedError(
      { zh: `数据文件夹 ${folder} 无法写入。请检查它及上级文件夹的权限，或用 ECHELON_DATA 指定另一个文件夹。`, en: `The data folder ${folder} cannot be written. Check its permissions and those of the folder above, or name another one in ECHELON_DATA.` },
      { cause },
    );
  }
}

/** What the stores say of themselves names files and addresses only; any other message may quote a value. */
function trouble(error: unknown): object {
  return error instanceof NoticeError && error.notice !== undefined ? { error: error.name, notice: error.notice.en } : withoutMessage(error);
}

/** The bureaux whose programmes begin after the day on which the demonstration stands. */
const YEARS_LATER = { zh: '天桥、温州、某区、青岛的方案在此之后施行，拨动时钟即办理到那一天', en: 'The programmes of Tianqiao, Wenzhou, a district and Qingdao begin later; move the clock and they are carried out up to that day' };

async function welcome({ address, house: { config, clock, application } }: Running, show: (line: string) => void): Promise<void> {
  show(`\n梯队 Echelon  ${address}`);
  show(`  接口文档 · API          ${address}/docs`);
  const personas = readPersonas(config.data);
  show(`  业务时钟 · clock        ${new Date(clock.now()).toLocaleString('zh-CN', SHANGHAI)} · ${new Date(clock.now()).toLocaleString('en-GB', SHANGHAI)}${personas === undefined ? '' : ' (演示 · demonstration)'}`);
  if (personas !== undefined && clock.today() < LAST_DAY) {
    show(`  ${YEARS_LATER.zh}：POST ${address}/demonstration/clock {"now":"${LAST_DAY}"}`);
    show(`  ${YEARS_LATER.en}: POST ${address}/demonstration/clock {"now":"${LAST_DAY}"}`);
  }
  if (config.issuer !== undefined) show(`  令牌由 ${config.issuer} 发放 · tokens come from ${config.issuer}`);
  else {
    show('  令牌 · tokens');
    if (personas === undefined) show('    npm run -s echelon -- token <人员标识 · person id>');
    const width = Math.max(0, ...Object.keys(personas ?? {}).map(({ length }) => length));
    for (const [name, { zh, en, from }] of Object.entries(personas ?? {})) show(`    npm run -s echelon -- token ${name.padEnd(width)} # ${zh} · ${en}${from === undefined ? '' : ` (${from} 起 · from ${from})`}`);
  }
  if (config.firstOfficer === undefined && (await application.desk.world()).people.state.appointments.size === 0 && personas === undefined) {
    show('  尚无人任职，任何人都不能办理：请用 ECHELON_FIRST_OFFICER=<人员标识> 启动，由其登记单位并作首次任命');
    show('  Nobody holds a post, so nobody may act: start with ECHELON_FIRST_OFFICER=<person id>, who registers units and records the first appointment');
  }
  show('  按 Ctrl-C 停止 · Ctrl-C stops\n');
}

/** On stderr, so that an operator who waits for the server knows what it waits for. */
function tellWaiting({ error, attempt, pauseMs, address }: Wait): void {
  const { notice } = told(error);
  const seconds = pauseMs / 1_000;
  const first = attempt > 1 ? { zh: '', en: '' } : { zh: `在此之前 ${address} 以 503 应答；按 Ctrl-C 停止。`, en: ` Until then ${address} answers 503; Ctrl-C stops.` };
  process.stderr.write(`\n… ${notice.zh}${seconds} 秒后再次尝试。${first.zh}\n… ${notice.en} Next attempt in ${seconds} s.${first.en}\n`);
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
        globalThis.setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
        // While it still starts, `serve` itself closes what is open, and rejects.
        running?.stop().then(() => process.exit(0), (error: unknown) => {
          tellFailure(error);
          process.exit(1);
        });
      };
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
      try {
        running = await serve(readConfig(process.env, options), logOf(process.env), show, { signal: stopped.signal, onWaiting: tellWaiting });
        await welcome(running, show);
      } catch (error) {
        if (stopped.signal.aborted) process.exit(0);
        tellFailure(error);
        process.exit();
      }
    });
}
