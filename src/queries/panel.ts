import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { panelStream, roundStream } from '../commands/desk';
import type { NominationId, PersonId, RoundId } from '../domain/facts';
import { meetings, scoredAbsent, type Meeting } from '../domain/panel/attendance';
import { panel as committee, type PanelState } from '../domain/panel/state';
import { openedRound, round as rounds, tierOf } from '../domain/round/round';
import type { PanelFact } from '../domain/round/facts';
import { decode } from '../event-store/codec';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface PanelAnswer {
  readonly round: RoundId;
  readonly n: number;
  readonly panel: string;
  readonly group: string;
  readonly closed: boolean;
  readonly opened: boolean;
  /** An expert sees who is beside her only when she oversees the round. */
  readonly experts: readonly PersonId[];
  readonly candidates: readonly { readonly teacher: PersonId; readonly nomination: NominationId; readonly name: string | null; /** Sheets handed in: hers, or for who oversees the round everybody's. */ readonly sheets: number; /** Who scores her no more: the asker alone, or for who oversees the round everybody. */ readonly recused: readonly PersonId[] }[];
  /** Papers that clerks enter, for who oversees the round; null for others. `expert` null: the candidate's own marks. */
  readonly papers: readonly { readonly teacher: PersonId; readonly expert: PersonId | null; readonly entries: number; readonly state: 'ENTERED_ONCE' | 'DIFFERED' | 'AGREED' }[] | null;
  /** Meetings with who sat in them, for who oversees the round; null for others. `short`: fewer came than the programme asks for. */
  readonly meetings: readonly Meeting[] | null;
  /** With a meeting on record: who handed in a sheet and sat in none; null for others. */
  readonly scoredAbsent: readonly PersonId[] | null;
  /** Candidates with a recorded vote, for who oversees the round; null for others. */
  readonly voted: readonly PersonId[] | null;
}

export class PanelQuestion extends Question<PanelAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly n: number,
  ) {
    super();
  }
}

/** What an expert has to score and has scored. No score is shown: sheets stay sealed until the act of opening. */
@QueryHandler(PanelQuestion)
export class PanelHandler implements IQueryHandler<PanelQuestion, PanelAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, n }: PanelQuestion): Promise<PanelAnswer> {
    const { reader } = await this.reading.reader(asker);
    const facts: PanelFact[] = [];
    for await (const page of this.reading.sources.events.readStream(panelStream(round, n))) for (const { envelope } of page) facts.push(decode(envelope, new Map()) as PanelFact);
    const runs = reader.runsRounds();
    let state = committee.initial(panelStream(round, n));
    for (const fact of facts) state = committee.evolve(state, fact);
    const { formed } = state;
    if (!runs && (formed === null || !reader.holds('Expert') || !formed.experts.includes(asker.person))) throw reader.refuse('panel', 'rounds');
    if (formed === null) throw new NotFoundError('panel', `${round}/${n}`);
    const { panel, group, experts, candidates } = formed;
    const hers = (persons: Iterable<PersonId>): readonly PersonId[] => [...persons].filter((person) => runs || person === asker.person);
    const names = await this.reading.namesOf(candidates.map(({ teacher }) => teacher));
    this.reading.noted(asker, 'panel', [...names.keys()]);
    return {
      round, n, panel, group,
      closed: state.closed !== null,
      opened: state.partsOpened > 0,
      experts: runs ? experts : [asker.person],
      candidates: candidates.map(({ teacher, nomination }) => ({ teacher, nomination, name: names.get(teacher) ?? null, sheets: hers(state.sheets.get(teacher)?.keys() ?? []).length, recused: hers(state.recused.get(teacher) ?? []) })),
      papers: runs ? [...state.papers.values()].map(({ teacher, expert, by, agreed }) => ({ teacher, expert, entries: by.size, state: agreed !== null ? 'AGREED' : by.size > 1 ? 'DIFFERED' : 'ENTERED_ONCE' })) : null,
      meetings: runs ? await this.meetingsOf(round, state) : null,
      scoredAbsent: runs ? scoredAbsent(state) : null,
      voted: runs ? [...state.ballots.keys()] : null,
    };
  }

  private async meetingsOf(id: RoundId, of: PanelState): Promise<readonly Meeting[]> {
    if (of.attendance.size === 0) return [];
    const { desk } = this.reading.sources.application;
    const { state } = await desk.streams.load(rounds, roundStream(id));
    const { programme, version, adoptions } = openedRound(state);
    const minimum = tierOf(state, await desk.programmes.effective(programme, version, adoptions)).panel?.minimum ?? null;
    return meetings(of, minimum);
  }
}
