import { createHmac } from 'node:crypto';
import type { RoundId } from '../domain/facts';
import { canonicalJson } from '../event-store/canonical';
import { ErasedError } from '../keys/key-store';
import type { Desk } from './desk';

/** Name of the key that a round's scores are sealed under until they are opened. */
export const sealOf = (round: RoundId): string => `seal:${round}`;

/** HMAC of marks under the seal, so that two entries are compared unopened; null once the seal is destroyed. */
export async function checkUnderSeal(desk: Desk, sealKey: string, components: { readonly [component: string]: number }): Promise<string | null> {
  try {
    const key = (await desk.ports.keys.ensure([sealKey])).get(sealKey);
    return key === undefined ? null : createHmac('sha256', key).update(canonicalJson(components, 'components'), 'utf8').digest('hex');
  } catch (error) {
    if (error instanceof ErasedError) return null;
    throw error;
  }
}
