import { standingEntries } from '../../src/domain/targets/entries';
import { targetBoard } from '../../src/domain/targets/target-board';
import { foldBatches, logOf, type GivenEvent } from '../../test/projector/given';
import { Random } from '../../test/projector/random';
import { boardEntries, BOARD_ENTRIES, entryOf, type BoardEntryDocument } from './board-entries';
import { OUTPUT_TALLIES, type OutputTally } from './outputs';

const UNITS = ['u1', 'u2', 'u3'];
const DAYS = ['2023-12-31', '2024-01-01', '2024-06-01', '2024-12-31', '2025-01-01', '2025-07-01'];
const TARGETS = ['VIDEOS', 'LESSONS'];
const target = { names: { zh: '视频', en: 'Videos' }, clause: null, quote: null, number: 1, word: null, percent: null, counts: null, from: '2024-01-01', due: null, everyYears: 1, by: null };

/** Records and restatements of records to another day, unit or number, in whatever order of days. */
function history(random: Random): readonly GivenEvent[] {
  const first = new Map<string, string>();
  return Array.from({ length: 40 }, (_, n): GivenEvent => {
    const id = `e${n}`;
    const restated = random.chance(0.3) && first.size > 0 ? random.pick([...first.keys()]) : undefined;
    const made = restated === undefined ? random.pick(TARGETS) : (first.get(restated) ?? '');
    if (restated === undefined) first.set(id, made);
    return { type: 'OutputRecorded', stream: 'targets-p', id, on: random.pick(DAYS), data: { programme: 'p', target: made, unit: random.pick(UNITS), quantity: random.below(20), proof: { name: '目录', number: null, file: null } }, ...(restated === undefined ? {} : { meta: { corrects: restated } }) };
  });
}

describe('outputs', () => {
  it('tallied are what the records sum to one by one, of each unit and of all, as of whatever day and however batches end', async () => {
    let counted = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const log = logOf(history(new Random(seed)));
      const folded = await foldBatches([boardEntries], [log]);
      if (seed <= 3) expect((await foldBatches([boardEntries], log.map((event) => [event]), true)).all()).toEqual(folded.all());
      const made = folded.bodies(OUTPUT_TALLIES) as readonly OutputTally[];
      for (const asOf of DAYS) {
        const standing = standingEntries((folded.bodies(BOARD_ENTRIES) as readonly BoardEntryDocument[]).map(entryOf), asOf);
        for (const asked of [undefined, ['u1'], ['u2', 'u3'], []]) {
          const targets = TARGETS.flatMap((code) => [{ ...target, code, unit: null }, { ...target, code, unit: 'u3' }]);
          for (const { code, unit, period, counted: found } of targetBoard({ programme: 'p', asOf, targets, entries: [], made, honours: () => [], asked: asked === undefined ? undefined : (one) => asked.includes(one), isWithin: (one, above) => one === above })) {
            const among = unit === null ? (asked ?? UNITS) : [unit];
            const expected = standing.reduce((sum, { on, data }) => (data['target'] === code && among.includes(String(data['unit'])) && on >= period.from && on <= period.to ? sum + Number(data['quantity']) : sum), 0);
            counted += expected;
            expect({ seed, asOf, asked, code, unit, found }).toEqual({ seed, asOf, asked, code, unit, found: expected });
          }
        }
      }
    }
    expect(counted).toBeGreaterThan(1_000);
  });
});
