import { isOpenLeaf, type Leaf, type ProgrammeDefinition, type TierEntry } from './programme-definition';
import type { Finding, Place } from './problems';

/** What a tier says of the life of its titles, held against the rest of the file. */
export function checkTitleLife(definition: ProgrammeDefinition, code: string, { termYears, renewal, lifetime, absorbs }: TierEntry): readonly Finding[] {
  const place: Place = ['tiers', code];
  const termless = termYears === undefined || (!isOpenLeaf(termYears) && termYears.value === null);
  return [
    ...(termless && renewal !== undefined ? [{ code: 'missingKey' as const, place: [...place, 'renewal'], with: { key: 'termYears' } }] : []),
    ...(termless && lifetime !== undefined ? [{ code: 'missingKey' as const, place: [...place, 'lifetime'], with: { key: 'termYears' } }] : []),
    ...(lifetime === undefined || isOpenLeaf(lifetime.consecutive) || (lifetime.consecutive.value >= 2 && lifetime.consecutive.value <= 10) ? [] : [{ code: 'outOfBounds' as const, place: [...place, 'lifetime', 'consecutive', 'value'], with: { min: 2, max: 10 } }]),
    ...unknownGrounds(definition, lifetime?.revocable, [...place, 'lifetime', 'revocable']),
    ...absorbed(definition, code, absorbs, [...place, 'absorbs']),
  ];
}

function unknownGrounds({ revocationGrounds }: ProgrammeDefinition, revocable: Leaf<readonly string[]> | undefined, place: Place): readonly Finding[] {
  if (revocable === undefined || isOpenLeaf(revocable) || isOpenLeaf(revocationGrounds)) return [];
  const known = new Set(revocationGrounds.value.map((ground) => ground.code));
  return revocable.value.flatMap((ground, index) => (known.has(ground) ? [] : [{ code: 'unknownGround' as const, place: [...place, 'value', index], with: { code: ground, known: [...known].join(', ') } }]));
}

/** A lower tier of the same programme: what takes up its own equal or better would take from the holder. */
function absorbed(definition: ProgrammeDefinition, code: string, absorbs: TierEntry['absorbs'], place: Place): readonly Finding[] {
  if (absorbs === undefined || isOpenLeaf(absorbs)) return [];
  const rankOf = (tier: string): number | null => {
    const rank = definition.tiers[tier]?.rank;
    return rank === undefined || isOpenLeaf(rank) ? null : rank.value;
  };
  const own = rankOf(code);
  return absorbs.value.flatMap((tier, index): readonly Finding[] => {
    const at = [...place, 'value', index];
    if (!Object.hasOwn(definition.tiers, tier)) return [{ code: 'unknownTier', place: at, with: { code: tier } }];
    const rank = rankOf(tier);
    return rank !== null && own !== null && rank >= own ? [{ code: 'absorbsHigher', place: at, with: { code: tier } }] : [];
  });
}
