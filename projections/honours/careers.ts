import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour, PeopleMetric } from '../../src/domain/targets/honours';
import type { CollectionSpec, Query } from '../../src/read-models/document-store';
import type { Delta } from '../projection';
import type { GivenSpell } from './spells';

/** Of an honour what numbers of people are counted by: not whose it is, nor its number or unit. */
interface CountedHonour extends JsonObject {
  readonly kind: Honour['kind'];
  readonly programme: string | null;
  readonly tier: string | null;
  readonly name: string | null;
  readonly conferredOn: string;
  readonly revokedOn: BusinessDate | null;
}

interface CareerKey extends JsonObject {
  /** Which metrics count it: titles with what lists say of the time before, lists alone, recognitions alone. */
  readonly of: PeopleMetric['of'];
  /** null of what only lists say. */
  readonly programme: string | null;
  /** The first day on which there was any of it. */
  readonly from: BusinessDate;
  /** What she had been given, from each day on which that changed to the next. */
  readonly spells: readonly { readonly from: BusinessDate; readonly honours: readonly CountedHonour[] }[];
}

/**
 * How many people have exactly this career in a programme. Few careers are anybody's alone, since titles are conferred by rounds,
 * so a number of people is counted over careers in place of over everybody (E52: by person, whatever else she holds).
 */
export interface Career extends CareerKey {
  readonly days: { readonly persons?: number };
}

export const careers: CollectionSpec = { name: 'honours_v6_careers', indexes: [{ field: 'of', type: 'text', alone: false }, { field: 'programme', type: 'text', alone: false }, { field: 'from', type: 'text', alone: false }], compound: [['of', 'programme', 'from']] };

/** Those that had begun by the day. */
export function careersWhere(of: PeopleMetric['of'], programme: string, asOf: BusinessDate): Query['where'] {
  return [{ field: 'of', eq: of }, { field: 'programme', eq: of === 'LEGACY' ? null : programme }, { field: 'from', lte: asOf }];
}

/** One life's careers by id. */
export function careersOf(spells: readonly GivenSpell[]): ReadonlyMap<string, CareerKey> {
  const seen = spells.map(({ from, given }) => ({ from, honours: given.map(({ honour }) => counted(honour)) }));
  const careersOfHers = new Map<string, CareerKey>();
  const keep = (of: CareerKey['of'], programme: string | null, belongs: (honour: CountedHonour) => boolean): void => {
    const spells: { from: BusinessDate; honours: readonly CountedHonour[]; id: string }[] = [];
    for (const { from, honours } of seen) {
      const own = honours.filter(belongs);
      const id = own.map(idOf).join(';');
      if (id !== (spells.at(-1)?.id ?? '')) spells.push({ from, honours: own, id });
    }
    const [first] = spells;
    if (first === undefined) return;
    const id = [of, programme ?? '-', ...spells.map((spell) => `${spell.from}:${spell.id}`)].join('/');
    careersOfHers.set(id, { of, programme, from: first.from, spells: spells.map(({ from, honours }) => ({ from, honours })) });
  };
  const programmesWith = (kind: Honour['kind']) => new Set(seen.flatMap(({ honours }) => honours.flatMap((honour) => (honour.kind === kind && honour.programme !== null ? [honour.programme] : []))));
  for (const programme of programmesWith('TITLE')) keep('TITLES', programme, (honour) => honour.kind === 'LEGACY' || (honour.kind === 'TITLE' && honour.programme === programme));
  keep('LEGACY', null, ({ kind }) => kind === 'LEGACY');
  for (const programme of programmesWith('RECOGNITION')) keep('RECOGNITIONS', programme, (honour) => honour.kind === 'RECOGNITION' && honour.programme === programme);
  return careersOfHers;
}

/** One person less in the careers that were, one more in those that are. */
export function careersBetween(was: ReadonlyMap<string, CareerKey>, is: ReadonlyMap<string, CareerKey>): readonly Delta[] {
  const moved = (from: ReadonlyMap<string, CareerKey>, other: ReadonlyMap<string, CareerKey>, persons: 1 | -1) =>
    [...from].flatMap(([id, key]): readonly Delta[] => (other.has(id) ? [] : [{ kind: 'add', collection: careers.name, id, key, add: { persons } }]));
  return [...moved(was, is, -1), ...moved(is, was, 1)];
}

/** A career as of a day, as the honours of one person who stands for all that have it. `id` stands for who she is. */
export function honoursOfCareer(id: string, { spells, days: { persons = 0 } }: Career, asOf: BusinessDate): readonly Honour[] {
  const spell = persons > 0 ? spells.findLast(({ from }) => from <= asOf) : undefined;
  return (spell?.honours ?? []).map(({ kind, programme, tier, name, conferredOn, revokedOn }) => ({ teacher: id, kind, programme, tier, name, conferredOn, revokedOn, track: null, level: null, number: null, unit: null, persons }));
}

function counted({ kind, programme, tier, name, conferredOn, revokedOn }: Honour): CountedHonour {
  return { kind, programme, tier, name, conferredOn, revokedOn };
}

function idOf({ kind, programme, tier, name, conferredOn, revokedOn }: CountedHonour): string {
  return JSON.stringify([kind, programme, tier, name, conferredOn, revokedOn]);
}
