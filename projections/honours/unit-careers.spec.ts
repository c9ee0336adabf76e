import { foldBatches, logOf, type GivenEvent } from '../../test/projector/given';
import { conferred, history } from '../../test/projector/honoured';
import { Random } from '../../test/projector/random';
import { honours } from './honours';
import { honoursOfUnitCareers, UNIT_CAREERS } from './unit-careers';

const titled = (teacher: string, title: string, tier: string, unit: string, on = '2023-09-01'): GivenEvent => ({ type: 'TitleConferred', stream: `teacher-${teacher}`, id: `e-${title}`, on, data: conferred(title, 'p', tier, unit) });
const voided = (teacher: string, title: string): GivenEvent => ({ type: 'FactVoided', stream: `teacher-${teacher}`, on: '2023-10-01', data: { event: `e-${title}`, reasonCode: 'ENTERED_IN_ERROR' } });
const of = async (events: readonly GivenEvent[]) => (await foldBatches([honours], [logOf(events)])).bodies(UNIT_CAREERS);

describe('careers of a unit', () => {
  it('are one document, however many titles it conferred, and none when they were entered by mistake', async () => {
    const given = [titled('a', 'ti-a', 'STAR', 'u1'), titled('b', 'ti-b', 'STAR', 'u1'), titled('c', 'ti-c', 'MASTER', 'u1')];
    const [document, ...others] = await of(given);
    expect(others).toEqual([]);
    expect(Object.values(document?.['days'] ?? {}).sort()).toEqual([1, 2]);
    expect(await of([...given, voided('a', 'ti-a'), voided('b', 'ti-b'), voided('c', 'ti-c')])).toEqual([]);
  });

  it('E52 stand for one person in each unit that conferred a title to her, from the first day on which it did', async () => {
    const documents = await of([titled('a', 'ti-1', 'STAR', 'u1'), titled('b', 'ti-2', 'STAR', 'u1'), titled('a', 'ti-3', 'MASTER', 'u2', '2024-09-01'), titled('b', 'ti-4', 'MASTER', 'u2', '2024-09-01')]);
    const seen = (asOf: string, units: readonly string[]) => honoursOfUnitCareers(documents.filter(({ unit }) => units.includes(String(unit))), asOf).map(({ tier, unit, persons }) => [tier, unit, persons]);
    expect(documents.map(({ unit, since }) => [unit, String(since).slice(0, 10)]).sort()).toEqual([['u1', '2023-09-01'], ['u2', '2024-09-01']]);
    expect(seen('2024-08-31', ['u1', 'u2'])).toEqual([['STAR', 'u1', 2]]);
    expect(seen('2024-08-31', ['u2'])).toEqual([]);
    expect(seen('2024-09-01', ['u2'])).toEqual([['STAR', 'u1', 2], ['MASTER', 'u2', 2]]);
    expect(seen('2024-09-01', ['u1', 'u2'])).toEqual(seen('2024-09-01', ['u2']));
  });

  it('are the same career in every unit that conferred all of somebody’s titles', async () => {
    const documents = await of([titled('a', 'ti-1', 'STAR', 'u1'), titled('b', 'ti-2', 'STAR', 'u2'), titled('c', 'ti-3', 'STAR', 'u3'), titled('c', 'ti-4', 'STAR', 'u4')]);
    const persons = (units: readonly string[]) => honoursOfUnitCareers(documents.filter(({ unit }) => units.includes(String(unit))), '2024-01-01').map(({ unit, persons: many }) => [unit, many]);
    expect(persons(['u1', 'u2'])).toEqual([['u1', 2]]);
    expect(persons(['u2'])).toEqual([['u2', 1]]);
    expect(persons(['u1', 'u2', 'u3', 'u4'])).toEqual([['u1', 2], ['u3', 1], ['u4', 1]]);
  });

  it('are the same whatever the history and wherever batches end', async () => {
    let kept = 0;
    for (let seed = 1; seed <= 6; seed += 1) {
      const log = logOf(history(new Random(seed)));
      const rebuilt = await foldBatches([honours], [log]);
      kept += rebuilt.bodies(UNIT_CAREERS).length;
      expect((await foldBatches([honours], log.map((event) => [event]), true)).all()).toEqual(rebuilt.all());
    }
    expect(kept).toBeGreaterThan(20);
  });
});
