import { amount } from '../spread';
import { planted } from './planted';
import { runSchedule } from './simulation';

/** CI plays 20,000 (.ci/run), and 500 with all else; everyday runs a part of them. */
const SCHEDULES = Number(process.env['PROJECTOR_SCHEDULES'] ?? amount(150, 500));
const FIRST_SEED = Number(process.env['PROJECTOR_SEED'] ?? 1);

describe('random schedules of the projector', () => {
  it(`has no wrong outcome in ${SCHEDULES} schedules`, async () => {
    const total = { crashes: 0, stale: 0, parked: 0 };
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      const { wrong, crashes, stale, parked } = await runSchedule(seed);
      if (wrong.length > 0) throw new Error(`seed ${seed}: ${wrong.join('; ')}`);
      total.crashes += crashes;
      total.stale += stale;
      total.parked += parked;
    }
    // The schedules are worth something only while they meet what they are about.
    expect(total.crashes).toBeGreaterThan(SCHEDULES / 2);
    expect(total.stale).toBeGreaterThan(SCHEDULES / 2);
    expect(total.parked).toBeGreaterThan(SCHEDULES / 10);
  }, 180_000);

  // Each planted rule, a seed that shows it, and the document at rest that comes out wrong.
  it.each([
    ['guard per batch', 1, 'league_v1_rows/ann/red'],
    ['replaced only by a newer one', 2, 'league_v1_cells/red'],
    ['empty cells deleted', 22, 'league_v1_cells/red'],
    ['checkpoint before documents', 4, 'league_v1/ann'],
    ['sources before derived', 1, 'league_v1_cells/red'],
  ])('catches %s at seed %i', async (rule, seed, place) => {
    const house = planted[rule];
    if (house === undefined) throw new Error(`no planted rule ${rule}`);
    const { wrong } = await runSchedule(seed, house);
    expect(wrong).toContainEqual(expect.stringMatching(new RegExp(`^${place} is .*, not \\{`)));
    expect((await runSchedule(seed)).wrong).toEqual([]);
  });

  // Without faults and with one leader a weaker rule is right: it is the schedules that find it out, not a broken plant.
  it.each(Object.keys(planted).filter((rule) => rule !== 'empty cells deleted'))('%s goes unnoticed while nothing goes wrong', async (rule) => {
    const house = planted[rule];
    for (let seed = 1; seed <= 50; seed++) {
      const { wrong } = await runSchedule(seed, house, 'calm');
      expect(wrong.filter((what) => !what.startsWith('checkpoint'))).toEqual([]);
    }
  });
});
