import path from 'node:path';

/** What the process was told by its environment and command line. Every value has one default, stated here. */
export interface Config {
  /** `sqlite` or an `esdb://` connection string. */
  readonly eventStore: string;
  /** `sqlite` or a `mongodb://` connection string. */
  readonly readModels: string;
  readonly profile: 'embedded' | 'cluster';
  /** Folder of the embedded stores, keys and documents. */
  readonly data: string;
  readonly bind: string;
  readonly port: number;
  /** Issuer of tokens with its JWKS URL; undefined: a local key, and loopback only. */
  readonly issuer: string | undefined;
  /** base64, 32 bytes; undefined: a file in the data folder (embedded only). */
  readonly masterKey: string | undefined;
  /** The person whose first appointment is accepted while nobody has one. */
  readonly firstOfficer: string | undefined;
  readonly demonstration: boolean;
  /** Where notices to people go; undefined: none are queued. */
  readonly notices: NoticeTarget | undefined;
}

export type NoticeTarget = { readonly kind: 'FILE'; readonly path: string } | { readonly kind: 'WEBHOOK'; readonly url: string };

/** A setting that cannot work, with what to do, in zh and en. Ends the start with exit code 78 (EX_CONFIG). */
export class ConfigError extends Error {
  constructor(readonly zh: string, readonly en: string) {
    super(en);
  }
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * @param options.demo whether a demonstration was asked for (`--demo`); `empty`: started without one (`--empty`).
 * @throws ConfigError for a combination that is neither the embedded nor the cluster profile.
 */
export function readConfig(env: NodeJS.ProcessEnv, options: { readonly empty?: boolean; readonly demo?: boolean } = {}): Config {
  const eventStore = env.ECHELON_EVENT_STORE ?? 'sqlite:';
  const readModels = env.ECHELON_READ_MODELS ?? 'sqlite:';
  const embedded = eventStore.startsWith('sqlite:') && readModels.startsWith('sqlite:');
  const cluster = /^(esdb|esdb\+discover):\/\//.test(eventStore) && /^mongodb(\+srv)?:\/\//.test(readModels);
  if (!embedded && !cluster) {
    throw new ConfigError(
      'ECHELON_EVENT_STORE 与 ECHELON_READ_MODELS 的组合不受支持:请两者都用 sqlite:(单机),或 esdb:// 配 mongodb://(集群)。',
      'This pair of ECHELON_EVENT_STORE and ECHELON_READ_MODELS is not supported: use sqlite: for both (embedded), or esdb:// with mongodb:// (cluster).',
    );
  }
  const port = Number(env.ECHELON_PORT ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new ConfigError('ECHELON_PORT 必须是 0 到 65535 之间的整数。', 'ECHELON_PORT must be an integer from 0 to 65535.');
  }
  const bind = env.ECHELON_BIND ?? '127.0.0.1';
  if (env.ECHELON_ISSUER === undefined && !LOOPBACK.has(bind)) {
    throw new ConfigError(
      `未配置 ECHELON_ISSUER 时只能监听本机地址，不能监听 ${bind}：请设置 ECHELON_ISSUER，或把 ECHELON_BIND 改为 127.0.0.1。`,
      `Without ECHELON_ISSUER the server listens on loopback only, not on ${bind}: set ECHELON_ISSUER, or set ECHELON_BIND to 127.0.0.1.`,
    );
  }
  const demonstration = options.demo === true || (embedded && options.empty !== true);
  return {
    eventStore,
    readModels,
    profile: embedded ? 'embedded' : 'cluster',
    data: path.resolve(env.ECHELON_DATA ?? 'data'),
    bind,
    port,
    issuer: env.ECHELON_ISSUER,
    masterKey: env.ECHELON_MASTER_KEY,
    // A compose file passes an unset variable as an empty one.
    firstOfficer: env.ECHELON_FIRST_OFFICER === '' ? undefined : env.ECHELON_FIRST_OFFICER,
    demonstration,
    notices: noticeTarget(env.ECHELON_NOTICES),
  };
}

/** A file on this machine, or an address that is encrypted unless it is this machine's own. */
function noticeTarget(value: string | undefined): NoticeTarget | undefined {
  if (value === undefined || value === '') return undefined;
  if (value.startsWith('file:') && value.length > 'file:'.length) return { kind: 'FILE', path: path.resolve(value.slice('file:'.length).replace(/^\/\/(?=\/)/u, '')) };
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname.replace(/^\[|\]$/gu, '')))) return { kind: 'WEBHOOK', url: value };
  throw new ConfigError('ECHELON_NOTICES 须为 file:<路径> 或 https:// 地址（本机可用 http://127.0.0.1）：请改正，或不设。', 'ECHELON_NOTICES must be file:<path> or an https:// address (http://127.0.0.1 on this machine): correct it, or leave it out.');
}
