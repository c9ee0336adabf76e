import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { decodeAll } from '../../src/event-store/codec';
import { openHouse } from '../../src/house';
import { collect } from '../contract/event-store.contract';
import { OFFICER, schoolName } from '../commands/town';
import { describeErasure } from './erasure.contract';
import { somebody } from './folk';
import { Village } from './life';
import { EmbeddedSite, KEY_FILES } from './site';
import { ciphersOfViews, reflected } from './views';

describeErasure('SQLite', async () => new EmbeddedSite(), { keyBytesGo: true });

it('a folder copied before an erasure, its WAL too, tells nothing of her under the key store of after', async () => {
  const site = new EmbeddedSite();
  const backup = mkdtempSync(join(tmpdir(), 'echelon-backup-'));
  const live = await site.open();
  try {
    await live.start();
    const village = new Village(live);
    await village.found();
    await village.register([somebody(0), somebody(1)], schoolName(1));
    await reflected(live);
    cpSync(site.folder, backup, { recursive: true, filter: (path) => !KEY_FILES.some((name) => path.endsWith(name)) && !path.endsWith('.lock') });
    expect(readdirSync(backup)).toEqual(expect.arrayContaining(['events.db-wal', 'views.db']));
    expect(await village.erase(village.id('p0'))).toMatchObject({ kind: 'accepted' });
    for (const name of KEY_FILES.slice(0, 2)) copyFileSync(join(site.folder, name), join(backup, name));

    const restored = await openHouse(readConfig({ ECHELON_DATA: backup, ECHELON_FIRST_OFFICER: OFFICER }, { empty: true }));
    try {
      // Nothing in the copied log says that she was erased: only that her key is gone keeps her unread.
      const envelopes = (await collect(restored.events.readAll(null))).map(({ envelope }) => envelope);
      expect(envelopes.filter(({ type }) => type === 'PersonalDataErased')).toEqual([]);
      const facts = await decodeAll(envelopes, restored.keys);
      const read = (who: string) => facts.flatMap((fact) => (who in fact.private ? [fact.private[who]] : []));
      expect(read(village.id('p0'))).toEqual([null, null]);
      expect(read(village.id('p1'))).toEqual([expect.objectContaining({ name: somebody(1).personal.name }), expect.objectContaining({ name: somebody(1).personal.name })]);
      restored.projector.start();
      await reflected(restored);
      const people = new Set((await ciphersOfViews(restored)).map(({ person }) => person));
      expect(people).toContain(village.id('p0'));
      expect((await restored.keys.get([...people])).has(village.id('p0'))).toBe(false);
    } finally {
      await restored.close();
    }
  } finally {
    await live.close();
    await site.remove();
    rmSync(backup, { recursive: true, force: true });
  }
}, 60_000);
