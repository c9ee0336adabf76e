import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { ConfigError, readConfig, type Config } from '../config';
import type { JsonObject } from '../domain/facts';
import { NoticeError, type Notice } from '../event-store/notice';
import { importKinds } from '../imports/fields';
import { logOf, serve } from './serve';
import { localToken } from './token';

export interface ImportCommand {
  readonly as: string;
  readonly dryRun: boolean;
  readonly mapping?: string;
  readonly passing: boolean;
  readonly distinct: boolean;
  readonly server?: string;
  readonly closed: boolean;
  readonly json: boolean;
  readonly lang: string;
}

/** What the server said no to: its sentences as they are. */
class RefusedByServer extends NoticeError {
  constructor(notice: Notice) {
    super(notice);
  }
}

/** Times that an answer of 503 is asked again. */
const PATIENCE = 10;

interface Reached {
  readonly address: string;
  readonly token: string;
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** `echelon import`: exit code 1 where something has to be corrected or answered first. */
export function registerImport(program: Command): void {
  program
    .command('import')
    .description('导入 xlsx 或 csv · import an xlsx or csv as the bureau has it')
    .argument('<kind>', `种类 · one of ${importKinds.join(', ')}`)
    .argument('<file>', '文件 · the file')
    .requiredOption('--as <who>', '演示角色或人员标识 · a persona of the demonstration, or a person id')
    .option('--dry-run', '只列出问题，不保存 · say what is wrong in each cell and store nothing', false)
    .option('--mapping <file|proposed>', '确认各列的含义：JSON 文件，或 proposed 按建议 · confirm the columns by a JSON file, or as proposed')
    .option('--passing', '有不通过的行时仍导入其余的行 · import the rows that pass', false)
    .option('--distinct', '同校同名者已核实为不同的人 · namesakes at one school were found to be different people', false)
    .option('--server <url>', '运行中的服务地址，默认按 ECHELON_BIND 与 ECHELON_PORT · the running server')
    .option('--closed', '服务未运行：直接打开数据文件夹 · no server runs: open the data folder', false)
    .option('--json', '输出 JSON · as JSON', false)
    .option('--lang <zh|en>', '语言 · language', 'zh')
    .action(async (kind: string, file: string, options: ImportCommand) => {
      const done = await imported(process.env, kind, file, options);
      process.stdout.write(options.json ? `${JSON.stringify(done.report, null, 2)}\n` : `${linesOf(done.report, options.lang === 'en' ? 'en' : 'zh').join('\n')}\n`);
      if (!done.passed) process.exitCode = 1;
    });
}

/** Errors: ConfigError; RefusedByServer where the server refuses the file or the person. */
export async function imported(env: NodeJS.ProcessEnv, kind: string, file: string, options: ImportCommand): Promise<{ readonly report: JsonObject; readonly passed: boolean }> {
  if (!importKinds.some((one) => one === kind)) throw new ConfigError(`没有种类“${kind}”，可用：${importKinds.join('、')}。`, `There is no kind "${kind}"; use one of ${importKinds.join(', ')}.`);
  if (options.lang !== 'zh' && options.lang !== 'en') throw new ConfigError('--lang 应为 zh 或 en，请改正。', '--lang must be zh or en; correct it.');
  if (options.closed && options.server !== undefined) throw new ConfigError('--closed 与 --server 只能用其一，请去掉一个。', 'Use --closed or --server, not both: leave one out.');
  const bytes = contentOf(file);
  const config = readConfig(env);
  if (!options.closed) return through({ address: options.server ?? addressOf(config), token: await tokenOf(env, options.as) }, kind, bytes, options);
  // The same server, with nobody else to answer, so that there is one way in and not two.
  const running = await serve({ ...config, port: 0, demonstration: false }, logOf(env), () => undefined);
  try {
    return await through({ address: running.address, token: await tokenOf(env, options.as) }, kind, bytes, options);
  } finally {
    await running.stop();
  }
}

async function through(reached: Reached, kind: string, bytes: Uint8Array<ArrayBuffer>, { dryRun, mapping, passing, distinct }: ImportCommand): Promise<{ readonly report: JsonObject; readonly passed: boolean }> {
  const query = (dry: boolean): string => `/imports?kind=${kind}${dry ? '&dryRun=true' : ''}${passing ? '&rows=passing' : ''}${distinct ? '&namesakes=distinct' : ''}`;
  const dry = expected(await ask(reached, query(true), bytes, 'application/octet-stream'), [200]);
  if (mapping !== undefined) await confirmed(reached, kind, dry.body, mapping);
  if (dryRun || kind === 'seats') {
    const report = mapping === undefined ? dry.body : expected(await ask(reached, query(true), bytes, 'application/octet-stream'), [200]).body;
    return { report, passed: numberOf(report, 'wrong') === 0 && numberOf(report, 'questions') === 0 };
  }
  const done = await ask(reached, query(false), bytes, 'application/octet-stream');
  const stopped = done.body['report'];
  // What stands in the way is told row by row, above the sentence that sums it up.
  if (isObject(stopped)) return { report: { ...stopped, stopped: done.body['sentences'] ?? null }, passed: false };
  return { report: expected(done, [200, 202]).body, passed: true };
}

/** Columns of every sheet that is read: as the dry run proposes them, or as the file says. */
async function confirmed(reached: Reached, kind: string, report: JsonObject, mapping: string): Promise<void> {
  const given = mapping === 'proposed' ? null : mappingOf(mapping);
  for (const sheet of report['sheets'] as readonly JsonObject[]) {
    if (sheet['read'] !== true) continue;
    const columns = given?.['columns'] ?? (sheet['columns'] as readonly JsonObject[]).map(({ header, field, values, months }) => ({ header: header ?? '', field: field ?? null, values: values ?? {}, months: months ?? null }));
    const constants = given?.['constants'] ?? sheet['constants'] ?? {};
    expected(await ask(reached, '/import-mappings', JSON.stringify({ unit: report['unit'], kind, columns, constants }), 'application/json'), [200]);
    if (given !== null) return;
  }
}

function mappingOf(file: string): JsonObject {
  try {
    const read: unknown = JSON.parse(Buffer.from(contentOf(file)).toString('utf8'));
    if (isObject(read) && Array.isArray(read['columns'])) return read;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ConfigError(`${file} 不是列对应文件。应为 JSON：{ "columns": [{ "header": …, "field": … }], "constants": {} }；可由 --dry-run --json 的 sheets 得到。`, `${file} is no mapping. It must be JSON: { "columns": [{ "header": …, "field": … }], "constants": {} }; sheets of --dry-run --json have it.`);
}

async function ask({ address, token }: Reached, path: string, body: Uint8Array<ArrayBuffer> | string, type: string): Promise<Answer> {
  let response: Response;
  try {
    const send = (): Promise<Response> => fetch(`${address}${path}`, { method: 'POST', body, headers: { authorization: `Bearer ${token}`, 'content-type': type } });
    response = await send();
    // A server that has just started is still reading the names that namesakes are looked for among.
    for (let again = 0; response.status === 503 && again < PATIENCE; again += 1) {
      await response.arrayBuffer();
      await setTimeout(Number(response.headers.get('retry-after') ?? '1') * 1_000);
      response = await send();
    }
  } catch {
    throw new ConfigError(`${address} 没有服务应答。请先启动服务，或用 --server 指明其地址；服务不运行时用 --closed。`, `No server answers at ${address}. Start it, name its address with --server, or use --closed where none runs.`);
  }
  return { status: response.status, body: (await response.json()) as JsonObject };
}

function expected(answer: Answer, statuses: readonly number[]): Answer {
  if (statuses.includes(answer.status)) return answer;
  const { sentences, detail } = answer.body;
  const said = isObject(sentences) ? sentences : { zh: detail ?? String(answer.status), en: detail ?? String(answer.status) };
  throw new RefusedByServer({ zh: String(said['zh']), en: String(said['en']) });
}

function contentOf(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new ConfigError(`无法读取文件 ${file}（${(error as NodeJS.ErrnoException).code ?? ''}）。请检查路径和权限。`, `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? ''}). Check its path and permissions.`);
  }
}

/** `ECHELON_TOKEN` where an issuer gives tokens out, else one made here. */
async function tokenOf(env: NodeJS.ProcessEnv, who: string): Promise<string> {
  return env['ECHELON_TOKEN'] ?? localToken(env, who, 1);
}

function addressOf({ bind, port }: Config): string {
  return `http://${bind.includes(':') ? `[${bind}]` : bind}:${port}`;
}

/** What a person at a terminal needs: columns, counts, every cell that is wrong, and what to do next. */
export function linesOf(report: JsonObject, lang: 'zh' | 'en'): readonly string[] {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const lines: string[] = [];
  for (const sheet of report['sheets'] as readonly JsonObject[]) {
    if (sheet['read'] !== true) {
      lines.push(say(`${String(sheet['sheet'])}：没有这类表头，未读取`, `${String(sheet['sheet'])}: no headers of this kind, not read`));
      continue;
    }
    lines.push(`${String(sheet['sheet'])}: ${sheet['confirmed'] === true ? say('列已确认', 'columns confirmed') : say('列待确认（--mapping proposed 或文件）', 'columns to be confirmed (--mapping proposed, or a file)')}`);
    for (const { column, header, field } of sheet['columns'] as readonly JsonObject[]) lines.push(`  ${String(column).padEnd(3)} ${String(header)} → ${field === null ? '—' : String(field)}`);
    for (const missing of sheet['missing'] as readonly JsonObject[]) lines.push(`  ! ${say('缺少', 'missing')} ${String(missing[lang])} (${String(missing['field'])})`);
  }
  for (const hidden of report['hiddenSheets'] as readonly string[]) lines.push(say(`${hidden}：隐藏的工作表，未读取`, `${hidden}: a hidden sheet, not read`));
  const marks: { readonly [severity: string]: string } = { ERROR: '✗', QUESTION: '?', NOTE: '·' };
  for (const problem of report['problems'] as readonly JsonObject[]) lines.push(`${marks[String(problem['severity'])] ?? ' '} ${String(problem['sheet'])}!${problem['column'] === null ? '' : String(problem['column'])}${String(problem['row'])} ${String(problem[lang])}`);
  if (typeof report['more'] === 'number' && report['more'] > 0) lines.push(say(`… 另有 ${report['more']} 处`, `… and ${report['more']} more`));
  const counted = (name: string): number => numberOf(report, name);
  lines.push(say(`${counted('rows')} 行：新增 ${counted('new')}，已有 ${counted('there')}，不通过 ${counted('wrong')}，待核实 ${counted('questions')}`, `${counted('rows')} rows: ${counted('new')} new, ${counted('there')} on record, ${counted('wrong')} wrong, ${counted('questions')} to be looked at`));
  if (report['recommendationSeats'] !== undefined) lines.push(say(`名额合计 ${String(report['total'])}`, `${String(report['total'])} seats in all`), JSON.stringify(report['recommendationSeats']));
  for (const { useCase, rows, operation, pending } of (report['outcomes'] ?? []) as readonly JsonObject[]) lines.push(`${pending === true ? '…' : '✓'} ${String(useCase)} ${String(rows)}${operation === null ? '' : ` /operations/${String(operation)}`}`);
  const { stopped } = report;
  if (isObject(stopped)) lines.push(`✗ ${String(stopped[lang])}`);
  return lines;
}

function numberOf(report: JsonObject, name: string): number {
  const counts = report['counts'];
  return isObject(counts) ? Number(counts[name] ?? 0) : 0;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
