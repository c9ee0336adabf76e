import type { BusinessDate } from '../domain/dates';
import { hasEnded, orgOn, parentOn, type OrgsState } from '../domain/orgs';
import { fold } from '../tables/fold';
import type { KnownUnit } from './units-index';

/** A code or a name that a unit which has ended shares with one that stands is the latter's: a merger keeps them in use. */
export function knownUnits(tree: OrgsState, today: BusinessDate): readonly KnownUnit[] {
  const all = [...tree.orgs.values()].map((unit) => ({ unit, now: orgOn(tree, unit.org, today) ?? unit, ended: hasEnded(tree, unit.org, today) }));
  const taken = new Set(all.flatMap(({ ended, unit, now }) => (ended ? [] : [...(now.code === null ? [] : [now.code]), ...unit.names.flatMap(({ zh, en }) => [fold(zh), fold(en)])])));
  return all.map(({ unit, now, ended }): KnownUnit => {
    const names = unit.names.flatMap(({ zh, en }) => [zh, en]);
    return {
      org: unit.org,
      code: ended && now.code !== null && taken.has(now.code) ? null : now.code,
      parent: parentOn(unit, today),
      names: ended ? names.filter((name) => !taken.has(fold(name))) : names,
    };
  });
}

