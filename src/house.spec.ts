import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from './config';
import { openHouse } from './house';

const OFFICER = 'officer-1';

describe('the embedded house', () => {
  let data: string;
  const config = () => readConfig({ ECHELON_DATA: data, ECHELON_FIRST_OFFICER: OFFICER }, { empty: true });
  const sender = (key: string) => ({ issuer: 'test', subject: OFFICER, idempotencyKey: key, actingAs: null, ifMatch: null });
  const bureau = { names: { zh: '区教体处', en: 'Bureau' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false };

  beforeEach(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'echelon-house-'));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  it('answers a command with a position that its views reach, and knows it again after a restart', async () => {
    let house = await openHouse(config());
    await house.start();
    const first = await house.application.send('RegisterOrg', sender('org'), {}, bureau);
    if (first.kind !== 'accepted') throw new Error(JSON.stringify(first));
    expect(await house.projector.whenReflected(first.position, 5_000)).toBe(true);
    await house.close();

    house = await openHouse(config());
    await house.start();
    const again = await house.application.send('RegisterOrg', sender('org'), {}, bureau);
    expect(again).toMatchObject({ kind: 'accepted', repeated: true, events: first.events });
    await house.close();
  });

  it('has written who lacked authority when it is closed', async () => {
    const house = await openHouse(config());
    const nobody = { ...sender('org'), subject: 'nobody' };
    expect(await house.application.send('RegisterOrg', nobody, {}, bureau)).toMatchObject({ kind: 'refused' });
    await house.close();
    expect(await readFile(path.join(data, 'access.log'), 'utf8')).toContain('"subject":"nobody"');
  });

  it('refuses to start on a log whose keys are gone, since everybody would read as erased', async () => {
    const house = await openHouse(config());
    await house.application.send('RegisterOrg', sender('org'), {}, bureau);
    await house.close();
    for (const name of ['keys.db', 'keys.db-wal', 'keys.db-shm', 'master.key', 'identity.key']) await rm(path.join(data, name), { force: true });
    // Twice: the refusal itself must not make a key store that the next start would take for the old one.
    await expect(openHouse(config())).rejects.toThrow(/Restore keys\.db/);
    await expect(openHouse(config())).rejects.toThrow(/Restore keys\.db/);
  });
});
