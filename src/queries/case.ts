import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readHistory, type History } from '../audit/history';
import { holdSays, statusName, statusSays, type HoldKind, type SeenStatus } from '../audit/nomination-words';
import { replay, type HistoryEntry, type Replay, type WorkingLine } from '../audit/replay';
import { tieSays } from '../audit/tie-words';
import { roundStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import { DocumentFiles } from '../documents/document-files';
import type { BusinessDate, Instant } from '../domain/dates';
import type { EventId, Json, JsonObject, NominationId, OfficialAct, OrgId, PersonId, RoundId } from '../domain/facts';
import type { CandidatesRanked, RoundFact } from '../domain/round/facts';
import { heldBy, type Hold } from '../domain/round/holds';
import { round as rounds } from '../domain/round/round';
import type { RankingListed } from '../domain/round/selection-facts';
import type { NominationView } from '../domain/teacher/nomination-view';
import { requirementOf } from '../domain/teacher/training';
import type { LifeFact, TeacherView } from '../domain/teacher/view';
import { trainingStandings, type TrainingStanding } from '../domain/training/standing';
import { decode } from '../event-store/codec';
import { roundAsOf } from '../../projections/rounds/query';
import type { RoundDocument } from '../../projections/rounds/rounds';
import { membershipsOf } from './memberships';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { publicWindow, resultsAreOut, roundDocument, standingOf, withOwnResults } from './results';
import { nameOf, programmesOfTraining, type TrainingProgramme } from './training';
import { trainingSays } from './training-words';
import { historyFor } from './withheld';

/** Something that she herself has to do. */
export interface AskedOfHer {
  /** CONSENT: a nomination was refused for want of her consent. COMPLETION: hers was returned. */
  readonly what: 'CONSENT' | 'COMPLETION';
  readonly round: RoundId;
  readonly event: EventId;
  /** Last day for it; null where the round states none. */
  readonly by: BusinessDate | null;
  readonly items: readonly Json[];
  readonly sentences: Labelled;
}

export interface CaseStep {
  readonly event: EventId;
  readonly on: BusinessDate;
  readonly word: Labelled;
  readonly detail: Labelled;
  readonly clause: string | null;
  readonly act: OfficialAct | null;
}

/** Hers to see once the round's publicity has opened, or the titles are decided. */
export interface CaseResult {
  readonly rank: number | null;
  readonly proposed: boolean | null;
  /** Every number from sheet to total, without who gave which; null when erased, or when she was never ranked. */
  readonly working: JsonObject | null;
  /** What set her apart from an equal total, in words with its clause; null where nothing had to. */
  readonly tieSays: Labelled | null;
  readonly publicity: { readonly firstDay: BusinessDate; readonly lastDay: BusinessDate } | null;
}

export interface CaseNomination {
  readonly nomination: NominationId;
  readonly event: EventId;
  readonly round: RoundId;
  readonly roundNames: Labelled;
  readonly programme: string;
  readonly tier: string;
  readonly tierNames: Labelled;
  readonly unit: OrgId;
  readonly unitName: Labelled;
  readonly on: BusinessDate;
  readonly status: SeenStatus;
  readonly statusName: Labelled;
  readonly says: Labelled;
  /** Each condition with its clause and what was read of her. */
  readonly verdicts: readonly WorkingLine[];
  readonly steps: readonly CaseStep[];
  /** null until it is hers to see. */
  readonly result: CaseResult | null;
  /** What is open against her or against the list, as of the day; empty where nothing is. */
  readonly held: readonly CaseHold[];
}

export interface CaseHold {
  readonly kind: HoldKind;
  /** Day by which the bodies asked have to answer; null for an objection. */
  readonly by: BusinessDate | null;
  /** What holds her and what comes next. */
  readonly sentences: Labelled;
}

/** Why something was refused her, at once and in full. */
export type CaseRefusal = TeacherView['refusals'][number] & { readonly roundNames: Labelled; readonly sentences: Labelled; readonly working: readonly WorkingLine[] };

export interface CaseFile {
  readonly hash: string;
  readonly kind: string | null;
  readonly type: string;
  readonly size: number;
  /** null: she filed it herself. */
  readonly filedBy: Labelled | null;
  readonly filedAt: Instant;
}

export interface CaseAnswer {
  readonly teacher: PersonId;
  readonly asOf: BusinessDate;
  readonly revision: number;
  readonly erased: boolean;
  readonly asked: readonly AskedOfHer[];
  readonly nominations: readonly CaseNomination[];
  readonly refusals: readonly CaseRefusal[];
  readonly titles: readonly (TeacherView['titles'][number] & { readonly tierNames: Labelled })[];
  /** Her places in cultivation, and what became of each. */
  readonly pools: readonly (TeacherView['pools'][number] & { readonly tierNames: Labelled })[];
  readonly reviews: readonly (TeacherView['reviews'][number] & { readonly sentences: Labelled })[];
  /** What training asks of her on the day, what is missing and until when; of what is met or is not due yet too. */
  readonly training: readonly (TrainingStanding & { readonly names: Labelled; readonly says: Labelled | null })[];
  readonly files: readonly CaseFile[];
  /** In which teams she was or is; a team's titles are none of hers. */
  readonly memberships: Awaited<ReturnType<typeof membershipsOf>>;
}

export class CaseQuestion extends Question<CaseAnswer> {
  constructor(
    readonly asker: Asker,
    readonly teacher: PersonId,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

/** A teacher's own case, as she reads it: nobody else's question. Errors: MayNotReadError, NotFoundError. */
@QueryHandler(CaseQuestion)
export class CaseHandler implements IQueryHandler<CaseQuestion, CaseAnswer> {
  constructor(private readonly reading: Reading, private readonly files: DocumentFiles) {}

  async execute({ asker, teacher, asOf = this.reading.today() }: CaseQuestion): Promise<CaseAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (teacher !== asker.person) throw reader.refuse('case');
    const whole = await readHistory(this.reading.sources, teacher);
    const history = await withOwnResults(this.reading, teacher, historyFor(reader, whole, teacher, null));
    const replayed = replay(history, asOf);
    const { view, entries, words, erased, revision } = replayed;
    if (revision < 0 || view.unit === null) throw new NotFoundError('teacher', teacher);
    const rounds = await this.roundsOf([...view.nominations, ...view.refusals].map(({ round }) => round));
    const byEvent = new Map(entries.map((entry) => [entry.event, entry]));
    const workingOf = (event: EventId): readonly WorkingLine[] => byEvent.get(event)?.working ?? [];
    const sentencesOf = (event: EventId): Labelled => byEvent.get(event)?.detail ?? { zh: '', en: '' };
    return {
      teacher, asOf, revision, erased,
      asked: askedOf(replayed, rounds),
      nominations: await Promise.all(view.nominations.map(async (nomination) => seenNomination(nomination, replayed, history, rounds.get(nomination.round), holdsSeen(await this.holdsOf(nomination, asOf))))),
      refusals: view.refusals.map((refusal) => ({ ...refusal, roundNames: nameOfRound(rounds, refusal.round), sentences: sentencesOf(refusal.event), working: workingOf(refusal.event) })),
      titles: view.titles.map((title) => ({ ...title, tierNames: words.tier(title.programme, title.tier) })),
      pools: view.pools.map((place) => ({ ...place, tierNames: words.tier(place.programme, place.tier) })),
      reviews: view.reviews.map((review) => ({ ...review, sentences: sentencesOf(review.event) })),
      training: trainingSaid((await programmesOfTraining(this.reading)).filter(({ isFor }) => isFor(view.unit)), history.own.map(({ fact }) => fact), asOf),
      files: erased ? [] : await this.filesOf(teacher, replayed),
      memberships: await membershipsOf(this.reading, teacher, asOf),
    };
  }

  private async roundsOf(rounds: readonly RoundId[]): Promise<ReadonlyMap<RoundId, RoundDocument>> {
    const found = new Map<RoundId, RoundDocument>();
    for (const round of new Set(rounds)) {
      const document = await roundDocument(this.reading, round);
      if (document !== undefined) found.set(round, document);
    }
    return found;
  }

  /** As the round knows them on the day; nothing for one that is not waiting any more. */
  private async holdsOf({ round: id, nomination, status }: NominationView, asOf: BusinessDate): Promise<readonly Hold[]> {
    if (status !== 'RECOMMENDED') return [];
    const { application, events } = this.reading.sources;
    let { state } = await application.desk.streams.load(rounds, roundStream(id));
    if (asOf < this.reading.today()) {
      state = rounds.initial(roundStream(id));
      for await (const page of events.readStream(roundStream(id))) {
        for (const { envelope } of page) if (envelope.meta.effectiveOn <= asOf) state = rounds.evolve(state, decode(envelope, new Map()) as RoundFact);
      }
    }
    return state.awards.has(nomination) || state.passedOver.has(nomination) ? [] : heldBy(state, nomination);
  }

  private async filesOf(teacher: PersonId, { words, asOf }: Replay): Promise<readonly CaseFile[]> {
    const found: CaseFile[] = [];
    for await (const { hash, type, size, filing, filedAt } of this.files.of(teacher)) {
      found.push({ hash, kind: filing?.kind ?? null, type, size, filedBy: filing === null || filing.org === null ? null : words.org(filing.org, asOf), filedAt });
    }
    return found.sort((a, b) => (a.filedAt < b.filedAt ? -1 : 1));
  }
}

function seenNomination(nomination: NominationView, replayed: Replay, history: History, round: RoundDocument | undefined, held: readonly CaseHold[]): CaseNomination {
  const { asOf, words, entries } = replayed;
  const { programme, tier, unit, nomination: id, round: of } = nomination;
  const out = resultsAreOut(round, asOf);
  const result = out ? resultOf(nomination, history, round, asOf) : null;
  const status = seenStatus(nomination, round, result, held, asOf);
  return {
    nomination: id, event: nomination.event, round: of, programme, tier, unit,
    roundNames: round?.names ?? words.round(of),
    tierNames: words.tier(programme, tier),
    unitName: words.org(unit, asOf),
    on: nomination.on,
    status,
    statusName: statusName(status),
    says: statusSays(status, status === 'RETURNED' ? (returnOf(id, entries)?.by ?? null) : (round?.parameters?.nominationsTo ?? null)),
    verdicts: entries.find(({ event }) => event === nomination.event)?.working ?? [],
    steps: entries.filter(({ data, stream }) => data['nomination'] === id || data['round'] === of || stream === `round-${of}`).map(({ event, effectiveOn, word, detail, rule, act }) => ({ event, on: effectiveOn, word, detail, clause: rule?.clause ?? null, act })),
    result,
    held: status === 'HELD' ? held : [],
  };
}

function seenStatus(nomination: NominationView, round: RoundDocument | undefined, result: CaseResult | null, held: readonly CaseHold[], asOf: BusinessDate): SeenStatus {
  const status = standingOf(nomination, round, asOf);
  if (status !== 'RECOMMENDED') return status;
  if (held.length > 0) return 'HELD';
  return result === null || result.proposed === null ? status : result.proposed ? 'PROPOSED' : 'NOT_PROPOSED';
}

/** Each kind once. Who objected, which body has not cleared her and what it wrote are not hers to see before they are decided. */
function holdsSeen(holds: readonly Hold[]): readonly CaseHold[] {
  const found = new Map<CaseHold['kind'], CaseHold>();
  for (const hold of holds) {
    const kind = hold.kind === 'VETTING' ? 'VETTING' : hold.listWide ? 'LIST_OBJECTION' : 'OBJECTION';
    const by = hold.kind === 'VETTING' ? hold.due : null;
    const before = found.get(kind)?.by ?? null;
    const last = before !== null && by !== null && before > by ? before : (by ?? before);
    found.set(kind, { kind, by: last, sentences: holdSays(kind, last) });
  }
  return [...found.values()];
}

function resultOf({ round: of, rank }: NominationView, { acts, teacher }: History, round: RoundDocument | undefined, asOf: BusinessDate): CaseResult {
  const ranked = acts.map(({ fact }) => fact).findLast((fact): fact is CandidatesRanked => fact.type === 'CandidatesRanked' && fact.stream === `round-${of}` && fact.meta.effectiveOn <= asOf);
  const line = ranked?.data.lines[0];
  // Of a ranking of many her numbers stand in the parts before it.
  const part = ranked?.data.listed === null ? ranked : acts.map(({ fact }) => fact).findLast((fact): fact is RankingListed => fact.type === 'RankingListed' && fact.data.digest === ranked?.data.listed);
  const own = part?.private[teacher] ?? null;
  const working = own?.['working'];
  return {
    rank: line?.rank ?? rank,
    proposed: line?.proposed ?? null,
    working: typeof working === 'object' && working !== null && !Array.isArray(working) ? (working as JsonObject) : null,
    tieSays: ranked === undefined ? null : tieSays(own, ranked.data.scheme),
    publicity: publicWindow(round, asOf),
  };
}

function trainingSaid(programmes: readonly TrainingProgramme[], facts: readonly LifeFact[], asOf: BusinessDate): CaseAnswer['training'] {
  return trainingStandings(facts, programmes.map(({ rules }) => rules), asOf).map((standing) => {
    const rules = programmes.find((one) => one.rules.id === standing.programme)?.rules;
    const requirement = rules === undefined ? null : requirementOf(rules, standing.requirement);
    return { ...standing, names: nameOf(programmes, standing), says: requirement === null || standing.ended !== null || standing.status === 'MET' || standing.status === 'BY_REFERENCE' ? null : trainingSays(requirement, standing) };
  });
}

/** The last return of a nomination: what is asked for, and until when. */
function returnOf(nomination: NominationId, entries: readonly HistoryEntry[]): { readonly event: EventId; readonly by: BusinessDate | null; readonly items: readonly Json[] } | null {
  const returned = entries.findLast(({ data }) => data['nomination'] === nomination && Array.isArray(data['items']));
  if (returned === undefined) return null;
  const { due, items } = returned.data;
  return { event: returned.event, by: typeof due === 'string' ? due : null, items: items as readonly Json[] };
}

function askedOf({ view, entries, asOf, words }: Replay, rounds: ReadonlyMap<RoundId, RoundDocument>): readonly AskedOfHer[] {
  const asked: AskedOfHer[] = [];
  const wanting = new Map(view.refusals.filter(({ rule }) => rule === 'consented').map((refusal) => [refusal.round, refusal]));
  for (const [round, { event }] of wanting) {
    const document = rounds.get(round);
    const by = document?.parameters?.nominationsTo ?? null;
    const running = document !== undefined && roundAsOf(document, asOf).stage === 'RoundOpened' && (by === null || asOf <= by);
    if (!running || view.consents.some((consent) => consent.round === round)) continue;
    const name = document.names ?? words.round(round);
    asked.push({ what: 'CONSENT', round, event, by, items: [], sentences: { zh: `${name.zh}：学校拟为您申报，尚缺本人同意；愿意参加的，请在 ${by ?? '截止'} 前提交申请或签字同意。`, en: `${name.en}: your school wants to put you forward and your consent is missing; if you agree, apply or sign by ${by ?? 'the deadline'}.` } });
  }
  for (const { nomination, round, status } of view.nominations as readonly { readonly nomination: NominationId; readonly round: RoundId; readonly status: SeenStatus }[]) {
    const returned = status === 'RETURNED' ? returnOf(nomination, entries) : null;
    if (returned !== null) asked.push({ what: 'COMPLETION', round, ...returned, sentences: statusSays('RETURNED', returned.by) });
  }
  return asked;
}

function nameOfRound(rounds: ReadonlyMap<RoundId, RoundDocument>, round: RoundId): Labelled {
  return rounds.get(round)?.names ?? { zh: round, en: round };
}
