import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { catalogue, type EventType } from '../domain/catalogue';
import { shanghaiDate } from '../clock';
import { daysBetween, type BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, RoundId } from '../domain/facts';
import type { Led } from '../domain/lead';
import type { OrgsState } from '../domain/orgs';
import type { Sourced } from '../domain/programme-rules';
import { leadOfRound } from '../domain/round/leading';
import type { Validity } from '../domain/validity';
import { cadenceOf, isBefore, roundsOfItsKind, validityOf, type Cadence } from '../../projections/rounds/cadence';
import { roundAsOf, roundsQuery, seatTotals, type RoundAsOf, type SeatsAsOf } from '../../projections/rounds/query';
import type { DeadlineAsOf, LateLine, LimitAsOf, NoticeChange } from '../../projections/rounds/notice';
import { ROUND_HEADS, stageOn, type RoundHead } from '../../projections/rounds/head';
import { ROUNDS, type RoundDocument, type RoundException } from '../../projections/rounds/rounds';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';
import { unfinishedConferrals, unitsReadOf } from './roster';

export interface RoundsAsked {
  readonly programme?: string;
  readonly tier?: string;
  readonly track?: string;
  readonly asOf?: BusinessDate;
  readonly limit?: number;
  readonly after?: string;
}

export interface RoundSummary {
  readonly round: RoundId;
  readonly names: Labelled | null;
  readonly programme: string | null;
  readonly version: number | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly demonstration: boolean;
  readonly openedOn: BusinessDate | null;
  readonly concludedOn: BusinessDate | null;
  /** Type of the last gate passed, with its word. */
  readonly stage: string | null;
  readonly stageName: Labelled | null;
}

export interface RoundsAnswer {
  readonly asOf: BusinessDate;
  readonly rounds: readonly RoundSummary[];
  readonly next: string | null;
  readonly parked: number;
}

/** The members that a part of a document names, without its index signature. */
type Plain<T> = { readonly [member in keyof T as string extends member ? never : member]: T[member] };

/** UNITS: those that the reader reads of and asks about. */
export type Scope = 'UNITS' | 'ROUND';

/** Everyone who has a part in the programmes sees the gates, which are published; ledgers and counts are for those who run or oversee them. */
export interface RoundAnswer extends RoundSummary {
  readonly asOf: BusinessDate;
  readonly gates: readonly { readonly type: string; readonly word: Labelled; readonly event: string; readonly on: BusinessDate; readonly recordedAt: string; readonly details: JsonObject }[];
  /** The notice with its supplements, as of the day. */
  readonly parameters: JsonObject | null;
  /** Which level leads it, by which clause, and what each table says; null where its programme knows no lead. */
  readonly lead: Omit<Led, 'kind'> | null;
  /** Whether it comes before its year, where its programme says every how many years; null where it does not. */
  readonly cadence: Cadence | null;
  /** Whether it opened while its programme was in force; null where a day of it is open. */
  readonly validity: Validity | null;
  /** In force on the day, per level, and per unit where an extension gives it a later one. */
  readonly deadlines: readonly (DeadlineAsOf & { readonly unitName: Labelled | null })[];
  /** Limits of the seat table with what counts to them; null for who may not see the ledgers. */
  readonly limits: readonly LimitAsOf[] | null;
  /** Supplements, extensions, transfers of seats; who is named in a supplement is for those who run or oversee rounds. */
  readonly changes: readonly (Plain<NoticeChange> & { readonly word: Labelled })[];
  readonly adoptions: number | null;
  /** What each part is of, which `unit` does not narrow alike: limits, 授予名额 and counts are the round's own; null for who may not see them. */
  readonly scope: { readonly recommendation: Scope; readonly recommendationTotal: Scope; readonly award: 'ROUND'; readonly limits: 'ROUND'; readonly counts: 'ROUND' } | null;
  /** 推荐名额 by unit and in all, and 授予名额; null for who may not see them. */
  readonly ledgers: {
    readonly recommendation: readonly (RoundAsOf['recommendation'][number] & { readonly unitName: Labelled })[];
    readonly recommendationTotal: SeatsAsOf;
    /** Of the whole round, or of the unit asked about; lowest level first. */
    readonly recommendationByLevel: RoundAsOf['recommendationByLevel'];
    readonly award: SeatsAsOf;
  } | null;
  readonly counts: { readonly [what: string]: number } | null;
  /** Who may hold several parts in it, and which body above said so; empty for who may not see the ledgers. */
  readonly exceptions: readonly RoundException[];
  /** The batch of a conferral that is under way. */
  readonly operation: string | null;
  /** An event of it could not be folded: what is shown is as of before that. */
  readonly stuck: boolean;
}

