import { describeNothingAtRest } from './at-rest.contract';
import { EmbeddedSite } from './site';

describeNothingAtRest('SQLite', async () => new EmbeddedSite(), ['events.db', 'views.db', 'keys.db', 'access.log', 'server.log', 'documents']);
