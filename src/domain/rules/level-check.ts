import type { OrgLevel } from '../registry-facts';
import { isOpenLeaf, type ProgrammeDefinition, type TierEntry } from './programme-definition';
import type { Finding, Place } from './problems';

/** From the lowest up. */
const ORDER: readonly OrgLevel[] = ['SCHOOL', 'DISTRICT', 'CITY'];
/** What a round is decided by once everybody has been recommended, and the act that opens it. */
const DECIDING = ['ConferTitles', 'RankCandidates', 'OpenRound'] as const;

/** Recommendations go up the tree to a body that is none of those who recommend, and whoever recommends is who posts a list. */
export function checkLevels(definition: ProgrammeDefinition, { levels, publicityAt = {} }: TierEntry, place: Place): readonly Finding[] {
  if (levels !== undefined && isOpenLeaf(levels)) return [];
  const stated = levels?.value ?? ['SCHOOL'];
  const posting = Object.keys(publicityAt).filter((level) => !stated.some((one) => one === level));
  return [
    ...posting.map((level): Finding => ({ code: 'postsWithoutRecommending', place: [...place, 'publicityAt'], key: level, also: [[...place, 'levels']], with: { levels: stated.join(', ') } })),
    ...(levels === undefined ? [] : inOrder(definition, levels.value, [...place, 'levels', 'value'])),
  ];
}

function inOrder(definition: ProgrammeDefinition, levels: readonly OrgLevel[], place: Place): readonly Finding[] {
  const wrong = levels.findIndex((level, index, all) => ORDER.indexOf(level) < ORDER.indexOf(all[index - 1] ?? level));
  if (wrong >= 0) return [{ code: 'levelsOutOfOrder', place: [...place, wrong], with: { levels: levels.join(', ') } }];
  const deciding = decidingLevel(definition);
  const above = deciding === null ? -1 : levels.findIndex((level) => ORDER.indexOf(level) >= ORDER.indexOf(deciding.level));
  return deciding === null || above < 0 ? [] : [{ code: 'recommendsToItself', place: [...place, above], also: [deciding.place], with: { level: levels[above] ?? '', act: deciding.act, deciding: deciding.level } }];
}

/** The highest that acts once all are recommended: a county may open the round that the city decides, and the level that leads may be the city. Null where the file leaves it open, or to any bureau. */
function decidingLevel({ authority }: ProgrammeDefinition): { readonly act: string; readonly level: OrgLevel; readonly place: Place } | null {
  const acts = DECIDING.flatMap((act) => {
    const leaf = authority[act];
    return leaf === undefined ? [] : [{ act, leaf, place: ['authority', act] }];
  });
  if (authority.ConferTitles === undefined) return null;
  const levels = acts.flatMap(({ leaf, ...rest }) => (isOpenLeaf(leaf) ? [] : [{ ...rest, level: leaf.value.level === 'LEAD' ? ('CITY' as const) : leaf.value.level }]));
  const [highest] = levels.sort((a, b) => ORDER.indexOf(b.level) - ORDER.indexOf(a.level));
  return levels.length < acts.length ? null : (highest ?? null);
}
