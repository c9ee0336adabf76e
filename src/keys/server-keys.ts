import type { KeyStore } from './key-store';

/** Keys of the installation, not of a person. */
export interface ServerKeys {
  /** HMAC key of `identity-<HMAC(type, number)>` and `evidence-<HMAC>`. Never rotates: another one would let a person in twice. */
  readonly identity: Buffer;
  /** HMAC key of `meta.request`. */
  readonly request: Buffer;
}

/**
 * The same for every process on one key store. The embedded profile passes the key of its `identity.key`; elsewhere it
 * lies in the key store, wrapped, so that a new master key rewraps it and does not change it.
 */
export async function serverKeys(keyStore: KeyStore, identity?: Buffer): Promise<ServerKeys> {
  const owners = identity === undefined ? ['server:identity', 'server:request'] : ['server:request'];
  const keys = await keyStore.ensure(owners);
  const [identityKey, request] = [identity ?? keys.get('server:identity'), keys.get('server:request')];
  if (identityKey === undefined || request === undefined) throw new Error('the key store did not give the keys it was asked for');
  return { identity: identityKey, request };
}
