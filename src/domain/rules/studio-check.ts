import { beforeBeginning, bounded, duplicates, ordered, refersAll } from './leaf-checks';
import { isOpenLeaf, type ProgrammeDefinition } from './programme-definition';
import type { Finding, Place } from './problems';

/** What studios and mentors name is there, and a studio may have members at all. */
export function checkStudios(definition: ProgrammeDefinition): readonly Finding[] {
  const { studios = {}, mentoring = {}, tiers } = definition;
  return [
    ...Object.entries(studios).flatMap(([code, { levels, coverage, opensFor, ledBy, members, number, perHolder, termYears, missions }]): readonly Finding[] => {
      const place: Place = ['studios', code];
      return [
        ...refersAll(opensFor, [...place, 'opensFor'], tiers, 'unknownTier'),
        ...refersAll(ledBy, [...place, 'ledBy'], studios, 'unknownStudioKind'),
        ...(levels === undefined || isOpenLeaf(levels) || coverage === undefined || isOpenLeaf(coverage.levels) ? [] : coverage.levels.value.flatMap((level, index): readonly Finding[] =>
          levels.value.includes(level) ? [] : [{ code: 'coverageOfNoLevel', place: [...place, 'coverage', 'levels', 'value', index], also: [[...place, 'levels']], with: { level, levels: levels.value.join(', ') } }])),
        ...beforeBeginning(definition, coverage?.due, [...place, 'coverage', 'due']),
        ...bounded(perHolder, [...place, 'perHolder'], 1, 100),
        ...bounded(number, [...place, 'number'], 1, 100_000),
        ...bounded(termYears, [...place, 'termYears'], 1, 50),
        ...ordered(members?.min, members?.max, [[...place, 'members', 'min'], [...place, 'members', 'max']]),
        ...bounded(members?.max, [...place, 'members', 'max'], 1, 1_000),
        ...(missions === undefined || isOpenLeaf(missions) ? [] : duplicates(missions.value.map((mission) => mission.code), [...place, 'missions', 'value'])),
      ];
    }),
    ...Object.entries(mentoring).flatMap(([code, { who, maxMentees }]) => [...refersAll(who, ['mentoring', code, 'who'], tiers, 'unknownTier'), ...bounded(maxMentees, ['mentoring', code, 'maxMentees'], 1, 1_000)]),
  ];
}