/** Papers that were let in after their deadline (E23): when they came, when they were entered, who let them in. */
export interface LateAnswer {
  readonly asOf: BusinessDate;
  readonly round: RoundId;
  readonly papers: readonly (Plain<LateLine> & { readonly word: Labelled; readonly unitName: Labelled | null; readonly daysLater: number })[];
}

export class LateQuestion extends Question<LateAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

export class RoundsQuestion extends Question<RoundsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: RoundsAsked,
  ) {
    super();
  }
}

export interface RoundAsked {
  readonly asOf?: BusinessDate;
  /** Recommendation seats of this unit and those below it. */
  readonly unit?: OrgId;
}

export class RoundQuestion extends Question<RoundAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly asked: RoundAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

@QueryHandler(RoundsQuestion)
export class RoundsHandler implements IQueryHandler<RoundsQuestion, RoundsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: RoundsQuestion): Promise<RoundsAnswer> {
    await requirePart(this.reading, asker, 'rounds');
    const { limit = DEFAULT_LIMIT, after, ...filter } = asked;
    const asOf = asked.asOf ?? this.reading.today();
    const page = await this.reading.find(ROUND_HEADS, roundsQuery({ ...filter, asOf }, { limit, ...(after === undefined ? {} : { after }) }));
    const rounds = page.documents.map(({ body }) => summary(body as RoundHead, (body as RoundHead).stages, asOf));
    return { asOf, rounds, next: page.next ?? null, parked: await this.reading.parked('rounds') };
  }
}

@QueryHandler(RoundQuestion)
export class RoundHandler implements IQueryHandler<RoundQuestion, RoundAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, asked: { asOf = this.reading.today(), unit } }: RoundQuestion): Promise<RoundAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'round');
    const document = await this.reading.one(ROUNDS, round);
    const body = document?.body as RoundDocument | undefined;
    if (document === undefined || body === undefined || body.openedOn === null || body.openedOn > asOf) throw new NotFoundError('round', round);
    const seen = roundAsOf(body, asOf);
    return {
      ...summary(body, body.gates, asOf),
      asOf,
      gates: seen.gates.map(({ type, event, on, recordedAt, details }) => ({ type, word: wordOf(type), event, on, recordedAt, details })),
      parameters: seen.parameters,
      ...(await this.byItsProgramme(body, tree)),
      deadlines: seen.deadlines.map((deadline) => ({ ...deadline, unitName: deadline.unit === null ? null : this.reading.unitName(tree, deadline.unit, asOf) })),
      changes: seen.changes.map((change) => ({ ...change, details: reader.runsRounds() ? change.details : withoutPeople(change.details), word: wordOf(change.type) })),
      adoptions: body.adoptions,
      ...this.ledgers(seen, reader, tree, { asOf, ...(unit === undefined ? {} : { unit }) }),
      exceptions: reader.readsLedgers() ? (body.exceptions ?? []).filter(({ on }) => on <= asOf) : [],
      operation: (await unfinishedConferrals(this.reading)).get(round) ?? null,
      stuck: document.stuck !== undefined,
    };
  }

  private async byItsProgramme(body: RoundDocument, tree: OrgsState): Promise<Pick<RoundAnswer, 'lead' | 'cadence' | 'validity'>> {
    const { programme, version, adoptions, tier, notice } = body;
    const [opened] = notice.wordings;
    if (programme === null || version === null || adoptions === null || tier === null || opened === undefined) return { lead: null, cadence: null, validity: null };
    const rules = await this.reading.sources.application.desk.programmes.effective(programme, version, adoptions);
    return {
      lead: leadOfRound(rules, tier, opened.parameters, tree),
      cadence: await this.cadence(rules.tiers.find(({ code }) => code === tier)?.cadenceYears ?? null, body),
      validity: validityOf(rules, body),
    };
  }

  /** Of the rounds before it whole documents are read as far as the last one that counts: they are large. */
  private async cadence(stated: Sourced<number> | null, body: RoundDocument): Promise<Cadence | null> {
    const ofItsKind = roundsOfItsKind(body);
    if (stated === null || ofItsKind === null) return null;
    const { documents } = await this.reading.find(ROUND_HEADS, ofItsKind);
    for (const { round } of documents.map((one) => one.body as RoundHead).filter((head) => isBefore(head, body))) {
      const other = (await this.reading.one(ROUNDS, round))?.body as RoundDocument | undefined;
      const cadence = other === undefined ? null : cadenceOf(stated, body, [other]);
      if (cadence !== null && cadence.previous !== null) return cadence;
    }
    return cadenceOf(stated, body, []);
  }

  private ledgers(seen: RoundAsOf, reader: Reader, tree: OrgsState, { asOf, unit }: RoundAsked & { readonly asOf: BusinessDate }): Pick<RoundAnswer, 'scope' | 'ledgers' | 'limits' | 'counts'> {
    if (!reader.readsLedgers()) return { scope: null, ledgers: null, limits: null, counts: null };
    const units = unitsReadOf(reader, tree, 'round', { ...(unit === undefined ? {} : { unit }), asOf, today: this.reading.today() });
    const own = units === undefined ? seen.recommendation : seen.recommendation.filter((ledger) => units.includes(ledger.unit));
    const recommendation = own.map((ledger) => ({ ...ledger, unitName: this.reading.unitName(tree, ledger.unit, asOf) }));
    // Of the units asked about; without any, a reader of some units is told what the whole round has.
    const scope = { recommendation: units === undefined ? 'ROUND' : 'UNITS', recommendationTotal: unit === undefined ? 'ROUND' : 'UNITS', award: 'ROUND', limits: 'ROUND', counts: 'ROUND' } as const;
    return { scope, ledgers: { recommendation, ...seatTotals(unit === undefined ? seen.recommendation : own), award: seen.award }, limits: seen.limits, counts: reader.runsRounds() ? seen.counts : null };
  }
}

