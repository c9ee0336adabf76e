import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { publisherOf } from '../commands/publisher';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { isCarriedOutIn } from '../domain/programme-stream';
import { complianceBoard, complianceCounts, type ComplianceCount, type ComplianceLine, type ComplianceStatus } from '../domain/targets/compliance-board';
import { PROGRAMME_HEADS, PROGRAMMES, type ProgrammeDocument, type ProgrammeHeadDocument } from '../../projections/programmes/programmes';
import { entriesOf } from './board-entries';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { boardOf, type BoardAsked } from './stated';

export interface ComplianceAsked extends BoardAsked {
  readonly requirement?: string;
  readonly status?: ComplianceStatus;
  /** First day of a period; where it is left out, lines are of the last that has begun. */
  readonly period?: BusinessDate;
}

/** Which papers of which units have come, in time or late, and which are owed. */
export interface ComplianceAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  /** Of every period of the requirements asked about, whatever the lines show. */
  readonly counts: readonly ComplianceCount[];
  readonly lines: readonly ComplianceLine[];
  /** Programmes of units below, by which they carry out what is asked of them: of every period of the requirements asked about, whatever the lines show. */
  readonly children: readonly ChildProgramme[];
  readonly units: { readonly [unit: OrgId]: Labelled };
}

export interface ChildProgramme {
  readonly programme: string;
  readonly names: Labelled;
  /** Newest version published by the day; null where the paper named it before there was one. */
  readonly version: number | null;
  readonly unit: OrgId;
  readonly requirement: string;
  readonly period: ComplianceLine['period'];
  /** The day of the paper that names it. */
  readonly on: BusinessDate | null;
}

export class ComplianceQuestion extends Question<ComplianceAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: ComplianceAsked,
  ) {
    super();
  }
}

@QueryHandler(ComplianceQuestion)
export class ComplianceHandler implements IQueryHandler<ComplianceQuestion, ComplianceAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: ComplianceQuestion): Promise<ComplianceAnswer> {
    const { asOf, effective, units, tree } = await boardOf(this.reading, asker, 'compliance', programme, asked);
    const duties = (effective.compliance ?? []).filter(({ code }) => asked.requirement === undefined || code === asked.requirement);
    const board = complianceBoard({ duties, entries: await entriesOf(this.reading, 'COMPLIANCE', programme, asOf), tree, asOf, asked: await owedBy(this.reading, programme, tree, asOf, units) });
    const counts = complianceCounts(board);
    const last = new Map(counts.map(({ requirement, period }) => [requirement, period.from]));
    const lines = board.filter(({ requirement, status, period }) => period.from === (asked.period ?? last.get(requirement)) && (asked.status === undefined || status === asked.status));
    const children = await this.children(board, asOf);
    return { asOf, programme, version: effective.version, counts, lines, children, units: Object.fromEntries([...new Set([...lines, ...children].map(({ unit }) => unit))].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])) };
  }

  private async children(board: readonly ComplianceLine[], asOf: BusinessDate): Promise<readonly ChildProgramme[]> {
    const naming = board.flatMap(({ childProgramme, unit, requirement, period, on }) => (childProgramme === null ? [] : [{ programme: childProgramme, unit, requirement, period, on }]));
    if (naming.length === 0) return [];
    const named = [...new Set(naming.map(({ programme }) => programme))];
    const [heads, documents] = await Promise.all([PROGRAMME_HEADS, PROGRAMMES].map((collection) => this.reading.sources.documents.get(this.reading.collection(collection), named)));
    return naming.flatMap((line) => {
      const head = heads?.get(line.programme)?.body as ProgrammeHeadDocument | undefined;
      const versions = (documents?.get(line.programme)?.body as ProgrammeDocument | undefined)?.versions ?? [];
      return head === undefined ? [] : [{ ...line, names: head.names, version: versions.findLast(({ on }) => on <= asOf)?.version ?? null }];
    });
  }
}

/** Units that may owe a paper under a programme: of those asked about, the ones that its publisher stands over. */
export async function owedBy(reading: Reading, programme: string, tree: OrgsState, asOf: BusinessDate, units: ReadonlySet<OrgId> | undefined): Promise<(unit: OrgId) => boolean> {
  const publisher = await publisherOf(reading.sources.application.desk, programme);
  return (unit) => (units === undefined || units.has(unit)) && isCarriedOutIn(tree, publisher, unit, asOf);
}
