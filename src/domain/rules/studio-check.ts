import { isOpenLeaf, type Leaf, type ProgrammeDefinition } from './programme-definition';
import type { Finding, Place, ProblemCode } from './problems';

/** What studios and mentors name is there, and a studio may have members at all. */
export function checkStudios(definition: ProgrammeDefinition): readonly Finding[] {
  const { studios = {}, mentoring = {}, tiers } = definition;
  return [
    ...Object.entries(studios).flatMap(([code, { opensFor, ledBy, members, number, perHolder, termYears, missions }]): readonly Finding[] => {
      const place: Place = ['studios', code];
      const least = members?.min === undefined || isOpenLeaf(members.min) ? 0 : members.min.value;
      return [
        ...named(opensFor, tiers, 'unknownTier', [...place, 'opensFor']),
        ...named(ledBy, studios, 'unknownStudioKind', [...place, 'ledBy']),
        ...within(perHolder, [...place, 'perHolder'], 1, 100),
        ...within(number, [...place, 'number'], 1, 100_000),
        ...within(termYears, [...place, 'termYears'], 1, 50),
        ...within(members?.max, [...place, 'members', 'max'], Math.max(1, least), 1_000),
        ...(missions === undefined || isOpenLeaf(missions) ? [] : missions.value.flatMap(({ code: mission }, index, all): readonly Finding[] => (all.findIndex((one) => one.code === mission) < index ? [{ code: 'duplicateCode', place: [...place, 'missions', 'value', index], with: { code: mission } }] : []))),
      ];
    }),
    ...Object.entries(mentoring).flatMap(([code, { who, maxMentees }]) => [...named(who, tiers, 'unknownTier', ['mentoring', code, 'who']), ...within(maxMentees, ['mentoring', code, 'maxMentees'], 1, 1_000)]),
  ];
}

function named(leaf: Leaf<readonly string[]> | undefined, known: object, code: ProblemCode, place: Place): readonly Finding[] {
  if (leaf === undefined || isOpenLeaf(leaf)) return [];
  return leaf.value.flatMap((value, index) => (Object.hasOwn(known, value) ? [] : [{ code, place: [...place, 'value', index], with: { code: value } }]));
}

function within(leaf: Leaf<number> | undefined, place: Place, min: number, max: number): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || (leaf.value >= min && leaf.value <= max) ? [] : [{ code: 'outOfBounds', place: [...place, 'value'], with: { min, max } }];
}
