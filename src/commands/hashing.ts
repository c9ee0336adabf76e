import { createHash } from 'node:crypto';

/** SHA-256 (hex) of UTF-8 text: what the domain is given where it has to hash. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
