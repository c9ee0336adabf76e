import { describePlanted, plants, plantsInFolder } from './planted.contract';
import { EmbeddedSite } from './site';

describePlanted('SQLite', async () => new EmbeddedSite(), [...plants, ...plantsInFolder]);
