import { Module, type DynamicModule, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DocumentFiles } from '../documents/document-files';
import { AppointmentsHandler } from './appointments';
import { AssessmentsHandler } from './assessments';
import { AuditTrailHandler } from './audit-trail';
import { CertificateHandler } from './certificate';
import { CaseHandler } from './case';
import { ConflictsHandler } from './conflicts';
import { DocumentHandler } from './document';
import { BackdatedHandler, HoldsHandler } from './holds';
import { ObjectionHandler, ObjectionsHandler } from './objections';
import { EvidenceHandler } from './evidence';
import { NamesakesHandler } from './namesakes';
import { DueHandler } from './due';
import { EquityHandler } from './equity';
import { PartiesHandler } from './parties';
import { ComplianceHandler } from './compliance';
import { TargetsHandler } from './targets';
import { FundsHandler } from './funds';
import { FunnelHandler } from './funnel';
import { FiguresHandler } from './figures';
import { LateDecisionsHandler } from './backdated';
import { CorrectionsHandler } from './corrections';
import { LegacyLedgerHandler } from './legacy-ledger';
import { TermCalendarHandler } from './term-calendar';
import { MentorsHandler } from './mentors';
import { NoticesHandler } from './notices';
import { PrintedListHandler, PrintHandler } from './print';
import { PrintTemplateHandler } from './print-template';
import { DrawHandler } from './draw';
import { OrgHistoryHandler } from './org-history';
import { OrgsHandler } from './orgs';
import { PanelHandler } from './panel';
import { PublicListHandler } from './public-list';
import { PublicitiesHandler } from './publicities';
import { DiffHandler, RulesHandler } from './programme-rules';
import { PyramidHandler } from './pyramid';
import { RankingHandler } from './ranking';
import { Reading, type QuerySources } from './reading';
import type { ReadLog } from './read-log';
import { OperationHandler, ProgrammeHandler, ProgrammesHandler } from './registry';
import { ImpactHandler, ReviewsHandler } from './reviews';
import { RosterHandler } from './roster';
import { ServiceHandler } from './service';
import { SheetsHandler } from './sheets';
import { SharedFilesHandler } from './shared-files';
import { LateHandler, RoundHandler, RoundsHandler } from './rounds';
import { StudiosHandler } from './studios';
import { HistoryHandler, TeacherHandler } from './teacher';
import { TrainingHandler } from './training';

const handlers = [
  RosterHandler, PyramidHandler, AuditTrailHandler, RoundsHandler, RoundHandler, LateHandler, RankingHandler, PanelHandler, EvidenceHandler, SharedFilesHandler, ConflictsHandler, DrawHandler,
  ProgrammesHandler, ProgrammeHandler, RulesHandler, DiffHandler, OrgsHandler, OrgHistoryHandler, OperationHandler, TeacherHandler, HistoryHandler, DocumentHandler, CertificateHandler,
  ObjectionsHandler, ObjectionHandler, HoldsHandler, BackdatedHandler, NamesakesHandler,
  PrintedListHandler, PrintHandler, PrintTemplateHandler,
  ReviewsHandler, ImpactHandler, SheetsHandler, ServiceHandler,
  CaseHandler, DueHandler, AppointmentsHandler, NoticesHandler,
  PublicitiesHandler, PublicListHandler,
  FiguresHandler, CorrectionsHandler, LateDecisionsHandler, LegacyLedgerHandler, TargetsHandler, ComplianceHandler, FundsHandler, FunnelHandler,
  EquityHandler,
  PartiesHandler,
  TrainingHandler,
  StudiosHandler, MentorsHandler,
  AssessmentsHandler,
  TermCalendarHandler,
];

export interface QueriesOptions {
  readonly sources: QuerySources;
  readonly files: DocumentFiles;
  readonly readLog: ReadLog;
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** One handler for each question; the QueryBus is the application's. The index of names is built in the background and gone with the process. */
@Module({})
export class QueriesModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly reading: Reading) {}

  static on({ sources, files, readLog, onTrouble }: QueriesOptions): DynamicModule {
    const reading = new Reading(sources, readLog, onTrouble);
    return { module: QueriesModule, providers: [{ provide: Reading, useValue: reading }, { provide: DocumentFiles, useValue: files }, ...handlers], exports: [Reading] };
  }

  onApplicationBootstrap(): void {
    this.reading.names.start((error) => this.reading.onTrouble?.('names', error));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.reading.names.stop();
  }
}
