import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeKeyStore } from '../../../test/contract/key-store.contract';
import { StoreRefusedError } from '../../event-store/event-store';
import { openDatabase } from '../../sqlite/database';
import { MasterKeyError } from '../key-store';
import { SqliteKeyStore } from './sqlite-key-store';

const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'echelon-keys-'));

describeKeyStore('sqlite', async () => {
  const folder = makeFolder();
  const open = async () => new SqliteKeyStore({ folder, randomBytes });
  return { open, reopen: open, clean: async () => rmSync(folder, { recursive: true, force: true }) };
});

describe('sqlite key store', () => {
  let folder: string;
  const opened: SqliteKeyStore[] = [];
  const store = (options: Partial<ConstructorParameters<typeof SqliteKeyStore>[0]> = {}): SqliteKeyStore => {
    const made = new SqliteKeyStore({ folder, randomBytes, ...options });
    opened.push(made);
    return made;
  };
  beforeEach(() => { folder = makeFolder(); });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const wrappedOf = (owner: string): Buffer => {
    const database = openDatabase(join(folder, 'keys.db'), { readOnly: true });
    const wrapped = database.prepare('SELECT wrapped FROM keys WHERE owner = ?').get(owner)?.['wrapped'];
    database.close();
    if (!(wrapped instanceof Uint8Array)) throw new Error(`${owner} has no key`);
    return Buffer.from(wrapped);
  };
  const filesWith = (bytes: Buffer): string[] => readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(bytes));

  it('makes master.key and identity.key at the first start, readable by the owner alone', async () => {
    const first = store();
    expect(first.madeNow).toBe(true);
    for (const file of ['master.key', 'identity.key']) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
      expect(Buffer.from(readFileSync(join(folder, file), 'utf8'), 'base64')).toHaveLength(32);
    }
    const identity = first.identityKey.toString('hex');
    await first.close();
    const second = store();
    expect(second.madeNow).toBe(false);
    expect(second.identityKey.toString('hex')).toBe(identity);
    expect(readdirSync(folder).filter((file) => file.endsWith('.new'))).toEqual([]);
  });

  it('never stores a key as it is', async () => {
    const key = (await store().ensure(['t-1'])).get('t-1');
    if (key === undefined) throw new Error('no key');
    expect(filesWith(key)).toEqual([]);
    expect(filesWith(wrappedOf('t-1'))).not.toEqual([]);
  });

  it('leaves no trace of a destroyed key in any file, the WAL included, nor after a restart', async () => {
    const keys = store();
    await keys.ensure(Array.from({ length: 300 }, (_, index) => `t-${index}`));
    const gone = [0, 7, 150, 299].map((index) => [`t-${index}`, wrappedOf(`t-${index}`)] as const);
    for (const [, wrapped] of gone) expect(filesWith(wrapped)).not.toEqual([]);
    for (const [owner] of gone) await keys.destroy(owner);
    for (const [, wrapped] of gone) expect(filesWith(wrapped)).toEqual([]);
    await keys.close();
    for (const [, wrapped] of gone) expect(filesWith(wrapped)).toEqual([]);
    expect((await store().get(['t-1', 't-7'])).size).toBe(1);
  });

  it('fails, to be repeated, while a reader keeps the old page in the WAL', async () => {
    const keys = store({ busyMs: 20 });
    await keys.ensure(['t-1']);
    const wrapped = wrappedOf('t-1');
    const reader = openDatabase(join(folder, 'keys.db'), { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM keys').get();
    await expect(keys.destroy('t-1')).rejects.toThrow(/another process is reading.*另一个进程正在读取/);
    expect((await keys.get(['t-1'])).size).toBe(0);
    reader.exec('COMMIT');
    reader.close();
    await keys.destroy('t-1');
    expect(filesWith(wrapped)).toEqual([]);
  });

  it('notices a missing, another and a malformed master key at start, and makes no new one', async () => {
    const first = store();
    await first.ensure(['t-1']);
    await first.close();
    const original = readFileSync(join(folder, 'master.key'));
    rmSync(join(folder, 'master.key'));
    expect(() => store()).toThrow(MasterKeyError);
    expect(() => store()).toThrow(/ECHELON_MASTER_KEY.*放回|放回.*ECHELON_MASTER_KEY/s);
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
    writeFileSync(join(folder, 'master.key'), randomBytes(32).toString('base64'));
    expect(() => store()).toThrow(/does not belong.*不配套/);
    writeFileSync(join(folder, 'master.key'), 'short');
    expect(() => store()).toThrow(/malformed.*格式不对/);
    writeFileSync(join(folder, 'master.key'), original);
    expect((await store().get(['t-1'])).size).toBe(1);
  });

  it('takes the master key from the environment, and then makes no file', async () => {
    const masterKey = randomBytes(32).toString('base64');
    const first = store({ masterKey });
    await first.ensure(['t-1']);
    await first.close();
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
    expect((await store({ masterKey }).get(['t-1'])).size).toBe(1);
    expect(() => store({ masterKey: randomBytes(32).toString('base64') })).toThrow(MasterKeyError);
    expect(() => store({ masterKey: 'abc' })).toThrow(/44 characters/);
    expect(() => store()).toThrow(MasterKeyError);
  });

  it('starts as the first time when it was killed after the key file and before its check', async () => {
    writeFileSync(join(folder, 'master.key'), `${randomBytes(32).toString('base64')}\n`);
    const before = readFileSync(join(folder, 'master.key'), 'utf8');
    await store().ensure(['t-1']);
    expect(readFileSync(join(folder, 'master.key'), 'utf8')).toBe(before);
  });

  it('refuses another identity key: a person could be registered twice', async () => {
    await store().close();
    writeFileSync(join(folder, 'identity.key'), randomBytes(32).toString('base64'));
    expect(() => store()).toThrow(/identity\.key.*registered twice/);
    rmSync(join(folder, 'identity.key'));
    expect(() => store()).toThrow(MasterKeyError);
  });

  it('does not open a key that was moved to another owner', async () => {
    const first = store();
    await first.ensure(['t-1', 't-2']);
    await first.close();
    const database = openDatabase(join(folder, 'keys.db'));
    database.exec(`UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE owner = 't-2') WHERE owner = 't-1'`);
    database.close();
    await expect(store().get(['t-1'])).rejects.toBeInstanceOf(MasterKeyError);
  });

  it('reads beside the writer, and sees an erasure at once', async () => {
    const keys = store();
    await keys.ensure(['t-1']);
    const reader = store({ readOnly: true });
    expect((await reader.get(['t-1'])).size).toBe(1);
    await keys.destroy('t-1');
    expect((await reader.get(['t-1'])).size).toBe(0);
    expect(await reader.isDestroyed('t-1')).toBe(true);
  });

  it('refuses a newer data format, and reading what was never started', async () => {
    const empty = makeFolder();
    expect(() => store({ folder: empty, readOnly: true })).toThrow(/ECHELON_DATA/);
    rmSync(empty, { recursive: true });
    await store().close();
    const database = openDatabase(join(folder, 'keys.db'));
    database.exec(`UPDATE store SET value = '2' WHERE name = 'format'`);
    database.close();
    expect(() => store()).toThrow(StoreRefusedError);
  });
});