@QueryHandler(LateQuestion)
export class LateHandler implements IQueryHandler<LateQuestion, LateAnswer> {
  constructor(private readonly reading: Reading) {}

  /** For those who see a unit's ledger: its own papers, or those of the units below. */
  async execute({ asker, round, asOf = this.reading.today() }: LateQuestion): Promise<LateAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const units = reader.rosterUnits('late');
    const body = (await this.reading.one(ROUNDS, round))?.body as RoundDocument | undefined;
    if (body === undefined || body.openedOn === null || body.openedOn > asOf) throw new NotFoundError('round', round);
    const papers = roundAsOf(body, asOf).late.filter(({ unit }) => units === null || (unit !== null && units.has(unit)));
    return {
      asOf, round,
      papers: papers.map((paper) => ({ ...paper, word: wordOf(paper.type), unitName: paper.unit === null ? null : this.reading.unitName(tree, paper.unit, asOf), daysLater: daysBetween(paper.on, shanghaiDate(paper.recordedAt)) })),
    };
  }
}

/** How many a supplement names, where who they are is not for the reader. */
function withoutPeople({ becomesEligible, becomesIneligible, ...details }: JsonObject): JsonObject {
  const count = (people: JsonObject[string] | undefined) => (Array.isArray(people) ? people.length : 0);
  return becomesEligible === undefined ? details : { ...details, becomesEligible: count(becomesEligible), becomesIneligible: count(becomesIneligible) };
}

/** Someone with a post in the programmes, or a teacher; a subscriber reads the feed. */
export async function requirePart(reading: Reading, asker: Asker, question: string): Promise<{ readonly reader: Reader; readonly tree: OrgsState }> {
  const { reader, tree } = await reading.reader(asker);
  if (!reader.hasPart() && !(await reading.isTeacher(asker.person))) throw reader.refuse(question, 'part');
  return { reader, tree };
}

function summary(head: RoundHead | RoundDocument, stages: RoundHead['stages'], asOf: BusinessDate): RoundSummary {
  const { round, names, programme, version, tier, track, demonstration, openedOn, concludedOn } = head;
  const stage = stageOn(stages, asOf);
  return { round, names, programme, version, tier, track, demonstration, openedOn, concludedOn: concludedOn !== null && concludedOn <= asOf ? concludedOn : null, stage, stageName: stage === null ? null : wordOf(stage) };
}

function wordOf(type: string): Labelled {
  const { zh, en } = catalogue[type as EventType];
  return { zh, en };
}
