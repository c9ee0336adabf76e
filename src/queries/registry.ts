import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { effectiveProgramme } from '../domain/programme';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { BatchId, JsonObject } from '../domain/facts';
import { OPERATIONS, type OperationDocument } from '../../projections/operations/operations';
import { PROGRAMME_HEADS, PROGRAMMES, type ProgrammeDocument, type ProgrammeHeadDocument } from '../../projections/programmes/programmes';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';
import { without } from './without';

/** The newest version as decisions read it, beside the text it comes from. */
export interface ProgrammeAnswer {
  readonly programme: string;
  readonly version: number;
  readonly versions: ProgrammeDocument['versions'];
  readonly adoptions: ProgrammeDocument['adoptions'];
  /** Tiers, tracks, authority and what nobody has adopted yet, each with its clause. */
  readonly effective: Omit<EffectiveProgramme, 'adoptions'>;
  readonly definition: JsonObject;
}

export interface ProgrammeSummary {
  readonly programme: string;
  readonly version: number;
  readonly names: Labelled;
  readonly open: number;
  readonly demonstrationOnly: boolean;
}

export interface ProgrammesAnswer {
  readonly programmes: readonly ProgrammeSummary[];
  readonly next: string | null;
}

export interface ProgrammesAsked {
  readonly limit?: number;
  readonly after?: string;
}

export class ProgrammesQuestion extends Question<ProgrammesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: ProgrammesAsked = {},
  ) {
    super();
  }
}

export class ProgrammeQuestion extends Question<ProgrammeAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
  ) {
    super();
  }
}

export class OperationQuestion extends Question<OperationDocument> {
  constructor(
    readonly asker: Asker,
    readonly operation: BatchId,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

@QueryHandler(ProgrammesQuestion)
export class ProgrammesHandler implements IQueryHandler<ProgrammesQuestion> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked: { limit = DEFAULT_LIMIT, after } }: ProgrammesQuestion): Promise<ProgrammesAnswer> {
    await requirePart(this.reading, asker, 'programmes');
    const page = await this.reading.find(PROGRAMME_HEADS, { where: [], sort: [], limit, ...(after === undefined ? {} : { after }) });
    const programmes = page.documents.map(({ body }): ProgrammeSummary => {
      const { programme, version, names, open, demonstrationOnly } = body as ProgrammeHeadDocument;
      return { programme, version, names, open, demonstrationOnly };
    });
    return { programmes, next: page.next ?? null };
  }
}

@QueryHandler(ProgrammeQuestion)
export class ProgrammeHandler implements IQueryHandler<ProgrammeQuestion, ProgrammeAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme }: ProgrammeQuestion): Promise<ProgrammeAnswer> {
    await requirePart(this.reading, asker, 'programme');
    const document = await this.reading.one(PROGRAMMES, programme);
    if (document === undefined) throw new NotFoundError('programme', programme);
    return answerOf(document.body as ProgrammeDocument);
  }
}

@QueryHandler(OperationQuestion)
export class OperationHandler implements IQueryHandler<OperationQuestion, OperationDocument> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, operation }: OperationQuestion): Promise<OperationDocument> {
    const { reader } = await this.reading.reader(asker);
    const document = await this.reading.one(OPERATIONS, operation);
    const body = document?.body as OperationDocument | undefined;
    // Who may not see any operation learns nothing of which there are.
    if (body === undefined ? !reader.holds('BureauOfficer', 'Auditor', 'SystemOperator', 'SchoolAdmin') : !reader.seesOperation(body.actor)) throw reader.refuse('operation', 'operations');
    if (body === undefined) throw new NotFoundError('batch', operation);
    return body;
  }
}

function answerOf(body: ProgrammeDocument): ProgrammeAnswer {
  const { programme, version, versions, adoptions, definition } = body;
  const effective = effectiveProgramme({ programme, version, definition }, adoptions.filter((adopted) => adopted.version === version), 0);
  return { programme, version, versions, adoptions, effective: without(effective, 'adoptions'), definition };
}
