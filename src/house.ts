import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projections, VIEW_SET } from '../projections/all';
import { AccessFile } from './access-file';
import { Application } from './application';
import { SystemClock } from './clock';
import type { ErasureListener } from './commands/ports';
import { hmacSecrets } from './commands/secrets';
import { ConfigError, type Config } from './config';
import type { DocumentFiles } from './documents/document-files';
import { readCalendarYear, workingCalendar, type CalendarYear, type WorkingCalendar } from './domain/calendar';
import type { Instant } from './domain/dates';
import type { EventStore } from './event-store/event-store';
import { newEventId } from './ids';
import type { KeyStore } from './keys/key-store';
import { serverKeys } from './keys/server-keys';
import { Lease } from './projector/lease';
import { Projector } from './projector/projector';
import { FileChannel } from './notices/file-channel';
import { WebhookChannel } from './notices/webhook-channel';
import { KeptFile } from './reactors/kept-file';
import { Outbox } from './reactors/outbox';
import { Uploads } from './reactors/uploads';
import type { DocumentStore } from './read-models/document-store';
import { closeStores, openStores, type Stores } from './stores';

const LEASE_MS = 10_000;

/** What happens in a demonstration while its clock is moved; a real store has none. */
export interface Meanwhile {
  /**
   * All that is told up to then, with the clock moving along. What could not go on as it is told is named.
   * Errors: those of the stores; the reason of `stop`.
   */
  playUntil(until: Instant): Promise<readonly { readonly zh: string; readonly en: string }[]>;
  /** Ends it between two commands; the next start goes on from there. */
  stop(): Promise<void>;
  readonly playing: boolean;
}

