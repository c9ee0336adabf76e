import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import type { BusinessDate } from '../domain/dates';
import type { BatchId, HolderKind, OrgId, PersonId, RoundId } from '../domain/facts';
import { heirsOf, isWithin, unitsUnder, type OrgsState } from '../domain/orgs';
import type { Comparison } from '../read-models/document-store';
import { OPERATIONS, type OperationDocument } from '../../projections/operations/operations';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterWhere, type RosterFilter, type RosterSort } from '../../projections/roster/query';
import { OPEN_END, type RosterRow } from '../../projections/roster/rows';
import { nameOf } from './opened-parts';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';

export interface RosterAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  /** null: teachers without a title. */
  readonly tier?: string | null;
  readonly track?: string;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  readonly lineage?: Lineage;
  readonly stage?: string;
  readonly subject?: string;
  readonly status?: NonNullable<RosterFilter['status']>;
  readonly round?: string;
  readonly certificate?: string;
  readonly underReview?: boolean;
  /** Part of a name. */
  readonly name?: string;
  readonly sort?: readonly { readonly field: RosterSort; readonly descending: boolean }[];
  /** 1 to 500; 50 where none is given. */
  readonly limit?: number;
  readonly after?: string;
  /** True: with what the programme calls tier and track, for a file that people read. */
  readonly named?: boolean;
}

export interface RosterEntry {
  /** The teacher's id, or the team's. */
  readonly teacher: PersonId;
  readonly holder: HolderKind;
  /** null when erased. */
  readonly name: string | null;
  readonly erased: boolean;
  readonly unit: OrgId;
  readonly unitName: Labelled;
  readonly stage: string;
  readonly subject: string;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  readonly title: string | null;
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  /** Where names were asked for and the newest version of the programme has one. */
  readonly tierNames?: Labelled;
  readonly trackNames?: Labelled;
  readonly certificate: string | null;
  readonly conferredOn: BusinessDate | null;
  readonly until: BusinessDate | null;
  readonly round: RoundId | null;
  /** PENDING also for a title of a conferral that is not finished yet; `operation` then names it. */
  readonly status: RosterRow['status'];
  readonly operation: BatchId | null;
  readonly underReview: boolean;
  /** In this form since, and until (exclusive); null: nothing known ends it. */
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

export interface RosterAnswer {
  readonly asOf: BusinessDate;
  readonly rows: readonly RosterEntry[];
  readonly next: string | null;
  /** Teachers whose row is out of date because an event could not be folded. */
  readonly parked: number;
}

export class RosterQuestion extends Question<RosterAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: RosterAsked,
  ) {
    super();
  }
}

type NamesOf = (row: RosterRow) => Pick<RosterEntry, 'tierNames' | 'trackNames'>;
const NO_NAMES: NamesOf = () => ({});

const DEFAULT_LIMIT = 50;
/** Pages read for one answer where most rows are left out by a conferral under way; the cursor goes on from there. */
const MOST_PAGES = 20;

@QueryHandler(RosterQuestion)
export class RosterHandler implements IQueryHandler<RosterQuestion, RosterAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: RosterQuestion): Promise<RosterAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const asOf = asked.asOf ?? this.reading.today();
    const units = unitsReadOf(reader, tree, 'roster', { ...asked, asOf, today: this.reading.today() });
    const limit = asked.limit ?? DEFAULT_LIMIT;
    const unfinished = await unfinishedConferrals(this.reading);
    const where = this.where(asked, asOf, units, unfinished);
    const kept: RosterRow[] = [];
    let next = asked.after;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await this.reading.find(ROSTER_ROWS, { where, sort: asked.sort ?? [{ field: 'unit' }], limit: limit - kept.length, ...(next === undefined ? {} : { after: next }) });
      for (const { body } of page.documents) if (asked.status === undefined || statusOf(body as RosterRow, unfinished) === asked.status) kept.push(body as RosterRow);
      next = page.next;
      if (next === undefined || kept.length >= limit) break;
    }
    const opened = await this.reading.parts.open(kept.map(({ personal }) => personal));
    const names = asked.named === true ? await this.namesOf(kept) : NO_NAMES;
    const rows = kept.map((row) => ({ ...this.entry(row, opened, tree, asOf, unfinished), ...names(row) }));
    this.reading.noted(asker, 'roster', rows.filter(({ name, holder }) => name !== null && holder === 'PERSON').map(({ teacher }) => teacher));
    return { asOf, rows, next: next ?? null, parked: await this.reading.parked('roster') };
  }

  private async namesOf(rows: readonly RosterRow[]): Promise<NamesOf> {
    const { programmes } = this.reading.sources.application.desk;
    const ids = [...new Set(rows.flatMap(({ programme }) => programme ?? []))];
    // An earlier title may name a programme that was never published here.
    const published = await Promise.all(ids.map(async (id) => ((await programmes.load(id)).state.latest === 0 ? [] : [[id, await programmes.effective(id)] as const])));
    const rules = new Map(published.flat());
    return ({ programme, tier, track }) => {
      const { tiers = [], tracks = [] } = rules.get(programme ?? '') ?? {};
      const [tierNames, trackNames] = [tiers.find(({ code }) => code === tier)?.names, tracks.find(({ code }) => code === track)?.names];
      return { ...(tierNames === undefined ? {} : { tierNames }), ...(trackNames === undefined ? {} : { trackNames }) };
    };
  }

  private where(asked: RosterAsked, asOf: BusinessDate, units: readonly OrgId[] | undefined, unfinished: ReadonlyMap<RoundId, BatchId>): readonly Comparison[] {
    const { name, status, programme, tier, track, stage, subject, certificate, round, underReview } = asked;
    // A title of an unfinished conferral is ACTIVE in the view and PENDING in the answer.
    const both = status === 'PENDING' && unfinished.size > 0;
    const filter = { asOf, programme, tier, track, units, stage, subject, status: both ? undefined : status, certificate, round, ...(underReview === true ? { underReview } : {}) };
    return [
      ...rosterWhere(filter),
      ...(both ? [{ field: 'status', in: ['PENDING', 'ACTIVE'] }] : []),
      ...(name === undefined ? [] : [{ field: 'teacher', in: this.reading.names.search(name) }]),
    ];
  }

  private entry(row: RosterRow, opened: Awaited<ReturnType<Reading['parts']['open']>>, tree: OrgsState, asOf: BusinessDate, unfinished: ReadonlyMap<RoundId, BatchId>): RosterEntry {
    const part = row.personal === null ? undefined : opened.get(nameOf(row.personal));
    const name = row.team ?? part?.['name'];
    const status = statusOf(row, unfinished);
    return {
      teacher: row.teacher,
      holder: row.team === undefined ? 'PERSON' : 'TEAM',
      name: typeof name === 'string' ? name : null,
      erased: row.team === undefined && part === undefined,
      unit: row.unit,
      unitName: this.reading.unitName(tree, row.unit, asOf),
      stage: row.stage, subject: row.subject, onEstablishment: row.onEstablishment, inPost: row.inPost,
      title: row.title, programme: row.programme, tier: row.tier, track: row.track, certificate: row.certificate,
      conferredOn: row.conferredOn, until: row.until, round: row.round,
      status,
      operation: status === row.status ? null : (unfinished.get(row.round ?? '') ?? null),
      underReview: row.underReview === 1,
      from: row.from,
      to: row.to === OPEN_END ? null : row.to,
    };
  }
}

