import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import type { EventId, JsonObject } from '../domain/facts';
import { canonicalJson } from './canonical';
import type { SealedPart } from './event-store';
import { NoticeError } from './notice';

/** `node:crypto`'s in production, seeded in golden files, simulations and worked examples. */
export type RandomBytes = (size: number) => Buffer;

const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PREFIX = '{"part":';
/** `,"salt":"<32 hex digits>"}` */
const SUFFIX_BYTES = 9 + 2 * SALT_BYTES + 2;

/** A stored part whose ciphertext does not open under its key, or does not match its commitment. */
export class TamperedPartError extends NoticeError {
  constructor(readonly event: EventId, readonly owner: string, cause?: unknown) {
    super(
      {
        zh: `事件 ${event} 中属于 ${owner} 的加密内容与登记不符：数据被改动或密钥不对。请停止使用该数据，运行 echelon verify，并从备份核对。`,
        en: `The encrypted part of ${owner} in event ${event} does not match: the data was altered or the key is another one. Stop using it, run echelon verify and compare with a backup.`,
      },
      { cause },
    );
  }
}

/**
 * Encrypts one part. The plaintext is the canonical JSON of { part, salt }; the commitment is SHA-256(salt ‖ canonical
 * part), so that whoever is given salt and part can check it with a hash alone, and nobody can guess a part from it.
 */
export function sealPart(part: JsonObject, key: Buffer, event: EventId, owner: string, randomBytes: RandomBytes): SealedPart {
  const text = canonicalJson(part, 'private');
  // One call for both: a call of the generator costs more than the bytes.
  const random = randomBytes(SALT_BYTES + IV_BYTES);
  const salt = random.subarray(0, SALT_BYTES);
  const iv = random.subarray(SALT_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(event, owner));
  const body = cipher.update(`${PREFIX}${text},"salt":"${salt.toString('hex')}"}`, 'utf8');
  return {
    commitment: commitmentOf(salt, Buffer.from(text, 'utf8')).toString('hex'),
    cipher: Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]).toString('base64'),
  };
}

/** The plaintext of a part and the salt that proves it, as written (before any upcaster). Errors: TamperedPartError. */
export function openWithSalt(sealed: SealedPart, key: Buffer, event: EventId, owner: string): { readonly part: JsonObject; readonly salt: string } {
  try {
    const plain = decrypt(sealed.cipher, key, event, owner);
    const opened = JSON.parse(plain.toString('utf8')) as { readonly part: JsonObject; readonly salt: string };
    // The text is canonical as written, so the committed bytes are a slice of it and nothing is serialised again.
    const committed = plain.subarray(PREFIX.length, plain.length - SUFFIX_BYTES);
    if (!timingSafeEqual(commitmentOf(Buffer.from(opened.salt, 'hex'), committed), Buffer.from(sealed.commitment, 'hex'))) throw new Error('the commitment is another one');
    return opened;
  } catch (cause) {
    throw new TamperedPartError(event, owner, cause);
  }
}

/** For views, which keep the ciphertext without its commitment: what opens is authentic, and is not compared with the log. Errors: TamperedPartError. */
export function openCipher(cipher: string, key: Buffer, event: EventId, owner: string): JsonObject {
  try {
    return (JSON.parse(decrypt(cipher, key, event, owner).toString('utf8')) as { readonly part: JsonObject }).part;
  } catch (cause) {
    throw new TamperedPartError(event, owner, cause);
  }
}

/** For events as they are stored. Errors: TamperedPartError. */
export function openPart(sealed: SealedPart, key: Buffer, event: EventId, owner: string): JsonObject {
  return openWithSalt(sealed, key, event, owner).part;
}

/** Whether a plaintext handed out with its salt is the one that the log committed to; needs no key. */
export function matchesCommitment(part: JsonObject, salt: string, commitment: string): boolean {
  return commitmentOf(Buffer.from(salt, 'hex'), Buffer.from(canonicalJson(part, 'part'), 'utf8')).toString('hex') === commitment;
}

function decrypt(cipher: string, key: Buffer, event: EventId, owner: string): Buffer {
  const bytes = Buffer.from(cipher, 'base64');
  const tagAt = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES }).setAAD(boundTo(event, owner)).setAuthTag(bytes.subarray(tagAt));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, tagAt)), decipher.final()]);
}

function commitmentOf(salt: Buffer, canonicalPart: Buffer): Buffer {
  return createHash('sha256').update(salt).update(canonicalPart).digest();
}

/** A part cannot be moved to another event or another person. */
function boundTo(event: EventId, owner: string): Buffer {
  return Buffer.from(JSON.stringify([event, owner]), 'utf8');
}
