import { createHash } from 'node:crypto';
import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { Desk, importMappingStream } from '../commands/desk';
import { ImportLegacyTitles, ImportLegacyTitlesHandler, type ImportLegacyTitlesBody } from '../commands/import-legacy-titles';
import type { Outcome } from '../commands/outcome';
import { RegisterExperts, RegisterExpertsHandler, type RegisterExpertsBody } from '../commands/register-experts';
import { RegisterOrgs, RegisterOrgsHandler, type RegisterOrgsBody } from '../commands/register-orgs';
import { RegisterTeachers, RegisterTeachersHandler, type RegisterTeachersBody } from '../commands/register-teachers';
import { bureau } from '../commands/requirements';
import type { Sender } from '../commands/use-case';
import type { JsonObject, Refusal } from '../domain/facts';
import { importMapping } from '../domain/import-mapping';
import type { Notice } from '../event-store/notice';
import { commandId } from '../ids';
import type { ImportKind } from './fields';
import { Judge } from './judge';
import { knownUnits } from './known-units';
import { readImport } from './read-file';
import { reportOf, type ImportReport, type JudgedRow } from './report';

export interface ImportOptions {
  /** Say what would be done, and store nothing. */
  readonly dryRun: boolean;
  /** Of a file with rows that are wrong, register the others all the same. */
  readonly passing: boolean;
  /** People of one name at one unit are different people: the officer has looked. */
  readonly distinct: boolean;
}

export type Imported =
  | { readonly kind: 'report'; readonly report: ImportReport }
  /** Something has to be done first: nothing was stored. */
  | { readonly kind: 'stopped'; readonly why: 'mappingNotConfirmed' | 'rowsWrong' | 'questionsOpen'; readonly report: ImportReport }
  | { readonly kind: 'done'; readonly report: ImportReport; readonly outcomes: readonly (JsonObject & { readonly useCase: string })[]; readonly position: string; readonly pending: boolean }
  | { readonly kind: 'refused'; readonly outcome: Extract<Outcome, { readonly kind: 'refused' }> };

/** A file as a bureau has it. It is read, used and forgotten: what stays are the facts, and the mapping of its columns. */
export class ImportFile extends Command<Imported> {
  constructor(
    readonly sender: Sender,
    readonly kind: ImportKind,
    readonly bytes: Uint8Array,
    readonly options: ImportOptions,
  ) {
    super();
  }
}

/** Rows of one ordinary command. */
const ROWS: { readonly [kind in Exclude<ImportKind, 'seats'>]: number } = { teachers: 500, units: 300, experts: 300, titles: 500 };

/** The edge's sentences, which a report shows beside the cell. */
export abstract class RefusalTeller {
  abstract tell(refusal: Refusal): Notice;
}

/** Errors: TableError, MayNotReadError, NamesNotReadyError, StoreUnavailableError. */
@CommandHandler(ImportFile)
export class ImportFileHandler implements ICommandHandler<ImportFile, Imported> {
  constructor(private readonly desk: Desk, private readonly queries: QueryBus, private readonly teller: RefusalTeller) {}

