import { createHmac } from 'node:crypto';
import type { ServerKeys } from '../keys/server-keys';
import type { Secrets } from './ports';

/** The server's HMACs; the purpose is part of what is hashed, so that one key's answers never stand for another's. */
export function hmacSecrets({ identity, request }: ServerKeys): Secrets {
  const hmac = (key: Buffer, purpose: string, ...parts: readonly string[]): string => createHmac('sha256', key).update(JSON.stringify([purpose, ...parts]), 'utf8').digest('hex');
  return {
    request: (body) => hmac(request, 'request', body),
    identity: (type, number) => hmac(identity, 'identity', type, number),
    training: (provider, key) => hmac(identity, 'training', provider, key),
    evidence: (kind, source) => hmac(identity, 'evidence', kind, source),
    content: (digest) => hmac(identity, 'content', digest),
    list: (list) => hmac(request, 'list', list),
  };
}
