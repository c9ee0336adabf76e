import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { roundStream } from '../commands/desk';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, NominationId, OrgId, PersonId, PrivateParts, RoundId } from '../domain/facts';
import type { CandidatesRanked } from '../domain/round/facts';
import { round as rounds } from '../domain/round/round';
import { tieSays } from '../audit/tie-words';
import { decode } from '../event-store/codec';
import type { LoggedEvent } from '../event-store/event-store';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { resultsAreOut, roundDocument } from './results';
import { requirePart } from './rounds';
import { isHers } from './sheets';
import { withoutExperts } from './withheld';

export interface RankingLine {
  readonly nomination: NominationId;
  readonly teacher: PersonId;
  /** null when erased. */
  readonly name: string | null;
  readonly unit: OrgId;
  readonly unitName: Labelled;
  /** Her selection group; null where the round has none. Ranks are within it. */
  readonly group: string | null;
  readonly rank: number;
  readonly proposed: boolean;
  /** Every number from sheet to total; null for who may not see it, and when erased. */
  readonly working: JsonObject | null;
  /** What sets her apart from the next of the same total: a preference's or a component's code, `passed`, or `decided` by a person. */
  readonly apartBy: string | null;
  /** The same in words, with its clause. */
  readonly tieSays: Labelled | null;
  readonly shown: 'OPENED' | 'ERASED' | 'WITHHELD';
}

export interface RankingAnswer {
  readonly round: RoundId;
  readonly asOf: BusinessDate;
  readonly event: string;
  readonly rankedOn: BusinessDate;
  readonly clause: string | null;
  readonly scheme: JsonObject;
  readonly panels: readonly JsonObject[];
  readonly lines: readonly RankingLine[];
}

export class RankingQuestion extends Question<RankingAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

/** From the round's own stream: the numbers stand in private parts, which no view opens for many. */
@QueryHandler(RankingQuestion)
export class RankingHandler implements IQueryHandler<RankingQuestion, RankingAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, asOf = this.reading.today() }: RankingQuestion): Promise<RankingAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'ranking');
    const { ranked, listed } = await this.lastRanking(round, asOf);
    if (ranked === undefined) throw new NotFoundError('round', round);
    const bare = decode(ranked.envelope, new Map()) as CandidatesRanked;
    const out = resultsAreOut(await roundDocument(this.reading, round), this.reading.today());
    // Her own line waits for the publicity like everybody else's.
    const { state: of } = await this.reading.sources.application.desk.streams.load(rounds, roundStream(round));
    const hers = new Set(bare.data.lines.flatMap(({ nomination, teacher }) => (isHers(of, nomination, teacher, asker.person) ? [teacher] : [])));
    const seen = bare.data.lines.filter(({ teacher, unit }) => (hers.has(teacher) ? out : reader.readsTeacher(teacher, unit)));
    // An expert sees how nobody ended, a candidate only herself.
    if (seen.length === 0) throw reader.refuse('ranking', 'staff');
    const openable = seen.filter(({ teacher, unit }) => reader.opensWorking(teacher, unit)).map(({ teacher }) => teacher);
    const keys = await this.reading.sources.keys.get(openable);
    const fact = decode(ranked.envelope, keys) as CandidatesRanked;
    const parts: PrivateParts = Object.assign({}, fact.private, ...listed.map(({ envelope }) => decode(envelope, keys).private)) as PrivateParts;
    const names = await this.reading.namesOf(seen.map(({ teacher }) => teacher));
    this.reading.noted(asker, 'ranking', openable);
    return {
      round,
      asOf,
      event: fact.id,
      rankedOn: fact.meta.effectiveOn,
      clause: fact.meta.rule?.clause ?? null,
      scheme: fact.data.scheme,
      panels: fact.data.panels.map((panel) => ({ ...panel })),
      lines: seen.map(({ nomination, teacher, unit, group, rank, proposed }) => {
        const opened = parts[teacher] ?? null;
        const part = opened === null || !hers.has(teacher) ? opened : withoutExperts(opened);
        const apartBy = part?.['apartBy'];
        return {
          nomination, teacher, unit, group, rank, proposed,
          name: names.get(teacher) ?? null,
          unitName: this.reading.unitName(tree, unit, asOf),
          working: (part?.['working'] ?? null) as JsonObject | null,
          apartBy: typeof apartBy === 'string' ? apartBy : null,
          tieSays: tieSays(part, fact.data.scheme),
          shown: part !== null ? 'OPENED' : openable.includes(teacher) ? 'ERASED' : 'WITHHELD',
        };
      }),
    };
  }

  /** The head, and the parts before it that hold its numbers where it names their digest. */
  private async lastRanking(round: RoundId, asOf: BusinessDate): Promise<{ readonly ranked: LoggedEvent | undefined; readonly listed: readonly LoggedEvent[] }> {
    let ranked: LoggedEvent | undefined;
    const parts: LoggedEvent[] = [];
    for await (const page of this.reading.sources.events.readStream(roundStream(round))) {
      for (const event of page) {
        if (event.envelope.type === 'RankingListed') parts.push(event);
        else if (event.envelope.type === 'CandidatesRanked' && event.envelope.meta.effectiveOn <= asOf) ranked = event;
      }
    }
    const digest = ranked?.envelope.data['listed'];
    return { ranked, listed: typeof digest === 'string' ? parts.filter(({ envelope }) => envelope.data['digest'] === digest) : [] };
  }
}
