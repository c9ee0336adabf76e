import { randomBytes } from 'node:crypto';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { projections, VIEW_SET } from '../../projections/all';
import { SystemClock } from '../clock';
import { ConfigError, readConfig, type Config } from '../config';
import { StoreRefusedError, type EventStore, type Position } from '../event-store/event-store';
import { countEvents } from '../projector/counting';
import { Lease } from '../projector/lease';
import { Projector } from '../projector/projector';
import { buildCheckpointName, checkpointName, versions, type SetRecord } from '../projector/register';
import type { DocumentStore } from '../read-models/document-store';
import { lockFolder, type WriterLock } from '../sqlite/writer-lock';
import { openViews } from './beside';

const LOOK_MS = 200;
const LEASE_MS = 10_000;
type Say = (line: string) => void;

/** The views of one installation, seen from the command line. What the generations are stands in the views' own record, so a running server carries out what is written there. */
interface Desk {
  readonly events: EventStore;
  readonly documents: DocumentStore;
  readonly projector: Projector;
  readonly clock: SystemClock;
}

async function withViews<T>(config: Config, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { events, documents, close } = await openViews(config);
  try {
    const clock = new SystemClock();
    const lease = config.profile === 'cluster' ? { lease: new Lease(documents, clock, 'projector', randomBytes(9).toString('base64url'), LEASE_MS) } : {};
    return await work({ events, documents, clock, projector: new Projector({ events, documents, clock, random: Math.random }, { set: VIEW_SET, projections, onOutdated: 'wait', ...lease }) });
  } finally {
    await close();
  }
}

export interface ViewsStatus {
  readonly head: Position | null;
  readonly live: { readonly generation: number; readonly views: readonly string[]; readonly position: Position | null; readonly behind: number };
  readonly building: { readonly generation: number; readonly state: string; readonly then: string; readonly position: Position | null; readonly percent: number } | null;
  readonly parked: number;
  readonly frozen: number;
}

/** Read beside a running server. */
export function viewsStatus(config: Config): Promise<ViewsStatus> {
  return withViews(config, async ({ events, documents, projector }) => {
    const [head, record] = [await events.head(), await projector.register.read()];
    const at = async (name: string) => (await documents.checkpoint(name))?.position ?? null;
    const position = await at(checkpointName(VIEW_SET, record.live.generation));
    const built = record.building === null ? null : await at(buildCheckpointName(VIEW_SET, record.building.generation));
    const total = head === null ? 0 : await countEvents(events, null, head);
    const done = built === null ? 0 : await countEvents(events, null, built);
    return {
      head,
      live: { generation: record.live.generation, views: versions(record.live.members), position, behind: head === null ? 0 : await countEvents(events, position, head) },
      building: record.building === null ? null : { generation: record.building.generation, state: record.building.state, then: record.building.then, position: built, percent: total === 0 ? 100 : Math.floor((done * 1_000) / total) / 10 },
      parked: (await projector.parkedKeys.list()).length,
      frozen: record.frozen.length,
    };
  });
}

export interface Progress {
  (done: number, total: number): void;
}

/**
 * Rebuilds beside the live views. While a server runs, it does the work and this shows how far it is; otherwise this
 * process holds the folder and does it itself. Stopped in between, it goes on from its checkpoint.
 */
export function rebuildViews(config: Config, options: { readonly only?: readonly string[]; readonly then: 'SWITCH' | 'WAIT'; readonly resume?: boolean }, say: Say, progress: Progress): Promise<SetRecord> {
  const lock = lockWhereFree(config);
  const here = lock !== undefined || config.profile === 'cluster';
  say(here ? '在本进程内重建。 · Rebuilding in this process.' : '服务正在运行，由它重建。 · A server is running and rebuilds.');
  return withViews(config, async (desk) => {
    const { projector } = desk;
    if (options.resume === true) await projector.resumeRebuild();
    else await projector.rebuild({ then: options.then, ...(options.only === undefined ? {} : { only: options.only }) });
    const begun = await projector.register.read();
    // A small log may be built and switched by the server before it is looked at.
    if (begun.building === null) return begun;
    if (here) projector.start();
    try {
      return await watch(desk, begun.building.generation, begun.building.then, progress);
    } finally {
      await projector.stop();
    }
  }).finally(() => lock?.release());
}

async function watch({ events, documents, projector, clock }: Desk, generation: number, then: 'SWITCH' | 'WAIT', progress: Progress): Promise<SetRecord> {
  const head = await events.head();
  const total = head === null ? 0 : await countEvents(events, null, head);
  let [done, seen]: [number, Position | null] = [0, null];
  for (;;) {
    const record = await projector.register.read();
    if (record.live.generation === generation) {
      progress(total, total);
      return record;
    }
    if (record.building?.generation !== generation) throw new ConfigError('重建已被放弃。重新开始：echelon projections rebuild。', 'The rebuild was abandoned. Begin anew with: echelon projections rebuild.');
    if (record.building.state === 'STOPPED') throw new ConfigError('重建已停止。继续：echelon projections resume。', 'The rebuild was stopped. Go on with: echelon projections resume.');
    const built = (await documents.checkpoint(buildCheckpointName(VIEW_SET, generation)))?.position ?? null;
    if (built !== null && built !== seen) {
      done += await countEvents(events, seen, built);
      seen = built;
    }
    progress(Math.min(done, total), total);
    if (then === 'WAIT' && (head === null || (built !== null && built >= head))) return record;
    await clock.wait(LOOK_MS);
  }
}

