import { describeNothingAtRest } from '../../privacy/at-rest.contract';
import { describeErasure } from '../../privacy/erasure.contract';
import { dataOf, somebody } from '../../privacy/folk';
import { needlesOf } from '../../privacy/needles';
import { describePlanted, plants } from '../../privacy/planted.contract';
import { Scanner } from '../../privacy/scanner';
import { report } from '../../privacy/site';
import { describeKilledMongo, describeMongo, SECANTUSD } from '../mongodb/database';
import { ClusterSite } from './cluster-site';

const ownServer = SECANTUSD !== undefined;

describeMongo('nothing personal at rest in the cluster profile', () => {
  beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
  const start = () => ClusterSite.start();
  describeNothingAtRest('EventStoreDB and MongoDB', start, ['stand-in/log.jsonl', 'access.log', 'server.log', ...(ownServer ? ['mongodb.log', 'mongodb-folder'] : [])]);
  describePlanted('EventStoreDB and MongoDB', start, plants);
  // What is left of a destroyed key in the oplog is wrapped, and rolls out of it.
  describeErasure('EventStoreDB and MongoDB', start, { keyBytesGo: false });

  it('the oplog is read with the rest', async () => {
    const site = await ClusterSite.start();
    try {
      const house = await site.open();
      await house.documents.setSetting('planted', undefined, { name: somebody(4).personal.name });
      await house.close();
      expect(report((await site.scan(new Scanner(needlesOf([dataOf(somebody(4))])))).findings)).toContain('name of p4, UTF-8 in mongodb, local.oplog.rs');
    } finally {
      await site.remove();
    }
  }, 60_000);

  describeKilledMongo("the MongoDB server's own folder", () => {
    let site: ClusterSite;
    beforeAll(async () => void (site = await ClusterSite.start()), 60_000);
    afterAll(() => site?.remove());

    it('is read as it lies on the disk: a name in one document is found in its files without asking the server', async () => {
      const house = await site.open();
      const scanner = new Scanner(needlesOf([dataOf(somebody(4))]));
      expect(report(scanner.scan(site.folder).findings)).toEqual([]);
      await house.documents.setSetting('planted', undefined, { name: somebody(4).personal.name });
      const found = report(scanner.scan(site.folder).findings);
      await house.close();
      expect(found.filter((line) => line.includes('mongodb-folder'))).not.toEqual([]);
      // After a checkpoint and a stop it lies in the pages, no longer in the journal alone.
      await site.stopServer();
      expect(report(scanner.scan(site.folder).findings).filter((line) => /mongodb-folder.*\.wt$/.test(line))).not.toEqual([]);
    }, 60_000);
  });
});
