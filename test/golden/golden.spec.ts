import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type EventType } from '../../src/domain/catalogue';
import type { JsonObject, Meta, Recorded } from '../../src/domain/facts';
import { canonicalDigest } from '../../src/event-store/canonical';
import { decode, encode, ownersOf, stamp, type Keys, type OpenEnvelope } from '../../src/event-store/codec';
import type { StoredEnvelope } from '../../src/event-store/event-store';
import type { RandomBytes } from '../../src/event-store/private-parts';
import { bare, samples, type Sample } from './samples';

/** One event as it was once written. `envelope`, `keys` and `canonicalDigest` never change; `decoded` is today's reading of them. */
interface Golden {
  readonly envelope: StoredEnvelope;
  /** Hex, by owner. Keys of this file alone. */
  readonly keys: { readonly [owner: string]: string };
  readonly canonicalDigest: string;
  readonly decoded: Recorded;
}

/** `ECHELON_WRITE_GOLDEN=1 npx jest test/golden` writes the files that are missing, and never touches one that is there; not under CI, where a missing one fails. */
const WRITE = process.env['ECHELON_WRITE_GOLDEN'] === '1' && process.env['CI'] !== 'true';
type Of = typeof samples | typeof bare;
const types = Object.keys(catalogue) as EventType[];
const written: readonly (readonly [EventType, string, Of])[] = [...types.map((type) => [type, 'whole', samples] as const), ...(Object.keys(bare) as EventType[]).map((type) => [type, 'bare', bare] as const)];
const versions: ReadonlyMap<string, number> = new Map(Object.entries(catalogue).map(([type, kind]) => [type, kind.version]));
const nameOf = (type: string, version: number, of: Of = samples): string => `${type}@${version}${of === bare ? '.bare' : ''}.json`;
const NAME = /^(?<type>\w+)@(?<version>\d+)(?<bare>\.bare)?\.json$/u;
const read = (file: string): Golden => JSON.parse(readFileSync(file, 'utf8')) as Golden;
const keysOf = (golden: Golden): Keys => new Map(Object.entries(golden.keys).map(([owner, key]) => [owner, Buffer.from(key, 'hex')]));

/** SHA-256 in counter mode: the same bytes in every run, so that a golden file can be written again and compared. */
function seeded(seed: string): RandomBytes {
  let counter = 0;
  return (size) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < size; length += 32) blocks.push(createHash('sha256').update(`${seed}:${(counter += 1)}`).digest());
    return Buffer.concat(blocks).subarray(0, size);
  };
}

const meta: Omit<Meta, 'class'> = {
  commandId: '6f1d2a52-8f0a-5b57-9a86-00000000c001', useCase: 'WriteGoldenFile', request: 'b'.repeat(64), actor: 'p-9', appointment: 'ap-1', capacity: { post: 'BureauOfficer', org: 'edz-bureau' },
  enteredBy: 'p-10', via: 'batch', effectiveOn: '2019-05-12',
  context: { today: '2019-05-12', programme: { id: 'weihai-edz-2017', version: 1, adoptions: 2 }, orgs: 30, people: 40, calendar: '2019@1', streams: { 'round-1': 5 } },
  standsOn: ['0190a7c8-1111-7222-8333-44445555aaaa'], corrects: '0190a7c8-1111-7222-8333-44445555bbbb', rule: { programme: 'weihai-edz-2017', version: 1, clause: 'W12' },
  act: { body: 'edz-bureau', kind: '决定', number: '威经教〔2019〕12号', date: '2019-05-11', meeting: { on: '2019-05-10', present: 7, entitled: 9 }, file: 'c'.repeat(64) },
  cause: '6f1d2a52-8f0a-5b57-9a86-00000000c001', correlation: '6f1d2a52-8f0a-5b57-9a86-00000000c001',
};

