import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SystemClock } from '../clock';
import { portsOf, Town } from '../../test/commands/town';
import { Application } from '../application';
import { FIRST_OFFICER, playDemonstration } from './play';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../keys/memory/memory-key-store';
import { randomBytes } from 'node:crypto';

describe('the demonstration', () => {
  it('plays two rounds through the ordinary commands, and again changes nothing', async () => {
    const town = new Town();
    const clock = new SystemClock();
    const ports = { ...portsOf(new MemoryEventStore(town.log), new MemoryKeyStore(town.held, (size) => randomBytes(size)), clock), firstOfficer: FIRST_OFFICER };
    const folder = path.join(__dirname, '../../programmes/weihai-edz-2017');
    const stage = { application: new Application(ports), clock, teachers: 600, programme: readFileSync(path.join(folder, 'programme.yaml'), 'utf8'), sample: readFileSync(path.join(folder, 'sample.yaml'), 'utf8') };
    const demonstration = await playDemonstration(stage, () => undefined);
    const of = (type: string) => town.log.events.filter(({ envelope }) => envelope.type === type);
    expect(of('TitleConferred')).toHaveLength(50);
    expect(of('NotSelected')).toHaveLength(30);
    expect(of('NominationRefused').length).toBeGreaterThan(0);
    expect(of('TitleRevoked')).toHaveLength(1);
    expect(of('ReviewRequired')).toHaveLength(1);
    expect(of('RoundOpened')).toHaveLength(2);
    expect(of('RoundConcluded')).toHaveLength(1);
    const events = town.log.events.length;
    expect(await playDemonstration({ ...stage, application: new Application(ports) }, () => undefined)).toEqual(demonstration);
    expect(town.log.events.length).toBe(events);
  }, 120_000);
});
