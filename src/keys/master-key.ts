import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { RandomBytes } from '../event-store/private-parts';
import { MasterKeyError } from './key-store';
import { KEY_BYTES, readOrMakeSecret } from './secret-file';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Wraps data keys, AES-256-GCM, each bound to its owner. */
export class MasterKey {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw malformed();
    this.#key = key;
  }

  /** iv ‖ ciphertext ‖ tag */
  wrap(owner: string, key: Buffer, randomBytes: RandomBytes): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner, 'utf8'));
    return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  }

  /** Errors: MasterKeyError when the wrapped key was altered, moved to another owner, or wrapped by another master. */
  unwrap(owner: string, wrapped: Uint8Array): Buffer {
    try {
      const tagAt = wrapped.length - TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', this.#key, wrapped.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(owner, 'utf8'))
        .setAuthTag(wrapped.subarray(tagAt));
      return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, tagAt)), decipher.final()]);
    } catch (cause) {
      throw new MasterKeyError(
        {
          zh: `${owner} 的密钥无法用当前主密钥解开：密钥库被改动，或主密钥不对。请恢复与密钥库配套的 master.key 或 ECHELON_MASTER_KEY。`,
          en: `The key of ${owner} does not open under this master key: the key store was altered or the master key is another one. Put back the master.key or ECHELON_MASTER_KEY that belongs to this key store.`,
        },
        { cause },
      );
    }
  }

  /** Stored beside the wrapped keys, so that another master key is noticed at start. Says nothing about the key. */
  checkValue(): string {
    return createHmac('sha256', this.#key).update('echelon master key').digest('hex');
  }

  /** Errors: MasterKeyError. */
  verify(checkValue: string): void {
    const [expected, actual] = [Buffer.from(checkValue, 'hex'), Buffer.from(this.checkValue(), 'hex')];
    if (expected.length === actual.length && timingSafeEqual(expected, actual)) return;
    throw new MasterKeyError({
      zh: '主密钥与密钥库不配套，个人信息无法解密。请放回原来的 master.key，或把 ECHELON_MASTER_KEY 设为原来的值；什么都没有被改动。',
      en: 'The master key does not belong to this key store, so no personal data could be read. Put back the original master.key, or set ECHELON_MASTER_KEY to the original value; nothing was changed.',
    });
  }
}

/** ECHELON_MASTER_KEY: 32 bytes in base64. Errors: MasterKeyError. */
export function masterKeyFromText(text: string): MasterKey {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/]{43}=$/.test(trimmed)) throw malformed();
  return new MasterKey(Buffer.from(trimmed, 'base64'));
}

/**
 * The master key of the embedded profile: the environment's, else the folder's `master.key`, which is made at the first
 * start (mode 0600) and never after: a lost one must not be replaced by another that opens nothing.
 * Errors: MasterKeyError.
 */
export function masterKeyOfFolder(folder: string, environment: string | undefined, firstStart: boolean, randomBytes: RandomBytes): MasterKey {
  if (environment !== undefined && environment !== '') return masterKeyFromText(environment);
  const path = join(folder, 'master.key');
  const key = readOrMakeSecret(path, firstStart ? randomBytes : undefined);
  if (key === undefined) {
    throw new MasterKeyError({
      zh: `找不到主密钥 ${path}，而密钥库已有内容。请从保管处放回该文件，或设置 ECHELON_MASTER_KEY(base64,32 字节)。没有它，个人信息无法读取。`,
      en: `The master key ${path} is missing although the key store has contents. Put the file back from where it is kept, or set ECHELON_MASTER_KEY (base64, 32 bytes). Without it no personal data can be read.`,
    });
  }
  return new MasterKey(key);
}

function malformed(): MasterKeyError {
  return new MasterKeyError({
    zh: '主密钥格式不对：应为 32 字节的 base64(44 个字符)。请检查 ECHELON_MASTER_KEY 或 master.key；可用 openssl rand -base64 32 生成新的(仅限首次启动)。',
    en: 'The master key is malformed: 32 bytes in base64 (44 characters) are expected. Check ECHELON_MASTER_KEY or master.key; openssl rand -base64 32 makes a new one (before the first start only).',
  });
}