function open(type: EventType, of: Of): OpenEnvelope {
  const sample: Sample<JsonObject> | undefined = of[type];
  if (sample === undefined) throw new Error(`${type} has no such sample`);
  const { stream, data, ...parts } = sample;
  const { version, class: eventClass } = stamp(type);
  const id = createHash('sha256').update(type).digest('hex');
  return {
    id: `0190a7c8-${id.slice(0, 4)}-7${id.slice(4, 7)}-8${id.slice(7, 10)}-${id.slice(10, 22)}`, type, version, stream, revision: 4, recordedAt: '2019-05-12T01:00:00.000Z', data, ...parts,
    meta: { ...meta, class: eventClass },
  };
}

function write(type: EventType, of: Of): Golden {
  const fact = open(type, of);
  const keys: Keys = new Map(ownersOf(fact).map((owner) => [owner, createHash('sha256').update(`golden key of ${owner}`).digest()]));
  const envelope = encode(fact, keys, seeded(`${type}@${fact.version}${of === bare ? ' bare' : ''}`));
  return { envelope, keys: Object.fromEntries([...keys].map(([owner, key]) => [owner, key.toString('hex')])), canonicalDigest: canonicalDigest(envelope), decoded: decode(envelope, keys) };
}

describe('golden files', () => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.json'));

  if (WRITE) {
    it('are written where they are missing', () => {
      for (const [type, , of] of written) {
        const file = join(__dirname, nameOf(type, catalogue[type].version, of));
        if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(write(type, of), null, 1)}\n`);
      }
    });
    return;
  }

  it.each(types)('%s has one of every version ever written', (type) => {
    const missing = Array.from({ length: catalogue[type].version }, (_, index) => nameOf(type, index + 1)).filter((file) => !files.includes(file));
    expect(missing).toEqual([]);
  });

  it('belong to a type and a version of the catalogue: no type is ever removed', () => {
    const strangers = files.filter((file) => {
      const { type = '', version } = NAME.exec(file)?.groups ?? {};
      return !(Number(version) <= (versions.get(type) ?? 0));
    });
    expect(strangers).toEqual([]);
  });

  it.each(files)('%s reads as it always did', (file) => {
    const golden = read(join(__dirname, file));
    expect(nameOf(golden.envelope.type, golden.envelope.version, NAME.exec(file)?.groups?.['bare'] === undefined ? samples : bare)).toBe(file);
    expect(canonicalDigest(golden.envelope)).toBe(golden.canonicalDigest);
    expect(decode(golden.envelope, keysOf(golden))).toEqual(golden.decoded);
    expect(golden.decoded.version).toBe(versions.get(golden.envelope.type));
  });

  it.each(files)('%s reads as erased without its keys, its digest unchanged', (file) => {
    const golden = read(join(__dirname, file));
    const erased = decode(golden.envelope, new Map());
    expect(Object.values(erased.private).every((part) => part === null)).toBe(true);
    expect(Object.keys(erased.private)).toEqual(Object.keys(golden.decoded.private));
    expect(erased.data).toEqual(golden.decoded.data);
    expect(canonicalDigest(golden.envelope)).toBe(golden.canonicalDigest);
  });

  // A sample that had to change means that the schema changed: that takes a new version, an upcaster and a new golden file.
  it.each(written)('%s is still written as its golden file says, %s', (type, _which, of) => {
    expect(write(type, of)).toEqual(read(join(__dirname, nameOf(type, catalogue[type].version, of))));
  });

  it('of what came later under one version the bare ones have nothing that the whole ones lack', () => {
    for (const [type, , of] of written.filter(([, which]) => which === 'bare')) expect(open(type, samples).data).toMatchObject(open(type, of).data);
  });

  it('hold none of the personal values of their samples in clear', () => {
    for (const file of files) {
      const { envelope } = read(join(__dirname, file));
      const text = JSON.stringify(envelope);
      for (const secret of ['阿依古丽', '王㛃', '李㐬', '11010519800229001X', '1980-02-29', '1979-08-30', '13800000000', '调离', '有偿补课', '某民办小学', 'MATERNITY', 'E00000000', '91.5']) expect(text.includes(secret) ? `${file} holds ${secret}` : '').toBe('');
    }
  });
});