function statusOf({ status, round }: RosterRow, unfinished: ReadonlyMap<RoundId, BatchId>): RosterRow['status'] {
  return status === 'ACTIVE' && round !== null && unfinished.has(round) ? 'PENDING' : status;
}

/** Rounds whose conferral is under way: what it has conferred so far counts once all of it is there (design, section 4). */
export async function unfinishedConferrals(reading: Reading): Promise<ReadonlyMap<RoundId, BatchId>> {
  const rounds = new Map<RoundId, BatchId>();
  for await (const { body } of reading.all(OPERATIONS, [{ field: 'state', in: ['LISTED', 'OPEN'] }])) {
    const { round, batch } = body as OperationDocument;
    if (round !== null) rounds.set(round, batch);
  }
  return rounds;
}

export const LINEAGES = ['asAtTime', 'successor'] as const;
/**
 * What a unit stands for. `asAtTime`, the default: what stood below it on the day asked for, with what it had been left by
 * then by a unit that ended. `successor`: what is carried on today by what stands below it today, so that a school of a merger counts with the one that came of it, also on a day
 * before the merger. A unit that was split counts with each of its parts (E32).
 */
export type Lineage = (typeof LINEAGES)[number];

export interface UnitsAsked {
  readonly unit?: OrgId;
  readonly lineage?: Lineage;
  readonly asOf: BusinessDate;
  /** The tree of that day says who carries on whom. */
  readonly today: BusinessDate;
}

/** What is asked for within what may be read; undefined: everything. */
export function unitsAsked(tree: OrgsState, readable: ReadonlySet<OrgId> | null, { unit, lineage, asOf, today }: UnitsAsked): readonly OrgId[] | undefined {
  if (unit === undefined) return readable === null ? undefined : [...readable];
  // A mistyped one must not read as a unit in which there is nothing.
  if (!tree.orgs.has(unit)) throw new NotFoundError('unit', unit);
  const below = lineage === 'successor' ? broughtInto(tree, unit, today) : unitsUnder(tree, unit, asOf);
  return readable === null ? below : below.filter((org) => readable.has(org));
}

/** The same, refused where none of it may be read: nothing found would read as if there were nothing in the unit. Errors: MayNotReadError, NotFoundError. */
export function unitsReadOf(reader: Reader, tree: OrgsState, question: string, asked: UnitsAsked): readonly OrgId[] | undefined {
  const readable = reader.rosterUnits(question);
  const units = unitsAsked(tree, readable, asked);
  // A unit that was not there on the day has nothing, to whoever asks.
  if (readable !== null && asked.unit !== undefined && units?.length === 0 && unitsAsked(tree, null, asked)?.length !== 0) throw reader.refuse(question, 'staff');
  return units;
}

/** Of a unit that has ended, what those stand for that carry it on; what nobody carries on stays where it stood. */
function broughtInto(tree: OrgsState, unit: OrgId, today: BusinessDate): readonly OrgId[] {
  const tops = heirsOf(tree, unit, today);
  return [...tree.orgs.keys()].filter((org) => heirsOf(tree, org, today).some((now) => tops.some((top) => isWithin(tree, now, top, today))));
}
