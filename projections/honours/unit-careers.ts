import { addDays, type BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import type { CollectionSpec, Query } from '../../src/read-models/document-store';
import type { DayCounts } from '../facts-of';
import type { Delta } from '../projection';
import { OPEN_END } from '../roster/rows';
import type { HonourSpell } from './spells';

/**
 * A title of the programme as it is on the days [from, to), wherever it was conferred. Left out at the end and null: for good,
 * conferred on the first day, not revoked, and here, as were all of hers.
 */
type Titled = readonly [from: BusinessDate, tier: string, to?: BusinessDate | null, conferredOn?: string | null, revokedOn?: BusinessDate | null, unit?: string | null];
/** What a list says of the time before, on the days [from, to). */
type Listed = readonly [from: BusinessDate, name: string, conferredOn: string, to?: BusinessDate | null];
type Told = readonly [titles: readonly Titled[], lists: readonly Listed[]];

interface PlaceKey extends JsonObject {
  readonly programme: string;
  /** In which titles were conferred. */
  readonly unit: string;
}

/**
 * To how many people titles of a programme were conferred in a unit, by the career that they have. A unit confers few titles, so
 * all of its careers are one document, and whoever has titles of one unit alone has the career that others have of theirs: what is
 * asked of a part of the units costs the units, not the titles that they conferred.
 */
export interface UnitCareers extends PlaceKey {
  /** Least of the fields of `days`: none of it is of an earlier day than that begins with. */
  readonly since: string;
  /** How many people, by the first day of a title of theirs in the unit and, after a space, their career: titles and lists, as JSON. */
  readonly days: DayCounts;
}

export const UNIT_CAREERS = 'honours_v6_unit_careers';

export const unitCareers: CollectionSpec = {
  name: UNIT_CAREERS,
  indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'unit', type: 'text', alone: false }, { field: 'since', type: 'text', alone: false }],
  compound: [['programme', 'unit', 'since']],
};

/** Those of the units in which any title had been conferred by the day. */
export function unitCareersWhere(programme: string, units: readonly string[], asOf: BusinessDate): Query['where'] {
  return [{ field: 'programme', eq: programme }, { field: 'unit', in: units }, { field: 'since', lte: addDays(asOf, 1) }];
}

/** Where one life counts: in each unit that conferred a title to her, by programme, and always with her whole career. */
export function unitCareersOf(spells: readonly HonourSpell[]): ReadonlyMap<string, { readonly key: PlaceKey; readonly field: string }> {
  const places = new Map<string, { readonly key: PlaceKey; readonly field: string }>();
  const titles = spells.filter(({ honour }) => honour.kind === 'TITLE');
  const lists = spells.flatMap(({ from, to, honour }) => (honour.kind === 'LEGACY' ? [short([from, honour.name, honour.conferredOn, until(to)])] : []));
  for (const programme of new Set(titles.map(({ honour }) => String(honour.programme)))) {
    const own = titles.filter(({ honour }) => honour.programme === programme);
    const units = new Set(own.map(({ honour }) => String(honour.unit)));
    const told = own.map(({ from, to, honour: { tier, conferredOn, revokedOn, unit } }) => short([from, tier, until(to), conferredOn === from ? null : conferredOn, revokedOn, units.size === 1 ? null : unit]));
    const career = `[[${told.sort().join(',')}],[${lists.sort().join(',')}]]`;
    for (const unit of units) {
      const first = own.flatMap(({ from, honour }) => (honour.unit === unit ? [from] : [])).reduce((a, b) => (a < b ? a : b));
      places.set(`${programme}/${unit}`, { key: { programme, unit }, field: `${first} ${career}` });
    }
  }
  return places;
}

/** One person less in the careers that were, one more in those that are. */
export function unitCareersBetween(was: ReturnType<typeof unitCareersOf>, is: ReturnType<typeof unitCareersOf>): readonly Delta[] {
  const moved = (from: typeof was, other: typeof was, persons: 1 | -1) =>
    [...from].flatMap(([id, { key, field }]): readonly Delta[] => (other.get(id)?.field === field ? [] : [{ kind: 'add', collection: UNIT_CAREERS, id, key, add: { [field]: persons } }]));
  return [...moved(was, is, -1), ...moved(is, was, 1)];
}

/**
 * Titles of a programme that were conferred in any of these units, and what else of their holders may say that they are not new
 * (E52), as of a day: of one person who stands for all that have the career. In which of the units is not told apart.
 */
export function honoursOfUnitCareers(documents: Iterable<JsonObject>, asOf: BusinessDate): readonly Honour[] {
  const found = new Map<string, { readonly programme: string; readonly unit: string; readonly titles: readonly Titled[]; readonly lists: readonly Listed[]; persons: number }>();
  for (const body of documents) {
    const { programme, unit, days } = body as UnitCareers;
    for (const field in days) {
      if (field.slice(0, 10) > asOf) continue;
      const career = field.slice(11);
      const persons = days[field] ?? 0;
      const known = found.get(career);
      if (known === undefined) {
        const [titles, lists] = JSON.parse(career) as Told;
        found.set(career, { programme, unit, titles, lists, persons });
      } else if (known.titles.every(([, , , , , of]) => of === undefined)) known.persons += persons;
      // Whoever has titles of several units is in the document of each.
    }
  }
  return [...found].flatMap(([teacher, { programme, unit: here, titles, lists, persons }]) => {
    const none = { teacher, track: null, level: null, number: null, persons };
    return [
      ...titles.flatMap(([from, tier, to, conferredOn, revokedOn, unit]): readonly Honour[] => (holds(from, to, asOf) ? [{ ...none, kind: 'TITLE', programme, tier, name: null, conferredOn: conferredOn ?? from, revokedOn: revokedOn ?? null, unit: unit ?? here }] : [])),
      ...lists.flatMap(([from, name, conferredOn, to]): readonly Honour[] => (holds(from, to, asOf) ? [{ ...none, kind: 'LEGACY', programme: null, tier: null, name, conferredOn, revokedOn: null, unit: null }] : [])),
    ];
  });
}

function holds(from: BusinessDate, to: BusinessDate | null | undefined, asOf: BusinessDate): boolean {
  return from <= asOf && asOf < (to ?? OPEN_END);
}

function until(to: BusinessDate): BusinessDate | null {
  return to === OPEN_END ? null : to;
}

/** As JSON, without what is null at the end. */
function short(values: readonly (string | null)[]): string {
  return JSON.stringify(values.slice(0, values.findLastIndex((value) => value !== null) + 1));
}
