import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dutiesStream } from '../commands/board-streams';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { partyBoard, supervisionCounts, supervisionIn, type PartyBoard, type SupervisionCount } from '../domain/parties/party-board';
import { parties } from '../domain/parties/state';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { boardOf, type BoardAsked } from './stated';

export interface PartiesAsked extends BoardAsked {
  /** First day of the years of a supervision; where it is left out, lines are of the last that have begun. */
  readonly period?: BusinessDate;
}

/** Who carries a programme together, what each has done and owes, what waits for a gate, and what supervision found. */
export interface PartiesAnswer extends PartyBoard {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  /** Of every supervision and its years, whatever the lines show. */
  readonly counts: readonly SupervisionCount[];
  readonly units: { readonly [unit: OrgId]: Labelled };
  /** Owners, members and supervisors; null when erased. */
  readonly persons: { readonly [person: PersonId]: string | null };
}

export class PartiesQuestion extends Question<PartiesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: PartiesAsked,
  ) {
    super();
  }
}

/** From the programme's own stream. What supervision wrote is for whoever oversees the unit, and for its writer. */
@QueryHandler(PartiesQuestion)
export class PartiesHandler implements IQueryHandler<PartiesQuestion, PartiesAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: PartiesQuestion): Promise<PartiesAnswer> {
    const { asOf, effective, units, tree } = await boardOf(this.reading, asker, 'parties', programme, asked);
    const { reader } = await this.reading.reader(asker);
    const { state } = await this.reading.sources.application.desk.streams.load(parties, dutiesStream(programme));
    const board = partyBoard(state, effective, tree, asOf, units === undefined ? undefined : (unit) => units.has(unit));
    const counts = supervisionCounts(board.supervision);
    const supervision = supervisionIn(board.supervision, asked.period).map((line) => (line.text === null || line.by === asker.person || reader.overseesUnit(line.unit) ? line : { ...line, text: null }));
    this.reading.noted(asker, 'parties', [...new Set(supervision.flatMap(({ text, by }) => (text === null || by === null ? [] : [by])))]);
    const named = [...new Set([...board.parties.flatMap(({ owner, members }) => [...(owner === null ? [] : [owner]), ...members]), ...supervision.flatMap(({ by }) => by ?? [])])];
    const names = await this.reading.namesOf(named);
    const told = [...new Set([...board.parties.flatMap(({ duties }) => duties.flatMap(({ unit }) => unit ?? [])), ...supervision.map(({ unit }) => unit)])];
    return {
      asOf, programme, version: effective.version, ...board, supervision, counts,
      units: Object.fromEntries(told.map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])),
      persons: Object.fromEntries(named.map((person) => [person, names.get(person) ?? null])),
    };
  }
}
