import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Clock } from '../clock';
import type { Instant } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { NoticeError } from '../event-store/notice';
import type { RandomBytes } from '../event-store/private-parts';
import { ErasedError, type KeyStore } from '../keys/key-store';
import type { Blob, BlobStore } from './blob-store';
import type { FileType } from './file-type';
import { fileTypeOf } from './file-type';

/** What an event holds of a file. */
export interface FileReference {
  readonly hash: string;
  readonly type: FileType;
  /** Bytes of the content. */
  readonly size: number;
}

/**
 * 申报表 (application form), 承诺书 (undertaking), 写实性鉴定 (factual appraisal by the school), 考核意见 (opinion on her
 * conduct and work), 事迹 (account of her work), 证明材料 (evidence), 公示照片 (proof of a publicity), 公示情况说明
 * (statement on a publicity), 会议纪要 (minutes), 红头文件 (official document), 其他 (other).
 */
export const DOCUMENT_KINDS = ['申报表', '承诺书', '写实性鉴定', '考核意见', '事迹', '证明材料', '公示照片', '公示情况说明', '会议纪要', '红头文件', '其他'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What was said of a file when it was first filed, and by whom. Sealed with it. */
export interface Filing {
  readonly kind: DocumentKind;
  readonly by: PersonId;
  /** Under an appointment at this unit; null: she filed it for herself. */
  readonly org: OrgId | null;
}

export interface OpenedFile extends FileReference {
  readonly owner: string;
  /** null where nothing was said. */
  readonly filing: Filing | null;
  readonly content: Buffer;
  /** Hex. Whoever holds content and salt can check the hash: SHA-256(salt ‖ content). */
  readonly salt: string;
}

/** The file cannot be filed; nothing was stored. */
export class FileRefusedError extends NoticeError {
  constructor(readonly reason: 'empty' | 'tooLarge' | 'unknownType' | 'notAsDeclared', en: string, zh: string) {
    super({ en, zh });
  }
}
/** What is stored is not what was filed, or its key is lost without having been erased. */
export class DamagedFileError extends NoticeError {}

export interface DocumentFilesOptions {
  readonly blobs: BlobStore;
  readonly keys: KeyStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
  /** Default 20 MiB. */
  readonly maxBytes?: number;
  /** How long an upload that no event names is kept, ms. Default 7 days: a form may lie half filled in over a holiday. */
  readonly keepUnreferencedMs?: number;
}

const FORMAT = 1;
const SALT_BYTES = 32;
const LENGTH_BYTES = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Files by salted hash, sealed with the key of the person concerned or of the programme, durable before the event that
 * names them (design, section 9). The salt follows from owner and content, so that filing the same file again gives the
 * same hash, while the same file of two owners cannot be told to be the same; it lies inside the ciphertext, so that
 * after an erasure the hash says nothing.
 */
export class DocumentFiles {
  private readonly maxBytes: number;
  private readonly keepMs: number;

  constructor(private readonly options: DocumentFilesOptions) {
    this.maxBytes = options.maxBytes ?? 20 * 1024 * 1024;
    this.keepMs = options.keepUnreferencedMs ?? 7 * 24 * 3_600_000;
  }

  /**
   * Durable when it resolves. Filing the same content for the same owner again is harmless: what was said of it first stays.
   * Errors: FileRefusedError, ErasedError (the owner was erased), StoreUnavailableError.
   */
  async put(owner: string, content: Buffer, declared?: FileType, filing: Filing | null = null): Promise<FileReference> {
    const type = this.accepted(content, declared);
    const key = (await this.options.keys.ensure([owner])).get(owner);
    if (key === undefined) throw new ErasedError(owner);
    const salt = createHmac('sha256', key).update('document salt').update(sha256(content)).digest();
    const hash = sha256(salt, content).toString('hex');
    const bytes = (await this.intact(hash, owner, key)) ?? this.seal(hash, owner, key, { salt, filing, content });
    await this.options.blobs.put({ hash, owner, uploadedAt: this.options.clock.now() }, bytes);
    return { hash, type, size: content.length };
  }

  /** Undefined when there is none. Errors: ErasedError, DamagedFileError, StoreUnavailableError. */
  async get(hash: string): Promise<OpenedFile | undefined> {
    return (await this.read(hash))?.file;
  }

  /**
   * Whether it is filed and can be read: asked before an event names it. A file that is about to expire is kept for
   * another term, so that it is still there when the event is. Errors: DamagedFileError, StoreUnavailableError.
   */
  async hold(hash: string): Promise<boolean> {
    const found = await this.read(hash).catch((error: unknown) => {
      if (error instanceof ErasedError) return undefined;
      throw error;
    });
    if (found === undefined) return false;
    const now = this.options.clock.now();
    const { blob, bytes } = found;
    if (Date.parse(now) - Date.parse(blob.uploadedAt) > this.keepMs / 2) await this.options.blobs.put({ ...blob, uploadedAt: now }, bytes);
    return true;
  }

  /** What is filed under one owner, opened one after another. Errors: as `get`. */
  async *of(owner: string): AsyncIterable<OpenedFile & { readonly filedAt: Instant }> {
    for await (const { hash, uploadedAt } of this.options.blobs.list(owner)) {
      const file = await this.get(hash);
      if (file !== undefined) yield { ...file, filedAt: uploadedAt };
    }
  }

  /** Held like a cited file, with what an attachment says of it; undefined where there is none that can be read. Errors: as `hold`. */
  async describe(hash: string): Promise<{ readonly owner: string; readonly type: FileType; readonly size: number; readonly digest: string } | undefined> {
    if (!(await this.hold(hash))) return undefined;
    const file = await this.get(hash);
    return file === undefined ? undefined : { owner: file.owner, type: file.type, size: file.size, digest: sha256(file.content).toString('hex') };
  }

  list(): AsyncIterable<Blob> {
    return this.options.blobs.list();
  }

  /** Kept for longer than an upload that no event names is. */
  async overdue(now: Instant): Promise<readonly string[]> {
    const overdue: string[] = [];
    for await (const { hash, uploadedAt } of this.options.blobs.list()) if (uploadedAt < this.expiring(now)) overdue.push(hash);
    return overdue;
  }

  /**
   * Removes uploads that no event names and that have been kept long enough at `now`. The hashes must be those of the log
   * up to its head, read after `now`: one that is filed meanwhile carries a later time and stays. Returns what it removed.
   */
  async expire(referenced: ReadonlySet<string>, now: Instant): Promise<readonly string[]> {
    const before = this.expiring(now);
    const expired: string[] = [];
    for await (const blob of this.options.blobs.list()) {
      if (blob.uploadedAt < before && !referenced.has(blob.hash) && (await this.options.blobs.remove(blob))) expired.push(blob.hash);
    }
    await this.options.blobs.sweep(before);
    return expired;
  }

  /**
   * Erasure: destroying the key makes them unreadable, this takes away the bytes as well. An empty entry stays, so that
   * whoever holds the hash is told erased and not lost. Returns how many.
   */
  async removeOf(owner: string): Promise<number> {
    let removed = 0;
    for await (const { hash } of this.options.blobs.list(owner)) if (await this.options.blobs.clear(hash)) removed += 1;
    return removed;
  }

  close(): Promise<void> {
    return this.options.blobs.close();
  }

  private async read(hash: string): Promise<{ readonly blob: Blob; readonly bytes: Buffer; readonly file: OpenedFile } | undefined> {
    const found = await this.options.blobs.get(hash);
    if (found === undefined) return undefined;
    const { blob, bytes } = found;
    const { owner } = blob;
    const key = (await this.options.keys.get([owner])).get(owner);
    if (key === undefined) {
      if (await this.options.keys.isDestroyed(owner)) throw new ErasedError(owner);
      throw damaged(hash);
    }
    const { salt, filing, content } = unseal(hash, owner, key, bytes);
    const type = fileTypeOf(content);
    if (type === undefined) throw damaged(hash);
    return { blob, bytes, file: { hash, type, size: content.length, owner, filing, content, salt: salt.toString('hex') } };
  }

  /** What lies there under this hash; what does not open makes room for what does. */
  private async intact(hash: string, owner: string, key: Buffer): Promise<Buffer | undefined> {
    const found = await this.options.blobs.get(hash);
    if (found === undefined) return undefined;
    try {
      unseal(hash, owner, key, found.bytes);
      return found.bytes;
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      await this.options.blobs.remove(found.blob);
      return undefined;
    }
  }

  private expiring(now: Instant): Instant {
    return new Date(Date.parse(now) - this.keepMs).toISOString();
  }

  private accepted(content: Buffer, declared: FileType | undefined): FileType {
    if (content.length === 0) throw new FileRefusedError('empty', 'The file is empty. Choose it again.', '文件为空，请重新选择。');
    if (content.length > this.maxBytes) {
      const [size, most] = [megabytes(content.length), megabytes(this.maxBytes)];
      throw new FileRefusedError('tooLarge', `The file has ${size} MB; at most ${most} MB can be filed. Scan it at a lower resolution or split it.`, `文件为 ${size} MB，上限为 ${most} MB。请降低扫描分辨率或拆分文件。`);
    }
    const type = fileTypeOf(content);
    if (type === undefined) {
      throw new FileRefusedError(
        'unknownType',
        'This is not a PDF, JPG, PNG, OFD, docx or xlsx file, or it holds macros. Save it as one of these without macros.',
        '文件不是 PDF、JPG、PNG、OFD、docx 或 xlsx，或含有宏。请另存为上述格式之一且不带宏。',
      );
    }
    if (declared !== undefined && declared !== type) {
      throw new FileRefusedError('notAsDeclared', `The file is said to be ${declared} and is ${type}. Name it by what it is.`, `文件声明为 ${declared}，实际是 ${type}。请按实际格式命名。`);
    }
    return type;
  }

  /** format ‖ iv ‖ AES-256-GCM(salt ‖ length ‖ filing ‖ content) ‖ tag, bound to hash and owner. */
  private seal(hash: string, owner: string, key: Buffer, { salt, filing, content }: Sealed): Buffer {
    const iv = this.options.randomBytes(IV_BYTES);
    const said = Buffer.from(JSON.stringify(filing), 'utf8');
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt16BE(said.length);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(hash, owner));
    return Buffer.concat([Buffer.from([FORMAT]), iv, cipher.update(salt), cipher.update(length), cipher.update(said), cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }
}

interface Sealed {
  readonly salt: Buffer;
  readonly filing: Filing | null;
  readonly content: Buffer;
}

function unseal(hash: string, owner: string, key: Buffer, bytes: Buffer): Sealed {
  try {
    if (bytes[0] !== FORMAT) throw new Error(`format ${bytes[0]}`);
    const tagAt = bytes.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(boundTo(hash, owner))
      .setAuthTag(bytes.subarray(tagAt));
    const plain = Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES, tagAt)), decipher.final()]);
    const salt = plain.subarray(0, SALT_BYTES);
    const from = SALT_BYTES + LENGTH_BYTES;
    const to = from + plain.readUInt16BE(SALT_BYTES);
    const content = plain.subarray(to);
    if (sha256(salt, content).toString('hex') !== hash) throw new Error('hash');
    return { salt, filing: JSON.parse(plain.toString('utf8', from, to)) as Filing | null, content };
  } catch (cause) {
    throw damaged(hash, cause);
  }
}

function boundTo(hash: string, owner: string): Buffer {
  return Buffer.from(`${hash}\n${owner}`, 'utf8');
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

function damaged(hash: string, cause?: unknown): DamagedFileError {
  return new DamagedFileError(
    {
      en: `The stored file ${hash} is not what was filed, or its key is lost. Put documents and keys back from the latest backup that verifies.`,
      zh: `存储的文件 ${hash} 与归档时不一致，或其密钥已丢失。请从最近一份校验通过的备份中恢复文件和密钥。`,
    },
    { cause },
  );
}
