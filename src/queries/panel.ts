import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { panelStream } from '../commands/desk';
import type { NominationId, PersonId, RoundId } from '../domain/facts';
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
  readonly candidates: readonly { readonly teacher: PersonId; readonly nomination: NominationId; readonly name: string | null; /** Sheets handed in: hers, or for who oversees the round everybody's. */ readonly sheets: number }[];
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
    const formed = facts.find((fact) => fact.type === 'PanelFormed');
    const runs = reader.runsRounds();
    if (!runs && (formed === undefined || !reader.holds('Expert') || !formed.data.experts.includes(asker.person))) throw reader.refuse('panel');
    if (formed === undefined) throw new NotFoundError('panel', `${round}/${n}`);
    const { panel, group, experts, candidates } = formed.data;
    const sheets = new Map<PersonId, Set<PersonId>>();
    for (const fact of facts) {
      if (fact.type !== 'ScoreSubmitted' || (!runs && fact.data.expert !== asker.person)) continue;
      const by = sheets.get(fact.data.teacher) ?? new Set<PersonId>();
      sheets.set(fact.data.teacher, by.add(fact.data.expert));
    }
    const names = await this.reading.namesOf(candidates.map(({ teacher }) => teacher));
    this.reading.noted(asker, 'panel', [...names.keys()]);
    return {
      round, n, panel, group,
      closed: facts.some(({ type }) => type === 'PanelClosed'),
      opened: facts.some(({ type }) => type === 'ScoresOpened'),
      experts: runs ? experts : [asker.person],
      candidates: candidates.map(({ teacher, nomination }) => ({ teacher, nomination, name: names.get(teacher) ?? null, sheets: sheets.get(teacher)?.size ?? 0 })),
    };
  }
}
