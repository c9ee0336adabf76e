import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from './clock';
import type { Config } from './config';
import { DocumentFiles } from './documents/document-files';
import { FolderBlobs } from './documents/folder/folder-blobs';
import type { EventStore } from './event-store/event-store';
import { StoreRefusedError } from './event-store/event-store';
import { SqliteEventStore } from './event-store/sqlite/sqlite-event-store';
import type { KeyStore } from './keys/key-store';
import { SqliteKeyStore } from './keys/sqlite/sqlite-key-store';
import type { DocumentStore } from './read-models/document-store';
import { SqliteDocumentStore } from './read-models/sqlite/sqlite-document-store';

/** Everything that is kept. */
export interface Stores {
  readonly events: EventStore;
  readonly documents: DocumentStore;
  readonly keys: KeyStore;
  readonly files: DocumentFiles;
  readonly identityKey: Buffer | undefined;
}

/** Those that the configuration names. Errors: StoreUnavailableError, StoreRefusedError, MasterKeyError, UnsuitableServerError; nothing stays open. */
export async function openStores(config: Config, clock: Clock): Promise<Stores> {
  if (config.profile === 'embedded') return openEmbedded(config, clock);
  // Loaded where it is asked for: the two platforms' clients take a third of the time that an embedded start loads modules.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` would be an ES module's, which jest does not load
  const { openCluster } = require('./cluster-stores') as typeof import('./cluster-stores');
  return openCluster(config, clock);
}

async function openEmbedded(config: Config, clock: Clock): Promise<Stores> {
  // The folder's writer lock belongs to the log, so the log is opened before anything else is touched.
  const events = new SqliteEventStore({ folder: config.data });
  let keys: SqliteKeyStore | undefined;
  try {
    await refuseLostKeys(events, config);
    keys = new SqliteKeyStore({ folder: config.data, masterKey: config.masterKey, randomBytes });
    const documents = new SqliteDocumentStore(path.join(config.data, 'views.db'));
    const files = new DocumentFiles({ blobs: new FolderBlobs(path.join(config.data, 'documents')), keys, clock, randomBytes });
    return { events, documents, keys, files, identityKey: keys.identityKey };
  } catch (error) {
    await keys?.close();
    await events.close();
    throw error;
  }
}

export async function closeStores(stores: Stores): Promise<void> {
  await stores.files.close();
  await stores.documents.close();
  await stores.keys.close();
  await stores.events.close();
}

/** A log with events beside no key store: the keys were lost. A new one would make everybody read as erased, so none is made. */
async function refuseLostKeys(events: EventStore, config: Config): Promise<void> {
  if (existsSync(path.join(config.data, 'keys.db')) || (await events.head()) === null) return;
  throw new StoreRefusedError({
    zh: `${config.data} 中有事件记录，却没有密钥库 keys.db：个人信息将无法读取。请从保管处恢复 keys.db、master.key 与 identity.key 后再启动；什么都没有被改动。`,
    en: `${config.data} holds events but no key store keys.db: no personal data could be read. Restore keys.db, master.key and identity.key from where they are kept, then start again; nothing was changed.`,
  });
}