  async execute({ sender, kind, bytes, options }: ImportFile): Promise<Imported> {
    const world = await this.desk.world();
    const authority = world.authority(sender, bureau, null);
    const acting = authority.kind === 'authorised' ? authority.standing.capacity?.org : undefined;
    if (authority.kind === 'refused' || acting === undefined) {
      const refusal = authority.kind === 'refused' ? authority.refusal : { rule: 'postMayNot', inputs: {} };
      const { subject, actingAs, issuer, idempotencyKey } = sender;
      this.desk.ports.accessLog.refused({ at: this.desk.ports.clock.now(), subject, actingAs, useCase: ImportFile.name, command: commandId(issuer, subject, ImportFile.name, idempotencyKey), rule: refusal.rule, inputs: refusal.inputs });
      return { kind: 'refused', outcome: { kind: 'refused', refusal, reference: null, position: null, repeated: false } };
    }
    const content = createHash('sha256').update(bytes).digest('hex');
    // Under the server's key: a short list could otherwise be guessed from its hash in the log.
    const fingerprint = this.desk.ports.secrets.list(content);
    const fileId = commandId('import', acting, kind, fingerprint);
    const { state: { mappings } } = await this.desk.streams.load(importMapping, importMappingStream(acting, kind));
    const read = await readImport(bytes, { kind, file: fileId, acting, units: knownUnits(world.orgs.state, world.today), mappings: [...mappings] });
    const judged = await new Judge(this.desk, this.queries, (refusal) => this.teller.tell(refusal), sender).judge(kind, read.sheets, options.distinct, fingerprint);
    if ('kind' in judged) return { kind: 'refused', outcome: judged };
    const report = reportOf({ import: fingerprint, kind, unit: acting }, read, judged);
    if (options.dryRun || kind === 'seats') return { kind: 'report', report };
    if (read.sheets.some(({ matched }) => matched !== null && !matched.confirmed)) return { kind: 'stopped', why: 'mappingNotConfirmed', report };
    const { wrong, questions } = report.counts;
    if (wrong > 0 && !options.passing) return { kind: 'stopped', why: 'rowsWrong', report };
    if (questions > 0 && !options.passing) return { kind: 'stopped', why: 'questionsOpen', report };
    return this.carryOut(sender, kind, fileId, fingerprint, judged.filter((row) => row.state === 'NEW' && !row.problems.some(({ severity }) => severity === 'QUESTION')), report);
  }

  /** The ordinary use cases, in their largest pieces. Each one's command follows from the file and its rows, so that the same ones are the same. */
  private async carryOut(sender: Sender, kind: Exclude<ImportKind, 'seats'>, fileId: string, fingerprint: string, rows: readonly JudgedRow[], report: ImportReport): Promise<Imported> {
    const outcomes: (JsonObject & { readonly useCase: string })[] = [];
    let position = await this.desk.head();
    let pending = false;
    for (let at = 0; at < rows.length; at += ROWS[kind]) {
      const slice = rows.slice(at, at + ROWS[kind]);
      const bodies = slice.flatMap(({ body }) => (body === null ? [] : [body]));
      const digest = createHash('sha256').update(JSON.stringify([slice.map(({ sheet, row }) => [sheet, row]), bodies])).digest('hex');
      const { useCase, outcome } = await this.one({ ...sender, idempotencyKey: `import:${fileId}:${digest}`, ifMatch: null }, kind, fingerprint, bodies);
      if (outcome.kind === 'refused') return { kind: 'refused', outcome };
      if (outcome.position > position) position = outcome.position;
      if (outcome.kind === 'pending') pending = true;
      outcomes.push({ useCase, firstRow: slice[0]?.row ?? null, lastRow: slice.at(-1)?.row ?? null, operation: outcome.result['batch'] ?? null, pending: outcome.kind === 'pending', rows: slice.length, declined: outcome.result['declined'] ?? 0 });
    }
    return { kind: 'done', report, outcomes, position, pending };
  }

  // The bodies were held against each use case's DTO when their rows were read.
  private async one(sender: Sender, kind: Exclude<ImportKind, 'seats'>, file: string, rows: readonly JsonObject[]): Promise<{ readonly useCase: string; readonly outcome: Outcome }> {
    const body: object = { rows };
    switch (kind) {
      case 'teachers':
        return { useCase: RegisterTeachers.name, outcome: await new RegisterTeachersHandler(this.desk).execute(new RegisterTeachers(sender, {}, body as RegisterTeachersBody)) };
      case 'units':
        return { useCase: RegisterOrgs.name, outcome: await new RegisterOrgsHandler(this.desk).execute(new RegisterOrgs(sender, {}, body as RegisterOrgsBody)) };
      case 'experts':
        return { useCase: RegisterExperts.name, outcome: await new RegisterExpertsHandler(this.desk).execute(new RegisterExperts(sender, {}, body as RegisterExpertsBody)) };
      case 'titles':
        return { useCase: ImportLegacyTitles.name, outcome: await new ImportLegacyTitlesHandler(this.desk).execute(new ImportLegacyTitles(sender, {}, { ...body, file } as ImportLegacyTitlesBody)) };
    }
  }
}