/** What the whole process stands on. Opened once, closed in the reverse order. */
export interface House {
  readonly config: Config;
  readonly clock: SystemClock;
  readonly events: EventStore;
  readonly documents: DocumentStore;
  readonly keys: KeyStore;
  readonly files: DocumentFiles;
  readonly uploads: Uploads;
  readonly application: Application;
  readonly projector: Projector;
  readonly access: AccessFile;
  meanwhile: Meanwhile | null;
  /** Reads the log to its end, applies every erasure, then follows: reactors and views. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseHooks {
  readonly onErased?: readonly ErasureListener[];
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** The state of a demonstration's business clock, kept between starts. */
interface DemonstrationStamp {
  readonly demonstration: true;
  readonly now: Instant;
  /** It is being moved there, and what happens meanwhile is not all played yet. */
  readonly movingTo?: Instant;
}

/**
 * Opens the stores that the configuration names, and builds commands, reactors and views on them.
 * Errors: ConfigError, StoreUnavailableError, StoreRefusedError, MasterKeyError, UnsuitableServerError; nothing stays open.
 */
export async function openHouse(config: Config, hooks: HouseHooks = {}): Promise<House> {
  const stamp = await demonstrationStamp(config);
  const clock = new SystemClock(stamp === undefined ? 0 : Date.parse(stamp.now) - Date.now());
  const stores = await openStores(config, clock);
  const access = new AccessFile(config.data, hooks.onTrouble);
  try {
    const application = new Application(
      {
        store: stores.events,
        keys: stores.keys,
        clock,
        newEventId,
        randomBytes,
        secrets: hmacSecrets(await serverKeys(stores.keys, stores.identityKey)),
        accessLog: access,
        calendar: calendarOf(config),
        firstOfficer: config.firstOfficer ?? null,
        files: stores.files,
      },
      {
        // The folder's lock lets one process write, so what is cached is the stream's end.
        streams: { soleWriter: config.profile === 'embedded' },
        reactor: {
          onTrouble: ({ what, error }) => hooks.onTrouble?.(what, error),
          // In a cluster several processes would write it, and none of them has a folder of its own.
          ...(config.profile === 'embedded' ? { kept: new KeptFile(config.data) } : {}),
        },
      },
    );
    application.desk.onErased(async (person) => void (await stores.files.removeOf(person)));
    for (const listener of hooks.onErased ?? []) application.desk.onErased(listener);
    const projector = new Projector(
      { events: stores.events, documents: stores.documents, clock, random: Math.random },
      {
        set: VIEW_SET,
        projections,
        onOutdated: 'rebuild',
        ...(config.profile === 'cluster' ? { lease: new Lease(stores.documents, clock, 'projector', randomBytes(9).toString('base64url'), LEASE_MS) } : {}),
      },
    );
    return new OpenHouse(config, clock, stores, application, projector, access, hooks);
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

class OpenHouse implements House {
  private readonly stopping = new AbortController();
  private following: Promise<unknown> = Promise.resolve();
  readonly uploads: Uploads;
  meanwhile: Meanwhile | null = null;

  constructor(
    readonly config: Config,
    readonly clock: SystemClock,
    private readonly stores: Stores,
    readonly application: Application,
    readonly projector: Projector,
    readonly access: AccessFile,
    private readonly hooks: HouseHooks,
  ) {
    this.uploads = new Uploads({ events: stores.events, files: stores.files, clock }, hooks.onTrouble);
  }

  get events(): EventStore {
    return this.stores.events;
  }

  get documents(): DocumentStore {
    return this.stores.documents;
  }

  get keys(): KeyStore {
    return this.stores.keys;
  }

  get files(): DocumentFiles {
    return this.stores.files;
  }

  async start(): Promise<void> {
    this.projector.start();
    await this.application.reactor.start();
    const reactor = this.application.reactor.run(this.stopping.signal).catch((error: unknown) => this.hooks.onTrouble?.('reactor', error));
    const outbox = this.outbox()?.run(this.stopping.signal).catch((error: unknown) => this.hooks.onTrouble?.('outbox', error));
    this.following = Promise.all([reactor, outbox, this.uploads.run(this.stopping.signal)]);
  }

  /** None where nothing says where notices go. In a cluster one process delivers. */
  private outbox(): Outbox | undefined {
    const { notices: target, profile } = this.config;
    if (target === undefined) return undefined;
    const channel = target.kind === 'FILE' ? new FileChannel(target.path) : new WebhookChannel(target.url);
    const lease = profile === 'cluster' ? new Lease(this.stores.documents, this.clock, 'outbox', randomBytes(9).toString('base64url'), LEASE_MS) : undefined;
    return new Outbox(this.application.desk, channel, {
      ...(lease === undefined ? {} : { mine: () => lease.hold() }),
      ...(this.hooks.onTrouble === undefined ? {} : { onTrouble: this.hooks.onTrouble }),
    });
  }

  async close(): Promise<void> {
    this.stopping.abort(new Error('stopped'));
    await this.following;
    await this.projector.stop();
    await this.access.settled();
    await closeStores(this.stores);
  }
}

/** Years that an operator loads: `calendar/<year>.json` in the data folder, from the State Council notice. */
export function calendarOf(config: Pick<Config, 'data'>): WorkingCalendar {
  const folder = path.join(config.data, 'calendar');
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return workingCalendar();
  }
  const years: CalendarYear[] = names.map((name) => {
    const reading = readCalendarYear(readFileSync(path.join(folder, name), 'utf8'));
    if (reading.kind === 'refused') throw new ConfigError(`${path.join(folder, name)}:${reading.zh}`, `${path.join(folder, name)}: ${reading.en}`);
    return reading.year;
  });
  return workingCalendar(years);
}

const stampFile = (config: Config): string => path.join(config.data, 'demonstration.json');

/** A data folder that holds a demonstration says so, and at what business time it stands. */
export async function demonstrationStamp(config: Pick<Config, 'data'> & Partial<Config>): Promise<DemonstrationStamp | undefined> {
  try {
    return JSON.parse(await readFile(path.join(config.data, 'demonstration.json'), 'utf8')) as DemonstrationStamp;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Stamps the store as a demonstration, standing at this business time. @param movingTo where its clock is being moved. */
export async function stampDemonstration(config: Config, now: Instant, movingTo?: Instant): Promise<void> {
  const stamp: DemonstrationStamp = { demonstration: true, now, ...(movingTo === undefined ? {} : { movingTo }) };
  await writeFile(stampFile(config), `${JSON.stringify(stamp)}\n`, { mode: 0o600 });
}
