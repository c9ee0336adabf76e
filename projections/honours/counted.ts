import type { BusinessDate } from '../../src/domain/dates';
import type { Honour } from '../../src/domain/targets/honours';
import { honoursOfCareer, type Career } from './careers';
import { careersIn, honoursAsOf, mergedInto, type HonoursDocument } from './honours';

/**
 * What numbers of people are counted from as of a day: of each career one who stands for all that have it, and apart from them
 * those of whom there are two dossiers.
 *
 * @param together dossiers that were merged into another, and those that they were merged into.
 */
export function countedHonours(careers: readonly { readonly id: string; readonly body: Career }[], together: readonly HonoursDocument[], asOf: BusinessDate): readonly Honour[] {
  // A surviving dossier is in its own careers still, as one that stands alone.
  const apart = new Map<string, number>();
  for (const document of together) {
    if (mergedInto(document) === null) for (const id of careersIn(document).keys()) apart.set(id, (apart.get(id) ?? 0) + 1);
  }
  return [
    ...careers.flatMap(({ id, body }) => {
      const persons = (body.days.persons ?? 0) - (apart.get(id) ?? 0);
      return persons > 0 ? honoursOfCareer(id, body, persons, asOf) : [];
    }),
    ...together.flatMap((document) => honoursAsOf(document, asOf, null)),
  ];
}
