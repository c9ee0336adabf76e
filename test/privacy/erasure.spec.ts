import { describeErasure } from './erasure.contract';
import { EmbeddedSite } from './site';

describeErasure('SQLite', async () => new EmbeddedSite(), { keyBytesGo: true });
