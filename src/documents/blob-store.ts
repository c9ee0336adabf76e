import type { Instant } from '../domain/dates';

/** A sealed file at rest. Nothing in it is readable without the owner's key. */
export interface Blob {
  /** Salted SHA-256 of the content, hex. */
  readonly hash: string;
  /** Person id or `programme:<id>`. */
  readonly owner: string;
  /** When it was last put; an unreferenced one expires by this. */
  readonly uploadedAt: Instant;
}

/**
 * Where sealed files lie. Every adapter passes `test/contract/document-files.contract.ts`.
 * Errors: StoreUnavailableError (a put may or may not have been stored: putting again is harmless).
 */
export interface BlobStore {
  /** Durable before it resolves. What is there under this hash takes the later time. */
  put(blob: Blob, bytes: Buffer): Promise<void>;
  get(hash: string): Promise<{ readonly blob: Blob; readonly bytes: Buffer } | undefined>;
  /** All, or those of one owner, in no order. */
  list(owner?: string): AsyncIterable<Blob>;
  /** Only if it was not put again since; false otherwise. */
  remove(blob: Blob): Promise<boolean>;
  /** Takes the bytes away for good and leaves the entry, at no moment without it. False where nothing is left to take. */
  clear(hash: string): Promise<boolean>;
  /** What interrupted uploads left behind before this moment. */
  sweep(before: Instant): Promise<void>;
  close(): Promise<void>;
}
