import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RandomBytes } from '../event-store/private-parts';
import { StoreUnavailableError } from '../event-store/event-store';

export const KEY_BYTES = 32;

/**
 * A key in a file of its own, base64, mode 0600; made durable before it is used if `make` is given and there is none.
 * undefined: there is none. Errors: StoreUnavailableError.
 */
export function readOrMakeSecret(path: string, make: RandomBytes | undefined): Buffer | undefined {
  try {
    return read(path) ?? (make === undefined ? undefined : create(path, make));
  } catch (cause) {
    throw new StoreUnavailableError(
      {
        zh: `密钥文件 ${path} 无法读取或写入：${String(cause)}。请检查文件夹和文件的权限。`,
        en: `The key file ${path} cannot be read or written: ${String(cause)}. Check the permissions of the folder and the file.`,
      },
      { cause },
    );
  }
}

function read(path: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole under another name first: a crash leaves no half a key under the real one. */
function create(path: string, randomBytes: RandomBytes): Buffer {
  const key = randomBytes(KEY_BYTES);
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${key.toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // Unlike a rename, a link never replaces a key that another process made meanwhile.
    linkSync(draft, path);
  } finally {
    rmSync(draft);
  }
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
  return key;
}
