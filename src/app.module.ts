import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Desk } from './commands/desk';
import { FileDocumentHandler } from './commands/file-document';
import { useCases } from './commands/use-cases';
import { DocumentFiles } from './documents/document-files';
import type { House } from './house';
import { ImportFileHandler, RefusalTeller } from './imports/import-file';
import { AuthenticationGuard } from './http/authentication';
import { CommandsController } from './http/commands.controller';
import { DemonstrationController } from './http/demonstration.controller';
import { DocumentsController } from './http/documents.controller';
import { EventsController, feedProvider } from './http/events.controller';
import { EdgeTeller, ImportsController } from './http/imports.controller';
import { HealthController } from './http/health.controller';
import { HOUSE } from './http/injection';
import { Metrics } from './http/metrics';
import { ProblemFilter } from './http/problem-filter';
import { ReadingModule } from './http/reading.module';
import { Tokens } from './http/tokens';

export interface Edge {
  readonly house: House;
  readonly tokens: Tokens;
  readonly metrics: Metrics;
  readonly filter: ProblemFilter;
  readonly onTrouble: (what: string, error: unknown) => void;
}

const handlers = Object.values(useCases).map(({ handler }): Provider => handler as Provider);

/** The edge on a house that is open: Nest finds handlers and controllers, and knows no store. */
@Module({})
export class AppModule {
  static on({ house, tokens, metrics, filter, onTrouble }: Edge): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), ReadingModule.on({ sources: house, files: house.files, readLog: house.access, onTrouble })],
      controllers: [CommandsController, HealthController, EventsController, DocumentsController, ImportsController, DemonstrationController],
      providers: [
        { provide: HOUSE, useValue: house },
        { provide: Desk, useValue: house.application.desk },
        { provide: DocumentFiles, useValue: house.files },
        FileDocumentHandler,
        { provide: RefusalTeller, useClass: EdgeTeller },
        ImportFileHandler,
        { provide: Tokens, useValue: tokens },
        { provide: Metrics, useValue: metrics },
        { provide: APP_FILTER, useValue: filter },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        feedProvider,
        ...handlers,
      ],
    };
  }
}
