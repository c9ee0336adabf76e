import type { EffectiveProgramme } from '../domain/programme-rules';
import { outsideTasks, type OutsideAsked } from './due-outside';
import type { Reading } from './reading';

describe('what waits in no round', () => {
  test('is told again by the same rules alone: not by another version, and not where a value that was open is adopted', async () => {
    const mark = { stand: '1/0001', head: '0001' };
    const reading = { today: () => '2019-05-10', sources: { projector: { stand: mark.stand } } } as Partial<Reading> as Reading;
    const tree = { orgs: new Map() } as Partial<OutsideAsked['tree']> as OutsideAsked['tree'];
    const people = { handovers: [], appointments: new Map() } as Partial<OutsideAsked['people']> as OutsideAsked['people'];
    const by = (version: number, adoptions: number) => {
      const rules = { id: 'p', version, adoptions } as Partial<EffectiveProgramme> as EffectiveProgramme;
      return outsideTasks(reading, mark, { asOf: '2019-05-10', kind: 'SCORE', units: null, within: null, people, tree, programmes: [{ rules }] });
    };
    const first = await by(1, 1);
    expect(await by(1, 1)).toBe(first);
    expect(await by(1, 2)).not.toBe(first);
    expect(await by(2, 1)).not.toBe(first);
  });
});
