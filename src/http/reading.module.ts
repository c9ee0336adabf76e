import { Module, type DynamicModule } from '@nestjs/common';
import { QueriesModule, type QueriesOptions } from '../queries/queries.module';
import { BoardQueriesController } from './board-queries.controller';
import { StudioQueriesController } from './studio-queries.controller';
import { CertificatesController } from './certificates.controller';
import { NamedCodesInterceptor } from './named-codes.interceptor';
import { ObjectionQueriesController } from './objection-queries.controller';
import { PeopleQueriesController } from './people-queries.controller';
import { PositionInterceptor } from './position.interceptor';
import { PrintsController } from './prints.controller';
import { PublicListController } from './public-list.controller';
import { RegistryQueriesController } from './registry-queries.controller';
import { ReviewQueriesController } from './review-queries.controller';
import { RosterQueriesController } from './roster-queries.controller';
import { RoundQueriesController } from './round-queries.controller';
import { TeamQueriesController } from './team-queries.controller';
import { TeacherQueriesController } from './teacher-queries.controller';
import { TrainingQueriesController } from './training-queries.controller';

/** Everything that is read over HTTP. The application provides the QueryBus and the guard that says who asks. */
@Module({})
export class ReadingModule {
  static on(options: QueriesOptions): DynamicModule {
    return {
      module: ReadingModule,
      imports: [QueriesModule.on(options)],
      controllers: [PublicListController, RosterQueriesController, RoundQueriesController, RegistryQueriesController, ReviewQueriesController, TeacherQueriesController, TeamQueriesController, CertificatesController, ObjectionQueriesController, PeopleQueriesController, PrintsController, TrainingQueriesController, BoardQueriesController, StudioQueriesController],
      providers: [PositionInterceptor, NamedCodesInterceptor],
    };
  }
}