/** undefined: a server holds the folder. */
function lockWhereFree(config: Config): WriterLock | undefined {
  if (config.profile === 'cluster') return undefined;
  try {
    return lockFolder(config.data);
  } catch (error) {
    if (error instanceof StoreRefusedError) return undefined;
    throw error;
  }
}

/** `echelon projections …` */
export function registerProjections(program: Command): void {
  const command = program.command('projections').description('视图：状态、重建、切换、搁置的键 · views: status, rebuild, switch, parked keys');
  const say: Say = (line) => void process.stdout.write(`${line}\n`);
  const config = (): Config => readConfig(process.env);
  const act = (work: (desk: Desk) => Promise<void>) => (): Promise<void> => withViews(config(), work);

  command.command('status').description('现状 · how they stand').option('--json', '输出 JSON · as JSON', false).action(async ({ json }: { readonly json: boolean }) => {
    const status = await viewsStatus(config());
    if (json) say(JSON.stringify(status));
    else for (const line of statusLines(status)) say(line);
  });
  command
    .command('rebuild')
    .description('在现用视图旁重建 · rebuild beside the live ones')
    .option('--only <names>', '只重建这些，逗号分隔 · these only, separated by commas')
    .option('--switch', '完成后立即切换 · switch as soon as it is done', false)
    .action(async (options: { readonly only?: string; readonly switch: boolean }) => {
      const only = options.only?.split(',');
      const record = await withBar((progress) => rebuildViews(config(), { then: options.switch ? 'SWITCH' : 'WAIT', ...(only === undefined ? {} : { only }) }, say, progress));
      say(record.building === null ? `已切换到第 ${record.live.generation} 代。 · Generation ${record.live.generation} is live.` : '重建完成。比较：projections compare；切换：projections switch。 · Done. Compare with projections compare, then projections switch.');
    });
  command.command('resume').description('继续重建 · go on with a stopped rebuild').action(async () => {
    await withBar((progress) => rebuildViews(config(), { then: 'WAIT', resume: true }, say, progress));
  });
  command.command('stop').description('暂停重建 · stop a rebuild').action(act(({ projector }) => projector.stopRebuild()));
  command.command('abandon').description('放弃重建 · abandon a rebuild').action(act(({ projector }) => projector.abandonRebuild()));
  command.command('compare').description('新旧逐份比较 · compare the built ones with the live ones').action(act(async ({ projector }) => {
    for (const { collection, documents, differing, moving } of await projector.compare()) {
      say(`${differing.length === 0 ? '✓' : '✗'} ${collection}  ${documents} 份 · documents，不同 · differing ${differing.length}${moving.length === 0 ? '' : `，仍在变动 · moving ${moving.length}`}`);
      for (const id of differing) say(`    ${id}`);
      if (differing.length > 0) process.exitCode = 1;
    }
  }));
  command.command('switch').description('切换到重建好的视图 · let the built ones answer').action(act(async ({ projector }) => {
    const { live } = await projector.switch();
    say(`已切换到第 ${live.generation} 代；旧的保留一天。 · Generation ${live.generation} is live; the old one is kept for a day.`);
  }));
  command.command('parked').description('搁置的键 · keys that wait for a person').action(act(async ({ projector }) => {
    const parked = await projector.parkedKeys.list();
    if (parked.length === 0) say('没有搁置的键。 · No key is parked.');
    for (const { projection, key, since, type, reason } of parked) say(`${projection}  ${key}  ${type} @ ${since}  ${reason}`);
  }));
  command.command('skip').description('让重建略过搁置键的事件 · leave the event of a parked key out, from the next rebuild on').argument('<projection>', '视图，见 parked · the view, as parked lists it').argument('<key>', '键，见 parked · the key, as parked lists it')
    .requiredOption('--reason <text>', '原因 · why').requiredOption('--by <person>', '人员标识 · a person id')
    .action((projection: string, key: string, { reason, by }: { readonly reason: string; readonly by: string }) => withViews(config(), async ({ projector }) => {
      const { position } = await projector.parkedKeys.skip(projection, key, reason, by);
      say(`已登记；下次重建起略过位置 ${position} 的事件。 · Recorded: the event at ${position} is left out from the next rebuild on.`);
    }));
}

function statusLines({ head, live, building, parked, frozen }: ViewsStatus): readonly string[] {
  return [
    `日志末尾 · head        ${head ?? '–'}`,
    `现用 · live            第 ${live.generation} 代 · generation ${live.generation}，${live.position ?? '–'}，落后 · behind ${live.behind}`,
    `                       ${live.views.join(', ')}`,
    building === null ? '重建 · rebuild         –' : `重建 · rebuild         第 ${building.generation} 代 · generation ${building.generation}，${building.state}，${building.percent} %`,
    `搁置 · parked          ${parked}`,
    `冻结 · frozen          ${frozen}`,
  ];
}

/** A bar on a terminal, a line for each tenth elsewhere. */
async function withBar<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const terminal = process.stderr.isTTY;
  const bar = new SingleBar({ format: '{bar} {percentage} %  {value}/{total}  {speed} 件/秒 · events/s  {eta} s', stream: process.stderr, hideCursor: true });
  const began = Date.now();
  let tenth = -1;
  let started = false;
  try {
    return await work((done, total) => {
      const speed = Math.round((done * 1_000) / Math.max(Date.now() - began, 1));
      if (!terminal) {
        const now = total === 0 ? 10 : Math.floor((done * 10) / total);
        if (now !== tenth) process.stderr.write(`${now * 10} %  ${done}/${total}  ${speed}/s\n`);
        tenth = now;
      } else if (started) bar.update(done, { speed });
      else {
        started = true;
        bar.start(total, done, { speed });
      }
    });
  } finally {
    if (started) bar.stop();
  }
}
