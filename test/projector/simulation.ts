import { isDeepStrictEqual } from 'node:util';
import type { LoggedEvent } from '../../src/event-store/event-store';
import { StoreUnavailableError } from '../../src/event-store/event-store';
import type { Interrupt } from '../../src/read-models/memory/faults';
import { Crash } from '../../src/read-models/memory/faults';
import { MemoryDisk } from '../../src/read-models/memory/memory-disk';
import { MemoryDocumentStore } from '../../src/read-models/memory/memory-document-store';
import { Fold } from '../../src/projector/fold';
import { unpaced } from '../../src/projector/pace';
import { Plan } from '../../src/projector/plan';
import type { Expected } from './league';
import { league, log, truth } from './league';
import { Random } from './random';

const CHECKPOINT = { name: 'league_g1', log: 'the-log' };
const COLLECTIONS = ['league_v1', 'league_v1_rows', 'league_v1_cells', 'league_v1_parked'];

/** What a schedule runs on: the real thing, or one with a planted weaker rule. */
export interface House {
  readonly disk: () => MemoryDisk;
  readonly store: (disk: MemoryDisk, interrupt: Interrupt) => MemoryDocumentStore;
  readonly fold: (...ports: ConstructorParameters<typeof Fold>) => Fold;
}

export const real: House = {
  disk: () => new MemoryDisk(),
  store: (disk, interrupt) => new MemoryDocumentStore(disk, interrupt),
  fold: (...ports) => new Fold(...ports),
};

export interface Result {
  readonly wrong: readonly string[];
  readonly crashes: number;
  readonly stale: number;
  readonly parked: number;
}

/**
 * One random schedule: a log, up to three leaders at once, crashes between any two steps, lost answers, moving borders.
 * 'calm': one leader and no faults.
 */
export async function runSchedule(seed: number, house: House = real, weather: 'rough' | 'calm' = 'rough'): Promise<Result> {
  const random = new Random(seed);
  const events = log(random, 3 + random.below(12));
  const expected = truth(events);
  const disk = house.disk();
  const plan = new Plan([league], [{ projection: 'league', version: 1, generation: 1 }], []);
  await new MemoryDocumentStore(disk).prepare(plan.specs);
  const wrong: string[] = [];
  const tally = { crashes: 0, stale: 0 };
  let faults = weather === 'calm' ? 0 : random.below(8);

  const interrupt: Interrupt = (step) => {
    if (step.part === 'checkpoint' && step.moment === 'after') checkCheckpoint(disk, expected, wrong);
    if (faults > 0 && random.chance(0.04)) {
      faults--;
      if (random.chance(0.6)) throw new Crash(step);
      throw new StoreUnavailableError('lost');
    }
    return random.chance(0.2) ? ticks(random.below(16)) : undefined;
  };

  const leader = async (): Promise<void> => {
    for (let life = 0; life < 50; life++) {
      const store = house.store(disk, interrupt);
      const fold = house.fold(plan, store, CHECKPOINT, unpaced, random.chance(0.3) ? 4 : 1_000);
      try {
        if (await lead(store, fold, events, random, tally)) return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        tally.crashes++;
      }
    }
    wrong.push('a leader never came to an end');
  };
  await Promise.all(Array.from({ length: weather === 'calm' ? 1 : 1 + random.below(3) }, leader));
  compareWithTruth(disk, expected.at(-1) ?? new Map(), wrong);
  return { wrong, ...tally, parked: disk.collection('league_v1_parked_g1').documents.size };
}

/** Batches of random length from the checkpoint to the end. After trouble the checkpoint is read again, and everything. */
async function lead(store: MemoryDocumentStore, fold: Fold, events: readonly LoggedEvent[], random: Random, tally: { stale: number }): Promise<boolean> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      let done = Number((await store.checkpoint(CHECKPOINT.name))?.position ?? 0);
      while (done < events.length) {
        const batch = events.slice(done, done + 1 + random.below(6));
        if ((await fold.advance(batch)) === 'stale') {
          tally.stale++;
          break;
        }
        done += batch.length;
        // Now and then a leader pauses, so that another overtakes it with its cache out of date.
        if (random.chance(0.2)) await ticks(random.below(80));
      }
      if (done >= events.length) return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
  }
  return false;
}

async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await null;
}

/** The checkpoint is never ahead of the documents: whatever the truth at it has changed is stored at least that far. */
function checkCheckpoint(disk: MemoryDisk, expected: readonly Expected[], wrong: string[]): void {
  const position = Number(disk.checkpoints.get(CHECKPOINT.name)?.position ?? 0);
  for (const [place, document] of expected[position] ?? []) {
    const stored = at(disk, place);
    const behind = stored === undefined || (stored.at < document.at && stored.stuck === undefined) || (document.stuck !== undefined && stored.stuck === undefined);
    if (behind) wrong.push(`checkpoint ${position} is ahead of ${place}`);
  }
}

function compareWithTruth(disk: MemoryDisk, expected: Expected, wrong: string[]): void {
  const seen = new Set<string>();
  for (const name of COLLECTIONS) {
    for (const [id, document] of disk.collection(`${name}_g1`).documents) {
      const { at: upTo, gone, stuck, body } = document;
      const rest = { at: upTo, ...(gone === undefined ? {} : { gone }), ...(stuck === undefined ? {} : { stuck }), body };
      seen.add(`${name}/${id}`);
      if (!isDeepStrictEqual(rest, expected.get(`${name}/${id}`))) wrong.push(`${name}/${id} is ${JSON.stringify(rest)}, not ${JSON.stringify(expected.get(`${name}/${id}`))}`);
    }
  }
  for (const place of expected.keys()) if (!seen.has(place)) wrong.push(`${place} is missing`);
}

function at(disk: MemoryDisk, place: string) {
  const slash = place.indexOf('/');
  return disk.collection(`${place.slice(0, slash)}_g1`).documents.get(place.slice(slash + 1));
}
