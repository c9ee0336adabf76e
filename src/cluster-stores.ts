import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';
import type { Config } from './config';
import { DocumentFiles } from './documents/document-files';
import { GridFsBlobs } from './documents/mongodb/gridfs-blobs';
import { EventStoreDbStore } from './event-store/eventstoredb/eventstoredb-store';
import { MasterKeyError } from './keys/key-store';
import { masterKeyFromText } from './keys/master-key';
import { MongoKeyStore } from './keys/mongodb/mongodb-key-store';
import { MongoDocumentStore } from './read-models/mongodb/mongodb-document-store';
import type { Stores } from './stores';

/** EventStoreDB and MongoDB. Errors: MasterKeyError, StoreUnavailableError, UnsuitableServerError; nothing stays open. */
export async function openCluster(config: Config, clock: Clock): Promise<Stores> {
  if (config.masterKey === undefined || config.masterKey === '') {
    throw new MasterKeyError({
      zh: '集群模式需要 ECHELON_MASTER_KEY(base64,32 字节)，各进程使用同一个值。可用 openssl rand -base64 32 生成，并妥善保管。',
      en: 'The cluster profile needs ECHELON_MASTER_KEY (base64, 32 bytes), the same for every process. Make one with openssl rand -base64 32 and keep it safe.',
    });
  }
  const master = masterKeyFromText(config.masterKey);
  // Each has a connection of its own, so that a key never waits behind a bulk write.
  const keys = await MongoKeyStore.open({ url: config.readModels, master, randomBytes });
  const opened: { close(): Promise<void> }[] = [keys];
  try {
    const documents = await MongoDocumentStore.open(config.readModels);
    opened.push(documents);
    const blobs = await GridFsBlobs.open(config.readModels);
    opened.push(blobs);
    const events = new EventStoreDbStore(config.eventStore);
    opened.push(events);
    await events.identity();
    return { events, documents, keys, files: new DocumentFiles({ blobs, keys, clock, randomBytes }), identityKey: undefined };
  } catch (error) {
    for (const store of opened.reverse()) await store.close();
    throw error;
  }
}
