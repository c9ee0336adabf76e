import { foldBatches, logOf, type GivenEvent } from '../../test/projector/given';
import { Random } from '../../test/projector/random';
import { BOARD_ENTRIES, boardEntries, type BoardEntryDocument } from './board-entries';
import { FUND_TALLIES, movedBy } from './funds';

const DAYS = ['2023-12-01', '2024-03-01', '2024-12-31', '2025-01-10', '2025-06-01'];
const UNITS = ['u1', 'u2'];
const FUNDS = ['TRAINING', 'STUDIOS'];
const proof = { name: '凭证', number: null, file: null };

/** Money given, taken back and spent, of two years, and spendings that are restated to another day or amount. */
function history(random: Random): readonly GivenEvent[] {
  const spent: GivenEvent[] = [];
  return Array.from({ length: 40 }, (_, n): GivenEvent => {
    const [fund, unit, year] = [random.pick(FUNDS), random.pick(UNITS), random.pick([2024, 2025])];
    const of = { id: `e${n}`, on: random.pick(DAYS), stream: `fund-p.${unit}.${year}` };
    const data = { programme: 'p', fund, unit, year };
    if (random.chance(0.1)) return { ...of, type: 'FundBudgetSet', data: { ...data, base: random.below(1_000) } };
    if (random.chance(0.4)) return { ...of, type: 'FundAllocated', data: { ...data, amount: random.below(41) - 20 } };
    const restated = random.chance(0.4) && spent.length > 0 ? random.pick(spent) : undefined;
    const amount = random.below(10);
    if (restated !== undefined) return { ...restated, id: of.id, on: of.on, data: { ...restated.data, amount }, meta: { corrects: restated.id ?? '' } };
    const first: GivenEvent = { ...of, type: 'FundSpent', data: { ...data, amount, purpose: 'TRAINING', document: proof } };
    spent.push(first);
    return first;
  });
}

describe('funds', () => {
  it('tallied are what the records sum to one by one, by year, as of whatever day and however batches end', async () => {
    let years = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const log = logOf(history(new Random(seed)));
      const folded = await foldBatches([boardEntries], [log]);
      if (seed <= 3) expect((await foldBatches([boardEntries], log.map((event) => [event]), true)).all()).toEqual(folded.all());
      for (const asOf of DAYS) {
        const expected = new Map<string, { allocated: number; spent: number }>();
        for (const { type, on, data } of folded.bodies(BOARD_ENTRIES) as readonly BoardEntryDocument[]) {
          if (type === 'FundBudgetSet' || on > asOf) continue;
          const key = `${String(data['fund'])} ${String(data['unit'])} ${String(data['year'])}`;
          const sums = expected.get(key) ?? { allocated: 0, spent: 0 };
          sums[type === 'FundSpent' ? 'spent' : 'allocated'] += Number(data['amount']);
          expected.set(key, sums);
        }
        const found = folded.bodies(FUND_TALLIES).flatMap((body) => movedBy(body, asOf)).map(({ fund, unit, year, ...sums }) => [`${fund} ${unit} ${year}`, sums] as const);
        expect({ seed, asOf, found: Object.fromEntries(found) }).toEqual({ seed, asOf, found: Object.fromEntries(expected) });
        years += found.length;
      }
    }
    expect(years).toBeGreaterThan(200);
  });

  it('a year of which all was taken back on the day it was given is still shown', async () => {
    const allocated = (amount: number): GivenEvent => ({ type: 'FundAllocated', stream: 'fund-p.u1.2024', on: '2024-03-01', data: { programme: 'p', fund: 'TRAINING', unit: 'u1', year: 2024, amount } });
    const folded = await foldBatches([boardEntries], [logOf([allocated(500), allocated(-500)])]);
    expect(folded.bodies(FUND_TALLIES).flatMap((body) => movedBy(body, '2024-03-01'))).toEqual([{ fund: 'TRAINING', unit: 'u1', year: 2024, allocated: 0, spent: 0 }]);
    expect(folded.bodies(FUND_TALLIES).flatMap((body) => movedBy(body, '2024-02-29'))).toEqual([]);
  });
});
