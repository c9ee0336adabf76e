import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Kept, KeptState } from './kept';

const HASH_BYTES = 32;
/** By whose rules it was learnt. A program in which one of them differs learns it anew. */
export const LEARNT_BY = ['./pending-work', './terms-to-end', './work', '../commands/requests', '../commands/errors', '../domain/people', '../domain/facts', '../domain/dates'];

/** `reactor.kept` in the data folder: maps and sets as they are, behind a hash of them and of the rules that made them. */
export class KeptFile implements KeptState {
  readonly #path: string;

  constructor(folder: string, private readonly rules = rulesOfThisProgram()) {
    this.#path = path.join(folder, 'reactor.kept');
  }

  async load(): Promise<Kept | undefined> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#path);
    } catch {
      return undefined;
    }
    const body = bytes.subarray(HASH_BYTES);
    return this.#hash(body).equals(bytes.subarray(0, HASH_BYTES)) ? (deserialize(body) as Kept) : undefined;
  }

  /** In the place of the one before only when it is whole on the disk. Errors: those of the file system. */
  async save(kept: Kept): Promise<void> {
    const body = serialize(kept);
    const next = `${this.#path}.next`;
    const file = await open(next, 'w', 0o600);
    try {
      await file.writeFile(Buffer.concat([this.#hash(body), body]));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.#path);
  }

  #hash(body: Uint8Array): Buffer {
    return createHash('sha256').update(this.rules).update(body).digest();
  }
}

function rulesOfThisProgram(): string {
  const hash = createHash('sha256').update(process.versions.v8);
  for (const one of LEARNT_BY) hash.update(readFileSync(path.join(__dirname, `${one}${path.extname(__filename)}`)));
  return hash.digest('hex');
}
