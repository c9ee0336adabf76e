import { NoticeError } from '../event-store/notice';

/**
 * Data keys, 32 bytes each, wrapped by the master key (AES-256-GCM). Owners are person ids, `programme:<id>`, and
 * `seal:<round>`. Every adapter passes `test/contract/key-store.contract.ts`.
 * Errors: StoreUnavailableError; MasterKeyError (missing or wrong, and what to do).
 */
export interface KeyStore {
  /** Existing or new keys; durable before it resolves. An erased owner gets none: ErasedError. */
  ensure(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** Only keys that exist; an erased or unknown owner is absent. */
  get(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** Destroys the key for good and remembers the owner as erased. Idempotent. */
  destroy(owner: string): Promise<void>;
  /** Owners destroyed, to check that every `PersonalDataErased` in the log has been applied. */
  isDestroyed(owner: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The master key is missing, malformed or another one; says what to do. */
export class MasterKeyError extends NoticeError {}
export class ErasedError extends Error {
  constructor(readonly owner: string) {
    super(`the personal data of ${owner} was erased`);
  }
}
