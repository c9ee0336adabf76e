import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { roundStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import type { Instant } from '../domain/dates';
import type { EventId, JsonObject, NominationId, OfficialAct, PersonId, RoundId } from '../domain/facts';
import { allOpened, panel as committee } from '../domain/panel/state';
import { openedRound, round as rounds, tierOf, type RoundState } from '../domain/round/round';
import { lineOf } from '../domain/round/recommendation-lines';
import type { PanelFact } from '../domain/round/facts';
import type { Fraction } from '../domain/rules/decimal';
import { fixedDecimal, showDecimal } from '../domain/rules/decimal';
import { apartnessOf, leaningsOf, OTHERS_NEEDED, outlierLimit, type Apartness, type Leaning } from '../domain/rules/outliers';
import { weightedSheet } from '../domain/rules/scoring';
import { decode } from '../event-store/codec';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface SheetLine extends Omit<Apartness, 'expert'> {
  readonly panel: number;
  readonly teacher: PersonId;
  readonly name: string | null;
  readonly expert: PersonId;
  readonly sheet: EventId;
  readonly handedInAt: Instant;
  /** The clerks who entered it from paper; empty where the expert handed it in. */
  readonly enteredBy: readonly PersonId[];
  /** Earlier ones of hers for this candidate, replaced before the panel closed. */
  readonly replaced: number;
  readonly components: JsonObject;
  readonly weighted: string;
  /** Changes after the opening, each under its act. */
  readonly changes: readonly { readonly event: EventId; readonly at: Instant; readonly act: OfficialAct | null }[];
}

export interface SheetsAnswer {
  readonly round: RoundId;
  /** A sheet is marked when it stands more than `limit` weighted points from the mean of the candidate's other sheets, of which there are `others` at least. */
  readonly rule: { readonly points: number; readonly limit: string; readonly others: number };
  /** Marked ones first. Empty until the scores are opened. */
  readonly sheets: readonly SheetLine[];
  readonly outliers: number;
  readonly experts: readonly Leaning[];
  /** Panels whose scores are still sealed. */
  readonly sealed: readonly number[];
}

export class SheetsQuestion extends Question<SheetsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly points: number,
  ) {
    super();
  }
}

/** Every opened sheet of a round: who, for whom, when, what; changed or not; standing apart from the others or not. For who runs or oversees rounds. */
@QueryHandler(SheetsQuestion)
export class SheetsHandler implements IQueryHandler<SheetsQuestion, SheetsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, points }: SheetsQuestion): Promise<SheetsAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('sheets', 'rounds');
    const { desk } = this.reading.sources.application;
    const { state: of } = await desk.streams.load(rounds, roundStream(round));
    if (of.opened === null) throw new NotFoundError('round', round);
    const { programme, version, adoptions } = openedRound(of);
    const { scoring } = tierOf(of, await desk.programmes.effective(programme, version, adoptions));
    if (scoring === null) throw new NotFoundError('panel', round);
    const limit = outlierLimit(scoring, points);
    const lines: SheetLine[] = [];
    const compared: { readonly expert: PersonId; readonly weighted: Fraction }[][] = [];
    const sealed: number[] = [];
    for (const { n, stream } of of.panels) {
      const { state } = await desk.streams.load(committee, stream);
      if (!allOpened(state)) {
        sealed.push(n);
        continue;
      }
      const history = await this.historyOf(stream);
      for (const { nomination, teacher } of state.formed?.candidates ?? []) {
        // Whoever stands for it herself, alone or in a team, is told by her case what she may know, and never by whom.
        if (isHers(of, nomination, teacher, asker.person)) continue;
        // Her numbers are for who may open her working, not for everybody who runs some round.
        if (!reader.opensWorking(teacher, lineOf(of, nomination)?.unit ?? null)) continue;
        const sheets = (state.opened.get(teacher) ?? []).map((sheet) => ({ ...sheet, weighted: weightedSheet(scoring, sheet.components) }));
        compared.push(sheets);
        const apart = apartnessOf(sheets, limit);
        sheets.forEach(({ event, expert, components, weighted }, index) => {
          const { others = null, distance = null, outlier = false } = apart[index] ?? {};
          lines.push({ panel: n, teacher, name: null, expert, sheet: event, ...told(history, event, expert, teacher), components, weighted: showDecimal(weighted), others, distance, outlier });
        });
      }
    }
    const names = await this.reading.namesOf(lines.map(({ teacher }) => teacher));
    this.reading.noted(asker, 'sheets', [...names.keys()]);
    return {
      round,
      rule: { points, limit: fixedDecimal(limit, 2), others: OTHERS_NEEDED },
      sheets: lines.map((line) => ({ ...line, name: names.get(line.teacher) ?? null })).sort((a, b) => Number(b.outlier) - Number(a.outlier) || a.panel - b.panel),
      outliers: lines.filter(({ outlier }) => outlier).length,
      experts: leaningsOf(compared, limit),
      sealed,
    };
  }

  /** The panel's own facts, without what is sealed or private in them. */
  private async historyOf(stream: string): Promise<readonly PanelFact[]> {
    const facts: PanelFact[] = [];
    for await (const page of this.reading.sources.events.readStream(stream)) for (const { envelope } of page) facts.push(decode(envelope, new Map()) as PanelFact);
    return facts;
  }
}

/** True of a candidate, and of everybody in a team that is one. */
export function isHers(of: RoundState, nomination: NominationId, candidate: PersonId, person: PersonId): boolean {
  return candidate === person || (lineOf(of, nomination)?.members ?? []).includes(person);
}

function told(history: readonly PanelFact[], sheet: EventId, expert: PersonId, teacher: PersonId): Pick<SheetLine, 'handedInAt' | 'enteredBy' | 'replaced' | 'changes'> {
  const own = history.filter((fact) => (fact.type === 'ScoreSubmitted' || fact.type === 'MarksEntered') && fact.data.expert === expert && fact.data.teacher === teacher);
  const at = own.findIndex(({ id }) => id === sheet);
  const papers = own.filter(({ type }) => type === 'MarksEntered');
  return {
    handedInAt: own[at]?.recordedAt ?? '',
    enteredBy: own[at]?.type === 'MarksEntered' ? [...new Set(papers.map(({ meta }) => meta.enteredBy ?? meta.actor))] : [],
    replaced: own.slice(0, Math.max(at, 0)).filter(({ type }) => type === 'ScoreSubmitted').length,
    changes: history.flatMap((fact) => (fact.type === 'ScoreChanged' && fact.data.of === sheet ? [{ event: fact.id, at: fact.recordedAt, act: fact.meta.act ?? null }] : [])),
  };
}
