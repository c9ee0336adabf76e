import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { publisherOf } from '../commands/publisher';
import { postWord } from '../audit/timeline';
import { catalogue, type EventType } from '../domain/catalogue';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { BACKDATED, backdatedWhere, type BackdatedDocument } from '../../projections/backdated/backdated';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import { RosterPlaces } from './places';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unitsAsked } from './roster';
import { isInLine } from './stated';

export interface LateDecisionsAsked {
  readonly days: number;
  readonly asOf?: BusinessDate;
  readonly unit?: OrgId;
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface LateDecision {
  readonly record: BackdatedDocument;
  readonly word: Labelled;
  readonly holderName: string | null;
  /** Where she was on the day. */
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  /** Who entered or signed it; null where her name can no longer be read. */
  readonly actorName: string | null;
  /** As what, and for which unit as it was called on the day of entry. */
  readonly postName: Labelled | null;
  readonly orgName: Labelled | null;
}

export interface LateDecisionsAnswer {
  readonly programme: string;
  readonly asOf: BusinessDate;
  readonly days: number;
  readonly records: readonly LateDecision[];
  readonly next: string | null;
}

export class LateDecisionsQuestion extends Question<LateDecisionsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: LateDecisionsAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;
/** Much of what is late is of lives, and of others than the holders of one programme. */
const MOST_PAGES = 20;

/**
 * Decisions on titles of a programme, and facts of its holders' lives, that were entered more than so many days after they took
 * effect, the newest first (question 11). What was entered on the day or before is on it.
 */
@QueryHandler(LateDecisionsQuestion)
export class LateDecisionsHandler implements IQueryHandler<LateDecisionsQuestion, LateDecisionsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: LateDecisionsQuestion): Promise<LateDecisionsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const today = this.reading.today();
    const { days, asOf = today, unit, limit = DEFAULT_LIMIT, after } = asked;
    const readable = reader.auditUnits('backdated');
    const within = unit === undefined ? null : new Set(unitsAsked(tree, null, { unit, asOf, today }));
    if ((await this.reading.sources.application.desk.programmes.load(programme)).revision < 0) throw new NotFoundError('programme', programme);
    if (!isInLine(tree, await publisherOf(this.reading.sources.application.desk, programme), readable, [today, asOf])) throw reader.refuse('backdated', 'oversight');
    // Who may read it goes by where the holder is today, whose it is by where she was on the day.
    const now = new RosterPlaces(this.reading);
    const then = asOf === today ? now : new RosterPlaces(this.reading, asOf);
    const kept: BackdatedDocument[] = [];
    let next = after;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await this.reading.find(BACKDATED, { where: backdatedWhere({ programme, days, asOf }), sort: [{ field: 'position', descending: true }], limit: limit - kept.length, ...(next === undefined ? {} : { after: next }) });
      const found = page.documents.map(({ body }) => body as BackdatedDocument);
      await now.learn(found.map(({ holder }) => holder));
      if (within !== null) await then.learn(found.map(({ holder }) => holder));
      const lives = found.flatMap((one) => (one.programme === null ? [one.holder] : []));
      // The titles of a dossier that was given up stand with those of the one that it was merged into.
      const holders = await this.holdersOf(programme, lives.map((one) => now.survivorOf(one)), asOf);
      kept.push(...found.filter((one) => (one.programme !== null || holders.has(now.survivorOf(one.holder))) && (readable === null || readable.has(now.unitOf(one.holder) ?? '')) && (within === null || within.has(then.unitOf(one.holder) ?? ''))));
      next = page.next;
      if (next === undefined || kept.length >= limit) break;
    }
    await then.learn(kept.map(({ holder }) => holder));
    const names = await this.reading.namesOf(kept.flatMap(({ holder, actor }) => [holder, actor]));
    this.reading.noted(asker, 'backdated', [...names.keys()]);
    const records = kept.map((record): LateDecision => {
      const at = then.unitOf(record.holder);
      const { zh, en } = catalogue[record.type as EventType];
      const { post, org, recordedOn } = record;
      return {
        record, word: { zh, en }, holderName: names.get(record.holder) ?? null, unit: at, unitName: at === null ? null : this.reading.unitName(tree, at, asOf),
        actorName: names.get(record.actor) ?? null, postName: post === null ? null : postWord(post), orgName: org === null ? null : this.reading.unitName(tree, org, recordedOn),
      };
    });
    return { programme, asOf, days, records, next: next ?? null };
  }

  /** Who of these has, or ever had, a title of the programme. */
  private async holdersOf(programme: string, persons: readonly PersonId[], asOf: BusinessDate): Promise<ReadonlySet<PersonId>> {
    if (persons.length === 0) return new Set();
    const holders = new Set<PersonId>();
    for await (const { body } of this.reading.all(ROSTER_ROWS, [{ field: 'teacher', in: [...new Set(persons)] }, { field: 'programme', eq: programme }, { field: 'from', lte: asOf }])) holders.add((body as RosterRow).teacher);
    return holders;
  }
}
