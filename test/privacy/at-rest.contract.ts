import type { House } from '../../src/house';
import { Village, type Life } from './life';
import { needlesOf } from './needles';
import { Scanner } from './scanner';
import { report, type Site } from './site';
import { reflected } from './views';

/** @param places what must have been read for the scan to have looked everywhere. */
export function describeNothingAtRest(name: string, makeSite: () => Promise<Site>, places: readonly string[]): void {
  describe(`nothing personal at rest: ${name}`, () => {
    let site: Site;
    let house: House;
    let life: Life;
    let village: Village;
    let scanner: Scanner;
    beforeAll(async () => {
      site = await makeSite();
      house = await site.open();
      await house.start();
      village = new Village(house);
      life = await village.play();
      scanner = new Scanner(needlesOf(life.people));
    }, 120_000);
    afterAll(async () => {
      await house?.close();
      await site?.remove();
    });

    it('finds no datum of anybody after a whole round, in no way of writing it', async () => {
      await reflected(house);
      const scan = await site.scan(scanner);
      expect(report(scan.findings)).toEqual([]);
      for (const place of places) expect(scan.files.filter((file) => file.includes(place))).not.toEqual([]);
      expect(scan.bytes).toBeGreaterThan(200_000);
    }, 60_000);

    it('nor in views that were built again, nor in the old ones that stay frozen beside them', async () => {
      await house.projector.rebuild({ then: 'SWITCH' });
      const until = Date.now() + 30_000;
      while ((await house.projector.register.read()).live.generation === 1) {
        if (Date.now() > until) throw new Error('the rebuild did not switch');
        await house.clock.wait(20);
      }
      expect((await house.projector.register.read()).frozen).toHaveLength(1);
      expect(report((await site.scan(scanner)).findings)).toEqual([]);
    }, 60_000);

    it('nor after erasures, nor when the process has stopped', async () => {
      for (const who of ['p1', 'p3', 'p9', 'p8', 'p13']) expect(await village.erase(village.id(who))).toMatchObject({ kind: 'accepted' });
      await reflected(house);
      expect(report((await site.scan(scanner)).findings)).toEqual([]);
      await house.close();
      expect(report((await site.scan(scanner)).findings)).toEqual([]);
      house = await site.open();
      await house.start();
      await reflected(house);
      expect(report((await site.scan(scanner)).findings)).toEqual([]);
    }, 60_000);
  });
}
