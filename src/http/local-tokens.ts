import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { SignJWT } from 'jose';
import type { PersonId } from '../domain/facts';
import { readOrMakeSecret } from '../keys/secret-file';

/** `iss` of tokens signed with the key in the data folder. */
export const LOCAL_ISSUER = 'urn:echelon:local';
export const AUDIENCE = 'echelon';
const KEY_FILE = 'token.key';
/** PKCS #8 header of an Ed25519 seed (RFC 8410, section 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key that signs tokens where no issuer is configured: Ed25519, its seed in a file of the data folder, mode 0600,
 * made when first asked for. Whoever may read the file may be anybody, so such a server listens on loopback only.
 * Errors: StoreUnavailableError.
 */
export function localKey(data: string): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  mkdirSync(data, { recursive: true });
  const seed = readOrMakeSecret(path.join(data, KEY_FILE), randomBytes);
  if (seed === undefined) throw new Error('a secret that may be made is there');
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** @param seconds how long it holds; @param now milliseconds of the wall clock: a demonstration's business clock is not asked. */
export function signLocalToken(data: string, person: PersonId, seconds: number, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(LOCAL_ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(person)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(localKey(data).privateKey);
}
