import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ConfigError, type Config } from '../config';
import type { EventStore } from '../event-store/event-store';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store';
import type { KeyStore } from '../keys/key-store';
import { masterKeyFromText } from '../keys/master-key';
import { MongoKeyStore } from '../keys/mongodb/mongodb-key-store';
import { SqliteKeyStore } from '../keys/sqlite/sqlite-key-store';
import type { DocumentStore } from '../read-models/document-store';
import { MongoDocumentStore } from '../read-models/mongodb/mongodb-document-store';
import { SqliteDocumentStore } from '../read-models/sqlite/sqlite-document-store';

/** The log and the keys, beside a server that may be running: the log is only read, and no writer's lock is taken. */
export interface Beside {
  readonly events: EventStore;
  readonly keys: KeyStore;
  close(): Promise<void>;
}

/** Errors: ConfigError, StoreUnavailableError, StoreRefusedError, MasterKeyError. */
export async function openBeside(config: Config): Promise<Beside> {
  if (config.profile === 'embedded') {
    const events = new SqliteEventStore({ folder: config.data, readOnly: true });
    try {
      return closing(events, new SqliteKeyStore({ folder: config.data, masterKey: config.masterKey, readOnly: true, randomBytes }));
    } catch (error) {
      await events.close();
      throw error;
    }
  }
  if (config.masterKey === undefined || config.masterKey === '') {
    throw new ConfigError('集群模式需要 ECHELON_MASTER_KEY：请设为与服务进程相同的值。', 'The cluster profile needs ECHELON_MASTER_KEY: set it to the value that the servers use.');
  }
  const keys = await MongoKeyStore.open({ url: config.readModels, master: masterKeyFromText(config.masterKey), randomBytes });
  return closing(new EventStoreDbStore(config.eventStore), keys);
}

/** The log, only read, and the views, whose record of generations may be written by any process (compare-and-set). */
export async function openViews(config: Config): Promise<{ readonly events: EventStore; readonly documents: DocumentStore; close(): Promise<void> }> {
  const documents = config.profile === 'embedded' ? new SqliteDocumentStore(path.join(config.data, 'views.db')) : await MongoDocumentStore.open(config.readModels);
  try {
    const events = config.profile === 'embedded' ? new SqliteEventStore({ folder: config.data, readOnly: true }) : new EventStoreDbStore(config.eventStore);
    return { events, documents, close: () => closeAll([documents, events]) };
  } catch (error) {
    await documents.close();
    throw error;
  }
}

function closing(events: EventStore, keys: KeyStore): Beside {
  return { events, keys, close: () => closeAll([keys, events]) };
}

async function closeAll(stores: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const store of stores) await store.close();
}
