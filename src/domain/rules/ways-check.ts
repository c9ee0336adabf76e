import { clauseOf, isOpenLeaf, type Leaf, type PoolEntry, type ProgrammeDefinition, type TierEntry } from './programme-definition';
import { bounded } from './leaf-checks';
import type { Finding, Place } from './problems';

/** How titles come about: feeders, pools, posts. */
export function checkWays(definition: ProgrammeDefinition): readonly Finding[] {
  return [...Object.entries(definition.tiers).flatMap(([code, tier]) => checkWay(definition, code, tier)), ...feederCycles(definition)];
}

function checkWay(definition: ProgrammeDefinition, code: string, tier: TierEntry): readonly Finding[] {
  const place: Place = ['tiers', code];
  const { feeders = {}, feederRecognitions, pool, seats, way, termYears } = tier;
  const stated = isOpenLeaf(way) ? null : way.value;
  return [
    ...Object.keys(feeders).flatMap((feeder): readonly Finding[] => {
      if (feeder === code) return [{ code: 'ownFeeder', place: [...place, 'feeders'], key: feeder }];
      return Object.hasOwn(definition.tiers, feeder) ? [] : [{ code: 'unknownTier', place: [...place, 'feeders'], key: feeder, with: { code: feeder } }];
    }),
    ...recognised(definition, feederRecognitions, [...place, 'feederRecognitions']),
    ...recognised(definition, pool?.recognitions, [...place, 'pool', 'recognitions']),
    // While the way is open, the pool says what adopting CANDIDATE would bring.
    ...(pool !== undefined && stated !== null && stated !== 'CANDIDATE' ? [{ code: 'poolWithoutCandidates' as const, place: [...place, 'pool'], also: [[...place, 'way']], with: { way: stated } }] : []),
    ...(pool === undefined && stated === 'CANDIDATE' ? [{ code: 'candidatesWithoutPool' as const, place: [...place, 'way'], with: { tier: code, clause: clauseOf(way) } }] : []),
    ...(pool === undefined ? [] : [...tooMany(seats, pool.convertsTo, place), ...neverConfirmed(pool, [...place, 'pool'])]),
    ...(stated === 'POST' && (termYears === undefined || (!isOpenLeaf(termYears) && termYears.value === null)) ? [{ code: 'postWithoutTerm' as const, place: [...place, 'way'], also: [[...place, 'termYears']] }] : []),
  ];
}

function recognised(definition: ProgrammeDefinition, leaf: Leaf<readonly string[]> | undefined, place: Place): readonly Finding[] {
  if (leaf === undefined || isOpenLeaf(leaf)) return [];
  return leaf.value.flatMap((one, index) => (Object.hasOwn(definition.recognitions ?? {}, one) ? [] : [{ code: 'unknownRecognition' as const, place: [...place, 'value', index], with: { code: one } }]));
}

function tooMany(seats: TierEntry['seats'], convertsTo: Leaf<number | null>, place: Place): readonly Finding[] {
  if (seats === undefined || isOpenLeaf(seats) || isOpenLeaf(convertsTo) || seats.value === null || convertsTo.value === null || convertsTo.value <= seats.value) return [];
  return [{ code: 'convertsToAbovePool', place: [...place, 'pool', 'convertsTo', 'value'], also: [[...place, 'seats']], with: { seats: seats.value, convertsTo: convertsTo.value } }];
}

/** Where titles come out of the pool at all, a place lasts longer than the years that come before one. */
function neverConfirmed({ convertsTo, cultivationYears, endsAfterYears, recognitions }: PoolEntry, place: Place): readonly Finding[] {
  const at: Place = [...place, 'endsAfterYears'];
  const short = bounded(endsAfterYears, at, 1, 60);
  if (short.length > 0 || recognitions !== undefined || (!isOpenLeaf(convertsTo) && convertsTo.value === 0) || isOpenLeaf(cultivationYears) || isOpenLeaf(endsAfterYears)) return short;
  const [years, ends] = [cultivationYears.value, endsAfterYears.value];
  return years === null || ends === null || years < ends ? [] : [{ code: 'placeEndsInCultivation', place: [...at, 'value'], also: [[...place, 'cultivationYears']], with: { years, ends } }];
}

/** Told once for each circle, at its first tier by code. Preferred feeders count too: a circle of them says nothing. */
function feederCycles({ tiers }: ProgrammeDefinition): readonly Finding[] {
  const found: Finding[] = [];
  for (const start of Object.keys(tiers).sort()) {
    const cycle = pathBack(tiers, start, start, new Set());
    if (cycle === null || [...cycle].sort()[0] !== start || cycle.length === 1) continue;
    const links = cycle.map((tier, index): Place => ['tiers', tier, 'feeders', cycle[index + 1] ?? start]);
    const [first = [], ...others] = links;
    found.push({ code: 'feederCycle', place: first.slice(0, -1), key: String(first.at(-1)), also: others, with: { cycle: [...cycle, start].join(' → ') } });
  }
  return found;
}

function pathBack(tiers: ProgrammeDefinition['tiers'], from: string, to: string, seen: Set<string>): readonly string[] | null {
  seen.add(from);
  for (const feeder of Object.keys(tiers[from]?.feeders ?? {}).sort()) {
    if (feeder === to) return [from];
    if (seen.has(feeder) || !Object.hasOwn(tiers, feeder)) continue;
    const rest = pathBack(tiers, feeder, to, seen);
    if (rest !== null) return [from, ...rest];
  }
  return null;
}
