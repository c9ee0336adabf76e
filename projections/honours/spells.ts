import type { BusinessDate } from '../../src/domain/dates';
import type { Honour } from '../../src/domain/targets/honours';
import { OPEN_END } from '../roster/rows';

/** What she had been given, from a day on which that may have changed to the next such day; `id`: the title, or the fact that tells of it. */
export interface GivenSpell {
  readonly from: BusinessDate;
  readonly given: readonly { readonly id: string; readonly honour: Honour }[];
}

/** One honour as it is on the days [from, to): once it is given, only a revocation or its overturning changes it. */
export interface HonourSpell {
  readonly id: string;
  readonly honour: Honour;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** Of one life, each honour from a day on which it may have changed to the next; on any day those that hold it are what she had been given by then. */
export function honourSpellsOf(spells: readonly GivenSpell[]): readonly HonourSpell[] {
  const found = new Map<string, HonourSpell>();
  let running = new Map<string, { readonly key: string; readonly spell: string }>();
  spells.forEach(({ from, given }, index) => {
    const to = spells[index + 1]?.from ?? OPEN_END;
    const now = new Map<string, { readonly key: string; readonly spell: string }>();
    for (const { id: of, honour } of given) {
      const key = JSON.stringify(honour);
      const before = running.get(of);
      const id = before?.key === key ? before.spell : `${honour.teacher}/${of}/${from}`;
      found.set(id, { ...(found.get(id) ?? { id, honour, from }), to });
      now.set(of, { key, spell: id });
    }
    running = now;
  });
  return [...found.values()];
}
